import { check } from './verdicts';

check(
  'the branch that is not taken has no part in the derivative, wherever it is undefined',
  `
f = where(x > 0, sqrt(x), 0)
df/dx = where(x > 0, 1/(2*sqrt(x)), 0)       # => agree
df/dx = where(x > 0, 1/sqrt(x), 0)           # => wrong-derivative
df/dx = where(x > 0, 1/(2*sqrt(x)), 1)       # => wrong-derivative
d2f/dx2 = where(x > 0, -1/(4*x*sqrt(x)), 0)  # => agree
---
f = where(x > 0, sqrt(x) + sqrt(x)*log(x), -x)
df/dx = if x > 0 then (3 + log(x))/(2*sqrt(x)) else -1   # => agree
df/dx = if x > 0 then (2 + log(x))/(2*sqrt(x)) else -1   # => wrong-derivative
---
x : R^3
a : R
f = where(a > 0, sum(sqrt(a*x)), 1)
df/da = where(a > 0, sum(x ./ (2*sqrt(a*x))), 0)   # => agree
H = -sum(where(x > 0, x .* log(x), 0))
dH/dx = where(x > 0, -1 - log(x), 0)               # => agree
dH/dx = where(x > 0, -log(x), 0)                   # => wrong-derivative
`,
);

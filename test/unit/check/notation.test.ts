import { check } from './verdicts';

check(
  'a prime on a scalar is a derivative',
  `
y = x^2
y' = 2x                      # => agree
y' = 3x                      # => wrong-identity
y'' = 2                      # => agree
y'(x) = 2x                   # => agree
---
(sin(x))' = cos(x)           # => agree
(x^3)'' = 6x                 # => agree
(x^2)' = x                   # => wrong-identity
---
f(x) = x^3
f' = 3x^2                    # => agree
(f(x)*x)' = f'(x)*x + f(x)   # => agree
---
y = a*x^2
y' = 2*a*x                   # => agree
---
f' = 2x                      # => unknown-name
`,
);

check(
  'a prime on an array transposes',
  `
(A*B)' = B'*A'               # => agree
(A*B)' = A'*B'               # => wrong-identity
---
x : R^3
(x'*A*x)' = x'*A'*x          # => agree
`,
);

import { check } from './verdicts';

check(
  'second derivatives that vanish or are an input',
  `
f = x*y
d2f/dx2 = 0                  # => agree
d2f/dx2 = 1                  # => wrong-derivative
d2f/dxdy = 1                 # => agree
g(t) = a*t
g''(t) = 0                   # => agree
d2g/dt2 = g''(t)             # => agree
d2q/dx2 = 0                  # => unknown-name
`,
);

check(
  'sums that cancel',
  `
f = exp(x)*sin(y)
d2f/dx2 + d2f/dy2 = 0        # => agree
d²f/dx² + d²f/dy² = 0        # => agree
d²f/dx² - d²f/dy² = 0        # => wrong-value
cosh(x)^2 - sinh(x)^2 == 1   # => agree
cosh(x)^2 - sinh(x)^2 == 1.0001   # => wrong-value
`,
);

check(
  'branches that are exactly zero',
  `
f = min(sin(x), 0)
df/dx = if sin(x) < 0 then cos(x) else 0          # => agree
df/dx = where(sin(x) < 0, cos(x), 0)              # => agree
df/dx = if sin(x) < 0 then cos(x) + 0.01 else 0   # => wrong-derivative
`,
);

check(
  'relations that allow equality hold where the sides are equal',
  `
f = sin(x) + 1/3
abs(f) >= f                  # => agree
f <= sin(x) + 1/3            # => agree
f > sin(x) + 1/3             # => conditioning
f <= sin(x) + 0.333          # => wrong-inequality
`,
);

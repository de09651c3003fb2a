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

check(
  'every branch that can be found is compared, and both sides of every switch',
  `
-2 < x < 2
f = clamp(3*x, 0, 2)
df/dx = if x > 0 and x < 2/3 then 3 else 0   # => agree
df/dx = if x > 0 and x < 2/3 then 4 else 0   # => wrong-derivative
df/dx = if x > 0 and f < 2/3 then 3 else 0   # => wrong-derivative
df/dx = if x > 0 and x < 3/3 then 3 else 0   # => wrong-derivative
---
-1.5 < x < 1.5
0.5 < a < 1.5
-0.5 < b < 0.5
f = abs(a*x + b)
df/dx = a*sign(a*x + b)      # => agree
df/dx = a*sign(a*x - b)      # => wrong-derivative
df/dx = a*sign(a*x)          # => wrong-derivative
g = leaky_relu(a*x + b)
dg/dx = a*(if a*x + b > 0 then 1 else 0.01)   # => agree
dg/dx = a*(if a*x > 0 then 1 else 0.01)       # => wrong-derivative
dg/da = x*(if a*x > 0 then 1 else 0.01)       # => wrong-derivative
---
-1 < x < 2
f = max(x^2, x/2)
df/dx = if x^2 > x/2 then 2*x else 1/2        # => agree
df/dx = if f^2 > x/2 then 2*x else 1/2        # => wrong-derivative
df/dx = if x^2 > x/3 then 2*x else 1/2        # => wrong-derivative
---
f = max(0, 1 - s)
df/ds = if s < 1 then -1 else 0               # => agree
df/ds = if s < 2 then -1 else 0               # => wrong-derivative
---
-1 < x < 1
-1 < y < 1
f = exp(minimum(x, 2*y))
df/dx = exp(minimum(x, 2*y))*(x < 2*y)        # => agree
df/dx = exp(minimum(x, 2*y))*(x < 3*y)        # => wrong-derivative
df/dy = 2*exp(minimum(y, 2*y))*(2*y < x)      # => wrong-derivative
g = 3*fmin(x, 1/2)
dg/dx = 3*(x < 1/2)                           # => agree
dg/dx = 3*(g < 1/2)                           # => wrong-derivative
`,
);

check(
  'regions between two switches are found however thin they are',
  `
0 < x < 1
f = 2*x
df/dx = if x > 0.4 and x < 0.4001 then 3 else 2      # => wrong-derivative
df/dx = if x > 0.4 and x < 0.400002 then 3 else 2   # => wrong-derivative
df/dx = if x > 0.9995 then 3 else 2                  # => wrong-derivative
df/dx = if x > 0.4 and x < 0.4001 then 2 else f/x    # => agree
`,
);

check(
  'what ties in the claim alone is no kink',
  `
f = |x|
df/dx = clip(x, 1, 1)        # => wrong-derivative
df/dx = sign(x)              # => agree
---
x : R^3
f = max(x)
df/dx = (x == max(x))        # => agree
df/dx = (x == min(x))        # => wrong-derivative
---
r : R^4
-3 < r < 3
L = sum(where(|r| < 1, r.^2/2, |r| - 1/2))
dL/dr = clip(r, -1, 1)       # => agree
dL/dr = clip(r, 1, 1)        # => wrong-derivative
---
relu(0) == 0                 # => agree
clip(x, 1, 1) == 1           # => agree
`,
);

check(
  'ties that last are decided on either side, and a branch that stays undecided is not waved through',
  `
0.5 < A < 2
J = min(r*A, clip(r, 0.75, 1.25)*A)
dJ/dr = if r < 1.25 then A else 0        # => agree
dJ/dr = if r < 0.75 then A else 0        # => wrong-derivative
dJ/dr = 2*(if r < 1.25 then A else 0)    # => wrong-derivative
---
0.5 < A < 2
1.24999 < r < 1.25001
J = min(r*A, clip(r, 0.75, 1.25)*A)
dJ/dr = if r < 1.25 then A else 0        # => agree
dJ/dr = if r < 0.75 then A else 0        # => wrong-derivative
`,
);

check(
  'branches in a corner of the domain are sought',
  `
-1 < x, y < 1
f = relu(x + y - 1.99)
df/dx = (x + y > 1.99)       # => agree
df/dx = 0                    # => wrong-derivative
---
s : R^3
-1 < s < 1
L = relu(1 + s[2] - s[1]) + relu(1 + s[3] - s[1])
dL/ds = [-(1 + s[2] - s[1] > 0) - (1 + s[3] - s[1] > 0), 1 + s[2] - s[1] > 0, 1 + s[3] - s[1] > 0]   # => agree
dL/ds = [-(2 + s[2] - s[1] > 0) - (1 + s[3] - s[1] > 0), 1 + s[2] - s[1] > 0, 1 + s[3] - s[1] > 0]   # => wrong-derivative
`,
);

check(
  'a function that is smooth where its parts tie',
  `
x = 0
f = relu(x) - relu(-x)
df/dx = 1                    # => agree
df/dx = 2                    # => wrong-derivative
df/dx = 1.0001*1             # => wrong-derivative
---
f = relu(x)
at x = 0: df/dx = 0          # => agree-kink
at x = 0: df/dx = 1/2        # => agree-kink
at x = 0: df/dx = 2          # => wrong-derivative
`,
);

check(
  'pairs of branches that random points do not show',
  `
-1 < x < 1
-1 < y < 1
f = 1e-7*exp(minimum(x, 2*y))
df/dy = 1e-7*(2*exp(minimum(x, 2*y))*(2*y < x))   # => agree
df/dy = 1e-7*(2*exp(minimum(y, 2*y))*(2*y < x))   # => wrong-derivative
---
s = 1
-2 < s < 3
y = 1 + 0*s
L = max(0, 1 - y*s)
dL/ds = if y*s < 1 then -y else 0                 # => agree-kink
dL/ds = if y < 1 then -y else 0                   # => wrong-derivative
`,
);

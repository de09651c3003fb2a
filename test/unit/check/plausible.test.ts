import { check } from './verdicts';

check(
  'other readings must agree for all sizes',
  `
X : N x 3
w : R^3
J = 1/N*sum(X*w)
dJ/dw = sum(X, axis=0)/3        # => wrong-derivative
dJ/dw = sum(X, axis=0)/N        # => agree
`,
);

check(
  'letters side by side may be a product of arrays',
  `
X : 5x3; w : R^3
M = sum((X*w - y).^2)
dM/dw = 2*X^T (Xw - y)          # => agree-reading
`,
);

check(
  'a defined name before a number in brackets is no product',
  `
y = log(x)/x
y(2) = 0.35                     # => not-yet
y*(2) = 2*log(x)/x              # => agree
`,
);

check(
  'an equation between free names may be a condition',
  `
t1 + t2 = 1                     # => condition
t1 + t2 == 1                    # => wrong-value
sin(t1)^2 + cos(t1)^2 = 2       # => wrong-value
`,
);

check(
  'a number that is a size is no example of other numbers',
  `
y : R^10; N = 10
J = 1/N*sum(y.^2)
dJ/dy = 2*y/10                  # => agree
dJ/dy = 2*y/9                   # => wrong-derivative
`,
);

check(
  'a function that is undefined for some signs may be meant for positive names',
  `
T = 2*pi*sqrt(l/g)
dT/dl = pi/sqrt(l*g)            # => domain
dT/dl = 2*pi/sqrt(l*g)          # => wrong-derivative
---
l, g > 0
T = 2*pi*sqrt(l/g)
dT/dl = pi/sqrt(l*g)            # => agree
---
f = abs(x)
df/dx = 1                       # => wrong-derivative
`,
);

check(
  'a path that is forgotten altogether is no partial derivative',
  `
z = w*x + b
a = sigmoid(z)
da/dw = 0                       # => wrong-derivative
da/dw = a*(1 - a)*x             # => agree
`,
);

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

check(
  'functions that the document does not define are not taken for factors',
  `
f = foo(x)
df/dx = 2                    # => depends
---
f = g(x)^2
df/dx = 3*x                  # => depends
---
f = k(x - 1)^2
df/dx = 2k(x - 1)            # => agree
df/dx = 3k(x - 1)            # => wrong-derivative
---
f = 2 a(x) + a
df/dx = 2 a                  # => agree
df/dx = 3 a                  # => wrong-derivative
`,
  ['2: unknown-name', '5: unknown-name'],
);

check(
  'letters written together may be a product',
  `
f = x*e^(xy)
df/dx = e^(x y)(1 + x y)     # => agree-reading
df/dx = e^(x y)(1 - x y)     # => wrong-derivative
---
f = x^2*y
df/dx = 2xy                  # => agree-reading
df/dx = 3xy                  # => wrong-derivative
`,
);

check(
  'a name that only claims mention is unknown, however many do',
  `
z = W*x + b
L = norm(z - t)^2
dL/db = delta                # => unknown-name
dL/dz = delta                # => unknown-name
dL/dz = 2*(z - t)            # => agree
---
d/dx (x^2*y) = 2*x*y         # => agree
d/dx (x^2*y) = 3*x*y         # => wrong-derivative
`,
);

check(
  'T may be an exponent',
  `
f = a^T
df/dT = a^T*log(a)           # => depends
---
T = 300
f = pow(q, T)
df/dq = T*pow(q, T - 1)        # => agree
---
s : R
g = s^T
dg/ds = 1                    # => agree
f = w^T*x
df/dw = x                    # => agree
`,
  ['2: not-yet'],
);

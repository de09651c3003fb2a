import { check } from './verdicts';

check(
  'arrays without entries',
  `x = zeros(0)
x == ones(0)                  # => shape
L = sum(x)
x + L < 1                     # => shape
dL/dx = zeros(0)              # => shape
`,
);

check(
  'products of Jacobians whose leading sizes do not fit',
  `W : R^2
L : R^3
X : 3x4
V = outer(W, L)
U = outer(L, L)
k = sum(X)
dL/dX = dV/dL * dU/dL         # => shape-mismatch
`,
);

check(
  'axes that no array has',
  `A = softmax(x, axis=1e5)
L = sum(sum(y, axis=1e308), axis=-1e9)
dL/dy = y                     # => depends
A == 1                        # => depends
`,
  ['1: shape-mismatch', '2: shape-mismatch'],
);

check(
  'sizes computed by formulas',
  `k = 3
k == eye(1e5 + (k))           # => shape-mismatch
x = zeros([100000, 100000])
x == 1                        # => depends
`,
  ['3: shape-mismatch'],
);

check(
  'singular matrices',
  `A = [1, 2, 3; 4, 5, 6; 7, 8, 9]
d = det(A)
d = 0                         # => agree
dd/dA = cofactor(A)           # => agree
dd/dA = [-3, 6, -3; 6, -12, 6; -3, 6, -3]    # => agree
dd/dA = det(A)*inv(A)'        # => agree
dd/dA = det(A)*inv(A)         # => agree-layout
dd/dA = 2*det(A)*inv(A)'      # => values-only
l = logdet(A)
l = 0                         # => conditioning
---
A = [1, 2; 2, 4]
b : R^2
y = solve(A, b)
dy/db = inv(A)                # => agree
l = logdet(A)
dl/dA = inv(A)'               # => agree
l = 0                         # => domain
t = tr(inv(A))
dt/dA = -inv(A*A)'            # => agree
---
A = [1e-200, 0; 0, 1e-200]
l = logdet(A)
l = -921.03                   # => agree
i = inv(A)
i = [1e200, 0; 0, 1e200]      # => agree
`,
  ['16: not-finite', '19: not-finite'],
);

check(
  'a value of zeros is an example where a claim differentiates by it',
  `x : R^3
W = zeros(2, 3)
b = zeros(2)
L = sum((W*x + b).^2)
dL/dW = 2*(W*x + b)*x'        # => agree
dL/dW = 3*(W*x + b)*x'        # => values-only
dL/db = 2*(W*x + b)           # => agree
dL/db = 4*(W*x + b)           # => values-only
I = eye(3)
s = x'*I*x
ds/dx = 2*x                   # => agree
`,
);

check(
  'ties, and norms at zero',
  `v = [2, 2, 1]
m = max(v)
dm/dv = [1, 0, 0]             # => agree-kink
dm/dv = [1/2, 1/2, 0]         # => agree-kink
dm/dv = [0, 0, 1]             # => wrong-derivative
dm/dv = [2, 0, 0]             # => wrong-derivative
---
x = [0, 0, 0]
n = norm(x)
dn/dx = x/n                   # => agree
dn/dx = [0, 0, 0]             # => domain
a = sum(abs(x))
da/dx = [0, 1, -1]            # => agree-kink
da/dx = [0, 1, -2]            # => wrong-derivative
---
a = max(x, x)
da/dx = 1                     # => agree
da/dx = 2                     # => wrong-derivative
f = max([x, x, x])
df/dx = 1                     # => agree
df/dx = 3                     # => wrong-derivative
`,
);

check(
  'arguments of softmax and its kin beyond all exponents',
  `v = [1e300, -1e300, 0]
s = softmax(v)
s = [1, 0, 0]                 # => agree
ds/dv = zeros(3, 3)           # => agree
l = logsumexp(v)
dl/dv = [1, 0, 0]             # => agree
dl/dv = [1, 1, 0]             # => wrong-derivative
x = 1e300
p = softplus(x)
dp/dx = 1                     # => agree
g = logsigmoid(-x)
dg/dx = -1                    # => agree
dg/dx = 1                     # => wrong-derivative
---
u : R^4
l = logsumexp(1e300*u)
dl/du = 1e300*softmax(1e300*u)    # => agree
dl/du = softmax(1e300*u)      # => wrong-derivative
c = cumsum(u)
f = sum(c)
df/du = [4, 3, 2, 1]          # => agree
df/du = [1, 2, 3, 4]          # => wrong-derivative
`,
);

check(
  'powers of matrices',
  `A : 3x3
y = tr(A^3)
dy/dA = 3*(A^2)'              # => agree
dy/dA = 2*(A^2)'              # => wrong-derivative
z = tr(A^0)
dz/dA = zeros(3, 3)           # => agree
w = tr(A^-1)
dw/dA = -(A^-2)'              # => agree
v = tr(A^1e6)
dv/dA = 1                     # => depends
`,
  ['9: too-large'],
);

check(
  'arrays with one entry',
  `v : R^1
A : 1x1
f = softmax(v)
df/dv = 0                     # => agree
d = det(A)
dd/dA = 1                     # => agree
l = logdet(A)
dl/dA = 1/A                   # => agree
dl/dA = A                     # => wrong-derivative
s = std(v)
ds/dv = 0                     # => domain
n = norm(v)
dn/dv = sign(v)               # => agree
h = v'*v
dh/dv = 2*v                   # => agree
dh/dv = v                     # => wrong-derivative
`,
);

check(
  'a number that may be the size of an undeclared array',
  `L = mean((y - t).^2)
dL/dy = 2*(y - t)/4           # => shape
dL/dy = 2*(y - t)/3           # => shape
dL/dy = 3*(y - t).^2          # => wrong-derivative
S = sum((y - t).^2)
dS/dy = 3*(y - t)             # => wrong-derivative
---
y, t : R^5
L = mean((y - t).^2)
dL/dy = 2*(y - t)/5           # => agree
dL/dy = 2*(y - t)/4           # => wrong-derivative
---
y, t : R^n
L = mean((y - t).^2)
dL/dy = 2*(y - t)/n           # => agree
dL/dy = 2*(y - t)/4           # => wrong-derivative
`,
);

import { check } from './verdicts';

check(
  'capital letters beside vectors are matrices',
  `
f = x'*A*x
df/dx = (A + A')*x         # => agree
df/dA = x*x'               # => agree
df/dA = x'*x               # => wrong-derivative
g = a'*X*b
dg/dX = a*b'               # => agree
h = c'*Y'*d
dh/dY = d*c'               # => agree
`,
);

check(
  'products of matrices in traces and inverses',
  `
f = tr(A*B)
df/dA = B'                 # => agree
df/dB = A'                 # => agree
---
f = tr(A*X*B)
df/dX = (B*A)'             # => agree
df/dX = A*B                # => wrong-derivative
---
f = tr(X*A*X')
df/dX = X*(A + A')         # => agree
---
f = tr(inv(X)*A)
df/dX = -(inv(X)*A*inv(X))'   # => agree
---
f = a^T*X*b
df/dX = a*b^T              # => agree
`,
);

check(
  'what is transposed or summed is no scalar',
  `
L = norm(A*x - b)^2
dL/dx = 2*A'*(A*x - b)     # => agree
dL/dx = 2*A*(A*x - b)      # => wrong-derivative
hessian(L, x) = 2*A'*A     # => agree
hessian(L, x) = 2*A*A'     # => wrong-derivative
---
p = sigmoid(X*w + b)
L = -mean(y .* log(p) + (1 - y) .* log(1 - p))
dL/db = mean(p - y)        # => agree
dL/db = sum(p - y)         # => wrong-derivative
`,
);

check(
  'a claim is not held to the shapes that another claim suggests',
  `
f(x) = sqrt(1 + x^2)
f(x)' = x                  # => wrong-identity
df/dx = x/f(x)             # => agree
df/dx = f(x)/x             # => wrong-derivative
`,
);

check(
  'a small letter beside a batch is added to each row, and beside a computed scalar is a scalar',
  `
X : 6x4
mu = mean(X, axis=0)
var = mean((X - mu).^2, axis=0)
Xhat = (X - mu) ./ sqrt(var + 1e-5)
Y = gamma .* Xhat + beta
given dL/dY
dL/dgamma = sum(dL/dY .* Xhat, axis=0)   # => agree
dL/dbeta = sum(dL/dY, axis=0)            # => agree
dL/dbeta = sum(dL/dY, axis=1)            # => wrong-shape
dL/dX = gamma ./ sqrt(var + 1e-5) .* (dL/dY - mean(dL/dY, axis=0) - Xhat .* mean(dL/dY .* Xhat, axis=0)) # => agree
---
x : R^6
eps > 0
r = sqrt(mean(x.^2) + eps)
y = g .* x/r
given dL/dy
dL/dx = dL/dy .* g/r - x*mean(dL/dy .* g .* x)/r^3   # => agree
dL/dx = dL/dy .* g/r                                 # => wrong-derivative
`,
);

check(
  'a name behind a slash is a scalar',
  `
p = softmax(z/T)
L = -sum(y .* log(p))
y in simplex
dL/dz = (p - y)/T            # => agree
dL/dz = p - y                # => wrong-derivative
dL/dT = -(p - y)'*z/T^2      # => agree
---
y = sum((x - mu)/sigma)
dy/dsigma = -sum(x - mu)/sigma^2   # => agree
---
y = (x - mu) ./ sigma
L = norm(y)^2
dL/dsigma = -2*y.^2 ./ sigma # => agree
`,
);

check(
  'the matrix product of undeclared names',
  `
z = W @ x + b
h = z.^2
given dL/dh
dL/dW = (2*dL/dh .* z) @ x'   # => agree
dL/dx = W' @ (2*dL/dh .* z)   # => agree
dL/dx = W' @ dL/dh            # => wrong-derivative
`,
);

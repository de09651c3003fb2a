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

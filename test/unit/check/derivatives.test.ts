import { check } from './verdicts';

check(
  'polynomials',
  `
f = x^3 - 2*x + 1
df/dx = 3*x^2 - 2          # => agree
∂f/∂x = 3x^2 - 2           # => agree
d(f)/d(x) = 3*x^2 + 2      # => wrong-derivative
d2f/dx2 = 6*x              # => agree
d2f/dx2 = 6                # => wrong-derivative
grad(f, x) = 3*x^2 - 2     # => agree
`,
);

check(
  'functions by name and by prime',
  `
f(x) = x^2*sin(x)
f'(x) = 2*x*sin(x) + x^2*cos(x)     # => agree
f'(x) = 2*x*cos(x)                  # => wrong-derivative
df/dx = 2*x*sin(x) + x^2*cos(x)     # => agree
f''(x) = 2*sin(x) + 4*x*cos(x) - x^2*sin(x)   # => agree
f(3) = 9*sin(3)                     # => agree
`,
);

check(
  'a derivative is total, through everything that is defined',
  `
c = a + b
d = b + 1
e = c*d
∂e/∂b = d + c        # => agree
∂e/∂c = d            # => agree
∂e/∂d = c            # => agree
∂e/∂a = d            # => agree
∂e/∂b = c            # => wrong-derivative
∂c/∂a = 1            # => agree
∂d/∂a = 0            # => agree
∂e/∂b = ∂e/∂c*∂c/∂b + ∂e/∂d*∂d/∂b   # => agree
`,
);

check(
  'the partial derivative agrees with a note',
  `
u = x^2
f = x + u
df/dx = 1 + 2*x   # => agree
df/dx = 1         # => agree-partial
df/dx = 2         # => wrong-derivative
`,
);

check(
  'a dense layer',
  `
W : 3x2
x : R^2
t : R^3
z = W*x + b
h = tanh(z)
L = 1/2*norm(h - t)^2
dL/dh = h - t                                 # => agree
dL/dz = (h - t) .* (1 - h.^2)                 # => agree
dL/dW = ((h - t) .* (1 - h.^2))*x'            # => agree
dL/db = (h - t) .* (1 - h.^2)                 # => agree
dL/dx = W'*((h - t) .* (1 - h.^2))            # => agree
dL/dW = ((h - t) .* (1 - z.^2))*x'            # => wrong-derivative
dL/dW = (h - t)*x'                            # => wrong-derivative
dL/dW = x*((h - t) .* (1 - h.^2))'            # => agree-layout
dL/dx = (W*((h - t) .* (1 - h.^2)))'          # => shape-mismatch
`,
);

check(
  'softmax with cross-entropy',
  `
z : R^4
y = softmax(z)
E = -sum(t .* log(y))
dE/dz = y*sum(t) - t      # => agree
dE/dz = y - t             # => wrong-derivative
dE/dy = -t ./ y           # => agree
dE/dy = t ./ y            # => wrong-derivative
jacobian(y, z) = diag(y) - y*y'    # => agree
jacobian(y, z) = diag(y) + y*y'    # => wrong-derivative
hessian(E, z) = sum(t)*(diag(y) - y*y')   # => agree
`,
);

check(
  'quadratic forms, traces and determinants',
  `
A : 3x3
x : R^3
f = x'*A*x
df/dx = (A + A')*x        # => agree
df/dx = 2*A*x             # => wrong-derivative
df/dA = x*x'              # => agree
hessian(f, x) = A + A'    # => agree
g = log(det(A))
0 < det(A)
dg/dA = inv(A)'           # => agree
dg/dA = inv(A)            # => agree-layout
t = tr(A*A)
dt/dA = 2*A'              # => agree
`,
);

check(
  'domains are found from the functions themselves',
  `
f = log(x) + sqrt(y)
df/dx = 1/x               # => agree
df/dy = 1/(2*sqrt(y))     # => agree
df/dy = 1/sqrt(y)         # => wrong-derivative
g = acos(u)
dg/du = -1/sqrt(1 - u^2)  # => agree
dg/du = 1/sqrt(1 - u^2)   # => wrong-derivative
`,
);

check(
  'an empty domain gives no verdict',
  `
f = log(-x^2 - 1)
df/dx = 2*x/(x^2 + 1)     # => domain
`,
);

check(
  'declared domains restrict the points',
  `
0 < x < 1
f = abs(x - 2)
df/dx = -1                # => agree
g = abs(y)
dg/dy = sign(y)           # => agree
dg/dy = 1                 # => wrong-derivative
`,
);

check(
  'kinks: a one-sided derivative agrees, with a note',
  `
x = 0
f = relu(x)
df/dx = 0                 # => agree-kink
df/dx = 1                 # => agree-kink
df/dx = 0.5               # => agree-kink
df/dx = 2                 # => wrong-derivative
`,
);

check(
  'names that nothing speaks of are not accused',
  `
f = x^2
df/dx = 2*q               # => unknown-name
dg/dx = 2*x               # => unknown-name
`,
);

check(
  'right at the given values only',
  `
x = 3
f = x^2
df/dx = 2*x               # => agree
df/dx = 6                 # => agree
df/dx = 3 + x             # => values-only
df/dx = x^2               # => wrong-derivative
`,
);

check(
  'upstream gradients',
  `
W1 : 3x4
v : R^4
h = sigmoid(W1*v)
given dL/dh
dL/dv = W1'*(dL/dh .* h .* (1 - h))    # => agree
dL/dW1 = (dL/dh .* h .* (1 - h))*v'    # => agree
dL/dv = W1'*(dL/dh .* h)               # => wrong-derivative
`,
);

check(
  'tiny and huge values do not disturb the judge',
  `
f = 1e-7*x^2 + 1e6
df/dx = 2e-7*x            # => agree
df/dx = 2.0002e-7*x       # => wrong-derivative
g = 1e5*exp(x)
dg/dx = 1e5*exp(x)        # => agree
dg/dx = 1.0001e5*exp(x)   # => wrong-derivative
`,
);

check(
  'a power of a square matrix has two readings',
  `
W : 3x3
f = tr(W^2)
df/dW = 2*W'                 # => agree
g = sum(W^2)
dg/dW = 2*W                  # => agree-reading
dg/dW = 3*W                  # => wrong-derivative
`,
);

check(
  'shapes that only convention settles are not held against a claim',
  `
y = a*x + b
L = sum((y - t)^2)
dL/db = sum(2*(y - t))       # => agree
dL/da = sum(2*(y - t) .* x)  # => agree
dL/db = sum(y - t)           # => wrong-derivative
`,
);

check(
  'e is a variable where the sheet differentiates by it',
  `
f = e^2
df/de = 2*e                  # => agree
df/de = e                    # => wrong-derivative
`,
);

check(
  'a differential before bars is not guessed at',
  `
d|t|/dt = sign(t)            # => syntax
d(|t|)/dt = sign(t)          # => agree
`,
);

check(
  'a matrix whose value is symmetric stands for symmetric ones',
  `
A = [2, 1; 1, 2]
x : R^2
f = x'*A*x
df/dx = 2*A*x                # => agree
df/dx = A*x                  # => wrong-derivative
---
B = [2, 1; 0, 2]
x : R^2
f = x'*B*x
df/dx = 2*B*x                # => wrong-derivative
`,
);

check(
  'logarithms to a base',
  `
f = log_2(x) + log_10(x)
df/dx = 1/(x*log(2)) + 1/(x*log(10))    # => agree
`,
);

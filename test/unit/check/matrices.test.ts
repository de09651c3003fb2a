import { check } from './verdicts';

check(
  'derivatives by entries of an array',
  `
x : R^3
f = x'*x + x_1^2
df/dx[2] = 2*x[2]            # => agree
df/dx[2] = 0                 # => wrong-derivative
df/dx_1 = 4*x_1              # => agree
df/dx_1 = 2*x_1              # => wrong-derivative
df/dx = 2*x + [2*x_1, 0, 0]  # => agree
---
theta : R^2
g = theta_1^2 + theta_1*theta_2
dg/dtheta = [2*theta_1 + theta_2, theta_1]   # => agree
∂g/∂theta_2 = theta_1        # => agree
∂g/∂theta_2 = theta_2        # => wrong-derivative
---
W : 3x2
L = sum(W.^2)
dL/dW[3, 1] = 2*W[3, 1]      # => agree
dL/dW[3, 1] = 2*W[1, 1]      # => wrong-derivative
dL/dW[2, :] = 2*W[2, :]      # => agree
---
W : 3x2
h = W*x
dh/dx_2 = W[:, 2]            # => unknown-name
dh/dx[2] = W[:, 2]           # => agree
dh/dx[2] = W[:, 1]           # => wrong-derivative
`,
);

check(
  'layers of one letter are names of their own',
  `
h = W*x
h_1 = tanh(h)
L = sum(h_1.^2)
dL/dh_1 = 2*h_1              # => agree
dL/dh = 2*h_1 .* (1 - h_1.^2)   # => agree
dL/dh = 2*h_1                # => wrong-derivative
`,
);

check(
  'an identity matrix is no example of a matrix',
  `
I = eye(3)
f = x'*(A + I)*x
df/dx = (A + A' + 2*I)*x     # => agree
df/dx = (A + A' + I)*x       # => wrong-derivative
---
x : R^4
P = eye(4) - ones(4)*ones(4)'/4
f = x'*P*x
df/dx = 2*(x - mean(x))      # => agree
df/dx = 2*x - mean(x)        # => wrong-derivative
---
h0 = zeros(3)
h = tanh(W*h0 + U*x)
L = sum(h)
dL/dh0 = W'*(1 - h.^2)       # => agree
dL/dh0 = W'*(1 - h0.^2)      # => wrong-derivative
`,
);

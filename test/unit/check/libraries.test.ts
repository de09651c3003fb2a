import { check } from './verdicts';

check(
  'a layer in the words of NumPy',
  `
W : 2x3
x : R^3
b : R^2
z = np.dot(W, x) + b
h = np.tanh(z)
L = np.sum(h**2)/2
d = h .* (1 - h**2)
dL/dW = np.outer(d, x)                     # => agree
dL/dx = W.T @ d                            # => agree
dL/dx = W.T.dot(d)                         # => agree
dL/db = d                                  # => agree
dL/db = h                                  # => wrong-derivative
dL/dx = W.T @ h                            # => wrong-derivative
L = h.dot(h)/2                             # => agree
`,
);

check(
  'a superscript T in brackets, and a product without signs',
  `
A : 3x3
v : R^3
T = 2
s > 0
q = v'*A^(T)*v
dq/dv = (A + A')*v                         # => agree
r = s^(T)
dr/ds = T*s^(T - 1)                        # => agree
y = sqrt(1 + x^2)
dy/dx = 1/2 (1 + x^2)^(-1/2) 2x            # => agree
dy/dx = 1/2 (1 + x^2)^(-1/2) 3x            # => wrong-derivative
m = 3*not(x) + 1
dm/dx = 0                                  # => agree
`,
);

import { check } from './verdicts';

check(
  'second derivatives of a function of scalars, in every spelling',
  `
f(x, y) = x^2*y + y^3
∇f = [2*x*y, x^2 + 3*y^2]                     # => agree
nabla f = [2*x*y, x^2 + 3*y^2]                # => agree
Df = [2*x*y, x^2 + 3*y^2]                     # => agree
J_f = [2*x*y, x^2 + 3*y^2]                    # => agree
J(f) = [2*x*y, x^2 + 2*y^2]                   # => wrong-derivative
hessian(f) = [2*y, 2*x; 2*x, 6*y]             # => agree
hessian(f, [x, y]) = [2*y, 2*x; 2*x, 6*y]     # => agree
hessian(f, x, y) = [2*y, 2*x; 2*x, 6*x]       # => wrong-derivative
H(f) = [2*y, 2*x; 2*x, 6*y]                   # => agree
H_f = [2*y, 2*x; 2*x, 6*y]                    # => agree
H_f = [2*y, x; x, 6*y]                        # => wrong-derivative
∇²f = [2*y, 2*x; 2*x, 6*y]                    # => agree
nabla^2 f = [2*y, 2*x; 2*x, 3*y]              # => wrong-derivative
D^2 f = [2*y, 2*x; 2*x, 6*y]                  # => agree
D²f = [2*y, 2*x; 2*x, 3*y]                    # => wrong-derivative
∇∇f = [2*y, 2*x; 2*x, 6*y]                    # => agree
d2f/dx2 = 2*y                                 # => agree
d^2f/dx^2 = 2*y                               # => agree
∂²f/∂x∂y = 2*x                                # => agree
d2f/dxdy = 2*x                                # => agree
d2f/dx dy = 2*x                               # => agree
d/dx d/dy f = 2*x                             # => agree
d/dx d/dy f = 2*y                             # => wrong-derivative
f_xx = 2*y                                    # => agree
f_xy = 2*x                                    # => agree
f_yx(x, y) = 2*x                              # => agree
f_yy = 6*x                                    # => wrong-derivative
f_x = 2*x*y                                   # => agree
f_xx*f_yy - f_xy^2 = 12*y^2 - 4*x^2           # => agree
f_xx*f_yy - f_xy^2 = 12*y^2 - 2*x^2           # => wrong-identity
d3f/dx2dy = 2                                 # => agree
∂³f/∂y³ = 6                                   # => agree
f_xxy = 2                                     # => agree
d3f/dy3 = 6*y                                 # => wrong-derivative
`,
);

check(
  'the Laplacian, the divergence and the curl',
  `
f(x, y) = x^2*y + y^3
Δf = 8*y                                      # => agree
Δ f = 8*y                                     # => agree
laplacian(f) = 8*y                            # => agree
laplacian(f, x, y) = 8*y                      # => agree
laplacian(f, [x, y]) = 6*y                    # => wrong-derivative
∇²f = 8*y                                     # => agree
∇^2 f = 6*y                                   # => wrong-derivative
∇·∇f = 8*y                                    # => agree
div(grad(f)) = 8*y                            # => agree
div(grad(f)) = 2*y                            # => wrong-derivative
div grad f = 8*y                              # => agree
grad f = [2*x*y, x^2]                         # => wrong-derivative
div([x^2, x*y]) = 3*x                         # => agree
∇·[x^2, x*y] = 2*x                            # => wrong-derivative
∇×[-y, x] = 2                                 # => agree
curl([-y, x, x*z], [x, y, z]) = [0, -z, 2]    # => agree
curl([-y, x, x*z]) = [0, z, 2]                # => wrong-derivative
curl([y*z, z*x, x*y]) = [0, 0, 0]             # => agree
∇×∇(x^2*y*z) = [0, 0, 0]                      # => agree
u = sin(x)*exp(-t)
∇²u = -u                                      # => agree
u_t = u_xx                                    # => agree
u_t = 2*u_xx                                  # => wrong-derivative
`,
);

check(
  'over a vector',
  `
x, v, c : R^3
w : R^2
A : 3x3
W : 2x3
f = x'*A*x
g = tanh(W*x)
hessian(f, x) = A + A'                        # => agree
∇_x^2 f = A + A'                              # => agree
∇_x^2 f = 2*A                                 # => wrong-derivative
∇²f = 2*A                                     # => unknown-name
∇²f = 2*tr(A)                                 # => agree
laplacian(f, x) = 2*tr(A)                     # => agree
laplacian(f, x) = tr(A)                       # => wrong-derivative
hvp(f, x, v) = (A + A')*v                     # => agree
hvp(f, x, v) = 2*A*v                          # => wrong-derivative
hvp(f, x, x) = (A + A')*x                     # => agree
hessian(f, x)*v = (A + A')*v                  # => agree
∇²f * v = (A + A')*v                          # => agree
∇_x^2 f v = (A + A')*v                        # => agree
∇_x^2 f v = A*v                               # => wrong-identity
v'*hessian(f, x)*v = 2*v'*A*v                 # => agree
jvp(g, x, v) = (1 - g.^2).*(W*v)              # => agree
jvp(g, x, v) = (1 - g).*(W*v)                 # => wrong-derivative
vjp(g, x, w) = W'*((1 - g.^2).*w)             # => agree
vjp(g, x, w) = W'*w                           # => wrong-derivative
jacobian(g, x) = diag(1 - g.^2)*W             # => agree
∇_v f = v'*(A + A')*x                         # => agree
∇f·v = v'*(A + A')*x                          # => agree
D_v f = v'*(A + A')*x                         # => agree
D_v f = v'*(A + A')*x/norm(v)                 # => agree-reading
D_v f = v'*A*x                                # => unknown-name
laplacian(g, x) = -2*g.*(1 - g.^2).*sum(W.^2, axis=1)   # => agree
`,
);

check(
  'products with a Hessian or a Jacobian that would be too large to build',
  `
x, v : R^5000
f = sum(x.^3)/6
hvp(f, x, v) = x.*v                           # => agree
hvp(f, x, v) = 2*x.*v                         # => wrong-derivative
hessian(f, x)*v = x.*v                        # => agree
∇²f*v = x.*v                                  # => agree
v'*hessian(f, x)*v = sum(x.*v.^2)             # => agree
v'*hessian(f, x)*v = sum(x.*v)                # => wrong-identity
W, V : 3x4
u : R^4
g = sum(tanh(W*u))
hvp(g, W, V) = -2*(tanh(W*u).*(1 - tanh(W*u).^2).*(V*u))*u'   # => agree
hvp(g, W, V) = -(tanh(W*u).*(1 - tanh(W*u).^2).*(V*u))*u'     # => wrong-derivative
`,
);

check(
  'a vector that nothing else speaks of',
  `
f(x, y) = x^2*y
hvp(f, [x, y], [a, b]) = [2*y*a + 2*x*b, 2*x*a]     # => agree
hvp(f, [x, y], [a, b]) = [2*y*a + x*b, 2*x*a]       # => wrong-derivative
F = [x^2, y^2]
div(F, [x, y]) = 2*x + 2*y                          # => agree
p : R^3
G = p.*p
div(G, [p]) = 2*sum(p)                              # => agree
`,
);

check(
  'mixed partial derivatives of arrays, in either layout',
  `
W : 2x3
x : R^3
b : R^2
s : R
h = tanh(W*x + b)
L = s*sum(h)
d2L/dx db = -2*s*diag(h.*(1 - h.^2))*W        # => agree
d2L/dx db = -2*s*W'*diag(h.*(1 - h.^2))       # => agree-layout
d2L/dx db = 2*s*W'*diag(h.*(1 - h.^2))        # => wrong-derivative
∂²L/∂s∂b = 1 - h.^2                           # => agree
∂²L/∂b∂s = h.^2 - 1                           # => wrong-derivative
d2L/dW ds = (1 - h.^2)*x'                     # => agree
`,
);

check(
  'at a point',
  `
f(x, y) = x^2*y + y^3
g(t) = t^3
∇f(1, 2) = [4, 13]                            # => agree
∇f(1, 2) = [4, 12]                            # => wrong-derivative
∇f(a, b) = [2*a*b, a^2 + 3*b^2]               # => agree
∇²f(1, 2) = [4, 2; 2, 12]                     # => agree
H_f(1, 2) = [4, 2; 2, 11]                     # => wrong-derivative
Δf(1, 2) = 16                                 # => agree
f_xy(3, 1) = 6                                # => agree
f_xy(3, 1) = 5                                # => wrong-derivative
g'(2) = 12                                    # => agree
g'''(2) = 6                                   # => agree
at x = 1, y = 2: f_xy = 2; ∇f = [4, 13]; Δf = 15      # => agree agree wrong-derivative
at t = 2:
  d2g/dt2 = 12                                # => agree
`,
);

check(
  'names that a sheet gives another meaning',
  `
y = softmax(z)
H(y) = -sum(y.*log(y))
q = H(y)
J(w, b) = (w*x + b - t)^2
dJ/dw = 2*x*(w*x + b - t)                     # => agree
div(a, c) = a/c
r = div(6, 3)
r = 2                                         # => agree
grad(u) = 2*u
p = grad(3)
p = 6                                         # => agree
`,
);

check(
  'names that look like derivatives of what a sheet computes',
  `
y = softmax(z)
L = -sum(y.*log(y))
M = L + H(y)
---
v = a*t + x
v_x = 3
v_t = v + 1
w = v_x + v_t
w = 4 + v                                     # => agree-reading
---
F = F_x*x + F_y*y
dF/dx = F_x                                   # => agree
f(x, y) = x^2*y
Δf = 0.01
s = 100*Δf
s = 1                                         # => agree
---
u = exp(-t)*sin(x)
u_t = -exp(-t)*sin(x)                         # => agree
u_x + u_t = exp(-t)*(cos(x) - sin(x))         # => agree
`,
  ['4: unknown-name'],
);

check(
  'differences are no Laplacians, and neither is a quotient of differences',
  `
x = 2
Δx = 0.1
y = x^2 + w
Δy = 2*x*Δx
Δy = 0.4                                      # => agree
f(v) = v^3
f_v = (f(v + h) - f(v))/h
D = 3
D_f = 2
`,
);

check(
  'coordinates that are only likely accuse nobody',
  `
q = a*x*y
∇q = [a*y, a*x]                               # => agree
∇q = [x*y, a*y, a*x]                          # => unknown-name
`,
);

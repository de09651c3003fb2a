import { check } from './verdicts';

check(
  'tensors are declared, indexed and broadcast',
  `
T : 2x3x4
U : R^{2x3x4}
V : R^(2 x 3 x 4)
b : R^4
m : 3x1
L = sum((T + b .* m - U).^2)
E = T + b .* m - U
dL/dT = 2*E                                          # => agree
dL/dU = 2*E                                          # => wrong-derivative
dL/dU = -2*E                                         # => agree
dL/db = sum(2*E .* m, axis=(0, 1))                   # => agree
dL/db = sum(2*E .* m, axis=(0, 2))                   # => wrong-shape
dL/db = 2*E .* m                                     # => wrong-shape
dL/dm = sum(2*E .* b, axis=(0, 2), keepdims=true)    # => agree-layout
dL/dm = sum(2*E .* b, axis=(0, 1))                   # => wrong-shape
s = T[1, 2, 3]^2 + sum(V[:, 1, :].^2) + sum(V[..., 4])
ds/dT[1, 2, 3] = 2*T[1, 2, 3]                        # => agree
ds/dT[1, 2, 2] = 2*T[1, 2, 2]                        # => wrong-derivative
ds/dV[:, 1, :] = 2*V[:, 1, :] + [0, 0, 0, 1]         # => agree
ds/dV[:, 1, :] = 2*V[:, 1, :]                        # => wrong-derivative
ds/dV[2, ..., 4] = [2*V[2, 1, 4] + 1, 1, 1]          # => agree
`,
);

check(
  'literals of three axes',
  `
V = [[[1, 2], [3, 4]], [[5, 6], [7, 8]], [[0, 1], [0, 1]]]
s = sum(V, axis=(0, 2))
s = [15, 23]                                         # => agree
s = [15, 24]                                         # => wrong-value
t = max(V, axis=(1, 2))
t = [4, 8, 1]                                        # => agree
q = sum(V.^2)
dq/dV = 2*V                                          # => agree
dq/dV = V                                            # => wrong-derivative
V[2, 1, 2] = 6                                       # => agree
`,
);

check(
  'products of stacks of matrices',
  `
A : 5x2x3
B : 3x4
C : 5x4x2
X = A*B*C
Y = matmul(A, B) @ C
L = sum(X.^2) + sum(Y)
dL/dA = (2*X + ones(5, 2, 2))*C'*B'                  # => agree
dL/dA = (2*X + ones(5, 2, 2))*(B*C)'                 # => agree
dL/dA = (2*X + ones(5, 2, 2))*C'                     # => wrong-shape
dL/dB = sum(A'*(2*X + ones(5, 2, 2))*C', axis=0)     # => agree
dL/dB = mean(A'*(2*X + ones(5, 2, 2))*C', axis=0)    # => wrong-derivative
dL/dB = A'*(2*X + ones(5, 2, 2))*C'                  # => wrong-shape
---
A : 4x3x3
B : 4x3x2
S = A*A' + eye(3)
y = sum(logdet(S)) + sum(det(A)) + sum(tr(A)) + sum(inv(S)) + sum(solve(S, B))
G = inv(S)
J = ones(3, 3)
H = solve(S, B)
F = -G*J*G - G*ones(4, 3, 2)*H'
dy/dA = 2*G*A + expand_dims(expand_dims(det(A), 1), 2).*inv(A)' + eye(3) + (F + F')*A     # => agree
dy/dA = 2*G*A + expand_dims(expand_dims(det(A), 1), 2).*inv(A) + eye(3) + (F + F')*A      # => wrong-derivative
`,
);

check(
  'sums by labels',
  `
A : 2x3x4
B : 2x4x5
C = einsum("bij,bjk->bik", A, B)
C == A*B                                             # => agree
L = sum(C.^2)
dL/dA = einsum("bik,bjk->bij", 2*C, B)               # => agree
dL/dA = einsum('bik,bjk->bij', C, B)                 # => wrong-derivative
dL/dB = einsum("bij,bik->bjk", A, 2*C)               # => agree
dL/dB = 2*einsum("bij,bik", A, C)                    # => wrong-shape
dL/dB = 2*einsum("...ij,...ik->...jk", A, C)         # => agree
dL/dB = 2*einsum("bij,bik->jk", A, C)                # => wrong-shape
---
X : 3x3
v : R^3
d = einsum("ii->i", X)
t = einsum("ii", X)
q = einsum("i,ij,j->", v, X, v)
L = sum(d.^3) + t^2 + q
dL/dX = einsum("i->ii", 3*d.^2 + 2*t) + v*v'         # => agree
dL/dX = 3*diag(d).^2 + 2*t + v*v'                    # => wrong-derivative
dL/dv = (X + X')*v                                   # => agree
dL/dv = 2*X*v                                        # => wrong-derivative
---
w = einsum("ij,j->i", M, u)
dw/du = M                                            # => agree
dw/du = M'                                           # => agree-layout
`,
);

check(
  'axes in another order',
  `
T : 2x3x4
w : 4x2x3
v : 6x4
k : 4x3
L = sum(w .* permute(T, (2, 0, 1))) + sum(v .* reshape(T, (6, 4)).^2) + sum(k .* swapaxes(T[1, :, :], 0, 1))
R = reshape(T, (6, 4))
G = transpose(w, (1, 2, 0)) + reshape(2*v .* R, 2, 3, 4)
dL/dT = G + stack([k', zeros(3, 4)])                 # => agree
dL/dT = G + stack([zeros(3, 4), k'])                 # => wrong-derivative
dL/dT = G + concatenate([expand_dims(k', 0), zeros(1, 3, 4)], axis=0)   # => agree
M = sum(flip(T, axis=(0, 2)) .* T)
dM/dT = 2*flip(T, axis=(0, 2))                       # => agree
dM/dT = flip(T, axis=(0, 2))                         # => wrong-derivative
dM/dT = 2*flip(T, axis=0)                            # => wrong-derivative
N = sum(tensordot(T, k, axes=((2, 1), (0, 1))).^2)
dN/dT = 2*einsum("a,cb->abc", tensordot(T, k, axes=((2, 1), (0, 1))), k)   # => agree
Q = sum(repeat(T, 2, axis=1).^2) + sum(tile(k, (2, 1)).^3)
dQ/dT = 4*T                                          # => agree
dQ/dk = 6*k.^2                                       # => agree
dQ/dk = 3*k.^2                                       # => wrong-derivative
`,
);

check(
  'attention with heads and batches',
  `
Q, K, V : 2x4x5x3
S = Q*K'/sqrt(3)
A = softmax(S, axis=-1)
O = A*V
given dL/dO
dL/dV = A'*dL/dO                                     # => agree
dL/dV = A*dL/dO                                      # => wrong-derivative
P = (dL/dO)*V'
Z = A .* (P - sum(A .* P, axis=-1, keepdims=1))
dL/dQ = Z*K/sqrt(3)                                  # => agree
dL/dQ = Z*K                                          # => wrong-derivative
dL/dQ = (A .* (P - sum(A .* P, axis=-2, keepdims=1)))*K/sqrt(3)   # => wrong-derivative
dL/dQ = A .* P*K/sqrt(3)                             # => wrong-derivative
dL/dK = Z'*Q/sqrt(3)                                 # => agree
dL/dK = Z*Q/sqrt(3)                                  # => wrong-derivative
`,
);

check(
  'batch norm over batch and space, layer norm over the last axis',
  `
X : 4x2x3x3
gamma, beta : 1x2x1x1
mu = mean(X, axis=(0, 2, 3), keepdims=1)
s = sqrt(var(X, axis=(0, 2, 3), keepdims=1) + 0.1)
H = (X - mu) ./ s
Y = gamma .* H + beta
given dL/dY
G = gamma .* dL/dY
dL/dbeta = sum(dL/dY, axis=(0, 2, 3), keepdims=1)    # => agree
dL/dbeta = mean(dL/dY, axis=(0, 2, 3), keepdims=1)   # => wrong-derivative
dL/dbeta = sum(dL/dY, axis=(0, 2, 3))                # => agree
dL/dgamma = sum(dL/dY .* H, axis=(0, 2, 3), keepdims=1)   # => agree
dL/dgamma = dL/dY .* H                               # => wrong-shape
dL/dX = (G - mean(G, axis=(0, 2, 3), keepdims=1) - H .* mean(G .* H, axis=(0, 2, 3), keepdims=1)) ./ s   # => agree
dL/dX = (G - sum(G, axis=(0, 2, 3), keepdims=1) - H .* sum(G .* H, axis=(0, 2, 3), keepdims=1)) ./ s     # => wrong-derivative
dL/dX = (G - mean(G, axis=(0, 2), keepdims=1) - H .* mean(G .* H, axis=(0, 2), keepdims=1)) ./ s         # => wrong-derivative
dL/dX = G ./ s                                       # => wrong-derivative
---
X : 2x3x5
g : R^5
mu = mean(X, axis=-1, keepdims=true)
s = std(X, axis=-1, keepdims=true)
H = (X - mu) ./ s
Y = g .* H
given dL/dY
G = g .* dL/dY
dL/dg = sum(dL/dY .* H, axis=(0, 1))                 # => agree
dL/dg = sum(dL/dY .* H, axis=0)                      # => wrong-shape
dL/dX = (G - mean(G, axis=-1, keepdims=1) - H .* mean(G .* H, axis=-1, keepdims=1)) ./ s   # => agree
dL/dX = (G - mean(G, axis=1, keepdims=1) - H .* mean(G .* H, axis=1, keepdims=1)) ./ s     # => wrong-derivative
`,
);

check(
  'a convolution over patches',
  `
x : 2x3x4
W : 5x3x2
P = stack([x[:, :, 1:3], x[:, :, 2:4]], axis=2)
Y = einsum("nckt,ock->not", P, W)
given dL/dY
dL/dW = einsum("not,nckt->ock", dL/dY, P)            # => agree
dL/dW = einsum("not,nckt->ock", dL/dY, P)/2          # => wrong-derivative
dL/dx[:, :, 1] = einsum("no,oc->nc", dL/dY[:, :, 1], W[:, :, 1])    # => agree
dL/dx[:, :, 1] = einsum("no,oc->nc", dL/dY[:, :, 1], W[:, :, 2])    # => wrong-derivative
dL/dx[:, :, 2] = einsum("no,oc->nc", dL/dY[:, :, 2], W[:, :, 1]) + einsum("no,oc->nc", dL/dY[:, :, 1], W[:, :, 2])   # => agree
`,
);

check(
  'functions along several axes',
  `
T : 2x3x4
S = softmax(T, axis=(0, 2))
L = sum(S.^2)
dL/dT = 2*S .* (S - sum(S.^2, axis=(0, 2), keepdims=1))             # => agree
dL/dT = 2*S .* (S - sum(S.^2, axis=(-1, 0), keepdims=1))            # => agree
dL/dT = 2*S .* (S - sum(S.^2, axis=(0, 1), keepdims=1))             # => wrong-derivative
M = sum(logsumexp(T, axis=(1, 2)))
dM/dT = softmax(T, axis=(1, 2))                      # => agree
dM/dT = softmax(T, axis=1)                           # => wrong-derivative
N = sum(norm(T, axis=(1, 2)))
dN/dT = T ./ norm(T, axis=(1, 2), keepdims=1)        # => agree
c = sum(cumsum(T, axis=1).^2)
dc/dT = 2*flip(cumsum(flip(cumsum(T, axis=1), axis=1), axis=1), axis=1)   # => agree
dc/dT = 2*cumsum(cumsum(T, axis=1), axis=1)          # => wrong-derivative
`,
);

check(
  'layouts of Jacobians of matrices',
  `
A : 2x3
X : 3x4
B : 4x5
Y = A*X*B
dY/dX = einsum("ij,kl->iljk", A, B)                  # => agree
dY/dX = kron(B', A)                                  # => agree-layout
dY/dX = kron(A, B')                                  # => agree-layout
dY/dX = einsum("ij,kl->jkil", A, B)                  # => agree-layout
dY/dX = kron(A', B)                                  # => agree-layout
dY/dX = kron(A, B)                                   # => wrong-shape
---
A, B : 3x3
X : 3x3
Y = A*X*B
dY/dX = kron(B', A)                                  # => agree-layout
dY/dX = kron(B, A)                                   # => wrong-derivative
dY/dX = einsum("ij,kl->ijkl", A, B)                  # => wrong-derivative
---
T : 3x3x3
w : 3x3x3
L = sum(w .* T)
dL/dT = w                                            # => agree
dL/dT = permute(w, (2, 1, 0))                        # => wrong-derivative
dL/dT = w'                                           # => wrong-derivative
`,
);

check(
  'norms by their names, and quotients from the left',
  `
X : 3x2
x : R^3
dX = X
n = norm(X, 'fro') + norm(x, 1) + norm(x, 2) + norm(x, inf)^2/2
dn/dX = X/norm(X, "fro")                             # => agree
dn/dx = sign(x) + x/norm(x) + (abs(x) == max(abs(x))).*x   # => agree
---
A : 3x3
b : R^3
x = A\\b
L = sum(x.^2)
dL/db = A'\\(2*x)                                    # => agree
dL/db = A\\(2*x)                                     # => wrong-derivative
dL/dA = -(A'\\(2*x))*x'                              # => agree
`,
);

check(
  'derivatives that respect a restriction',
  `
S symmetric
S : 3x3
A : 3x3
L = sum(A .* S)
dL/dS = A                                            # => agree
dL/dS = (A + A')/2                                   # => agree-constraint
dL/dS = A + A' - diag(diag(A))                       # => agree-constraint
dL/dS = A + A'                                       # => wrong-derivative
dL/dS = A - A'                                       # => wrong-derivative
---
S positive definite
S : 3x3
L = logdet(S)
dL/dS = inv(S)                                       # => agree
dL/dS = 2*inv(S) - inv(S) .* eye(3)                  # => agree-constraint
dL/dS = 2*inv(S)                                     # => wrong-derivative
dL/dS = 2*inv(S) + inv(S) .* eye(3)                  # => wrong-derivative
---
p in simplex
p : R^4
H = -sum(p .* log(p))
dH/dp = -log(p) - 1                                  # => agree
dH/dp = -log(p)                                      # => agree-constraint
dH/dp = -log(p) + mean(log(p))                       # => agree-constraint
dH/dp = log(p)                                       # => wrong-derivative
dH/dp = -log(p) + p                                  # => wrong-derivative
---
q : R^4
q > 0
H = -sum(q .* log(q))
dH/dq = -log(q)                                      # => wrong-derivative
---
B : 3x3
C : 3x3
M = sum(B .* C)
dM/dB = C                                            # => agree
dM/dB = (C + C')/2                                   # => wrong-derivative
---
D diagonal
D : 3x3
A : 3x3
L = tr(A*D)
dL/dD = A'                                           # => agree
dL/dD = A .* eye(3)                                  # => agree-constraint
dL/dD = 2*A .* eye(3)                                # => wrong-derivative
`,
);

check(
  'an axis that is not written out changes what is meant',
  `
X : 2x3
k = 1
L = sum(sum(X, axis=k).^2)
dL/dX = 2*ones(2)*sum(X, axis=0)'                    # => depends
`,
  ['4: not-yet'],
);

check(
  'operands of declared arrays that do not fit',
  `
W : 3x2
x : R^2
t : R^3
h = W*x
L = sum((h - t).^2)
dL/dW = 2*(h - t)*x'                                 # => agree
dL/dW = 2*(h - t)*x                                  # => wrong-shape
dL/dx = 2*W*(h - t)                                  # => wrong-shape
dL/dx = 2*(h - t) + x                                # => wrong-shape
dL/dW = 2*(h - t)'*x                                 # => shape-mismatch
dL/dx = 2*(h - t)*W                                  # => shape-mismatch
---
u, v : R^3
L = sum(u.^2 .* v)
dL/du = 2*u .* v                                     # => agree
s = sum(X.^2 .* y)
X : 5x3
r : R^5
q = sum((X.^2)'*r)
dq/dX = 2*X .* r                                     # => shape-mismatch
dq/dX = 3*X .* r                                     # => wrong-shape
---
A : m x n
x : R^n
L = sum((A*x).^2)
dL/dx = 2*A'*(A*x)                                   # => agree
dL/dx = 2*A*(A*x)                                    # => wrong-derivative
dL/dx = 2*A                                          # => wrong-shape
---
p = B*q
M = sum(p.^2)
dM/dq = 2*p'*B                                       # => agree-layout
dM/dq = p*B*B                                        # => wrong-derivative
`,
);

check(
  'undeclared scalars before inner products',
  `
w : R^3
S : 3x3
L = c/2*w'*w + g*w'*S*w
dL/dw = c*w + g*(S + S')*w                           # => agree
dL/dw = c*w + 2*g*S*w                                # => wrong-derivative
dL/dc = w'*w/2                                       # => agree
dL/dg = w'*S*w                                       # => agree
---
X : 5x3
y : R^5
r = X*w - y
L = r'*r + lambda*w'*w
dL/dw = 2*X'*r + 2*lambda*w                          # => agree
dL/dw = 2*X'*r - 2*lambda*w                          # => wrong-derivative
dL/dlambda = w'*w                                    # => agree
`,
);

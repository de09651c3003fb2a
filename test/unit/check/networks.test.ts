import { check } from './verdicts';

check(
  'softmax regression on a batch',
  `
P = softmax(X*W)
L = -1/n*sum(Y .* log(P))
X : n x d
Y : n x k
dL/dW = 1/n*X'*(P .* sum(Y, axis=1, keepdims=true) - Y)   # => agree
dL/dW = X'*(P .* sum(Y, axis=1, keepdims=true) - Y)       # => wrong-derivative
`,
);

check(
  'an attention head',
  `
Q : 4x3
K : 5x3
V : 5x2
S = Q*K'/sqrt(3)
A = softmax(S)
O = A*V
given dL/dO
dL/dV = A'*dL/dO         # => agree
dL/dA = dL/dO*V'         # => agree
dL/dS = A .* (dL/dA - sum(dL/dA .* A, axis=1, keepdims=true))   # => agree
dL/dS = A .* (1 - A) .* dL/dA   # => wrong-derivative
dL/dQ = dL/dS*K/sqrt(3)  # => agree
dL/dQ = dL/dS*K          # => wrong-derivative
dL/dK = dL/dS'*Q/sqrt(3) # => agree
`,
);

check(
  'an LSTM cell, nothing declared',
  `
i = sigmoid(W_i*x + U_i*h_prev + b_i)
f = sigmoid(W_f*x + U_f*h_prev + b_f)
o = sigmoid(W_o*x + U_o*h_prev + b_o)
g = tanh(W_g*x + U_g*h_prev + b_g)
c = f .* c_prev + i .* g
h = o .* tanh(c)
given dL/dh
dL/dc = dL/dh .* o .* (1 - tanh(c).^2)      # => agree
dL/dc = dL/dh .* o .* (1 - c.^2)            # => wrong-derivative
dL/dW_i = (dL/dc .* g .* i .* (1 - i))*x'   # => agree
dL/dU_f = (dL/dc .* c_prev .* f)*h_prev'    # => wrong-derivative
dL/db_g = dL/dc .* i .* (1 - g.^2)          # => agree
`,
);

check(
  'weights that are used twice',
  `
h = sigmoid(W*x)
r = W'*h
L = 1/2*norm(r - x)^2
dL/dW = h*(r - x)' + (W*(r - x) .* h .* (1 - h))*x'   # => agree
dL/dW = (W*(r - x) .* h .* (1 - h))*x'                # => wrong-derivative
dL/dx = W'*(W*(r - x) .* h .* (1 - h)) - (r - x)      # => agree
---
h1 = tanh(W*h0 + U*x1)
h2 = tanh(W*h1 + U*x2)
L = v'*h2
dL/dh1 = W'*(v .* (1 - h2.^2))                        # => agree
dL/dW = (v .* (1 - h2.^2))*h1' + (dL/dh1 .* (1 - h1.^2))*h0'   # => agree
dL/dW = (v .* (1 - h2.^2))*h1'                        # => wrong-derivative
`,
);

check(
  'saturated activations',
  `
y = tanh(5x)
dy/dx = 5*(1 - y^2)                    # => agree
dy/dx = 5*(1 - y)                      # => wrong-derivative
---
z = W*x + b
h = tanh(z)
given dL/dh
dL/db = dL/dh .* (1 - h.^2)            # => agree
dL/dx = W'*(dL/dh .* (1 - h.^2))       # => agree
dL/dx = W'*(dL/dh .* (1 - 1.0001*h.^2))   # => wrong-derivative
`,
);

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
  'steps of the difference quotient do not jump over a kink that is nearer than all of them',
  `s : R
B : 5x5
h1 = prod(tanh(B))
L = ((sec(s) .* (h1 .* h1))).^0.5
dL/dh1 = 2*(1/(2*L))*(1/cos(s))*h1    # => agree
`,
);

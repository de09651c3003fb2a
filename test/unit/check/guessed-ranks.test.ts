import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';
import { check } from './verdicts';

check(
  'a normalisation with positive and negative axes, of an array that nothing declares',
  `
m = mean(X, axis=-1, keepdims=1)
v = mean((X - m).^2, axis=-1, keepdims=1)
s = sqrt(v + 0.1)
H = (X - m) ./ s
Y = g .* H + b
L = sum(C .* Y)
G = C .* g
dL/db = sum(C, axis=(0, 1))              # => shape
dL/dg = sum(C .* H, axis=(0, 1))         # => shape
dL/dC = Y                                # => agree
dL/dX = (G - mean(G, axis=2, keepdims=1) - H .* mean(G .* H, axis=2, keepdims=1)) ./ s     # => shape-mismatch
---
L = sum(logsumexp(X, axis=-1))
dL/dX = softmax(X, axis=1)               # => agree
dL/dX = softmax(X, axis=-1)              # => agree
dL/dX = 2*softmax(X, axis=-1)            # => wrong-derivative
`,
);

check(
  'a bias without a shape, beside what may be one example or a batch of them',
  `
b : R^3
L = sum(exp(X + b))
dL/db = sum(exp(X + b), axis=0)          # => shape
dL/db = sum(exp(X + b), axis=(0, 1))     # => shape-mismatch
dL/db = exp(X + b)                       # => agree
dL/db = sum(X + b, axis=0)               # => wrong-derivative
---
T : 2x3x4
L = sum((T + b .* m).^2)
dL/db = sum(2*(T + b .* m) .* m, axis=(0, 1))                  # => shape
dL/dm = sum(2*(T + b .* m) .* b, axis=(0, 2), keepdims=1)      # => agree-reading
dL/dT = 2*(T + b .* m)                                         # => agree
dL/dT = 3*(T + b .* m)                                         # => wrong-derivative
---
X : 4x3
L = sum((s .* X).^2)
dL/ds = sum(2*s .* X.^2, axis=1, keepdims=1)                   # => agree
dL/ds = 2*s .* X.^2                                            # => shape
dL/ds = sum(X.^2, axis=1, keepdims=1)                          # => wrong-derivative
`,
);

check(
  'products with stacks of matrices that nothing declares',
  `
B : 2x4x2
C = A*B
L = sum(C.^2)
dL/dB = 2*A'*C                           # => agree
dL/dA = 2*C*B'                           # => shape
dL/dA = 3*C*B'                           # => wrong-shape
`,
);

check(
  'an array of one row excuses nothing',
  `
W : 3x2
h = W*x
L = sum((h - t).^2)
dL/dx = 2*W'*(h - t)                     # => agree
dL/dx = 2*W*(h - t)                      # => shape-mismatch
---
h = W*x + b
L = sum((h - t).^2)
dL/dW = 2*(h - t)*x                      # => shape-mismatch
dL/dW = (h - t)*x'                       # => wrong-derivative
dL/dW = 2*(h - t)*x'                     # => agree
---
x, y : R^3
L = sum((x - m).^2)
dL/dm = -2*sum(x - m)                    # => agree
dL/dx = (x - m)                          # => wrong-derivative
`,
);

check(
  'a number that is the size of a matrix',
  `
f = mean(A.^2)
df/dA = A/6                              # => shape
df/dA = 2*A/12                           # => shape
df/dA = 3*A                              # => wrong-derivative
---
S positive definite
trace(inv(S)*S) == 40                    # => shape
trace(inv(S)*S) == 0                     # => wrong-value
`,
);

test('the message names the shape with which the claim holds', async () => {
  const text = 'b : R^3\nL = sum(exp(X + b))\ndL/db = sum(exp(X + b), axis=0)\n';
  const checked = await checkDocument(
    { path: 'sheet.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  expect(checked!.claims[0]!.verdict.message).toBe(
    'The rank of X was guessed: the claim is wrong for the usual one, but holds for `X : 3x3`. Declare the shape.',
  );
});

import { check } from './verdicts';

check(
  'points that cannot be afforded are no points outside a domain, and no evidence for agreement',
  `A : 300x300
L = det(A)
dL/dA = det(A)*inv(A)'        # => budget
`,
);

check(
  'large arrays are judged at a few points',
  `X : 1000x300
L = sum(tanh(X))
dL/dX = 1 - tanh(X).^2        # => agree
dL/dX = 1 - tanh(X)           # => wrong-derivative
---
A : 100x100
L = det(A)
dL/dA = det(A)*inv(A)'        # => agree
---
X : 600x500
Y : 600x500
X == Y                        # => wrong-identity
`,
);

check(
  'a domain that no point meets is given up',
  `x : R^200
assume sum(x.^2) == -1
L = sum(x)
dL/dx = ones(200)             # => budget
`,
);

check(
  'one point that is refuted is enough',
  `A : 100x100
L = det(A)
dL/dA = -det(A)*inv(A)'       # => wrong-derivative
`,
);

check(
  'sizes within the budget get verdicts',
  `S : 60x60
S positive definite
L = log(det(S))
dL/dS = inv(S)                # => agree
x : R^60
W : 60x60
y = tanh(W*x)
jacobian(y, x) = diag(1 - y.^2)*W    # => agree
`,
);

check(
  'what uses up the room of a document is told once',
  `X : 1000x1000
${Array.from({ length: 40 }, (_, i) => `h${i} = X + ${i === 0 ? 1 : `h${i - 1}`}`).join('\n')}
dh39/dX[1, 1] = 40            # => depends
`,
  ['7: too-large'],
);

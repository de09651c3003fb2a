import { diagnosed } from './fixture';

diagnosed(
  'transposed: dL/dx = W*(W*x - t)',
  `
W : 3x2
x : R^2
t : R^3
L = sum((W*x - t).^2)/2
dL/dx = W*(W*x - t)
        ^`,
  {
    mistake: 'transposed',
    repair: "W'*(W*x - t)",
    says: "A transpose is wrong: `W` should be `W'`.",
  },
);

diagnosed(
  'transposed: df/dx = (A + A)*x',
  `
A : 3x3
x : R^3
f = x'*A*x
df/dx = (A + A)*x
         ^`,
  {
    mistake: 'transposed',
    repair: "(A' + A)*x",
    says: "A transpose is wrong: `A` should be `A'`.",
  },
);

diagnosed(
  'transposed: df/dx = 2*A*x',
  `
A : 3x3
x : R^3
f = x'*A*x
df/dx = 2*A*x
        ^^^`,
  {
    mistake: 'transposed',
    repair: "(A + A')*x",
    says: "A transpose is wrong: `2*A` should be `A + A'`.",
  },
);

diagnosed(
  'axis: dL/db = sum(Y, axis=1)',
  `
X : 4x2
W : 2x3
b : R^3
Y = X*W + b
L = sum(Y.^2)/2
dL/db = sum(Y, axis=1)
                    ^`,
  {
    mistake: 'axis',
    repair: 'sum(Y, axis=0)',
    says: 'The axis is wrong: `1` should be `0`.',
  },
);

diagnosed(
  'batch-sum: dL/db = Y',
  `
X : 4x2
W : 2x3
b : R^3
Y = X*W + b
L = sum(Y.^2)/2
dL/db = Y
        ^`,
  {
    mistake: 'batch-sum',
    repair: 'sum(Y, axis=0)',
    says: 'A sum over entries is wrong: `Y` should be `sum(Y, axis=0)`.',
  },
);

diagnosed(
  'softmax: dL/dz = p .* (1 - p) .* g',
  `
z : R^3
g : R^3
p = softmax(z)
L = sum(g .* p)
dL/dz = p .* (1 - p) .* g
        ^^^^^^^^^^^^^^^^^`,
  {
    mistake: 'softmax',
    says: 'The softmax is treated as a function of each entry: all entries share one sum, so the terms with i ≠ j are missing.',
  },
);

diagnosed(
  'softmax: dp/dz = diag(p .* (1 - p))',
  `
z : R^3
p = softmax(z)
dp/dz = diag(p .* (1 - p))
        ^^^^^^^^^^^^^^^^^^`,
  {
    mistake: 'softmax',
    says: 'The softmax is treated as a function of each entry: all entries share one sum, so the terms with i ≠ j are missing.',
  },
);

diagnosed(
  'kronecker: dy/dx = 2*x',
  `
x : R^3
y = x.^2
dy/dx = 2*x
        ^^^`,
  {
    mistake: 'kronecker',
    repair: 'diag(2*x)',
    says: '`2*x` should be `diag(2*x)`.',
  },
);

diagnosed(
  'transposed: dL/dx = W*h',
  `
W : 3x4
x : R^4
h = W*x
L = sum(h.^2)/2
dL/dW = x*h'
dL/dx = W*h
        ^`,
  {
    mistake: 'transposed',
    repair: "W'*h",
    says: "A transpose is wrong: `W` should be `W'`.",
  },
);

import { diagnosed } from './fixture';

diagnosed(
  'the first wrong step is named, and what only inherits it is left alone',
  `
x : R^2
W : 3x2
t : R^3
z = W*x
h = sigmoid(z)
L = sum((h - t).^2)/2
dL/dh = h - t
dL/dz = dL/dh .* h .* (1 + h)
                       ^^^^^
dL/dW = dL/dz*x'
dL/dx = W'*dL/dz`,
  {
    mistake: 'sign',
    repair: 'dL/dh .* h .* (1 - h)',
    says: /^A sign is wrong: `1 \+ h` should be `1 - h`\.$/,
  },
);

diagnosed(
  'two mistakes of their own are both named',
  `
c = a + b
d = b + 1
e = c*d
de/dc = c
        ^
de/db = de/dc
        ^^^^^`,
  {
    mistake: 'other-variable',
    repair: 'd',
    says: 'This is the derivative with respect to d: de/dd, not de/dc.',
  },
  {
    mistake: 'missing-path',
    repair: 'de/dc + c',
    says: 'The path through d is left out: b acts on it too, which contributes `c`.',
  },
);

diagnosed(
  'in a chain the wrong step is underlined',
  `
y = x^2*sin(x)
dy/dx = 2*x*sin(x) + x^2*cos(x) = x*(2*sin(x) + cos(x))
                                                ^^^^^^`,
  { mistake: 'missing-factor', repair: 'x*(2*sin(x) + cos(x)*x)' },
);

diagnosed(
  'no rule is quoted that does not apply',
  `
L = tanh(z)^2/2
dL/dz = tanh(z)*(1 - tanh(z)^3)
                             ^`,
  {
    mistake: 'exponent',
    repair: 'tanh(z)*(1 - tanh(z)^2)',
    says: /^`3` should be `2`\.$/,
  },
);

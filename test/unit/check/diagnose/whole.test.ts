import { expect, test } from 'vitest';
import { diagnosed, findings } from './fixture';

diagnosed(
  'sign: dy/dx = sin(x)',
  `
y = cos(x)
dy/dx = sin(x)
        ^^^^^^`,
  {
    mistake: 'sign',
    repair: '-sin(x)',
    says: 'The sign is wrong: the claim is the negative of what is right.',
  },
);

diagnosed(
  'sign: dh/dv = u/(u^2 + v^2)',
  `
h = atan(u/v)
dh/dv = u/(u^2 + v^2)
        ^^^^^^^^^^^^^`,
  {
    mistake: 'sign',
    repair: '-u/(u^2 + v^2)',
    says: 'The sign is wrong: the claim is the negative of what is right.',
  },
);

diagnosed(
  'sign: dL/dy = t - y',
  `
L = (y - t)^2/2
dL/dy = t - y
        ^^^^^`,
  {
    mistake: 'sign',
    repair: 'y - t',
    says: 'The sign is wrong: the claim is the negative of what is right.',
  },
);

diagnosed(
  'factor: dy/dx = x',
  `
y = x^2
dy/dx = x
        ^`,
  {
    mistake: 'factor',
    repair: '2*x',
    says: 'The claim is half of what is right: a factor 2 is missing.',
  },
);

diagnosed(
  'factor: dy/dx = 2*x^2',
  `
y = x^3
dy/dx = 2*x^2
        ^`,
  {
    mistake: 'factor',
    repair: '3*x^2',
    says: 'The claim is 0.666667 times what is right, everywhere. `2` should be `3`.',
  },
);

diagnosed(
  'factor: dy/dx = x^2/3',
  `
y = x^3
dy/dx = x^2/3
        ^^^^^`,
  {
    mistake: 'factor',
    repair: 'x^2*3',
    says: 'The claim is 0.111111 times what is right, everywhere. `x^2/3` should be `x^2*3`.',
  },
);

diagnosed(
  'other-variable: dg/dx = x',
  `
g = x*y
dg/dx = x
        ^`,
  {
    mistake: 'other-variable',
    repair: 'y',
    says: 'This is the derivative with respect to y: dg/dy, not dg/dx.',
  },
);

diagnosed(
  'other-function: dc/da = 1 + b',
  `
c = a*b
d = a + c
dc/da = 1 + b
        ^^^^^`,
  {
    mistake: 'other-function',
    repair: 'b',
    says: 'This is the derivative of d: dd/da, not dc/da.',
  },
);

diagnosed(
  'not-differentiated: dy/dx = x^3 + x',
  `
y = x^3 + x
dy/dx = x^3 + x
        ^^^^^^^`,
  {
    mistake: 'not-differentiated',
    says: 'This is y itself, not its derivative with respect to x.',
  },
);

diagnosed(
  'integrated: dy/dx = x^4/4',
  `
y = x^3
dy/dx = x^4/4
        ^^^^^`,
  {
    mistake: 'integrated',
    says: 'This is an integral of y over x, not the derivative.',
  },
);

diagnosed(
  'differentiated-twice: dy/dx = 12*x^2',
  `
y = x^4
dy/dx = 12*x^2
        ^^^^^^`,
  {
    mistake: 'differentiated-twice',
    says: 'This is the second derivative of y: it is differentiated once too often.',
  },
);

diagnosed(
  'not-differentiated: d2y/dx2 = 4*x^3',
  `
y = x^4
d2y/dx2 = 4*x^3
          ^^^^^`,
  {
    mistake: 'not-differentiated',
    says: 'This is the first derivative of y: it is to be differentiated once more.',
  },
);

diagnosed(
  'sign: dy/dx = 1/x^2',
  `
y = 1/x
dy/dx = 1/x^2
        ^^^^^`,
  {
    mistake: 'sign',
    repair: '-1/x^2',
    says: 'The sign is wrong: the claim is the negative of what is right.',
  },
);

diagnosed(
  'factor: dy/dx = 1/(3*x)',
  `
y = log(3*x)
0 < x
dy/dx = 1/(3*x)
           ^`,
  {
    mistake: 'factor',
    repair: '1/x',
    says: 'The claim is 0.333333 times what is right, everywhere. The factor `3` is one too many: `3*x` should be `x`.',
  },
);

diagnosed(
  'constant: dy/dx = 2*x + 1',
  `
y = x^2
dy/dx = 2*x + 1
              ^`,
  {
    mistake: 'constant',
    repair: '2*x',
    says: 'The constant `1` is one too many: constants have the derivative 0.',
  },
);

diagnosed(
  'sign: dy/dx = cos(x)^2 + sin(x)^2',
  `
y = sin(x)*cos(x)
dy/dx = cos(x)^2 + sin(x)^2
        ^^^^^^^^^^^^^^^^^^^`,
  {
    mistake: 'sign',
    repair: 'cos(x)^2 - sin(x)^2',
    says: 'A sign is wrong: `cos(x)^2 + sin(x)^2` should be `cos(x)^2 - sin(x)^2`.',
  },
);

diagnosed(
  'sign: dy/dx = if x > 0 then -1 else 1',
  `
y = |x|
dy/dx = if x > 0 then -1 else 1
        ^^^^^^^^^^^^^^^^^^^^^^^`,
  {
    mistake: 'sign',
    repair: 'if x > 0 then 1 else -1',
    says: 'The sign is wrong: the claim is the negative of what is right.',
  },
);

diagnosed(
  'rounded: dy/dx = 0.33*x',
  `
y = x^2/6
dy/dx = 0.33*x
        ^^^^^^`,
  {
    mistake: 'rounded',
    repair: '1/3*x',
    says: '0.33 is 1/3 rounded; inside an expression decimals are exact, so write 1/3.',
  },
);

diagnosed(
  'mean-or-sum: dL/dx = 2*(x - 1)',
  `
x : R^4
L = mean((x - 1).^2)
dL/dx = 2*(x - 1)
        ^^^^^^^^^`,
  {
    mistake: 'mean-or-sum',
    repair: '2*(x - 1)/4',
    says: 'The claim is 4 times what is right: a mean over the 4 entries of x divides by 4.',
  },
);

diagnosed(
  'mean-or-sum: dL/dx = 2*(x - 1)',
  `
x : R^n
L = mean((x - 1).^2)
dL/dx = 2*(x - 1)
        ^^^^^^^^^`,
  {
    mistake: 'mean-or-sum',
    repair: '2*(x - 1)/n',
    says: 'The claim is n times what is right: a mean over n divides by n.',
  },
);

diagnosed(
  'sign: dL/dy = 2*(t - y)',
  `
L = (y - t)^2
y = sigmoid(w*x)
dL/dy = 2*(t - y)
        ^^^^^^^^^
dL/dw = dL/dy*y*(1 - y)*x`,
  {
    mistake: 'sign',
    repair: '-2*(t - y)',
    says: 'The sign is wrong: the claim is the negative of what is right.',
  },
);

diagnosed(
  'factor: dc/db = b',
  `
a = x^2
b = 3*a
c = b^2
dc/db = b
        ^
dc/da = dc/db*3
dc/dx = dc/da*2*x`,
  {
    mistake: 'factor',
    repair: '2*b',
    says: 'The claim is half of what is right: a factor 2 is missing.',
  },
);

diagnosed(
  'sign: dL/dz = t - σ',
  `
σ = 1/(1 + exp(-z))
L = -t*log(σ) - (1 - t)*log(1 - σ)
0 < t < 1
dL/dz = t - σ
        ^^^^^`,
  {
    mistake: 'sign',
    repair: 'σ - t',
    says: 'The sign is wrong: the claim is the negative of what is right.',
  },
);

diagnosed(
  'factor: (a + b)^2 == a^2 + a*b + b^2',
  `
(a + b)^2 == a^2 + a*b + b^2
                   ^^^`,
  {
    mistake: 'factor',
    repair: 'a^2 + 2*a*b + b^2',
    says: '`a*b` should be `2*a*b`.',
  },
);

diagnosed(
  'sign: dy/dx = 1 - tan(x)^2',
  `
y = sin(x)/cos(x)
dy/dx = 1 - tan(x)^2
        ^^^^^^^^^^^^`,
  {
    mistake: 'sign',
    repair: '1 + tan(x)^2',
    says: 'A sign is wrong: `1 - tan(x)^2` should be `1 + tan(x)^2`.',
  },
);

diagnosed(
  'mean-or-sum: dL/dx = 2*x',
  `
x : R^n
L = sum(x.^2)/n
dL/dx = 2*x
        ^^^`,
  {
    mistake: 'mean-or-sum',
    repair: '2*x/n',
    says: 'The claim is n times what is right: a mean over n divides by n.',
  },
);

diagnosed(
  'other-variable: df/du = u',
  `
u, v : R^3
f = u'*v
df/du = u
        ^`,
  {
    mistake: 'other-variable',
    repair: 'v',
    says: 'This is the derivative with respect to v: df/dv, not df/du.',
  },
);

diagnosed(
  'sign: dy/dx = x/sqrt(1 - x^2)',
  `
y = sqrt(1 - x^2)
dy/dx = x/sqrt(1 - x^2)
        ^^^^^^^^^^^^^^^`,
  {
    mistake: 'sign',
    repair: '-x/sqrt(1 - x^2)',
    says: 'The sign is wrong: the claim is the negative of what is right.',
  },
);

diagnosed(
  'factor: dy/dx = 1/sqrt(1 - 4*x^2)',
  `
y = asin(2*x)
dy/dx = 1/sqrt(1 - 4*x^2)
        ^`,
  {
    mistake: 'factor',
    repair: '2/sqrt(1 - 4*x^2)',
    says: 'The claim is half of what is right: a factor 2 is missing. `1` should be `2`.',
  },
);

diagnosed(
  'activation: the derivative of relu inside of a product of matrices, not a quotient',
  `
W : 3x4
z = W*x
h = relu(z)
given dL/dh
dL/dx = W'*(dL/dh .* h)
                     ^`,
  { mistake: 'part', repair: "W'*(dL/dh .* step(z))", says: '`h` should be `step(z)`.' },
);

test('right but at rare points is no factor of 1', async () => {
  const [found] = await findings(`
r = y - t
L = where(abs(r) <= delta, 0.5*r*r, delta*(abs(r) - 0.5*delta))
dL/dy = clip(r, -delta, delta)`);
  expect(found?.diagnoses).toEqual([]);
});

diagnosed(
  'what is missing beside 0 stands alone',
  `
r = y - t
L = where(abs(r) <= delta, 0.5*r*r, delta*(abs(r) - 0.5*delta))
dL/ddelta = 0
            ^`,
  { mistake: 'product-rule', repair: 'where(abs(r) <= delta, 0, abs(r) - delta)' },
);

diagnosed(
  'what is missing beside a factor 1 stands alone',
  `
y = exp(sin(x))
dy/dx = 1
        ^`,
  { mistake: 'missing-factor', repair: 'y*cos(x)' },
);

test('a sign is mended in one place', async () => {
  const [found] = await findings(`
y = x^2 - 32/x
dy/dx = 2*x - 32/x^2`);
  expect(found?.diagnoses.map(({ repair }) => repair?.right)).toEqual(['2*x + 32/x^2']);
});

import { diagnosed } from './fixture';

diagnosed(
  'exponent: dy/dx = 3*x^3',
  `
y = x^3
dy/dx = 3*x^3
            ^`,
  {
    mistake: 'exponent',
    repair: '3*x^2',
    says: 'The exponent `3` should be `2`: the derivative of a power has an exponent that is one less.',
  },
);

diagnosed(
  'exponent: dy/dx = n*x^n',
  `
y = x^n
0 < x
dy/dx = n*x^n
          ^^^`,
  {
    mistake: 'exponent',
    repair: 'n*x^(n - 1)',
    says: '`x^n` should be `x^(n - 1)`: the derivative of a power has an exponent that is one less.',
  },
);

diagnosed(
  'index: df/dx1 = 2*x2*x2',
  `
x1, x2 : R
f = x1^2*x2
df/dx1 = 2*x2*x2
              ^^`,
  {
    mistake: 'index',
    repair: '2*x2*x1',
    says: 'The index is wrong: `x2` should be `x1`.',
  },
);

diagnosed(
  'operator: exp(a + b) == exp(a) + exp(b)',
  `
exp(a + b) == exp(a) + exp(b)
              ^^^^^^^^^^^^^^^`,
  {
    mistake: 'operator',
    repair: 'exp(a)*exp(b)',
    says: '`exp(a) + exp(b)` should be `exp(a)*exp(b)`.',
  },
);

diagnosed(
  'exponent: dy/dx = 3*x**3',
  `
y = x**3
dy/dx = 3*x**3
             ^`,
  {
    mistake: 'exponent',
    repair: '3*x**2',
    says: 'The exponent `3` should be `2`: the derivative of a power has an exponent that is one less.',
  },
);

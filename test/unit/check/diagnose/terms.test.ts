import { diagnosed } from './fixture';

diagnosed(
  'two terms of a sum, one by a factor and one by its sign',
  `
y = sin(3*x)*exp(x) + x^2*cos(x)
dy/dx = cos(3*x)*exp(x) + sin(3*x)*exp(x) + 2*x*cos(x) + x^2*sin(x)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  {
    mistake: 'several',
    repair: '3*cos(3*x)*exp(x) + sin(3*x)*exp(x) + 2*x*cos(x) - x^2*sin(x)',
    says: 'Two terms are wrong: `cos(3*x)*exp(x)` should be `3*cos(3*x)*exp(x)`, and `x^2*sin(x)` should be `-x^2*sin(x)`.',
  },
);

diagnosed(
  'the first term by its sign, and another by its exponent',
  `
y = sin(x) + x^3 + log(x)
dy/dx = -cos(x) + 3*x^3 + 1/x
        ^^^^^^^^^^^^^^^^^^^^^`,
  {
    mistake: 'several',
    repair: 'cos(x) + 3*x^2 + 1/x',
    says: 'Two terms are wrong: `cos(x)` should be `-cos(x)`, and `3*x^3` should be `3*x^2`.',
  },
);

diagnosed(
  'two exponents',
  `
y = a*x^3*sin(b) + b*x^2 + c*exp(x)*sin(x)
dy/dx = 3*a*x*sin(b) + 2*b*x^2 + c*exp(x)*sin(x) + c*exp(x)*cos(x)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  { mistake: 'several', repair: '3*a*x^2*sin(b) + 2*b*x + c*exp(x)*sin(x) + c*exp(x)*cos(x)' },
);

diagnosed(
  'both terms of the product rule',
  `
y = x^3*sin(x)
dy/dx = 3*x*sin(x) + x^3*sin(x)
        ^^^^^^^^^^^^^^^^^^^^^^^`,
  { mistake: 'several', repair: '3*x^2*sin(x) + x^3*cos(x)' },
);

diagnosed(
  'three terms',
  `
y = sin(x) + x^5*exp(x) + log(x)
dy/dx = tan(x) + 5*x^4*exp(x) + x^4*exp(x) + 1/x^2
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  {
    mistake: 'several',
    repair: 'cos(x) + 5*x^4*exp(x) + x^5*exp(x) + 1/x',
    says: /^Several terms are wrong: .*, .*, and `1\/x\^2` should be `1\/x`\.$/,
  },
);

diagnosed(
  'a factor that is no fraction',
  `
y = 2^x
dy/dx = 2^x
        ^^^`,
  { mistake: 'factor', repair: 'log(2)*2^x', says: 'The claim is 1.4427 times what is right, everywhere.' },
);

diagnosed(
  'a constant of a density',
  `
f = normal_cdf(x)^3
df/dx = 3*normal_cdf(x)^2*exp(-x^2/2)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^`,
  { mistake: 'factor', repair: '3*normal_cdf(x)^2*exp(-x^2/2)/sqrt(2*pi)' },
);

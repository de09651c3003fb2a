import { diagnosed } from './fixture';

diagnosed(
  'missing-factor: dy/dx = cos(x^2)',
  `
y = sin(x^2)
dy/dx = cos(x^2)
        ^^^^^^^^`,
  {
    mistake: 'missing-factor',
    repair: 'cos(x^2)*2*x',
    says: 'The factor `2*x` is missing: the chain rule asks for the derivative of `x^2` with respect to `x`.',
  },
);

diagnosed(
  'missing-factor: dL/dw = (h - t)*x',
  `
z = w*x + b
h = sigmoid(z)
L = (h - t)^2/2
dL/dw = (h - t)*x
        ^^^^^^^^^`,
  {
    mistake: 'missing-factor',
    repair: '(h - t)*x*h*(1 - h)',
    says: 'The factor `h*(1 - h)` is missing: the chain rule asks for the derivative of `h = sigmoid(z)` with respect to `z`.',
  },
);

diagnosed(
  'activation: dL/dw = (h - t)*(1 - z^2)*x',
  `
z = w*x + b
h = tanh(z)
L = (h - t)^2/2
dL/dw = (h - t)*(1 - z^2)*x
                     ^`,
  {
    mistake: 'activation',
    repair: '(h - t)*(1 - h^2)*x',
    says: '`z` should be `h`: the value of `h = tanh(z)` belongs here, not its argument z.',
  },
);

diagnosed(
  'activation: dy/dz = 1 - z^2',
  `
y = tanh(z)
dy/dz = 1 - z^2
            ^`,
  {
    mistake: 'activation',
    repair: '1 - y^2',
    says: '`z` should be `y`: the value of `y = tanh(z)` belongs here, not its argument z.',
  },
);

diagnosed(
  'extra-factor: dy/dx = 3*x*exp(3*x)',
  `
y = exp(3*x)
dy/dx = 3*x*exp(3*x)
          ^`,
  {
    mistake: 'extra-factor',
    repair: '3*exp(3*x)',
    says: 'The factor `x` is one too many: `3*x` should be `3`.',
  },
);

diagnosed(
  'product-rule: df/dx = 2*x*exp(x)',
  `
f = x^2*exp(x)
df/dx = 2*x*exp(x)
        ^^^^^^^^^^`,
  {
    mistake: 'product-rule',
    repair: '2*x*exp(x) + x^2*exp(x)',
    says: 'The product rule has two terms: in f the factor `exp(x)` depends on the variable too, so `x^2*exp(x)` is missing.',
  },
);

diagnosed(
  'quotient-rule: du/dx = (1/x*x + log(x))/x^2',
  `
u = log(x)/x
du/dx = (1/x*x + log(x))/x^2
         ^^^^^^^^^^^^^^`,
  {
    mistake: 'quotient-rule',
    repair: '(1/x*x - log(x))/x^2',
    says: '`1/x*x + log(x)` should be `1/x*x - log(x)`: the quotient rule subtracts the numerator times the derivative of the denominator.',
  },
);

diagnosed(
  'quotient-rule: du/dx = (x*cos(x) - sin(x))/x',
  `
u = sin(x)/x
du/dx = (x*cos(x) - sin(x))/x
        ^^^^^^^^^^^^^^^^^^^^^`,
  {
    mistake: 'quotient-rule',
    repair: '(x*cos(x) - sin(x))/x^2',
    says: '`(x*cos(x) - sin(x))/x` should be `(x*cos(x) - sin(x))/x^2`: the quotient rule divides by the square of the denominator.',
  },
);

diagnosed(
  'missing-path: de/db = d',
  `
c = a + b
d = b + 1
e = c*d
de/db = d
        ^`,
  {
    mistake: 'missing-path',
    repair: 'd + c',
    says: 'The path through d is left out: b acts on it too, which contributes `c`.',
  },
);

diagnosed(
  'regulariser: dJ/dw = 2*(w*x - t)*x',
  `
J = (w*x - t)^2 + lambda*w^2
dJ/dw = 2*(w*x - t)*x
        ^^^^^^^^^^^^^`,
  {
    mistake: 'regulariser',
    repair: '2*(w*x - t)*x + 2*lambda*w',
    says: 'The term `lambda*w^2` of J is forgotten: its derivative `2*lambda*w` is missing.',
  },
);

diagnosed(
  'regulariser: dy/dx = 2*x',
  `
y = x^2 + 3*x
dy/dx = 2*x
        ^^^`,
  {
    mistake: 'regulariser',
    repair: '2*x + 3',
    says: 'The term `3*x` of y is forgotten: its derivative `3` is missing.',
  },
);

diagnosed(
  'missing-term: dy/dx = 2*x',
  `
y = (x + 1)^2
dy/dx = 2*x
          ^`,
  {
    mistake: 'missing-term',
    repair: '2*(x + 1)',
    says: '`x` should be `x + 1`.',
  },
);

diagnosed(
  'missing-factor: dy/dx = 2*x*sin(x) + x^2*cos(x) = x*(2*sin(x) + cos(x))',
  `
y = x^2*sin(x)
dy/dx = 2*x*sin(x) + x^2*cos(x) = x*(2*sin(x) + cos(x))
                                                ^^^^^^`,
  {
    mistake: 'missing-factor',
    repair: 'x*(2*sin(x) + cos(x)*x)',
    says: 'The factor `x` is missing: `cos(x)` should be `cos(x)*x`.',
  },
);

diagnosed(
  "extra-factor: f'(x) = 3*x^2 - 2*x",
  `
f(x) = x^3 - 2*x
f'(x) = 3*x^2 - 2*x
                  ^`,
  {
    mistake: 'extra-factor',
    repair: '3*x^2 - 2',
    says: 'The factor `x` is one too many: `2*x` should be `2`.',
  },
);

diagnosed(
  'missing-factor: dy/dx = 3*x^2',
  `
s = 0.5
y = s*x^3
dy/dx = 3*x^2
        ^^^^^`,
  {
    mistake: 'missing-factor',
    repair: '3*x^2*s',
    says: 'The factor `s` is missing: `3*x^2` should be `3*x^2*s`.',
  },
);

diagnosed(
  "extra-factor: df/dA = 2*A'*A",
  `
A : 3x3
f = tr(A*A')
df/dA = 2*A'*A
             ^`,
  {
    mistake: 'extra-factor',
    repair: "2*A'",
    says: "The factor `A` is one too many: `2*A'*A` should be `2*A'`.",
  },
);

diagnosed(
  "regulariser: dJ/dw = X'*r/2",
  `
X : 4x3
w : R^3
y : R^4
r = X*w - y
J = sum(r.^2)/4 + lambda*sum(w.^2)
dJ/dw = X'*r/2
        ^^^^^^`,
  {
    mistake: 'regulariser',
    repair: "X'*r/2 + 2*lambda*w",
    says: 'The term `lambda*sum(w.^2)` of J is forgotten: its derivative `2*lambda*w` is missing.',
  },
);

diagnosed(
  "missing-term: dJ/dw = X'*(X*w)/2",
  `
X : 4x3
w : R^3
y : R^4
r = X*w - y
J = sum(r.^2)/4
dJ/dw = X'*(X*w)/2
            ^^^`,
  {
    mistake: 'missing-term',
    repair: "X'*(X*w - y)/2",
    says: 'The term `y` is missing: `X*w` should be `X*w - y`.',
  },
);

diagnosed(
  'product-rule: dD/dp = log(p/q)',
  `
p, q > 0
D = p*log(p/q)
dD/dp = log(p/q)
        ^^^^^^^^`,
  {
    mistake: 'product-rule',
    repair: 'log(p/q) + 1',
    says: 'The product rule has two terms: in D the factor `log(p/q)` depends on the variable too, so `1` is missing.',
  },
);

diagnosed(
  'missing-factor: dy/dx = 1/sin(x)',
  `
y = log(sin(x))
dy/dx = 1/sin(x)
        ^^^^^^^^`,
  {
    mistake: 'missing-factor',
    repair: '1/sin(x)*cos(x)',
    says: 'The factor `cos(x)` is missing: the chain rule asks for the derivative of `sin(x)` with respect to `x`.',
  },
);

import { check } from './verdicts';

check(
  'steps of the difference quotient do not jump over a kink that is nearer than all of them',
  `s : R
B : 5x5
h1 = prod(tanh(B))
L = ((sec(s) .* (h1 .* h1))).^0.5
dL/dh1 = 2*(1/(2*L))*(1/cos(s))*h1    # => agree
`,
);

check(
  'whole numbers that no double is',
  `y = ((x + 1e-200) - x)*1e200
y = 1                         # => agree
y = 1.001                     # => wrong-value
z = 2e22*x
dz/dx = 20000000000000000000000    # => agree
w = 1e300*x
dw/dx = 1e300                 # => agree
dw/dx = 1.001e300             # => wrong-derivative
`,
);

check(
  'what is not a number is no name, and equals nothing',
  `x = NaN
y = x^2
y = 1                         # => domain
y < 3                         # => wrong-inequality
dy/dx = 2*x                   # => agree
dy/dx = 3*x                   # => wrong-derivative
q = nan*t
dq/dt = nan                   # => domain
NaN == NaN                    # => domain
inf == inf                    # => domain
v = [1, NaN, inf]
s = sum(v)
ds/dv = ones(3)               # => domain
`,
);

check(
  'overflow, underflow and large exponents',
  `y = exp(exp(x))
dy/dx = exp(x)*exp(exp(x))    # => agree
dy/dx = exp(exp(x))           # => wrong-derivative
z = x^1000
dz/dx = 1000*x^999            # => agree
dz/dx = 999*x^999             # => wrong-derivative
w = 1e300^x
dw/dx = log(1e300)*1e300^x    # => agree
dw/dx = 690*1e300^x           # => wrong-derivative
a = 1e308*u*10
da/du = 1e308*10              # => domain
b = 5e-324*u
db/du = 5e-324                # => agree
c = 1e-308*u/1e10
dc/du = 1e-318                # => agree
dc/du = 2e-318                # => wrong-derivative
d = exp(-1e4*x^2)
dd/dx = -2e4*x*exp(-1e4*x^2)  # => agree
dd/dx = -2e4*exp(-1e4*x^2)    # => wrong-derivative
k = exp(800)*x
dk/dx = exp(800)              # => domain
`,
);

check(
  'values far below the doubles in more digits',
  `-1e10 < x < 1.5
v = sech(x)
f = x*sin(v)
df/dx = sin(v) + x*cos(v)*(-sech(x)*tanh(x))    # => conditioning
df/dx = 2*sin(v)                                # => conditioning
`,
);

check(
  'catastrophic cancellation',
  `y = (x + 1e16) - 1e16
dy/dx = 1                     # => agree
dy/dx = 1.001                 # => wrong-derivative
g = (1 - cos(1e-9*x))/1e-18
dg/dx = sin(1e-9*x)/1e-9      # => agree
dg/dx = x                     # => wrong-derivative
h = exp(x)*exp(-x)
dh/dx = 0                     # => agree
p = sin(x)^2 + cos(x)^2
dp/dx = 0                     # => agree
dp/dx = 1e-30                 # => wrong-derivative
q = sqrt(x^2 + 1) - x
dq/dx = -1/(sqrt(x^2 + 1)*(x + sqrt(x^2 + 1)))    # => agree
r = tanh(x + 40)
dr/dx = 1 - tanh(x + 40)^2    # => agree
dr/dx = 0                     # => wrong-derivative
s = sin(1e22*x)
ds/dx = 1e22*cos(1e22*x)      # => agree
ds/dx = 1e22*cos(x)           # => wrong-derivative
`,
);

check(
  'domains without points, and with one',
  `x > 3
x < 2
y = x^2
dy/dx = 2*x                   # => domain
dy/dx = 3*x                   # => domain
y > 100                       # => domain
---
1 < x < 1
y = x^2
dy/dx = 3*x                   # => domain
---
x in (2, 2]
y = x^2
dy/dx = 3*x                   # => domain
---
x in [2, 1]
y = x^2
dy/dx = 2*x                   # => domain
---
x in [2, 2]
y = x^2
dy/dx = 4                     # => agree
dy/dx = 3*x                   # => wrong-derivative
---
0 < x < 2
x in {1.5}
y = x^2
dy/dx = 3                     # => agree
dy/dx = 3*x                   # => wrong-derivative
---
n in 3..1
y = n*x
dy/dx = n                     # => domain
---
A : 2x2
A positive definite
det(A) < 0
y = tr(A)
dy/dA = ones(2, 2)            # => domain
---
x > inf
y = x^2
dy/dx = 2*x                   # => domain
`,
);

check(
  'functions undefined for real input',
  `a = acos(2 + x^2)
da/dx = -2*x/sqrt(1 - (2 + x^2)^2)    # => domain
b = sqrt(-1)*x
db/dx = sqrt(-1)              # => domain
c = 0/0*x
dc/dx = 1                     # => domain
d = (-2)^x
dd/dx = 1                     # => domain
g = acosh(sin(x))
dg/dx = 1                     # => domain
m = mod(x, 0)
dm/dx = 1                     # => domain
i = atanh(1 + x^2)
i < 3                         # => domain
`,
);

check(
  'quotients and powers at zero',
  `x = 0
y = 0^0
y = 1                         # => agree
a = x/x
a = 1                         # => domain
da/dx = 0                     # => domain
b = x^0
db/dx = 0                     # => agree
c = sqrt(x)
dc/dx = 1/(2*sqrt(x))         # => agree
dc/dx = 0                     # => domain
f = x^x
df/dx = x^x*(log(x) + 1)      # => agree
l = 1/x
l = inf                       # => domain
u = x*abs(x)
du/dx = 0                     # => agree-kink
du/dx = 1                     # => wrong-derivative
---
y = x/x
dy/dx = 0                     # => agree
s = x^2/x
ds/dx = 1                     # => agree
ds/dx = 2                     # => wrong-derivative
`,
  ['4: not-finite', '14: not-finite'],
);

check(
  'poles of the gamma function and of its derivatives',
  `x = -1
y = gamma(x)
y = 1                         # => domain
dy/dx = gamma(x)*digamma(x)   # => agree
w = digamma(0)
w = 0                         # => domain
p = polygamma(1.5, 2)
p = 1                         # => depends
---
h = gamma(x)*gamma(1 - x)
dh/dx = -pi^2*cos(pi*x)/sin(pi*x)^2    # => agree
h == pi/sin(pi*x)             # => agree
`,
  ['2: not-finite', '7: shape-mismatch'],
);

check(
  'functions that turn many times between neighbouring doubles, where no difference quotient tells',
  `-1e308 < x < 1
g(u) = u^2 + 1
f = log(g(sin(x)))
df/dx = 2*sin(x)*cos(x)/(1 + sin(x)^2)    # => agree
df/dx = 2*sin(x)*cos(x)/(2 + sin(x)^2)    # => wrong-derivative
---
g = sin(1e300*x)
dg/dx = 1e300*cos(1e300*x)                # => agree
dg/dx = 1.001e300*cos(1e300*x)            # => wrong-derivative
h = cos(x)^2
at x = 1e100: dh/dx = -2*sin(x)*cos(x)    # => agree
at x = 1e300: dh/dx = -2*sin(x)*cos(x)    # => agree
at x = 1e300: dh/dx = -3*sin(x)*cos(x)    # => wrong-derivative
`,
);

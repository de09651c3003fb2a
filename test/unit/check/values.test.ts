import { check } from './verdicts';

check(
  'values are read to the digits written',
  `
x = 1/3
y = x
y = 0.33        # => agree
y ≈ 0.33        # => agree
y = 0.34        # => wrong-value
y = 0.333333    # => agree
z = 3*x
z = 1           # => agree
w = 9.3*z
w = 9           # => wrong-value
w ≈ 9           # => agree
w ≈ 10          # => wrong-value
`,
);

check(
  'a forward pass',
  `
x1 = 3; x2 = 1; x3 = -1
a = 2*x1 + x2 - 2*x3
h1 = relu(a)
h1 = 9                       # => agree
b = -x1 - 3*x2 + 5*x3
b = -11                      # => agree
h2 = relu(b)
h2 = 0                       # => agree
o = softmax([6*h1 - h2, 2*h1 + 8*h2])
o ≈ [1, 2.3e-16]             # => agree
o ≈ [1, 2.4e-16]             # => wrong-value
`,
);

check(
  'identities and chains hold for all values',
  `
s(x) = 1/(1 + exp(-x))
s(x) + s(-x) = 1             # => agree
s(x) + s(-x) = 2             # => wrong-value
(a + b)^2 == a^2 + 2*a*b + b^2   # => agree
(a + b)^2 == a^2 + b^2       # => wrong-identity
s'(x) = exp(-x)/(1 + exp(-x))^2 = s(x)*(1 - s(x))    # => agree agree
s'(x) = exp(-x)/(1 + exp(-x))^2 = s(x)*(1 + s(x))    # => agree wrong-identity
`,
);

check(
  'inequalities search for a counterexample',
  `
J(w, b) = 1/2*(sigmoid(w*x + b) - z)^2
norm(∇J) < 1/4*sqrt(1 + x^2)*(1 + abs(z))     # => agree
norm(∇J) < 1/4*sqrt(1 + x^2)*(0.6 + abs(z))   # => agree
norm(∇J) < 1/4*sqrt(1 + x^2)*(0.5 + abs(z))   # => wrong-inequality
`,
);

check(
  'claims at a point',
  `
f(x, y) = x^2*y
at x = 1, y = 2: df/dx = 4; df/dy = 1     # => agree agree
at x = 1, y = 2: df/dx = 3                # => wrong-derivative
`,
);

check(
  'two definitions that contradict each other',
  `
x = 3
x = 4                        # => wrong-value
h = 2*x
h = x + x                    # => agree
h = 3*x                      # => wrong-identity
`,
);

check(
  'a circle of definitions is one error, and the rest is checked',
  `
a = b + 1
b = a - 1
f = x^2
df/dx = 2*x                  # => agree
da/dx = 0                    # => depends
`,
  ['2: circular', '3: circular'],
);

check(
  'shapes that do not fit are reported where they meet',
  `
W : 3x2
x : R^4
h = W*x
L = sum(h)
dL/dx = W'*x                 # => depends
f = y^2
df/dy = 2*y                  # => agree
`,
  ['4: shape-mismatch'],
);

check(
  'division by zero and logarithms of negative numbers at the given point',
  `
x = 0
f = 1/x
y = -1
g = log(y) + 1
dg/dy = 1/y                  # => agree
`,
  ['3: not-finite', '5: not-finite'],
);

check(
  'an open interval does not contain its ends',
  `
0 < x < 1
f = x^2
f < x                        # => agree
f < x/2                      # => wrong-inequality
`,
);

check(
  'what rests on a line that could not be read is not judged',
  `
W : 2x2
h = relu(                    # => syntax
L = sum(h)
dL/dW = 3*W                  # => depends
f = x^2
df/dx = 2*x                  # => agree
`,
  [],
);

check(
  'a factor before a bracket is no function',
  `
f = a*x^2
df/dx = 2 a (x)              # => agree
df/dx = 2 a(x)               # => agree
`,
);

import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('right formulas that a hasty reading accuses', () => {
  checkDocuments(String.raw`
# exercises without headings between
f(x) = x^2
f'(x) = 2x %% agree
f(x) = \sin x %% equation
f'(x) = \cos x %% agree
f(x) = e^{2x} %% equation
f'(x) = 2e^{2x} %% agree
# list then solutions
y = x^3
y = \sin x %% equation
y = \ln x %% equation
\frac{dy}{dx} = 3x^2 %% agree
\frac{dy}{dx} = \cos x %% agree
\frac{dy}{dx} = \frac{1}{x} %% agree
# rewritings
L = (y - t)^2
L = y^2 - 2yt + t^2 %% agree
\frac{\partial L}{\partial y} = 2(y - t) %% agree
# optimisation
f(x) = x^3 - 3x
f'(x) = 3x^2 - 3 = 0 \Rightarrow x = 1 %% agree agree
x = -1
f''(x) = 6x %% agree
f''(1) = 6 %% agree
f''(-1) = -6 %% agree
# solve
f(x) = 2x^3 - 5x
f'(x) = 6x^2 - 5 %% agree
6x^2 - 5 = 0 %% agree
x^2 = \frac{5}{6} %% agree
x = \sqrt{\frac56}
f''(x) = 12x %% agree
\text{for } x = 0: f''(x) = 0 %% agree
# stationarity
L = (wx - t)^2
\frac{\partial L}{\partial w} = 2x(wx - t) = 0 %% agree equation
w = \frac{t}{x} %% equation
# lagrange
f(x, y) = xy
g(x, y) = x + y - 10 = 0 %% equation
\mathcal{L} = xy - \lambda (x + y - 10)
\frac{\partial \mathcal{L}}{\partial x} = y - \lambda = 0 %% agree equation
\frac{\partial \mathcal{L}}{\partial y} = x - \lambda = 0 %% agree equation
\frac{\partial \mathcal{L}}{\partial \lambda} = -(x + y - 10) = 0 %% agree equation
x = y = \lambda = 5 %% equation equation equation
# constraint
g(x, y) = c %% equation
\nabla f = \lambda \nabla g %% reading
# econ
U = x^{\alpha} y^{1-\alpha}
\frac{\partial U}{\partial x} = \alpha x^{\alpha-1} y^{1-\alpha} = \alpha \frac{U}{x} %% agree agree
p_x x + p_y y = I %% equation
\frac{\partial U}{\partial x} = \lambda p_x %% unknown-name
# budget
U = xy
y = 10 - 2x
\frac{dU}{dx} = 10 - 4x %% agree
# substitution
A = xy
2x + 2y = 20 %% equation
\frac{dA}{dx} = 10 - 2x %% equation
# related rates
V = \frac43 \pi r^3
\frac{dV}{dt} = 100 %% reading
\frac{dV}{dt} = 4\pi r^2 \frac{dr}{dt} %% agree
\frac{dr}{dt} = \frac{100}{4\pi r^2} %% reading
# implicit
x^2 + y^2 = 1 %% equation
2x + 2y \frac{dy}{dx} = 0 %% equation
\frac{dy}{dx} = -\frac{x}{y} %% reading
# ode
y = x^2
\frac{dy}{dx} = 2x %% agree
\frac{dy}{dx} = ky %% agree
y = C e^{kx} %% equation
# ode2
y' = 2xy %% agree
\frac{dy}{y} = 2x\,dx %% equation
\ln y = x^2 + C %% equation
y = A e^{x^2}
# pde
u_t = \alpha u_{xx}
u(x,t) = e^{-\alpha t}\sin x
u_t = -\alpha e^{-\alpha t}\sin x %% agree
u_{xx} = -e^{-\alpha t}\sin x %% agree
# gradient descent
f(x) = x^2
x_{k+1} = x_k - \eta f'(x_k)
x_{k+1} = x_k - 2\eta x_k = (1 - 2\eta) x_k %% agree agree
x_0 = 1
x_1 = 0.8
x_2 = 0.64
# newton
f(x) = x^2 - 2
x_{n+1} = x_n - \frac{f(x_n)}{f'(x_n)} = x_n - \frac{x_n^2 - 2}{2x_n} = \frac{1}{2}\left(x_n + \frac{2}{x_n}\right) %% agree agree
x_0 = 1
x_1 = 1.5
# evaluation
f(x) = x^2 + 3x
f(2) = 10 %% agree
f'(x) = 2x + 3 %% agree
f'(2) = 7 %% agree
f'(x) = 2x + 3 = 2\cdot 2 + 3 = 7 %% agree equation agree
# chain with value
h_1 = \mathrm{ReLU}(2x_1 + x_2 - 2x_3)
= \mathrm{ReLU}(2\cdot 3 + 1 + 2) %% equation
= \mathrm{ReLU}(9) %% agree
= \max(0, 9) %% agree
= 9 %% agree
# approx
\sigma(x) = \frac{1}{1+e^{-x}}
\sigma(0.5) \approx 0.62 %% agree
f(x) \approx f(a) + f'(a)(x-a) %% approximate
\sin x \approx x %% approximate
# parameters
f(x) = ax + b
x = 3
f(3) = 3a + b %% agree
f'(x) = a %% agree
# given
f'(x) = 10x
x_{n+1} = x_n - \eta \cdot 10 x_n = x_n(1 - 10\eta) %% agree

# a name that gets another meaning behind what rests on it
y = \frac{m}{p} x
\frac{dy}{dx} = \frac{m}{p} %% agree
U = xy
y = 10 - 2x %% equation
\frac{dU}{dx} = 10 - 4x %% reading

# primes beside a parametric curve
u = x^2, \quad v = \sin x
u' = 2x, \quad v' = \cos x %% unknown-name unknown-name
x(t) = 3t
`);
});

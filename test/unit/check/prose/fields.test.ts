import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('formulas of many fields', () => {
  checkDocuments(String.raw`
# taylor with remainder names
f(x) = e^x
T_2(x) = f(0) + f'(0)x + \frac{f''(0)}{2}x^2 = 1 + x + \frac{x^2}{2} %% agree
R(x) = f(x) - T_2(x)
# linearisation
L(x) = f(a) + f'(a)(x - a)
f(x) = \sqrt{x}
f'(x) = \frac{1}{2\sqrt{x}} %% agree
L(x) = 2 + \frac14 (x - 4) %% equation
\sqrt{4.1} \approx 2.025 %% agree
# mean value
f'(c) = \frac{f(b) - f(a)}{b - a} %% agree
f(x) = x^2
2c = \frac{b^2 - a^2}{b - a} = a + b %% agree agree
c = \frac{a+b}{2}
# optimisation box
V = x(20-2x)^2
\frac{dV}{dx} = (20-2x)^2 - 4x(20-2x) = (20-2x)(20-6x) %% agree agree
(20-2x)(20-6x) = 0 %% agree
x = \frac{10}{3}
V = \frac{16000}{27} %% agree
# least squares one parameter
S(\beta) = \sum_{i=1}^n (y_i - \beta x_i)^2
\frac{dS}{d\beta} = -2\sum_{i=1}^n x_i(y_i - \beta x_i) = 0 %% agree equation
\hat\beta = \frac{\sum_i x_i y_i}{\sum_i x_i^2}
# kkt
f(x) = x^2
g(x) = 1 - x \le 0 %% equation
L(x, \mu) = x^2 + \mu(1 - x)
\frac{\partial L}{\partial x} = 2x - \mu = 0 %% agree equation
\mu = 2x %% equation
x = 1, \mu = 2 %% equation
# chain of substitutions
u = 3x + 1
y = u^4
\frac{dy}{dx} = 4u^3 \cdot 3 = 12(3x+1)^3 %% agree agree
# same letters again in the next example
u = x^2
y = \sin u
\frac{dy}{dx} = \cos u \cdot 2x = 2x\cos(x^2) %% agree agree
\frac{dy}{du} = \cos u %% agree
# u substitution back
u = \ln x
\frac{du}{dx} = \frac1x %% agree
y = u^2
\frac{dy}{dx} = \frac{2\ln x}{x} %% agree
u = e^x %% equation
y = \frac{1}{u} %% equation
\frac{dy}{dx} = -e^{-x} %% agree
# partial fractions
f(x) = \frac{1}{x^2 - 1} = \frac12\left(\frac{1}{x-1} - \frac{1}{x+1}\right) %% agree
f'(x) = -\frac{2x}{(x^2-1)^2} %% agree
# inverse trig
\theta = \arctan\frac{y}{x}
\frac{\partial\theta}{\partial x} = -\frac{y}{x^2 + y^2} %% agree
\frac{\partial\theta}{\partial y} = \frac{x}{x^2 + y^2} %% agree
# laplace
u = \ln(x^2 + y^2)
\frac{\partial u}{\partial x} = \frac{2x}{x^2+y^2} %% agree
\frac{\partial^2 u}{\partial x^2} = \frac{2(y^2 - x^2)}{(x^2+y^2)^2} %% agree
\frac{\partial^2 u}{\partial x^2} + \frac{\partial^2 u}{\partial y^2} = 0 %% agree
\nabla^2 u = 0 %% agree
# cauchy riemann
u = x^2 - y^2, \quad v = 2xy
\frac{\partial u}{\partial x} = \frac{\partial v}{\partial y} = 2x %% agree agree
\frac{\partial u}{\partial y} = -\frac{\partial v}{\partial x} = -2y %% agree agree
# euler homogeneous
f(x, y) = x^2 y
x\frac{\partial f}{\partial x} + y\frac{\partial f}{\partial y} = 3f %% agree
# demand
Q = 100 - 2P
R = PQ = 100P - 2P^2 %% agree
\frac{dR}{dP} = 100 - 4P = 0 \Rightarrow P = 25 %% agree agree
MR = \frac{dR}{dQ} = 50 - Q %% unknown-name unknown-name
# inverse demand
P = 50 - \frac{Q}{2}
R = PQ = 50Q - \frac{Q^2}{2} %% agree
\frac{dR}{dQ} = 50 - Q %% agree
# cobb douglas
Y = A K^\alpha L^{1-\alpha}
\frac{\partial Y}{\partial K} = \alpha A K^{\alpha-1}L^{1-\alpha} = \alpha\frac{Y}{K} = r %% agree agree
\frac{\partial Y}{\partial L} = (1-\alpha)\frac{Y}{L} = w %% agree
rK + wL = Y %% agree
# production function per head
y = \frac{Y}{L}, \quad k = \frac{K}{L}
Y = K^\alpha L^{1-\alpha}
y = k^\alpha %% agree
\frac{dy}{dk} = \alpha k^{\alpha-1} %% agree
# bayes
p(\theta) = \theta^a(1-\theta)^b
\ln p(\theta) = a\ln\theta + b\ln(1-\theta) %% agree
\frac{d\ln p}{d\theta} = \frac{a}{\theta} - \frac{b}{1-\theta} = 0 %% agree equation
\theta = \frac{a}{a+b} %% equation
# logistic growth
\frac{dN}{dt} = rN\left(1 - \frac{N}{K}\right) %% reading
f(N) = rN\left(1-\frac{N}{K}\right)
f'(N) = r - \frac{2rN}{K} %% agree
f'(0) = r > 0 %% agree equation
f'(K) = -r < 0 %% agree equation
# rc circuit
V(t) = V_0 e^{-t/RC}
I = C\frac{dV}{dt} = -\frac{V_0}{R}e^{-t/RC} %% agree
# projectile
x(t) = v_0 t\cos\theta, \quad y(t) = v_0 t\sin\theta - \frac12 g t^2
\dot{x} = v_0\cos\theta, \quad \dot{y} = v_0\sin\theta - gt %% agree agree
\dot y = 0 \Rightarrow t = \frac{v_0\sin\theta}{g} %% equation equation
\ddot{y} = -g %% agree
# hamilton
H(q, p) = \frac{p^2}{2m} + \frac12 k q^2
\dot{q} = \frac{\partial H}{\partial p} = \frac{p}{m} %% reading agree
\dot{p} = -\frac{\partial H}{\partial q} = -kq %% reading agree
# spring lagrangian
L = \frac12 m\dot{x}^2 - \frac12 k x^2
\frac{\partial L}{\partial \dot x} = m\dot x %% agree
\frac{\partial L}{\partial x} = -kx %% agree
\frac{d}{dt}\frac{\partial L}{\partial\dot x} - \frac{\partial L}{\partial x} = m\ddot x + kx = 0 %% equation equation
# van der waals
P = \frac{RT}{V - b} - \frac{a}{V^2}
\left(\frac{\partial P}{\partial V}\right)_T = -\frac{RT}{(V-b)^2} + \frac{2a}{V^3} %% agree
\left(\frac{\partial P}{\partial T}\right)_V = \frac{R}{V-b} %% agree
# cyclic
PV = nRT %% equation
\left(\frac{\partial P}{\partial V}\right)_T\left(\frac{\partial V}{\partial T}\right)_P\left(\frac{\partial T}{\partial P}\right)_V = -1 %% unknown-name
# momentum method
v_{t+1} = \beta v_t + \nabla L(\theta_t)
\theta_{t+1} = \theta_t - \eta v_{t+1}
# adam
m_t = \beta_1 m_{t-1} + (1-\beta_1) g_t
\hat m_t = \frac{m_t}{1-\beta_1^t}
# attention scaling
s = \frac{q^\top k}{\sqrt{d}}
\frac{\partial s}{\partial q} = \frac{k}{\sqrt d} %% shape
# dropout
y = \frac{m \odot x}{p}
\frac{\partial y}{\partial x} = \frac{m}{p} %% agree
# relu kink
f(x) = \max(0, x)
f'(x) = \begin{cases} 1 & x > 0 \\ 0 & x < 0 \end{cases} %% not-yet
# softplus
f(x) = \ln(1 + e^x)
f'(x) = \frac{e^x}{1+e^x} = \sigma(x) %% agree agree
f''(x) = \sigma(x)(1-\sigma(x)) %% agree
# swish
f(x) = x\sigma(x)
f'(x) = \sigma(x) + x\sigma(x)(1-\sigma(x)) = f(x) + \sigma(x)(1-f(x)) %% agree agree
# log sum exp two
f(x, y) = \ln(e^x + e^y)
f_x = \frac{e^x}{e^x + e^y}, \quad f_y = \frac{e^y}{e^x+e^y} %% agree agree
f_x + f_y = 1 %% agree
# distance
r = \sqrt{x^2 + y^2}
\frac{\partial r}{\partial x} = \frac{x}{r} = \cos\theta %% agree reading
# gaussian integral identity
I = \int e^{-x^2}dx
I^2 = \pi %% depends
# differentials
y = x^3
dy = 3x^2\,dx
\Delta y \approx 3x^2\Delta x %% approximate
# leibniz product
(uv)' = u'v + uv' %% agree
u = x^2, \quad v = \sin x
u' = 2x, \quad v' = \cos x %% agree agree
(uv)' = 2x\sin x + x^2\cos x %% agree

# quotients on one line
f(x) = e^{-x^2/2\sigma^2}
f'(x) = -\frac{x}{\sigma^2} f(x) %% agree
f'(x) = -x/\sigma^2 f(x) %% agree

# a time constant on one line
V(t) = V_0 e^{-t/RC}
I = C\frac{dV}{dt} = -\frac{V_0}{R}e^{-t/RC} %% agree

# a fraction of numbers on one line
E = 1/2 m v^2
\frac{dE}{dv} = mv %% agree
\frac{dE}{dv} = 2mv %% wrong

# a frequency
f = 1/2\pi \sqrt{g/l}
\frac{df}{dg} = \frac{1}{4\pi\sqrt{gl}} %% domain
`);
});

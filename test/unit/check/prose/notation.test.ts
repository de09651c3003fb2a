import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('notation of prose', () => {
  checkDocuments(String.raw`
# when: a domain beside a claim
f(x) = |x|
f'(x) = 1 \quad \text{for } x > 0 %% agree
f'(x) = -1 \quad \text{for } x < 0 %% agree
f'(x) = \frac{x}{|x|} \quad \text{if } x \neq 0 %% agree
f'(x) = 2 \quad \text{for } x > 0 %% equation
# when: a point beside a claim
g(x) = x^3 - x
g'(x) = 2 \text{ at } x = 1 %% agree
\text{if } x = 0: g'(x) = -1 %% agree
g'(x) = 5 \text{ at } x = 1 %% wrong
# leaky relu
g(z) = \begin{cases} z, & z > 0 \\ 0.01 z, & z \le 0 \end{cases}
g'(z) = \begin{cases} 1, & z > 0 \\ 0.01, & z < 0 \end{cases} %% not-yet
# declarations behind their use
L = \frac12 \|Wx - t\|^2
\frac{\partial L}{\partial W} = (Wx - t)x^\top %% agree
\frac{\partial L}{\partial x} = W(Wx - t) %% shape-mismatch
W \in \mathbb{R}^{3 \times 4}
# where behind
a = \sigma(z) \text{ where } z = wx + b
\frac{\partial a}{\partial w} = a(1-a)x %% agree
# product before a bracket
y = \alpha(x + 1) + x(1 - x)
\frac{dy}{dx} = \alpha + 1 - 2x %% agree
# functions of several
J(w, b) = (wx + b - t)^2
\frac{\partial J}{\partial w} = 2(wx + b - t)x %% agree
\frac{\partial J(w, b)}{\partial b} = 2(wx+b-t) %% agree
\nabla J = \begin{pmatrix} 2(wx+b-t)x \\ 2(wx+b-t) \end{pmatrix} %% agree
# factor behind a derivative
L = -t\ln y
\frac{\partial L}{\partial y} = -\frac{t}{y} %% agree
y = \sigma(z)
\frac{\partial L}{\partial z} = \frac{\partial L}{\partial y} y(1 - y) = -t(1-y) %% agree agree
\frac{dL}{dy}(y - 1) = \frac{t(1-y)}{y} %% agree
# a place behind a derivative
f(x) = x^3
\frac{df}{dx}(2) = 12 %% agree
\frac{df}{dx}(a) = 3a^2 %% agree
f'(a + 1) = 3(a+1)^2 %% agree
\left.\frac{d^2 f}{dx^2}\right|_{x=1} = 6 %% agree
\left.\frac{df}{dx}\right|_{x=x_0} = 3x_0^2 %% agree
\left.\frac{df}{dx}\right|_{x=x_0} = 2x_0 %% unknown-name
# a parameter that is a name elsewhere
x = t^2
f(x) = x^3
f'(x) = 3x^2 %% agree
\frac{df}{dt} = 6t^5 %% agree
# inner product
f = w \cdot x
w, x \in \mathbb{R}^3
\frac{\partial f}{\partial w} = x %% agree
# a conclusion
e^y = x \iff y = \ln x %% agree
\frac{dy}{dx} = \frac{1}{x} %% agree
# alternatives
x^2 - 3x + 2 = 0 %% equation
x = 1 \text{ or } x = 2
(x-1)(x-2) = 0 %% equation
# second derivative test
f(x) = x^4 - 2x^2
f'(x) = 4x^3 - 4x = 4x(x-1)(x+1) = 0 %% agree agree agree
x \in \{-1, 0, 1\}
f''(x) = 12x^2 - 4 %% agree
f''(0) = -4 < 0 %% agree agree
f''(1) = 8 > 0 %% agree agree
# economics
\pi = pq - c(q)
c(q) = q^2 + 3q
\frac{d\pi}{dq} = p - 2q - 3 = 0 %% agree equation
q^* = \frac{p - 3}{2}
\frac{d^2\pi}{dq^2} = -2 < 0 %% agree agree
# elasticity
Q = a - bP
\epsilon = \frac{dQ}{dP}\cdot\frac{P}{Q} = -b\frac{P}{a - bP} %% agree
# moment
M(t) = e^{\mu t + \frac12\sigma^2 t^2}
M'(t) = (\mu + \sigma^2 t) M(t) %% agree
M'(0) = \mu %% agree
M''(0) = \mu^2 + \sigma^2 %% agree
# poisson
\ell(\lambda) = x\ln\lambda - \lambda
\ell'(\lambda) = \frac{x}{\lambda} - 1 = 0 %% agree equation
\hat\lambda = x
\ell''(\lambda) = -\frac{x}{\lambda^2} %% agree
# control
\dot{x} = Ax + Bu %% unknown-name
y = Cx
V = \frac12 x^2
\dot{V} = x\dot{x} %% agree
# pendulum
\ddot\theta = -\frac{g}{l}\sin\theta %% reading
E = \frac12 m l^2\dot\theta^2 + mgl(1-\cos\theta)
\frac{dE}{dt} = ml^2\dot\theta\ddot\theta + mgl\sin\theta\,\dot\theta = 0 %% agree reading
# gas
U = \frac32 nRT
C_V = \left(\frac{\partial U}{\partial T}\right)_V = \frac32 nR %% agree
# styles
y = \mathbf{w}^\top \mathbf{x}
\frac{\partial y}{\partial \mathbf{x}} = \mathbf{w} %% agree
# styles that differ
E = \frac12 \|\mathbf{x}\|^2
x = \|\mathbf{x}\|
\frac{dE}{dx} = x %% agree
# matrices
f = \operatorname{tr}(AB)
A \in \mathbb{R}^{2\times 3}, B \in \mathbb{R}^{3\times 2}
\frac{\partial f}{\partial A} = B^\top %% agree
# geometric
S = \frac{1}{1-r}
\frac{dS}{dr} = \frac{1}{(1-r)^2} %% agree
# two paths declared
f = f(x, y), \quad y = y(x)
\frac{df}{dx} = \frac{\partial f}{\partial x} + \frac{\partial f}{\partial y}\frac{dy}{dx} %% agree
# wave
u(x,t) = f(x - ct) + g(x + ct)
\frac{\partial^2 u}{\partial t^2} = c^2\frac{\partial^2 u}{\partial x^2} %% agree
# kepler given rates
A = \frac12 b h
\frac{dA}{dt} = \frac12\left(b\frac{dh}{dt} + h\frac{db}{dt}\right) %% agree
# quotient rule general
\left(\frac{f(x)}{g(x)}\right)' = \frac{f'(x)g(x) - f(x)g'(x)}{g(x)^2} %% agree
# inverse function
f^{-1}(f(x)) = x %% agree
# exp limits
f(x) = x e^{-x}
f'(x) = e^{-x} - xe^{-x} = (1 - x)e^{-x} %% agree agree
f'(x) = 0 \iff x = 1 %% agree
f(1) = \frac{1}{e} \approx 0.368 %% agree agree
# integrals beside
F(x) = \int_0^x f(t)\,dt
F'(x) = f(x)
# next exercise, function in words or integrals
y = x^2
\frac{dy}{dx} = 2x %% agree
y = \int_0^x e^{-t^2}\,dt
\frac{dy}{dx} = e^{-x^2} %% depends
# hessians
f(x, y) = x^2 y + y^3
H = \begin{pmatrix} 2y & 2x \\ 2x & 6y \end{pmatrix}
\nabla^2 f = \begin{pmatrix} 2y & 2x \\ 2x & 6y \end{pmatrix} %% agree
\nabla^2 f = \begin{pmatrix} 2y & 2x \\ 2x & 3y \end{pmatrix} %% wrong
# dot of declared vectors
f = w \cdot x
w, x \in \mathbb{R}^3
\frac{\partial f}{\partial w} = x %% agree
# dot of bold vectors
f = \mathbf{w} \cdot \mathbf{x} + b
\frac{\partial f}{\partial \mathbf{w}} = \mathbf{x} %% agree
# brackets around a side
y = x^2
\frac{dy}{dx} = \left( 2x \right) %% agree
\frac{dy}{dx} = \left( 3x \right) %% wrong
# first terms of a series
\sigma(x) = \frac{1}{1+e^{-x}}
\sigma(x) = \frac12 + \frac{x}{4} - \frac{x^3}{48} %% equation
\frac{1}{1+e^{-x}} - 1 = \frac{x}{4} - \frac{x^3}{48} %% equation
f(x) = \sin x = x - \frac{x^3}{6} + \frac{x^5}{120} %% equation
g(x) = \sin x = 1 - \frac{x^3}{6} + \frac{x^5}{120} %% wrong
# a definition further down that is not read
L = (y - t)^2
\frac{\partial L}{\partial y} = 2(y - t) %% agree
\frac{\partial L}{\partial y} = (y - t) %% reading
y = \int_0^1 x\,dx
# derivatives of names that nothing defines
\frac{\partial \mathcal{L}}{\partial V_1} \cdot \frac{\partial V_2}{\partial U_1} = 1 %% unknown-name
\frac{\partial \mathcal{L}}{\partial P_1} = \frac{\partial L}{\partial I} \cdot \frac{\partial q_1}{\partial R_2} + \frac{\partial L}{\partial I_2} \cdot \frac{\partial q_2}{\partial R_2} = (10 \cdot -\lambda) + (-10 \cdot 1) = -30 %% unknown-name unknown-name equation
# sigma without its argument
y = u^3, \quad u = x^2 + 1
\frac{dy}{dx} = \frac{dy}{du}\cdot\frac{du}{dx} = 3u^2 \cdot 2x = 6x(x^2+1)^2 %% agree agree agree
s = \sigma(z)
\frac{ds}{dz} = \sigma(1-\sigma) = 2\sigma(1-\sigma) - \sigma(1-\sigma) %% equation agree

# a letter before a sum in brackets
B = F (1 + y)^{-n}
\frac{dB}{dy} = -n F (1+y)^{-n-1} %% agree
\frac{d^2 B}{dy^2} = n F (1+y)^{-n-2} %% wrong

# a small graph
c = a + b, \qquad d = b + 1, \qquad e = c \cdot d
\frac{\partial e}{\partial c} = c %% wrong
\frac{\partial e}{\partial a} = \frac{\partial e}{\partial c} \frac{\partial c}{\partial a} = d + c %% agree wrong
\frac{\partial e}{\partial a} + \frac{\partial e}{\partial b} = d + c %% equation

# a name beside the formula that it stands for
y = \sigma(w x + b)
\sigma(v) = \frac{1}{1 + e^{-v}}
J(w, b) = \frac{1}{2} (y - z)^2
v = w x + b
\frac{\partial J}{\partial y} = y - z, \quad \frac{\partial y}{\partial v} = y (1 - y) %% agree agree

# words about sigma
a = \sigma(z + 1)
\sigma
\frac{da}{dz} = a(1 - a) %% agree

# a derivative at a number
h(x) = 2x^3 - 5x
h'(0) = 0 %% wrong
h'(0) = -5 %% agree

# a budget
\mathcal{L} = \ln x + 2\ln y - \lambda (p_x x + p_y y - m)
p_x x + p_y y = m %% equation
\frac{\partial \mathcal{L}}{\partial y} = \frac{2}{y} - \lambda p_y %% agree
\frac{\partial \mathcal{L}}{\partial y} = \frac{2}{y} - \lambda p_x %% wrong

# second derivatives through a defined name
U(x, y, z) = -\frac{G M m}{r}
r = \sqrt{x^2 + y^2 + z^2}
\frac{\partial U}{\partial x} = \frac{G M m x}{r^3} %% agree
\frac{\partial^2 U}{\partial x^2} = G M m \left( \frac{1}{r^3} - \frac{x^2}{r^5} \right) %% wrong
\frac{\partial^2 U}{\partial x^2} = G M m \left( \frac{1}{r^3} - \frac{3x^2}{r^5} \right) %% agree
`);
});

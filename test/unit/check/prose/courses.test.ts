import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('formulas as courses write them', () => {
  checkDocuments(String.raw`
# logistic regression
z = w^\top x + b
\hat{y} = \sigma(z)
L = -y\log\hat{y} - (1-y)\log(1-\hat{y})
\frac{\partial L}{\partial \hat{y}} = -\frac{y}{\hat{y}} + \frac{1-y}{1-\hat{y}} %% agree
\frac{\partial \hat{y}}{\partial z} = \hat{y}(1-\hat{y}) %% agree
\frac{\partial L}{\partial z} = \frac{\partial L}{\partial \hat y}\frac{\partial \hat y}{\partial z} = \hat{y} - y = \delta %% agree agree
\frac{\partial L}{\partial w} = \delta x %% agree
\frac{\partial L}{\partial b} = \delta %% agree
w \leftarrow w - \eta \frac{\partial L}{\partial w}
w := w - \eta \delta x
# mlp
z^{(1)} = W^{(1)} x + b^{(1)}
a^{(1)} = \mathrm{ReLU}(z^{(1)})
z^{(2)} = W^{(2)} a^{(1)} + b^{(2)}
L = \frac12 \| z^{(2)} - t \|^2
\frac{\partial L}{\partial z^{(2)}} = z^{(2)} - t %% agree
\frac{\partial L}{\partial W^{(2)}} = \frac{\partial L}{\partial z^{(2)}} (a^{(1)})^\top %% agree
\frac{\partial L}{\partial a^{(1)}} = (W^{(2)})^\top \frac{\partial L}{\partial z^{(2)}} %% agree
# scalar net
z = wx + b, \quad a = \sigma(z), \quad L = \frac{1}{2}(a - t)^2
\frac{\partial L}{\partial a} = a - t %% agree
\frac{\partial a}{\partial z} = \sigma'(z) = a(1 - a) %% agree agree
\frac{\partial z}{\partial w} = x %% agree
\frac{\partial L}{\partial w} = (a-t)\,a(1-a)\,x %% agree
x = 2, w = 0.5, b = 0, t = 1
z = 1 %% agree
a = 0.7311 %% agree
L = 0.0362 %% agree
\frac{\partial L}{\partial w} = -0.1057 %% equation
w' = w - 0.1 \cdot (-0.1057) = 0.5106 %% agree
# graph
e = c * d
\Rightarrow \frac{\partial e}{\partial c} = d \quad and \quad \frac{\partial e}{\partial d} = c %% agree agree
c = a + b
\Rightarrow \frac{\partial c}{\partial a} = 1 \quad and \quad \frac{\partial c}{\partial b} = 1 %% agree agree
d = b + 1
\Rightarrow \frac{\partial d}{\partial b} = 1 \quad and \quad \frac{\partial d}{\partial a} = 0 %% agree agree
\frac{\partial e}{\partial b} = \frac{\partial e}{\partial c} * \frac{\partial c}{\partial b} + \frac{\partial e}{\partial d} * \frac{\partial d}{\partial b} %% agree
\frac{\partial e}{\partial a} = \frac{\partial e}{\partial c} * \frac{\partial c}{\partial a} + \frac{\partial e}{\partial d} * \frac{\partial d}{\partial a} = \frac{\partial e}{\partial c} * \frac{\partial c}{\partial a} %% agree agree
# product rule applied
f(x) = x^2 \sin x
f'(x) = (x^2)' \sin x + x^2 (\sin x)' = 2x \sin x + x^2\cos x %% agree agree
# chain rule u
y = u^3, \quad u = x^2 + 1
\frac{dy}{dx} = \frac{dy}{du}\cdot\frac{du}{dx} = 3u^2 \cdot 2x = 6x(x^2+1)^2 %% agree agree agree
# chain rule functions
h(x) = f(g(x)), \quad f(u) = \sin u, \quad g(x) = x^2
h'(x) = f'(g(x)) g'(x) = \cos(x^2) \cdot 2x = 2x\cos(x^2) %% agree agree agree
# multi
f(x,y) = x^2 y + \sin(xy)
\frac{\partial f}{\partial x} = 2xy + y\cos(xy), \quad \frac{\partial f}{\partial y} = x^2 + x\cos(xy) %% agree agree
\frac{\partial^2 f}{\partial x \partial y} = 2x + \cos(xy) - xy\sin(xy) %% agree
\nabla f = \begin{pmatrix} 2xy + y\cos(xy) \\ x^2 + x\cos(xy) \end{pmatrix} %% agree
f_x(1, 0) = 0 %% agree
\frac{\partial f}{\partial y}(1, 0) = 2 %% agree
\left.\frac{\partial f}{\partial y}\right|_{(1,0)} = 2 %% agree
# total
z = x^2 y, \quad y = \sin x
\frac{dz}{dx} = \frac{\partial z}{\partial x} + \frac{\partial z}{\partial y}\frac{dy}{dx} = 2xy + x^2\cos x %% agree agree
# total2
z = x^2 + y^2, \quad x = \cos t, \quad y = \sin t
\frac{dz}{dt} = \frac{\partial z}{\partial x}\frac{dx}{dt} + \frac{\partial z}{\partial y}\frac{dy}{dt} = 2x(-\sin t) + 2y\cos t = 0 %% conditioning conditioning agree
# polar
x = r\cos\theta, \quad y = r\sin\theta
\frac{\partial x}{\partial r} = \cos\theta, \quad \frac{\partial x}{\partial\theta} = -r\sin\theta %% agree agree
\frac{\partial f}{\partial r} = \frac{\partial f}{\partial x}\cos\theta + \frac{\partial f}{\partial y}\sin\theta %% agree
# collision: earlier y
y = x^2
\frac{dy}{dx} = 2x %% agree
g = x^2 y
\frac{\partial g}{\partial x} = 2xy %% agree
\frac{\partial g}{\partial y} = x^2 %% agree
\frac{\partial^2 g}{\partial x^2} = 2y %% agree
\nabla g = (2xy, x^2) %% unknown-name
f(x, y) = x^3 y
\frac{\partial f}{\partial x} = 3x^2 y %% agree
\frac{\partial^2 f}{\partial x^2} = 6xy %% agree
\nabla f = (3x^2y, x^3) %% agree
# thermo
P = \frac{nRT}{V}
\left(\frac{\partial P}{\partial V}\right)_T = -\frac{nRT}{V^2} %% agree
\left(\frac{\partial P}{\partial T}\right)_V = \frac{nR}{V} %% agree
# thermo2
U = U(S, V)
T = \left(\frac{\partial U}{\partial S}\right)_V
P = -\left(\frac{\partial U}{\partial V}\right)_S
\left(\frac{\partial T}{\partial V}\right)_S = -\left(\frac{\partial P}{\partial S}\right)_V %% agree
# mechanics
x(t) = A\cos(\omega t + \phi)
v(t) = \frac{dx}{dt} = -A\omega\sin(\omega t + \phi) %% agree
a(t) = \frac{dv}{dt} = -A\omega^2\cos(\omega t+\phi) = -\omega^2 x(t) %% agree agree
F = ma
E = \frac12 m v^2 + \frac12 k x^2
v(0) = 0 %% agree
# energies
K = \frac{1}{2}mv^2
\frac{dK}{dv} = mv = p %% agree
# normal likelihood
f(x) = \frac{1}{\sqrt{2\pi\sigma^2}} e^{-\frac{(x-\mu)^2}{2\sigma^2}}
\ln f(x) = -\frac12\ln(2\pi\sigma^2) - \frac{(x-\mu)^2}{2\sigma^2} %% agree
\frac{\partial \ln f}{\partial \mu} = \frac{x-\mu}{\sigma^2} %% agree
f'(x) = -\frac{x-\mu}{\sigma^2} f(x) %% agree
# quadratic form
f(\mathbf{x}) = \mathbf{x}^\top A \mathbf{x}
\nabla f = (A + A^\top)\mathbf{x} %% agree
\frac{\partial}{\partial \mathbf{x}} \mathbf{x}^\top A \mathbf{x} = (A + A^\top)\mathbf{x} %% agree
# ols
S = (y - X\beta)'(y - X\beta)
\frac{\partial S}{\partial \beta} = -2X'(y - X\beta) = 0 %% agree equation
X'X\beta = X'y %% equation
\hat\beta = (X'X)^{-1}X'y
# sigmoid
\sigma(x) = \frac{1}{1+e^{-x}}
\frac{d\sigma}{dx} = \sigma(x)(1-\sigma(x)) %% agree
\sigma'(x) = \frac{d}{dx}\left[\frac{1}{1+e^{-x}}\right] = \frac{d}{dx}(1+e^{-x})^{-1} = -(1+e^{-x})^{-2}(-e^{-x}) = \frac{e^{-x}}{(1+e^{-x})^2} = \frac{1}{1+e^{-x}}\cdot\left(1 - \frac{1}{1+e^{-x}}\right) = \sigma(x)(1-\sigma(x)) %% agree agree agree agree agree agree
\sigma(x) + \sigma(-x) = 1 %% agree
\sigma''(x) = \sigma(x)(1-\sigma(x))(1-2\sigma(x)) %% agree
# tanh
\sigma'(z) = 1 - \sigma(z)^2 %% unknown-name
# inverse
y = \arcsin x
\sin y = x %% agree
\cos y \frac{dy}{dx} = 1 %% agree
\frac{dy}{dx} = \frac{1}{\cos y} = \frac{1}{\sqrt{1-x^2}} %% agree agree
# log diff
y = x^x
\ln y = x\ln x %% agree
\frac{1}{y}\frac{dy}{dx} = \ln x + 1 %% agree
\frac{dy}{dx} = y(\ln x + 1) = x^x(\ln x+1) %% agree agree
# taylor
f(x) = e^x
f'(x) = f''(x) = e^x %% agree agree
f(0) = f'(0) = f''(0) = 1 %% agree agree agree
# limit def
f(x) = x^2
f'(x) = \lim_{h\to 0}\frac{f(x+h)-f(x)}{h}
\frac{f(x+h)-f(x)}{h} = \frac{(x+h)^2 - x^2}{h} = 2x + h %% agree agree
`);
});

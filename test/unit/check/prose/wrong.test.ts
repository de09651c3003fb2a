import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('wrong formulas, each found at its place', () => {
  checkDocuments(String.raw`
# squares lost
f = x_1 - 3x_1 + x_2 - x_1x_2
\frac{\partial f}{\partial x_1} = 2x_1 - 3 - x_2; \qquad \frac{\partial f}{\partial x_2} = 2x_2 - x_1 %% wrong wrong
# an exponent forgotten
f(x) = x^3
f'(x) = 3x %% wrong
# chain rule forgotten
y = \sin(x^2)
\frac{dy}{dx} = \cos(x^2) %% wrong
# one step of a chain
\frac{d}{dx} \left[ \frac{1}{1 + e^{-x}} \right] = \frac{d}{dx} \left( 1 + e^{-x} \right)^{-1} = -\left( 1 + e^{-x} \right)^{-2} \left( -e^{-x} \right) = \frac{e^{-x}}{(1 + e^{-x})^2} = \frac{1}{1+e^{-x}} \cdot \frac{e^{-2}}{1+e^{-x}} %% agree agree agree wrong
# one step of a derivation over displays
\frac{d}{dx} \left[ \frac{1}{1 + e^{-x}} \right]
= \frac{d}{dx} \left( 1 + e^{-x} \right)^{-1}
= -\left( 1 + e^{-x} \right)^{-2} \left( -e^{-x} \right) %% agree
= \frac{e^{-x}}{(1 + e^{-x})^3} %% wrong
= \frac{1}{1+e^{-x}} \cdot \left(1 - \frac{1}{1+e^{-x}}\right) %% agree
# a factor and a sign
z = wx + b, \quad a = \sigma(z), \quad L = (a - t)^2
\frac{\partial L}{\partial w} = 2(a - t) x %% wrong
\frac{\partial L}{\partial b} = -2(a-t)a(1-a) %% wrong
# a gradient entry
f(x,y) = x^2 y + y^3
\nabla f = \begin{pmatrix} 2xy \\ x^2 + 3y \end{pmatrix} %% wrong
# last step of a chain
y = u^3, \quad u = x^2 + 1
\frac{dy}{dx} = \frac{dy}{du}\frac{du}{dx} = 3u^2 \cdot 2x = 6x(x^2+1) %% agree agree wrong
# after a second definition
f(x) = x^2
f'(x) = 2x %% agree
f(x) = \sin x %% equation
f'(x) = -\cos x %% wrong
# arithmetic
\sqrt{(0.125)^2 + (-0.15)^2} = 0.28 %% wrong
# a second derivative
f(x) = e^{-x^2}
f''(x) = (4x^2 - 1)e^{-x^2} %% wrong
# held fixed
P = \frac{nRT}{V}
\left(\frac{\partial P}{\partial V}\right)_T = \frac{nRT}{V^2} %% wrong
# a power rule
U = x^{\alpha} y^{\beta}
\frac{\partial U}{\partial x} = \alpha x^{\alpha} y^{\beta} %% wrong
# composition
h(x) = f(g(x)), \quad f(u) = \sin u, \quad g(x) = x^2
h'(x) = f'(g(x)) = \cos(x^2) %% wrong agree
# oscillator
x(t) = A\cos(\omega t)
\ddot{x} = -\omega x %% wrong
# a logarithm
L = -\log(o)
\frac{\partial L}{\partial o} = \frac{1}{o} %% wrong
# two on a line
f(x) = \ln(x^2+1), \quad f'(x) = \frac{1}{x^2+1} %% wrong
# primes
y = x \ln x
y' = \frac{1}{x} %% wrong
y'' = \frac{1}{x} %% agree
# at a place
\left.\frac{d}{dx} x^2\right|_{x=3} = 9 %% unknown-name
# paths of a graph
e = cd, c = a + b, d = b + 1
\frac{\partial e}{\partial b} = d %% wrong
\frac{\partial e}{\partial b} = c %% wrong
\frac{\partial e}{\partial b} = 2d + c %% wrong
# factoring
f(x) = x^2 \sin x
f'(x) = 2x\sin x + x^2 \cos x = x(2\sin x + \cos x) %% agree wrong
# expanding
(x^2 + 1)^2 = x^4 + x^2 + 1 %% equation
g(x) = (x^2+1)^2 = x^4 + x^2 + 1 %% wrong
# constants
f(x,y) = x^2 + xy
\frac{\partial^2 f}{\partial x^2} = 3 %% wrong
\frac{\partial^2 f}{\partial x\partial y} = 2 %% wrong
`);
});

import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('functions that the text never defines', () => {
  checkDocuments(String.raw`
# chain rule with declared functions
f = f(u, v)
u = u(a, b)
v = v(a, b)
\frac{\partial f}{\partial a} = \frac{\partial f}{\partial u}\frac{\partial u}{\partial a} + \frac{\partial f}{\partial v}\frac{\partial v}{\partial a} %% agree
\frac{\partial f}{\partial b} = \frac{\partial f}{\partial u}\frac{\partial u}{\partial b} %% wrong
# rules for letters
(fg)' = f'g + fg' %% agree
(fg)' = f'g' %% reading
\left(\frac{f}{g}\right)' = \frac{f'g - fg'}{g^2} %% agree
# rules for functions
\frac{d}{dx} f(g(x)) = f'(g(x)) g'(x) %% agree
\frac{d}{dx} f(g(x)) = f'(g(x)) %% wrong
\frac{d}{dx}\left[f(x)g(x)\right] = f'(x)g(x) + f(x)g'(x) %% agree
\frac{d}{dx}\ln f(x) = \frac{f'(x)}{f(x)} %% agree
# a chain of quotients
\frac{dy}{dt} = \frac{dy}{dx}\frac{dx}{dt} %% agree
# two paths through declared functions
z = f(x, y), \quad x = x(t), \quad y = y(t)
\frac{dz}{dt} = \frac{\partial f}{\partial x}\frac{dx}{dt} + \frac{\partial f}{\partial y}\frac{dy}{dt} %% agree
\frac{dz}{dt} = \frac{\partial z}{\partial x}\frac{dx}{dt} + \frac{\partial z}{\partial y}\frac{dy}{dt} %% agree
# a loss that only its derivatives tell
z = wx + b
a = \sigma(z)
\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a}\frac{\partial a}{\partial z}\frac{\partial z}{\partial w} %% agree
\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a} a(1-a) x %% agree
\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a} x %% reading
# a derivative without its function
f'(x) = 10x
f(x_{n+1}) < f(x_n)
# a partial differential equation
\frac{\partial u}{\partial t} = \frac{\partial^2 u}{\partial x^2} %% reading
u = u(x,t)
# an implicit function
x^2 + y^2 = 25 %% equation
\frac{dy}{dx} = -\frac{x}{y} %% reading
# momentum
F = ma
\frac{d}{dt}(mv) = m \frac{dv}{dt} %% agree
# Euler and Lagrange
\frac{d}{dt}\frac{\partial L}{\partial \dot q} = \frac{\partial L}{\partial q} %% unknown-name
# a constraint
A = xy
x + y = 10 %% equation
\frac{dA}{dx} = 10 - 2x %% equation
`);
});

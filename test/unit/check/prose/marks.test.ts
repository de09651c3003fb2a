import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('primes and dots', () => {
  checkDocuments(String.raw`
# a primed name that a text defines
o'_1 = 6 h_1 - h_2
o_1 = \frac{\exp(o'_1)}{\exp(o'_1) + 1}
\frac{\partial o_1}{\partial o_1'} = o_1(1-o_1) %% agree
# f' without f
f'(x) = 6x^2 - 5
f''(x) = 12x %% agree
f''(x) = 11x %% wrong
# y prime
y = x^2
y' = 2x %% agree
y'' = 2 %% agree
y' = 3x %% wrong
# a differential equation with primes
y' = 2xy %% reading
y'' = 2y + 2xy' %% reading
# Lagrange function of a velocity
L(q, \dot q) = \frac12 m \dot q^2 - \frac12 k q^2
\frac{\partial L}{\partial \dot q} = m \dot q %% agree
\frac{\partial L}{\partial q} = -kq %% agree
# Newton's dots
x(t) = A\cos(\omega t)
\dot x = -A\omega\sin(\omega t) %% agree
\ddot x = -A\omega^2\cos(\omega t) %% agree
\ddot x = -\omega^2 x %% agree
\dot x = A\omega\sin(\omega t) %% wrong
# the sigmoid by custom
\sigma'(z) = \sigma(z)(1-\sigma(z)) %% agree
a = \sigma(z)
\frac{da}{dz} = \sigma'(z) = a(1-a) %% agree agree
# primes behind brackets
(x^2)' = 2x %% agree
(\sin x)' = \cos x %% agree
(x^3)' = 2x^2 %% unknown-name
`);
});

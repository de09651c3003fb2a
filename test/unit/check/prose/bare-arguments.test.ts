import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('arguments of functions without brackets', () => {
  checkDocuments(String.raw`
# a derivative behind the argument
E = \frac{1}{2}m l^2\dot\theta^2 - m g l\cos\theta
\frac{dE}{d\theta} = m g l\sin\theta %% agree
\frac{dE}{d\theta} = 2m g l\sin\theta %% unknown-name
# the chain rule by time
h = 1 - \cos\theta
\theta = t^2
\dot h = \sin\theta\,\dot\theta %% agree
\dot h = \sin\theta\dot\theta %% agree
\frac{dh}{dt} = \sin\theta\,\frac{d\theta}{dt} %% agree
\frac{dh}{dt} = \cos\theta\,\frac{d\theta}{dt} %% wrong
# a run of letters
x = A\sin\omega t
\frac{dx}{dt} = A\omega\cos\omega t %% agree
\frac{dx}{dt} = A\cos\omega t %% wrong
# a factor without a gap
y = x\ln x a
\frac{dy}{dx} = a\ln x + a %% agree
\frac{dy}{dx} = a\ln x - a %% wrong
# a bracket behind the argument
y = \sin x
u = y(1 + x)
\frac{du}{dx} = \cos x (1 + x) + \sin x %% agree
\frac{du}{dx} = \cos x (1 + x) - \sin x %% wrong
# a bracket in the argument
y = A\sin\omega(t - s)
\frac{dy}{dt} = A\omega\cos\omega(t - s) %% agree
# a quotient in the argument
y = \sin \pi x / L
\frac{dy}{dx} = \frac{\pi}{L}\cos \pi x / L %% agree
# a quotient behind the argument
y = \ln x / x
\frac{dy}{dx} = \frac{1 - \ln x}{x^2} %% agree
`);
});

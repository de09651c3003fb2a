import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('variables with a prime', () => {
  checkDocuments(String.raw`
# a net input with a prime
o = \sigma(v)
\frac{\partial o}{\partial o'} = o(1 - o) %% unknown-name
\frac{\partial o}{\partial v} = o(1 - o) %% agree
# a name that is computed from it
o = \sigma(o')
\frac{\partial o}{\partial o'} = o(1 - o) %% agree
\frac{\partial o}{\partial o'} = 2o(1 - o) %% wrong
# the equation of Euler and Lagrange
F = \frac{1}{2}y'^2 - y
\frac{\partial F}{\partial y'} = y' %% agree
\frac{d}{dx}\frac{\partial F}{\partial y'} = y'' %% unknown-name
# a derivative that the text computes
y = x^2
F = y'^2
\frac{\partial F}{\partial y'} = 2y' %% unknown-name
y' = 2x %% agree
`);
});

import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('sums with an ellipsis', () => {
  checkDocuments(String.raw`
# a sum of squares
y = x_1^2 + x_2^2 + \dots + x_n^2
\frac{\partial y}{\partial x_i} = 2x_i %% agree
\frac{\partial y}{\partial x_1} = 2x_1 %% agree
\frac{\partial y}{\partial x_i} = 3x_i %% wrong
# a neuron
z = w_1 x_1 + w_2 x_2 + \cdots + w_n x_n + b
\frac{\partial z}{\partial w_j} = x_j %% agree
\frac{\partial z}{\partial b} = 1 %% agree
\frac{\partial z}{\partial w_n} = x_n %% agree
`);
});

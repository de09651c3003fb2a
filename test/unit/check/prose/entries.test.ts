import { describe } from 'vitest';
import { checkDocuments } from './check';

describe('arrays that are built from their entries', () => {
  checkDocuments(String.raw`
# a gradient in brackets
z_j = \sum_i W_{ij} x_i
E = \sum_j v_j f(z_j)
\left(\frac{\partial E}{\partial W}\right)_{ij} = v_j f'(z_j) x_i %% agree
\left[\frac{\partial E}{\partial W}\right]_{ij} = v_j f'(z_j) x_i %% agree
\frac{\partial E}{\partial W} = \left[v_j f'(z_j) x_i\right]_{ij} %% agree
\frac{\partial E}{\partial W} = [v_j f'(z_j) x_i]_{ij} %% agree
\frac{\partial E}{\partial W_{ij}} = [v_j f'(z_j) x_i]_{ij} %% agree
\frac{\partial E}{\partial W} = [2v_j f'(z_j) x_i]_{ij} %% reading
# a gradient of squares
z_j = \sum_i W_{ij} x_i
E = \frac{1}{2}\sum_j (z_j - t_j)^2
\frac{\partial E}{\partial W} = [(z_j - t_j) x_i]_{ij} %% agree
\left(\frac{\partial E}{\partial W}\right)_{ij} = -(z_j - t_j) x_i %% wrong
\frac{\partial E}{\partial W} = -[(z_j - t_j) x_i]_{ij}
\frac{\partial E}{\partial W} = [-(z_j - t_j) x_i]_{ij} %% wrong
`);
});

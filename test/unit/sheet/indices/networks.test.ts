import { describe } from 'vitest';
import { check } from './formulas';

describe('linear layers', () => {
  check(
    'entry by entry, with sizes that have names',
    String.raw`
z_i = \sum_{j=1}^{d} W_{ij} x_j + b_i
L = \frac12 \sum_{i=1}^{m} (z_i - t_i)^2
\delta_i = z_i - t_i
\frac{\partial L}{\partial z_i} = \delta_i % => agree
\frac{\partial L}{\partial W_{ij}} = (z_i - t_i) x_j % => agree
\frac{\partial L}{\partial W_{ij}} = \delta_i x_j % => agree
\frac{\partial L}{\partial W_{ij}} = \delta_i % => wrong-derivative
\frac{\partial L}{\partial b_i} = \delta_i % => agree
\frac{\partial L}{\partial b_i} = 2\delta_i % => wrong-derivative
\frac{\partial L}{\partial x_j} = \sum_{i=1}^m W_{ij} \delta_i % => agree
\frac{\partial L}{\partial x_j} = \sum_{i=1}^m \delta_i % => wrong-derivative
\frac{\partial z_i}{\partial x_j} = W_{ij} % => agree
\frac{\partial z_i}{\partial W_{kl}} = \delta_{ik} x_l % => agree
\frac{\partial z_i}{\partial W_{kl}} = \delta_{il} x_k % => wrong-derivative`,
  );
  check(
    'with the indices of a matrix exchanged',
    String.raw`
z_i = \sum_{j=1}^{d} W_{ij} x_j
L = \frac12 \sum_{i=1}^{m} (z_i - t_i)^2
\frac{\partial L}{\partial W_{ij}} = (z_j - t_j) x_i % => wrong-derivative
\frac{\partial z_i}{\partial x_j} = W_{ji} % => reading`,
  );
  check(
    'with declared sizes, and as wholes beside entries',
    String.raw`
x \in \mathbb{R}^4, W \in \mathbb{R}^{3\times 4}
y_i = \sum_{j=1}^4 W_{ij} x_j
L = \sum_{i=1}^3 y_i^2
\frac{\partial L}{\partial W_{ij}} = 2 y_i x_j % => agree
\frac{\partial L}{\partial x_j} = 2\sum_i W_{ij} y_i % => agree
\frac{\partial L}{\partial x} = 2 W^T y % => agree
\frac{\partial L}{\partial x_j} = \sum_i W_{ij} y_i % => wrong-derivative`,
  );
  check(
    'with a rectifier',
    String.raw`
z_i = \sum_j W_{ij} x_j
h_i = \max(0, z_i)
\frac{\partial h_i}{\partial x_j} = \mathbb{1}[z_i > 0] W_{ij} % => agree
\frac{\partial h_i}{\partial x_j} = W_{ij} % => wrong-derivative`,
  );
});

describe('networks of two layers', () => {
  check(
    'whose layers have numbers in brackets',
    String.raw`
\sigma(z) = \frac{1}{1+e^{-z}}
z_j^{(1)} = \sum_{i=1}^d W_{ji}^{(1)} x_i + b_j^{(1)}
a_j^{(1)} = \sigma(z_j^{(1)})
z_k^{(2)} = \sum_{j=1}^h W_{kj}^{(2)} a_j^{(1)} + b_k^{(2)}
L = \frac12 \sum_{k=1}^K (z_k^{(2)} - t_k)^2
\delta_k^{(2)} = z_k^{(2)} - t_k
\frac{\partial L}{\partial W_{kj}^{(2)}} = \delta_k^{(2)} a_j^{(1)} % => agree
\frac{\partial L}{\partial W_{kj}^{(2)}} = \delta_k^{(2)} % => wrong-derivative
\frac{\partial L}{\partial b_k^{(2)}} = \delta_k^{(2)} % => agree
\delta_j^{(1)} = a_j^{(1)} (1 - a_j^{(1)}) \sum_{k=1}^K W_{kj}^{(2)} \delta_k^{(2)}
\frac{\partial L}{\partial W_{ji}^{(1)}} = \delta_j^{(1)} x_i % => agree
\frac{\partial L}{\partial W_{ji}^{(1)}} = \delta_j^{(1)} % => wrong-derivative
\frac{\partial L}{\partial b_j^{(1)}} = \delta_j^{(1)} % => agree
\frac{\partial L}{\partial a_j^{(1)}} = \sum_{k=1}^K W_{kj}^{(2)} \delta_k^{(2)} % => agree
\frac{\partial L}{\partial x_i} = \sum_j W_{ji}^{(1)} \delta_j^{(1)} % => agree`,
  );
  check(
    'in brackets with an index outside',
    String.raw`
[z_k]_m = b_m + \sum_{n=1}^2 [x_k]_n W_{nm}
\frac{\partial [z_k]_m}{\partial b_i} = \delta_{im} % => agree
\frac{\partial [z_k]_m}{\partial W_{ij}} = \delta_{jm} [x_k]_i % => agree
\frac{\partial [z_k]_m}{\partial W_{ij}} = \delta_{im} [x_k]_j % => shape-mismatch
L = \frac12 \sum_{k=1}^4 \sum_{m=1}^3 ([z_k]_m - t_{km})^2
\frac{\partial L}{\partial b_m} = \sum_{k=1}^4 ([z_k]_m - t_{km}) % => agree
\frac{\partial L}{\partial W_{nm}} = \sum_{k=1}^4 ([z_k]_m - t_{km}) [x_k]_n % => agree
\frac{\partial L}{\partial W_{nm}} = \sum_{k=1}^4 ([z_k]_m - t_{km}) % => wrong-derivative`,
  );
  check(
    'as a product of matrices',
    String.raw`
c_{ij} = \sum_{k=1}^n a_{ik} b_{kj}
\frac{\partial c_{ij}}{\partial a_{kl}} = \delta_{ik} b_{lj} % => agree
\frac{\partial c_{ij}}{\partial a_{kl}} = \delta_{il} b_{kj} % => wrong-derivative
\frac{\partial c_{ij}}{\partial b_{kl}} = a_{ik} \delta_{jl} % => agree`,
  );
});

describe('samples', () => {
  check(
    'of a model that is a function',
    String.raw`
f(x) = w x + b
L = \sum_{i=1}^n (f(x_i) - y_i)^2
\frac{\partial L}{\partial w} = 2 \sum_{i=1}^n (f(x_i) - y_i) x_i % => agree
\frac{\partial L}{\partial b} = 2 \sum_{i=1}^n (f(x_i) - y_i) % => agree
\frac{\partial L}{\partial b} = \sum_{i=1}^n (f(x_i) - y_i) % => wrong-derivative`,
  );
  check(
    'each with an error of the letter of their sum',
    String.raw`
E_n = \frac12 (w x_n - t_n)^2
E = \sum_{n=1}^N E_n
\frac{\partial E_n}{\partial w} = (w x_n - t_n) x_n % => agree
\frac{\partial E}{\partial w} = \sum_{n=1}^N (w x_n - t_n) x_n % => agree
\frac{\partial E}{\partial w} = \sum_{n=1}^N (w x_n - t_n) % => wrong-derivative`,
  );
  check(
    'with weights whose indices are numbers',
    String.raw`
S = \sum_{i=1}^n (y_i - \beta_0 - \beta_1 x_i)^2
\frac{\partial S}{\partial \beta_0} = -2\sum_{i=1}^n (y_i - \beta_0 - \beta_1 x_i) % => agree
\frac{\partial S}{\partial \beta_1} = -2\sum_{i=1}^n x_i(y_i - \beta_0 - \beta_1 x_i) % => agree
\frac{\partial S}{\partial \beta_1} = -2\sum_{i=1}^n (y_i - \beta_0 - \beta_1 x_i) % => wrong-derivative`,
  );
});

import { describe } from 'vitest';
import { check } from './formulas';

describe('statistics', () => {
  check(
    'the likelihood of a normal distribution',
    String.raw`
\ell = \sum_{i=1}^n \left[ -\frac12\log(2\pi\sigma^2) - \frac{(x_i - \mu)^2}{2\sigma^2}\right]
\frac{\partial \ell}{\partial \mu} = \frac{1}{\sigma^2}\sum_{i=1}^n (x_i - \mu) % => agree
\frac{\partial \ell}{\partial \mu} = \frac{1}{\sigma}\sum_{i=1}^n (x_i - \mu) % => wrong-derivative
\frac{\partial \ell}{\partial \sigma} = -\frac{n}{\sigma} + \frac{1}{\sigma^3}\sum_{i=1}^n (x_i-\mu)^2 % => agree
\frac{\partial \ell}{\partial \sigma} = -\frac{n}{\sigma} + \frac{1}{\sigma^2}\sum_{i=1}^n (x_i-\mu)^2 % => wrong-derivative`,
  );
  check(
    'the likelihood of an exponential distribution',
    String.raw`
\ell(\lambda) = n\log\lambda - \lambda\sum_{i=1}^n x_i
\ell'(\lambda) = \frac{n}{\lambda} - \sum_{i=1}^n x_i % => agree
\frac{d\ell}{d\lambda} = \frac{n}{\lambda} - \sum_{i=1}^n x_i % => agree
\frac{d\ell}{d\lambda} = \frac{n}{\lambda} + \sum_{i=1}^n x_i % => wrong-derivative
\frac{d^2\ell}{d\lambda^2} = -\frac{n}{\lambda^2} % => agree`,
  );
  check(
    'variance and covariance',
    String.raw`
\bar{x} = \frac{1}{n}\sum_{i=1}^n x_i
\bar{y} = \frac{1}{n}\sum_{i=1}^n y_i
c = \frac1n \sum_{i=1}^n (x_i - \bar x)(y_i - \bar y)
\frac{\partial c}{\partial x_j} = \frac1n (y_j - \bar y) % => agree
\frac{\partial c}{\partial x_j} = \frac1n y_j % => wrong-derivative
\frac{\partial \bar x}{\partial x_j} = \frac1n % => agree`,
  );
  check(
    'a partition function, with a letter that is a number elsewhere',
    String.raw`
p_i = \frac{e^{-\beta E_i}}{Z}
Z = \sum_i e^{-\beta E_i}
U = \sum_i p_i E_i
\frac{\partial \ln Z}{\partial \beta} = -\sum_i p_i E_i % => agree
\frac{\partial p_i}{\partial \beta} = p_i(U - E_i) % => agree
\frac{\partial p_i}{\partial \beta} = p_i(E_i - U) % => wrong-derivative
\frac{\partial p_i}{\partial E_j} = \beta p_i (p_j - \delta_{ij}) % => agree
\frac{\partial U}{\partial \beta} = U^2 - \sum_i p_i E_i^2 % => agree
\frac{\partial U}{\partial \beta} = \sum_i p_i E_i^2 - U^2 % => equation`,
  );
});

describe('economics', () => {
  check(
    'a utility of listed goods',
    String.raw`
U(x_1, \dots, x_n) = \sum_{i=1}^n \alpha_i \ln x_i
\frac{\partial U}{\partial x_i} = \frac{\alpha_i}{x_i} % => agree
\frac{\partial U}{\partial x_i} = \alpha_i x_i % => wrong-derivative
\frac{\partial U}{\partial x_1} = \frac{\alpha_1}{x_1} % => agree
\frac{\partial U}{\partial x_1} = \frac{\alpha_2}{x_1} % => wrong-derivative`,
  );
  check(
    'a product of powers',
    String.raw`
Q = \prod_{i=1}^n x_i^{\alpha_i}
\frac{\partial Q}{\partial x_i} = \frac{\alpha_i Q}{x_i} % => agree
\frac{\partial Q}{\partial x_i} = \alpha_i Q % => equation`,
  );
  check(
    'constant elasticity of substitution',
    String.raw`
y = \left(\sum_{i=1}^n a_i x_i^\rho\right)^{1/\rho}
x_i > 0, a_i > 0
\frac{\partial y}{\partial x_i} = a_i x_i^{\rho-1} y^{1-\rho} % => agree
\frac{\partial y}{\partial x_i} = a_i x_i^{\rho-1} y^{\rho-1} % => equation`,
  );
  check(
    'a Lagrangian',
    String.raw`
\mathcal{L} = \sum_{i=1}^n p_i \log p_i + \lambda \left(\sum_{i=1}^n p_i - 1\right)
\frac{\partial \mathcal{L}}{\partial p_i} = \log p_i + 1 + \lambda % => agree
\frac{\partial \mathcal{L}}{\partial p_i} = \log p_i + \lambda % => wrong-derivative
\frac{\partial \mathcal{L}}{\partial \lambda} = \sum_{i=1}^n p_i - 1 % => agree
\frac{\partial \mathcal{L}}{\partial \lambda} = \sum_{i=1}^n p_i + 1 % => wrong-derivative`,
  );
});

describe('mechanics', () => {
  check(
    'kinetic energy',
    String.raw`
T = \frac12 \sum_{i} m_i v_i^2
p_i = m_i v_i
\frac{\partial T}{\partial v_i} = p_i % => agree
\frac{\partial T}{\partial v_i} = m_i % => wrong-derivative
\frac{\partial T}{\partial m_i} = \frac12 v_i^2 % => agree`,
  );
  check(
    'coupled springs',
    String.raw`
V = \frac12 \sum_{i,j} k_{ij} q_i q_j
\frac{\partial V}{\partial q_i} = \frac12\sum_j (k_{ij} + k_{ji}) q_j % => agree
\frac{\partial V}{\partial q_i} = \sum_j k_{ij} q_j % => reading`,
  );
  check(
    'the distance from the origin',
    String.raw`
r = \sqrt{\sum_{i=1}^n x_i^2}
\frac{\partial r}{\partial x_i} = \frac{x_i}{r} % => agree
\frac{\partial r}{\partial x_i} = \frac{1}{r} % => equation
\frac{\partial^2 r}{\partial x_i \partial x_j} = \frac{\delta_{ij}}{r} - \frac{x_i x_j}{r^3} % => agree
\frac{\partial^2 r}{\partial x_i \partial x_j} = \frac{\delta_{ij}}{r} - \frac{x_i x_j}{r^2} % => equation`,
  );
});

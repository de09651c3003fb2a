import { describe } from 'vitest';
import { check } from './formulas';

describe('ranges', () => {
  check(
    'a polynomial, whose coefficients count from 0',
    String.raw`
p(x) = \sum_{k=0}^{n} a_k x^k
p'(x) = \sum_{k=1}^n k a_k x^{k-1} % => agree
p'(x) = \sum_{k=1}^n k a_k x^{k} % => wrong-derivative
p'(x) = \sum_{k=0}^{n-1} (k+1) a_{k+1} x^k % => agree
p'(x) = \sum_{k=0}^{n-1} k a_{k+1} x^k % => wrong-derivative
p''(x) = \sum_{k=2}^n k(k-1) a_k x^{k-2} % => agree
\frac{\partial p}{\partial a_k} = x^k % => agree
\frac{\partial p}{\partial a_k} = k x^{k-1} % => wrong-derivative
\frac{\partial p}{\partial a_0} = 1 % => agree
\frac{\partial p}{\partial a_0} = x % => wrong-derivative`,
  );
  check(
    'a geometric sum',
    String.raw`
S = \sum_{k=0}^n x^k
\frac{dS}{dx} = \sum_{k=1}^{n} k x^{k-1} % => agree
\frac{dS}{dx} = \sum_{k=0}^{n} x^{k-1} % => wrong-derivative`,
  );
  check(
    'differences of neighbours, with the first and the last entry',
    String.raw`
s = \sum_{i=1}^{n-1} (x_{i+1} - x_i)^2
\frac{\partial s}{\partial x_1} = -2(x_2 - x_1) % => agree
\frac{\partial s}{\partial x_n} = 2(x_n - x_{n-1}) % => agree
\frac{\partial s}{\partial x_n} = -2(x_n - x_{n-1}) % => wrong-derivative`,
  );
  check(
    'ranges behind claims and in sentences of their own',
    String.raw`
f = \sum_{i=1}^n w_i^2
i = 1, \dots, n
\frac{\partial f}{\partial w_i} = 2 w_i, \quad i = 1, \ldots, n % => agree
\frac{\partial f}{\partial w_i} = w_i, \quad i = 1, \ldots, n % => wrong-derivative
\frac{\partial f}{\partial w_i} = 2 w_i \text{ for all } i % => agree
\frac{\partial f}{\partial w_i} = 2 w_i, \quad i \in \{1,\dots,n\} % => agree`,
  );
  check(
    'the number of entries in words of the sheet',
    String.raw`
n = 3
m = \frac1n \sum_{i=1}^n x_i
\frac{\partial m}{\partial x_i} = \frac13 % => agree
\frac{\partial m}{\partial x_i} = \frac1n % => agree
\frac{\partial m}{\partial x_i} = \frac12 % => wrong-derivative`,
  );
  check(
    'no range at all',
    String.raw`
S = \sum x_i^2
\frac{\partial S}{\partial x_i} = 2 x_i % => agree
\frac{\partial S}{\partial x_i} = x_i % => wrong-derivative`,
  );
  check(
    'sums without end and over sets that are not known are not judged',
    String.raw`
S = \sum_{k=0}^\infty x^k
\frac{dS}{dx} = \sum_{k=1}^{\infty} k x^{k-1} % => depends
A = \sum_{i \in B} x_i
\frac{\partial A}{\partial x_i} = 1 % => depends`,
  );
});

describe('sums of sums, products and extremes', () => {
  check(
    'pairs of different indices',
    String.raw`
S = \sum_{i}\sum_{j \ne i} x_i x_j
\frac{\partial S}{\partial x_k} = 2\sum_{j \ne k} x_j % => agree
\frac{\partial S}{\partial x_k} = \sum_{j \ne k} x_j % => wrong-derivative
R = \sum_{i < j} x_i x_j
\frac{\partial R}{\partial x_k} = \sum_{j \ne k} x_j % => agree
\frac{\partial R}{\partial x_k} = \sum_{j} x_j % => wrong-derivative
S = 2 R % => agree`,
  );
  check(
    'inner ranges that end at the outer index',
    String.raw`
C = \sum_{i=1}^n \sum_{j=1}^{i} x_j
C = \sum_{j=1}^n (n - j + 1) x_j % => agree
\frac{\partial C}{\partial x_k} = n - k + 1 % => agree
\frac{\partial C}{\partial x_k} = n - k % => wrong-derivative`,
  );
  check(
    'quadratic forms',
    String.raw`
Q = \sum_{i=1}^n \sum_{j=1}^n a_{ij} x_i x_j
\frac{\partial Q}{\partial x_k} = \sum_{j=1}^n (a_{kj} + a_{jk}) x_j % => agree
\frac{\partial Q}{\partial x_k} = 2\sum_{j=1}^n a_{kj} x_j % => reading
\frac{\partial Q}{\partial a_{ij}} = x_i x_j % => agree
\frac{\partial^2 Q}{\partial x_k \partial x_l} = a_{kl} + a_{lk} % => agree
\frac{\partial^2 Q}{\partial x_k \partial x_l} = 2 a_{kl} % => reading`,
  );
  check(
    'products',
    String.raw`
P = \prod_{i=1}^n p_i
\frac{\partial P}{\partial p_k} = \frac{P}{p_k} % => agree
\frac{\partial P}{\partial p_k} = \prod_{i \ne k} p_i % => agree
\frac{\partial P}{\partial p_k} = \prod_{i} p_i % => wrong-derivative
\frac{\partial \log P}{\partial p_k} = \frac{1}{p_k} % => agree`,
  );
  check(
    'a maximum',
    String.raw`
m = \max_j z_j
s_i = e^{z_i - m}
\frac{\partial m}{\partial z_i} = \mathbb{1}[z_i = m] % => agree
\frac{\partial m}{\partial z_i} = 1 % => equation`,
  );
});

describe('names that are not entries', () => {
  check(
    'kinds of energy, and an amount of substance',
    String.raw`
E_k = \frac12 m v^2
\frac{dE_k}{dv} = m v % => agree
\frac{dE_k}{dv} = 2 m v % => wrong-derivative
P = \frac{n R T}{V}
\frac{\partial P}{\partial n} = \frac{RT}{V} % => agree
\frac{\partial P}{\partial n} = \frac{RT}{V^2} % => wrong-derivative`,
  );
  check(
    'a current i and numbered masses',
    String.raw`
P = i^2 R
\frac{dP}{di} = 2 i R % => agree
\frac{dP}{di} = i R % => wrong-derivative
F_g = G \frac{m_1 m_2}{r^2}
\frac{dF_g}{dr} = -2 G \frac{m_1 m_2}{r^3} % => agree
\frac{dF_g}{dr} = 2 G \frac{m_1 m_2}{r^3} % => wrong-derivative`,
  );
  check(
    'words and other letters below the letter of an array',
    String.raw`
S = \sum_{i=1}^n (y_i - y_d)^2 + \lambda x_{\text{max}}
\frac{\partial S}{\partial y_d} = -2 \sum_{i=1}^n (y_i - y_d) % => agree
\frac{\partial S}{\partial y_d} = 2 \sum_{i=1}^n (y_i - y_d) % => wrong-derivative
\frac{\partial S}{\partial x_{\text{max}}} = \lambda % => agree`,
  );
  check(
    'initial values below the letter of an array',
    String.raw`
S = \sum_{i=1}^n (x_i - x_0)^2
\frac{\partial S}{\partial x_0} = -2\sum_{i=1}^n (x_i - x_0) % => agree
\frac{\partial S}{\partial x_0} = 2\sum_{i=1}^n (x_i - x_0) % => unknown-name`,
  );
  check(
    'iterates',
    String.raw`
f(x) = x^2
x_{k+1} = x_k - 2\alpha x_k
\frac{\partial x_{k+1}}{\partial \alpha} = -2 x_k % => agree
\frac{\partial x_{k+1}}{\partial x_k} = 1 - 2\alpha % => agree
\frac{\partial x_{k+1}}{\partial x_k} = 1 + 2\alpha % => wrong-derivative`,
  );
  check(
    'a Greek letter before a bracket',
    String.raw`
y = \gamma (x - \mu) + \beta
\frac{\partial y}{\partial x} = \gamma % => agree
\frac{\partial y}{\partial \gamma} = x - \mu % => agree
\frac{\partial y}{\partial \mu} = \gamma % => wrong-derivative`,
  );
});

describe('what is not understood accuses nobody', () => {
  check(
    'an index on one side alone',
    String.raw`
\hat{y}_k = \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}} % => not-yet
\frac{\partial \hat{y}_k}{\partial z_i} = 2 \hat{y}_k % => unknown-name`,
  );
  check(
    'entries of which a line gives only some',
    String.raw`
S = \sum_{i=1}^n x_i^2
x_1 = 3 % => not-yet
\frac{\partial S}{\partial x_i} = 2 x_i % => agree
\frac{\partial S}{\partial x_i} = x_i % => condition`,
  );
  check(
    'cases of a size',
    String.raw`
y_i = x_i - \frac1n \sum_{j=1}^n x_j
n = 1 % => not-yet
\frac{\partial y_i}{\partial x_j} = \delta_{ij} - \frac1n % => agree
\frac{\partial y_1}{\partial x_1} = 0 % => condition`,
  );
  check(
    'derivatives of what is not defined',
    String.raw`
L = \sum_{i=1}^n (y_i - t_i)^2
\frac{\partial L}{\partial w} = 2\sum_{i=1}^n (y_i - t_i) \frac{\partial y_i}{\partial w} % => unknown-name`,
  );
});

describe('sections', () => {
  check(
    'see the arrays of the text above them',
    String.raw`
y_i = \frac{e^{z_i}}{\sum_{j=1}^n e^{z_j}}
# gradient
\frac{\partial y_i}{\partial z_j} = y_i(\delta_{ij} - y_j) % => agree
\frac{\partial y_i}{\partial z_j} = y_i(\delta_{ij} + y_j) % => wrong-derivative
# energy
E_k = \frac12 m v^2
\frac{dE_k}{dv} = m v % => agree`,
  );
  check(
    'may use the letter of a size or of an index for a number',
    String.raw`
A = 1
# mean
n = 3
m = \frac1n \sum_{i=1}^n x_i
\frac{\partial m}{\partial x_i} = \frac13 % => agree
# likelihood
\ell(\lambda) = n\log\lambda - \lambda\sum_{i=1}^n x_i
\ell'(\lambda) = \frac{n}{\lambda} - \sum_{i=1}^n x_i % => agree
# gas
P = \frac{n R T}{V}
\frac{\partial P}{\partial n} = \frac{RT}{V} % => agree
\frac{\partial P}{\partial n} = \frac{RT}{V^2} % => wrong-derivative
# cumulated
y_i = \sum_{j=1}^{i} x_j
\frac{\partial y_i}{\partial x_j} = \mathbb{1}[j \le i] % => agree
\frac{\partial y_i}{\partial x_j} = \mathbb{1}[j \ge i] % => wrong-derivative
# current
P = i^2 R
\frac{dP}{di} = 2 i R % => agree`,
  );
});

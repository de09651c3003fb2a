import { describe } from 'vitest';
import { checkErrors, checkExpressions, checkRefusals } from './check';

describe('sums over an index', () => {
  checkExpressions([
    [String.raw`\frac{dy/dt}{dx/dt}`, '(/ (leibniz y | t) (leibniz x | t))'],
    [String.raw`\operatorname{grad} f`, '(nabla f)'],
    [String.raw`\operatorname{div} \mathbf{F} + 1`, '(+ (divergence F) 1)'],
    [String.raw`\sum_{i=1}^n x_i`, '(sum [i 1..n] x_i)'],
    [String.raw`\sum_{i=1}^{n} x_i^2`, '(sum [i 1..n] (^ x_i 2))'],
    [String.raw`\sum_i x_i y_i`, '(sum [i] (_ x_i y_i))'],
    [String.raw`\sum_{i} x_i`, '(sum [i] x_i)'],
    [String.raw`\sum_i^n x_i`, '(sum [i ..n] x_i)'],
    [String.raw`\sum\limits_{i=1}^n x_i`, '(sum [i 1..n] x_i)'],
    [String.raw`\displaystyle\sum_{k=0}^{\infty} \frac{x^k}{2^k}`, '(sum [k 0..inf] (/ (^ x k) (^ 2 k)))'],
    [String.raw`\sum_{i=1}^n x_i + c`, '(+ (sum [i 1..n] x_i) c)'],
    [String.raw`\sum_{i=1}^n (x_i - \mu)^2`, '(sum [i 1..n] (^ (- x_i mu) 2))'],
    [String.raw`\frac{1}{n}\sum_{i=1}^n x_i`, '(_ (/ 1 n) (sum [i 1..n] x_i))'],
    [String.raw`\frac{1}{2}\sum_{k=1}^{4}(y_k - t_k)^2`, '(_ (/ 1 2) (sum [k 1..4] (^ (- y_k t_k) 2)))'],
    [String.raw`-\sum_k t_k \log y_k`, '(- (sum [k] (_ t_k log(y_k))))'],
    [String.raw`\sum_{i,j} A_{ij} x_i x_j`, '(sum [i j] (_ (_ A_ij x_i) x_j))'],
    [String.raw`\sum_i \sum_j A_{ij}`, '(sum [i] (sum [j] A_ij))'],
    [String.raw`\sum_{i=1}^n\sum_{j=1}^m a_{ij} b_j`, '(sum [i 1..n] (sum [j 1..m] (_ a_ij b_j)))'],
    [String.raw`\sum_{j \ne i} x_j`, '(sum [j if (compare j != i)] x_j)'],
    [String.raw`\sum_{j\neq i}^n x_j`, '(sum [j ..n if (compare j != i)] x_j)'],
    [String.raw`\sum_{i<j} a_{ij}`, '(sum [i j if (compare i < j)] a_ij)'],
    [String.raw`\sum_{1 \le i < j \le n} x_i x_j`, '(sum [i j if (compare 1 <= i < j <= n)] (_ x_i x_j))'],
    [String.raw`\sum_{i=1, i \ne k}^n x_i`, '(sum [i 1..n if (compare i != k)] x_i)'],
    [String.raw`\sum_{\substack{i=1 \\ i \ne k}}^n x_i`, '(sum [i 1..n if (compare i != k)] x_i)'],
    [String.raw`\sum_{i \in S} x_i`, '(sum [i in S] x_i)'],
    [String.raw`\sum_{i \in \{1,\dots,n\}} x_i`, '(sum [i in 1..n] x_i)'],
    [String.raw`\sum_{x \in \mathcal{X}} p(x)`, '(sum [x in X] p(x))'],
    [String.raw`\sum_{(x, y) \in D} (f(x) - y)^2`, '(sum [x y in D] (^ (- f(x) y) 2))'],
    [String.raw`\sum_{i : y_i > 0} x_i`, '(sum [i if (compare y_i > 0)] x_i)'],
    [
      String.raw`\sum_{k=1}^{K} \sum_{n \in C_k} \|x_n - \mu_k\|^2`,
      '(sum [k 1..K] (sum [n in C_k] (^ norm((- x_n mu_k)) 2)))',
    ],
    [String.raw`\sum_{n=1:N} x_n`, '(sum [n 1..N] x_n)'],
    [String.raw`\sum_{i=1 : y_i > 0} x_i`, '(sum [i 1.. if (compare y_i > 0)] x_i)'],
    [String.raw`\sum x_i`, '(sum [] x_i)'],
    [String.raw`\sum_{n}^{N} x_n`, '(sum [n ..N] x_n)'],
    [String.raw`\sum_{i=j+1}^{n} x_i`, '(sum [i (+ j 1)..n] x_i)'],
    [String.raw`\sum_{i=0}^{n-1} a_i x^i`, '(sum [i 0..(- n 1)] (_ a_i (^ x i)))'],
    [String.raw`\sum_j w_{ij} x_j + b_i`, '(+ (sum [j] (_ w_ij x_j)) b_i)'],
    [String.raw`\sum_j e^{a_j}`, '(sum [j] (^ e a_j))'],
    [String.raw`\sum_i a_i \cdot b_i`, '(sum [i] (* a_i b_i))'],
    [String.raw`\sum_i -x_i`, '(sum [i] (- x_i))'],
    [String.raw`\sum_i x_i / n`, '(sum [i] (/ x_i n))'],
    [String.raw`\left(\sum_i x_i\right)^2`, '(^ (sum [i] x_i) 2)'],
    [String.raw`\left[ \sum_i x_i \right] y`, '(_ (sum [i] x_i) y)'],
    [String.raw`\sum_i \left[ x_i - y_i \right]`, '(sum [i] (- x_i y_i))'],
    [String.raw`\frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}}`, '(/ (^ e z_i) (sum [j 1..K] (^ e z_j)))'],
    [String.raw`x / \sum_j y_j`, '(/ x (sum [j] y_j))'],
    [String.raw`\prod_{i=1}^n x_i`, '(product [i 1..n] x_i)'],
    [
      String.raw`\prod_i p_i^{y_i} (1 - p_i)^{1 - y_i}`,
      '(product [i] (_ (^ p_i y_i) (^ (- 1 p_i) (- 1 y_i))))',
    ],
    [
      String.raw`\prod_{k \ne j} \frac{x - x_k}{x_j - x_k}`,
      '(product [k if (compare k != j)] (/ (- x x_k) (- x_j x_k)))',
    ],
    [String.raw`\sum_{t=1}^{T} \gamma^t r_t`, '(sum [t 1..T] (_ (^ gamma t) r_t))'],
    [String.raw`\sum_{i=1}^{n} i^2`, '(sum [i 1..n] (^ i 2))'],
    [String.raw`\sum_{i = 1, \dots, n} x_i`, '(sum [i 1..n] x_i)'],
    [String.raw`\sum_{n=1}^N \mathbb{1}[y_n = k]`, '(sum [n 1..N] indicator((compare y_n == k)))'],
    [String.raw`\sum_i \delta_{ij} x_i`, '(sum [i] (_ kronecker(i, j) x_i))'],
    [String.raw`\max_k \sum_j a_{kj}`, '(max [k] (sum [j] a_kj))'],
  ]);
});

describe('sums over an index: left alone', () => {
  checkRefusals([
    [String.raw`\sum_{i=1}^n`, 'unsupported: What stands behind this sum is missing. Write it.'],
    [String.raw`\sum_{i=1}^n = 3`, 'unsupported: What stands behind this sum is missing. Write it.'],
    [String.raw`\sum_{x \sim p} f(x)`, 'unsupported: Random variables (~) are not checked yet.'],
  ]);
});

describe('sums over an index: with a mistake', () => {
  checkErrors([
    [String.raw`\sum_{x+y} z`, 'x+y', String.raw`An index is a name: \sum_{i=1}^{n}. Write it so.`],
  ]);
});

import { describe } from 'vitest';
import { checkExpressions } from './check';

describe('numbers and names', () => {
  checkExpressions([
    ['1', '1'],
    ['1.50', '1.50'],
    ['.5', '.5'],
    ['2.', '2.'],
    ['1e-3', '1e-3'],
    ['1E+5', '1E+5'],
    ['x_1', 'x_1'],
    ['x₁₂', 'x_12'],
    ['x_{1}', 'x_1'],
    ['W_{ij}', 'W_ij'],
    ['W^{(1)}', 'W^(1)'],
    ['W^{(l-1)}_{ij}', 'W_ij^(l-1)'],
    ['W^{[2]}', 'W^[2]'],
    ['h_{t-1}', 'h_{t-1}'],
    ['η', 'eta'],
    ['θ_1', 'theta_1'],
    ['Δx', 'Deltax'],
    ['ŷ_1', 'y_hat_1'],
    ['x\u0304', 'x_bar'],
    ['größe', 'größe'],
    ['𝑥', 'x'],
    ['ℓ', 'ell'],
    ['µ', 'mu'],
    ['∞', 'inf'],
    ['½', '(/ 1 2)'],
    ['(x)', 'x'],
  ]);
});

describe('precedence', () => {
  checkExpressions([
    ['a + b*c', '(+ a (* b c))'],
    ['a - b - c', '(- (- a b) c)'],
    ['a/b*c', '(* (/ a b) c)'],
    ['a*b/c', '(/ (* a b) c)'],
    ['a .* b ./ c @ d', '(@ (./ (.* a b) c) d)'],
    ['-x^2', '(- (^ x 2))'],
    ['2^-x', '(^ 2 (- x))'],
    ['2^-x^2', '(^ 2 (- (^ x 2)))'],
    ['2^3^2', '(^ 2 (^ 3 2))'],
    ['x**2', '(^ x 2)'],
    ['x.^2 .* y', '(.* (.^ x 2) y)'],
    ['-a*b', '(* (- a) b)'],
    ['a*-b', '(* a (- b))'],
    ['a - -b', '(- a (- b))'],
    ['+x', '(+ x)'],
    ['a < b + 1', '(compare a < (+ b 1))'],
    ['0 < x <= 1', '(compare 0 < x <= 1)'],
    ['a == b and not c > d or e', '(or (and (compare a == b) (not (compare c > d))) e)'],
    ['a && b || !c', '(or (and a b) (not c))'],
    ['1..n-1', '(.. 1 (- n 1))'],
    ['a × b ÷ c · d ⋅ e', '(* (* (/ (* a b) c) d) e)'],
    ['a ⊙ b ∘ c', '(.* (.* a b) c)'],
    ['a − b ≤ c', '(compare (- a b) <= c)'],
    ['a ≠ b ∧ ¬c', '(and (compare a != b) (not c))'],
  ]);
});

describe('juxtaposition', () => {
  checkExpressions([
    ['2x', '(_ 2 x)'],
    ['2x_1', '(_ 2 x_1)'],
    ['W x', '(_ W x)'],
    ['2x^2 y', '(_ (_ 2 (^ x 2)) y)'],
    ['2(x + 1)', '(_ 2 (+ x 1))'],
    ['(a + b)(c + d)', '(_ (+ a b) (+ c d))'],
    ['-2x', '(_ (- 2) x)'],
    ['2π r', '(_ (_ 2 pi) r)'],
    ['2e', '(_ 2 e)'],
    ['2e3', '2e3'],
    ['2e-x', '(- (_ 2 e) x)'],
    ['x [1, 2]', '(_ x [1, 2])'],
    ['2√x', '(_ 2 sqrt(x))'],
    ['a dL/dh', '(_ a (leibniz L | h))'],
    ['1/2x', '(_ (/ 1 2) x)'],
  ]);
});

describe('transposes, primes and raised signs', () => {
  checkExpressions([
    ["x'", '(T x)'],
    ["A'*b", '(* (T A) b)'],
    ["x'y", '(_ (T x) y)'],
    ['W^T x', '(_ (T W) x)'],
    ['W^T(h - t)', '(_ (T W) (- h t))'],
    ['W^{T}', '(T W)'],
    ['x^⊤', '(T x)'],
    ['xᵀ y', '(_ (T x) y)'],
    ["(A*B)'", '(T (* A B))'],
    ["A^2'", '(T (^ A 2))'],
    ["x'^2", '(^ (T x) 2)'],
    ["x.'", '(T x)'],
    ["f'(x)", "f'(x)"],
    ["f''(x)", "f''(x)"],
    ["f'(x)*g(x) + f(x)*g'(x)", "(+ (* f'(x) g(x)) (* f(x) g'(x)))"],
    ['x′', '(T x)'],
    ['x²', '(^ x 2)'],
    ['x³y', '(_ (^ x 3) y)'],
    ['x⁻¹', '(^ x (- 1))'],
    ['xⁿ', '(^ x n)'],
    ['σ(x)²', '(^ sigma(x) 2)'],
    ['x^{n+1}', '(^ x (+ n 1))'],
    ['e^{-x}', '(^ e (- x))'],
    ['e^{(x)}', '(^ e x)'],
  ]);
});

describe('bars and roots', () => {
  checkExpressions([
    ['|x|', '(abs x)'],
    ['|a|*|b|', '(* (abs a) (abs b))'],
    ['|a| |b|', '(_ (abs a) (abs b))'],
    ['2|x|', '(_ 2 (abs x))'],
    ['|x - |y||', '(abs (- x (abs y)))'],
    ['||x|-|y||', '(abs (- (abs x) (abs y)))'],
    ['||x - y||', 'norm((- x y))'],
    ['2||x||', '(_ 2 norm(x))'],
    ['‖x‖²', '(^ norm(x) 2)'],
    ['‖x‖_1', 'norm(x, 1)'],
    ['‖x‖_2', 'norm(x)'],
    ['‖W‖_F^2', '(^ norm(W) 2)'],
    ['‖x‖_∞', 'norm(x, inf)'],
    ['|f(|x|)|', '(abs f((abs x)))'],
    ['a || b', '(or a b)'],
    ['√x', 'sqrt(x)'],
    ['√(x + 1)', 'sqrt((+ x 1))'],
    ['√f(x)', 'sqrt(f(x))'],
  ]);
});

describe('calls, conditionals and functions without brackets', () => {
  checkExpressions([
    ['f(x, y)', 'f(x, y)'],
    ['f (x)', 'f(x)'],
    ['f()', 'f()'],
    ['f(x; w)', 'f(x, w)'],
    ['sum(A, axis=0)', 'sum(A, axis=0)'],
    ['if x > 0 then x else 0', '(if (compare x > 0) x 0)'],
    ['x if x > 0 else -x', '(if (compare x > 0) x (- x))'],
    ['x > 0 ? x : 0', '(if (compare x > 0) x 0)'],
    ['a ? b : c ? d : e', '(if a b (if c d e))'],
    ['1 + (if c then a else b)', '(+ 1 (if c a b))'],
    ['sin x', 'sin(x)'],
    ['sin 2x + 1', '(+ sin((_ 2 x)) 1)'],
    ['sin x cos y', '(_ sin(x) cos(y))'],
    ['sin^2(x) + cos^2(x)', '(+ (^ sin(x) 2) (^ cos(x) 2))'],
    ['sin² x', '(^ sin(x) 2)'],
    ['exp(-x)', 'exp((- x))'],
    ['log', 'log'],
  ]);
});

describe('arrays and indices', () => {
  checkExpressions([
    ['[a, b]', '[a, b]'],
    ['[a, b; c, d]', '[a, b; c, d]'],
    ['[[a,b],[c,d]]', '[[a, b], [c, d]]'],
    ['[1 2; 3 -4]', '[1, 2; 3, (- 4)]'],
    ['[a - b]', '[(- a b)]'],
    ['[a -b]', '[a, (- b)]'],
    ['[a - b c]', '[(- a b), c]'],
    ['[f(x) (y)]', '[f(x), y]'],
    ["[x' y']", '[(T x), (T y)]'],
    ['[2x, 3 y]', '[(_ 2 x), (_ 3 y)]'],
    ['[1, 2\n 3, 4]', '[1, 2; 3, 4]'],
    ['[1, 2,\n 3, 4]', '[1, 2, 3, 4]'],
    ['[\n 1, 2;\n 3, 4;\n]', '[1, 2; 3, 4]'],
    ['[1, 2; # first row\n 3, 4]', '[1, 2; 3, 4]'],
    ['(1, 2, 3)', '[1, 2, 3]'],
    ["[1 2]'", '(T [1, 2])'],
    ['x[1]', '(at x 1)'],
    ['A[1,:]', '(at A 1 :)'],
    ['A[1:2, 3]', '(at A 1:2 3)'],
    ['A[:n, i+1:]', '(at A :n (+ i 1):)'],
    ['A[1][2]', '(at (at A 1) 2)'],
    ['f(x)[2]', '(at f(x) 2)'],
  ]);
});

describe('spellings of NumPy and its kin', () => {
  checkExpressions([
    ['W.T @ g', '(@ (T W) g)'],
    ['x.T.dot(y)', 'dot((T x), y)'],
    ['(x - y).T', '(T (- x y))'],
    ['np.outer(a, b)', 'outer(a, b)'],
    ['np.sum(x, axis=0)', 'sum(x, axis=0)'],
    ['x.mean(axis=0)', 'mean(x, axis=0)'],
    ['np.linalg.norm(x)', 'norm(x)'],
    ['torch.sigmoid(z)', 'sigmoid(z)'],
    ['torch.nn.functional.softmax(z)', 'softmax(z)'],
    ['tf.reduce_sum(x)', 'sum(x)'],
    ['Math.exp(x)', 'exp(x)'],
    ['std::exp(x)', 'exp(x)'],
    ['np.pi*x', '(* pi x)'],
    ['np.exp(x)**2', '(^ exp(x) 2)'],
    ['np.array([1, 2])', '[1, 2]'],
    ['2*np.exp(-x)*x', '(* (* 2 exp((- x))) x)'],
  ]);
});

describe('signs inside and around calls', () => {
  checkExpressions([
    ['3*not(x) + 1', '(+ (* 3 (not x)) 1)'],
    ['not(x) + 1', '(+ (not x) 1)'],
    ['not x > 3', '(not (compare x > 3))'],
    ['not(x) > 3', '(not (compare x > 3))'],
    ['not (x > 3) and y', '(and (not (compare x > 3)) y)'],
    ["x.^|x'|", '(.^ x (abs (T x)))'],
    ['x.^|y|', '(.^ x (abs y))'],
    ["x^|A'|'", '(T (^ x (abs (T A))))'],
    ['(1 + x)^(-1/2) 2x', '(_ (_ (^ (+ 1 x) (/ (- 1) 2)) 2) x)'],
  ]);
});

describe('texts, quotients from the left, and the rest of an index', () => {
  checkExpressions([
    ['einsum("ij,jk->ik", A, B)', 'einsum("ij,jk->ik", A, B)'],
    ["einsum('ij,jk->ik', A', B')", 'einsum("ij,jk->ik", (T A), (T B))'],
    ["norm(A, 'fro')", 'norm(A, "fro")'],
    ["norm(A, ord='fro')", 'norm(A, ord="fro")'],
    ["f(a', b')", 'f((T a), (T b))'],
    ["[a', b']", '[(T a), (T b)]'],
    ['einsum("ij -> ji # no comment", A)', 'einsum("ij -> ji # no comment", A)'],
    ['A\\b', 'solve(A, b)'],
    ["A'\\(2*x)", 'solve((T A), (* 2 x))'],
    ['-A\\b*c', '(* solve((- A), b) c)'],
    ['(A*B)\\b + c', '(+ solve((* A B), b) c)'],
    ['T[..., 1]', '(at T ... 1)'],
    ['T[1, ..., :, 2:3]', '(at T 1 ... : 2:3)'],
  ]);
});

import { describe } from 'vitest';
import { checkErrors, checkExpressions, checkNotes, checkRefusals, checkStatements } from './check';

describe('functions', () => {
  checkExpressions([
    ['|x||y|', '(_ (abs x) (abs y))'],
    ['||x|| ||y||', '(_ norm(x) norm(y))'],
    ['f(|x|, |y|)', 'f((abs x), (abs y))'],
    ['D(p || q)', 'D(p, q)'],
    [String.raw`\text{loss}`, 'loss'],
    [String.raw`\Delta\theta_1`, 'Deltatheta_1'],
    [String.raw`x \land y`, '(and x y)'],
    [String.raw`\sin x`, 'sin(x)'],
    [String.raw`\sin(x)`, 'sin(x)'],
    [String.raw`\sin\left(x\right)`, 'sin(x)'],
    [String.raw`\sin{x}`, 'sin(x)'],
    [String.raw`\sin x \cos x`, '(_ sin(x) cos(x))'],
    [String.raw`\sin x + \cos y`, '(+ sin(x) cos(y))'],
    [String.raw`\sin 2x`, 'sin((_ 2 x))'],
    [String.raw`\sin(2x)`, 'sin((_ 2 x))'],
    [String.raw`\sin kx`, 'sin((_ k x))'],
    [String.raw`\sin \omega t`, 'sin((_ omega t))'],
    [String.raw`\cos(\omega t + \phi)`, 'cos((+ (_ omega t) phi))'],
    [String.raw`\sin^2 x`, '(^ sin(x) 2)'],
    [String.raw`\sin^2(x)`, '(^ sin(x) 2)'],
    [String.raw`\sin^{2}\theta`, '(^ sin(theta) 2)'],
    [String.raw`\cos^2 x + \sin^2 x`, '(+ (^ cos(x) 2) (^ sin(x) 2))'],
    [String.raw`\sin x^2`, 'sin((^ x 2))'],
    [String.raw`\sin(x)^2`, '(^ sin(x) 2)'],
    [String.raw`\sin^{-1} x`, 'asin(x)'],
    [String.raw`\tan^{-1}(y/x)`, 'atan((/ y x))'],
    [String.raw`\arctan x`, 'arctan(x)'],
    [String.raw`\arcsin(x)`, 'arcsin(x)'],
    [String.raw`\exp(-x)`, 'exp((- x))'],
    [String.raw`\exp\{-x\}`, 'exp((- x))'],
    [String.raw`\exp\left\{-\frac{x^2}{2}\right\}`, 'exp((- (/ (^ x 2) 2)))'],
    [String.raw`\exp[-x]`, 'exp((- x))'],
    [String.raw`\exp x`, 'exp(x)'],
    [String.raw`\log x`, 'log(x)'],
    [String.raw`\log(x)`, 'log(x)'],
    [String.raw`\log x y`, 'log((_ x y))'],
    [String.raw`\ln x`, 'ln(x)'],
    [String.raw`\ln|x|`, 'ln((abs x))'],
    [String.raw`\ln(1 + x^2)`, 'ln((+ 1 (^ x 2)))'],
    [String.raw`\log_2 x`, 'log2(x)'],
    [String.raw`\log_{10}(x)`, 'log10(x)'],
    [String.raw`\log_b x`, '(/ log(x) log(b))'],
    [String.raw`\log^2 x`, '(^ log(x) 2)'],
    [String.raw`\log\frac{a}{b}`, 'log((/ a b))'],
    [String.raw`\log \sigma(z)`, 'log(sigma(z))'],
    [String.raw`\log p(x)`, 'log(p(x))'],
    [String.raw`\log \det A`, 'log(det(A))'],
    [String.raw`\log(1 - \hat{y})`, 'log((- 1 y_hat))'],
    [String.raw`y \log \hat{y} + (1-y) \log(1-\hat{y})`, '(+ (_ y log(y_hat)) (_ (- 1 y) log((- 1 y_hat))))'],
    [String.raw`-t_k \log y_k`, '(_ (- t_k) log(y_k))'],
    [String.raw`\ln x^2`, 'ln((^ x 2))'],
    [String.raw`x \ln x - x`, '(- (_ x ln(x)) x)'],
    [String.raw`\det A`, 'det(A)'],
    [String.raw`\det(A)`, 'det(A)'],
    [String.raw`\operatorname{tr}(AB)`, 'tr((_ A B))'],
    [String.raw`\operatorname{tr} A B`, 'tr((_ A B))'],
    [String.raw`\mathrm{tr}(A)`, 'tr(A)'],
    [String.raw`\text{tr}(A)`, 'tr(A)'],
    ['Tr(A)', 'Tr(A)'],
    [String.raw`\tanh x`, 'tanh(x)'],
    ['tanh(x)', 'tanh(x)'],
    [String.raw`\operatorname{sign}(x)`, 'sign(x)'],
    [String.raw`\operatorname{sgn} x`, 'sgn(x)'],
    [String.raw`\frac{\sin x}{x}`, '(/ sin(x) x)'],
    [String.raw`\sin x / x`, '(/ sin(x) x)'],
    [String.raw`\sin\frac{\pi x}{2}`, 'sin((/ (_ pi x) 2))'],
    [String.raw`\sinh^2 x`, '(^ sinh(x) 2)'],
    [String.raw`e^{x}\sin x`, '(_ (^ e x) sin(x))'],
    [String.raw`e^{-x} \cos 2x`, '(_ (^ e (- x)) cos((_ 2 x)))'],
    [String.raw`\sin' x`, "sin'(x)"],
    [String.raw`\sin'(x)`, "sin'(x)"],
    [String.raw`\operatorname{log-sum-exp}(x)`, 'log_sum_exp(x)'],
    [String.raw`\mathrm{sigmoid}(x)`, 'sigmoid(x)'],
    [String.raw`\max_{j} a_j`, '(max [j] a_j)'],
    [String.raw`\max_j(a_j)`, '(max [j] a_j)'],
    [String.raw`\min_{i} |x_i|`, '(min [i] (abs x_i))'],
    [String.raw`\max_{i,j} A_{ij}`, '(max [i j] A_ij)'],
    [String.raw`\max(x)`, 'max(x)'],
    [String.raw`\log\sum_j e^{a_j}`, 'log((sum [j] (^ e a_j)))'],
    [String.raw`\log \sum_j \exp(a_j) - a_k`, '(- log((sum [j] exp(a_j))) a_k)'],
    [String.raw`\Gamma(x)`, 'Gamma(x)'],
    [String.raw`\Phi(x)`, 'Phi(x)'],
    [String.raw`\operatorname{erf}(x)`, 'erf(x)'],
    [String.raw`\exp(\exp(x))`, 'exp(exp(x))'],
    [String.raw`\exp`, 'exp'],
    [String.raw`\sqrt{1 - x^2} \arcsin x`, '(_ sqrt((- 1 (^ x 2))) arcsin(x))'],
    ['P(A)', 'P(A)'],
    ['A^H', '(^ A H)'],
  ]);
});

describe('functions: formulas', () => {
  checkStatements([
    [String.raw`y = \text{loss}`, 'y = loss'],
    [String.raw`a > 0 \land c < d`, 'a > 0', 'c < d'],
  ]);
});

describe('functions: left alone', () => {
  checkRefusals([
    [String.raw`\operatorname{Var}(X)`, 'unsupported: Expectations and variances are not checked yet.'],
    [String.raw`\mathbb{E}[X]`, 'unsupported: Expectations and variances are not checked yet.'],
    [String.raw`\mathbb{E}_{x \sim p}[f(x)]`, 'unsupported: Expectations and variances are not checked yet.'],
    [String.raw`\lim_{x \to 0} \frac{\sin x}{x}`, 'unsupported: Limits are not read.'],
    [String.raw`\int_0^1 x\,dx`, 'unsupported: Integrals are not read yet.'],
    [String.raw`\argmax_k y_k`, 'unsupported: The argument of an extremum is not read.'],
    [String.raw`\arg\max_k y_k`, 'unsupported: The argument of an extremum is not read.'],
    [String.raw`\operatorname*{arg\,min}_w L(w)`, 'unsupported: The argument of an extremum is not read.'],
    [String.raw`\binom{n}{k}`, 'unsupported: Binomial coefficients are not read yet.'],
    ['f(x + h) = f(x) + h g(x) + O(h^2)', 'unsupported: Expansions with O(…) are not checked yet.'],
    [String.raw`y = 1 - x - \mathcal{O}(x^2)`, 'unsupported: Expansions with O(…) are not checked yet.'],
    [String.raw`x \pm y`, 'unsupported: A sign ± stands for two formulas, and is not read.'],
    [
      String.raw`x \otimes y`,
      "unsupported: '⊗' may be the outer or the Kronecker product, and is not read. Write x y^T for the outer product.",
    ],
    [String.raw`x \bmod 2`, 'unsupported: Remainders are not read.'],
    [String.raw`90^\circ`, 'unsupported: Degrees are not read. Write the angle in radians.'],
    [
      String.raw`A^\dagger`,
      'unsupported: Complex conjugates and pseudo-inverses are not read. Write ^T or ^{-1}.',
    ],
    ['A^+', 'unsupported: A superscript + or - alone is not read.'],
    [
      String.raw`x_1 + \dots + x_n`,
      'unsupported: An ellipsis (…) leaves open what is meant. Write a sum over an index.',
    ],
    [String.raw`50\%`, "unsupported: '%' is not read. Write a percentage as a number: 0.33 for 33%."],
  ]);
});

describe('functions: with a mistake', () => {
  checkErrors([
    [
      String.raw`\erf(x)`,
      String.raw`\erf`,
      String.raw`The command \erf is not known. Define it with \newcommand, or write it out.`,
    ],
  ]);
});

describe('functions: with a remark', () => {
  checkNotes([
    [
      String.raw`\sin 2x`,
      "The argument of 'sin' was taken to be the next 2 factors. Brackets leave no doubt.",
    ],
    [
      String.raw`\sin kx`,
      "The argument of 'sin' was taken to be the next 2 factors. Brackets leave no doubt.",
    ],
    [
      String.raw`\sin \omega t`,
      "The argument of 'sin' was taken to be the next 2 factors. Brackets leave no doubt.",
    ],
    [String.raw`\sin^{-1} x`, 'Read as asin, the inverse function. Write (…)^{-1} for the reciprocal.'],
    [String.raw`\tan^{-1}(y/x)`, 'Read as atan, the inverse function. Write (…)^{-1} for the reciprocal.'],
    [
      String.raw`\log x y`,
      "The argument of 'log' was taken to be the next 2 factors. Brackets leave no doubt.",
    ],
    [
      String.raw`\operatorname{tr} A B`,
      "The argument of 'tr' was taken to be the next 2 factors. Brackets leave no doubt.",
    ],
    [
      String.raw`\sin x / x`,
      "The argument of 'sin' was taken to be the next factor alone. Brackets leave no doubt.",
    ],
    [
      String.raw`e^{-x} \cos 2x`,
      "The argument of 'cos' was taken to be the next 2 factors. Brackets leave no doubt.",
    ],
  ]);
});

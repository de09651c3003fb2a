import { describe } from 'vitest';
import { checkErrors, checkExpressions, checkRefusals, checkStatements } from './check';

describe('mistakes', () => {
  checkExpressions([
    ['(a + b)3', '(_ (+ a b) 3)'],
    [String.raw`\begin{pmatrix} a, \\ b \end{pmatrix}`, '[a, b]'],
    [String.raw`\frac{\partial L}{\partial y}(1 - y)^2`, '(_ (leibniz L | y) (^ (- 1 y) 2))'],
    [String.raw`\nabla a \left(b + c\right)`, '(nabla a((+ b c)))'],
  ]);
});

describe('mistakes: formulas', () => {
  checkStatements([
    [String.raw`\begin{aligned} a &= b`, 'a = b'],
    [String.raw`\rightarrow f(x) = x^2`, 'implies function f(x) = (^ x 2)'],
    [
      String.raw`\rightarrow w_{n+1} = w_n - \alpha \frac{\partial E}{\partial w_n}`,
      'implies w_{n+1} = (- w_n (_ alpha (leibniz E | w_n)))',
    ],
    [String.raw`(1 - a)^{2(n-1)}100\eta < 0`, '(_ (_ (^ (- 1 a) (_ 2 (- n 1))) 100) eta) < 0'],
    ['(1)(2) = 2', '(_ 1 2) = 2'],
    [String.raw`H = \begin{pmatrix} a, b \\ c, d \end{pmatrix}`, 'H = [a, b; c, d]'],
  ]);
});

describe('mistakes: left alone', () => {
  checkRefusals([
    [
      String.raw`\hat{xy}`,
      'unsupported: A sign above more than one letter is not read. Give the whole a name.',
    ],
    [String.raw`\mathbb{R}^n \ni x`, 'unsupported: Sets are not read here.'],
    [String.raw`\nabla`, 'unsupported: What ∇ is applied to is missing behind it. Write it.'],
    [
      String.raw`H: \mathbb{R}^n \Longrightarrow \mathbb{R}^m`,
      'unsupported: The domain and range of a function are not used yet.',
    ],
    ['(1) = a + b', 'unsupported: The number of a formula stands for one of its sides here. Write the side.'],
    [String.raw`\odot`, 'unsupported: A sign alone states nothing.'],
    [String.raw`\times`, 'unsupported: A sign alone states nothing.'],
    ['=', 'unsupported: A sign alone states nothing.'],
  ]);
});

describe('mistakes: with a mistake', () => {
  checkErrors([
    [String.raw`\frac{a}{b = 2`, '{', "'}' is missing: this '{' is never closed. Add '}'."],
    [String.raw`\frac{a}`, String.raw`\frac`, String.raw`A fraction has two parts: \frac{a}{b}. Write both.`],
    [String.raw`\frac`, String.raw`\frac`, String.raw`A fraction has two parts: \frac{a}{b}. Write both.`],
    ['(a + b', '(', "')' is missing: this '(' is never closed. Add ')'."],
    ['a + b)', ')', "')' closes nothing: no bracket is open here. Remove it."],
    [String.raw`\left( a + b`, String.raw`\left(`, "')' is missing: this '(' is never closed. Add ')'."],
    ['a +', '+', "Something is missing after '+'. Write it, or remove the sign."],
    ['* b', '*', "Something is missing before '*'. Write it, or remove the sign."],
    ['a + = 2', '=', "Something is missing before '='. Write it, or remove the sign."],
    ['x^', '^', "Something is missing after '^'. Write it, or remove the sign."],
    ['x_', '_', "Something is missing after '_'. Write it, or remove the sign."],
    ['x^{}', '{', 'This superscript is empty. Write it, or remove the sign.'],
    ['x^10', '1', "Only '1' is raised here. Put the whole number in braces."],
    ['x^2^3', '^', "Two scripts '^' follow each other. Put braces around the first."],
    ['x_1_2', '_', "Two scripts '_' follow each other. Put braces around the first."],
    ['f(x = 2, y = 3', '(', "')' is missing: this '(' is never closed. Add ')'."],
    [
      String.raw`\begin{pmatrix} 1 & 2`,
      String.raw`\begin{pmatrix}`,
      String.raw`\begin{pmatrix} is never closed. Add \end{pmatrix}.`,
    ],
    [
      String.raw`1 & 2 \end{pmatrix}`,
      String.raw`\end{pmatrix}`,
      String.raw`\end{pmatrix} closes nothing. Add \begin{pmatrix}.`,
    ],
    [
      '2 3',
      '3',
      String.raw`An operator is missing before '3'. Write \cdot for a product, braces for a longer script.`,
    ],
    [
      'a 2',
      '2',
      String.raw`An operator is missing before '2'. Write \cdot for a product, braces for a longer script.`,
    ],
    [
      String.raw`\frac{12}{7}3`,
      '3',
      String.raw`An operator is missing before '3'. Write \cdot for a product, braces for a longer script.`,
    ],
    ['(a, )', ',', "Something is missing after ','. Write it, or remove the sign."],
    ['()', '()', 'These brackets are empty. Write what stands in them.'],
    [
      String.raw`\sqrt`,
      String.raw`\sqrt`,
      String.raw`Something is missing after '\sqrt'. Write it, or remove the sign.`,
    ],
    [String.raw`\sqrt{x`, '{', "'}' is missing: this '{' is never closed. Add '}'."],
    ['|x', '|', "'|' is missing: this '|' is never closed. Add '|'."],
    [String.raw`\|x`, String.raw`\|`, "'‖' is missing: this '‖' is never closed. Add '‖'."],
    [
      String.raw`\hat`,
      String.raw`\hat`,
      String.raw`Something is missing after '\hat'. Write it, or remove the sign.`,
    ],
    [String.raw`\left( a \right]`, String.raw`\left( a \right]`, "This '(' is closed by ']'. Write ')'."],
    ['[a)', '[a)', "This '[' is closed by ')'. Write ']'."],
    ['(a]', '(a]', "This '(' is closed by ']'. Write ')'."],
    ['x $ y', '$', "'$' is not part of the notation. Remove it."],
    ['#1', '#1', '#1 stands outside of a macro. Remove it.'],
    [String.raw`a \\ b +`, '+', "Something is missing after '+'. Write it, or remove the sign."],
    ['y = = x', '=', "Something is missing before '='. Write it, or remove the sign."],
    ['= =', '=', "Something is missing before '='. Write it, or remove the sign."],
    [
      String.raw`x \in`,
      String.raw`\in`,
      String.raw`Something is missing after '\in'. Write it, or remove the sign.`,
    ],
    ['1.2.3', '.', "'.' is not expected here. Check what stands before it."],
    [String.raw`\sum_{} x`, '{', "Something is missing after '{'. Write it, or remove the sign."],
    ['a } b = c', '}', "'}' closes nothing: no bracket is open here. Remove it."],
    ['_i x', '_', "Something is missing before '_'. Write it, or remove the sign."],
    ['^2', '^', "Something is missing before '^'. Write it, or remove the sign."],
    [String.raw`\left`, String.raw`\left`, String.raw`\left stands without a bracket. Write one behind it.`],
    [String.raw`\right)`, String.raw`\right)`, "')' closes nothing: no bracket is open here. Remove it."],
    [
      String.raw`\partial x`,
      String.raw`\partial`,
      String.raw`'∂' is read only in a derivative such as \frac{\partial L}{\partial w}. Write it whole.`,
    ],
    [
      String.raw`\log^{-1} x`,
      String.raw`\log^{-1}`,
      "'log^{-1}' may be the inverse function or the reciprocal. Write one of them.",
    ],
    [String.raw`\sin^2`, '2', "The argument of 'sin' is missing here. Write it."],
    [
      String.raw`\log \sigma(z) (1 - y)`,
      String.raw`\log`,
      "It is not clear where the argument of 'log' ends. Put it in brackets: log(…).",
    ],
    [String.raw`\frac{1}{2} \frac{`, '{', "'}' is missing: this '{' is never closed. Add '}'."],
    [
      String.raw`\frac{\partial y(j)}{\partial y(i)}`,
      'y',
      'A derivative is taken with respect to a name or an entry of one. Give this expression a name first.',
    ],
  ]);
});

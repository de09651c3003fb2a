import { describe } from 'vitest';
import { checkErrors, checkExpressions, checkRefusals } from './check';

describe('matrices and cases', () => {
  checkExpressions([
    [String.raw`\begin{pmatrix} a & b \\ c & d \end{pmatrix}`, '[a, b; c, d]'],
    [String.raw`\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`, '[1, 2; 3, 4]'],
    [String.raw`\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}`, '[1, 2; 3, 4]'],
    [String.raw`\begin{bmatrix} x \\ y \end{bmatrix}`, '[x, y]'],
    [String.raw`\begin{pmatrix} x & y \end{pmatrix}`, '[[x, y]]'],
    [String.raw`\begin{pmatrix} x & y \end{pmatrix}^T`, '[x, y]'],
    [String.raw`\begin{pmatrix} x \\ y \end{pmatrix}^\top`, '(T [x, y])'],
    [String.raw`\begin{bmatrix} x \end{bmatrix}`, 'x'],
    [String.raw`\begin{bmatrix} 1 & 2 \\ 3 & 4 \\ \end{bmatrix}`, '[1, 2; 3, 4]'],
    [String.raw`\left[\begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}\right]`, '[1, 2; 3, 4]'],
    [String.raw`\left(\begin{array}{c} x_1 \\ x_2 \end{array}\right)`, '[x_1, x_2]'],
    [String.raw`\left[\begin{matrix} a \\ b \end{matrix}\right]`, '[a, b]'],
    [String.raw`\begin{vmatrix} a & b \\ c & d \end{vmatrix}`, 'det([a, b; c, d])'],
    [String.raw`\left|\begin{array}{cc} a & b \\ c & d \end{array}\right|`, 'det([a, b; c, d])'],
    [
      String.raw`\begin{bmatrix} 2 & 1 \\ 1 & 2 \end{bmatrix}^{-1} \begin{bmatrix} x \\ y \end{bmatrix}`,
      '(_ (^ [2, 1; 1, 2] (- 1)) [x, y])',
    ],
    [String.raw`\frac{1}{3}\begin{bmatrix} 2 & 1 \\ 1 & 2 \end{bmatrix}`, '(_ (/ 1 3) [2, 1; 1, 2])'],
    [
      String.raw`\begin{bmatrix} \frac{\partial f}{\partial x} \\ \frac{\partial f}{\partial y} \end{bmatrix}`,
      '[(leibniz f | x), (leibniz f | y)]',
    ],
    [
      String.raw`\begin{bmatrix} \frac{\partial^2 f}{\partial x^2} & \frac{\partial^2 f}{\partial x \partial y} \\ \frac{\partial^2 f}{\partial y \partial x} & \frac{\partial^2 f}{\partial y^2} \end{bmatrix}`,
      '[(leibniz f | x x), (leibniz f | y x); (leibniz f | x y), (leibniz f | y y)]',
    ],
    [String.raw`\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}`, '(if (compare x > 0) x 0)'],
    [
      String.raw`\begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}`,
      '(if (compare x > 0) x 0)',
    ],
    [
      String.raw`\begin{cases} x, & \text{if } x > 0, \\ 0, & \text{otherwise.} \end{cases}`,
      '(if (compare x > 0) x 0)',
    ],
    [
      String.raw`\begin{cases} x & \text{if $x > 0$} \\ 0 & \text{else} \end{cases}`,
      '(if (compare x > 0) x 0)',
    ],
    [
      String.raw`\begin{cases} x & \text{for } x \ge 0 \\ -x & \text{for } x < 0 \end{cases}`,
      '(if (compare x >= 0) x (- x))',
    ],
    [
      String.raw`\begin{cases} x & \mbox{if } x > 0 \\ \alpha x & \mbox{otherwise} \end{cases}`,
      '(if (compare x > 0) x (_ alpha x))',
    ],
    [
      String.raw`\begin{cases} x \quad \text{if } x > 0 \\ 0 \quad \text{otherwise} \end{cases}`,
      '(if (compare x > 0) x 0)',
    ],
    [String.raw`\begin{cases} x, x > 0 \\ 0, x \le 0 \end{cases}`, '(if (compare x > 0) x 0)'],
    [String.raw`\begin{cases} 1 & i = j \\ 0 & i \ne j \end{cases}`, '(if (compare i == j) 1 0)'],
    [String.raw`\begin{cases} 1 & (i = j) \\ 0 & (i \ne j) \end{cases}`, '(if (compare i == j) 1 0)'],
    [
      String.raw`\begin{cases} -1 & x < 0 \\ 0 & x = 0 \\ 1 & x > 0 \end{cases}`,
      '(if (compare x < 0) (- 1) (if (compare x == 0) 0 (if (compare x > 0) 1 <missing>)))',
    ],
    [
      String.raw`\begin{cases} -1 & x < -1 \\ x & -1 \le x \le 1 \\ 1 & \text{otherwise} \end{cases}`,
      '(if (compare x < (- 1)) (- 1) (if (compare (- 1) <= x <= 1) x 1))',
    ],
    [
      String.raw`\begin{cases} 1 & x > 0 \text{ and } y > 0 \\ 0 & \text{otherwise} \end{cases}`,
      '(if (and (compare x > 0) (compare y > 0)) 1 0)',
    ],
    [
      String.raw`\begin{cases} 1 & x > 0, y > 0 \\ 0 & \text{otherwise} \end{cases}`,
      '(if (and (compare x > 0) (compare y > 0)) 1 0)',
    ],
    [String.raw`\begin{dcases} x & x > 0 \\ 0 & \text{otherwise} \end{dcases}`, '(if (compare x > 0) x 0)'],
    [
      String.raw`\left\{\begin{array}{ll} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{array}\right.`,
      '(if (compare x > 0) x 0)',
    ],
    [
      String.raw`\left\{ \begin{matrix} x & x > 0 \\ 0 & x \leq 0 \end{matrix} \right.`,
      '(if (compare x > 0) x 0)',
    ],
    [
      String.raw`2 \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases} + 1`,
      '(+ (_ 2 (if (compare x > 0) x 0)) 1)',
    ],
  ]);
});

describe('matrices and cases: left alone', () => {
  checkRefusals([
    [
      String.raw`y = \begin{cases} 1 - a = 0, & i = j \\ -a, & i \ne j \end{cases}`,
      'unsupported: A case that holds an equation is not read. Write its value alone.',
    ],
    [
      String.raw`\begin{pmatrix} 1 & \cdots & n \end{pmatrix}`,
      'unsupported: An ellipsis (…) leaves open what is meant. Write a sum over an index.',
    ],
    [
      String.raw`\begin{foo} 1 \end{foo} + 2`,
      "unsupported: The environment 'foo' is not read inside an expression.",
    ],
    [
      String.raw`\begin{cases} x & x \text{ is even} \\ 0 & \text{otherwise} \end{cases}`,
      'unsupported: This condition is not read. Write a comparison such as x > 0.',
    ],
    [
      String.raw`\begin{cases} x & x \in S \\ 0 & \text{otherwise} \end{cases}`,
      'unsupported: This condition is not read. Write a comparison such as x > 0.',
    ],
  ]);
});

describe('matrices and cases: with a mistake', () => {
  checkErrors([
    [
      String.raw`\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}`,
      '3',
      'This row has 1 entries, and the first has 2. Make them the same.',
    ],
    [
      String.raw`\begin{pmatrix} \end{pmatrix}`,
      String.raw`\begin{pmatrix}`,
      'This matrix is empty. Write its entries.',
    ],
    [
      String.raw`\begin{pmatrix} 1 & 2`,
      String.raw`\begin{pmatrix}`,
      String.raw`\begin{pmatrix} is never closed. Add \end{pmatrix}.`,
    ],
    [
      String.raw`\begin{cases} x & x > 0 \end{cases}`,
      String.raw`\begin{cases}`,
      'Cases have two lines at least, each with its condition. Write them.',
    ],
  ]);
});

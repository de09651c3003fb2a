import { describe, expect, it } from 'vitest';
import { readInfix } from '../../../src/core/syntax/infix/read';
import { FORMULA_IN_PROSE, PROSE } from '../../../src/core/syntax/infix/statements';
import { checkStatements } from './check';

describe('definitions and claims', () => {
  checkStatements([
    ['x = 3', 'x = 3'],
    ['h = relu(W*x + b)', 'h = relu((+ (* W x) b))'],
    ['h := W x', 'h = (_ W x)'],
    ['f(x, y) = x^2*y', 'function f(x, y) = (* (^ x 2) y)'],
    ['f(x) = x^2 - 1 = (x - 1)(x + 1)', 'function f(x) = (- (^ x 2) 1) = (_ (- x 1) (+ x 1))'],
    ['f(1) = 3', 'f(1) = 3'],
    ['f(x, x) = 3', 'f(x, x) = 3'],
    ['f(2x) = 3', 'f((_ 2 x)) = 3'],
    ["dL/dW = (h - t)*x'", '(leibniz L | W) = (* (- h t) (T x))'],
    ["f'(x) = 2x", "f'(x) = (_ 2 x)"],
    ['a == b', 'a == b'],
    ['a = b = c', 'a = b = c'],
    ['y ≈ 0.34; y ~= 0.34', 'y ≈ 0.34', 'y ≈ 0.34'],
    ['a < b; a ≤ b; a != b; a ≠ b; a ≡ b', 'a < b', 'a <= b', 'a != b', 'a != b', 'a == b'],
    ['0 < eta < 1', '0 < eta < 1'],
    ['A, K, L > 0', 'A, K, L > 0'],
    ['x = 1, y = 2', 'x = 1', 'y = 2'],
    ['A, K > 0, x = 1', 'A, K > 0', 'x = 1'],
    ['m, n = 3', 'm, n = 3'],
    ['-1 < x, y < 1', '(- 1) < x, y < 1'],
    ['0 < x, y, z <= pi/2', '0 < x, y, z <= (/ pi 2)'],
    ['1 > x, y, z > 0, w = 2', '1 > x, y, z > 0', 'w = 2'],
    ['0 < a, b', '0 < a, b'],
    ['0 < a < b, c', '0 < a < b, c'],
    ['a < x, y < b', 'a < x, y < b'],
    ['x, y in [0, 1]', 'member x, y in [0, 1]'],
    ['0 < x, y > 0', '0 < x', 'y > 0'],
    ['0 < x < 1, y < 2', '0 < x < 1', 'y < 2'],
    ['x > 0, y < 1', 'x > 0', 'y < 1'],
    ['0 < x, y < x', '0 < x', 'y < x'],
    ['0 < x, x < 1', '0 < x', 'x < 1'],
    ['0 < x, y in [0, 1]', '0 < x', 'member y in [0, 1]'],
    ['0 < a, b, 1 < c', '0 < a, b', '1 < c'],
    ['0 < x and y < 1', '0 < x', 'y < 1'],
    ['0 < x and x < 1', '0 < x', 'x < 1'],
    ['x = (3, 1, -1)', 'x = [3, 1, (- 1)]'],
    ['y = a > 0 and b > 0', 'y = (and (compare a > 0) (compare b > 0))'],
    ['y = x > 0 ? x : 0', 'y = (if (compare x > 0) x 0)'],
    ['y = x if x > 0 else 0', 'y = (if (compare x > 0) x 0)'],
    ['m = (z > 0)', 'm = (compare z > 0)'],
    ['dL/dW = ?', 'query (leibniz L | W)'],
    ['x = 3.', 'x = 3.'],
    ['h = relu(z).', 'h = relu(z)'],
    ['at = 3; given = 1; assume = 2', 'at = 3', 'given = 1', 'assume = 2'],
    ['at(x) = 3', 'function at(x) = 3'],
  ]);
});

describe('shapes, sets and properties', () => {
  checkStatements([
    ['W : 3x2', 'shape W : 3 x 2'],
    ['W : 3 x 2', 'shape W : 3 x 2'],
    ['W : 3×2', 'shape W : 3 x 2'],
    ['W : mxn', 'shape W : m x n'],
    ['W : m x n_h', 'shape W : m x n_h'],
    ['W : 3xn', 'shape W : 3 x n'],
    ['T : 2x3x4', 'shape T : 2 x 3 x 4'],
    ['W : (3, 2)', 'shape W : 3 x 2'],
    ['b : (3,)', 'shape b : 3'],
    ['x : R^4', 'shape x : 4'],
    ['x : R^n', 'shape x : n'],
    ['x : ℝ³', 'shape x : 3'],
    ['W : ℝ³ˣ²', 'shape W : 3 x 2'],
    ['W : R^{3x2}', 'shape W : 3 x 2'],
    ['W : R^{3, 2}', 'shape W : 3 x 2'],
    ['W : R^(m x n)', 'shape W : m x n'],
    ['W : R^3x2', 'shape W : 3 x 2'],
    ['s : R', 'shape s : scalar'],
    ['x, y : R^4', 'shape x, y : 4'],
    ['W : 3x2, x : R^4', 'shape W : 3 x 2', 'shape x : 4'],
    ['W ∈ R^{3×2}', 'member W in shape 3 x 2'],
    ['x, y in R', 'member x, y in shape scalar'],
    ['y in {0,1}', 'member y in {0, 1}'],
    ['k in {1, …, n}', 'member k in 1..n'],
    ['n in 1..10', 'member n in 1..10'],
    ['x in [0, 1]', 'member x in [0, 1]'],
    ['x in (0, 1]', 'member x in (0, 1]'],
    ['x in [0, ∞)', 'member x in [0, inf)'],
    ['x in (-pi/2, f(1))', 'member x in ((/ (- pi) 2), f(1))'],
    ['x in R+; y in R_+; z in ℝ⁺', 'member x in (0, inf)', 'member y in (0, inf)', 'member z in (0, inf)'],
    ['x in R_{>0}; y in R_{>=0}', 'member x in (0, inf)', 'member y in [0, inf)'],
    ['p in simplex', 'member p in simplex'],
    ['n in ℕ', 'member n in N'],
    ['x in (0, 1]\ny in [0, 1)\nz = [1, 2]', 'member x in (0, 1]', 'member y in [0, 1)', 'z = [1, 2]'],
    ['S symmetric', 'property S symmetric'],
    ['A, B positive definite', 'property A, B positive definite'],
  ]);
});

describe('given, at, assume and directives', () => {
  checkStatements([
    ['given dL/dh', 'given (leibniz L | h)'],
    ['given dL/dh = [1, 2]', 'given (leibniz L | h) = [1, 2]'],
    ['given dL/dh = g, dL/dk = 2', 'given (leibniz L | h) = g', 'given (leibniz L | k) = 2'],
    ['at x = 1, y = 2: dL/dx = 3', 'at x = 1, y = 2 {(leibniz L | x) = 3}'],
    ['at x = 1: a = b; c = d\ne = f', 'at x = 1 {a = b; c = d}', 'e = f'],
    ['at x = 1:\n  a = b\n  c = d\ne = f', 'at x = 1 {a = b; c = d}', 'e = f'],
    ['at x = 1:\n\ta = b\n\n\tc = d', 'at x = 1 {a = b; c = d}'],
    ['at x = 1:\n  at y = 2:\n    a = b\n  c = d', 'at x = 1 {at y = 2 {a = b}; c = d}'],
    ['at x = 1: f(x) = 3', 'at x = 1 {f(x) = 3}'],
    ['at x = [1, 2]: y = x > 0 ? 1 : 0', 'at x = [1, 2] {y = (if (compare x > 0) 1 0)}'],
    ['assume a < b', 'assume a < b'],
    ['assume S symmetric', 'assume property S symmetric'],
    ['assume a < b, c in R', 'assume a < b', 'assume member c in shape scalar'],
    ['@grad ignore\ndL/dW = 3', '@grad ignore', '(leibniz L | W) = 3'],
    ['@grad on', '@grad on'],
    ['@grad W : 3x2; x = 1', 'shape W : 3 x 2', 'x = 1'],
  ]);
});

describe('lines, separators and comments', () => {
  checkStatements([
    ['', ...[]],
    ['\uFEFFx = 1\r\ny = 2\r\n', 'x = 1', 'y = 2'],
    ['x = 1\ry = 2', 'x = 1', 'y = 2'],
    ['\u00a0x\u00a0=\u00a01', 'x = 1'],
    ['x = 1 # the input\n# nothing\n// nothing\ny = 2 // more', 'x = 1', 'y = 2'],
    [';; x = 1 ;; y = 2 ;', 'x = 1', 'y = 2'],
    ['a = b\n  = c\n  = d', 'a = b = c = d'],
    ['a\n# why\n= c', 'a = c'],
    ['a = b +\n  c', 'a = (+ b c)'],
    ['a = b +\nc', 'a = (+ b c)'],
    ['a = b\n  + c', 'a = (+ b c)'],
    ['a = b\n+ c', 'a = (+ b c)'],
    ['a = b \\\nc', 'a = (_ b c)'],
    ['a = b + ...\nc', 'a = (+ b c)'],
    ['a = f(b,\nc)', 'a = f(b, c)'],
    ['a = f(b, # first\n      c) # second', 'a = f(b, c)'],
    ['x = 1,\ny = 2', 'x = 1', 'y = 2'],
    ['y = if x > 0\n  then x\n  else 0', 'y = (if (compare x > 0) x 0)'],
    ['x = 1\n-----\ny = 2\n======', 'x = 1', 'y = 2'],
    ['𝑥 = 1; y = 𝑥', 'x = 1', 'y = x'],
  ]);
});

describe('text that is not read yet, or no statement at all', () => {
  checkStatements([
    ['delta ~ Normal(1, sigma^2)', 'unread unsupported: Random variables (~) are not checked yet.'],
    ['E[x] = 3', 'unread unsupported: Expectations are not checked yet.'],
    ['v = 2*Var[x]', 'unread unsupported: Expectations are not checked yet.'],
    ['sigmoid(x) = 1/2 + x/4 + O(x^3)', 'unread unsupported: Expansions with O(…) are not checked yet.'],
    [
      'y = sum_k w_k x_k',
      'unread unsupported: Sums over an index are not read yet. Write sum(…) of an array.',
    ],
    ['y = ∑ w', 'unread unsupported: Sums over an index are not read yet. Write sum(…) of an array.'],
    ['sum_x = sum(x)', 'sum_x = sum(x)'],
    ['dL/dx at x = 1', `unread prose: ${FORMULA_IN_PROSE}`],
    [
      'hessian(L, z) is positive semidefinite',
      "unread unsupported: 'is positive semidefinite' is not checked yet.",
    ],
    ['L is convex in z', "unread unsupported: 'is convex in z' is not checked yet."],
    ['(2, 1) is a minimum of f', "unread unsupported: 'is a minimum of f' is not checked yet."],
    ['Forward pass of the network', `unread prose: ${PROSE}`],
    ['The loss is L = (h - t)^2', `unread prose: ${FORMULA_IN_PROSE}`],
    ["Don't forget the bias, e.g. b = 1.", `unread prose: ${FORMULA_IN_PROSE}`],
    ['Step 1', `unread prose: ${PROSE}`],
    ['Loss:', `unread prose: ${PROSE}`],
    ['x = 3 where the input is small', `unread prose: ${FORMULA_IN_PROSE}`],
    ['h = relu(z)\n- first item of the list', 'h = relu(z)', `unread prose: ${PROSE}`],
  ]);
});

describe('what unread text seems to define', () => {
  it.each([
    ['h = relu(', ['h']],
    ['f(x) = )', ['f']],
    ['W : 3y', ['W']],
    ['a, b = 1, 2', ['a', 'b']],
    ['delta ~ Normal(1, 2)', ['delta']],
    ['dL/dW = (', []],
    ['the weights', []],
    ['The hidden layer h = relu(z), with z = W*x', ['h', 'z']],
  ])('%s', (text, names) => {
    const [statement] = readInfix(text).statements;
    const defines = statement?.kind === 'unread' ? (statement.defines ?? []) : undefined;
    expect(defines?.map((name) => name.name)).toEqual(names);
  });
});

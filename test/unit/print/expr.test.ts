import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printExprInfix } from '../../../src/core/print/expr-infix';
import { printExprTex, printRelationTex } from '../../../src/core/print/expr-tex';
import type { BinaryOperator, Comparison, Expr } from '../../../src/core/syntax/ast';
import { printExpr } from '../../../src/core/syntax/debug';
import { readExpression } from '../../../src/core/syntax/infix/read';
import { texToSvg } from '../../../src/service/math/mathjax';

/** Source, infix (as the source unless given), TeX. */
const CASES: [source: string, tex: string, infix?: string][] = [
  ['a + b*c', 'a + b \\, c'],
  ['(a + b)*c', '\\left(a + b\\right) \\, c'],
  ['a - (b - c)', 'a - \\left(b - c\\right)'],
  ['a - b + c', 'a - b + c'],
  ['a + -b', 'a + \\left(-b\\right)', 'a + (-b)'],
  ['-x^2', '-x^{2}'],
  ['(-x)^2', '\\left(-x\\right)^{2}'],
  ['-a*b', '-a \\, b'],
  ['-(a*b)', '-a \\, b'],
  ['x^-1', 'x^{-1}', 'x^(-1)'],
  ['x^y^z', 'x^{y^{z}}', 'x^(y^z)'],
  ['(x^y)^z', '\\left(x^{y}\\right)^{z}'],
  ['x^(T)', 'x^{T}'],
  ["x'*A*x", 'x^{\\top} \\, A \\, x'],
  ["(A*B)'", '\\left(A \\, B\\right)^{\\top}'],
  ["A''", '{A^{\\top}}^{\\top}'],
  ['1/2*x', '\\frac{1}{2} \\, x'],
  ['a/(b*c)', '\\frac{a}{b \\, c}'],
  ['a/b/c', '\\frac{\\frac{a}{b}}{c}'],
  ['2x_1', '2 x_{1}'],
  ['2 e', '2 e'],
  ['2*rate', '2 \\, \\mathrm{rate}'],
  ['W x', 'W \\, x'],
  ['x (a + b)', 'x\\left(a + b\\right)', 'x(a + b)'],
  ['2(a + b)', '2 \\left(a + b\\right)'],
  ['2*3', '2 \\cdot 3'],
  ['a .* b ./ c', 'a \\odot b \\oslash c'],
  ['a.^2', 'a^{\\circ 2}'],
  ['A @ B', 'A \\, B'],
  ['sin(x)^2', '\\sin\\left(x\\right)^{2}'],
  ['sqrt(x^2 + 1)', '\\sqrt{x^{2} + 1}'],
  ['sigmoid(W*x + b)', '\\sigma\\left(W \\, x + b\\right)'],
  ['relu(z_1)', '\\operatorname{relu}\\left(z_{1}\\right)'],
  ['leaky_relu(x, slope=0.1)', '\\operatorname{leaky\\_relu}\\left(x, \\mathrm{slope}=0.1\\right)'],
  ['sum(A, axis=0)', '\\sum\\left(A, \\mathrm{axis}=0\\right)'],
  ['|x - y|', '\\left|x - y\\right|'],
  ['norm(x)', '\\left\\lVert x\\right\\rVert'],
  ['inv(A)*b', 'A^{-1} \\, b'],
  ["f'(x)", "f'\\left(x\\right)"],
  ['x[1]', 'x_{1}'],
  ['W_1[i, :]', '{W_{1}}_{i,:}'],
  ['A[1:3, 2]', 'A_{1:3,2}'],
  ['[1, 2]', '\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}'],
  ['[1, 2; 3, 4]', '\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}'],
  ['[[1, 2], [3, 4]]', '\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}'],
  ['dL/dW', '\\frac{\\partial L}{\\partial W}'],
  ["dL/dh_1*x'", '\\frac{\\partial L}{\\partial h_{1}} \\, x^{\\top}'],
  ['d2L/dx2', '\\frac{\\partial^{2} L}{\\partial x^{2}}'],
  ['d2L/dxdy', '\\frac{\\partial^{2} L}{\\partial x \\, \\partial y}'],
  ['grad(L, W)', '\\nabla_{W} L'],
  ['jacobian(h, x)', '\\frac{\\partial h}{\\partial x}'],
  ['hessian(L, x)', '\\nabla^{2}_{x} L'],
  ['∇L', '\\nabla L'],
  [
    'if x > 0 then x else 0.1*x',
    '\\begin{cases} x & \\text{if } x > 0 \\\\ 0.1 x & \\text{otherwise} \\end{cases}',
  ],
  ['a < b and not b <= c', 'a < b \\land \\lnot b \\le c'],
  ['2.3e-16*x', '2.3 \\cdot 10^{-16} \\, x'],
  ['W^{(1)}', 'W^{(1)}'],
  ['(W^{(1)})^2', '{W^{(1)}}^{2}', 'W^{(1)}^2'],
  ["W^{(1)}'", '{W^{(1)}}^{\\top}'],
  ['y_hat*eta', '\\hat{y} \\, \\eta'],
];

describe('an expression of a sheet', () => {
  it.each(CASES)('%s', (source, tex, infix) => {
    const { expr, errors } = readExpression(source);
    expect(errors).toEqual([]);
    expect(printExprInfix(expr)).toBe(infix ?? source);
    expect(printExprTex(expr)).toBe(tex);
    expect(() => texToSvg(tex, true)).not.toThrow();
  });

  it('prints what was not read as a gap', () => {
    const { expr } = readExpression('a + ');
    expect(printExprTex(expr)).toContain('\\square');
  });
});

it('a relation in TeX', () => {
  const sides = ['a', 'b', 'c'].map((text) => readExpression(text).expr);
  expect(printRelationTex(sides, ['=', '<='])).toBe('a = b \\le c');
});

const span = { start: 0, end: 0 };
const name = fc
  .constantFrom('x', 'W', 'eta', 'T', 'e', 'E', 'x_1', 'W_ij^(1)', 'y_hat', 'loss')
  .map((text): Expr => ({ kind: 'name', name: text, span }));
const number = fc
  .constantFrom('0', '2', '0.5', '1e-3', '10', '2.50')
  .map((text): Expr => ({ kind: 'number', value: Number(text), text, span }));

const { tree } = fc.letrec<{ tree: Expr }>((tie) => {
  const sub = tie('tree');
  const binary = fc
    .tuple(
      fc.constantFrom<BinaryOperator>('*', '/', '+', '-', '^', '.*', './', '.^', '@', 'and', 'or'),
      sub,
      sub,
    )
    .map(
      ([operator, left, right]): Expr => ({
        kind: 'binary',
        operator,
        left,
        right,
        operatorSpan: span,
        span,
      }),
    );
  const unary = fc
    .tuple(fc.constantFrom('-' as const, '+' as const, 'not' as const), sub)
    .map(([operator, operand]): Expr => ({ kind: 'unary', operator, operand, span }));
  const wrapped = fc
    .tuple(fc.constantFrom('transpose' as const, 'absolute' as const), sub)
    .map(([kind, operand]): Expr => ({ kind, operand, span }));
  const call = fc.tuple(fc.constantFrom('f', 'sin', 'relu'), fc.array(sub, { minLength: 1, maxLength: 3 }));
  const compare = fc.tuple(fc.constantFrom<Comparison>('<', '<=', '>', '>=', '==', '!='), sub, sub);
  return {
    tree: fc.oneof(
      { maxDepth: 5, depthSize: 'small', withCrossShrink: true },
      name,
      number,
      binary,
      unary,
      wrapped,
      call.map(
        ([text, args]): Expr => ({
          kind: 'call',
          callee: { kind: 'name', name: text, span },
          args: args.map((value) => ({ value })),
          span,
        }),
      ),
      compare.map(
        ([operator, a, b]): Expr => ({ kind: 'compare', operators: [operator], operands: [a, b], span }),
      ),
      fc
        .tuple(sub, sub, sub)
        .map(
          ([test, whenTrue, whenFalse]): Expr => ({ kind: 'conditional', test, whenTrue, whenFalse, span }),
        ),
      fc.tuple(sub, fc.array(sub, { minLength: 1, maxLength: 2 })).map(
        ([target, items]): Expr => ({
          kind: 'index',
          target,
          items: items.map((value) => ({ kind: 'at', value })),
          span,
        }),
      ),
      fc
        .array(fc.array(sub, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 2 })
        .map((rows): Expr => ({ kind: 'array', rows, span })),
    ),
  };
});

it('reads back as the same tree', () => {
  fc.assert(
    fc.property(tree, (expr) => {
      const text = printExprInfix(expr);
      const back = readExpression(text);
      expect(back.errors, text).toEqual([]);
      expect(printExpr(back.expr), text).toBe(printExpr(expr));
    }),
    { numRuns: 3000 },
  );
});

it('is TeX that renders', () => {
  fc.assert(
    fc.property(tree, (expr) => {
      const tex = printExprTex(expr);
      expect(() => texToSvg(tex, true), tex).not.toThrow();
    }),
    { numRuns: 200 },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printExprTex } from '../../../../src/core/print/expr-tex';
import type { Argument, BinaryOperator, Comparison, Expr, Name } from '../../../../src/core/syntax/ast';
import { printExpr } from '../../../../src/core/syntax/debug';
import { readLatex } from '../../../../src/core/syntax/latex/read';
import { mapOperands } from '../../../../src/core/syntax/map';
import { readCallsAsProducts } from '../../../../src/core/syntax/products';

/** Where a generated node stands does not matter. */
const span = { start: 0, end: 0 };

const name = fc
  .constantFrom('a', 'b', 'x', 'x_1', 'W', 'eta', 'y_hat', 'W^(1)', 'W_ij^(2)', 'h_{t-1}', 'lambda_max')
  .map((text): Name => ({ kind: 'name', name: text, span }));

const FUNCTIONS = [
  'f',
  'g_1',
  'exp',
  'sin',
  'log',
  'log2',
  'sqrt',
  'cbrt',
  'floor',
  'norm',
  'max',
  'softmax',
  'ReLU',
];

const callee = fc.constantFrom(...FUNCTIONS).map((text): Name => ({ kind: 'name', name: text, span }));

const number = fc
  .constantFrom('0', '1', '2.50', '12', '7')
  .map((text): Expr => ({ kind: 'number', value: Number(text), text, span }));

const operators: readonly BinaryOperator[] = ['*', 'juxtapose', '/', '+', '-', '^', '.*', './', '.^', '@'];

const comparisons: readonly Comparison[] = ['<', '<=', '>', '>=', '!='];

/** Trees of the kinds that TeX spells in one way. */
const expressions = fc.letrec<{ expr: Expr; test: Expr }>((tie) => ({
  test: fc
    .tuple(fc.constantFrom(...comparisons), tie('expr'), tie('expr'))
    .map(
      ([sign, left, right]): Expr => ({ kind: 'compare', operators: [sign], operands: [left, right], span }),
    ),
  expr: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(name, number),
    fc.tuple(fc.constantFrom(...operators), tie('expr'), tie('expr')).map(
      ([operator, left, right]): Expr => ({
        kind: 'binary',
        operator,
        left,
        right,
        operatorSpan: span,
        span,
      }),
    ),
    tie('expr').map((operand): Expr => ({ kind: 'unary', operator: '-', operand, span })),
    tie('expr').map((operand): Expr => ({ kind: 'transpose', operand, span })),
    // Bars around a matrix are its determinant.
    tie('expr')
      .filter(({ kind }) => kind !== 'array')
      .map((operand): Expr => ({ kind: 'absolute', operand, span })),
    fc
      .tuple(callee, tie('expr'))
      .map(([head, value]): Expr => ({ kind: 'call', callee: head, args: [{ value }], span })),
    fc.tuple(fc.constantFrom('f', 'max'), tie('expr'), tie('expr')).map(([text, first, second]): Expr => {
      const args: readonly Argument[] = [{ value: first }, { value: second }];
      return { kind: 'call', callee: { kind: 'name', name: text, span }, args, span };
    }),
    fc.tuple(fc.integer({ min: 1, max: 3 }), tie('expr')).map(([order, value]): Expr => {
      const head: Name = { kind: 'name', name: 'f', span };
      return { kind: 'prime-call', callee: head, order, args: [{ value }], span };
    }),
    fc
      .tuple(tie('test'), tie('expr'), tie('expr'))
      .map(([test, whenTrue, whenFalse]): Expr => ({ kind: 'conditional', test, whenTrue, whenFalse, span })),
    fc
      .array(fc.tuple(tie('expr'), tie('expr')), { minLength: 1, maxLength: 2 })
      .map((rows): Expr => ({ kind: 'array', rows, span })),
    fc
      .tuple(fc.constantFrom('sum' as const, 'product' as const), name, tie('expr'), tie('expr'), tie('expr'))
      .map(
        ([operator, index, from, to, body]): Expr => ({
          kind: 'sum',
          operator,
          indices: [index],
          from,
          to,
          conditions: [],
          body,
          span,
        }),
      ),
    fc
      .tuple(tie('expr'), name, tie('expr'))
      .map(
        ([target, variable, value]): Expr => ({ kind: 'evaluated', target, at: [{ variable, value }], span }),
      ),
    fc
      .tuple(name, fc.array(name, { minLength: 1, maxLength: 3 }))
      .map(
        ([target, variables]): Expr => ({ kind: 'derivative', operator: 'leibniz', target, variables, span }),
      ),
    fc.tuple(name, fc.option(name, { nil: undefined })).map(
      ([target, variable]): Expr => ({
        kind: 'operator',
        operator: 'gradient',
        target,
        span,
        ...(variable && { variable }),
      }),
    ),
  ),
})).expr;

/**
 * The tree up to what TeX does not tell apart: signs of products, and whether a minus stands before a product or its first
 * factor.
 */
function normal(expr: Expr): Expr {
  const inner = mapOperands(expr, normal);
  if (inner.kind === 'binary' && (inner.operator === '*' || inner.operator === '@')) {
    return normal({ ...inner, operator: 'juxtapose' });
  }
  if (inner.kind === 'array') return { ...inner, rows: matrixRows(inner.rows) };
  if (inner.kind !== 'unary' || inner.operand.kind !== 'binary' || !PRODUCTS.has(inner.operand.operator))
    return inner;
  return normal({ ...inner.operand, left: { ...inner, operand: inner.operand.left } });
}

/** A list of rows is a matrix. */
function matrixRows(rows: readonly (readonly Expr[])[]): readonly (readonly Expr[])[] {
  const [first = []] = rows;
  const nested = first.flatMap((item) =>
    item.kind === 'array' && item.rows.length === 1 ? [item.rows[0]!] : [],
  );
  return rows.length === 1 && first.length > 1 && nested.length === first.length ? nested : rows;
}

const PRODUCTS: ReadonlySet<BinaryOperator> = new Set<BinaryOperator>(['juxtapose', '.*', './']);

const isFunction = (text: string): boolean => FUNCTIONS.includes(text);

describe('a tree reads back from its TeX', () => {
  it('up to the signs of products', () => {
    fc.assert(
      fc.property(expressions, (expr) => {
        const tex = `F(${printExprTex(expr)})`;
        const { statements, errors } = readLatex(tex);
        expect(errors).toEqual([]);
        expect(statements).toHaveLength(1);
        const [statement] = statements;
        if (statement?.kind !== 'mention') throw new Error(`${tex} is ${JSON.stringify(statement)}`);
        const read = statement.expr.kind === 'call' ? statement.expr.args[0]?.value : undefined;
        if (read === undefined) throw new Error(`${tex} is ${printExpr(statement.expr)}`);
        expect([tex, printExpr(normal(readCallsAsProducts(read, isFunction)))]).toEqual([
          tex,
          printExpr(normal(expr)),
        ]);
      }),
      { numRuns: 2000 },
    );
  });
});

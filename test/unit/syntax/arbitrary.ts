import fc from 'fast-check';
import type { Argument, BinaryOperator, Comparison, Expr, Name } from '../../../src/core/syntax/ast';

/** Where a generated node stands does not matter. */
const span = { start: 0, end: 0 };

const name = fc
  .constantFrom('a', 'b', 'x', 'x_1', 'W', 'eta', 'y_hat', 'W^(1)', 'h_{t-1}', 'loss')
  .map((text): Name => ({ kind: 'name', name: text, span }));

const number = fc
  .constantFrom('0', '1', '2.50', '.5', '1e-3', '12')
  .map((text): Expr => ({ kind: 'number', value: Number(text), text, span }));

const text = fc.constantFrom('ij,jk->ik', 'fro', '').map((value): Expr => ({ kind: 'text', value, span }));

const operators: readonly BinaryOperator[] = [
  '*',
  'juxtapose',
  '/',
  '+',
  '-',
  '^',
  '.*',
  './',
  '.^',
  '@',
  'and',
  'or',
];

const comparisons: readonly Comparison[] = ['<', '<=', '>', '>=', '==', '!='];

/** Trees of every kind that plain text can spell. */
export const expressions: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr; argument: Argument }>((tie) => ({
  argument: fc.oneof(
    { weight: 4, arbitrary: tie('expr').map((value): Argument => ({ value })) },
    {
      weight: 1,
      arbitrary: fc.tuple(name, tie('expr')).map(([keyword, value]): Argument => ({ keyword, value })),
    },
    { weight: 1, arbitrary: text.map((value): Argument => ({ value })) },
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
    fc
      .tuple(fc.constantFrom('-' as const, '+' as const, 'not' as const), tie('expr'))
      .map(([operator, operand]): Expr => ({ kind: 'unary', operator, operand, span })),
    tie('expr').map((operand): Expr => ({ kind: 'transpose', operand, span })),
    tie('expr').map((operand): Expr => ({ kind: 'absolute', operand, span })),
    fc
      .tuple(name, fc.array(tie('argument'), { maxLength: 3 }))
      .map(([callee, args]): Expr => ({ kind: 'call', callee, args, span })),
    fc
      .tuple(name, fc.integer({ min: 1, max: 3 }), tie('expr'))
      .map(
        ([callee, order, value]): Expr => ({ kind: 'prime-call', callee, order, args: [{ value }], span }),
      ),
    fc
      .tuple(
        fc.array(fc.constantFrom(...comparisons), { minLength: 1, maxLength: 2 }),
        tie('expr'),
        tie('expr'),
      )
      .map(
        ([signs, left, right]): Expr => ({
          kind: 'compare',
          operators: signs,
          operands: [left, ...signs.map(() => right)],
          span,
        }),
      ),
    fc
      .tuple(tie('expr'), tie('expr'), tie('expr'))
      .map(([test, whenTrue, whenFalse]): Expr => ({ kind: 'conditional', test, whenTrue, whenFalse, span })),
    fc.tuple(name, tie('expr'), tie('expr')).map(
      ([target, at, from]): Expr => ({
        kind: 'index',
        target,
        items: [
          { kind: 'at', value: at },
          { kind: 'all', span },
          { kind: 'rest', span },
          { kind: 'slice', from, span },
        ],
        span,
      }),
    ),
    fc
      .array(fc.tuple(tie('expr'), tie('expr')), { minLength: 1, maxLength: 2 })
      .map((rows): Expr => ({ kind: 'array', rows, span })),
    fc.tuple(tie('expr'), tie('expr')).map(([from, to]): Expr => ({ kind: 'range', from, to, span })),
    fc
      .tuple(tie('expr'), fc.array(name, { minLength: 1, maxLength: 2 }))
      .map(
        ([target, variables]): Expr => ({ kind: 'derivative', operator: 'leibniz', target, variables, span }),
      ),
    fc.tuple(fc.constantFrom('grad' as const, 'jacobian' as const), tie('expr'), name).map(
      ([operator, target, variable]): Expr => ({
        kind: 'derivative',
        operator,
        target,
        variables: [variable],
        span,
      }),
    ),
    fc
      .tuple(
        tie('expr'),
        fc.option(
          name.filter(({ name: text }) => !/[{^]/.test(text)),
          { nil: undefined },
        ),
      )
      .map(
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

/** A spelling with a bracket around every operand, so that precedence plays no part. */
export function spell(expr: Expr): string {
  const inner = (operand: Expr): string => `(${spell(operand)})`;
  switch (expr.kind) {
    case 'number':
      return expr.text;
    case 'text':
      return `'${expr.value}'`;
    case 'name':
      return spellName(expr.name);
    case 'call':
      return `${spellName(expr.callee.name)}(${spellArguments(expr.args)})`;
    case 'prime-call':
      return `${spellName(expr.callee.name)}${"'".repeat(expr.order)}(${spellArguments(expr.args)})`;
    case 'binary': {
      const left = inner(expr.left);
      const sign = expr.operator === 'juxtapose' ? ' ' : ` ${expr.operator} `;
      return `${left}${sign}${inner(expr.right)}`;
    }
    case 'unary':
      return `${expr.operator} ${inner(expr.operand)}`;
    case 'transpose':
      return `${inner(expr.operand)}'`;
    case 'absolute':
      return `|${inner(expr.operand)}|`;
    case 'compare':
      return expr.operands
        .map((operand, i) => `${i === 0 ? '' : ` ${expr.operators[i - 1]} `}${inner(operand)}`)
        .join('');
    case 'conditional':
      return `if ${inner(expr.test)} then ${inner(expr.whenTrue)} else ${inner(expr.whenFalse)}`;
    case 'index': {
      const items = expr.items.map((item) => {
        if (item.kind === 'all') return ':';
        if (item.kind === 'rest') return '...';
        if (item.kind === 'at') return inner(item.value);
        return `${item.from ? inner(item.from) : ''}:${item.to ? inner(item.to) : ''}`;
      });
      return `${spell(expr.target)}[${items.join(', ')}]`;
    }
    case 'array':
      return `[${expr.rows.map((row) => row.map(inner).join(', ')).join('; ')}]`;
    case 'range':
      return `${inner(expr.from)}..${inner(expr.to)}`;
    case 'derivative':
      return spellDerivative(expr);
    case 'operator':
      return `∇${expr.variable?.kind === 'name' ? `_${expr.variable.name} ` : ''}${inner(expr.target)}`;
    case 'family':
    case 'sum':
    case 'evaluated':
    case 'missing':
      return '';
  }
}

function spellDerivative(expr: Extract<Expr, { kind: 'derivative' }>): string {
  const [variable] = expr.variables;
  if (expr.operator !== 'leibniz')
    return `${expr.operator}(${spell(expr.target)}, ${variable ? spell(variable) : ''})`;
  const order = expr.variables.length;
  const below = [...expr.variables].reverse().map((differential) => `∂${spell(differential)}`);
  return `∂${order === 1 ? '' : `^${order}`}(${spell(expr.target)})/(${below.join(' ')})`;
}

const spellArguments = (args: readonly Argument[]): string =>
  args
    .map(({ keyword, value }) => `${keyword ? `${spellName(keyword.name)}=` : ''}${spell(value)}`)
    .join(', ');

const spellName = (canonical: string): string => canonical.replace(/\^\((.*)\)$/, '^{($1)}');

/** Signs, words and pieces of statements that meet each other in every order. */
export const PIECES: readonly string[] = [
  ...'()[]{}|‖,;:?+-*/^\'=<>~!.@\\ \n\t#∂∇√½²ᵀ∈…\u00a0𝑥$"',
  'x',
  'd',
  'dx',
  'dL',
  'd2L',
  'dx2',
  'sin',
  'log',
  'f',
  'E',
  'O',
  'T',
  'R',
  'in',
  'if',
  'then',
  'else',
  'and',
  'or',
  'not',
  'is',
  'at',
  'given',
  'assume',
  'the',
  '@grad',
  '1',
  '2.5',
  '3x2',
  '1e9',
  '..',
  '...',
  '==',
  '<=',
  '.*',
  './',
  '.^',
  '**',
  '||',
  '//',
  ':=',
  '~=',
  '&&',
  'x_{1}',
  'W^{(1)}',
  '\r\n',
  '\n\n',
  '\n  ',
  '---',
  'symmetric',
  'convex',
  'grad',
  'hessian',
  '_w',
];

export const VALID: readonly string[] = [
  'x = 3',
  'W : 3x2',
  'x, y : R^4',
  'h = relu(W*x + b)',
  "dL/dW = (h - t)*x'",
  'f(x, y) = x^2*y',
  'given dL/dh = [1, 2]',
  'at x = 1, y = 2: dL/dx = 3',
  'at x = 1:\n  a = b\n',
  'd2L/dxdy = 0',
  '∂²L/∂x∂y = d/dx (x^2)',
  'y in {0, 1}',
  'x in (0, 1]',
  'A = [1 2; 3 -4]',
  'y = x > 0 ? x : 0',
  'y = if a then b else c',
  '0 < eta < 1',
  '||x|-|y|| <= |x - y|',
  '∇_w L = ‖w‖²',
  "f''(x) = 2",
  'assume A, B positive definite',
  '@grad ignore',
  'dL/dW = ?',
  'sin² x + cos² x = 1',
  'The loss is small.',
];

import type { Expr } from '../../syntax/ast';

/**
 * What the spelling of an expression suggests about its rank, for expressions whose shape nothing else settles: a capital
 * letter names a matrix, `W*x` a column, `x*y'` an outer product. `unknown` where it suggests nothing.
 */
export type Look = 'matrix' | 'column' | 'unknown';

const MATRIX_FUNCTIONS = new Set(['inv', 'inverse', 'eye', 'identity', 'outer', 'adj', 'adjugate', 'cof']);

export function lookOf(expr: Expr): Look {
  switch (expr.kind) {
    case 'name':
      return /^\p{Lu}/u.test(expr.name) ? 'matrix' : 'unknown';
    case 'unary':
      return lookOf(expr.operand);
    case 'transpose':
      return lookOf(expr.operand) === 'matrix' ? 'matrix' : 'unknown';
    case 'call':
      return MATRIX_FUNCTIONS.has(expr.callee.name) ? 'matrix' : 'unknown';
    case 'binary':
      return lookOfBinary(expr);
    default:
      return 'unknown';
  }
}

function lookOfBinary({ operator, left, right }: Extract<Expr, { kind: 'binary' }>): Look {
  const l = lookOf(left);
  const r = lookOf(right);
  switch (operator) {
    case '+':
    case '-':
    case '.*':
      return l === 'column' || r === 'column' ? 'column' : l === 'matrix' ? l : r;
    case '*':
    case 'juxtapose':
    case '@':
      if (l === 'matrix')
        return r === 'unknown' && (right.kind === 'name' || right.kind === 'call') ? 'column' : r;
      if (left.kind === 'transpose') return 'unknown';
      // `x*y'` is a matrix, `2*A` and `lambda*A` are scaled ones.
      if (right.kind === 'transpose' && r === 'unknown') return 'matrix';
      return r;
    case '^':
      return right.kind === 'name' && right.name === 'T' ? (l === 'matrix' ? l : 'unknown') : l;
    case '.^':
    case '/':
    case './':
      return l;
    default:
      return 'unknown';
  }
}

type Product = Extract<Expr, { kind: 'binary' }>;

const isProduct = (expr: Expr): expr is Product =>
  expr.kind === 'binary' && (expr.operator === '*' || expr.operator === 'juxtapose' || expr.operator === '@');

/**
 * What an operand suggests as the left factor of a product. There `c*w'` is no outer product, as it is alone: before a column
 * it is a scaled row, as in `c*w'*w` and `c*w'*S*w`.
 */
export const lookOfLeft = (expr: Expr): Look => (isScaledRow(expr) ? 'unknown' : lookOf(expr));

function isScaledRow(expr: Expr): boolean {
  if (!isProduct(expr)) return false;
  const right = lookOf(expr.right);
  if (expr.right.kind === 'transpose') return right === 'unknown';
  return right === 'matrix' && (isScaledRow(expr.left) || expr.left.kind === 'transpose');
}

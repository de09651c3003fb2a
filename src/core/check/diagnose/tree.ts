import type { BinaryOperator, Call, Expr, Name } from '../../syntax/ast';
import { mapOperands } from '../../syntax/map';
import { forEachOperand } from '../../syntax/walk';

/** A sub-expression of a claim's right side, and where it stands. */
export interface Position {
  readonly expr: Expr;
  readonly parent?: Position;
  /** How many operations stand above it. */
  readonly depth: number;
  /** How far it is from the factors and terms of the whole: what is missing is seldom missing deep inside. */
  readonly nesting: number;
}

/** Larger expressions are searched in their upper part only. */
const MAX_POSITIONS = 160;

/** The sub-expressions, those near the root first. */
export function positionsOf(root: Expr): Position[] {
  const found: Position[] = [{ expr: root, depth: 0, nesting: 0 }];
  for (let i = 0; i < found.length && found.length < MAX_POSITIONS; i++) {
    const parent = found[i]!;
    // What a derivative is made of is not part of the formula.
    if (parent.expr.kind === 'derivative' || parent.expr.kind === 'operator') continue;
    const nesting = parent.nesting + nestingBelow(parent.expr);
    forEachOperand(parent.expr, (expr) => {
      found.push({ expr, parent, depth: parent.depth + 1, nesting });
    });
  }
  return found;
}

function nestingBelow(expr: Expr): number {
  if (expr.kind === 'unary' || expr.kind === 'transpose') return 0;
  if (expr.kind !== 'binary') return 0.2;
  if (isProduct(expr.operator)) return 0.03;
  return expr.operator === '+' || expr.operator === '-' ? 0.2 : 0.1;
}

/** The span of what stands nowhere in the text. */
export const NOWHERE = { start: 0, end: 0 };

/**
 * The whole expression with `replacement` at a position. Everything beside the way to it is shared; what stands on the way is
 * new, and has no place in the text.
 */
export function replacedAt(position: Position, replacement: Expr): Expr {
  let result = replacement;
  for (let at = position; at.parent !== undefined; at = at.parent) {
    const { expr } = at;
    const put = result;
    const changed = mapOperands(at.parent.expr, (operand) => (operand === expr ? put : operand));
    result = { ...changed, span: NOWHERE };
  }
  return result;
}

export const nameOf = (name: string): Name => ({ kind: 'name', name, span: NOWHERE });

export const numberOf = (value: number): Expr =>
  value < 0 ? negative(numberOf(-value)) : { kind: 'number', value, text: String(value), span: NOWHERE };

export const binaryOf = (operator: BinaryOperator, left: Expr, right: Expr): Expr => ({
  kind: 'binary',
  operator,
  left,
  right,
  operatorSpan: NOWHERE,
  span: NOWHERE,
});

export const isNumber = (expr: Expr, value: number): boolean =>
  expr.kind === 'number' && expr.value === value;

/** A sum or difference with what is missing; a 0 that stands there gives way. */
export const sumWith = (expr: Expr, missing: Expr): Expr =>
  isNumber(expr, 0) ? missing : binaryOf('+', expr, missing);

export const differenceFrom = (expr: Expr, missing: Expr): Expr =>
  isNumber(expr, 0) ? negative(missing) : binaryOf('-', expr, missing);

/** The negative, with the sign where people write it: before the first factor. */
export function negative(expr: Expr): Expr {
  if (expr.kind === 'unary' && expr.operator === '-') return expr.operand;
  if (expr.kind === 'binary' && (isProduct(expr.operator) || isQuotient(expr.operator)))
    return { ...expr, left: negative(expr.left), span: NOWHERE };
  return { kind: 'unary', operator: '-', operand: expr, span: NOWHERE };
}

export const transposeOf = (operand: Expr): Expr => ({ kind: 'transpose', operand, span: NOWHERE });

export const callOf = (name: string, args: readonly Expr[], axis?: number): Call => ({
  kind: 'call',
  callee: nameOf(name),
  args: [
    ...args.map((value) => ({ value })),
    ...(axis === undefined ? [] : [{ keyword: nameOf('axis'), value: numberOf(axis) }]),
  ],
  span: NOWHERE,
});

/** Products in any notation. */
export const isProduct = (operator: BinaryOperator): boolean =>
  operator === '*' || operator === 'juxtapose' || operator === '.*' || operator === '@';

export const isQuotient = (operator: BinaryOperator): boolean => operator === '/' || operator === './';

export const isPower = (operator: BinaryOperator): boolean => operator === '^' || operator === '.^';

import { sameShape, sizeOf } from '../../graph/shape';
import type { Expr } from '../../syntax/ast';
import type { Context } from './context';
import type { Valued } from './scratch';
import { isPower, isProduct, isQuotient, type Position } from './tree';

/**
 * The entries that a sub-expression would need for the right side to be true, all else as it is; NaN where any number
 * would do, as in a factor beside a zero.
 */
export type Required = Valued;

/** What every position would need; absent where it cannot be solved for, or where no value would do. */
export function requiredValues(context: Context): ReadonlyMap<Position, Required> {
  const found = new Map<Position, Required>();
  const [root] = context.positions;
  const truth = context.truths[0];
  if (root === undefined || truth === undefined) return found;
  const own = context.valueOf(root.expr);
  // A side of another shape cannot be solved for entry by entry.
  if (own !== undefined && sizeOf(own.shape) > 1 && !sameShape(own.shape, truth.shape)) return found;
  found.set(root, { shape: truth.shape, row: own?.row ?? false, entries: truth.entries });
  for (const position of context.positions) {
    const above = position.parent === undefined ? undefined : found.get(position.parent);
    if (above === undefined) continue;
    const required = solved(context, position, above);
    if (required !== undefined && hasNumbers(required.entries)) found.set(position, required);
  }
  return found;
}

/** Fewer known entries than this tell nothing. */
export const LEAST_KNOWN = 3;

function hasNumbers(entries: Float64Array): boolean {
  let known = 0;
  for (const entry of entries) {
    if (entry === Number.POSITIVE_INFINITY || entry === Number.NEGATIVE_INFINITY) return false;
    if (!Number.isNaN(entry)) known++;
  }
  return known >= LEAST_KNOWN;
}

type Solve = (required: number, other: number, current: number) => number;

function solved(context: Context, { expr, parent }: Position, above: Required): Required | undefined {
  const whole = parent!.expr;
  const own = context.valueOf(expr);
  const by = (other: Expr | undefined, solve: Solve): Required | undefined =>
    own === undefined ? undefined : solveEach(context, own, above, other, solve);
  switch (whole.kind) {
    case 'unary':
      return whole.operator === '-' ? by(undefined, (r) => -r) : undefined;
    case 'transpose':
      return own === undefined ? undefined : transposed(context.points, own, above);
    case 'binary': {
      const isLeft = whole.left === expr;
      const other = isLeft ? whole.right : whole.left;
      const { operator } = whole;
      if (operator === '+') return by(other, (r, o) => sum(r, -o));
      if (operator === '-') return by(other, isLeft ? sum : (r, o) => sum(o, -r));
      if (isProduct(operator)) {
        const arrays = [expr, other].every((side) => sizeOf(context.valueOf(side)?.shape ?? []) > 1);
        return arrays && operator !== '.*' ? undefined : by(other, quotient);
      }
      if (isQuotient(operator)) return by(other, isLeft ? (r, o) => r * o : (r, o) => quotient(o, r));
      if (isPower(operator)) return by(other, isLeft ? root : (r, o) => Math.log(r) / Math.log(o));
      return undefined;
    }
    case 'call': {
      const inverse = whole.args.length === 1 ? INVERSES.get(whole.callee.name) : undefined;
      return inverse === undefined ? undefined : by(undefined, (r) => impossible(inverse(r)));
    }
    case 'conditional':
      if (expr === whole.test) return undefined;
      return by(whole.test, (r, test) => ((test !== 0) === (expr === whole.whenTrue) ? r : Number.NaN));
    case 'array':
      return ofEntry(context, whole.rows, expr, above);
    default:
      return undefined;
  }
}

/** What is left of a cancellation to rounding is nothing: Kronecker deltas are zero nearly everywhere. */
function sum(a: number, b: number): number {
  const result = a + b;
  return Math.abs(result) <= 1e-13 * Math.abs(a) ? 0 : result;
}

/** 0/0 may be any number. */
const quotient = (a: number, b: number): number => (a === 0 && b === 0 ? Number.NaN : a / b);

/** What cannot be solved at a point cannot be repaired here; infinity says so. */
const impossible = (x: number): number => (Number.isNaN(x) ? Number.POSITIVE_INFINITY : x);

/** The base of a power, with the sign that it has now where both signs would do. */
function root(required: number, exponent: number, current: number): number {
  const size = Math.abs(required) ** (1 / exponent);
  if (Number.isInteger(exponent) && Math.abs(exponent) % 2 === 1) return required < 0 ? -size : size;
  if (required < 0) return Number.POSITIVE_INFINITY;
  return Number.isInteger(exponent) && current < 0 ? -size : size;
}

const INVERSES: ReadonlyMap<string, (y: number) => number> = new Map([
  ['exp', Math.log],
  ['log', Math.exp],
  ['ln', Math.exp],
  ['sqrt', (y: number) => (y < 0 ? Number.NaN : y * y)],
  ['cbrt', (y: number) => y ** 3],
  ['tanh', Math.atanh],
  ['atanh', Math.tanh],
  ['sigmoid', (y: number) => Math.log(y / (1 - y))],
  ['sinh', Math.asinh],
  ['asinh', Math.sinh],
  ['atan', Math.tan],
  ['expm1', Math.log1p],
  ['log1p', Math.expm1],
  ['exp2', Math.log2],
  ['log2', (y: number) => 2 ** y],
  ['log10', (y: number) => 10 ** y],
  ['softplus', (y: number) => Math.log(Math.expm1(y))],
]);

function solveEach(
  context: Context,
  own: Valued,
  above: Required,
  other: Expr | undefined,
  solve: Solve,
): Required | undefined {
  const beside = other === undefined ? undefined : context.valueOf(other);
  const { points } = context;
  if (other !== undefined && beside === undefined) return undefined;
  const size = sizeOf(own.shape);
  const wide = sizeOf(above.shape);
  const besideSize = beside === undefined ? 1 : sizeOf(beside.shape);
  if (besideSize !== 1 && besideSize !== wide) return undefined;
  if (size !== wide && size !== 1) return undefined;
  if (size === wide && size > 1 && !sameShape(own.shape, above.shape)) return undefined;
  const entries = new Float64Array(points * size).fill(Number.NaN);
  for (let k = 0; k < points; k++) {
    for (let i = 0; i < wide; i++) {
      const o = beside === undefined ? 0 : beside.entries[k * besideSize + (besideSize === 1 ? 0 : i)]!;
      const at = k * size + (size === 1 ? 0 : i);
      const value = solve(above.entries[k * wide + i]!, o, own.entries[at]!);
      const known = entries[at]!;
      if (Number.isNaN(value)) continue;
      if (Number.isNaN(known)) entries[at] = value;
      // One number cannot be two.
      else if (!near(known, value)) return undefined;
    }
  }
  return { ...own, entries };
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 * Math.max(Math.abs(a), Math.abs(b));

function transposed(points: number, own: Valued, above: Required): Required | undefined {
  if (own.shape.length < 2) return { ...own, entries: above.entries };
  const [rows, columns] = own.shape as readonly [number, number];
  if (own.shape.length > 2 || above.shape[0] !== columns || above.shape[1] !== rows) return undefined;
  const entries = new Float64Array(own.entries.length);
  const size = rows * columns;
  for (let k = 0; k < points; k++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++)
        entries[k * size + i * columns + j] = above.entries[k * size + j * rows + i]!;
    }
  }
  return { ...own, entries };
}

/** A scalar entry of an array written out; the other entries must be right already. */
function ofEntry(
  context: Context,
  rows: readonly (readonly Expr[])[],
  expr: Expr,
  above: Required,
): Required | undefined {
  const { points } = context;
  const items = rows.flat();
  const size = sizeOf(above.shape);
  if (items.length !== size) return undefined;
  const at = items.indexOf(expr);
  for (const [i, item] of items.entries()) {
    const valued = context.valueOf(item);
    if (valued === undefined || valued.entries.length !== points) return undefined;
    for (let k = 0; k < points && i !== at; k++) {
      const r = above.entries[k * size + i]!;
      if (!Number.isNaN(r) && Math.abs(valued.entries[k]! - r) > 1e-7 * Math.max(1e-9, Math.abs(r)))
        return undefined;
    }
  }
  const entries = Float64Array.from({ length: points }, (_, k) => above.entries[k * size + at]!);
  return { shape: [], row: false, entries };
}

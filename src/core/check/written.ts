import { type Shape, sizeOf } from '../graph/shape';
import { type WrittenNumber, writtenNumber } from '../sheet/constants';
import type { Claim } from '../sheet/model';
import type { Expr } from '../syntax/ast';

/** Half units of the numbers that a side writes out; undefined where neither side does. */
export function slackOf(claim: Claim, shape: Shape): Float64Array | undefined {
  const size = sizeOf(shape);
  // `0.33 = 1/3` is written as well, though seldom in this order.
  for (const side of [claim.right, claim.left]) {
    const entries = writtenEntries(side);
    if (entries === undefined || (entries.length !== size && entries.length !== 1)) continue;
    const numbers = entries.map(writtenNumber);
    if (side === claim.left && numbers.some((number) => number === undefined)) continue;
    const half = (number: WrittenNumber | undefined): number => {
      if (number === undefined) return 0;
      return number.halfUnit === 0 && claim.relation === '≈' ? 0.5 : number.halfUnit;
    };
    if (side === claim.right && numbers.every((number) => number === undefined)) continue;
    return Float64Array.from({ length: size }, (_, i) => half(numbers[entries.length === 1 ? 0 : i]));
  }
  return undefined;
}

/** The entries of an array written out, or the expression itself. */
function writtenEntries(expr: Expr): Expr[] | undefined {
  if (expr.kind === 'array') {
    const entries = expr.rows.flat().map(writtenEntries);
    return entries.every((entry) => entry !== undefined) ? entries.flat() : undefined;
  }
  if (expr.kind !== 'transpose') return [expr];
  const { operand } = expr;
  if (operand.kind !== 'array') return undefined;
  const rows = operand.rows.length > 1 ? operand.rows : operand.rows.flat().map(entriesOfRow);
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width || row.some(({ kind }) => kind === 'array'))) return undefined;
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column]!)).flat();
}

const entriesOfRow = (item: Expr): readonly Expr[] => (item.kind === 'array' ? item.rows.flat() : [item]);

import { type Shape, sizeOf } from '../graph/shape';
import { writtenNumber } from '../sheet/constants';
import type { Claim } from '../sheet/model';
import type { Expr } from '../syntax/ast';

/** Half units of the numbers that a side writes out; undefined where it writes none. */
export function slackOf(claim: Claim, shape: Shape): Float64Array | undefined {
  const entries = writtenEntries(claim.right);
  const size = sizeOf(shape);
  if (entries === undefined || (entries.length !== size && entries.length !== 1)) return undefined;
  return Float64Array.from({ length: size }, (_, i) => {
    const written = writtenNumber(entries[entries.length === 1 ? 0 : i]!);
    if (written === undefined) return 0;
    return written.halfUnit === 0 && claim.relation === '≈' ? 0.5 : written.halfUnit;
  });
}

/** The entries of an array written out, or the expression itself. */
function writtenEntries(expr: Expr): Expr[] | undefined {
  if (expr.kind === 'array') {
    const entries = expr.rows.flat().map(writtenEntries);
    return entries.every((entry) => entry !== undefined) ? entries.flat() : undefined;
  }
  if (expr.kind === 'transpose') return undefined;
  return [expr];
}

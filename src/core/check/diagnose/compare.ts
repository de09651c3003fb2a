import { sameShape, sizeOf } from '../../graph/shape';
import type { Context } from './context';
import type { Valued } from './scratch';

/** How far two entries may lie apart, relative to the largest at the point. */
const CLOSE = 1e-7;

/** A difference this much smaller than its operands is made of their rounding errors. */
const LOST = 1e-5;

/** a − b, with NaN where rounding leaves nothing of it. */
export const differenceOf = (a: number, b: number): number => {
  const difference = a - b;
  return difference !== 0 && Math.abs(difference) < LOST * Math.abs(a) ? Number.NaN : difference;
};

/** Whether two arrays have the same entries at all points, to rounding, as far as those of the second are known. */
export function sameEntries(points: number, a: Valued, b: Valued): boolean {
  if (!sameShape(a.shape, b.shape)) return false;
  const size = sizeOf(a.shape);
  let known = 0;
  for (let k = 0; k < points; k++) {
    let scale = 0;
    for (let i = 0; i < size; i++) scale = Math.max(scale, Math.abs(b.entries[k * size + i]!) || 0);
    for (let i = 0; i < size; i++) {
      const at = k * size + i;
      if (Number.isNaN(b.entries[at]!)) continue;
      known++;
      if (!(Math.abs(a.entries[at]! - b.entries[at]!) <= CLOSE * scale)) return false;
    }
  }
  return known > 0;
}

export const isZero = ({ entries }: Valued): boolean => entries.every((entry) => entry === 0);

/** The claim's own entries. */
export const claimedOf = (context: Context): Valued | undefined => context.valueOf(context.claim.right);

/** Entry by entry a result of two arrays of one shape. */
export function combined(a: Valued, b: Valued, by: (x: number, y: number) => number): Valued | undefined {
  if (!sameShape(a.shape, b.shape)) return undefined;
  return { shape: a.shape, row: a.row, entries: a.entries.map((x, i) => by(x, b.entries[i]!)) };
}

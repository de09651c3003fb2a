import { type Shape, stridesOf } from '../graph/shape';
import type { Alignment } from './alignment';
import type { EntryEvidence } from './verdict';

/** Wider enclosures, relative to an entry's scale, decide nothing. */
export const TIGHT = 1e-9;

/** Underflow leaves radii of a few subnormal numbers beside exact zeros; entries below this size are zeros. */
const UNDERFLOW = 2 ** -900;

/** Entries with bounds of their errors. */
export interface Enclosed {
  readonly values: Float64Array;
  readonly radii: Float64Array;
}

export interface Compared {
  /**
   * `disjoint`: some entry of the claim cannot equal the truth; `equal`: all enclosures overlap and are tight; `loose`: they
   * overlap but are too wide to tell.
   */
  readonly outcome: 'disjoint' | 'equal' | 'loose';
  /** The entry with the largest excess (disjoint), the widest enclosure (loose), or the largest difference (equal). */
  readonly worst: EntryEvidence;
  /** Decimal digits to which the worst entry agrees. */
  readonly digits: number;
}

/**
 * Compares a claim with the truth entry by entry.
 *
 * @param slack for each entry of the claim how far the truth may lie from it: the half unit of a rounded number
 * @param floor magnitude below which an entry counts as zero for the width test, such as |f|/|x| for a derivative
 */
export function compare(
  truth: Enclosed,
  claim: Enclosed,
  alignment: Alignment,
  shape: Shape,
  slack: ArrayLike<number> | undefined,
  floor: number,
): Compared {
  const size = truth.values.length;
  let scale = Math.max(floor, UNDERFLOW);
  for (let i = 0; i < size; i++) scale = Math.max(scale, 0.1 * Math.abs(truth.values[i]!));
  let disjoint = -1;
  let excess = 0;
  let loose = -1;
  let widest = 0;
  let largest = 0;
  let at = 0;
  for (let i = 0; i < size; i++) {
    const j = alignment.claimed(i);
    const expected = truth.values[i]!;
    const claimed = claim.values[j]!;
    const radius = truth.radii[i]! + claim.radii[j]!;
    const allowed = slack?.[j] ?? 0;
    const difference = Math.abs(claimed - expected);
    const larger = Math.max(Math.abs(expected), Math.abs(claimed));
    const magnitude = Math.max(scale, larger);
    // The difference itself is rounded, hence the few ulps beyond the radii.
    const bound = radius + allowed * (1 + 1e-12) + larger * 2 ** -51;
    if (difference > bound || Number.isNaN(difference)) {
      const over = difference / Math.max(larger, Number.MIN_VALUE);
      if (disjoint < 0 || over > excess) {
        disjoint = i;
        excess = over;
      }
    }
    const width = radius / magnitude;
    if (!(width <= TIGHT) && (magnitude > 0 || radius > 0) && (loose < 0 || !(width <= widest))) {
      loose = i;
      widest = width;
    }
    const relative = magnitude === 0 ? 0 : Math.max(0, difference - allowed) / magnitude;
    if (relative >= largest) {
      largest = relative;
      at = i;
    }
  }
  const entry = disjoint >= 0 ? disjoint : loose >= 0 ? loose : at;
  const j = alignment.claimed(entry);
  return {
    outcome: disjoint >= 0 ? 'disjoint' : loose >= 0 ? 'loose' : 'equal',
    digits: largest === 0 ? 15 : Math.max(0, Math.min(15, Math.floor(-Math.log10(largest)))),
    worst: {
      index: indexOf(entry, shape),
      claimed: claim.values[j]!,
      claimedRadius: claim.radii[j]!,
      expected: truth.values[entry]!,
      expectedRadius: truth.radii[entry]!,
    },
  };
}

/** Zero-based indices of a row-major entry. */
export function indexOf(entry: number, shape: Shape): number[] {
  const strides = stridesOf(shape);
  let rest = entry;
  return strides.map((stride) => {
    const index = Math.floor(rest / stride);
    rest -= index * stride;
    return index;
  });
}

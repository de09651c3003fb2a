import type { Interval, IntervalArithmetic } from '../../enclosure/interval';
import { isPoint, isUndefined, isZero } from './intervals';

/** The enclosure of the largest entry. */
export const enclosedMax = (entries: readonly Interval[], { max }: IntervalArithmetic): Interval =>
  entries.reduce((best, x) => max(best, x));

export const enclosedMin = (entries: readonly Interval[], { min }: IntervalArithmetic): Interval =>
  entries.reduce((best, x) => min(best, x));

/** The position of the first largest entry, from 0: the hull of all positions that it has for some exact entries. */
export function enclosedArgmax(entries: readonly Interval[], arithmetic: IntervalArithmetic): Interval {
  if (entries.some(isUndefined)) return arithmetic.undefined;
  // Entry i comes first where it exceeds all entries before it and reaches all behind it.
  const canBeFirst = ({ high }: Interval, i: number): boolean =>
    entries.every((other, j) => i === j || (j < i ? high.gt(other.low) : high.gte(other.low)));
  const positions = entries.flatMap((x, i) => (canBeFirst(x, i) ? [i] : []));
  return arithmetic.hull(arithmetic.fromDouble(positions[0]!), arithmetic.fromDouble(positions.at(-1)!));
}

/**
 * The derivative of the largest entry: 1 for a sure winner, the shares of `tie` (see `TIE_SLOT`) for exact ties, and
 * anything from 0 to 1 for entries that may or may not win.
 */
export function enclosedWinners(
  entries: readonly Interval[],
  arithmetic: IntervalArithmetic,
  tie: Interval | undefined,
): readonly Interval[] {
  const { zero, one } = arithmetic;
  if (entries.some(isUndefined)) return entries.map(() => arithmetic.undefined);
  const candidates = entries.flatMap(({ high }, i) =>
    entries.every((other) => high.gte(other.low)) ? [i] : [],
  );
  const shares = entries.map(() => zero);
  const isOpen = candidates.length > 1 && !candidates.every((i) => isPoint(entries[i]!));
  if (isOpen) {
    for (const i of candidates) shares[i] = arithmetic.hull(zero, one);
  } else if (tie !== undefined && isZero(tie)) shares[candidates[0]!] = one;
  else if (tie?.low.eq(1) && isPoint(tie)) shares[candidates.at(-1)!] = one;
  else {
    const share = arithmetic.divide(one, arithmetic.fromDouble(candidates.length));
    for (const i of candidates) shares[i] = share;
  }
  return shares;
}

import type Decimal from 'decimal.js';
import type { Interval, IntervalArithmetic } from '../../enclosure/interval';
import { isUndefined } from './intervals';

/** The enclosure of the largest entry. */
export const enclosedMax = (entries: readonly Interval[], { max }: IntervalArithmetic): Interval =>
  entries.reduce((best, x) => max(best, x));

export const enclosedMin = (entries: readonly Interval[], { min }: IntervalArithmetic): Interval =>
  entries.reduce((best, x) => min(best, x));

/** The position of the first largest entry, from 0: the hull of all positions that it has for some exact entries. */
export function enclosedArgmax(entries: readonly Interval[], arithmetic: IntervalArithmetic): Interval {
  if (entries.some(isUndefined)) return arithmetic.undefined;
  const least = leastLargest(entries);
  const positions: number[] = [];
  let before: Decimal | undefined;
  entries.forEach(({ low, high }, i) => {
    // An entry comes first where it reaches all others and exceeds those before it.
    if (high.gte(least) && (before === undefined || high.gt(before))) positions.push(i);
    if (before === undefined || low.gt(before)) before = low;
  });
  return arithmetic.hull(arithmetic.fromDouble(positions[0]!), arithmetic.fromDouble(positions.at(-1)!));
}

/** The least value that the largest entry can have. */
const leastLargest = (entries: readonly Interval[]): Decimal =>
  entries.map(({ low }) => low).reduce((best, low) => (low.gt(best) ? low : best));

/**
 * The derivative of the largest entry: 1 for a sure winner, 0 for what cannot win. All that may win, and all that tie, whose
 * shares are a convention, lie between.
 */
export function enclosedWinners(
  entries: readonly Interval[],
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const { zero, one } = arithmetic;
  if (entries.some(isUndefined)) return entries.map(() => arithmetic.undefined);
  const least = leastLargest(entries);
  const canWin = entries.map(({ high }) => high.gte(least));
  const share = canWin.filter(Boolean).length === 1 ? one : arithmetic.hull(zero, one);
  return canWin.map((can) => (can ? share : zero));
}

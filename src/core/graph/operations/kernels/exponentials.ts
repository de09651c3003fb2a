import type { Interval, IntervalArithmetic } from '../../enclosure/interval';
import { enclosedMax } from './candidates';
import { isPoint } from './intervals';
import { enclosedSum, enclosedSumsOfOthers } from './runs';

/**
 * e^{xᵢ − c} for an exact number c, the largest upper end, so that none exceeds 1 and the shift cancels exactly. An upper
 * end that is infinite leaves no shift.
 */
function shifted(
  entries: readonly Interval[],
  { exp, subtract }: IntervalArithmetic,
): { readonly shift: Interval; readonly powers: readonly Interval[]; readonly at: number } | undefined {
  let at = 0;
  entries.forEach((x, i) => {
    if (x.high.gt(entries[at]!.high)) at = i;
  });
  const c = entries[at]!.high;
  if (!c.isFinite()) return undefined;
  const shift = { low: c, high: c };
  return { shift, at, powers: entries.map((x) => exp(subtract(x, shift))) };
}

/**
 * 1 / (1 + Σ_{j≠i} e^{xⱼ − xᵢ}) for each entry, where each sum runs over all other exponentials, so that wide intervals lose
 * nothing: the quotient of others and own is monotone in both.
 */
export function enclosedSoftmax(
  entries: readonly Interval[],
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const { add, divide, max, min, zero, one } = arithmetic;
  const scaled = shifted(entries, arithmetic);
  if (scaled === undefined)
    return entries.map(() => unlessUndefined(entries, arithmetic, arithmetic.hull(zero, one)));
  const others = enclosedSumsOfOthers(scaled.powers, arithmetic);
  return scaled.powers.map((own, i) => {
    // An exponential too small for any exponent is divided by what is not small.
    const share = own.low.gt(0)
      ? divide(one, add(one, divide(others[i]!, own)))
      : divide(own, add(own, others[i]!));
    return max(zero, min(one, share));
  });
}

/** −log(1 + Σ_{j≠i} e^{xⱼ − xᵢ}) for each entry. */
export function enclosedLogSoftmax(
  entries: readonly Interval[],
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const { divide, log1p, negate, subtract } = arithmetic;
  const scaled = shifted(entries, arithmetic);
  if (scaled === undefined) return entries.map(() => unlessUndefined(entries, arithmetic, arithmetic.whole));
  const others = enclosedSumsOfOthers(scaled.powers, arithmetic);
  let total: Interval | undefined;
  return scaled.powers.map((own, i) => {
    if (own.low.gt(0)) return negate(log1p(divide(others[i]!, own)));
    total ??= enclosedLogSumExp(entries, arithmetic);
    return subtract(entries[i]!, total);
  });
}

/** c + log(1 + Σ e^{xᵢ − c}) where c is the largest entry, left out of the sum. */
export function enclosedLogSumExp(entries: readonly Interval[], arithmetic: IntervalArithmetic): Interval {
  const { add, fromDouble, hull, log, log1p, zero } = arithmetic;
  if (entries.length === 0) return arithmetic.undefined;
  const scaled = shifted(entries, arithmetic);
  if (scaled === undefined) return unlessUndefined(entries, arithmetic, arithmetic.whole);
  const { shift, powers, at } = scaled;
  const others = enclosedSum(
    powers.filter((_, i) => i !== at),
    arithmetic,
  );
  if (isPoint(entries[at]!)) return add(shift, log1p(others));
  const sum = add(powers[at]!, others);
  // The sum lies between the largest exponential and n times it.
  return sum.low.gt(0)
    ? add(shift, log(sum))
    : add(enclosedMax(entries, arithmetic), hull(zero, log(fromDouble(entries.length))));
}

/** `bounds`, unless an entry has no value. */
const unlessUndefined = (
  entries: readonly Interval[],
  arithmetic: IntervalArithmetic,
  bounds: Interval,
): Interval => (entries.some(({ low, high }) => low.isNaN() || high.isNaN()) ? arithmetic.undefined : bounds);

import { intervalArithmetic } from '../arithmetic';
import type { Interval, IntervalArithmetic } from '../interval';

/** An arithmetic of at least as many digits; few numbers of digits occur, because constants are computed for each. */
export const workingArithmetic = (digits: number): IntervalArithmetic =>
  intervalArithmetic(8 * Math.ceil(digits / 8));

/** Decimal digits that both ends of an interval share, at most about; 0 where it holds 0. */
function sharedDigits({ low, high }: Interval): number {
  if (low.isNaN() || low.eq(high)) return Number.POSITIVE_INFINITY;
  if (!low.isFinite() || !high.isFinite() || low.s * high.s < 0 || low.isZero() || high.isZero()) return 0;
  return Math.max(0, Math.min(low.e, high.e) - high.minus(low).e);
}

/** Digits beyond those wanted that a computation starts with. */
const GUARD = 12;

/**
 * Evaluates in more and more digits until the result has those of `a` (Ziv 1991), and rounds it outward to them. `loss` is
 * the number of digits known to cancel. Next to a zero of the function at most twice the digits are spent.
 */
export function refined(
  a: IntervalArithmetic,
  loss: number,
  evaluate: (w: IntervalArithmetic) => Interval,
): Interval {
  const wanted = a.digits + 3;
  let digits = a.digits + GUARD + Math.max(0, loss);
  const most = digits + a.digits + 40;
  for (;;) {
    const w = workingArithmetic(digits);
    const result = evaluate(w);
    const missing = wanted - sharedDigits(result);
    if (missing <= 0 || w.digits >= most) return a.add(result, a.zero);
    digits = Math.min(most, w.digits + missing + 4);
  }
}

import type Decimal from 'decimal.js';
import type { Interval, IntervalArithmetic } from './interval';

const isUndefined = (x: Interval): boolean => x.low.isNaN() || x.high.isNaN();
const isPositive = (x: Decimal): boolean => x.isPositive() && !x.isZero();
const isNegative = (x: Decimal): boolean => x.isNegative() && !x.isZero();

/** All truth values, as numbers. */
export const eitherTruth = (a: IntervalArithmetic): Interval => a.hull(a.zero, a.one);

/** 1 for what is surely not 0, 0 for 0 itself, else either. */
export function truthOf(a: IntervalArithmetic, x: Interval): Interval {
  if (isUndefined(x)) return a.undefined;
  if (isPositive(x.low) || isNegative(x.high)) return a.one;
  return x.low.isZero() && x.high.isZero() ? a.zero : eitherTruth(a);
}

/**
 * A function with one formula above 0 and another one at 0 and below, both continuous up to 0: the hull of what they make of
 * their parts of x.
 */
export function byHalves(
  a: IntervalArithmetic,
  x: Interval,
  above: (x: Interval) => Interval,
  below: (x: Interval) => Interval,
): Interval {
  if (isUndefined(x)) return a.undefined;
  if (isPositive(x.low)) return above(x);
  if (!isPositive(x.high)) return below(x);
  return a.hull(above({ low: a.zero.low, high: x.high }), below({ low: x.low, high: a.zero.high }));
}

/** A function that jumps at 0, with the hull of both sides there. */
export function acrossZero(a: IntervalArithmetic, x: Interval, below: Interval, above: Interval): Interval {
  if (isUndefined(x)) return a.undefined;
  if (isPositive(x.low)) return above;
  return isNegative(x.high) ? below : a.hull(below, above);
}

/** An increasing function by its values at the ends, which `limits` are at infinity; formulas may use x more than once. */
export function byEnds(
  a: IntervalArithmetic,
  x: Interval,
  f: (x: Interval) => Interval,
  limits: Interval = a.whole,
): Interval {
  if (isUndefined(x)) return a.undefined;
  if (x.low.isFinite() && x.low.eq(x.high)) return f(x);
  return {
    low: x.low.isFinite() ? f({ low: x.low, high: x.low }).low : limits.low,
    high: x.high.isFinite() ? f({ low: x.high, high: x.high }).high : limits.high,
  };
}

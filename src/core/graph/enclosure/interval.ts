import type Decimal from 'decimal.js';

/**
 * All real numbers from `low` to `high`, ends included; the exact value of what was computed lies in it. Infinite ends say
 * that no bound is known on that side. Both ends are NaN where the value is undefined for some of the exact inputs, such as
 * the logarithm of an interval that reaches below zero.
 */
export interface Interval {
  readonly low: Decimal;
  readonly high: Decimal;
}

/**
 * Interval arithmetic with decimal ends of `digits` significant digits, rounded outward (Moore 1966). Every function returns
 * an enclosure of the exact results for all exact arguments in its intervals; none throws. Where the argument is a single
 * number the result is as narrow as the precision allows, up to a few units in the last digit.
 */
export interface IntervalArithmetic {
  readonly digits: number;
  readonly zero: Interval;
  readonly one: Interval;
  readonly pi: Interval;
  /** Nothing is known but that there is a value. */
  readonly whole: Interval;
  /** There is no value. */
  readonly undefined: Interval;

  /** The exact value of a double, which `new Decimal(x)` would round to its shortest decimal form. */
  fromDouble(x: number): Interval;
  /** All numbers within `radius` of the double `x`. */
  fromBall(x: number, radius: number): Interval;
  /** A decimal as written, such as `0.1` or `6.02e23`. */
  fromDecimal(text: string): Interval;
  /** The least interval with both of its arguments in it. */
  hull(x: Interval, y: Interval): Interval;

  negate(x: Interval): Interval;
  add(x: Interval, y: Interval): Interval;
  subtract(x: Interval, y: Interval): Interval;
  multiply(x: Interval, y: Interval): Interval;
  /** The whole line for a divisor that holds 0, unless it is 0 alone, for which the quotient is undefined. */
  divide(x: Interval, y: Interval): Interval;
  abs(x: Interval): Interval;
  max(x: Interval, y: Interval): Interval;
  min(x: Interval, y: Interval): Interval;
  /** −1, 0 or 1 where all exact values are ordered alike, undefined where the intervals overlap. */
  compare(x: Interval, y: Interval): -1 | 0 | 1 | undefined;

  /** xⁿ for a whole n, also negative. */
  powerOf(x: Interval, n: number): Interval;
  /** x^y for x > 0; for other x where y is one whole number. */
  power(x: Interval, y: Interval): Interval;
  sqrt(x: Interval): Interval;
  cbrt(x: Interval): Interval;
  exp(x: Interval): Interval;
  expm1(x: Interval): Interval;
  log(x: Interval): Interval;
  log1p(x: Interval): Interval;
  sin(x: Interval): Interval;
  cos(x: Interval): Interval;
  tan(x: Interval): Interval;
  asin(x: Interval): Interval;
  acos(x: Interval): Interval;
  atan(x: Interval): Interval;
  atan2(y: Interval, x: Interval): Interval;
  sinh(x: Interval): Interval;
  cosh(x: Interval): Interval;
  tanh(x: Interval): Interval;
  asinh(x: Interval): Interval;
  acosh(x: Interval): Interval;
  atanh(x: Interval): Interval;
}

/** Computes the output intervals of a site from its input intervals; offsets as in `Site`. */
export type EnclosureKernel = (memory: Interval[]) => void;

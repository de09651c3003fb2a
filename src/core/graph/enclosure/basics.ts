import Decimal from 'decimal.js';
import { type DecimalClass, exactDecimal, WORD } from './decimal';
import type { Interval } from './interval';

/** Exponents of decimals go so far, far beyond all that an exponential of a double needs. */
export const MAX_EXPONENT = 9e15;

export const classOf = (digits: number, rounding: Decimal.Rounding): DecimalClass =>
  Decimal.clone({ precision: digits, rounding, minE: -MAX_EXPONENT, maxE: MAX_EXPONENT, defaults: true });

export const isPoint = (x: Interval): boolean => x.low === x.high || x.low.eq(x.high);
export const isUndefined = (x: Interval): boolean => x.low.isNaN() || x.high.isNaN();
export const holdsZero = (x: Interval): boolean =>
  x.low.s <= 0 || x.low.isZero() ? x.high.s >= 0 || x.high.isZero() : false;
const isUnbounded = (x: Interval): boolean => !x.low.isFinite() && !x.high.isFinite();
export const isNegative = (x: Decimal): boolean => x.s < 0 && !x.isZero();
export const isPositive = (x: Decimal): boolean => x.s > 0 && !x.isZero();

/** A decimal numeral, and one with a digit that is not 0 before its exponent. */
const NUMERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NONZERO = /^[^eE]*[1-9]/;

export type Basics = ReturnType<typeof basicsOf>;

/** Numbers, their order, and + − × ÷ of intervals with ends of `digits` digits, by directed rounding. */
export function basicsOf(digits: number) {
  const Down = classOf(digits, Decimal.ROUND_FLOOR);
  const Up = classOf(digits, Decimal.ROUND_CEIL);

  const ZERO = new Down(0);
  const ONE = new Down(1);
  const INFINITY = new Down(Number.POSITIVE_INFINITY);
  const MINUS_INFINITY = new Down(Number.NEGATIVE_INFINITY);
  const LARGEST = new Down(`9e${MAX_EXPONENT}`);
  const LEAST = new Down(`1e${-MAX_EXPONENT}`);

  const NaN_ = new Down(Number.NaN);
  const zero: Interval = { low: ZERO, high: ZERO };
  const one: Interval = { low: ONE, high: ONE };
  const minusOne: Interval = { low: ONE.neg(), high: ONE.neg() };
  const unit: Interval = { low: minusOne.low, high: ONE };
  const whole: Interval = { low: MINUS_INFINITY, high: INFINITY };
  const nothing: Interval = { low: NaN_, high: NaN_ };

  const larger = (x: Decimal, y: Decimal): Decimal => (x.gte(y) ? x : y);
  const smaller = (x: Decimal, y: Decimal): Decimal => (x.lte(y) ? x : y);

  // The decimals overflow to infinity and underflow to 0 in every direction of rounding; one of the directions is wrong.
  const lowOf = (z: Decimal, hasBound: boolean, isNonzero: boolean): Decimal => {
    if (hasBound && z.s > 0 && !z.isFinite()) return LARGEST;
    if (isNonzero && z.isZero() && z.s < 0) return LEAST.neg();
    return z;
  };
  const highOf = (z: Decimal, hasBound: boolean, isNonzero: boolean): Decimal => {
    if (hasBound && z.s < 0 && !z.isFinite()) return LARGEST.neg();
    if (isNonzero && z.isZero() && z.s > 0) return LEAST;
    return z;
  };

  const isFinitePair = (x: Decimal, y: Decimal): boolean => x.isFinite() && y.isFinite();
  const isNonzeroPair = (x: Decimal, y: Decimal): boolean => !x.isZero() && !y.isZero();

  // An infinite end says that there is no bound, so in a product with the end 0 it counts as a large number.
  const timesDown = (x: Decimal, y: Decimal): Decimal =>
    isNonzeroPair(x, y) ? lowOf(Down.mul(x, y), isFinitePair(x, y), true) : ZERO;
  const timesUp = (x: Decimal, y: Decimal): Decimal =>
    isNonzeroPair(x, y) ? highOf(Up.mul(x, y), isFinitePair(x, y), true) : ZERO;
  const overDown = (x: Decimal, y: Decimal): Decimal => {
    if (x.isZero() || !y.isFinite()) return ZERO;
    return lowOf(Down.div(x, y), x.isFinite(), true);
  };
  const overUp = (x: Decimal, y: Decimal): Decimal => {
    if (x.isZero() || !y.isFinite()) return ZERO;
    return highOf(Up.div(x, y), x.isFinite(), true);
  };
  const plusDown = (x: Decimal, y: Decimal): Decimal => lowOf(Down.add(x, y), isFinitePair(x, y), false);
  const plusUp = (x: Decimal, y: Decimal): Decimal => highOf(Up.add(x, y), isFinitePair(x, y), false);

  /** Whether a product fits in the digits, so that no direction rounds. */
  const isShortProduct = (x: Decimal, y: Decimal): boolean =>
    x.isFinite() && y.isFinite() && (x.d.length + y.d.length) * WORD <= digits && Math.abs(x.e + y.e) < 1e15;

  const negate = (x: Interval): Interval => ({ low: x.high.neg(), high: x.low.neg() });
  const add = (x: Interval, y: Interval): Interval => {
    if (isUndefined(x) || isUndefined(y)) return nothing;
    const low = x.low.isFinite() && y.low.isFinite() ? plusDown(x.low, y.low) : MINUS_INFINITY;
    const high = x.high.isFinite() && y.high.isFinite() ? plusUp(x.high, y.high) : INFINITY;
    return { low, high };
  };
  const subtract = (x: Interval, y: Interval): Interval => add(x, negate(y));

  const multiply = (x: Interval, y: Interval): Interval => {
    if (isUndefined(x) || isUndefined(y)) return nothing;
    // Something that has no bounds may have no value either, such as a quotient by 0, and then the product with 0 has none.
    if (isUnbounded(x) || isUnbounded(y)) return whole;
    if (isPoint(x) && isPoint(y)) {
      const low = timesDown(x.low, y.low);
      return isShortProduct(x.low, y.low) ? { low, high: low } : { low, high: timesUp(x.low, y.low) };
    }
    if (!isNegative(x.low)) {
      if (!isNegative(y.low)) return { low: timesDown(x.low, y.low), high: timesUp(x.high, y.high) };
      if (!isPositive(y.high)) return { low: timesDown(x.high, y.low), high: timesUp(x.low, y.high) };
      return { low: timesDown(x.high, y.low), high: timesUp(x.high, y.high) };
    }
    if (!isPositive(x.high)) return negate(multiply(negate(x), y));
    if (!isNegative(y.low) || !isPositive(y.high)) return multiply(y, x);
    return {
      low: smaller(timesDown(x.low, y.high), timesDown(x.high, y.low)),
      high: larger(timesUp(x.low, y.low), timesUp(x.high, y.high)),
    };
  };

  const divide = (x: Interval, y: Interval): Interval => {
    if (isUndefined(x) || isUndefined(y)) return nothing;
    if (holdsZero(y)) return isPoint(y) ? nothing : whole;
    if (y.high.s < 0) return divide(negate(x), negate(y));
    return {
      low: overDown(x.low, isNegative(x.low) ? y.low : y.high),
      high: overUp(x.high, isNegative(x.high) ? y.high : y.low),
    };
  };

  const abs = (x: Interval): Interval => {
    if (isUndefined(x)) return nothing;
    if (!isNegative(x.low)) return x;
    return isPositive(x.high) ? { low: ZERO, high: larger(x.low.neg(), x.high) } : negate(x);
  };

  const hull = (x: Interval, y: Interval): Interval =>
    isUndefined(x) || isUndefined(y) ? nothing : { low: smaller(x.low, y.low), high: larger(x.high, y.high) };

  const fromDouble = (x: number): Interval => {
    if (Number.isNaN(x)) return nothing;
    if (!Number.isFinite(x)) return whole;
    const exact = exactDecimal(x, Down);
    return { low: exact, high: exact };
  };

  const fromBall = (x: number, radius: number): Interval => {
    if (radius === 0) return fromDouble(x);
    if (Number.isNaN(x)) return nothing;
    if (!Number.isFinite(x) || !(radius < Number.POSITIVE_INFINITY)) return whole;
    const [middle, reach] = [exactDecimal(x, Down), exactDecimal(Math.abs(radius), Down)];
    return { low: plusDown(middle, reach.neg()), high: plusUp(middle, reach) };
  };

  const fromDecimal = (text: string): Interval => {
    if (!NUMERAL.test(text)) return whole;
    const value = new Down(text);
    if (!value.isFinite()) {
      return value.s > 0 ? { low: LARGEST, high: INFINITY } : { low: MINUS_INFINITY, high: LARGEST.neg() };
    }
    if (value.isZero() && NONZERO.test(text)) return { low: LEAST.neg(), high: LEAST };
    return { low: value, high: value };
  };

  const max = (x: Interval, y: Interval): Interval =>
    isUndefined(x) || isUndefined(y) ? nothing : { low: larger(x.low, y.low), high: larger(x.high, y.high) };
  const min = (x: Interval, y: Interval): Interval =>
    isUndefined(x) || isUndefined(y)
      ? nothing
      : { low: smaller(x.low, y.low), high: smaller(x.high, y.high) };

  const compare = (x: Interval, y: Interval): -1 | 0 | 1 | undefined => {
    if (isUndefined(x) || isUndefined(y)) return undefined;
    if (x.high.lt(y.low)) return -1;
    if (x.low.gt(y.high)) return 1;
    return isPoint(x) && isPoint(y) && x.low.isFinite() ? 0 : undefined;
  };

  /** The result of a finer arithmetic in this one's digits. */
  const outward = (x: Interval): Interval => {
    const cut = (end: Decimal, C: DecimalClass, rounding: Decimal.Rounding): Decimal =>
      end.isFinite() && end.sd() > digits ? new C(end.toSD(digits, rounding)) : end;
    return { low: cut(x.low, Down, Decimal.ROUND_FLOOR), high: cut(x.high, Up, Decimal.ROUND_CEIL) };
  };

  return {
    digits,
    Down,
    Up,
    zero,
    one,
    minusOne,
    unit,
    whole,
    nothing,
    larger,
    smaller,
    timesUp,
    overUp,
    plusDown,
    plusUp,
    fromDouble,
    fromBall,
    fromDecimal,
    hull,
    negate,
    add,
    subtract,
    multiply,
    divide,
    abs,
    max,
    min,
    compare,
    outward,
  };
}

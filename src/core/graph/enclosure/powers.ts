import { type Basics, holdsZero, isNegative, isPoint, isPositive, isUndefined } from './basics';
import type { Functions } from './functions';
import type { Interval, IntervalArithmetic } from './interval';

/** Whole exponents up to this are taken by squaring. */
const MOST_SQUARED = 2 ** 20;

/** Powers by products in the finer arithmetic `guarded`, and by logarithms in the still finer one `wide`. */
export function powersOf(
  basics: Basics,
  { sqrt }: Functions,
  guarded: () => IntervalArithmetic,
  wide: () => IntervalArithmetic,
): Pick<IntervalArithmetic, 'power' | 'powerOf'> {
  const { zero, one, whole, nothing, larger, negate, multiply, divide, abs, fromDouble, outward } = basics;
  const ZERO = zero.low;
  const ONE = one.low;
  const INFINITY = whole.high;

  /** xⁿ for x ≥ 0 and a whole n > 0: a product of squares of squares. */
  const positivePower = (x: Interval, n: number): Interval => {
    if (n > MOST_SQUARED) return power(x, fromDouble(n));
    if (n === 1) return x;
    if (n === 2) return multiply(x, x);
    const g = guarded();
    let result = one;
    let base = x;
    for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = g.multiply(result, base);
      if (rest > 1) base = g.multiply(base, base);
    }
    return outward(result);
  };

  const powerOf = (x: Interval, n: number): Interval => {
    if (isUndefined(x) || !Number.isInteger(n)) return nothing;
    if (n === 0) return one;
    if (n < 0) {
      if (holdsZero(x)) {
        if (isPoint(x)) return nothing;
        if (n % 2 !== 0) return whole;
        const largest = positivePower(abs(x), -n).high;
        return { low: divide(one, { low: largest, high: largest }).low, high: INFINITY };
      }
      return divide(one, powerOf(x, -n));
    }
    if (n % 2 === 0) return positivePower(abs(x), n);
    if (!isNegative(x.low)) return positivePower(x, n);
    if (!isPositive(x.high)) return negate(positivePower(negate(x), n));
    return {
      low: positivePower({ low: x.low.neg(), high: x.low.neg() }, n).high.neg(),
      high: positivePower({ low: x.high, high: x.high }, n).high,
    };
  };

  const power = (x: Interval, y: Interval): Interval => {
    if (isUndefined(x) || isUndefined(y)) return nothing;
    if (isPoint(y) && y.low.isInteger() && y.low.abs().lte(MOST_SQUARED)) return powerOf(x, y.low.toNumber());
    if (isPoint(y) && y.low.eq(0.5)) return sqrt(x);
    if (isPositive(x.low)) {
      if (isPoint(x) && x.low.eq(1)) return one;
      const g = wide();
      return outward(g.exp(g.multiply(y, g.log(x))));
    }
    const isWholeExponent = isPoint(y) && y.low.isFinite() && y.low.isInteger();
    if (isWholeExponent && !isPositive(x.high)) {
      if (x.high.isZero()) return isPoint(x) && isPositive(y.low) ? zero : whole;
      const size = power(negate(x), y);
      return y.low.mod(2).isZero() ? size : negate(size);
    }
    if (isWholeExponent) return whole;
    if (isNegative(x.low)) return nothing;
    // The base reaches down to 0.
    if (!isPositive(y.low)) return isPoint(x) ? nothing : whole;
    return isPoint(x) ? zero : { low: ZERO, high: larger(ONE, power({ low: x.high, high: x.high }, y).high) };
  };

  return { power, powerOf };
}

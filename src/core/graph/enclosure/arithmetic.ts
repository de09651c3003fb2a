import Decimal from 'decimal.js';
import { type DecimalClass, exactDecimal } from './decimal';
import type { Interval, IntervalArithmetic } from './interval';
import { pointFunctions } from './points';

/** Exponents of decimals go so far, far beyond all that an exponential of a double needs. */
const MAX_EXPONENT = 9e15;

/** More digits than any sum below has. */
const MOST_DIGITS = 1e8;

const known = new Map<number, IntervalArithmetic>();

/** The arithmetic of a number of digits, made once. */
export function intervalArithmetic(digits: number): IntervalArithmetic {
  const made = known.get(digits);
  if (made !== undefined) return made;
  const arithmetic = makeArithmetic(digits);
  known.set(digits, arithmetic);
  return arithmetic;
}

const classOf = (digits: number, rounding: Decimal.Rounding): DecimalClass =>
  Decimal.clone({ precision: digits, rounding, minE: -MAX_EXPONENT, maxE: MAX_EXPONENT, defaults: true });

const isPoint = (x: Interval): boolean => x.low === x.high || x.low.eq(x.high);
const isUndefined = (x: Interval): boolean => x.low.isNaN() || x.high.isNaN();
const holdsZero = (x: Interval): boolean =>
  x.low.s <= 0 || x.low.isZero() ? x.high.s >= 0 || x.high.isZero() : false;
const isNegative = (x: Decimal): boolean => x.s < 0 && !x.isZero();
const isPositive = (x: Decimal): boolean => x.s > 0 && !x.isZero();

/** A decimal numeral. */
const NUMERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Digits that compositions carry beyond the result's. */
const GUARD = 8;

/** The logarithm of a power's result is at most 16 digits long where the result is no more than a bound. */
const POWER_GUARD = 20;

/** Below this width functions with small slopes are enclosed from one end. */
const NARROW = 1e-12;

/** Whole exponents up to this are taken by squaring. */
const MOST_SQUARED = 2 ** 20;

function makeArithmetic(digits: number): IntervalArithmetic {
  const Down = classOf(digits, Decimal.ROUND_FLOOR);
  const Up = classOf(digits, Decimal.ROUND_CEIL);
  const points = pointFunctions(digits, Down, Up);
  const Exact = classOf(MOST_DIGITS, Decimal.ROUND_FLOOR);
  const guarded = (): IntervalArithmetic => intervalArithmetic(digits + GUARD);

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
    if (isPoint(x) && isPoint(y)) {
      return { low: timesDown(x.low, y.low), high: timesUp(x.high, y.high) };
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

  /** The result of a finer arithmetic in this one's digits. */
  const outward = (x: Interval): Interval => {
    const cut = (end: Decimal, C: DecimalClass, rounding: Decimal.Rounding): Decimal =>
      end.isFinite() && end.sd() > digits ? new C(end.toSD(digits, rounding)) : end;
    return { low: cut(x.low, Down, Decimal.ROUND_FLOOR), high: cut(x.high, Up, Decimal.ROUND_CEIL) };
  };

  type AtPoint = (x: Decimal) => Interval;

  /** An increasing function from its values at the ends; `limits` are those at −∞ and ∞. */
  const increasing = (at: AtPoint, limits: Interval): ((x: Interval) => Interval) => {
    const limit = (x: Decimal): Decimal => (x.s < 0 ? limits.low : limits.high);
    return (x) => {
      if (isUndefined(x)) return nothing;
      if (isPoint(x) && x.low.isFinite()) return at(x.low);
      return {
        low: x.low.isFinite() ? at(x.low).low : limit(x.low),
        high: x.high.isFinite() ? at(x.high).high : limit(x.high),
      };
    };
  };

  const widthOf = (x: Interval): Decimal => Up.sub(x.high, x.low);

  const exp = (x: Interval): Interval => {
    if (isUndefined(x)) return nothing;
    if (x.low.isFinite() && x.high.isFinite()) {
      const start = points.exp(x.low);
      if (isPoint(x)) return start;
      const width = widthOf(x);
      // e^w ≤ 1 + 2w for w ≤ 1.
      if (width.lt(NARROW))
        return { low: start.low, high: timesUp(start.high, Up.add(ONE, Up.mul(2, width))) };
    }
    return increasing(points.exp, { low: ZERO, high: INFINITY })(x);
  };

  const log = (x: Interval): Interval => {
    if (isUndefined(x) || !isPositive(x.low)) return nothing;
    if (x.low.isFinite() && x.high.isFinite()) {
      const start = points.log(x.low);
      if (isPoint(x)) return start;
      const width = overUp(widthOf(x), x.low);
      // ln(1 + w) ≤ w.
      if (width.lt(NARROW)) return { low: start.low, high: plusUp(start.high, width) };
    }
    return increasing(points.log, whole)(x);
  };

  const expm1At = (x: Decimal): Interval => (x.abs().lte(1) ? points.expm1(x) : subtract(points.exp(x), one));
  const expm1 = increasing(expm1At, { low: minusOne.low, high: INFINITY });

  const sqrt = (x: Interval): Interval =>
    isUndefined(x) || isNegative(x.low) ? nothing : increasing(points.sqrt, whole)(x);

  /** The exact sum of 1 and x, as a point: `log` is relatively accurate near 1. */
  const log1pAt = (x: Decimal): Interval => {
    if (x.isZero()) return zero;
    if (x.e < -digits - 2) {
      // x − x² < ln(1 + x) < x for 0 < |x| < ½.
      const bend = new Down(`1e${Math.max(2 * x.e + 2, 2 - MAX_EXPONENT)}`);
      return { low: plusDown(x, bend.neg()), high: x };
    }
    if (x.e > digits + 2) {
      const start = points.log(x);
      return { low: start.low, high: plusUp(start.high, overUp(ONE, x)) };
    }
    return points.log(Exact.add(ONE, x));
  };
  const log1p = (x: Interval): Interval =>
    isUndefined(x) || x.low.lte(minusOne.low) ? nothing : increasing(log1pAt, whole)(x);

  const pi = points.pi();
  const clip = (x: Interval): Interval => ({
    low: larger(x.low, unit.low),
    high: smaller(x.high, unit.high),
  });

  /** The whole numbers k with `offset` + kπ possibly in x, from the first to the last. */
  const multiplesIn = (x: Interval, offset: Interval): { first: Decimal; last: Decimal } => {
    const turns = divide(subtract(x, offset), pi);
    return { first: turns.low.ceil(), last: turns.high.floor() };
  };
  const halfPi = divide(pi, { low: new Down(2), high: new Down(2) });

  /** sin or cos, whose maxima lie at `peak` + 2kπ and minima halfway between. */
  const wave =
    (at: (x: Decimal) => Interval | undefined, peak: Interval) =>
    (x: Interval): Interval => {
      if (isUndefined(x)) return nothing;
      if (!x.low.isFinite() || !x.high.isFinite()) return unit;
      const start = at(x.low);
      if (start === undefined) return unit;
      if (isPoint(x)) return clip(start);
      const width = widthOf(x);
      if (width.lt(NARROW))
        return clip({ low: plusDown(start.low, width.neg()), high: plusUp(start.high, width) });
      if (width.gt(7)) return unit;
      const end = at(x.high);
      if (end === undefined) return unit;
      let range = hull(start, end);
      const { first, last } = multiplesIn(x, peak);
      // Numbers beyond the digits cannot be counted one by one.
      if (last.e >= digits - 2 || last.minus(first).gt(3)) return unit;
      for (let k = first; k.lte(last); k = k.plus(1)) range = hull(range, k.mod(2).isZero() ? one : minusOne);
      return clip(range);
    };

  const sin = wave(points.sin, halfPi);
  const cos = wave(points.cos, zero);

  const tan = (x: Interval): Interval => {
    if (isUndefined(x)) return nothing;
    if (!x.low.isFinite() || !x.high.isFinite()) return whole;
    const start = points.tan(x.low);
    if (start === undefined) return whole;
    if (isPoint(x)) return start;
    const { first, last } = multiplesIn(x, halfPi);
    if (first.lte(last)) return whole;
    const end = points.tan(x.high);
    return end === undefined ? whole : { low: start.low, high: end.high };
  };

  const atan = increasing(points.atan, { low: halfPi.high.neg(), high: halfPi.high });

  /** A function made of others, in finer arithmetic, at a point. */
  const composed =
    (f: (g: IntervalArithmetic, x: Interval) => Interval): AtPoint =>
    (x) =>
      outward(f(guarded(), { low: x, high: x }));

  const complementRoot = (g: IntervalArithmetic, x: Interval): Interval =>
    g.sqrt(g.multiply(g.subtract(g.one, x), g.add(g.one, x)));

  // arcsin x = 2·arctan(x/(1 + √(1 − x²))), and arccos x = 2·arctan(√((1 − x)/(1 + x))).
  const asinAt = composed((g, x) => {
    const half = g.atan(g.divide(x, g.add(g.one, complementRoot(g, x))));
    return g.add(half, half);
  });
  const acosAt: AtPoint = (x) => {
    if (x.eq(-1)) return pi;
    return composed((g, y) => {
      const half = g.atan(g.sqrt(g.divide(g.subtract(g.one, y), g.add(g.one, y))));
      return g.add(half, half);
    })(x);
  };
  const isInUnit = (x: Interval): boolean => !isUndefined(x) && x.low.gte(minusOne.low) && x.high.lte(ONE);
  const asin = (x: Interval): Interval => (isInUnit(x) ? increasing(asinAt, whole)(x) : nothing);
  const acos = (x: Interval): Interval => {
    if (!isInUnit(x)) return nothing;
    return isPoint(x) ? acosAt(x.low) : { low: acosAt(x.high).low, high: acosAt(x.low).high };
  };

  // With u = e^|x| − 1: sinh |x| = (u + u/(u + 1))/2 and tanh |x| = u₂/(u₂ + 2) with u₂ = e^(2|x|) − 1.
  const odd =
    (at: AtPoint): AtPoint =>
    (x) =>
      x.isZero() ? zero : x.s < 0 ? negate(at(x.neg())) : at(x);
  const two: Interval = { low: new Down(2), high: new Down(2) };
  const half: Interval = { low: new Down(0.5), high: new Down(0.5) };
  const sinhAt = odd(
    composed((g, x) => {
      const u = g.expm1(x);
      return g.multiply(half, g.add(u, g.divide(u, g.add(u, one))));
    }),
  );
  const coshAt: AtPoint = composed((g, x) => {
    const e = g.exp(g.abs(x));
    return g.multiply(half, g.add(e, g.divide(one, e)));
  });
  const tanhAt = odd(
    composed((g, x) => {
      const u = g.expm1(g.add(x, x));
      return x.low.gt(1) ? g.subtract(one, g.divide(two, g.add(u, two))) : g.divide(u, g.add(u, two));
    }),
  );
  const cosh = (x: Interval): Interval => increasing(coshAt, { low: ONE, high: INFINITY })(abs(x));

  const asinhAt = odd(
    composed((g, x) => {
      const square = g.multiply(x, x);
      return g.log1p(g.add(x, g.divide(square, g.add(one, g.sqrt(g.add(one, square))))));
    }),
  );
  const acoshAt = composed((g, x) => {
    const above = g.subtract(x, one);
    return g.log1p(g.add(above, g.sqrt(g.multiply(above, g.add(x, one)))));
  });
  const atanhAt = odd(
    composed((g, x) => g.multiply(half, g.log1p(g.divide(g.add(x, x), g.subtract(one, x))))),
  );

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
        return n % 2 === 0 ? { low: divide(one, positivePower(abs(x), -n)).low, high: INFINITY } : whole;
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
      const g = intervalArithmetic(digits + POWER_GUARD);
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

  const atan2 = (y: Interval, x: Interval): Interval => {
    if (isUndefined(x) || isUndefined(y)) return nothing;
    if (isPositive(x.low)) return atan(divide(y, x));
    if (isPositive(y.low))
      return outward(
        guarded().subtract(guarded().divide(guarded().pi, two), guarded().atan(guarded().divide(x, y))),
      );
    if (isNegative(y.high)) return negate(atan2(negate(y), x));
    // Here y holds 0 and x is not positive: on the cut the angle is π, across it the angle jumps.
    if (isPoint(y) && isNegative(x.high)) return pi;
    if (isPoint(y) && isPoint(x)) return nothing;
    return { low: pi.high.neg(), high: pi.high };
  };

  const fromDouble = (x: number): Interval => {
    if (Number.isNaN(x)) return nothing;
    if (!Number.isFinite(x)) return whole;
    const exact = exactDecimal(x, Down);
    return { low: exact, high: exact };
  };

  return {
    digits,
    zero,
    one,
    pi,
    whole,
    undefined: nothing,
    fromDouble,
    fromBall: (x, radius) => {
      if (radius === 0) return fromDouble(x);
      if (Number.isNaN(x)) return nothing;
      if (!Number.isFinite(x) || !(radius < Number.POSITIVE_INFINITY)) return whole;
      const [middle, reach] = [exactDecimal(x, Down), exactDecimal(Math.abs(radius), Down)];
      return { low: plusDown(middle, reach.neg()), high: plusUp(middle, reach) };
    },
    fromDecimal: (text) => {
      if (!NUMERAL.test(text)) return whole;
      const value = new Down(text);
      if (!value.isFinite())
        return value.s > 0 ? { low: LARGEST, high: INFINITY } : { low: MINUS_INFINITY, high: LARGEST.neg() };
      if (value.isZero() && /[1-9].*[eE]|^[^eE]*[1-9]/.test(text)) {
        return { low: LEAST.neg(), high: LEAST };
      }
      return { low: value, high: value };
    },
    hull,
    negate,
    add,
    subtract,
    multiply,
    divide,
    abs,
    max: (x, y) =>
      isUndefined(x) || isUndefined(y)
        ? nothing
        : { low: larger(x.low, y.low), high: larger(x.high, y.high) },
    min: (x, y) =>
      isUndefined(x) || isUndefined(y)
        ? nothing
        : { low: smaller(x.low, y.low), high: smaller(x.high, y.high) },
    compare: (x, y) => {
      if (isUndefined(x) || isUndefined(y)) return undefined;
      if (x.high.lt(y.low)) return -1;
      if (x.low.gt(y.high)) return 1;
      return isPoint(x) && isPoint(y) && x.low.isFinite() ? 0 : undefined;
    },
    powerOf,
    power,
    sqrt,
    cbrt: increasing(points.cbrt, whole),
    exp,
    expm1,
    log,
    log1p,
    sin,
    cos,
    tan,
    asin,
    acos,
    atan,
    atan2,
    sinh: increasing(sinhAt, whole),
    cosh,
    tanh: increasing(tanhAt, unit),
    asinh: increasing(asinhAt, whole),
    acosh: (x) => (isUndefined(x) || x.low.lt(ONE) ? nothing : increasing(acoshAt, whole)(x)),
    atanh: (x) =>
      isUndefined(x) || x.low.lte(minusOne.low) || x.high.gte(ONE) ? nothing : increasing(atanhAt, whole)(x),
  };
}

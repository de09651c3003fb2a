import Decimal from 'decimal.js';
import { type Basics, classOf, isNegative, isPoint, isPositive, isUndefined, MAX_EXPONENT } from './basics';
import type { Interval, IntervalArithmetic } from './interval';
import { pointFunctions } from './points';

/** More digits than any sum below has. */
const MOST_DIGITS = 1e8;

/** Below this width functions with small slopes are enclosed from one end. */
const NARROW = 1e-12;

type AtPoint = (x: Decimal) => Interval;

export type Functions = ReturnType<typeof functionsOf>;

/**
 * The elementary functions of intervals: monotone ones from the ends, the others by their extremes. What is made of other
 * functions is computed in the finer arithmetic `guarded`.
 */
export function functionsOf(basics: Basics, guarded: () => IntervalArithmetic) {
  const { digits, Down, Up, zero, one, minusOne, unit, whole, nothing } = basics;
  const { larger, smaller, timesUp, overUp, plusDown, plusUp, hull, negate, subtract, divide, abs } = basics;
  const { outward } = basics;
  const ZERO = zero.low;
  const ONE = one.low;
  const INFINITY = whole.high;
  const TWO = new Down(2);
  const points = pointFunctions(digits, Down, Up);
  const Exact = classOf(MOST_DIGITS, Decimal.ROUND_FLOOR);

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
  const halfPi = divide(pi, { low: TWO, high: TWO });

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
  const isInUnit = (x: Interval): boolean => !isUndefined(x) && x.low.gte(unit.low) && x.high.lte(ONE);
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
  const two: Interval = { low: TWO, high: TWO };
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

  const atan2 = (y: Interval, x: Interval): Interval => {
    if (isUndefined(x) || isUndefined(y)) return nothing;
    if (isPositive(x.low)) return atan(divide(y, x));
    if (isPositive(y.low)) {
      const g = guarded();
      return outward(g.subtract(g.divide(g.pi, two), g.atan(g.divide(x, y))));
    }
    if (isNegative(y.high)) return negate(atan2(negate(y), x));
    // Here y holds 0 and x is not positive: on the cut the angle is π, across it the angle jumps.
    if (isPoint(y) && isNegative(x.high)) return pi;
    if (isPoint(y) && isPoint(x)) return nothing;
    return { low: pi.high.neg(), high: pi.high };
  };

  return {
    pi,
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
    acosh: (x: Interval): Interval =>
      isUndefined(x) || x.low.lt(ONE) ? nothing : increasing(acoshAt, whole)(x),
    atanh: (x: Interval): Interval =>
      isUndefined(x) || x.low.lte(minusOne.low) || x.high.gte(ONE) ? nothing : increasing(atanhAt, whole)(x),
  };
}

import type Decimal from 'decimal.js';
import type { Interval, IntervalArithmetic } from './interval';
import { erfAt, erfcAt } from './special/error-function';
import { type Exact, exactOf, intervalOf } from './special/exact';
import { cellOf, digammaAt, gammaAt, isPole, lgammaAt, polygammaAt } from './special/gamma';
import { refined, workingArithmetic } from './special/refine';

/** A function of one exact number, enclosed. */
type PointFunction = (a: IntervalArithmetic, x: Exact) => Interval;

/** erf x = 2/√π ∫₀ˣ e^(−t²) dt. */
export function erf(a: IntervalArithmetic, x: Interval): Interval {
  return monotone(a, x, (end) => {
    if (!isInfinite(end)) return erfAt(a, exactOf(end));
    return end.isNegative() ? a.negate(a.one) : a.one;
  });
}

/** 1 − erf x, with a small relative width also for large x. */
export function erfc(a: IntervalArithmetic, x: Interval): Interval {
  return monotone(a, x, (end) => {
    if (!isInfinite(end)) return erfcAt(a, exactOf(end));
    return end.isNegative() ? a.add(a.one, a.one) : a.zero;
  });
}

/** ln |Γ(x)|: convex between the poles 0, −1, −2, … and right of them, because its second derivative is ψ′ > 0. */
export function lgamma(a: IntervalArithmetic, x: Interval): Interval {
  return betweenPoles(a, x, a.whole.high, (low, high) =>
    convex(a, { low, high, f: lgammaAt, slope: digammaAt }),
  );
}

/** Γ(x), whose size is log-convex where `lgamma` is convex. */
export function gamma(a: IntervalArithmetic, x: Interval): Interval {
  return betweenPoles(a, x, a.whole.high, (low, high) => {
    const image = ends(a, low, high, gammaAt);
    if (low === high || !turns({ low, high, slope: digammaAt })) return image;
    const least = a.exp(tangentBound(a, { low, high, f: lgammaAt, slope: digammaAt }));
    // Γ keeps its sign between poles.
    return image.high.isNegative()
      ? { low: image.low, high: a.max(image, a.negate(least)).high }
      : { low: a.min(image, least).low, high: image.high };
  });
}

/** ψ(x) = Γ′(x)/Γ(x), which rises between poles. */
export function digamma(a: IntervalArithmetic, x: Interval): Interval {
  return betweenPoles(a, x, a.whole.high, (low, high) => ends(a, low, high, digammaAt));
}

/**
 * ψ⁽ⁿ⁾(x) for a whole n ≥ 0. For odd n it is n!·Σ (x + k)^(−n−1) > 0 (Abramowitz, Stegun 6.4.10), so for even n it rises
 * between poles, and for odd n it is convex there.
 */
export function polygamma(a: IntervalArithmetic, n: number, x: Interval): Interval {
  if (n === 0) return digamma(a, x);
  const own: PointFunction = (b, at) => polygammaAt(b, n, at);
  const next: PointFunction = (b, at) => polygammaAt(b, n + 1, at);
  return betweenPoles(a, x, a.zero.high, (low, high) =>
    n % 2 === 0 || low.units > 0n ? ends(a, low, high, own) : convex(a, { low, high, f: own, slope: next }),
  );
}

const isInfinite = (x: Decimal): boolean => !x.isFinite();

function monotone(a: IntervalArithmetic, x: Interval, at: (end: Decimal) => Interval): Interval {
  if (x.low.isNaN() || x.high.isNaN()) return a.undefined;
  const bottom = at(x.low);
  return x.low.eq(x.high) ? bottom : a.hull(bottom, at(x.high));
}

/**
 * Calls `image` for an interval without a pole. Its image is the whole line where it holds poles among other numbers,
 * undefined where it is a pole. `limit` is the function's limit at +∞, beside which everything in between is possible.
 */
function betweenPoles(
  a: IntervalArithmetic,
  { low, high }: Interval,
  limit: Decimal,
  image: (low: Exact, high: Exact) => Interval,
): Interval {
  if (low.isNaN() || high.isNaN()) return a.undefined;
  if (!low.isFinite()) return a.whole;
  const bottom = exactOf(low);
  if (low.eq(high)) return isPole(bottom) ? a.undefined : image(bottom, bottom);
  if (!high.isFinite()) {
    return bottom.units <= 0n ? a.whole : unbounded(a, bottom, limit, image);
  }
  const top = exactOf(high);
  if (isPole(bottom) || isPole(top) || cellOf(bottom) !== cellOf(top)) return a.whole;
  return image(bottom, top);
}

/** From a number above 0 to +∞. */
function unbounded(
  a: IntervalArithmetic,
  low: Exact,
  limit: Decimal,
  image: (low: Exact, high: Exact) => Interval,
): Interval {
  // Above 2 every function here is monotone, so its image up to any number there and its limit bound all.
  const far: Exact = low.magnitude >= 1 ? low : { units: 1n, exponent: 1, magnitude: 1 };
  return a.hull(image(low, far), { low: limit, high: limit });
}

/** The image of an interval on which the function is monotone. */
function ends(a: IntervalArithmetic, low: Exact, high: Exact, f: PointFunction): Interval {
  return low === high ? f(a, low) : a.hull(f(a, low), f(a, high));
}

/** A function between two numbers between which it is convex. */
interface Convex {
  readonly low: Exact;
  readonly high: Exact;
  readonly f: PointFunction;
  readonly slope: PointFunction;
}

/** The image of an interval on which the function is convex. */
function convex(a: IntervalArithmetic, piece: Convex): Interval {
  const { low, high, f } = piece;
  const image = ends(a, low, high, f);
  if (low === high || !turns(piece)) return image;
  return { low: a.min(image, tangentBound(a, piece)).low, high: image.high };
}

/** Digits that serve to tell the sign of a slope. */
const COARSE = 24;

/** Whether a convex function may have its least value between the ends, judged from the slopes there. */
function turns({ low, high, slope }: Omit<Convex, 'f'>): boolean {
  const coarse = workingArithmetic(COARSE);
  if (coarse.compare(slope(coarse, low), coarse.zero) === 1) return false;
  return coarse.compare(slope(coarse, high), coarse.zero) !== -1;
}

/**
 * An interval whose lower end a convex function is nowhere below: the greatest of three bounds, the tangents at either end
 * drawn through and, where the slopes have opposite signs, the height at which they meet.
 */
function tangentBound(a: IntervalArithmetic, { low, high, f, slope }: Convex): Interval {
  const [bottom, top] = [f(a, low), f(a, high)];
  const [left, right] = [slope(a, low), slope(a, high)];
  const width = a.subtract(intervalOf(a, high), intervalOf(a, low));
  const fromLeft = a.add(bottom, a.min(a.zero, a.multiply(left, width)));
  const fromRight = a.subtract(top, a.max(a.zero, a.multiply(right, width)));
  const through = a.max(fromLeft, fromRight);
  if (a.compare(left, a.zero) !== -1 || a.compare(right, a.zero) !== 1) return through;
  const rise = a.subtract(a.subtract(top, bottom), a.multiply(right, width));
  const meeting = a.add(bottom, a.multiply(left, a.divide(rise, a.subtract(left, right))));
  return a.max(through, meeting);
}

/** Β(x, y) = Γ(x)Γ(y)/Γ(x + y), which falls in both arguments where they are positive. */
export function beta(a: IntervalArithmetic, x: Interval, y: Interval): Interval {
  const isPositive = a.compare(x, a.zero) === 1 && a.compare(y, a.zero) === 1;
  if (!isPositive || !x.high.isFinite() || !y.high.isFinite()) {
    return a.divide(a.multiply(gamma(a, x), gamma(a, y)), gamma(a, a.add(x, y)));
  }
  const most = betaAt(a, x.low, y.low);
  return x.low.eq(x.high) && y.low.eq(y.high) ? most : a.hull(most, betaAt(a, x.high, y.high));
}

/** Digits of large arguments that are worth their cost; beyond, the result is wide. */
const MOST_CANCELLED = 400;

/** For x, y > 0 by way of ln Γ, because Γ itself may exceed all exponents. */
function betaAt(a: IntervalArithmetic, x: Decimal, y: Decimal): Interval {
  const [left, right]: [Interval, Interval] = [
    { low: x, high: x },
    { low: y, high: y },
  ];
  // ln Γ(x) is of the size x·ln x, and of its digits those before the point cancel.
  const loss = Math.min(Math.max(x.e, y.e, 0) + 4, MOST_CANCELLED);
  return refined(a, loss, (w) =>
    w.exp(w.subtract(w.add(lgamma(w, left), lgamma(w, right)), lgamma(w, w.add(left, right)))),
  );
}

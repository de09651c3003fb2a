import { EPSILON, outward, sumError, ulps } from './rounding';

/**
 * Ulps that the runtime's `Math` functions may be off. V8's are ports of fdlibm; each number is at least 1.5 times the
 * worst error of 20 000 random arguments over the whole range against 60 digits (measured: exp 0.80, expm1 0.75, log 0.81,
 * log1p 0.72, log2 0.65, log10 1.63, sin 0.80, cos 0.77, tan 0.73, asin 0.79, acos 0.84, atan 0.80, sinh 1.36, cosh 1.37,
 * tanh 1.91, asinh 1.39, acosh 1.79, atanh 1.51, cbrt 0.67, pow 0.91, atan2 1.24).
 */
export const MATH_ULPS = {
  exp: 1.5,
  expm1: 1.5,
  log: 1.5,
  log1p: 1.5,
  log2: 2,
  log10: 3,
  sin: 1.5,
  cos: 1.5,
  tan: 1.5,
  asin: 1.5,
  acos: 1.5,
  atan: 1.5,
  sinh: 2.5,
  cosh: 2.5,
  tanh: 3,
  asinh: 2.5,
  acosh: 3,
  atanh: 2.5,
  cbrt: 1.5,
  pow: 2,
  atan2: 2.5,
} as const;

/** What bounds the images of balls under a differentiable function. */
export interface Smooth {
  readonly value: (x: number) => number;
  /** Ulps that the computed value may be off. */
  readonly ulps: number;
  /** The same as an absolute bound, for functions that are not relatively accurate at their zeros. */
  readonly error?: (x: number, y: number) => number;
  /**
   * The largest |f′| on [low, high], up to rounding of a relative 2⁻³⁰; Infinity where the interval holds a pole. The
   * middle x and the radius r serve bounds by curvature.
   */
  readonly slope: (low: number, high: number, x: number, r: number) => number;
  /** For monotone functions the images of the ends bound as well. */
  readonly monotone?: boolean;
  /** The interval on which f is defined, ends included. */
  readonly domain?: readonly [number, number];
}

/** Covers the rounding in computed slopes. */
const SLOPE_SLACK = 1 + 2 ** -30;

/**
 * Bounds |y − f(x̃)| for |x̃ − x| ≤ r: by the mean value theorem, or by the images of both ends, whichever is less, plus the
 * error of the computed y. Infinity for a ball that leaves the domain.
 */
export function smoothBall(f: Smooth): (x: number, r: number, y: number) => number {
  const errorOf = f.error ?? ((_x: number, y: number) => ulps(f.ulps, y));
  const [least, most] = f.domain ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return (x, r, y) => {
    const own = errorOf(x, y);
    if (r === 0) return own;
    const low = lowEnd(x, r);
    const high = highEnd(x, r);
    if (!(low >= least && high <= most)) return Number.POSITIVE_INFINITY;
    const byMean = outward(f.slope(low, high, x, r) * SLOPE_SLACK * r + own);
    if (f.monotone !== true || byMean <= 2 * own) return byMean;
    const bottom = f.value(low);
    const top = f.value(high);
    const byEnds = Math.max(
      Math.abs(top - y) + errorOf(high, top),
      Math.abs(bottom - y) + errorOf(low, bottom),
    );
    return Math.min(byMean, outward(byEnds));
  };
}

/** x − r, rounded down; exact where it needs no rounding. */
export function lowEnd(x: number, r: number): number {
  const low = x - r;
  return sumError(x, -r, low) === 0 ? low : low - EPSILON * Math.abs(low) - Number.MIN_VALUE;
}

/** x + r, rounded up. */
export const highEnd = (x: number, r: number): number => -lowEnd(-x, r);

/** The slope of a function whose |f′| has no maximum inside an interval, such as a convex or concave one. */
export const steepestAtEnds =
  (derivative: (x: number) => number): Smooth['slope'] =>
  (low, high) =>
    Math.max(Math.abs(derivative(low)), Math.abs(derivative(high)));

/** The slope of an odd function whose f′ falls away from 0 on both sides. */
export const steepestAtZero =
  (derivative: (x: number) => number): Smooth['slope'] =>
  (low, high) =>
    derivative(low > 0 ? low : high < 0 ? high : 0);

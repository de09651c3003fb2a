import type { Interval, IntervalArithmetic } from '../interval';
import {
  approximately,
  type Exact,
  floorOf,
  intervalOf,
  isNegative,
  isWhole,
  nearestOf,
  negated,
  translated,
  wholeNumber,
} from './exact';
import { bitsOf, ceilShift, type Fixed, fixedOf, fromFixed, inverseSquareOf, powerOfFixed } from './fixed';
import { refined } from './refine';
import { type StirlingSeries, stirlingFrom, stirlingSum } from './stirling';

export const isPole = (x: Exact): boolean => isWhole(x) && x.units <= 0n;

/** ln |Γ(x)|; undefined at the poles. */
export function lgammaAt(a: IntervalArithmetic, x: Exact): Interval {
  if (isPole(x)) return a.undefined;
  if (isWhole(x) && (x.units === 1n || x.units === 2n) && x.exponent === 0) return a.zero;
  return refined(a, x.magnitude > 0 ? 2 : 0, (w) => {
    const path = pathOf(w, 'lgamma', x);
    if (path === undefined) {
      // ln |Γ(x)| = ln(π/|x sin πx|) − ln Γ(−x) (Abramowitz, Stegun 6.1.17).
      const divisor = w.multiply(intervalOf(w, negated(x)), w.abs(sinPi(w, x)));
      return w.subtract(w.log(w.divide(w.pi, divisor)), lgammaAt(w, negated(x)));
    }
    const far = stirlingLog(w, path);
    if (path.steps === 0) return far;
    return w.subtract(far, w.log(w.abs(productAlong(w, path))));
  });
}

/** From here on Γ has more digits than an exponent counts. */
const HUGE_FROM = 14;
const HUGE = '1e1000000000000000';
const FACTORIALS = 256;

/** Γ(x); undefined at the poles. */
export function gammaAt(a: IntervalArithmetic, x: Exact): Interval {
  if (isPole(x)) return a.undefined;
  if (x.magnitude >= HUGE_FROM) {
    if (!isNegative(x)) return { low: a.fromDecimal(HUGE).low, high: a.whole.high };
    // Decimals so close to a pole that 1/sin πx matters here do not exist in any memory.
    const tiny = a.fromDecimal('1e-900000000000000');
    return a.hull(tiny, a.negate(tiny));
  }
  if (isWhole(x) && x.magnitude < 3 && approximately(x) <= FACTORIALS) {
    let product = 1n;
    for (let k = BigInt(approximately(x)) - 1n; k > 1n; k--) product *= k;
    return wholeNumber(a, product);
  }
  return refined(a, 3 + 2 * Math.max(0, x.magnitude), (w) => {
    const path = pathOf(w, 'lgamma', x);
    if (path === undefined) {
      const divisor = w.multiply(w.multiply(intervalOf(w, x), sinPi(w, x)), gammaAt(w, negated(x)));
      return w.negate(w.divide(w.pi, divisor));
    }
    const far = w.exp(stirlingLog(w, path));
    return path.steps === 0 ? far : w.divide(far, productAlong(w, path));
  });
}

/** ψ(x); undefined at the poles. */
export function digammaAt(a: IntervalArithmetic, x: Exact): Interval {
  if (isPole(x)) return a.undefined;
  return refined(a, 0, (w) => {
    const path = pathOf(w, 0, x);
    if (path === undefined) {
      // ψ(x) = ψ(−x) − 1/x − π cot πx (Abramowitz, Stegun 6.3.5, 6.3.7).
      const turned = w.subtract(digammaAt(w, negated(x)), w.divide(w.one, intervalOf(w, x)));
      return w.subtract(turned, w.multiply(w.pi, cotPi(w, x)));
    }
    const { z, bits } = path;
    const correction = w.divide(correctionAt(w, 0, path), w.powerOf(z, 2));
    const half = w.divide(w.one, w.add(z, z));
    const far = w.subtract(w.subtract(w.log(z), half), correction);
    if (path.steps === 0) return far;
    const near = w.divide(w.one, intervalOf(w, path.nearest));
    return w.subtract(w.subtract(far, near), fromFixed(w, reciprocalsAlong(path), bits));
  });
}

/** ψ⁽ⁿ⁾(x) for n ≥ 1; undefined at the poles. */
export function polygammaAt(a: IntervalArithmetic, n: number, x: Exact): Interval {
  if (isPole(x)) return a.undefined;
  return refined(a, Math.ceil(Math.log10(n + 1)), (w) => {
    const path = pathOf(w, n, x);
    const power = wholeNumber(w, factorial(n));
    if (path === undefined) {
      // (−1)ⁿψ⁽ⁿ⁾(1 − x) = ψ⁽ⁿ⁾(x) + π dⁿ/dxⁿ cot πx, and ψ⁽ⁿ⁾(1 − x) = ψ⁽ⁿ⁾(−x) + (−1)ⁿ n!/(−x)ⁿ⁺¹ (Abramowitz,
      // Stegun 6.4.7, 6.4.6).
      const mirror = signed(w, n, polygammaAt(w, n, negated(x)));
      const next = w.divide(power, w.powerOf(intervalOf(w, negated(x)), n + 1));
      return w.subtract(w.add(mirror, next), cotangentDerivative(w, n, x));
    }
    const { z, bits } = path;
    const order = wholeNumber(w, n);
    const correction = w.divide(correctionAt(w, n, path), w.powerOf(z, 2));
    const tail = w.add(w.add(w.one, w.divide(order, w.add(z, z))), correction);
    const far = w.divide(w.multiply(w.divide(power, order), tail), w.powerOf(z, n));
    if (path.steps === 0) return signed(w, n + 1, far);
    const sum = fromFixed(w, ratiosAlong(path, n + 1), bits);
    const near = w.divide(w.multiply(power, sum), w.powerOf(intervalOf(w, path.nearest), n + 1));
    return signed(w, n + 1, w.add(near, far));
  });
}

const signed = (w: IntervalArithmetic, n: number, x: Interval): Interval => (n % 2 === 0 ? x : w.negate(x));

function factorial(n: number): bigint {
  let product = 1n;
  for (let k = 2n; k <= n; k++) product *= k;
  return product;
}

/**
 * The way by the recurrence from x over x + 1, …, x + steps − 1 to z = x + steps, where the asymptotic series serves. Of these
 * numbers `nearest` has the least absolute value; it is kept exactly, because it may be next to 0. All others are at least ½
 * in size, so fixed-point numbers serve.
 */
interface Path {
  readonly x: Exact;
  readonly steps: number;
  readonly z: Interval;
  /** 1/z². */
  readonly inverse: Fixed;
  readonly nearest: Exact;
  /** x + index is `nearest`. */
  readonly index: number;
  readonly bits: number;
}

/** Undefined for x so far below 0 that the reflection is shorter. */
function pathOf(w: IntervalArithmetic, series: StirlingSeries, x: Exact): Path | undefined {
  const from = stirlingFrom(series, w.digits);
  const near = approximately(x);
  if (near < -w.digits) return undefined;
  const bits = bitsOf(w.digits) + 16;
  const steps = Math.max(0, Math.ceil(from - near));
  const index = near < 0 ? -nearestOf(x) : 0n;
  const own = intervalOf(w, x);
  const z = steps === 0 ? own : w.add(own, wholeNumber(w, steps));
  const inverse = inverseSquareAt(x, steps, bits);
  return { x, steps, z, inverse, nearest: translated(x, index), index: Number(index), bits };
}

function inverseSquareAt(x: Exact, steps: number, bits: number): Fixed {
  if (x.magnitude > bits) return { low: 0n, high: 1n };
  const offset = BigInt(steps) << BigInt(bits);
  const { low, high } = fixedOf(x, bits);
  return inverseSquareOf({ low: low + offset, high: high + offset }, bits);
}

/** The sum of the asymptotic series at z. */
function correctionAt(w: IntervalArithmetic, series: StirlingSeries, path: Path): Interval {
  const { x, steps, inverse, bits } = path;
  return fromFixed(w, stirlingSum(series, approximately(x) + steps, inverse, bits), bits);
}

/** ln Γ(z) = (z − ½) ln z − z + ½ ln 2π + Σ/z. */
function stirlingLog(w: IntervalArithmetic, path: Path): Interval {
  const { z } = path;
  const correction = w.divide(correctionAt(w, 'lgamma', path), z);
  const product = w.multiply(w.subtract(z, w.fromDecimal('0.5')), w.log(z));
  return w.add(w.add(w.subtract(product, z), halfLogTwoPi(w)), correction);
}

const halfLogs = new Map<number, Interval>();

function halfLogTwoPi(w: IntervalArithmetic): Interval {
  const known = halfLogs.get(w.digits);
  if (known !== undefined) return known;
  const made = w.divide(w.log(w.add(w.pi, w.pi)), w.fromDecimal('2'));
  halfLogs.set(w.digits, made);
  return made;
}

/** The size of x + k, and whether it is negative. */
function sizeAlong(start: Fixed, k: number, bits: number): { size: Fixed; negative: boolean } {
  const offset = BigInt(k) << BigInt(bits);
  const low = start.low + offset;
  const high = start.high + offset;
  return low < 0n
    ? { size: { low: -high, high: -low }, negative: true }
    : { size: { low, high }, negative: false };
}

/** x(x + 1)…(x + steps − 1), with its sign. */
function productAlong(w: IntervalArithmetic, { x, steps, nearest, index, bits }: Path): Interval {
  const shift = BigInt(bits);
  const start = fixedOf(x, bits);
  let low = 1n << shift;
  let high = low;
  let negative = false;
  for (let k = 0; k < steps; k++) {
    if (k === index) continue;
    const factor = sizeAlong(start, k, bits);
    low = (low * factor.size.low) >> shift;
    high = ceilShift(high * factor.size.high, shift);
    if (factor.negative) negative = !negative;
  }
  const product = w.multiply(intervalOf(w, nearest), fromFixed(w, { low, high }, bits));
  return negative ? w.negate(product) : product;
}

/** Σ 1/(x + k) without the nearest. */
function reciprocalsAlong({ x, steps, index, bits }: Path): Fixed {
  const start = fixedOf(x, bits);
  const unit = 1n << BigInt(2 * bits);
  let low = 0n;
  let high = 0n;
  for (let k = 0; k < steps; k++) {
    if (k === index) continue;
    const { size, negative } = sizeAlong(start, k, bits);
    const least = unit / size.high;
    const most = unit / size.low + 1n;
    low += negative ? -most : least;
    high += negative ? -least : most;
  }
  return { low, high };
}

/** Σ (nearest/(x + k))^power. */
function ratiosAlong({ x, steps, nearest, index, bits }: Path, power: number): Fixed {
  const shift = BigInt(bits);
  const start = fixedOf(x, bits);
  const smallest = fixedOf(isNegative(nearest) ? negated(nearest) : nearest, bits);
  let low = 1n << shift;
  let high = low;
  for (let k = 0; k < steps; k++) {
    if (k === index) continue;
    const { size, negative } = sizeAlong(start, k, bits);
    const ratio: Fixed = {
      low: (smallest.low << shift) / size.high,
      high: (smallest.high << shift) / size.low + 1n,
    };
    const term = powerOfFixed(ratio, power, shift);
    const opposite = power % 2 === 1 && negative !== isNegative(nearest);
    low += opposite ? -term.high : term.low;
    high += opposite ? -term.low : term.high;
  }
  return { low, high };
}

/** x less the nearest whole number, exactly: in [−½, ½]. */
const fractional = (x: Exact): Exact => translated(x, -nearestOf(x));

/** sin πx for x that is not whole. */
function sinPi(w: IntervalArithmetic, x: Exact): Interval {
  const sine = w.sin(w.multiply(w.pi, intervalOf(w, fractional(x))));
  return nearestOf(x) % 2n === 0n ? sine : w.negate(sine);
}

/** cot πx for x that is not whole; relatively accurate at its zeros as well, which are the half-integers. */
function cotPi(w: IntervalArithmetic, x: Exact): Interval {
  const r = fractional(x);
  const near = intervalOf(w, r);
  if (Math.abs(approximately(r)) < 0.25) return w.divide(w.one, w.tan(w.multiply(w.pi, near)));
  // cot πr = tan π(½ − r).
  const half = w.fromDecimal(isNegative(r) ? '-0.5' : '0.5');
  return w.tan(w.multiply(w.pi, w.subtract(half, near)));
}

const cotangentPolynomials: bigint[][] = [[0n, 1n]];

/** π dⁿ/dxⁿ cot πx = πⁿ⁺¹·P(cot πx), where P ↦ −(1 + c²)P′ from order to order. */
function cotangentDerivative(w: IntervalArithmetic, n: number, x: Exact): Interval {
  for (let k = cotangentPolynomials.length; k <= n; k++) {
    const last = cotangentPolynomials[k - 1]!;
    const next: bigint[] = new Array(last.length + 1).fill(0n);
    for (let i = 1; i < last.length; i++) {
      next[i - 1]! -= BigInt(i) * last[i]!;
      next[i + 1]! -= BigInt(i) * last[i]!;
    }
    cotangentPolynomials[k] = next;
  }
  const polynomial = cotangentPolynomials[n]!;
  const c = cotPi(w, x);
  const square = w.powerOf(c, 2);
  // Every other coefficient is 0, and the rest have one sign, so nothing cancels.
  let sum = w.zero;
  for (let i = polynomial.length - 1; i >= 0; i -= 2) {
    sum = w.add(w.multiply(sum, square), wholeNumber(w, polynomial[i]!));
  }
  const value = polynomial.length % 2 === 0 ? w.multiply(sum, c) : sum;
  return w.multiply(w.powerOf(w.pi, n + 1), value);
}

/** The cell between two poles that x lies in: ⌊x⌋ below 0, undefined above; for x that is no pole. */
export const cellOf = (x: Exact): bigint | undefined => (isNegative(x) ? floorOf(x) : undefined);

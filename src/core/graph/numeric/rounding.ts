/**
 * Bounds on the rounding of double arithmetic, for running error bounds.
 *
 * The exact errors of sums and products come from error-free transformations (Møller 1965, Knuth 1969; Dekker 1971), so
 * an operation that does not round adds nothing: on short dyadic numbers whole expressions have radius 0.
 */

/** The least positive double, 2⁻¹⁰⁷⁴: what underflow can lose. */
const LEAST = Number.MIN_VALUE;

/** The spacing of doubles at 1, 2⁻⁵²: one ulp of y is at most |y| times this, for normal y. */
export const EPSILON = Number.EPSILON;

const SLACK = 1 + 2 ** -48;

/**
 * A bound that was itself computed in doubles, made safe: covers the relative error of up to 16 additions and
 * multiplications of terms ≥ 0, and what they lost to underflow. NaN becomes Infinity.
 */
export const outward = (bound: number): number =>
  bound >= 0 ? bound * SLACK + 16 * LEAST : Number.POSITIVE_INFINITY;

/** `count` units in the last place of y, at least as many least doubles. Infinity for NaN and infinities. */
export function ulps(count: number, y: number): number {
  const bound = count * EPSILON * Math.abs(y) + Math.ceil(count) * LEAST;
  return bound >= 0 ? bound : Number.POSITIVE_INFINITY;
}

/** |fl(x + y) − (x + y)|, exactly. Infinity on overflow and NaN. */
export function sumError(x: number, y: number, sum: number): number {
  const t = sum - x;
  const error = x - (sum - t) + (y - t);
  return Number.isFinite(sum) && Number.isFinite(error) ? Math.abs(error) : Number.POSITIVE_INFINITY;
}

const SPLITTER = 2 ** 27 + 1;
const isSplittable = (x: number): boolean => x < 2 ** 990 && x > -(2 ** 990);

/** x·y − product, exactly, where no intermediate over- or underflows. */
function productResidual(x: number, y: number, product: number): number {
  const a = SPLITTER * x;
  const xHigh = a - (a - x);
  const xLow = x - xHigh;
  const b = SPLITTER * y;
  const yHigh = b - (b - y);
  const yLow = y - yHigh;
  return xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
}

const isTame = (size: number): boolean => size > 2 ** -950 && size < 2 ** 1000;

/** A bound of |fl(x·y) − x·y|; exact unless the product is near the ends of the range. */
export function productError(x: number, y: number, product: number): number {
  if ((x === 0 || y === 0) && product === 0) return 0;
  if (isTame(Math.abs(product)) && isSplittable(x) && isSplittable(y)) {
    return Math.abs(productResidual(x, y, product));
  }
  return ulps(0.5, product);
}

/** A bound of |fl(x/y) − x/y|, 0 when the division is exact. */
export function quotientError(x: number, y: number, quotient: number): number {
  if (x === 0 && quotient === 0) return 0;
  const tame = isTame(Math.abs(x)) && isTame(Math.abs(quotient)) && isSplittable(quotient) && isSplittable(y);
  if (!tame) return y === 0 ? Number.POSITIVE_INFINITY : ulps(0.5, quotient);
  const product = quotient * y;
  // The remainder of a correctly rounded division is a double, so both subtractions are exact.
  const remainder = x - product - productResidual(quotient, y, product);
  return remainder === 0 ? 0 : outward(Math.abs(remainder / y));
}

/** A bound of |fl(√x) − √x|, 0 when the root is exact. */
export function rootError(x: number, root: number): number {
  if (x === 0) return 0;
  if (!isTame(x)) return ulps(0.5, root);
  const square = root * root;
  const remainder = x - square - productResidual(root, root, square);
  return remainder === 0 ? 0 : outward(Math.abs(remainder) / (2 * root));
}

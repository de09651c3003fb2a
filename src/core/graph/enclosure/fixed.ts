/**
 * Elementary functions of binary fixed-point numbers: the whole number X stands for X·2⁻ᵇ, where b is the number of `bits`
 * behind the point. Each function states how many units of 2⁻ᵇ its result may be off; shifts round down and divisions
 * towards 0, so each loses less than one unit. All bounds hold up to `MAX_BITS`.
 */

/** More bits than this are never asked for. */
export const MAX_BITS = 2 ** 15;

/** Bits below the result's, which take up the errors of all terms of a series. */
const GUARD = 24;

export const absolute = (x: bigint): bigint => (x < 0n ? -x : x);

/** ⌊log₂ |x|⌋, or one more or less; 0 for 0. */
export function sizeInBits(x: bigint): number {
  if (x === 0n) return 0;
  const near = Math.abs(Number(x));
  return near < Number.POSITIVE_INFINITY
    ? Math.floor(Math.log2(near))
    : absolute(x).toString(16).length * 4 - 3;
}

/** ⌊√n⌋ (Newton's iteration from above). */
export function integerRoot(n: bigint): bigint {
  if (n < 2n) return n;
  const shift = Math.max(0, (sizeInBits(n) - 100) & ~1);
  // The start is above the root: the double's root is rounded up past its error.
  let x =
    (BigInt(Math.ceil(Math.sqrt(Number(n >> BigInt(shift))) * (1 + 2 ** -40))) + 1n) << BigInt(shift / 2);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** ⌊∛n⌋ for n ≥ 0. */
export function integerCubeRoot(n: bigint): bigint {
  if (n < 2n) return n;
  const bits = Math.max(0, sizeInBits(n) - 100);
  const shift = bits - (bits % 3);
  let x =
    (BigInt(Math.ceil(Math.cbrt(Number(n >> BigInt(shift))) * (1 + 2 ** -40))) + 1n) << BigInt(shift / 3);
  for (;;) {
    const next = (2n * x + n / (x * x)) / 3n;
    if (next >= x) return x;
    x = next;
  }
}

/** A constant to at least `bits` bits, computed once to the most that were needed; off by less than 2 units. */
function constant(compute: (bits: number) => bigint): (bits: number) => bigint {
  let known = 0;
  let value = 0n;
  return (bits) => {
    if (bits > known) {
      known = bits + 64;
      value = compute(known + GUARD) >> BigInt(GUARD);
    }
    return value >> BigInt(known - bits);
  };
}

/** Σ ±1/((2k + 1)·n^(2k + 1)): the inverse tangent of 1/n with alternating signs, else the hyperbolic one. */
function inverseOf(n: bigint, bits: number, alternating: boolean): bigint {
  let power = (1n << BigInt(bits)) / n;
  const square = n * n;
  let sum = 0n;
  for (let k = 0; power !== 0n; k++) {
    const term = power / BigInt(2 * k + 1);
    sum += alternating && k % 2 === 1 ? -term : term;
    power /= square;
  }
  return sum;
}

/** π (Machin 1706). */
export const pi = constant((bits) => 16n * inverseOf(5n, bits, true) - 4n * inverseOf(239n, bits, true));

/** ln 10 by inverse hyperbolic tangents, after the factors of 31 ± 1, 49 ± 1 and 161 ± 1. */
export const logOfTen = constant(
  (bits) =>
    46n * inverseOf(31n, bits, false) +
    34n * inverseOf(49n, bits, false) +
    20n * inverseOf(161n, bits, false),
);

/**
 * eʳ for |r| ≤ 2, off by less than 2 units. The Taylor series of r/2ᵏ, squared k times (Brent 1976): a squaring doubles the
 * relative error, so k more bits are carried.
 */
export function exponential(r: bigint, bits: number): bigint {
  const halvings = Math.floor(Math.sqrt(bits / 2));
  const scale = BigInt(bits + halvings + GUARD);
  const one = 1n << scale;
  const s = r << BigInt(GUARD);
  let term = one;
  let sum = one;
  for (let n = 1; term !== 0n && term !== -1n; n++) {
    term = ((term * s) >> scale) / BigInt(n);
    sum += term;
  }
  for (let i = 0; i < halvings; i++) sum = (sum * sum) >> scale;
  return sum >> BigInt(halvings + GUARD);
}

/** A double near 0 as a fixed-point number, to 52 bits. */
const coarse = (x: number, bits: number): bigint =>
  bits >= 52 ? BigInt(Math.round(x * 2 ** 52)) << BigInt(bits - 52) : BigInt(Math.round(x * 2 ** bits));

/** A fixed-point number of size about 1 as a double. */
function nearest(x: bigint, bits: number): number {
  const drop = Math.max(0, bits - 60);
  return Number(x >> BigInt(drop)) / 2 ** (bits - drop);
}

/**
 * ln m for ¼ ≤ m ≤ 4, off by less than 2 units beside the error of m over m. With y the logarithm in doubles,
 * ln m = y + 2·artanh((m − eʸ)/(m + eʸ)).
 */
export function logarithm(m: bigint, bits: number): bigint {
  const wide = bits + GUARD;
  const scale = BigInt(wide);
  const exact = m << BigInt(GUARD);
  const start = coarse(Math.log(nearest(m, bits)), wide);
  const image = exponential(start, wide);
  const t = ((exact - image) << scale) / (exact + image);
  return (start + 2n * smallSeries(t, wide, false)) >> BigInt(GUARD);
}

/** Σ ±t^(2k + 1)/(2k + 1) for small t. */
function smallSeries(t: bigint, bits: number, alternating: boolean): bigint {
  const scale = BigInt(bits);
  const square = (t * t) >> scale;
  let power = t;
  let sum = 0n;
  for (let k = 0; power !== 0n && power !== -1n; k++) {
    const term = power / BigInt(2 * k + 1);
    sum += alternating && k % 2 === 1 ? -term : term;
    power = (power * square) >> scale;
  }
  return sum;
}

/** sin r for |r| ≤ 1, off by less than 2 units beside the error of r. */
export function sine(r: bigint, bits: number): bigint {
  const scale = BigInt(bits + GUARD);
  const start = r << BigInt(GUARD);
  return alternatingSeries(start, (start * start) >> scale, 1, scale) >> BigInt(GUARD);
}

/** cos r for |r| ≤ 1, off by less than 2 units beside the error of r. */
export function cosine(r: bigint, bits: number): bigint {
  const scale = BigInt(bits + GUARD);
  const start = r << BigInt(GUARD);
  return alternatingSeries(1n << scale, (start * start) >> scale, 0, scale) >> BigInt(GUARD);
}

/** The Taylor series of sine or cosine from its first term. */
function alternatingSeries(first: bigint, square: bigint, degree: 0 | 1, scale: bigint): bigint {
  let term = first;
  let sum = first;
  for (let n = degree + 1; term !== 0n && term !== -1n; n += 2) {
    term = -((term * square) >> scale) / BigInt(n * (n + 1));
    sum += term;
  }
  return sum;
}

/**
 * arctan t for |t| ≤ 1, off by less than 2 units beside the error of t. With y the arctangent in doubles,
 * arctan t = y + arctan((t cos y − sin y)/(cos y + t sin y)).
 */
export function arctangent(t: bigint, bits: number): bigint {
  const wide = bits + GUARD;
  const scale = BigInt(wide);
  const exact = t << BigInt(GUARD);
  const start = coarse(Math.atan(nearest(t, bits)), wide);
  const sin = sine(start, wide);
  const cos = cosine(start, wide);
  const numerator = exact * cos - (sin << scale);
  const denominator = cos + ((exact * sin) >> scale);
  return (start + smallSeries(numerator / denominator, wide, true)) >> BigInt(GUARD);
}

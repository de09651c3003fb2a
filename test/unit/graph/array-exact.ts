/** Exact rational numbers, and logarithms and exponentials to 100 digits, as references independent of the code under test. */
export interface Rational {
  readonly n: bigint;
  /** Positive. */
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

export function rational(n: bigint, d = 1n): Rational {
  const g = gcd(n, d < 0n ? -d : d);
  const sign = d < 0n ? -1n : 1n;
  return g === 0n ? { n: 0n, d: 1n } : { n: (sign * n) / g, d: (sign * d) / g };
}

/** A finite double, exactly. */
export function exact(x: number): Rational {
  let d = 1n;
  let y = x;
  while (!Number.isInteger(y)) {
    y *= 2;
    d *= 2n;
  }
  return rational(BigInt(y), d);
}

export const ZERO = rational(0n);
export const ONE = rational(1n);

export const plus = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const over = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
export const total = (list: readonly Rational[]): Rational => list.reduce(plus, ZERO);
export const magnitude = (a: Rational): Rational => ({ n: a.n < 0n ? -a.n : a.n, d: a.d });
export const atMost = (a: Rational, b: Rational): boolean => a.n * b.d <= b.n * a.d;

/** Nearest double, to within an ulp. */
export function toNumber(a: Rational): number {
  const bits = a.n.toString(2).length - a.d.toString(2).length;
  const shift = 64 - bits;
  const scaled = shift >= 0 ? (a.n << BigInt(shift)) / a.d : a.n / (a.d << BigInt(-shift));
  return Number(scaled) * 2 ** -shift;
}

export type Grid = readonly (readonly Rational[])[];

export const grid = (rows: number, columns: number, entries: readonly Rational[]): Grid =>
  Array.from({ length: rows }, (_, i) => entries.slice(i * columns, (i + 1) * columns));

export const product = (a: Grid, b: Grid): Grid =>
  a.map((row) => (b[0] ?? []).map((_, j) => total(row.map((x, k) => times(x, b[k]![j]!)))));

/** Gauss–Jordan elimination on [A | B]; undefined for a singular A. */
export function solution(a: Grid, b: Grid): Grid | undefined {
  const rows = a.map((row, i) => [...row, ...b[i]!]);
  const n = a.length;
  for (let k = 0; k < n; k++) {
    const pivot = rows.findIndex((row, i) => i >= k && row[k]!.n !== 0n);
    if (pivot < 0) return undefined;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    const lead = rows[k]![k]!;
    rows[k] = rows[k]!.map((x) => over(x, lead));
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![k]!;
      if (i === k || factor.n === 0n) continue;
      rows[i] = rows[i]!.map((x, j) => minus(x, times(factor, rows[k]![j]!)));
    }
  }
  return rows.map((row) => row.slice(n));
}

export const identityGrid = (n: number): Grid =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? ONE : ZERO)));

/** Fraction-free elimination (Bareiss 1968) over a common denominator. */
export function determinant(a: Grid): Rational {
  const n = a.length;
  const d = a.flat().reduce((least, x) => (least / gcd(least, x.d)) * x.d, 1n);
  const rows = a.map((row) => row.map((x) => x.n * (d / x.d)));
  let previous = 1n;
  let sign = 1n;
  for (let k = 0; k < n; k++) {
    const pivot = rows.findIndex((row, i) => i >= k && row[k] !== 0n);
    if (pivot < 0) return ZERO;
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
      sign = -sign;
    }
    for (let i = k + 1; i < n; i++) {
      for (let j = k + 1; j < n; j++) {
        rows[i]![j] = (rows[i]![j]! * rows[k]![k]! - rows[i]![k]! * rows[k]![j]!) / previous;
      }
    }
    previous = rows[k]![k]!;
  }
  return rational(sign * previous, d ** BigInt(n));
}

/** Fixed-point numbers with this many bits behind the point. */
const BITS = 400n;
const UNIT = 1n << BITS;

const fixed = (a: Rational): bigint => (a.n << BITS) / a.d;
const unfixed = (x: bigint): Rational => rational(x, UNIT);

/** eˣ: halved 40 times, Taylor, squared 40 times. */
function fixedExp(x: bigint): bigint {
  const reduced = x >> 40n;
  let sum = UNIT;
  let term = UNIT;
  for (let k = 1n; term !== 0n && k < 60n; k++) {
    term = (term * reduced) / (k << BITS);
    sum += term;
  }
  for (let i = 0; i < 40; i++) sum = (sum * sum) >> BITS;
  return sum;
}

/** ln y by Newton on eˣ = y, from the double. */
function fixedLog(y: bigint): bigint {
  let x = fixed(exact(Math.log(toNumber(unfixed(y)))));
  for (let i = 0; i < 5; i++) x += (y << BITS) / fixedExp(x) - UNIT;
  return x;
}

export const exp = (a: Rational): Rational => unfixed(fixedExp(fixed(a)));
export const log = (a: Rational): Rational => unfixed(fixedLog(fixed(a)));

/** √a to 400 bits, relative. */
export function squareRoot(a: Rational): Rational {
  const whole = a.n * a.d;
  if (whole === 0n) return ZERO;
  const shift = BITS > BigInt(whole.toString(2).length >> 1) ? BITS : 0n;
  const target = whole << (2n * shift);
  let x = 1n << BigInt((target.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (x + target / x) >> 1n;
    if (next >= x) return rational(x, a.d << shift);
    x = next;
  }
}

import { UNIT_ROUNDOFF } from '../graph/graph';
import { type Shape, sizeOf } from '../graph/shape';
import type { InputDomain } from './domain';
import type { Random } from './random';

/**
 * How a point is drawn: magnitudes around `scale`, with both signs or only positive. Attempts run through several, so that
 * functions defined only for small, positive or large arguments find points too.
 */
interface Style {
  readonly scale: number;
  readonly positive: boolean;
}

const STYLES: readonly Style[] = [
  { scale: 1, positive: false },
  { scale: 1, positive: true },
  { scale: 0.25, positive: false },
  { scale: 1, positive: false },
  { scale: 0.25, positive: true },
  { scale: 4, positive: false },
  { scale: 4, positive: true },
  { scale: 2 ** -6, positive: false },
];

/** Indices of the styles that stay close to zero, where functions rarely saturate. */
const CALM = STYLES.flatMap(({ scale }, i) => (scale < 1 ? [i] : []));

/** The attempt that is the `k`-th of those that stay close to zero. */
export const calmAttempt = (k: number): number =>
  Math.floor(k / CALM.length) * STYLES.length + CALM[k % CALM.length]!;

/** Attempts from this one on draw each input at a scale of its own between 2⁻²⁰ and 2²⁰, about a millionth to a million. */
const WIDE_ATTEMPT = 2 ** 20;

/** The least exponent of each fourth of the scales, each of which has ten. */
const WIDE_FROM = [11, -20, 1, -10];

/** The attempt that draws an input at the `k`-th wide point; at several of these the inputs are of different scales. */
export const wideAttempt = (k: number, input: number): number => WIDE_ATTEMPT + k + input * (1 + (k % 4));

/** Arrays with sizes from this one on are drawn smaller, so that sums over them stay as large as those of small ones. */
const LONG = 64;

function styleAt(attempt: number, shape: Shape, random: Random): Style {
  if (attempt >= WIDE_ATTEMPT) {
    const from = WIDE_FROM[attempt % WIDE_FROM.length]!;
    return { scale: 2 ** (from + random.below(10)), positive: random.below(2) === 0 };
  }
  const style = STYLES[attempt % STYLES.length]!;
  const longest = Math.max(1, ...shape);
  // Sums of numbers of both signs grow with the root of their number, those of positive ones faster.
  const shrink = Math.round(Math.log2(longest) * (style.positive ? 0.75 : 0.5));
  return longest < LONG ? style : { ...style, scale: style.scale * 2 ** -shrink };
}

/** Whether wide attempts draw other points than the usual ones: somewhere the domain has no end. */
export const isWide = ({ members, whole, low, high, structure }: InputDomain): boolean =>
  members === undefined && !whole && structure === undefined && !Number.isFinite(high - low);

/**
 * Entries for one input at one attempt. Numbers are dyadic with few digits, so that they are exact and readable, and never
 * 0, ±½, ±1 or ±2, where many different formulas have equal values.
 *
 * @returns row-major entries, or undefined where the domain is empty
 */
export function sampleInput(
  shape: Shape,
  domain: InputDomain,
  attempt: number,
  random: Random,
): Float64Array | undefined {
  const size = sizeOf(shape);
  const entries = new Float64Array(size);
  const style = styleAt(attempt, shape, random);
  for (let i = 0; i < size; i++) {
    const entry = sampleEntry(domain, style, attempt, random);
    if (entry === undefined) return undefined;
    entries[i] = entry;
  }
  if (domain.structure !== undefined) impose(domain.structure, entries, shape, attempt);
  return entries;
}

/** What drawing one entry costs, in elementary operations. */
const ENTRY_WORK = 12;

/** Elementary operations of `sampleInput`. */
export function sampleWork(shape: Shape, { structure }: InputDomain): number {
  const size = sizeOf(shape);
  return size * (structure === 'positive definite' ? (shape[0] ?? 1) + ENTRY_WORK : ENTRY_WORK);
}

function sampleEntry(domain: InputDomain, style: Style, attempt: number, random: Random): number | undefined {
  if (domain.members !== undefined) {
    return domain.members.length === 0 ? undefined : domain.members[random.below(domain.members.length)];
  }
  const { low, high } = domain;
  if (low > high) return undefined;
  if (domain.whole) return sampleWhole(low, high, random);
  if (Number.isFinite(low) && Number.isFinite(high)) return sampleBetween(low, high, attempt, random);
  const magnitude = style.scale * sampleMantissa(random);
  if (Number.isFinite(low)) return low + magnitude;
  if (Number.isFinite(high)) return high - magnitude;
  return !style.positive && random.below(2) === 0 ? -magnitude : magnitude;
}

/** An odd number of eighths in (⅜, 3⅞), never a power of two. */
const sampleMantissa = (random: Random): number => (2 * random.below(14) + 3) / 8;

function sampleWhole(low: number, high: number, random: Random): number {
  const from = Math.ceil(Number.isFinite(low) ? low : Number.isFinite(high) ? high - 20 : -10);
  const to = Math.floor(Number.isFinite(high) ? high : from + 20);
  return from + random.below(Math.max(1, to - from + 1));
}

/** Inside an open interval; in every other attempt half of the entries are close to one of its ends, each to its own. */
function sampleBetween(low: number, high: number, attempt: number, random: Random): number {
  if (low === high) return low;
  const inner = (2 * random.below(31) + 1) / 64;
  const end = attempt % 4 < 2 ? 2 : random.below(4);
  const fraction = end === 0 ? inner / 16 : end === 1 ? 1 - inner / 16 : inner;
  return low + (high - low) * (fraction === 0.5 ? 0.53125 : fraction);
}

function impose(
  structure: NonNullable<InputDomain['structure']>,
  entries: Float64Array,
  shape: Shape,
  attempt: number,
): void {
  if (structure === 'simplex') {
    imposeSimplex(entries);
    return;
  }
  const n = shape[0] ?? 0;
  if (shape.length !== 2 || shape[1] !== n) return;
  if (structure === 'diagonal') {
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j) entries[i * n + j] = 0;
  } else if (structure === 'symmetric') {
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) entries[i * n + j] = entries[j * n + i]!;
  } else if (structure === 'positive definite') {
    imposePositiveDefinite(entries, n);
  } else {
    imposeOrthogonal(entries, n, attempt % 2 === 1);
  }
}

/** The parts of the whole into which a simplex is divided. */
const PARTS = 2 ** 30;

/** Positive multiples of 2⁻³⁰ whose sum is 1 without any rounding: what holds on the simplex holds at such a point. */
function imposeSimplex(entries: Float64Array): void {
  let total = 0;
  let largest = 0;
  for (let i = 0; i < entries.length; i++) {
    total += Math.abs(entries[i]!);
    if (Math.abs(entries[i]!) > Math.abs(entries[largest]!)) largest = i;
  }
  let rest = PARTS;
  for (let i = 0; i < entries.length; i++) {
    const parts = Math.max(1, Math.floor((Math.abs(entries[i]!) / total) * PARTS));
    rest -= parts;
    entries[i] = parts / PARTS;
  }
  if (entries.length > 0) entries[largest] = entries[largest]! + rest / PARTS;
}

/**
 * Bounds how far each entry of a drawn input lies from a point where the structure holds exactly; 0 where it does at the
 * drawn point. No choice of doubles makes most matrices orthogonal.
 */
export const structureError = ({ structure }: InputDomain): number =>
  structure === 'orthogonal' ? 48 * UNIT_ROUNDOFF : 0;

/** 2A·Aᵀ/n + tI, where t is the mean square of the entries: the condition number stays near ten at any size. */
function imposePositiveDefinite(entries: Float64Array, n: number): void {
  const factor = entries.slice();
  const mean = factor.reduce((sum, x) => sum + x * x, 0) / (n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += factor[i * n + k]! * factor[j * n + k]!;
      entries[i * n + j] = (2 / n) * sum + (i === j ? mean : 0);
    }
  }
}

/**
 * The product of the Householder reflections (Householder 1958) along the first two columns, which is not symmetric as one
 * reflection would be; with the sign of the first row changed where `reflected`. Drawn entries have few digits, so that the
 * inner products are exact.
 */
function imposeOrthogonal(entries: Float64Array, n: number, reflected: boolean): void {
  const column = (j: number): number[] => Array.from({ length: n }, (_, i) => entries[i * n + j]!);
  const inner = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, entry, i) => sum + entry * y[i]!, 0);
  const [v, w] = [column(0), n > 1 ? column(1) : column(0)];
  const [vv, ww, vw] = [inner(v, v), inner(w, w), inner(v, w)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const products = (4 * vw * v[i]! * w[j]!) / (vv * ww);
      const entry = (i === j ? 1 : 0) - (2 * v[i]! * v[j]!) / vv - (2 * w[i]! * w[j]!) / ww + products;
      entries[i * n + j] = reflected && i === 0 ? -entry : entry;
    }
  }
}

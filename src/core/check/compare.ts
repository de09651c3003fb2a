import type { Interval } from '../graph/enclosure/interval';
import { type Shape, stridesOf } from '../graph/shape';
import type { Alignment } from './alignment';
import type { EntryEvidence } from './verdict';

/** Wider enclosures, relative to an entry's scale, decide nothing. */
const TIGHT = 1e-9;

/** Underflow leaves radii of a few subnormal numbers beside exact zeros; entries below this size are zeros. */
const UNDERFLOW = 2 ** -900;

/** Entries with bounds of their errors. */
export interface Enclosed {
  readonly values: Float64Array;
  readonly radii: Float64Array;
}

/** The entries of a truth, and what a claim says of each, as doubles with bounds of their errors. */
export interface Sides {
  /** The number of entries of the truth. */
  readonly size: number;
  expected(entry: number): number;
  expectedRadius(entry: number): number;
  claimed(entry: number): number;
  claimedRadius(entry: number): number;
  /** |claimed − expected|, which may be finer than both doubles show. */
  difference(entry: number): number;
  /** Bound on the error of the difference. */
  radius(entry: number): number;
  /** Both numbers as text, where that says more than their doubles. */
  written?(entry: number): { readonly expected: string; readonly claimed: string } | undefined;
}

/** Both sides as a run in double precision left them. */
export function inDoubles(truth: Enclosed, claim: Enclosed, { claimed }: Alignment): Sides {
  const difference = (i: number): number => Math.abs(claim.values[claimed(i)]! - truth.values[i]!);
  return {
    size: truth.values.length,
    expected: (i) => truth.values[i]!,
    expectedRadius: (i) => truth.radii[i]!,
    claimed: (i) => claim.values[claimed(i)]!,
    claimedRadius: (i) => claim.radii[claimed(i)]!,
    difference,
    // The difference itself is rounded, hence the few ulps beyond the radii.
    radius: (i) => {
      const j = claimed(i);
      const larger = Math.max(Math.abs(truth.values[i]!), Math.abs(claim.values[j]!));
      return truth.radii[i]! + claim.radii[j]! + larger * 2 ** -51;
    },
  };
}

/** Both sides as enclosures of more digits than doubles have. */
export function inIntervals(
  truth: readonly Interval[],
  claim: readonly Interval[],
  { claimed }: Alignment,
): Sides {
  return {
    size: truth.length,
    expected: (i) => middle(truth[i]!),
    expectedRadius: (i) => halfWidth(truth[i]!),
    claimed: (i) => middle(claim[claimed(i)]!),
    claimedRadius: (i) => halfWidth(claim[claimed(i)]!),
    difference: (i) => differenceOf(truth[i]!, claim[claimed(i)]!),
    radius: (i) => halfWidth(truth[i]!) + halfWidth(claim[claimed(i)]!),
    written: (i) => distinctDigits(truth[i]!, claim[claimed(i)]!),
  };
}

const middle = ({ low, high }: Interval): number => low.plus(high).div(2).toNumber();

/** An interval too narrow for a double has the least positive half width, unless it is narrow beside its own numbers. */
function halfWidth({ low, high }: Interval): number {
  const width = high.minus(low);
  const half = width.div(2).toNumber();
  return half > 0 || width.lte(low.abs().times(TIGHT)) ? half : Number.MIN_VALUE;
}

/** Greater than both half widths together by the gap between disjoint intervals, and never otherwise. */
function differenceOf(a: Interval, b: Interval): number {
  const reach = halfWidth(a) + halfWidth(b);
  const gap = Math.max(a.low.minus(b.high).toNumber(), b.low.minus(a.high).toNumber());
  // Intervals have exponents far beyond those of doubles.
  if (gap === 0 && (a.low.gt(b.high) || b.low.gt(a.high))) return reach + Number.MIN_VALUE;
  return gap > 0 ? reach + gap : Math.min(reach, Math.abs(middle(a) - middle(b)));
}

/** The middle; 0 where that is inside. */
const simplest = ({ low, high }: Interval): Interval['low'] =>
  low.s !== high.s ? low.minus(low) : low.plus(high).div(2);

/** Nobody reads more digits than this. */
const MOST_WRITTEN = 60;

/**
 * The middles of two disjoint intervals, with two digits more than it takes to tell them apart; undefined where not all of
 * these are certain.
 */
function distinctDigits(a: Interval, b: Interval): { expected: string; claimed: string } | undefined {
  const [expected, claimed] = [simplest(a), simplest(b)];
  const difference = expected.minus(claimed).abs();
  if (!(1e6 * (halfWidth(a) + halfWidth(b)) <= difference.toNumber())) return undefined;
  const digits = difference.isZero() ? 0 : expected.e - difference.e + 2;
  if (!(digits <= MOST_WRITTEN)) return undefined;
  const show = (x: typeof expected): string => x.toSignificantDigits(Math.max(5, digits)).toString();
  return { expected: show(expected), claimed: show(claimed) };
}

export interface Compared {
  /**
   * `disjoint`: some entry of the claim cannot equal the truth; `equal`: all enclosures overlap and are tight; `loose`: they
   * overlap but are too wide to tell.
   */
  readonly outcome: 'disjoint' | 'equal' | 'loose';
  /** The entry with the largest excess (disjoint), the widest enclosure (loose), or the largest difference (equal). */
  readonly worst: EntryEvidence;
  /** Decimal digits to which the worst entry agrees. */
  readonly digits: number;
}

/**
 * Compares a claim with the truth entry by entry.
 *
 * @param slackOf for each entry of the truth how far the claim may lie from it: the half unit of a rounded number
 * @param floor magnitude below which an entry counts as zero for the width test, such as |f|/|x| for a derivative
 */
export function compare(
  sides: Sides,
  shape: Shape,
  slackOf: ((entry: number) => number) | undefined,
  floor: number,
): Compared {
  const { size } = sides;
  let scale = Math.max(floor, UNDERFLOW);
  for (let i = 0; i < size; i++) scale = Math.max(scale, 0.1 * Math.abs(sides.expected(i)));
  let disjoint = -1;
  let excess = 0;
  let loose = -1;
  let widest = 0;
  let largest = 0;
  let at = 0;
  let isKnown = false;
  let isRounded = false;
  for (let i = 0; i < size; i++) {
    const radius = sides.radius(i);
    const allowed = slackOf?.(i) ?? 0;
    const difference = sides.difference(i);
    const larger = Math.max(Math.abs(sides.expected(i)), Math.abs(sides.claimed(i)));
    const magnitude = Math.max(scale, larger);
    if (difference > radius + allowed * (1 + 1e-12) || Number.isNaN(difference)) {
      const over = difference / Math.max(larger, Number.MIN_VALUE);
      if (disjoint < 0 || over > excess) {
        disjoint = i;
        excess = over;
      }
    }
    isKnown ||= isNonzero(sides, i);
    if (sides.claimedRadius(i) > 0) isRounded = true;
    const width = (sides.expectedRadius(i) + sides.claimedRadius(i)) / magnitude;
    if (!(width <= TIGHT) && (magnitude > 0 || radius > 0) && (loose < 0 || !(width <= widest))) {
      loose = i;
      widest = width;
    }
    const relative = magnitude === 0 ? 0 : Math.max(0, difference - allowed) / magnitude;
    if (relative >= largest) {
      largest = relative;
      at = i;
    }
  }
  const entry = disjoint >= 0 ? disjoint : loose >= 0 ? loose : at;
  // Where both sides vanish as a whole, any multiple of the claim would do as well; a claim of exactly 0 says what it says.
  const hasVanished = !isKnown && isRounded;
  return {
    outcome: disjoint >= 0 ? 'disjoint' : loose >= 0 || hasVanished ? 'loose' : 'equal',
    digits: largest === 0 ? 15 : Math.max(0, Math.min(15, Math.floor(-Math.log10(largest)))),
    worst: evidenceOf(sides, entry, shape),
  };
}

/** Whether one of both entries is certainly not 0. */
const isNonzero = (sides: Sides, i: number): boolean =>
  Math.abs(sides.expected(i)) > sides.expectedRadius(i) ||
  Math.abs(sides.claimed(i)) > sides.claimedRadius(i);

function evidenceOf(sides: Sides, entry: number, shape: Shape): EntryEvidence {
  const written = sides.written?.(entry);
  return {
    index: indexOf(entry, shape),
    claimed: sides.claimed(entry),
    claimedRadius: sides.claimedRadius(entry),
    expected: sides.expected(entry),
    expectedRadius: sides.expectedRadius(entry),
    ...(written === undefined ? {} : { written }),
  };
}

/** Zero-based indices of a row-major entry. */
function indexOf(entry: number, shape: Shape): number[] {
  const strides = stridesOf(shape);
  let rest = entry;
  return strides.map((stride) => {
    const index = Math.floor(rest / stride);
    rest -= index * stride;
    return index;
  });
}

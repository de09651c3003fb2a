import type { EnclosureKernel, Interval, IntervalArithmetic } from '../../enclosure/interval';
import type { Site } from '../../operation';
import type { Folding } from './layout';

const entriesAt = (memory: readonly Interval[], base: number, members: Int32Array): Interval[] =>
  Array.from(members, (member) => memory[base + member]!);

/** The enclosure of an operation that folds each group of entries into one. */
export const foldedEnclosure =
  (
    folding: (site: Site) => Folding,
    fold: (entries: readonly Interval[], arithmetic: IntervalArithmetic) => Interval,
  ) =>
  (site: Site, arithmetic: IntervalArithmetic): EnclosureKernel => {
    const { groups, members } = folding(site);
    const from = site.inputs[0]!;
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        memory[site.output + o] = fold(entriesAt(memory, from + groups[o]!, members), arithmetic);
      }
    };
  };

/** The enclosure of an operation that maps each run of entries, or the equal runs of several inputs, to a run of the output. */
export const runsEnclosure =
  (
    folding: (site: Site) => Folding,
    map: (
      runs: readonly (readonly Interval[])[],
      arithmetic: IntervalArithmetic,
      site: Site,
    ) => readonly Interval[],
  ) =>
  (site: Site, arithmetic: IntervalArithmetic): EnclosureKernel => {
    const { groups, members } = folding(site);
    if (members.length === 0) return () => {};
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        const group = groups[o]!;
        const runs = site.inputs.map((from) => entriesAt(memory, from + group, members));
        const results = map(runs, arithmetic, site);
        for (let i = 0; i < members.length; i++) memory[site.output + group + members[i]!] = results[i]!;
      }
    };
  };

/** The sum; of one entry that entry itself, unrounded. */
export const enclosedSum = (entries: readonly Interval[], { add, zero }: IntervalArithmetic): Interval =>
  entries.length === 0 ? zero : entries.reduce((sum, x) => add(sum, x));

export const enclosedProduct = (
  entries: readonly Interval[],
  { multiply, one }: IntervalArithmetic,
): Interval => (entries.length === 0 ? one : entries.reduce((product, x) => multiply(product, x)));

export const enclosedMean = (entries: readonly Interval[], arithmetic: IntervalArithmetic): Interval =>
  arithmetic.divide(enclosedSum(entries, arithmetic), arithmetic.fromDouble(entries.length));

/** The Euclidean norm; each entry is squared as a whole, so an interval around 0 does not go below it. */
export function enclosedNorm(entries: readonly Interval[], arithmetic: IntervalArithmetic): Interval {
  if (entries.length === 1) return arithmetic.abs(entries[0]!);
  const squares = entries.map((x) => arithmetic.powerOf(x, 2));
  return arithmetic.sqrt(enclosedSum(squares, arithmetic));
}

/** The sums of entries 0 to i, for each i. */
export function enclosedRunningSums(
  entries: readonly Interval[],
  { add }: IntervalArithmetic,
): readonly Interval[] {
  const sums: Interval[] = [];
  for (const x of entries) {
    const last = sums.at(-1);
    sums.push(last === undefined ? x : add(last, x));
  }
  return sums;
}

/** For each entry the sum of all others, without a subtraction. */
export function enclosedSumsOfOthers(
  entries: readonly Interval[],
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const before = enclosedRunningSums(entries, arithmetic);
  const after = enclosedRunningSums(entries.toReversed(), arithmetic);
  const n = entries.length;
  return entries.map((_, i) => {
    if (n === 1) return arithmetic.zero;
    if (i === 0) return after[n - 2]!;
    if (i === n - 1) return before[n - 2]!;
    return arithmetic.add(before[i - 1]!, after[n - 2 - i]!);
  });
}

/**
 * For inputs x, v₁ … v_k the sums Σ v₁[j₁] ⋯ v_k[j_k]·Π xⱼ over distinct j₁ … j_k ≠ i, for each i, as the double kernel of
 * `PRODUCT_OF_OTHERS` forms them: states are the sets of directions used before and behind each factor.
 */
export function enclosedProductsOfOthers(
  runs: readonly (readonly Interval[])[],
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const { one, zero } = arithmetic;
  const states = 1 << (runs.length - 1);
  const start: readonly Interval[] = Array.from({ length: states }, (_, state) => (state === 0 ? one : zero));
  const n = runs[0]!.length;
  const product = (x: Interval, y: Interval): Interval =>
    x === one ? y : y === one ? x : arithmetic.multiply(x, y);
  const extended = (before: readonly Interval[], at: number): readonly Interval[] =>
    before.map((own, state) => {
      const terms = [product(own, runs[0]![at]!)];
      for (let d = 1; d < runs.length; d++) {
        const bit = 1 << (d - 1);
        if (state & bit) terms.push(product(before[state ^ bit]!, runs[d]![at]!));
      }
      return enclosedSum(terms, arithmetic);
    });
  const prefixes = [start];
  for (let i = 0; i < n; i++) prefixes.push(extended(prefixes[i]!, i));
  const results: Interval[] = new Array(n);
  let suffix = start;
  for (let i = n - 1; i >= 0; i--) {
    const behind = suffix;
    const terms = prefixes[i]!.map((before, state) => product(before, behind[(states - 1) ^ state]!));
    results[i] = enclosedSum(terms, arithmetic);
    suffix = extended(behind, i);
  }
  return results;
}

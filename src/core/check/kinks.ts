import type { NodeId } from '../graph/graph';
import type { BranchSink } from '../graph/operation';
import type { BranchTeller } from '../graph/program';
import type { Alignment } from './alignment';
import type { Enclosed } from './compare';
import type { Points } from './points';
import { type Random, random } from './random';

/** An argument closer than this to where a function changes its branch counts as being there. */
export const AT_KINK = 1e-13;

/**
 * What ties by chance at the point where the program stands: `function` where the truth may have a kink, `claim` where only
 * the claim switches there, `none` elsewhere. Ties that remain nearby, as that of `clip(x, 1, 1)`, are no kinks: `lasting`.
 */
export type Tie = 'none' | 'lasting' | 'function' | 'claim';

/**
 * @param truths the function and its derivatives: their own ties are what makes a kink
 * @param claim what they are compared with
 * @returns the tie at the point where the program stands; leaves the program as it was
 */
export function tiesOf(points: Points, truths: readonly NodeId[], claim: NodeId): () => Tie {
  const ofTruth = points.program.branching(truths);
  const known = new Set(ofTruth.map(({ node }) => node));
  const ofClaim = points.program.branching([claim]).filter(({ node }) => !known.has(node));
  const count = (tellers: readonly BranchTeller[]): number => {
    let ties = 0;
    const sink: BranchSink = {
      note: (_, distance) => {
        if (distance <= AT_KINK) ties++;
      },
    };
    for (const { tell } of tellers) tell(sink);
    return ties;
  };
  return () => {
    const [inTruth, inClaim] = [count(ofTruth), count(ofClaim)];
    if (inTruth === 0 && inClaim === 0) return 'none';
    let [leastInTruth, leastInClaim] = [inTruth, inClaim];
    const directions = random(NUDGES);
    for (let k = 0; k < NUDGES; k++) {
      nudge(points, directions);
      points.program.run();
      leastInTruth = Math.min(leastInTruth, count(ofTruth));
      leastInClaim = Math.min(leastInClaim, count(ofClaim));
    }
    points.restore();
    return leastInTruth < inTruth ? 'function' : leastInClaim < inClaim ? 'claim' : 'lasting';
  };
}

/**
 * A truth where a tie lasts, as in `min(r*A, clip(r, 0.75, 1.25)*A)`, once with all ties decided for the side below, once for
 * the side above; undefined where these differ. Rounding cannot tell which side it is, and it does not matter.
 */
export function onEitherSide({ program, restore }: Points, truth: NodeId): Enclosed | undefined {
  const sides = [0, 1].map((tie) => {
    program.setTie(tie);
    program.run();
    program.runRadii();
    return { values: program.read(truth).slice(), radii: program.readRadii(truth).slice() };
  });
  program.setTie(0.5);
  restore();
  program.runRadii();
  const [below, above] = sides as [Enclosed, Enclosed];
  const radii = below.radii.map((r, i) => {
    const apart = Math.abs(below.values[i]! - above.values[i]!);
    return apart <= r + above.radii[i]! + Math.abs(below.values[i]!) * 2 ** -51 ? r + apart : Number.NaN;
  });
  return radii.some(Number.isNaN) ? undefined : { values: below.values, radii };
}

const NUDGES = 2;
const NUDGE_SIZES = 2 ** 12;

/** Writes a point close to the current one in a seeded direction; no two entries move alike, which would keep their tie. */
function nudge({ program, inputs }: Points, directions: Random, sign = 1): void {
  for (const [input, entries] of inputs()) {
    program.write(
      input,
      entries.map(
        (x) =>
          x +
          sign *
            ((2 * directions.below(NUDGE_SIZES) + 1) / NUDGE_SIZES - 1) *
            BESIDE *
            Math.max(1, Math.abs(x)),
      ),
    );
  }
}

/** How far beside a kink the one-sided derivatives are looked for, relative to the size of an input. */
const BESIDE = 2 ** -20;
const LOOKS = 6;

/**
 * Where a claim stands at a kink: `between` the one-sided derivatives, clearly `beyond` them, `unclear` when it is neither,
 * or `smooth` when the derivative does not jump there after all. Leaves the program as it was.
 *
 * The one-sided derivatives are those at points close by, in seeded directions and in the opposite ones. Deciding ties one
 * way or the other instead would take sides that do not belong together, as in relu(x) − relu(−x) at 0.
 */
export function kinkOf(
  points: Points,
  truth: NodeId,
  claim: NodeId,
  alignment: Alignment,
  slack: ArrayLike<number> | undefined,
): 'between' | 'beyond' | 'unclear' | 'smooth' {
  const { program } = points;
  const claimed = program.read(claim).slice();
  const truths = [program.read(truth).slice()];
  for (let k = 0; k < LOOKS; k++) {
    for (const sign of [1, -1]) {
      nudge(points, random(k), sign);
      program.run();
      truths.push(program.read(truth).slice());
    }
  }
  points.restore();
  program.runRadii();
  return placeAmong(claimed, truths, alignment, slack);
}

function placeAmong(
  claimed: Float64Array,
  truths: readonly Float64Array[],
  alignment: Alignment,
  slack: ArrayLike<number> | undefined,
): 'between' | 'beyond' | 'unclear' | 'smooth' {
  const ranges = Array.from(truths[0]!, (_, i) => {
    const sides = truths.map((side) => side[i]!).filter(Number.isFinite);
    return { low: Math.min(...sides), high: Math.max(...sides) };
  });
  const jump = (low: number, high: number): boolean =>
    high - low > 1e-4 * Math.max(Math.abs(low), Math.abs(high));
  if (!ranges.some(({ low, high }) => jump(low, high))) return 'smooth';
  let clear = true;
  let inside = true;
  ranges.forEach(({ low, high }, i) => {
    const j = alignment.claimed(i);
    const value = claimed[j]!;
    const size = Math.max(Math.abs(low), Math.abs(high));
    const room = 1e-4 * size + (slack?.[j] ?? 0);
    if (value < low - room || value > high + room) inside = false;
    if (!(value >= low - 1e-2 * size - room && value <= high + 1e-2 * size + room)) clear = false;
  });
  if (inside) return 'between';
  return clear ? 'unclear' : 'beyond';
}

import type { NodeId } from '../graph/graph';
import type { Program } from '../graph/program';
import type { Alignment } from './alignment';
import type { Points } from './points';
import { random } from './random';

/** An argument closer than this to where a function changes its branch counts as being there. */
const AT_KINK = 1e-13;

/** Whether some branching operation stands at, or within rounding of, the place where its branches meet. */
export const nearKink = (program: Program): boolean => program.branches().distance <= AT_KINK;

/** How far beside a kink the one-sided derivatives are looked for, relative to the size of an input. */
const BESIDE = 2 ** -20;
const LOOKS = 8;

/**
 * Where a claim stands at a kink: `between` the one-sided derivatives, clearly `beyond` them, `unclear` when it is neither,
 * or `smooth` when the derivative does not jump there after all. Leaves the program as it was, with ties in the middle.
 *
 * The one-sided derivatives are those on both sides of every tie, and those at points close by in seeded directions.
 */
export function kinkOf(
  points: Points,
  truth: NodeId,
  claim: NodeId,
  alignment: Alignment,
  slack: ArrayLike<number> | undefined,
): 'between' | 'beyond' | 'unclear' | 'smooth' {
  const { program } = points;
  const claims = [program.read(claim).slice()];
  const truths = [program.read(truth).slice()];
  const look = (): void => {
    program.run();
    truths.push(program.read(truth).slice());
    claims.push(program.read(claim).slice());
  };
  for (const tie of [0, 1]) {
    program.setTie(tie);
    look();
  }
  program.setTie(0.5);
  const directions = random(LOOKS);
  for (let k = 0; k < LOOKS; k++) {
    for (const [input, entries] of points.inputs()) {
      program.write(
        input,
        entries.map((x) => x + (directions.below(2) === 0 ? -1 : 1) * BESIDE * Math.max(1, Math.abs(x))),
      );
    }
    look();
  }
  for (const [input, entries] of points.inputs()) program.write(input, entries);
  program.run();
  program.runRadii();
  return placeAmong(claims, truths, alignment, slack);
}

function placeAmong(
  claims: readonly Float64Array[],
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
  const [claimed] = claims;
  ranges.forEach(({ low, high }, i) => {
    const j = alignment.claimed(i);
    const value = claimed![j]!;
    const size = Math.max(Math.abs(low), Math.abs(high));
    const room = 1e-4 * size + (slack?.[j] ?? 0);
    if (value < low - room || value > high + room) inside = false;
    if (!(value >= low - 1e-2 * size - room && value <= high + 1e-2 * size + room)) clear = false;
  });
  if (inside) return 'between';
  return clear ? 'unclear' : 'beyond';
}

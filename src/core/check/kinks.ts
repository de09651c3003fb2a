import type { NodeId } from '../graph/graph';
import type { Program } from '../graph/program';
import type { Alignment } from './alignment';

/** An argument closer than this to where a function changes its branch counts as being there. */
const AT_KINK = 1e-13;

/** Whether some branching operation stands at, or within rounding of, the place where its branches meet. */
export const nearKink = (program: Program): boolean => program.branches().distance <= AT_KINK;

/**
 * Whether a claim lies, entry by entry, between the one-sided derivatives at a kink. Leaves the program as it was, with ties
 * resolved in the middle.
 */
export function atTie(
  program: Program,
  truth: NodeId,
  claim: NodeId,
  alignment: Alignment,
  slack: ArrayLike<number> | undefined,
): boolean {
  const claims = [program.read(claim).slice()];
  const truths = [program.read(truth).slice()];
  for (const tie of [0, 1]) {
    program.setTie(tie);
    program.run();
    truths.push(program.read(truth).slice());
    claims.push(program.read(claim).slice());
  }
  program.setTie(0.5);
  program.run();
  program.runRadii();
  return claims.some((claimed) =>
    truths[0]!.every((_, i) => {
      const sides = truths.map((side) => side[i]!);
      const low = Math.min(...sides);
      const high = Math.max(...sides);
      const j = alignment.claimed(i);
      const room = 1e-12 * Math.max(Math.abs(low), Math.abs(high), 1e-300) + (slack?.[j] ?? 0);
      return claimed[j]! >= low - room && claimed[j]! <= high + room;
    }),
  );
}

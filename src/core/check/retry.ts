import { intervalArithmetic } from '../graph/enclosure/arithmetic';
import type { Interval, IntervalArithmetic } from '../graph/enclosure/interval';
import { compileEnclosure, type EnclosureProgram } from '../graph/enclosure/program';
import type { GraphBuilder, NodeId } from '../graph/graph';

/**
 * Decimal digits of the attempts to see through cancellation; the next is made where the one before cannot tell. The last
 * have room for any two doubles in one sum: the largest has 308 digits before the point, the smallest 324 zeros behind it.
 */
const PRECISIONS = [50, 200, 700] as const;
export const MOST_DIGITS = 700;

/** Elementary operations of double precision that the attempts for one claim may cost: some tens of milliseconds. */
export const RETRY_WORK = 3e7;

/** What attempts may still cost, in elementary operations of double precision; several checks may share it. */
export interface RetryBudget {
  left: number;
}

export const retryBudget = (): RetryBudget => ({ left: RETRY_WORK });

/** Nodes evaluated again at one point, in more digits than doubles have. */
export interface Attempt {
  readonly digits: number;
  /** The entries of a node; undefined where some entry has no value or no bounds. */
  read(node: NodeId): readonly Interval[] | undefined;
}

/** The exact inputs of a point, as intervals of any precision. */
export type ExactInputs = (arithmetic: IntervalArithmetic) => ReadonlyMap<NodeId, readonly Interval[]>;

/**
 * Evaluates `nodes` again in interval arithmetic of ever more digits, as long as the budget lasts.
 *
 * @param budget what all attempts together may cost; they take from it
 * @returns a function from a point to the attempts at it
 */
export function retries(
  graph: GraphBuilder,
  nodes: readonly NodeId[],
  budget: RetryBudget,
): (inputs: ExactInputs) => Iterable<Attempt> {
  // Most claims never need them, so the programs are compiled at the first use.
  const programs = new Map<number, EnclosureProgram | undefined>();
  const programOf = (digits: number): EnclosureProgram | undefined => {
    if (!programs.has(digits)) programs.set(digits, compileEnclosure(graph, nodes, digits));
    return programs.get(digits);
  };
  return function* attempts(inputs) {
    for (const digits of PRECISIONS) {
      const program = programOf(digits);
      if (program === undefined || program.work > budget.left) return;
      budget.left -= program.work;
      const entries = inputs(intervalArithmetic(digits));
      for (const input of program.inputs) {
        const known = entries.get(input);
        if (known === undefined) return;
        program.write(input, known);
      }
      program.run();
      yield {
        digits,
        read: (node) => {
          const read = program.read(node);
          return read.every(isBounded) ? read : undefined;
        },
      };
    }
  };
}

const isBounded = ({ low, high }: Interval): boolean => low.isFinite() && high.isFinite();

import { derivative } from '../diff/derivative';
import { type GraphBuilder, NAMED, type NodeId } from '../graph/graph';
import { type Alignment, alignments } from './alignment';
import type { Subject } from './subject';

/** One way to understand a claim: what it is compared with, and entry by entry how. */
export interface Reading {
  readonly label: 'total' | 'partial';
  readonly truth: NodeId;
  readonly alignment: Alignment;
  readonly notes: readonly string[];
}

/**
 * The plausible readings of a claim, most literal first. A derivative is total; where a claim says otherwise it may mean
 * the partial derivative with all other defined names fixed.
 */
export function readingsOf(subject: Subject): Reading[] {
  const { left, right, claim, sheetGraph } = subject;
  const { graph } = sheetGraph;
  const claimShape = graph.node(right.node).shape;
  const truths: { label: Reading['label']; truth: NodeId; notes: string[] }[] = [
    { label: 'total', truth: left.node, notes: [] },
  ];
  const partial = claim.kind === 'derivative' ? partialDerivative(subject) : undefined;
  if (partial !== undefined && partial !== left.node) {
    truths.push({
      label: 'partial',
      truth: partial,
      notes: [
        'This is the partial derivative, with all other defined names held fixed; the total derivative differs.',
      ],
    });
  }
  return truths.flatMap(({ label, truth, notes }) =>
    alignments(graph.node(truth).shape, claimShape).map((alignment) => ({
      label,
      truth,
      alignment,
      notes: [
        ...notes,
        ...(alignment.note === undefined ? [] : [alignment.note]),
        ...(alignment.label === 'direct' &&
        left.row !== right.row &&
        claimShape.length === 1 &&
        claim.kind === 'derivative'
          ? [
              `The claim is a ${right.row ? 'row' : 'column'}; in the layout of its variable the derivative is a ${left.row ? 'row' : 'column'}.`,
            ]
          : []),
      ],
    })),
  );
}

function partialDerivative(subject: Subject): NodeId | undefined {
  const { claim, sheetGraph } = subject;
  const { left } = claim;
  if (left.kind !== 'derivative' || left.variables.length !== 1) return undefined;
  const derivation = sheetGraph.derivations.get(left);
  // By an entry of an array, or by several names, the claim speaks of a part of the last derivative.
  if (derivation === undefined || derivation.derivative !== subject.left.node) return undefined;
  const { target, variable } = derivation;
  const fixed = namedBetween(sheetGraph.graph, variable, target);
  if (fixed.size === 0) return undefined;
  const result = derivative(sheetGraph.graph, target, variable, fixed);
  // Where the function does not mention the variable itself, a claim of 0 is a path forgotten, not a partial derivative.
  return 'node' in result && sheetGraph.graph.uniformValue(result.node) !== 0 ? result.node : undefined;
}

/** The named nodes that lie between a variable and the function, both excluded. */
function namedBetween(graph: GraphBuilder, variable: NodeId, target: NodeId): Set<NodeId> {
  const names = new Set<NodeId>();
  for (let id = variable + 1; id < target; id++) {
    if (graph.node(id).operation === NAMED) names.add(id);
  }
  return names;
}

import { derivative } from '../diff/derivative';
import type { NodeId } from '../graph/graph';
import { sameShape, sizeOf } from '../graph/shape';
import { namedBetween } from '../sheet/lowering/derivatives';
import { type Alignment, alignments, DIRECT } from './alignment';
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
    alignmentsOf(subject, truth).map((alignment) => ({
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

/** Both sides of a claim with indices stand over the same ones: no entry is compared with another one. */
function alignmentsOf(subject: Subject, truth: NodeId): readonly Alignment[] {
  const { claim, right, sheetGraph } = subject;
  const { shape } = sheetGraph.graph.node(truth);
  const written = sheetGraph.graph.node(right.node).shape;
  if (claim.left.kind !== 'family') return alignments(shape, written, outputAxes(subject));
  return sameShape(shape, written) ? [DIRECT] : [];
}

/** How many leading axes of a Jacobian are those of the function; 0 for all that is no Jacobian. */
function outputAxes({ claim, sheetGraph: { graph, derivations } }: Subject): number {
  const derivation = claim.left.kind === 'derivative' ? derivations.get(claim.left) : undefined;
  if (derivation === undefined) return 0;
  const target = graph.node(derivation.target).shape;
  const variable = graph.node(derivation.variable).shape;
  return sizeOf(target) === 1 || sizeOf(variable) === 1 ? 0 : target.length;
}

function partialDerivative(subject: Subject): NodeId | undefined {
  const { claim, sheetGraph } = subject;
  const { left } = claim;
  const isFirst =
    left.kind === 'derivative' ? left.variables.length === 1 : left.kind === 'prime-call' && left.order === 1;
  if (!isFirst) return undefined;
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

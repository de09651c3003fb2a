import type { GraphBuilder, NodeId } from '../graph/graph';
import { add } from '../graph/operations/arithmetic';
import { addUnderMask } from '../graph/operations/mask';
import { dependence, type Fixed, NOTHING_FIXED } from './dependence';

/**
 * Reverse mode (Linnainmaa 1970) as a graph transformation: appends nodes for the adjoints of `targets`, so that they
 * can be evaluated, printed and differentiated again like any other node.
 *
 * @param output the node whose derivative is taken
 * @param seed the output's own adjoint, in its shape; ones for a scalar output give the gradient
 * @param targets inputs or intermediate nodes; the derivative is total, through everything between them and the output
 * @param fixed nodes that are treated as constants even where they depend on a target
 * @returns for each target the adjoint in the target's shape, or undefined where it is zero throughout
 */
export function adjoints(
  graph: GraphBuilder,
  output: NodeId,
  seed: NodeId,
  targets: readonly NodeId[],
  fixed: Fixed = NOTHING_FIXED,
): readonly (NodeId | undefined)[] {
  const depends = dependence(graph, output, targets, fixed);
  const wanted = new Set(targets);
  const adjoint = new Map<NodeId, NodeId>([[output, seed]]);

  for (let at = depends.order.length - 1; at >= 0; at--) {
    const id = depends.order[at]!;
    const cotangent = adjoint.get(id);
    if (cotangent === undefined) continue;
    if (!wanted.has(id)) adjoint.delete(id);
    // A target's adjoint does not stop the sweep: another target may lie behind it. One that is fixed does.
    if (fixed.has(id)) continue;
    const node = graph.node(id);
    const rule = node.operation.vjp;
    if (rule === undefined || node.inputs.length === 0) continue;
    const needed = node.inputs.map((input) => depends.has(input));
    if (!needed.includes(true)) continue;
    const contributions = rule(graph, node, cotangent, needed);
    node.inputs.forEach((input, i) => {
      const contribution = contributions[i];
      if (!needed[i] || contribution === undefined) return;
      const sum = adjoint.get(input);
      adjoint.set(input, sum === undefined ? contribution : addUnderMask(graph, sum, contribution, add));
    });
  }
  return targets.map((target) => (depends.has(target) ? adjoint.get(target) : undefined));
}

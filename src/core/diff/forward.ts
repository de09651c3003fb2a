import type { GraphBuilder, NodeId } from '../graph/graph';
import { dependence, type Fixed, NOTHING_FIXED } from './dependence';

/**
 * Forward mode (Wengert 1964) as a graph transformation: appends the tangent of `output` for given tangents of some
 * nodes. A node with a given tangent keeps it, whatever its own inputs are.
 *
 * @returns the tangent in the output's shape, or undefined where it is zero throughout
 */
export function tangent(
  graph: GraphBuilder,
  output: NodeId,
  tangents: ReadonlyMap<NodeId, NodeId>,
  fixed: Fixed = NOTHING_FIXED,
): NodeId | undefined {
  const depends = dependence(graph, output, tangents.keys(), fixed);
  const known = new Map(tangents);
  for (const id of depends.order) {
    if (known.has(id)) continue;
    const node = graph.node(id);
    const result = node.operation.jvp?.(
      graph,
      node,
      node.inputs.map((input) => (depends.has(input) ? known.get(input) : undefined)),
    );
    if (result !== undefined) known.set(id, result);
  }
  return known.get(output);
}

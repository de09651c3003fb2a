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
  // Only ancestors of the output matter; walking all nodes between is linear and the unused tangents are never compiled.
  const needed = ancestorsOf(graph, output);
  for (let id = 0; id <= output; id++) {
    if (depends[id] !== 1 || known.has(id) || needed[id] !== 1) continue;
    const node = graph.node(id);
    const result = node.operation.jvp?.(
      graph,
      node,
      node.inputs.map((input) => (depends[input] === 1 ? known.get(input) : undefined)),
    );
    if (result !== undefined) known.set(id, result);
  }
  return known.get(output);
}

function ancestorsOf(graph: GraphBuilder, output: NodeId): Uint8Array {
  const needed = new Uint8Array(output + 1);
  needed[output] = 1;
  for (let id = output; id >= 0; id--) {
    if (needed[id] !== 1) continue;
    for (const input of graph.node(id).inputs) needed[input] = 1;
  }
  return needed;
}

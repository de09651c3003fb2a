import type { GraphBuilder, NodeId } from '../graph/graph';

/**
 * Nodes whose paths are cut: a derivative that treats them as fixed does not look through them. This is what makes a
 * partial derivative of a total one.
 */
export type Fixed = ReadonlySet<NodeId>;

export const NOTHING_FIXED: Fixed = new Set();

/**
 * For each node up to `output`, whether it depends on one of `targets` along a path that avoids `fixed`. Targets depend on
 * themselves.
 */
export function dependence(
  graph: GraphBuilder,
  output: NodeId,
  targets: Iterable<NodeId>,
  fixed: Fixed = NOTHING_FIXED,
): Uint8Array {
  const depends = new Uint8Array(output + 1);
  let first = output + 1;
  for (const target of targets) {
    if (target > output) continue;
    depends[target] = 1;
    first = Math.min(first, target);
  }
  for (let id = first; id <= output; id++) {
    if (depends[id] === 1 || fixed.has(id)) continue;
    for (const input of graph.node(id).inputs) {
      if (depends[input] !== 1) continue;
      depends[id] = 1;
      break;
    }
  }
  return depends;
}

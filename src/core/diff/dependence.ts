import type { GraphBuilder, NodeId } from '../graph/graph';

/**
 * Nodes whose paths are cut: a derivative that treats them as fixed does not look through them. This is what makes a
 * partial derivative of a total one.
 */
export type Fixed = ReadonlySet<NodeId>;

export const NOTHING_FIXED: Fixed = new Set();

/** The nodes between some targets and an output, both included: all that a derivative has to look at. */
export interface Dependence {
  /** In topological order. */
  readonly order: readonly NodeId[];
  has(node: NodeId): boolean;
}

/**
 * The nodes that `output` depends on, itself among them, and that depend on one of `targets`, along paths that avoid `fixed`.
 * Targets depend on themselves. Costs as much as there are nodes between the first target and the output that lead to the
 * output, however large the graph around them is.
 */
export function dependence(
  graph: GraphBuilder,
  output: NodeId,
  targets: Iterable<NodeId>,
  fixed: Fixed = NOTHING_FIXED,
): Dependence {
  const wanted = new Set(targets);
  let first = output + 1;
  for (const target of wanted) first = Math.min(first, target);
  const order: NodeId[] = [];
  const depends = new Set<NodeId>();
  if (first > output) return { order, has: () => false };
  const isCut = (id: NodeId): boolean => fixed.has(id) && !wanted.has(id);
  for (const id of graph.ancestors([output], first, fixed.size === 0 ? undefined : isCut)) {
    if (!wanted.has(id) && (fixed.has(id) || !graph.node(id).inputs.some((input) => depends.has(input))))
      continue;
    depends.add(id);
    order.push(id);
  }
  return { order, has: (node) => depends.has(node) };
}

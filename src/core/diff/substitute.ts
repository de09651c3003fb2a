import type { GraphBuilder, NodeId } from '../graph/graph';
import { NAMED } from '../graph/graph';
import { dependence, type Fixed, NOTHING_FIXED } from './dependence';

/**
 * Appends `output` as a function of `variable` alone: a copy of everything between them, in which `replacement` stands for
 * the variable. Nodes in `fixed` are not copied, so they keep the value that they have without the replacement.
 */
export function substitute(
  graph: GraphBuilder,
  output: NodeId,
  variable: NodeId,
  replacement: NodeId,
  fixed: Fixed = NOTHING_FIXED,
): NodeId {
  const copies = new Map<NodeId, NodeId>([[variable, replacement]]);
  for (const id of dependence(graph, output, [variable], fixed).order) {
    if (id === variable || fixed.has(id)) continue;
    const node = graph.node(id);
    const inputs = node.inputs.map((input) => copies.get(input) ?? input);
    copies.set(
      id,
      node.operation === NAMED
        ? graph.named(node.name, inputs[0]!)
        : graph.apply(node.operation, inputs, node.attributes),
    );
  }
  return copies.get(output) ?? output;
}

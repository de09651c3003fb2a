import type { GraphEdgeView, GraphNodeView, GraphView } from '../../protocol/graph-view';

/** A node as it is drawn. */
export interface DrawnNode {
  readonly node: GraphNodeView;
  /** The label of the operation that makes a definition's value, drawn on its box instead of as a node of its own. */
  readonly operator?: string;
}

export interface DrawnGraph {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly GraphEdgeView[];
}

/**
 * Joins a definition and the operation at the root of its expression: they have the same value and adjoint, which one box
 * shows once. Edges whose ends do not exist are left out.
 */
export function fold(view: GraphView): DrawnGraph {
  const byId = new Map(view.nodes.map((node) => [node.id, node]));
  const edges = view.edges.filter((edge) => byId.has(edge.from) && byId.has(edge.to));
  const outgoing = countBy(edges, (edge) => edge.from);
  const incoming = countBy(edges, (edge) => edge.to);
  const roots = new Map<string, GraphNodeView>();
  for (const { from, to } of edges) {
    const [source, target] = [byId.get(from)!, byId.get(to)!];
    const alone = incoming.get(to) === 1 && outgoing.get(from) === 1;
    if (!alone || source.kind !== 'operation' || target.kind !== 'definition') continue;
    if (source.claims.length === 0 && source.id !== view.output) roots.set(to, source);
  }
  const owner = new Map([...roots].map(([definition, root]) => [root.id, definition]));
  return {
    nodes: [...byId.values()]
      .filter((node) => !owner.has(node.id))
      .map((node) => {
        const operator = roots.get(node.id);
        if (operator !== undefined) return { node: inherit(node, operator), operator: operator.label };
        return node.operation === undefined ? { node } : { node, operator: node.operation };
      }),
    edges: edges
      .filter((edge) => !owner.has(edge.from))
      .map((edge) => ({ ...edge, to: owner.get(edge.to) ?? edge.to })),
  };
}

/** The definition with what only its root knows. */
function inherit(node: GraphNodeView, root: GraphNodeView): GraphNodeView {
  const value = node.value ?? root.value;
  const adjoint = node.adjoint ?? root.adjoint;
  return { ...node, ...(value && { value }), ...(adjoint && { adjoint }) };
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

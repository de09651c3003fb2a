import type { GraphEdgeView, GraphNodeView, GraphView } from '../../protocol/graph-view';

/** Nodes with unique names and edges whose ends exist. */
export interface DrawnGraph {
  readonly nodes: readonly GraphNodeView[];
  readonly edges: readonly GraphEdgeView[];
}

export function drawnGraph({ nodes, edges }: GraphView): DrawnGraph {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return {
    nodes: [...byId.values()],
    edges: edges.filter((edge) => byId.has(edge.from) && byId.has(edge.to)),
  };
}

import type { GraphView } from '../../protocol/graph-view';
import type { DrawnGraph } from './drawn-graph';
import { nodeFigure } from './figure';
import type { Direction } from './geometry';
import type { Layout, LayoutEngine } from './layout';
import { paintScene, type Scene } from './scene';

/** Up to this many nodes both directions are tried. */
const FEW = 120;

/** Reading from left to right is worth this much of the scale. */
const PREFERENCE = 1.2;

/**
 * Draws a graph. Without a direction, a small one is laid out both ways and the one that `scaleOf` says fits
 * larger is taken. Rejects when there is no layout.
 */
export async function drawGraph(
  view: GraphView,
  graph: DrawnGraph,
  engine: LayoutEngine,
  direction: Direction | undefined,
  scaleOf: (width: number, height: number) => number,
): Promise<Scene> {
  const right = await lay('right', direction === 'down');
  const down = await lay(
    'down',
    direction === 'right' || (direction === undefined && graph.nodes.length > FEW),
  );
  const scale = (way: Laid | undefined): number => (way ? scaleOf(way.layout.width, way.layout.height) : 0);
  const best = scale(down) > scale(right) * PREFERENCE ? down : right;
  const { figures, layout, way } = (best ?? down)!;
  return paintScene(view, graph, figures, layout, way);

  async function lay(way: Direction, skip: boolean): Promise<Laid | undefined> {
    if (skip) return undefined;
    const figures = new Map(
      graph.nodes.map((node) => [node.id, nodeFigure(node, node.id === view.output, way)]),
    );
    return { way, figures, layout: await engine.layout(graph, figures, way) };
  }
}

interface Laid {
  readonly way: Direction;
  readonly figures: Map<string, ReturnType<typeof nodeFigure>>;
  readonly layout: Layout;
}

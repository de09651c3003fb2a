import ELK, { type ELK as Elk, type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk-api';
import type { DrawnGraph } from './drawn-graph';
import type { Direction, NodeFigure } from './geometry';
import { measure } from './text';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Frame extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Wire {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  /** Where this wire parts from others of the same source. */
  readonly junctions: readonly Point[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly frames: ReadonlyMap<string, Frame>;
  readonly wires: readonly Wire[];
  /** Shapes of arrays beside the wires they travel on. */
  readonly labels: readonly (Point & { readonly node: string; readonly text: string })[];
}

export const WIRE_LABEL = 11.5;

const COMMON: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.padding': '[top=24,left=24,bottom=24,right=24]',
  'elk.spacing.nodeNode': '30',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.portPort': '12',
  'elk.spacing.labelNode': '5',
  'elk.spacing.labelPortHorizontal': '4',
  'elk.spacing.labelPortVertical': '2',
  'elk.spacing.componentComponent': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  // Drawings of the same graph come out the same.
  'elk.randomSeed': '1',
};

/** Placement that keeps wires straight takes too long for large graphs; the first row that fits is used. */
const STRATEGIES: readonly { readonly upTo: number; readonly options: Readonly<Record<string, string>> }[] = [
  {
    upTo: 120,
    options: {
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.layered.nodePlacement.favorStraightEdges': 'true',
      'elk.layered.thoroughness': '10',
    },
  },
  {
    upTo: 500,
    options: { 'elk.layered.nodePlacement.strategy': 'LINEAR_SEGMENTS', 'elk.layered.thoroughness': '7' },
  },
  {
    upTo: Number.POSITIVE_INFINITY,
    options: {
      'elk.layered.nodePlacement.strategy': 'SIMPLE',
      'elk.layered.crossingMinimization.greedySwitch.type': 'OFF',
      'elk.layered.thoroughness': '1',
    },
  },
];

export interface LayoutEngine {
  /** Rejects when the worker cannot be started or gives up. */
  layout(graph: DrawnGraph, figures: ReadonlyMap<string, NodeFigure>, direction: Direction): Promise<Layout>;
}

/** Lays graphs out in a worker made from the script at this address. */
export function layoutEngine(workerUri: string): LayoutEngine {
  let starting: Promise<Elk> | undefined;
  const last = new Map<Direction, { readonly question: string; readonly answer: Promise<ElkNode> }>();
  return {
    async layout(graph, figures, direction) {
      starting ??= start(workerUri).catch((error: unknown) => {
        starting = undefined;
        throw error;
      });
      const elk = await starting;
      const question = JSON.stringify(elkGraph(graph, figures, direction));
      let known = last.get(direction);
      // Many edits change numbers alone.
      if (known?.question !== question) {
        const input: ElkNode = JSON.parse(question);
        known = { question, answer: elk.layout(input) };
        last.set(direction, known);
      }
      return readLayout(graph, figures, direction, await known.answer);
    },
  };
}

async function start(workerUri: string): Promise<Elk> {
  const response = await fetch(workerUri);
  if (!response.ok) throw new Error(`the layout program answered ${response.status}`);
  // A worker must come from the page's own origin; the extension's files do not.
  const script = new Blob([await response.text()], { type: 'text/javascript' });
  const url = URL.createObjectURL(script);
  return new ELK({ workerFactory: () => new Worker(url), algorithms: ['layered'] });
}

/** Names may hold anything, so elk gets numbers: of nodes, and of the ports where wires arrive. */
const nodeId = (k: number): string => `n${k}`;
const inletId = (k: number, i: number): string => `n${k}i${i}`;
const outletId = (k: number): string => `n${k}o`;

function elkGraph(
  graph: DrawnGraph,
  figures: ReadonlyMap<string, NodeFigure>,
  direction: Direction,
): ElkNode {
  const incoming = incomingEdges(graph);
  const shapes = wireShapes(graph);
  const isRight = direction === 'right';
  const indices = new Map(graph.nodes.map((node, k) => [node.id, k]));
  const children = graph.nodes.map((node, k): ElkNode => {
    const figure = figures.get(node.id)!;
    const { width, height, outlet } = figure;
    const shape = shapes.get(node.id);
    const inlets = figure.inlets(incoming.get(node.id)?.length ?? 0);
    return {
      id: nodeId(k),
      width,
      height,
      labels: figure.outside.map((room) => ({
        text: ' ',
        width: room.width,
        height: room.height,
        layoutOptions: { 'elk.nodeLabels.placement': PLACEMENTS[room.side] },
      })),
      ports: [
        ...inlets.map((position, i) => ({
          id: inletId(k, i),
          x: isRight ? 0 : position,
          y: isRight ? position : 0,
          layoutOptions: { 'elk.port.side': isRight ? 'WEST' : 'NORTH' },
        })),
        {
          id: outletId(k),
          x: isRight ? width : outlet,
          y: isRight ? outlet : height,
          layoutOptions: { 'elk.port.side': isRight ? 'EAST' : 'SOUTH' },
          ...(shape !== undefined && {
            labels: [{ text: shape, width: Math.ceil(measure(shape, 'plain', WIRE_LABEL)), height: 14 }],
          }),
        },
      ],
      layoutOptions: {
        // Operands stay in the order in which they are written.
        'elk.portConstraints': 'FIXED_POS',
        'elk.portLabels.placement': 'OUTSIDE',
      },
    };
  });
  const edges = graph.nodes.flatMap((node, k) =>
    (incoming.get(node.id) ?? []).map(
      (edge, i): ElkExtendedEdge => ({
        id: `${inletId(k, i)}w`,
        sources: [outletId(indices.get(edge.from)!)],
        targets: [inletId(k, i)],
      }),
    ),
  );
  const strategy = STRATEGIES.find(({ upTo }) => graph.nodes.length <= upTo);
  const layoutOptions = {
    ...COMMON,
    ...strategy?.options,
    'elk.direction': isRight ? 'RIGHT' : 'DOWN',
    'elk.layered.spacing.nodeNodeBetweenLayers': isRight ? '46' : '36',
  };
  return { id: 'graph', layoutOptions, children, edges };
}

const PLACEMENTS = {
  above: 'OUTSIDE V_TOP H_CENTER',
  below: 'OUTSIDE V_BOTTOM H_CENTER',
  right: 'OUTSIDE V_CENTER H_RIGHT',
} as const;

function incomingEdges(graph: DrawnGraph): Map<string, DrawnGraph['edges'][number][]> {
  const incoming = new Map<string, DrawnGraph['edges'][number][]>();
  for (const edge of graph.edges) {
    const list = incoming.get(edge.to);
    if (list) list.push(edge);
    else incoming.set(edge.to, [edge]);
  }
  for (const list of incoming.values()) list.sort((a, b) => a.port - b.port);
  return incoming;
}

/** The shapes of the arrays that leave a node; scalars need no label. */
function wireShapes(graph: DrawnGraph): Map<string, string> {
  const shapes = new Map<string, string>();
  for (const edge of graph.edges) if (edge.shape !== 'scalar') shapes.set(edge.from, edge.shape);
  return shapes;
}

function readLayout(
  graph: DrawnGraph,
  figures: ReadonlyMap<string, NodeFigure>,
  direction: Direction,
  result: ElkNode,
): Layout {
  const frames = new Map<string, Frame>();
  const labels: { x: number; y: number; node: string; text: string }[] = [];
  for (const [k, child] of (result.children ?? []).entries()) {
    const { x = 0, y = 0, width = 0, height = 0 } = child;
    const node = graph.nodes[k]!.id;
    frames.set(node, { x, y, width, height });
    for (const port of child.ports ?? []) {
      for (const label of port.labels ?? []) {
        labels.push({
          x: x + (port.x ?? 0) + (label.x ?? 0),
          y: y + (port.y ?? 0) + (label.y ?? 0),
          node,
          text: label.text ?? '',
        });
      }
    }
  }
  const incoming = incomingEdges(graph);
  const ends = graph.nodes.flatMap((node) => incoming.get(node.id) ?? []);
  const wires = (result.edges ?? []).flatMap((edge, i): Wire[] => {
    const [section, end] = [edge.sections?.[0], ends[i]];
    if (section === undefined || end === undefined) return [];
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    const { x, y } = section.endPoint;
    const [figure, frame] = [figures.get(end.to)!, frames.get(end.to)!];
    points[points.length - 1] =
      direction === 'right'
        ? { x: x + figure.inset(y - frame.y), y }
        : { x, y: y + figure.inset(x - frame.x) };
    return [{ from: end.from, to: end.to, points, junctions: edge.junctionPoints ?? [] }];
  });
  return { width: result.width ?? 0, height: result.height ?? 0, frames, wires, labels };
}

import type { GraphNodeView, GraphView } from '../../protocol/graph-view';
import { paintBadges } from '../badge';
import { describeNode } from '../describe';
import { svg } from '../dom';
import type { DrawnGraph } from './drawn-graph';
import type { Direction, NodeFigure } from './geometry';
import { type Frame, type Layout, type Point, WIRE_LABEL, type Wire } from './layout';
import { paintText } from './text';

/** A painted graph. */
export interface Scene {
  readonly direction: Direction;
  readonly world: SVGGElement;
  /** In the order of layers, from inputs to output. */
  readonly nodes: readonly GraphNodeView[];
  readonly elements: ReadonlyMap<string, SVGGElement>;
  readonly frames: ReadonlyMap<string, Frame>;
  readonly wires: readonly Wire[];
  readonly width: number;
  readonly height: number;
  /** Emphasizes a node and its wires; none when undefined. */
  emphasize(id: string | undefined): void;
}

const CORNER = 7;
const ARROW = 7;

export function paintScene(
  view: GraphView,
  graph: DrawnGraph,
  figures: ReadonlyMap<string, NodeFigure>,
  layout: Layout,
  direction: Direction,
): Scene {
  const { frames, wires } = layout;
  const nodes = [...graph.nodes].sort((a, b) => {
    const [p, q] = [frames.get(a.id)!, frames.get(b.id)!];
    return direction === 'right' ? p.x - q.x || p.y - q.y : p.y - q.y || p.x - q.x;
  });
  const wireElements = wires.map(paintWire);
  const elements = new Map<string, SVGGElement>();
  for (const node of nodes) {
    elements.set(node.id, paintNode(view, node, figures.get(node.id)!, frames.get(node.id)!));
  }
  const labels = layout.labels.map(({ x, y, text }) =>
    paintText(text, x, y + 11, { face: 'plain', size: WIRE_LABEL, tone: 'muted' }),
  );
  const world = svg(
    'g',
    { class: 'world' },
    svg('g', { class: 'wires', 'aria-hidden': 'true' }, ...wireElements, ...labels),
    ...elements.values(),
  );
  let emphasized: string | undefined;
  return {
    direction,
    world,
    nodes,
    elements,
    frames,
    wires,
    width: layout.width,
    height: layout.height,
    emphasize(id) {
      if (id === emphasized) return;
      emphasized = id;
      wires.forEach(({ from, to }, i) => {
        wireElements[i]!.classList.toggle('near', id !== undefined && (from === id || to === id));
      });
    },
  };
}

function paintNode(view: GraphView, node: GraphNodeView, figure: NodeFigure, frame: Frame): SVGGElement {
  const { badge } = figure;
  const ring = ringAround(figure);
  return svg(
    'g',
    {
      class: `node kind-${node.kind}`,
      'data-node': node.id,
      'data-name': node.label,
      transform: `translate(${frame.x} ${frame.y})`,
      tabindex: 0,
      role: node.place === undefined ? 'img' : 'button',
      'aria-label': describeNode(view, node),
    },
    svg('rect', { class: 'ring', ...ring, rx: 9 }),
    ...figure.paint(),
    ...paintBadges(node.claims, badge.x, badge.y),
  );
}

/** Around the node and the numbers outside it. */
function ringAround({ width, height, outside }: NodeFigure): Frame {
  let [left, top, right, bottom] = [0, 0, width, height];
  for (const room of outside) {
    if (room.side === 'above') top = Math.min(top, -room.height);
    if (room.side === 'below') bottom = Math.max(bottom, height + room.height);
    if (room.side === 'right') {
      right = Math.max(right, width + room.width);
      top = Math.min(top, (height - room.height) / 2);
      bottom = Math.max(bottom, (height + room.height) / 2);
    } else {
      left = Math.min(left, (width - room.width) / 2);
      right = Math.max(right, (width + room.width) / 2);
    }
  }
  return { x: left - 6, y: top - 6, width: right - left + 12, height: bottom - top + 12 };
}

function paintWire({ from, to, points, junctions }: Wire): SVGGElement {
  const end = points.at(-1)!;
  const previous = points.at(-2) ?? end;
  const turn = end.x === previous.x ? 90 : 0;
  return svg(
    'g',
    { class: 'wire', 'data-from': from, 'data-to': to },
    svg('path', { class: 'wire-line', d: roundedPath(points, junctions, ARROW - 1) }),
    svg('path', {
      class: 'wire-head',
      d: `M0 0l${-ARROW} ${-ARROW * 0.52}q${ARROW * 0.28} ${ARROW * 0.52} 0 ${ARROW * 1.04}z`,
      transform: `translate(${end.x} ${end.y}) rotate(${turn})`,
    }),
    ...junctions.map(({ x, y }) => svg('circle', { class: 'wire-joint', cx: x, cy: y, r: 2.6 })),
  );
}

/**
 * A polyline with round corners, cut short at its end by the length of the arrow head. Corners at junctions stay sharp:
 * the dot covers them.
 */
function roundedPath(points: readonly Point[], junctions: readonly Point[], cut: number): string {
  const first = points[0]!;
  let d = `M${first.x} ${first.y}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [a, b, c] = [points[i - 1]!, points[i]!, points[i + 1]!];
    const before = Math.hypot(b.x - a.x, b.y - a.y);
    const after = Math.hypot(c.x - b.x, c.y - b.y);
    const isJunction = junctions.some(({ x, y }) => x === b.x && y === b.y);
    const r = isJunction ? 0 : Math.min(CORNER, before / 2, after / 2);
    const p = toward(b, a, r);
    const q = toward(b, c, r);
    d += `L${p.x} ${p.y}Q${b.x} ${b.y} ${q.x} ${q.y}`;
  }
  const [end, previous] = [points.at(-1)!, points.at(-2) ?? first];
  const last = toward(end, previous, cut);
  return `${d}L${last.x} ${last.y}`;
}

function toward(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const t = Math.min(1, distance / length);
  return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t };
}

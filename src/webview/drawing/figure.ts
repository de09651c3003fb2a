import type { GraphNodeView } from '../../protocol/graph-view';
import { svg } from '../dom';
import { shorten } from '../names';
import { boxFigure } from './box';
import { type Direction, type NodeFigure, OUTLINE, outline, spread, step } from './geometry';
import { LENS_RADIUS, lens, lensInlets, lensInset } from './lens';
import { type Figure, marked, tensorFigure } from './tensor';
import { measure, paintText } from './text';

export function nodeFigure(node: GraphNodeView, isOutput: boolean, direction: Direction): NodeFigure {
  if (node.kind === 'operation') return symbolFigure(node, isOutput, direction);
  if (node.kind === 'constant') return constantFigure(node, direction);
  return boxFigure(node, isOutput, direction);
}

const GAP = 5;

function symbolFigure(node: GraphNodeView, isOutput: boolean, direction: Direction): NodeFigure {
  const sign = lens(node.label);
  const height = 2 * LENS_RADIUS;
  const value = node.value && tensorFigure(node.value, 'value');
  const adjoint = node.adjoint && marked(tensorFigure(node.adjoint, 'adjoint'), 'adjoint');
  const isRight = direction === 'right';
  const length = isRight ? height : sign.width;
  const beside = stack([value, adjoint]);
  const reserve = (side: 'above' | 'below', figure: Figure | undefined) =>
    figure ? [{ side, width: step(figure.width), height: figure.height + GAP }] : [];
  return {
    width: sign.width,
    height,
    outside: isRight
      ? [...reserve('above', value), ...reserve('below', adjoint)]
      : beside.height > 0
        ? [{ side: 'right', width: step(beside.width) + GAP, height: beside.height }]
        : [],
    inlets: (count) => lensInlets(count, length / 2, length),
    inset: (position) => lensInset(position, length / 2, length) - (isOutput ? OUTLINE : 0),
    outlet: length / 2,
    badge: { x: sign.width - 3, y: 2 },
    paint() {
      const elements = isOutput ? [outline(0, 0, sign.width, height, LENS_RADIUS)] : [];
      elements.push(...sign.paint(0, LENS_RADIUS));
      if (!isRight) return [...elements, ...beside.paint(sign.width + GAP, (height - beside.height) / 2)];
      const centred = (figure: Figure, y: number): void => {
        elements.push(...figure.paint((sign.width - figure.width) / 2, y));
      };
      if (value) centred(value, -GAP - value.height);
      if (adjoint) centred(adjoint, height + GAP);
      return elements;
    },
  };
}

/** Figures one below the other. */
function stack(figures: readonly (Figure | undefined)[]): Figure {
  const present = figures.filter((figure) => figure !== undefined);
  return {
    width: Math.max(0, ...present.map(({ width }) => width)),
    height: present.reduce((sum, { height }) => sum + height, 0),
    paint(x, y) {
      let top = y;
      return present.flatMap((figure) => {
        const elements = figure.paint(x, top);
        top += figure.height;
        return elements;
      });
    },
  };
}

/** A constant is its number; a constant array shows its entries. */
function constantFigure(node: GraphNodeView, direction: Direction): NodeFigure {
  const tensor = node.value !== undefined && node.value.shape.length > 0 ? node.value : undefined;
  const label = shorten(node.label.replace(/^-(?=\d)/, '−'), 16);
  const figure: Figure =
    tensor === undefined
      ? {
          width: measure(label, 'upright', 16),
          height: 20,
          paint: (x, y) => [paintText(label, x, y + 15, { face: 'upright', size: 16, tone: 'value' })],
        }
      : tensorFigure(tensor, 'value');
  const width = Math.max(24, step(figure.width + 12));
  const height = figure.height + 6;
  const length = direction === 'right' ? height : width;
  return {
    width,
    height,
    outside: [],
    inlets: (count) => spread(count, length),
    inset: () => 0,
    outlet: length / 2,
    badge: { x: width, y: 0 },
    paint: () => [
      svg('rect', { class: 'constant', x: 0, y: 0, width, height, rx: height / 2 }),
      ...figure.paint((width - figure.width) / 2, 3),
    ],
  };
}

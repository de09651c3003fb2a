import type { GraphNodeView } from '../../protocol/graph-view';
import { svg } from '../dom';
import { setName, shorten } from '../names';
import { type Direction, type NodeFigure, OUTLINE, outline, spread, step } from './geometry';
import { LENS_RADIUS, lens, lensInlets, lensInset } from './lens';
import { marked, tensorFigure } from './tensor';
import { measure, measurePieces, paintPieces, paintText } from './text';

const NAME_SIZE = 19;
const EXPRESSION_SIZE = 12;
const PADDING = 12;
const HEADER = 30;
const LEAST_WIDTH = 56;
const LONGEST_NAME = 28;
const LONGEST_EXPRESSION = 36;

/**
 * A named value: its name and expression, the value below, the adjoint in a band of its own. The sign of the operation
 * that makes the value sits astride the side where wires enter.
 */
export function boxFigure(node: GraphNodeView, isOutput: boolean, direction: Direction): NodeFigure {
  const isRight = direction === 'right';
  const sign = node.operation === undefined ? undefined : lens(node.operation);
  const left = sign && isRight ? sign.width - LENS_RADIUS : 0;
  const top = sign && !isRight ? LENS_RADIUS : 0;
  const padding = sign && isRight ? LENS_RADIUS + 9 : PADDING;
  const name = setName(shorten(node.label, LONGEST_NAME));
  const nameWidth = measurePieces(name, NAME_SIZE);
  const expression = expressionOf(node);
  const expressionWidth = expression === '' ? 0 : measure(expression, 'code', EXPRESSION_SIZE) + 10;
  const value = node.value && marked(tensorFigure(node.value, 'value'), 'value');
  const adjoint = node.adjoint && marked(tensorFigure(node.adjoint, 'adjoint'), 'adjoint');
  const content = Math.max(nameWidth + expressionWidth, value?.width ?? 0, adjoint?.width ?? 0);
  const boxWidth = Math.max(LEAST_WIDTH, sign?.width ?? 0, step(padding + content + PADDING));
  const header = HEADER + (top === 0 ? 0 : LENS_RADIUS - 5);
  const adjointHeight = adjoint ? adjoint.height + 8 : 0;
  const boxHeight = header + (value ? value.height + 6 : 4) + adjointHeight;
  const [width, height] = [left + boxWidth, top + boxHeight];
  const length = isRight ? height : width;
  const corner = node.kind === 'input' ? 14 : 5;
  const lensLength = sign && !isRight ? sign.width : 2 * LENS_RADIUS;
  return {
    width,
    height,
    outside: [],
    inlets: (count) => (sign ? lensInlets(count, length / 2, lensLength) : spread(count, length)),
    inset: (position) => (sign ? lensInset(position, length / 2, lensLength) : isOutput ? -OUTLINE : 0),
    outlet: length / 2,
    badge: { x: width, y: top },
    paint() {
      const box = { x: left, y: top, width: boxWidth, height: boxHeight, rx: corner };
      const elements = isOutput ? [outline(left, top, boxWidth, boxHeight, corner)] : [];
      elements.push(svg('rect', { class: 'box-fill', ...box }));
      if (adjoint) {
        const d = band(left, height - adjointHeight, boxWidth, adjointHeight, corner);
        elements.push(svg('path', { class: 'adjoint-band', d }));
      }
      elements.push(svg('rect', { class: 'box-line', ...box }));
      const [x, y] = [left + padding, top + header];
      elements.push(paintPieces(name, x, y - 8, NAME_SIZE, 'name'));
      if (expression !== '') {
        const style = { face: 'code', size: EXPRESSION_SIZE, tone: 'muted' } as const;
        elements.push(paintText(expression, x + nameWidth + 10, y - 8.5, style));
      }
      if (value) elements.push(...value.paint(x, y));
      if (adjoint) elements.push(...adjoint.paint(x, height - adjointHeight + 4));
      if (sign) {
        elements.push(
          ...sign.paint(isRight ? 0 : (boxWidth - sign.width) / 2, isRight ? height / 2 : LENS_RADIUS),
        );
      }
      return elements;
    },
  };
}

function expressionOf(node: GraphNodeView): string {
  if (node.kind !== 'definition' || node.expression === '' || node.expression === node.label) return '';
  return `= ${shorten(node.expression, LONGEST_EXPRESSION)}`;
}

/** A rectangle whose lower corners are round. */
function band(x: number, y: number, width: number, height: number, corner: number): string {
  const r = Math.min(corner, height);
  return (
    `M${x} ${y}h${width}v${height - r}a${r} ${r} 0 0 1 ${-r} ${r}` +
    `h${2 * r - width}a${r} ${r} 0 0 1 ${-r} ${-r}z`
  );
}

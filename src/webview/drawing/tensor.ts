import type { TensorView } from '../../protocol/graph-view';
import { svg } from '../dom';
import { formatNumber, gridOf, toNumber } from '../numbers';
import { measure, paintText } from './text';

/** A drawing of known size. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  /** The height of the line on which a sign before it stands, where that is not the middle. */
  readonly axis?: number;
  /** The elements with their upper left corner at this point. */
  paint(x: number, y: number): SVGElement[];
}

const NUMBER = 15;
const CELL_NUMBER = 13;
const LINE = 18;
const BRACKET = 4;
/** Larger matrices become heat maps. */
const MOST_ROWS = 4;
const MOST_COLUMNS = 4;
const LONGEST_VECTOR = 6;
/** Larger heat maps show the largest entry of each block. */
const MOST_CELLS = 16;
const LEVELS = 6;

/** A scalar as a number, a small array as a grid of numbers in brackets, a large one as a heat map. */
export function tensorFigure(tensor: TensorView, tone: 'value' | 'adjoint'): Figure {
  const { rows, columns } = gridOf(tensor);
  if (rows * columns === 0) return textFigure('empty', tone);
  if (tensor.shape.length === 0) return textFigure(formatNumber(tensor.entries[0] ?? 'NaN'), tone);
  const small = rows <= MOST_ROWS && columns <= (rows === 1 ? LONGEST_VECTOR : MOST_COLUMNS);
  return small && tensor.entries.length >= rows * columns
    ? numbersFigure(tensor, rows, columns, tone)
    : heatFigure(tensor, rows, columns, tone);
}

const MARK = 18;

/** A figure behind `=` for a value or ∂ for an adjoint: signs tell them apart where colours do not. */
export function marked(figure: Figure, tone: 'value' | 'adjoint'): Figure {
  const style = { face: 'upright', size: 15, tone: tone === 'value' ? 'muted' : 'adjoint' } as const;
  return {
    width: figure.width + MARK,
    height: figure.height,
    paint: (x, y) => [
      paintText(tone === 'value' ? '=' : '∂', x, y + (figure.axis ?? figure.height / 2) + 4.5, style),
      ...figure.paint(x + MARK, y),
    ],
  };
}

const isOdd = (text: string): boolean => text === 'NaN' || text.endsWith('∞');

function textFigure(text: string, tone: string): Figure {
  return {
    width: measure(text, 'upright', NUMBER),
    height: LINE,
    paint: (x, y) => [
      paintText(text, x, y + LINE - 4.5, { face: 'upright', size: NUMBER, tone: isOdd(text) ? 'odd' : tone }),
    ],
  };
}

function numbersFigure(tensor: TensorView, rows: number, columns: number, tone: string): Figure {
  const texts = tensor.entries.slice(0, rows * columns).map((entry) => formatNumber(entry));
  const gap = 10;
  const columnWidths = Array.from({ length: columns }, (_, j) =>
    Math.max(
      ...texts.filter((_, k) => k % columns === j).map((text) => measure(text, 'upright', CELL_NUMBER)),
    ),
  );
  const inner = columnWidths.reduce((a, b) => a + b, 0) + gap * (columns - 1);
  const width = inner + 2 * (BRACKET + 4);
  const height = rows * LINE;
  return {
    width,
    height,
    paint(x, y) {
      const marks: SVGElement[] = [brackets(x, y, width, height, tone)];
      let right = x + BRACKET + 4;
      for (let j = 0; j < columns; j++) {
        right += columnWidths[j]!;
        for (let i = 0; i < rows; i++) {
          const text = texts[i * columns + j]!;
          const style = { face: 'upright', size: CELL_NUMBER, anchor: 'end' } as const;
          marks.push(
            paintText(text, right, y + i * LINE + LINE - 5, { ...style, tone: isOdd(text) ? 'odd' : tone }),
          );
        }
        right += gap;
      }
      return marks;
    },
  };
}

function brackets(x: number, y: number, width: number, height: number, tone: string): SVGElement {
  const [top, bottom] = [y + 1, y + height - 1];
  const d =
    `M${x + BRACKET} ${top}H${x + 0.5}V${bottom}H${x + BRACKET}` +
    `M${x + width - BRACKET} ${top}H${x + width - 0.5}V${bottom}H${x + width - BRACKET}`;
  return svg('path', { class: `bracket stroke-${tone}`, d });
}

function heatFigure(tensor: TensorView, rows: number, columns: number, tone: string): Figure {
  const cells = blocks(tensor, rows, columns);
  const cell = Math.min(12, Math.max(5, Math.floor(96 / Math.max(cells.columns, cells.rows))));
  const finite = tensor.entries.map(toNumber).filter(Number.isFinite);
  const low = finite.length === 0 ? Number.NaN : finite.reduce((a, b) => Math.min(a, b));
  const high = finite.length === 0 ? Number.NaN : finite.reduce((a, b) => Math.max(a, b));
  const caption = `${formatNumber(low, 3)} … ${formatNumber(high, 3)}`;
  const mapWidth = cells.columns * cell + 2 * (BRACKET + 2);
  const mapHeight = cells.rows * cell + 4;
  const width = Math.max(mapWidth, measure(caption, 'upright', 12));
  return {
    width,
    height: mapHeight + 16,
    axis: mapHeight / 2,
    paint(x, y) {
      const [left, top] = [x + BRACKET + 2, y + 2];
      return [
        brackets(x, y, mapWidth, mapHeight, tone),
        ...paintCells(cells, left, top, cell, Math.max(Math.abs(low), Math.abs(high))),
        paintText(caption, x, y + mapHeight + 12, { face: 'upright', size: 12, tone }),
      ];
    },
  };
}

interface Cells {
  readonly rows: number;
  readonly columns: number;
  /** Row-major; undefined where the entries were cut. */
  readonly numbers: readonly (number | undefined)[];
}

/** One number a cell: the entry, or of a block of entries the one farthest from zero; NaN wins. */
function blocks(tensor: TensorView, rows: number, columns: number): Cells {
  const [height, width] = [Math.min(rows, MOST_CELLS), Math.min(columns, MOST_CELLS)];
  const numbers: (number | undefined)[] = Array.from({ length: height * width });
  tensor.entries.forEach((entry, k) => {
    const i = Math.floor((Math.floor(k / columns) * height) / rows);
    const j = Math.floor(((k % columns) * width) / columns);
    const [old, x] = [numbers[i * width + j], toNumber(entry)];
    if (old === undefined || Number.isNaN(x) || Math.abs(x) > Math.abs(old)) numbers[i * width + j] = x;
  });
  return { rows: height, columns: width, numbers };
}

/** Cells of one sign and level share a path: a map has at most a dozen elements whatever its size. */
function paintCells(cells: Cells, left: number, top: number, cell: number, scale: number): SVGElement[] {
  const paths = new Map<string, { readonly className: string; readonly opacity: number; d: string }>();
  cells.numbers.forEach((x, k) => {
    const kind = heatClass(x);
    const size = scale > 0 ? Math.abs(x ?? 0) / scale : 0;
    const level = Number.isFinite(size) ? Math.ceil(size * LEVELS) : LEVELS;
    const key = `${kind} ${level}`;
    const opacity = x === undefined ? 1 : 0.1 + (0.9 * level) / LEVELS;
    const path = paths.get(key) ?? { className: kind, opacity, d: '' };
    const [px, py] = [left + (k % cells.columns) * cell, top + Math.floor(k / cells.columns) * cell];
    path.d += `M${px} ${py}h${cell - 1}v${cell - 1}h${1 - cell}z`;
    paths.set(key, path);
  });
  return [...paths.values()].map(({ className, opacity, d }) =>
    svg('path', { class: className, 'fill-opacity': opacity.toFixed(2), d }),
  );
}

function heatClass(x: number | undefined): string {
  if (x === undefined) return 'heat-cut';
  if (!Number.isFinite(x)) return 'heat-odd';
  return x < 0 ? 'heat-minus' : 'heat-plus';
}

import { svg } from '../dom';
import { setSymbol, shorten } from '../names';
import { measure, paintText } from './text';

export const LENS_RADIUS = 15;

const SYMBOL_SIZE = 18;
const WORD_SIZE = 14;
/** Between wires that arrive side by side, so that their heads do not touch. */
const WIRE_STEP = 16;
const LONGEST_WORD = 18;

/** The round sign of an operation, stretched for the name of a function. */
export interface Lens {
  readonly width: number;
  /** The outline and the symbol in it; its left end is at `x`, its centre at the height `y`. */
  paint(x: number, y: number): SVGElement[];
}

export function lens(label: string): Lens {
  const symbol = setSymbol(shorten(label, LONGEST_WORD));
  const size = [...symbol.text].length > 2 ? WORD_SIZE : SYMBOL_SIZE;
  const width = Math.max(2 * LENS_RADIUS, Math.ceil(measure(symbol.text, symbol.face, size)) + 20);
  return {
    width,
    paint: (x, y) => [
      svg('rect', { class: 'lens', x, y: y - LENS_RADIUS, width, height: 2 * LENS_RADIUS, rx: LENS_RADIUS }),
      paintText(symbol.text, x + width / 2, y + size * (size === WORD_SIZE ? 0.27 : 0.32), {
        face: symbol.face,
        size,
        tone: 'symbol',
        anchor: 'middle',
      }),
    ],
  };
}

/** Where `count` wires meet a lens: around its middle, within its length. */
export function lensInlets(count: number, middle: number, length: number): number[] {
  const step = count < 2 ? 0 : Math.min(WIRE_STEP, (length - 8) / (count - 1));
  return Array.from({ length: count }, (_, i) => middle + (i - (count - 1) / 2) * step);
}

/** How far a wire enters the bounding box of a lens before it meets the outline. */
export function lensInset(position: number, middle: number, length: number): number {
  const beyond = Math.max(0, Math.abs(position - middle) - (length / 2 - LENS_RADIUS));
  return LENS_RADIUS - Math.sqrt(Math.max(0, LENS_RADIUS ** 2 - beyond ** 2));
}

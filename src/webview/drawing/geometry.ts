import { svg } from '../dom';

/** The way from inputs to the output: wires enter a node at its left or upper side. */
export type Direction = 'right' | 'down';

/** What the layout needs to know of a node, and how to paint it. Coordinates are relative to its upper left corner. */
export interface NodeFigure {
  readonly width: number;
  readonly height: number;
  /** Numbers outside the node, for which the layout keeps room. */
  readonly outside: readonly {
    readonly side: 'above' | 'below' | 'right';
    readonly width: number;
    readonly height: number;
  }[];
  /** Where so many wires arrive along the side of entry. */
  inlets(count: number): readonly number[];
  /** How far beyond the side of entry a wire ends that arrives there. */
  inset(position: number): number;
  /** Where wires leave along the side of exit. */
  readonly outlet: number;
  /** Where the badge of claims sits. */
  readonly badge: { readonly x: number; readonly y: number };
  paint(): SVGElement[];
}

/** Widths in steps, so that another digit does not move the whole drawing. */
export const step = (width: number): number => Math.ceil(width / 8) * 8;

/** Wires that arrive at a straight side, evenly. */
export const spread = (count: number, length: number): number[] =>
  Array.from({ length: count }, (_, i) => (length * (i + 1)) / (count + 1));

/** The gap between the two outlines of the output. */
export const OUTLINE = 3.5;

export function outline(x: number, y: number, width: number, height: number, corner: number): SVGElement {
  return svg('rect', {
    class: 'output-line',
    x: x - OUTLINE,
    y: y - OUTLINE,
    width: width + 2 * OUTLINE,
    height: height + 2 * OUTLINE,
    rx: corner + OUTLINE,
  });
}

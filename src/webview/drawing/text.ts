import { svg } from '../dom';
import type { Face, Piece } from '../names';

const SERIF = '"Nabla Serif", "STIX Two Text", "Cambria Math", Georgia, serif';

/** Font families by face; panel.css sets the same ones for the classes `face-…`. */
const families: Record<Face, string> = {
  italic: SERIF,
  upright: SERIF,
  code: 'monospace',
  plain: 'sans-serif',
};

const context = document.createElement('canvas').getContext('2d');
const widths = new Map<string, number>();

/** Loads the serif and learns the editor's own fonts, so that what is measured is what is drawn. */
export async function prepareFonts(): Promise<void> {
  const theme = getComputedStyle(document.documentElement);
  families.code = theme.getPropertyValue('--vscode-editor-font-family') || 'monospace';
  families.plain = theme.getPropertyValue('--vscode-font-family') || 'sans-serif';
  widths.clear();
  // One letter of each file; without it the first drawing would be measured in the fallback.
  await Promise.allSettled([
    document.fonts.load(`16px ${SERIF}`, 'aα∂'),
    document.fonts.load(`italic 16px ${SERIF}`, 'aα'),
  ]);
}

/** Width in pixels. */
export function measure(text: string, face: Face, size: number): number {
  const font = `${face === 'italic' ? 'italic ' : ''}${size}px ${families[face]}`;
  const key = `${font}\n${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  let width = text.length * size * 0.6;
  if (context !== null) {
    context.font = font;
    width = context.measureText(text).width;
  }
  // Live documents bring new numbers forever.
  if (widths.size > 20_000) widths.clear();
  widths.set(key, width);
  return width;
}

const SUBSCRIPT = 0.72;

export const measurePieces = (pieces: readonly Piece[], size: number): number =>
  pieces.reduce((sum, piece) => sum + measure(piece.text, piece.face, pieceSize(piece, size)), 0);

const pieceSize = (piece: Piece, size: number): number => (piece.subscript ? size * SUBSCRIPT : size);

export interface TextStyle {
  readonly face: Face;
  readonly size: number;
  /** What the text tells, which gives it its colour. */
  readonly tone: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** One line of text; `y` is its baseline. */
export const paintText = (text: string, x: number, y: number, style: TextStyle): SVGTextElement =>
  svg(
    'text',
    {
      x,
      y,
      class: `face-${style.face} tone-${style.tone}`,
      'font-size': style.size,
      'text-anchor': style.anchor ?? 'start',
    },
    text,
  );

/** Pieces of one line side by side; `y` is the baseline of those that are not lowered. */
export function paintPieces(
  pieces: readonly Piece[],
  x: number,
  y: number,
  size: number,
  tone: string,
): SVGTextElement {
  const text = svg('text', { x, y, class: `tone-${tone}` });
  for (const piece of pieces) {
    text.append(
      svg(
        'tspan',
        {
          class: `face-${piece.face}`,
          'font-size': pieceSize(piece, size),
          dy: piece.subscript ? size * 0.22 : undefined,
        },
        piece.text,
      ),
    );
  }
  return text;
}

/** A character as a terminal shows it: one grapheme in so many columns. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** Its UTF-16 offset in the line. */
  readonly offset: number;
}

const TAB_STOP = 4;

// Controls could drive the terminal; marks of direction could show another text than the one that is checked.
const HARMFUL = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\u200b-\u200d\u2060\ufeff]/u;

/** First and last code points of the blocks of East Asian Wide and Fullwidth characters (Unicode Annex 11). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The characters of one line. Tabs are widened to their stop; harmful characters are made visible. */
export function cells(line: string): Cell[] {
  const result: Cell[] = [];
  let column = 0;
  for (const { segment, index } of segmenter.segment(line)) {
    const tab = segment === '\t';
    const text = tab ? ' '.repeat(TAB_STOP - (column % TAB_STOP)) : harmless(segment);
    const width = tab || text !== segment ? text.length : graphemeWidth(segment);
    result.push({ text, width, offset: index });
    column += width;
  }
  return result;
}

/** A text for a terminal: what could drive it or deceive its reader is made visible. Line breaks stay. */
export function harmless(text: string): string {
  if (!HARMFUL.test(text)) return text;
  return [...text].map((character) => (isHarmful(character) ? visible(character) : character)).join('');
}

/** The same on one line, for the names of files, which may hold line breaks. */
export const harmlessLine = (text: string): string => harmless(text).replaceAll('\n', '␊');

const isHarmful = (character: string): boolean => character !== '\n' && HARMFUL.test(character);

function visible(character: string): string {
  const code = character.codePointAt(0)!;
  // The block of control pictures follows the order of the controls.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

function graphemeWidth(grapheme: string): number {
  if (ZERO_WIDTH.test(grapheme)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  const code = grapheme.codePointAt(0)!;
  return WIDE.some(([first, last]) => first <= code && code <= last) ? 2 : 1;
}

/** How many columns a text without line breaks takes. */
export const displayWidth = (text: string): number => cells(text).reduce((sum, cell) => sum + cell.width, 0);

/** A text in at most so many columns; what is left out shows as an ellipsis. */
export function truncate(text: string, width: number): string {
  // No terminal shows more; the rest of a line of a million characters need not be looked at.
  const found = cells(text.slice(0, 4 * width + 16));
  const total = found.reduce((sum, cell) => sum + cell.width, 0);
  if (total <= width) return found.map((cell) => cell.text).join('');
  let room = width - 1;
  let result = '';
  for (const cell of found) {
    if (cell.width > room) break;
    room -= cell.width;
    result += cell.text;
  }
  return `${result}…`;
}

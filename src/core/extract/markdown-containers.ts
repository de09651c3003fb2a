import { isBlank, type Line, skipBlanks } from './lines';

/** A quote or a list item that a line may go on with. */
export type Container =
  | { readonly kind: 'quote' }
  | {
      readonly kind: 'item';
      readonly indent: number;
      /** For an item without content on its first line: where the next line begins, which must not be empty. */
      readonly needsContentAt: number | undefined;
    };

/** A place in a line: an offset and its column; inside a tab the column may be ahead of the offset. */
export interface Place {
  readonly at: number;
  readonly column: number;
}

/** From this indentation on a line is code, not text. */
export const CODE_INDENT = 4;
/** Quotes and lists inside one another; what is nested deeper is text, so that work stays in proportion. */
const MAX_CONTAINERS = 100;

/** The column of `to`, counting tabs up to the next multiple of four. */
export function columnOf(text: string, from: Place, to: number): number {
  let { column } = from;
  for (let i = from.at; i < to; i++) column = text[i] === '\t' ? column - (column % 4) + 4 : column + 1;
  return column;
}

/** Moves at most `count` columns of white space forward; a tab that reaches further is left where it stands. */
export function skipColumns(text: string, from: Place, end: number, count: number): Place {
  let { at, column } = from;
  const target = column + count;
  while (at < end && column < target && isBlank(text.charCodeAt(at))) {
    const after = text[at] === '\t' ? column - (column % 4) + 4 : column + 1;
    if (after > target) return { at, column: target };
    column = after;
    at++;
  }
  return { at, column };
}

/** How many of the open quotes and list items the line goes on with, and where its rest begins. */
export function matchContainers(
  text: string,
  line: Line,
  containers: readonly Container[],
): { readonly count: number; readonly place: Place } {
  let place: Place = { at: line.start, column: 0 };
  let count = 0;
  for (const container of containers) {
    const first = skipBlanks(text, place.at, line.end);
    const indent = columnOf(text, place, first) - place.column;
    if (container.kind === 'quote') {
      if (indent >= CODE_INDENT || text[first] !== '>') break;
      place = afterQuoteMark(text, place, first, line.end);
    } else if (first < line.end) {
      if (indent < container.indent) break;
      place = skipColumns(text, place, line.end, container.indent);
    } else if (container.needsContentAt === line.start) {
      break;
    }
    count++;
  }
  return { count, place };
}

function afterQuoteMark(text: string, place: Place, first: number, end: number): Place {
  const after = { at: first + 1, column: columnOf(text, place, first) + 1 };
  return skipColumns(text, after, end, 1);
}

const LIST_MARK = /(?:[-+*]|(\d{1,9})[.)])(?=[ \t\r\n]|$)/y;

/** A footnote, or a block of MkDocs: what is indented by four columns below it belongs to it. */
const INDENTED_BLOCK = /\[\^[^\]\s]{1,100}\]:|(?:!!!|\?\?\?\+?)(?=[ \t]+[\w"])|===\+?!?(?=[ \t]+")/y;

/** The quotes and list items that begin on this line. */
export function openContainers(
  text: string,
  line: Line,
  from: Place,
  inParagraph: boolean,
  depth: number,
): { readonly containers: readonly Container[]; readonly place: Place } {
  const containers: Container[] = [];
  let place = from;
  for (;;) {
    const first = skipBlanks(text, place.at, line.end);
    const indent = columnOf(text, place, first) - place.column;
    const isFull = depth + containers.length >= MAX_CONTAINERS;
    if (first >= line.end || indent >= CODE_INDENT || isFull) return { containers, place };
    if (text[first] === '>') {
      place = afterQuoteMark(text, place, first, line.end);
      containers.push({ kind: 'quote' });
      continue;
    }
    INDENTED_BLOCK.lastIndex = first;
    if (INDENTED_BLOCK.test(text)) {
      containers.push({ kind: 'item', indent: CODE_INDENT, needsContentAt: undefined });
      const end = Math.min(INDENTED_BLOCK.lastIndex, line.end);
      place = { at: skipBlanks(text, end, line.end), column: columnOf(text, place, end) };
      continue;
    }
    LIST_MARK.lastIndex = first;
    const mark = LIST_MARK.exec(text);
    if (!mark || isRule(text, first, line.end)) return { containers, place };
    const end = first + mark[0].length;
    const content = skipBlanks(text, end, line.end);
    const isEmpty = content >= line.end;
    // Only a list that starts at one and has content may interrupt a paragraph.
    const interrupts = inParagraph && containers.length === 0;
    if (interrupts && (isEmpty || (mark[1] !== undefined && Number(mark[1]) !== 1))) {
      return { containers, place };
    }
    const after: Place = { at: end, column: columnOf(text, place, end) };
    const gap = columnOf(text, after, content) - after.column;
    const padding = isEmpty || gap > CODE_INDENT ? 1 : gap;
    containers.push({
      kind: 'item',
      indent: after.column + padding - place.column,
      needsContentAt: isEmpty ? line.next : undefined,
    });
    place = skipColumns(text, after, line.end, padding);
  }
}

/** Whether the rest of a line draws a rule: `---`, `* * *`. */
export function isRule(text: string, start: number, end: number): boolean {
  const mark = text[start];
  if (mark !== '-' && mark !== '*' && mark !== '_') return false;
  let count = 0;
  for (let i = start; i < end; i++) {
    if (text[i] === mark) count++;
    else if (!isBlank(text.charCodeAt(i))) return false;
  }
  return count >= 3;
}

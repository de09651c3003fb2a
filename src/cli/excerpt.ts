import { type LineIndex, positionAt } from '../core/text/lines';
import type { Span } from '../core/text/span';
import { cells } from './width';

export interface ExcerptLine {
  /** Counted from 1. */
  readonly line: number;
  /** The source line, or the part of it around the span. */
  readonly text: string;
  /** Blanks, then carets under the span. */
  readonly carets: string;
}

/** How many lines of a long span are shown. */
const MAX_LINES = 6;

/** How far around a span a very long line is looked at, in UTF-16 units. */
const REACH = 1000;

/**
 * The source lines of a span with carets under it.
 * @param width how many columns a line may take
 */
export function excerpt(text: string, lines: LineIndex, span: Span, width: number): readonly ExcerptLine[] {
  const first = positionAt(lines, span.start).line;
  // A span that ends with a line break does not reach into the next line.
  const last = positionAt(lines, Math.max(span.start, span.end - 1)).line;
  const result: ExcerptLine[] = [];
  for (let line = first; line <= last && line < first + MAX_LINES; line++) {
    const lineStart = lines.starts[line]!;
    const lineEnd = endOfLine(text, lines.starts[line + 1]);
    const start = Math.max(span.start, lineStart + (line > first ? indent(text, lineStart) : 0)) - lineStart;
    const end = Math.min(span.end, lineEnd) - lineStart;
    result.push({ line: line + 1, ...underlined(text.slice(lineStart, lineEnd), start, end, width) });
  }
  return result;
}

/** The white space at the start of a line, which is underlined only where a span begins in it. */
function indent(text: string, lineStart: number): number {
  let end = lineStart;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end - lineStart;
}

/** The offset before the line break in front of `next`, the start of the next line. */
function endOfLine(text: string, next: number | undefined): number {
  if (next === undefined) return text.length;
  return text[next - 1] === '\n' && text[next - 2] === '\r' ? next - 2 : next - 1;
}

interface MarkedCell {
  readonly text: string;
  readonly width: number;
  readonly marked: boolean;
}

function underlined(line: string, start: number, end: number, width: number): Omit<ExcerptLine, 'line'> {
  const from = Math.max(0, start - REACH);
  const to = Math.min(line.length, start + 2 * REACH);
  const found = cells(line.slice(from, to));
  const marked = found.map(({ text, width: cellWidth, offset }, i): MarkedCell => {
    const next = found[i + 1]?.offset ?? to - from;
    return { text, width: cellWidth, marked: from + offset < end && from + next > start };
  });
  // Where something is missing the span is empty; the caret stands where it would have to begin.
  const focus = marked.findIndex((cell, i) => cell.marked || from + found[i]!.offset >= start);
  const at = focus < 0 ? marked.length : focus;
  const [first, last] = visibleWindow(marked, at, width, from > 0, to < line.length);
  const before = first > 0 || from > 0 ? '…' : '';
  const after = last < marked.length || to < line.length ? '…' : '';
  const shown = marked.slice(first, last);
  const text = before + shown.map((cell) => cell.text).join('') + after;
  const rest = shown.map((cell) => (cell.marked ? '^' : ' ').repeat(cell.width)).join('');
  const carets = ' '.repeat(before.length) + rest.trimEnd();
  return { text, carets: carets.includes('^') ? carets : caretAt(before.length, marked.slice(first, at)) };
}

const caretAt = (indent: number, before: readonly MarkedCell[]): string =>
  `${' '.repeat(before.reduce((sum, cell) => sum + cell.width, indent))}^`;

/** The cells to show: all, or as many as fit with the one at `focus` a third into the line. */
function visibleWindow(
  all: readonly MarkedCell[],
  focus: number,
  width: number,
  cutBefore: boolean,
  cutAfter: boolean,
): readonly [first: number, last: number] {
  const total = all.reduce((sum, cell) => sum + cell.width, 0);
  if (total <= width && !cutBefore && !cutAfter) return [0, all.length];
  // An ellipsis at either end.
  let room = width - 2;
  let first = focus;
  let last = focus;
  const left = Math.floor(room / 3);
  while (first > 0 && all[first - 1]!.width <= room && width - 2 - room < left) room -= all[--first]!.width;
  while (last < all.length && all[last]!.width <= room) room -= all[last++]!.width;
  while (first > 0 && all[first - 1]!.width <= room) room -= all[--first]!.width;
  return [first, last];
}

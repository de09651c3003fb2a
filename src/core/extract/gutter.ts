import { isBlank, isSpace, type Line, linesBetween, skipBlanks, trimEnd } from './lines';
import type { Comment } from './scan';

/**
 * One line of a comment without its marker and gutter: the content runs from `start` to `end`, the line break from
 * `breakStart` to `breakEnd`, and the whole line begins at `lineStart`.
 */
export interface CommentLine {
  readonly start: number;
  readonly end: number;
  readonly lineStart: number;
  readonly breakStart: number;
  readonly breakEnd: number;
}

/** Signs that mark a comment as documentation, right behind its marker: `//!`, `!>`, `-- |`, `#'`, `///<`. */
const DOC_SIGNS = new Set("!<>:|^'");

/** The lines of one comment. */
export function commentLines(text: string, comment: Comment): readonly CommentLine[] {
  const lines = linesBetween(text, comment.contentStart, comment.contentEnd);
  const opener = text.slice(comment.start, comment.contentStart);
  const gutter = comment.kind === 'block' ? gutterOf(text, lines, opener, comment) : undefined;
  const margin = comment.kind === 'line' ? 0 : commonMargin(text, lines, gutter);
  return lines.map((line, index) => {
    const start =
      index === 0 ? skipMarker(text, line, opener, comment) : skipGutter(text, line, gutter, margin);
    const lineStart = index === 0 ? lineStartOf(text, comment.start) : line.start;
    return { start, end: trimEnd(text, start, line.end), lineStart, ...lineBreak(text, comment, line) };
  });
}

function lineBreak(text: string, comment: Comment, line: Line): { breakStart: number; breakEnd: number } {
  if (line.next > line.end) return { breakStart: line.end, breakEnd: line.next };
  // The last line ends behind the closing marker, where only white space may stand before the line break.
  let at = comment.end;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  const code = text.charCodeAt(at);
  if (code === 13 && text.charCodeAt(at + 1) === 10) return { breakStart: at, breakEnd: at + 2 };
  if (code === 10 || code === 13) return { breakStart: at, breakEnd: at + 1 };
  return { breakStart: comment.end, breakEnd: comment.end };
}

function lineStartOf(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && isBlank(text.charCodeAt(at - 1))) at--;
  return at === 0 || isSpace(text.charCodeAt(at - 1)) ? at : offset;
}

/** Skips what repeats the marker (`///`, `/**`), a sign of documentation, and one space. */
function skipMarker(text: string, line: Line, opener: string, comment: Comment): number {
  let at = line.start;
  const last = opener.at(-1);
  if (last !== undefined && comment.kind !== 'doc' && /[^\w\s]/.test(last)) {
    while (at < line.end && text[at] === last) at++;
    const sign = text[at] === ' ' ? at + 1 : at;
    if (DOC_SIGNS.has(text.charAt(sign)) && (sign + 1 >= line.end || isBlank(text.charCodeAt(sign + 1)))) {
      at = Math.min(sign + 1, line.end);
    } else if (text[at] === '!' && text[at + 1] === '<') {
      at = Math.min(at + 2, line.end);
    }
  }
  if (comment.kind !== 'line') return skipBlanks(text, at, line.end);
  return at < line.end && isBlank(text.charCodeAt(at)) ? at + 1 : at;
}

/** The character that begins the inner lines of a block comment. */
function gutterOf(
  text: string,
  lines: readonly Line[],
  opener: string,
  comment: Comment,
): string | undefined {
  if (opener.includes('*')) return '*';
  const character = comment.rule.kind === 'block' ? comment.rule.gutter : undefined;
  if (character === undefined) return undefined;
  const inner = lines.slice(1).filter((line) => skipBlanks(text, line.start, line.end) < line.end);
  const everyLine = inner.every((line) => text[skipBlanks(text, line.start, line.end)] === character);
  return everyLine ? character : undefined;
}

const gutterEnd = (text: string, line: Line, gutter: string | undefined): number | undefined => {
  if (gutter === undefined) return undefined;
  let at = skipBlanks(text, line.start, line.end);
  if (text[at] !== gutter) return undefined;
  while (at < line.end && text[at] === gutter) at++;
  return at;
};

/** The indentation that all inner lines without a gutter share. */
function commonMargin(text: string, lines: readonly Line[], gutter: string | undefined): number {
  let margin = Number.POSITIVE_INFINITY;
  for (const line of lines.slice(1)) {
    const first = skipBlanks(text, line.start, line.end);
    if (first < line.end && gutterEnd(text, line, gutter) === undefined) {
      margin = Math.min(margin, first - line.start);
    }
  }
  return margin;
}

function skipGutter(text: string, line: Line, gutter: string | undefined, margin: number): number {
  const afterGutter = gutterEnd(text, line, gutter);
  if (afterGutter === undefined) return Math.min(line.start + margin, skipBlanks(text, line.start, line.end));
  return afterGutter < line.end && isBlank(text.charCodeAt(afterGutter)) ? afterGutter + 1 : afterGutter;
}

/** The lines of a comment without the indentation that all but the first share. */
export function withoutMargin(text: string, lines: readonly CommentLine[]): readonly CommentLine[] {
  let margin = Number.POSITIVE_INFINITY;
  for (const { start, end } of lines.slice(1)) {
    if (end > start) margin = Math.min(margin, skipBlanks(text, start, end) - start);
  }
  return lines.map((line, index) =>
    index === 0 ? line : { ...line, start: Math.min(line.start + margin, line.end) },
  );
}

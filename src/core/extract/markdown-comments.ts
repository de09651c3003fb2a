import type { Span } from '../text/span';
import type { CommentLine } from './gutter';
import { type Line, skipBlanks, trimEnd } from './lines';

/** The markers of comments: `<!-- … -->`, and in MDX also `{/* … *\/}`. */
export interface CommentMarkers {
  readonly open: string;
  readonly close: string;
  /** How many characters both markers may share: `<!-->` is a whole comment. */
  readonly shared: number;
}

/** A comment; `opening` is its opening marker. */
export interface MarkdownComment {
  readonly kind: 'comment';
  readonly lines: readonly CommentLine[];
  readonly opening: Span;
  readonly closed: boolean;
}

/** A comment that goes on in the next line. */
export interface OpenComment {
  readonly kind: 'comment';
  readonly markers: CommentMarkers;
  readonly opening: Span;
  readonly lines: CommentLine[];
}

export const commentLine = (text: string, line: Line, start: number, end: number): CommentLine => ({
  start,
  end: trimEnd(text, start, end),
  lineStart: line.start,
  breakStart: line.end,
  breakEnd: line.next,
});

/**
 * The comments of a line of text, outside code spans. One that begins the line may go on in the following lines; one that
 * stands behind other text must close on its line.
 */
export function inlineComments(
  text: string,
  first: number,
  line: Line,
  markers: readonly CommentMarkers[],
): {
  readonly closed: readonly MarkdownComment[];
  readonly open?: OpenComment;
  readonly startsBlock: boolean;
} {
  const closed: MarkdownComment[] = [];
  const content = text.slice(first, line.end);
  const startsBlock = markers.some(({ open }) => content.startsWith(open));
  if (!markers.some(({ open }) => content.includes(open))) return { closed, startsBlock };
  const spans = codeSpans(content);
  let at = 0;
  while (at < content.length) {
    const spanEnd = spans.get(at);
    if (spanEnd !== undefined) {
      at = spanEnd;
      continue;
    }
    const found = markers.find(({ open }) => content.startsWith(open, at));
    if (!found) {
      if (content[at] === '`') while (content[at + 1] === '`') at++;
      at++;
      continue;
    }
    const opening = { start: first + at, end: first + at + found.open.length };
    const start = skipBlanks(content, at + found.open.length, content.length);
    const close = content.indexOf(found.close, at + found.open.length - found.shared);
    if (close < 0) {
      if (at > 0) return { closed, startsBlock };
      const lines = [commentLine(text, line, first + start, line.end)];
      return { closed, startsBlock, open: { kind: 'comment', markers: found, opening, lines } };
    }
    const lines = [commentLine(text, line, first + Math.min(start, close), first + close)];
    closed.push({ kind: 'comment', lines, opening, closed: true });
    at = close + found.close.length;
  }
  return { closed, startsBlock };
}

/** Where code spans of one line begin, with where they end. A run of backticks pairs with the next of its length. */
function codeSpans(content: string): ReadonlyMap<number, number> {
  const runs: { readonly start: number; readonly length: number }[] = [];
  for (let at = content.indexOf('`'); at >= 0; at = content.indexOf('`', at)) {
    const start = at;
    while (content[at] === '`') at++;
    runs.push({ start, length: at - start });
  }
  const nextOfLength = new Map<number, number>();
  const partner: (number | undefined)[] = [];
  for (let i = runs.length - 1; i >= 0; i--) {
    partner[i] = nextOfLength.get(runs[i]!.length);
    nextOfLength.set(runs[i]!.length, i);
  }
  const spans = new Map<number, number>();
  for (let i = 0; i < runs.length; i++) {
    const closing = partner[i];
    if (closing === undefined) continue;
    const { start, length } = runs[closing]!;
    spans.set(runs[i]!.start, start + length);
    i = closing;
  }
  return spans;
}

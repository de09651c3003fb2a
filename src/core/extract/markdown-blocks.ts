import type { Span } from '../text/span';
import type { CommentLine } from './gutter';
import { isBlank, isNewline, type Line, lineAt, skipBlanks, trimEnd } from './lines';

/** What a Markdown text consists of, as far as sheets care; spans are offsets of the text. */
export type MarkdownBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly title: string; readonly start: number }
  | {
      readonly kind: 'fence';
      /** The line that opens the fence, without the fence. */
      readonly info: string;
      readonly opening: Span;
      /** The stretches of its content without the indentation and the gutters of the lists and quotes around it. */
      readonly content: readonly Span[];
      readonly closed: boolean;
    }
  | {
      readonly kind: 'comment';
      readonly lines: readonly CommentLine[];
      readonly opening: Span;
      readonly closed: boolean;
    };

/** The markers of comments: `<!-- … -->`, and in MDX also `{/* … *\/}`. */
export interface CommentMarkers {
  readonly open: string;
  readonly close: string;
}

type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number };

interface OpenFence {
  readonly kind: 'fence';
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
  readonly info: string;
  readonly opening: Span;
  readonly content: Span[];
}

interface OpenComment {
  readonly kind: 'comment';
  readonly markers: CommentMarkers;
  readonly opening: Span;
  readonly lines: CommentLine[];
}

type Leaf =
  | OpenFence
  | OpenComment
  | { readonly kind: 'paragraph'; readonly start: number; end: number }
  | { readonly kind: 'raw' };

/** A place in a line: an offset and its column; inside a tab the column may be ahead of the offset. */
interface Place {
  readonly at: number;
  readonly column: number;
}

const RAW_START = /^<(?:pre|script|style|textarea)(?:[\s>]|$)/i;
const RAW_END = /<\/(?:pre|script|style|textarea)>/i;
const CODE_INDENT = 4;

/**
 * Splits a Markdown text into headings, fences and comments. Block structure follows CommonMark 0.31 (J. MacFarlane) for
 * quotes, list items, fences, indented code and HTML comments; headings inside quotes and lists are no sections.
 */
export function* markdownBlocks(
  text: string,
  commentMarkers: readonly CommentMarkers[],
): Generator<MarkdownBlock> {
  let containers: Container[] = [];
  let leaf: Leaf | undefined;
  let next = frontMatterEnd(text);

  for (let last = false; !last; ) {
    const line = lineAt(text, next);
    next = line.next;
    last = line.next === line.end;

    const matched = matchContainers(text, line, containers);
    let { place } = matched;
    const inside = matched.count === containers.length;

    if (leaf && leaf.kind !== 'paragraph') {
      if (inside) {
        const done = continueLeaf(text, line, place, leaf);
        if (done) yield* finish(leaf, true);
        if (done) leaf = undefined;
        continue;
      }
      yield* finish(leaf, false);
      leaf = undefined;
    }

    const opened = openContainers(text, line, place, leaf?.kind === 'paragraph');
    place = opened.place;
    const first = skipBlanks(text, place.at, line.end);
    const indent = columnOf(text, place, first) - place.column;
    const isLazy =
      !inside && leaf?.kind === 'paragraph' && opened.containers.length === 0 && first < line.end;
    if (isLazy && !startsBlock(text, first, line, indent, commentMarkers)) continue;
    if (!inside || opened.containers.length > 0) {
      leaf = undefined;
      containers = [...containers.slice(0, matched.count), ...opened.containers];
    }
    if (first >= line.end) {
      leaf = undefined;
      continue;
    }
    if (indent >= CODE_INDENT) {
      if (leaf?.kind === 'paragraph') leaf.end = line.end;
      continue;
    }

    const heading = containers.length === 0 ? headingAt(text, first, line, leaf) : undefined;
    if (heading) {
      leaf = undefined;
      yield heading;
      continue;
    }
    const fence = fenceAt(text, first, line, indent);
    if (fence) {
      leaf = fence;
      continue;
    }
    if (text[first] === '<' && RAW_START.test(text.slice(first, first + 12))) {
      leaf = RAW_END.test(text.slice(first, line.end)) ? undefined : { kind: 'raw' };
      continue;
    }
    if (isRule(text, first, line.end) || isAtxHeading(text, first, line.end)) {
      leaf = undefined;
      continue;
    }

    const comments = inlineComments(text, first, line, commentMarkers);
    yield* comments.closed;
    if (comments.open) {
      leaf = comments.open;
    } else if (comments.startsBlock) {
      leaf = undefined;
    } else if (leaf?.kind === 'paragraph') {
      leaf.end = line.end;
    } else {
      leaf = { kind: 'paragraph', start: first, end: line.end };
    }
  }
  if (leaf && leaf.kind !== 'paragraph') {
    yield* finish(leaf, false, true);
  }
}

/** The offset behind a block of metadata at the start: between lines of `---` or `+++`. */
function frontMatterEnd(text: string): number {
  const first = lineAt(text, 0);
  const marker = text.slice(0, trimEnd(text, 0, Math.min(first.end, 80)));
  if (marker !== '---' && marker !== '+++') return 0;
  for (let line = first; line.next > line.end; ) {
    line = lineAt(text, line.next);
    const length = line.end - line.start;
    if (length > 80) continue;
    const content = text.slice(line.start, trimEnd(text, line.start, line.end));
    if (content === marker || (content === '...' && marker === '---')) return line.next;
  }
  return 0;
}

function* finish(leaf: Leaf, closed: boolean, atEnd = false): Generator<MarkdownBlock> {
  if (leaf.kind === 'fence') {
    const { info, opening, content } = leaf;
    // A quote or list that ends also ends the fence in it; only the end of the text leaves one open.
    yield { kind: 'fence', info, opening, content, closed: closed || !atEnd };
  } else if (leaf.kind === 'comment') {
    yield { kind: 'comment', lines: leaf.lines, opening: leaf.opening, closed };
  }
}

/** Columns count tabs up to the next multiple of four. */
function columnOf(text: string, from: Place, to: number): number {
  let { column } = from;
  for (let i = from.at; i < to; i++) column = text[i] === '\t' ? column - (column % 4) + 4 : column + 1;
  return column;
}

/** Moves at most `count` columns of white space forward; a tab that reaches further is left where it stands. */
function skipColumns(text: string, from: Place, end: number, count: number): Place {
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

function matchContainers(
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

/** The quotes and list items that begin on this line. */
function openContainers(
  text: string,
  line: Line,
  from: Place,
  inParagraph: boolean,
): { readonly containers: readonly Container[]; readonly place: Place } {
  const containers: Container[] = [];
  let place = from;
  for (;;) {
    const first = skipBlanks(text, place.at, line.end);
    const indent = columnOf(text, place, first) - place.column;
    if (first >= line.end || indent >= CODE_INDENT) return { containers, place };
    if (text[first] === '>') {
      place = afterQuoteMark(text, place, first, line.end);
      containers.push({ kind: 'quote' });
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
    containers.push({ kind: 'item', indent: after.column + padding - place.column });
    place = skipColumns(text, after, line.end, padding);
  }
}

function isRule(text: string, start: number, end: number): boolean {
  const mark = text[start];
  if (mark !== '-' && mark !== '*' && mark !== '_') return false;
  let count = 0;
  for (let i = start; i < end; i++) {
    if (text[i] === mark) count++;
    else if (!isBlank(text.charCodeAt(i))) return false;
  }
  return count >= 3;
}

/** Whether a line cannot go on with the paragraph of a quote or list that it does not belong to. */
function startsBlock(
  text: string,
  first: number,
  line: Line,
  indent: number,
  commentMarkers: readonly CommentMarkers[],
): boolean {
  if (indent >= CODE_INDENT) return false;
  return (
    isRule(text, first, line.end) ||
    isAtxHeading(text, first, line.end) ||
    fenceAt(text, first, line, indent) !== undefined ||
    commentMarkers.some(({ open }) => text.startsWith(open, first)) ||
    (text[first] === '<' && RAW_START.test(text.slice(first, first + 12)))
  );
}

function atxLevel(text: string, first: number, end: number): number {
  let level = 0;
  while (first + level < end && text[first + level] === '#' && level <= 6) level++;
  if (level === 0 || level > 6) return 0;
  return first + level === end || isBlank(text.charCodeAt(first + level)) ? level : 0;
}

const isAtxHeading = (text: string, first: number, end: number): boolean => atxLevel(text, first, end) > 0;

function headingAt(
  text: string,
  first: number,
  line: Line,
  leaf: Leaf | undefined,
): MarkdownBlock | undefined {
  const level = atxLevel(text, first, line.end);
  if (level > 0) {
    const start = skipBlanks(text, first + level, line.end);
    return {
      kind: 'heading',
      level,
      title: withoutAttributes(text, start, closingHashes(text, start, line.end)),
      start: line.start,
    };
  }
  if (leaf?.kind !== 'paragraph') return undefined;
  const mark = text[first];
  if (mark !== '=' && mark !== '-') return undefined;
  let at = first;
  while (at < line.end && text[at] === mark) at++;
  if (skipBlanks(text, at, line.end) < line.end) return undefined;
  const title = withoutAttributes(text, leaf.start, trimEnd(text, leaf.start, leaf.end));
  return {
    kind: 'heading',
    level: mark === '=' ? 1 : 2,
    title: title.replace(/[\r\n]+[ \t]*/g, ' '),
    start: leaf.start,
  };
}

function closingHashes(text: string, start: number, end: number): number {
  const trimmed = trimEnd(text, start, end);
  let at = trimmed;
  while (at > start && text[at - 1] === '#') at--;
  if (at === trimmed) return trimmed;
  if (at === start) return start;
  return isBlank(text.charCodeAt(at - 1)) ? trimEnd(text, start, at) : trimmed;
}

/** A title without the attributes of Pandoc and Quarto: `# Loss {#sec-loss}`. */
function withoutAttributes(text: string, start: number, end: number): string {
  if (text[end - 1] !== '}') return text.slice(start, end);
  const brace = text.lastIndexOf('{', end);
  if (brace < start || !/[#.\-:]/.test(text.charAt(brace + 1))) return text.slice(start, end);
  return text.slice(start, trimEnd(text, start, brace));
}

function fenceAt(text: string, first: number, line: Line, indent: number): OpenFence | undefined {
  const mark = text[first];
  if (mark !== '`' && mark !== '~') return undefined;
  let at = first;
  while (at < line.end && text[at] === mark) at++;
  if (at - first < 3) return undefined;
  const info = text.slice(skipBlanks(text, at, line.end), trimEnd(text, at, line.end));
  if (mark === '`' && info.includes('`')) return undefined;
  return {
    kind: 'fence',
    mark,
    length: at - first,
    indent,
    info,
    opening: { start: first, end: line.end },
    content: [],
  };
}

/** Adds a line to a leaf that takes its lines as they are; true where the line ends it. */
function continueLeaf(
  text: string,
  line: Line,
  place: Place,
  leaf: Exclude<Leaf, { kind: 'paragraph' }>,
): boolean {
  if (leaf.kind === 'raw') return RAW_END.test(text.slice(place.at, line.end));
  if (leaf.kind === 'comment') {
    const close = text.slice(place.at, line.end).indexOf(leaf.markers.close);
    const end = close < 0 ? line.end : place.at + close;
    leaf.lines.push(commentLine(text, line, place.at, end));
    return close >= 0;
  }
  const first = skipBlanks(text, place.at, line.end);
  if (text[first] === leaf.mark && columnOf(text, place, first) - place.column < CODE_INDENT) {
    let at = first;
    while (at < line.end && text[at] === leaf.mark) at++;
    if (at - first >= leaf.length && skipBlanks(text, at, line.end) === line.end) return true;
  }
  leaf.content.push({ start: skipColumns(text, place, line.end, leaf.indent).at, end: line.next });
  return false;
}

const commentLine = (text: string, line: Line, start: number, end: number): CommentLine => ({
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
function inlineComments(
  text: string,
  first: number,
  line: Line,
  markers: readonly CommentMarkers[],
): { readonly closed: readonly MarkdownBlock[]; readonly open?: OpenComment; readonly startsBlock: boolean } {
  const closed: MarkdownBlock[] = [];
  const content = text.slice(first, line.end);
  const startsBlock = markers.some(({ open }) => content.startsWith(open));
  if (!markers.some(({ open }) => content.includes(open))) return { closed, startsBlock };
  const spans = codeSpans(content);
  let onlyComments = true;
  let at = 0;
  while (at < content.length) {
    const spanEnd = spans.get(at);
    if (spanEnd !== undefined) {
      at = spanEnd;
      onlyComments = false;
      continue;
    }
    const found = markers.find(({ open }) => content.startsWith(open, at));
    if (!found) {
      if (!isBlank(content.charCodeAt(at))) onlyComments = false;
      if (content[at] === '`') while (content[at + 1] === '`') at++;
      at++;
      continue;
    }
    const opening = { start: first + at, end: first + at + found.open.length };
    const start = skipBlanks(content, at + found.open.length, content.length);
    const close = content.indexOf(found.close, at + found.open.length);
    if (close < 0) {
      if (!onlyComments) return { closed, startsBlock };
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

/** Whether a text has no other characters than line breaks and blanks. */
export const isEmptyText = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isBlank(code) && !isNewline(code)) return false;
  }
  return true;
};

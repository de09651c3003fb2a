import type { Span } from '../text/span';
import type { Comment, Heading } from './document-part';
import { type Line, lineAt, skipBlanks, trimEnd } from './lines';
import {
  CODE_INDENT,
  type Container,
  columnOf,
  isRule,
  matchContainers,
  openContainers,
} from './markdown-containers';
import { headingAt, isAtxHeading } from './markdown-headings';
import type { CommentMarkers } from './markdown-inline';
import {
  continueComment,
  continueFence,
  endsRaw,
  fenceAt,
  type Leaf,
  mathAfter,
  type OpenText,
  openCommentAt,
  startsHtml,
  startsRaw,
} from './markdown-leaves';
import type { TextLine } from './paragraph';

/** What a Markdown text consists of, as far as sheets care; spans are offsets of the text. */
export type MarkdownBlock =
  | Heading
  | {
      readonly kind: 'fence';
      /** The line that opens the fence, without the fence. */
      readonly info: string;
      readonly opening: Span;
      /** The stretches of its content without the indentation and the gutters of the lists and quotes around it. */
      readonly content: readonly Span[];
      readonly closed: boolean;
    }
  | Comment
  | { readonly kind: 'text'; readonly lines: readonly TextLine[]; readonly isHtml: boolean };

/**
 * Splits a Markdown text into headings, fences, comments and paragraphs. Block structure follows CommonMark 0.31 (J.
 * MacFarlane) for quotes, list items, fences, indented code and HTML; headings inside quotes and lists are no sections. A
 * display formula that a line leaves open goes on in the next lines, even where they look like lists or rules.
 *
 * @param from where the text begins behind its metadata
 */
export function* markdownBlocks(
  text: string,
  commentMarkers: readonly CommentMarkers[],
  from: number,
): Generator<MarkdownBlock> {
  let containers: Container[] = [];
  let leaf: Leaf | undefined;
  let next = from;

  for (let last = false; !last; ) {
    const line = lineAt(text, next);
    next = line.next;
    last = line.next === line.end;

    const matched = matchContainers(text, line, containers);
    let { place } = matched;
    const inside = matched.count === containers.length;

    if (leaf && leaf.kind !== 'text') {
      if (inside) {
        const done =
          leaf.kind === 'raw'
            ? endsRaw(text, place.at, line)
            : leaf.kind === 'comment'
              ? continueComment(text, line, place, leaf)
              : continueFence(text, line, place, leaf);
        if (done) yield* finish(leaf, true);
        if (done) leaf = undefined;
        continue;
      }
      yield* finish(leaf, false);
      leaf = undefined;
    }

    const isMath = inside && leaf?.math !== undefined;
    const opened = isMath
      ? { containers: [], place }
      : openContainers(text, line, place, inside && leaf !== undefined, matched.count);
    place = opened.place;
    const first = skipBlanks(text, place.at, line.end);
    const indent = columnOf(text, place, first) - place.column;
    const isLazy = !inside && leaf !== undefined && opened.containers.length === 0 && first < line.end;
    if (leaf && isLazy && !startsBlock(text, first, line, indent, commentMarkers)) {
      append(text, leaf, first, line);
      continue;
    }
    if (!inside || opened.containers.length > 0) {
      if (leaf) yield* finish(leaf, true);
      leaf = undefined;
      containers = [...containers.slice(0, matched.count), ...opened.containers];
    }
    if (first >= line.end) {
      if (leaf?.math && leaf.math.until > line.start) {
        leaf.lines.push({ start: line.end, line });
      } else {
        if (leaf) yield* finish(leaf, true);
        leaf = undefined;
      }
      continue;
    }
    if (indent >= CODE_INDENT && !isMath) {
      if (leaf) append(text, leaf, first, line);
      continue;
    }

    const paragraph = isMath || leaf?.isHtml ? undefined : leaf;
    const heading = containers.length === 0 ? headingAt(text, first, line, titleSpan(paragraph)) : undefined;
    if (heading) {
      const isUnderline = paragraph !== undefined && heading.start !== line.start;
      if (leaf && !isUnderline) yield* finish(leaf, true);
      yield heading;
      const lines = isUnderline ? paragraph.lines : [{ start: first, line }];
      yield { kind: 'text', lines, isHtml: false };
      leaf = undefined;
      continue;
    }
    const fence = fenceAt(text, first, line, indent);
    const isRaw = startsRaw(text, first, line);
    const markers = commentMarkers.find(({ open }) => text.startsWith(open, first));
    const ends = fence || isRaw || markers || startsHtml(text, first, line) || isDiv(text, first);
    if (leaf && (ends || (!isMath && isRule(text, first, line.end)) || isAtxHeading(text, first, line.end))) {
      yield* finish(leaf, true);
      leaf = undefined;
    }
    if (fence) {
      leaf = fence;
    } else if (isRaw) {
      leaf = endsRaw(text, first, line) ? undefined : { kind: 'raw' };
    } else if (markers) {
      leaf = openCommentAt(text, first, line, markers);
      if (!leaf) yield { kind: 'text', lines: [{ start: first, line }], isHtml: false };
    } else if (isAtxHeading(text, first, line.end)) {
      yield { kind: 'text', lines: [{ start: first, line }], isHtml: false };
    } else if (leaf || !isRule(text, first, line.end)) {
      leaf ??= { kind: 'text', lines: [], isHtml: startsHtml(text, first, line) };
      append(text, leaf, first, line);
    }
  }
  if (leaf) yield* finish(leaf, leaf.kind === 'text', true);
}

function append(text: string, leaf: OpenText, first: number, line: Line): void {
  leaf.lines.push({ start: first, line });
  if (!leaf.isHtml) leaf.math = mathAfter(text, first, line, leaf.math);
}

const titleSpan = (paragraph: OpenText | undefined): Span | undefined =>
  paragraph && { start: paragraph.lines[0]!.start, end: paragraph.lines.at(-1)!.line.end };

/** The colons that open or close a block of Pandoc, Quarto or MyST. */
const isDiv = (text: string, first: number): boolean => text.startsWith(':::', first);

/** The offset behind a block of metadata at the start: between lines of `---` or `+++`. */
export function frontMatterEnd(text: string): number {
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
  } else if (leaf.kind === 'text') {
    yield { kind: 'text', lines: leaf.lines, isHtml: leaf.isHtml };
  }
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
    startsRaw(text, first, line) ||
    startsHtml(text, first, line)
  );
}

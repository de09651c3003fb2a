import type { Span } from '../text/span';
import { isBlank, isNewline, type Line, lineAt, skipBlanks, trimEnd } from './lines';
import {
  type CommentMarkers,
  commentLine,
  inlineComments,
  type MarkdownComment,
  type OpenComment,
} from './markdown-comments';
import {
  CODE_INDENT,
  type Container,
  columnOf,
  isRule,
  matchContainers,
  openContainers,
  type Place,
  skipColumns,
} from './markdown-containers';
import { type Heading, headingAt, isAtxHeading } from './markdown-headings';

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
  | MarkdownComment;

interface OpenFence {
  readonly kind: 'fence';
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
  readonly info: string;
  readonly opening: Span;
  readonly content: Span[];
}

type Leaf =
  | OpenFence
  | OpenComment
  | { readonly kind: 'paragraph'; readonly start: number; end: number }
  | { readonly kind: 'raw' };

const RAW_START = /^<(?:pre|script|style|textarea)(?:[\s>]|$)/i;
const RAW_END = /<\/(?:pre|script|style|textarea)>/i;

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

    const opened = openContainers(text, line, place, inside && leaf?.kind === 'paragraph', matched.count);
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

    const paragraph = leaf?.kind === 'paragraph' ? leaf : undefined;
    const heading = containers.length === 0 ? headingAt(text, first, line, paragraph) : undefined;
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

/** Whether a text has no other characters than line breaks and blanks. */
export const isEmptyText = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isBlank(code) && !isNewline(code)) return false;
  }
  return true;
};

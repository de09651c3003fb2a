import type { Span } from '../text/span';
import type { CommentLine } from './gutter';
import { isMathEnvironment } from './latex-formula';
import { type Line, skipBlanks, trimEnd } from './lines';
import { CODE_INDENT, columnOf, type Place, skipColumns } from './markdown-containers';
import type { CommentMarkers } from './markdown-inline';
import { commentLine, type TextLine } from './paragraph';

/** A fence whose lines are taken as they are. */
export interface OpenFence {
  readonly kind: 'fence';
  readonly mark: string;
  readonly length: number;
  readonly indent: number;
  readonly info: string;
  readonly opening: Span;
  readonly content: Span[];
}

/** A comment that goes on in the next line. */
export interface OpenComment {
  readonly kind: 'comment';
  readonly markers: CommentMarkers;
  readonly opening: Span;
  readonly lines: CommentLine[];
}

/** Lines of text that belong together. */
export interface OpenText {
  readonly kind: 'text';
  readonly lines: TextLine[];
  /** The text begins with a tag that makes raw HTML of it up to the next empty line. */
  readonly isHtml: boolean;
  /** What closes the display formula that is open at the end of its last line. */
  math?: OpenMath | undefined;
}

/** A display formula that goes on in the next line, whatever that line begins with. */
export interface OpenMath {
  readonly close: string;
  /** For dollars that stand alone on their line: where those that close it do; empty lines may lie between. */
  readonly until: number;
}

export type Leaf = OpenFence | OpenComment | OpenText | { readonly kind: 'raw' };

const RAW_START = /^<(?:pre|script|style|textarea)(?:[\s>]|$)/i;
const RAW_END = /<\/(?:pre|script|style|textarea)>/i;
/** The tags that begin a block of raw HTML (CommonMark 0.31, section 4.6, condition 6). */
const BLOCK_TAG =
  /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:[\s>]|\/>|$)/i;

export const startsRaw = (text: string, first: number, line: Line): boolean =>
  text[first] === '<' && RAW_START.test(text.slice(first, Math.min(line.end, first + 12)));

export const endsRaw = (text: string, from: number, line: Line): boolean =>
  RAW_END.test(text.slice(from, line.end));

export const startsHtml = (text: string, first: number, line: Line): boolean =>
  text[first] === '<' && BLOCK_TAG.test(text.slice(first, Math.min(line.end, first + 20)));

/** The fence that a line opens: three or more backticks or tildes, or the colons of MyST before `{math}`. */
export function fenceAt(text: string, first: number, line: Line, indent: number): OpenFence | undefined {
  const mark = text[first];
  if (mark !== '`' && mark !== '~' && mark !== ':') return undefined;
  let at = first;
  while (at < line.end && text[at] === mark) at++;
  if (at - first < 3) return undefined;
  const info = text.slice(skipBlanks(text, at, line.end), trimEnd(text, at, line.end));
  if (mark === '`' && info.includes('`')) return undefined;
  if (mark === ':' && !info.startsWith('{math}')) return undefined;
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

/** Adds a line to a fence; true where the line closes it. */
export function continueFence(text: string, line: Line, place: Place, fence: OpenFence): boolean {
  const first = skipBlanks(text, place.at, line.end);
  if (text[first] === fence.mark && columnOf(text, place, first) - place.column < CODE_INDENT) {
    let at = first;
    while (at < line.end && text[at] === fence.mark) at++;
    if (at - first >= fence.length && skipBlanks(text, at, line.end) === line.end) return true;
  }
  fence.content.push({ start: skipColumns(text, place, line.end, fence.indent).at, end: line.next });
  return false;
}

/** The comment that a line begins with and does not close. */
export function openCommentAt(
  text: string,
  first: number,
  line: Line,
  { open, close, shared }: CommentMarkers,
): OpenComment | undefined {
  const content = text.slice(first, line.end);
  if (content.indexOf(close, open.length - shared) >= 0) return undefined;
  const start = first + open.length;
  return {
    kind: 'comment',
    markers: { open, close, shared },
    opening: { start: first, end: start },
    lines: [commentLine(text, line, skipBlanks(text, start, line.end), line.end)],
  };
}

/** Adds a line to a comment; true where the line closes it. */
export function continueComment(text: string, line: Line, place: Place, comment: OpenComment): boolean {
  const close = text.slice(place.at, line.end).indexOf(comment.markers.close);
  comment.lines.push(commentLine(text, line, place.at, close < 0 ? line.end : place.at + close));
  return close >= 0;
}

const MATH_MARK = /\\[$`]|`+[^`]*`+|\$\$|\\(begin|end)\s*\{\s*([A-Za-z]+\*?)\s*\}|\\{1,2}[[\]]|\\\\/g;

/** The display formula that is open behind a line, if `before` was open in front of it. */
export function mathAfter(
  text: string,
  start: number,
  line: Line,
  before: OpenMath | undefined,
): OpenMath | undefined {
  const content = text.slice(start, line.end);
  if (!content.includes('$$') && !content.includes('\\')) return before;
  let open = before;
  for (const [mark, edge, name] of content.matchAll(MATH_MARK)) {
    if (open) {
      if (mark === open.close || (edge === 'end' && name === open.close)) open = undefined;
    } else if (edge === 'begin') {
      if (isMathEnvironment(name!)) open = { close: name!, until: -1 };
    } else if (mark === '$$') {
      const isAlone = content.trim() === '$$';
      open = { close: '$$', until: isAlone ? closingDollars(text, line.next) : -1 };
    } else if (mark === '\\[' || mark === '\\\\[') {
      open = { close: mark.replace('[', ']'), until: -1 };
    }
  }
  return open;
}

/** Where the next dollar is a pair that stands alone on its line; -1 where it is not. */
function closingDollars(text: string, from: number): number {
  const at = text.indexOf('$', from);
  if (at < 0 || text[at + 1] !== '$') return -1;
  let start = at;
  while (start > from && (text[start - 1] === ' ' || text[start - 1] === '\t')) start--;
  if (start > from && text[start - 1] !== '\n' && text[start - 1] !== '\r') return -1;
  const end = skipBlanks(text, at + 2, text.length);
  return end === text.length || text[end] === '\n' || text[end] === '\r' ? at : -1;
}

import { readDirective } from '../syntax/infix/directives';
import { isSpace, skipBlanks, trimEnd } from './lines';

const MARKER = '@grad';

/**
 * What a line that begins with `@grad` says: it opens a sheet (with the text as its title, which may be empty), adds
 * statements, names a derivative that a code line computes, or is a reserved word.
 */
export interface Directive {
  readonly kind: 'open' | 'statements' | 'derivative' | 'ignore' | 'on' | 'off' | 'end';
  /** Where `@grad` itself begins. */
  readonly marker: number;
  /** What follows it, without white space around it or a comment behind it. */
  readonly start: number;
  readonly end: number;
}

/** The directive that the text from `start` to `end`, the content of one comment line, begins with. */
export function directiveAt(
  text: string,
  start: number,
  end: number,
  mark: RegExp | undefined,
): Directive | undefined {
  if (!startsDirective(text, start, end)) return undefined;
  const from = skipBlanks(text, start + MARKER.length, end);
  const to = trimEnd(text, from, cutComment(text, from, end, mark));
  const content = text.slice(from, to);
  return { kind: classify(content), marker: start, start: from, end: to };
}

function startsDirective(text: string, start: number, end: number): boolean {
  if (!text.startsWith(MARKER, start) || start + MARKER.length > end) return false;
  return start + MARKER.length === end || isSpace(text.charCodeAt(start + MARKER.length));
}

function classify(content: string): Directive['kind'] {
  const read = readDirective(content);
  if (read.kind === 'word') return read.word;
  return read.kind === 'title' ? 'open' : read.kind;
}

/** The end of a line's text before a comment behind it. */
export function cutComment(text: string, start: number, end: number, mark: RegExp | undefined): number {
  if (!mark) return end;
  const match = mark.exec(text.slice(start, end));
  return match ? start + match.index : end;
}

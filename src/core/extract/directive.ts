import { isSpace, skipBlanks, trimEnd } from './lines';

const MARKER = '@grad';

/** Decides whether what follows `@grad` reads as statements; otherwise it is a title. */
export type ReadsAsStatements = (text: string) => boolean;

/** Tells statements from titles by their signs: a relation, a shape, a set, or one of the reserved properties. */
export const looksLikeStatements: ReadsAsStatements = (text) =>
  /[=<>≈≠≤≥?]|:\s*(?:R\b|ℝ|\d|[A-Za-z]\w*\s*[x×]\s*\w)|\bin\s*[({[\dR]|∈|\b(?:symmetric|positive definite)$/.test(
    text,
  );

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

const RESERVED = new Set(['on', 'off', 'end', 'ignore'] as const);
type Reserved = 'on' | 'off' | 'end' | 'ignore';
const isReserved = (word: string): word is Reserved => (RESERVED as ReadonlySet<string>).has(word);

const DERIVATIVE =
  /^(?:(?:d|∂)\d?\s*(?:[\p{L}_]|\([^()=]*\))[^=<>≈/;:]*\/\s*(?:d|∂)\s*(?:[\p{L}_(])[^=<>≈/;:]*|(?:grad|jacobian|hessian)\s*\([^()=;]*\)|∇[^=<>≈;]*)$/u;

/** The longest directive that is worth reading; a longer one is no title and left to the reader of statements. */
const LONGEST = 2000;

/** The directive that the text from `start` to `end`, the content of one comment line, begins with. */
export function directiveAt(
  text: string,
  start: number,
  end: number,
  mark: RegExp | undefined,
  readsAsStatements: ReadsAsStatements,
): Directive | undefined {
  if (!startsDirective(text, start, end)) return undefined;
  const from = skipBlanks(text, start + MARKER.length, end);
  const to = trimEnd(text, from, cutComment(text, from, end, mark));
  const content = text.slice(from, to);
  return { kind: classify(content, readsAsStatements), marker: start, start: from, end: to };
}

function startsDirective(text: string, start: number, end: number): boolean {
  if (!text.startsWith(MARKER, start) || start + MARKER.length > end) return false;
  return start + MARKER.length === end || isSpace(text.charCodeAt(start + MARKER.length));
}

function classify(content: string, readsAsStatements: ReadsAsStatements): Directive['kind'] {
  if (content === '') return 'open';
  if (isReserved(content)) return content;
  if (/^(?:assume|given)\s/.test(content) || content.length > LONGEST) return 'statements';
  if (DERIVATIVE.test(content)) return 'derivative';
  return readsAsStatements(content) ? 'statements' : 'open';
}

/** The end of a line's text before a comment behind it. */
export function cutComment(text: string, start: number, end: number, mark: RegExp | undefined): number {
  if (!mark) return end;
  const match = mark.exec(text.slice(start, end));
  return match ? start + match.index : end;
}

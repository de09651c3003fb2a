import type { Binary, BinaryOperator, Expr, Missing, Name } from './ast';
import type { ReadError } from './read-result';
import type { UnreadStatement } from './statements';

/** How deep brackets may nest. */
export const MAX_BRACKETS = 200;

/**
 * What reading one statement has in common in all notations. After its first error a statement is not read on: `pos` jumps
 * to `end`, and every rule returns with what it has.
 */
export interface TokenParser {
  /** Where the tokens start and end in the text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** The next token. */
  pos: number;
  /** The token at which the statement ends. */
  end: number;
  error: ReadError | undefined;
  readonly notes: ReadError[];
  nesting: number;
  brackets: number;
  readonly depth: Depth;
}

/** How deep the reader's own recursion may go in a notation, and what is said where it would go deeper. */
export interface Depth {
  readonly most: number;
  readonly message: string;
}

type State = Omit<TokenParser, 'starts' | 'ends' | 'depth'>;

export const newState = (): State => ({
  pos: 0,
  end: 0,
  error: undefined,
  notes: [],
  nesting: 0,
  brackets: 0,
});

/** Makes the parser ready for the tokens `from` up to `to`; notes are kept. */
export function enter(p: TokenParser, from: number, to: number): void {
  p.pos = from;
  p.end = to;
  p.error = undefined;
  p.nesting = 0;
  p.brackets = 0;
}

/** Where the next token starts; at the end of the statement, where its last token ends. */
export const startOffset = (p: TokenParser): number => (p.pos < p.end ? p.starts[p.pos]! : lastOffset(p));

/** Where the last token that was read ends. */
export const lastOffset = (p: TokenParser): number => p.ends[p.pos - 1] ?? 0;

/** From `start` to the last token that was read; empty where that lies before `start`. */
export const spanFrom = (p: TokenParser, start: number): { start: number; end: number } => ({
  start,
  end: Math.max(start, lastOffset(p)),
});

/** From the token `from` up to but without `to`. */
export const spanOf = (p: TokenParser, from: number, to: number): { start: number; end: number } => {
  const start = p.starts[from] ?? 0;
  return { start, end: Math.max(start, p.ends[to - 1] ?? start) };
};

/** What stands for the tokens `from` up to `to`, which seem to define the names `defines`. */
export const unreadStatement = (
  p: TokenParser,
  from: number,
  to: number,
  reason: string,
  cause: NonNullable<UnreadStatement['cause']>,
  defines: readonly Name[],
): UnreadStatement => ({
  kind: 'unread',
  reason,
  cause,
  span: spanOf(p, from, to),
  ...(defines.length > 0 && { defines }),
});

export const missingAt = (offset: number): Missing => ({
  kind: 'missing',
  span: { start: offset, end: offset },
});

export function note(p: TokenParser, message: string, start: number, end: number): void {
  p.notes.push({ message, span: { start, end } });
}

/** Keeps the first error of a statement; reading goes on. */
export function report(p: TokenParser, message: string, start: number, end: number): void {
  p.error ??= { message, span: { start, end: Math.max(start, end) } };
}

/** Keeps the first error of a statement and ends reading it. */
export function fail(p: TokenParser, message: string, start: number, end: number): Missing {
  report(p, message, start, end);
  const offset = startOffset(p);
  p.pos = p.end;
  return missingAt(offset);
}

/** Fails at a token, or at the one that is nearest to a place outside of the text. */
export function failAt(p: TokenParser, message: string, index: number): Missing {
  const at = Math.max(0, Math.min(index, p.starts.length - 1));
  return fail(p, message, p.starts[at] ?? 0, p.ends[at] ?? 0);
}

export const failTooDeep = (p: TokenParser): Missing =>
  failAt(p, p.depth.message, Math.min(p.pos, p.end - 1));

/** Runs `read` one level deeper, or refuses. */
export function deeper<P extends TokenParser>(p: P, read: (p: P) => Expr): Expr {
  if (p.nesting >= p.depth.most) return failTooDeep(p);
  p.nesting += 1;
  const expr = read(p);
  p.nesting -= 1;
  return expr;
}

/** A binary node over everything from `start` to the last token that was read. */
export function binary(
  p: TokenParser,
  operator: BinaryOperator,
  left: Expr,
  right: Expr,
  start: number,
  operatorStart: number,
  operatorEnd: number,
): Binary {
  const span = spanFrom(p, start);
  const end = Math.min(Math.max(operatorStart, operatorEnd), span.end);
  return { kind: 'binary', operator, left, right, operatorSpan: { start: operatorStart, end }, span };
}

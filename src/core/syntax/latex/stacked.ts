import type { Style } from '../ast';
import { meaningOf } from './commands';
import { Raw, type RawToken } from './lexer';
import { isSign, plainOf } from './raw';
import { Kind } from './tokens';

/** Reads pieces from `i` on and writes what they mean. */
export interface Cursor {
  readonly raw: readonly RawToken[];
  i: number;
  put(kind: Kind, text: string, token: RawToken, style?: Style, end?: number): void;
  /** Goes on up to, and not including, the piece `end`. */
  runTo(end: number): void;
  /** The end of the group that comes next, or -1. */
  groupEnd(): number;
  /** Writes what other pieces mean. */
  nested(raw: readonly RawToken[]): void;
}

/** `\underbrace{x}_{words}` is `x`. */
export function braces(cursor: Cursor): void {
  const end = cursor.groupEnd();
  if (end < 0) return;
  cursor.runTo(end + 1);
  while (isSign(cursor.raw[cursor.i], '_') || isSign(cursor.raw[cursor.i], '^')) {
    cursor.i += 1;
    const script = cursor.groupEnd();
    cursor.i = script < 0 ? cursor.i + 1 : script + 1;
  }
}

/** The lines of `\substack{a \\ b}` as a list. */
export function substack(cursor: Cursor): void {
  const end = cursor.groupEnd();
  if (end < 0) return;
  const lines = cursor.raw
    .slice(cursor.i + 1, end)
    .map((token) =>
      token.kind === Raw.Command && token.text === '\\' ? { ...token, kind: Raw.Sign, text: ',' } : token,
    );
  cursor.nested(lines);
  cursor.i = end + 1;
}

/** Two groups, or single tokens. */
function twoArguments(cursor: Cursor): readonly [readonly RawToken[], readonly RawToken[]] | undefined {
  const parts: (readonly RawToken[])[] = [];
  for (let k = 0; k < 2; k++) {
    const token = cursor.raw[cursor.i];
    if (token === undefined || token.kind === Raw.Close) return undefined;
    const end = cursor.groupEnd();
    if (token.kind === Raw.Open && end < 0) return undefined;
    parts.push(end < 0 ? [token] : cursor.raw.slice(cursor.i + 1, end));
    cursor.i = end < 0 ? cursor.i + 1 : end + 1;
  }
  return [parts[0]!, parts[1]!];
}

/** `\overset{\text{def}}{=}` and `\stackrel{(a)}{=}`; over anything else a sign may mean anything. */
export function above(cursor: Cursor, token: RawToken): void {
  const parts = twoArguments(cursor);
  if (parts === undefined) return;
  const [over, base] = parts;
  const words = over.map(plainOf).join('');
  const end = base.at(-1)?.end ?? token.end;
  const isRelation =
    base.length === 1 && /^(?:=|le|leq|ge|geq|approx|equiv|<|>|sim|to|rightarrow)$/.test(base[0]!.text);
  if (isRelation && /def|^(?:Delta|triangle|bigtriangleup|:)$/i.test(words) && base[0]!.text === '=') {
    cursor.put(Kind.Relation, ':=', token, undefined, end);
  } else if (isRelation && !/[!?]/.test(words)) cursor.nested(base);
  else if (isRelation)
    cursor.put(Kind.Refused, 'A required equation (≟, ≝ with a mark) claims nothing.', token, undefined, end);
  else cursor.put(Kind.Refused, 'A sign set above another is not read.', token, undefined, end);
}

/** `\underset{x}{\max}` is `\max_{x}`; a remark below a relation is left out. */
export function below(cursor: Cursor, token: RawToken): void {
  const parts = twoArguments(cursor);
  if (parts === undefined) return;
  const [under, base] = parts;
  const isRelation =
    base.length === 1 && (base[0]!.kind === Raw.Sign || meaningOf(base[0]!.text)?.kind === Kind.Relation);
  // The parts change places, so they all stand where the whole stands.
  const { start } = token;
  const end = Math.max(token.end, cursor.raw[cursor.i - 1]!.end);
  const placed = (part: readonly RawToken[]): readonly RawToken[] =>
    part.map((raw) => ({ ...raw, start, end }));
  cursor.nested(placed(base));
  if (isRelation || under.length === 0) return;
  const whole = { ...token, end };
  cursor.put(Kind.Sub, '_', whole);
  cursor.put(Kind.GroupOpen, '{', whole);
  cursor.nested(placed(under));
  cursor.put(Kind.GroupClose, '}', whole);
}

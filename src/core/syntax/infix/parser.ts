import type { Missing, Name } from '../ast';
import { canonicalName } from '../names';
import {
  type Depth,
  enter,
  fail,
  failAt,
  MAX_BRACKETS,
  newState,
  report,
  type TokenParser,
} from '../token-parser';
import type { Layout } from './layout';
import { Kind } from './tokens';

const DEPTH: Depth = {
  // A level costs at most five calls.
  most: 600,
  message: 'This is nested too deeply to be read. Give an inner part a name on a line of its own.',
};

/** What encloses the expression that is being read. */
export type OpenBar = 'none' | 'single' | 'double' | 'wide';

/** The state of reading one statement. */
export interface Parser extends Layout, TokenParser {
  /** The first token of the statement. */
  first: number;
  /** The innermost `|…` that is open here. */
  bar: OpenBar;
  /** Whether blanks separate entries: inside a row of `[1 2; 3 4]`. */
  spaced: boolean;
  /** Whether a `'` belongs to what encloses the operand: `A^2'` is `(A^2)'`. */
  inExponent: boolean;
}

export function parserOf(layout: Layout): Parser {
  return {
    ...layout,
    ...newState(),
    depth: DEPTH,
    first: 0,
    bar: 'none',
    spaced: false,
    inExponent: false,
  };
}

/** Makes the parser ready for the tokens `from` up to `to`. */
export function enterStatement(p: Parser, from: number, to: number): void {
  enter(p, from, to);
  p.first = from;
  p.bar = 'none';
  p.spaced = false;
  p.inExponent = false;
}

export const kindAt = (p: Parser, index: number): Kind => (index < p.end ? p.kinds[index]! : Kind.End);

export const tokenText = (p: Parser, index: number): string => p.text.slice(p.starts[index], p.ends[index]);

/** Whether the token stands right after the one before it. */
export const isAdjacent = (p: Parser, index: number): boolean => p.starts[index] === p.ends[index - 1];

/** Runs `read` inside brackets, where bars, rows and exponents outside do not count. */
export function insideBrackets<T>(p: Parser, refused: T, read: (p: Parser, open: number) => T): T {
  const open = p.pos;
  if (p.brackets >= MAX_BRACKETS) {
    failAt(
      p,
      `Brackets nest deeper than ${MAX_BRACKETS} levels. Give an inner part a name on a line of its own.`,
      open,
    );
    return refused;
  }
  const { bar, spaced, inExponent } = p;
  p.bar = 'none';
  p.spaced = false;
  p.inExponent = false;
  p.brackets += 1;
  if (p.match[open]! < 0) reportUnclosed(p, open);
  p.pos = open + 1;
  const result = read(p, open);
  p.brackets -= 1;
  p.bar = bar;
  p.spaced = spaced;
  p.inExponent = inExponent;
  return result;
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export function reportUnclosed(p: Parser, open: number): void {
  const sign = tokenText(p, open);
  const closer = CLOSERS[sign]!;
  report(
    p,
    `'${closer}' is missing: this '${sign}' is never closed. Add '${closer}'.`,
    p.starts[open]!,
    p.ends[open]!,
  );
}

/** Passes the bracket that closes `open`; anything else there is an error. */
export function closeBracket(p: Parser, open: number): void {
  if (p.match[open] === p.pos && p.pos < p.end) p.pos += 1;
  else if (p.pos < p.end) failUnexpected(p);
}

export function nameAt(p: Parser, index: number, skip = 0): Name {
  const start = p.starts[index]! + skip;
  const end = p.ends[index]!;
  return { kind: 'name', name: canonicalName(p.text.slice(start, end)), span: { start, end } };
}

const quoted = (p: Parser, index: number): string => `'${tokenText(p, index)}'`;

/** Fails at a token that cannot follow what was read. */
export function failUnexpected(p: Parser): Missing {
  const at = p.pos;
  const sign = quoted(p, at);
  switch (kindAt(p, at)) {
    case Kind.CloseParen:
    case Kind.CloseBracket:
    case Kind.CloseBrace:
      return failAt(p, `${sign} closes nothing: no bracket is open here. Remove it.`, at);
    case Kind.Assign:
      return failAt(
        p,
        "'=' stands inside an expression. Write '==' to compare, or close the bracket before it.",
        at,
      );
    case Kind.Approximately:
      return failAt(p, `${sign} stands inside an expression. Close the bracket before it.`, at);
    case Kind.Number:
      return failAt(p, `An operator is missing before ${sign}. Write '*' for a product.`, at);
    case Kind.Colon:
      return failAt(p, "':' is not expected here. Write a shape as 'W : 3x2', a point as 'at x = 1: …'.", at);
    case Kind.Bar:
    case Kind.DoubleBar:
      return failAt(p, `This ${sign} has no partner. Close every '|…|', or remove it.`, at);
    case Kind.Comma:
    case Kind.Semicolon:
    case Kind.Newline:
      return failAt(p, 'A list is not expected here. Put it in square brackets: [a, b].', at);
    case Kind.Not:
      return failAt(p, "'!' after a value is not read. Write factorial(n) for n!.", at);
    case Kind.Question:
      return failAt(p, "'?' asks for a derivative and stands alone after '=': dL/dW = ?", at);
    case Kind.Name:
    case Kind.OpenBrace:
      return failAt(p, `${sign} is not expected here. Check the operator before it.`, at);
    default:
      return failStray(p, at);
  }
}

/** Fails where an operand was expected. */
export function failOperand(p: Parser): Missing {
  const at = p.pos;
  const kind = kindAt(p, at);
  const before = at - 1;
  if (
    kind === Kind.End ||
    isCloser(kind) ||
    kind === Kind.Comma ||
    kind === Kind.Newline ||
    kind === Kind.Semicolon
  ) {
    if (before < p.first)
      return failAt(p, 'An expression is missing here. Write one, or remove the sign.', at);
    const sign = quoted(p, before);
    return failAt(p, `Something is missing after ${sign}. Write it, or remove the sign.`, before);
  }
  switch (kind) {
    case Kind.Unknown:
    case Kind.Dot:
    case Kind.Backslash:
    case Kind.Marker:
      return failStray(p, at);
    default:
      return failAt(p, `Something is missing before ${quoted(p, at)}. Write it, or remove the sign.`, at);
  }
}

const isCloser = (kind: Kind): boolean =>
  kind === Kind.CloseParen || kind === Kind.CloseBracket || kind === Kind.CloseBrace;

function failStray(p: Parser, at: number): Missing {
  const sign = quoted(p, at);
  switch (kindAt(p, at)) {
    case Kind.Backslash:
      return failCommand(p, at);
    case Kind.Dot:
      return failAt(
        p,
        "'.' is not expected here. Names have no dots; elementwise operators are '.*', './', '.^'.",
        at,
      );
    case Kind.Marker:
      return failAt(p, "'@grad' starts a line of its own. Put it there.", at);
    case Kind.Unknown:
      if (sign === "'%'")
        return failAt(p, "'%' is not read. Write a percentage as a number: 0.33 for 33%.", at);
      return failAt(p, `${sign} is not part of the notation. Remove it, or put remarks after '#'.`, at);
    default:
      return failAt(p, `${sign} is not part of the notation. Remove it, or put remarks after '#'.`, at);
  }
}

const FRACTIONS: ReadonlySet<string> = new Set(['frac', 'dfrac', 'tfrac']);

/** `\sigma`, `\frac{1}{2}` */
function failCommand(p: Parser, at: number): Missing {
  const named = kindAt(p, at + 1) === Kind.Name && isAdjacent(p, at + 1);
  const end = named ? at + 1 : at;
  const name = named ? tokenText(p, end) : '';
  const advice = FRACTIONS.has(name)
    ? 'Write the quotient as (a)/(b).'
    : named
      ? `Write '${name}' without the '\\'.`
      : "Remove the '\\'.";
  return fail(
    p,
    `LaTeX goes between $…$ in a document; here it is not read. ${advice}`,
    p.starts[at]!,
    p.ends[end]!,
  );
}

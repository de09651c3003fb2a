import type { Expr, Missing, Name } from '../ast';
import {
  type Depth,
  enter,
  fail,
  failAt,
  failTooDeep,
  MAX_BRACKETS,
  newState,
  type TokenParser,
} from '../token-parser';
import { Kind, type Token } from './tokens';

const DEPTH: Depth = {
  // A level costs at most six calls.
  most: 500,
  message: 'This is nested too deeply to be read. Give an inner part a name of its own.',
};

/** The tokens of a formula with the partners of its brackets. */
export interface Layout {
  readonly tokens: readonly Token[];
  /** The index of the partner of a bracket, a brace or an environment, or -1. */
  readonly match: Int32Array;
  /** How many `|` and `‖` stand right inside an opening bracket. */
  readonly bars: Int32Array;
  /** The `\over` right inside an opening brace, or -1. */
  readonly over: Int32Array;
}

/** The state of reading one statement. */
export interface Parser extends Layout, TokenParser {
  /** Whether the error is about notation that is known and not read, rather than a mistake. */
  unsupported: boolean;
  /** The innermost bar that is open here. */
  bar: '' | '|' | '‖' | '||';
  /** Whether a `|` separates arguments here, as in `p(y | x)`. */
  barSeparates: boolean;
  /** Whether the argument of a function without brackets is read, which ends at a space that is written. */
  isBare: boolean;
  /** Expressions with indices that stand in them too, such as `[\delta_j x_i]_{ij}`. */
  readonly built: Set<Expr>;
  /** Lists in brackets, `(a, b)` and `[a, b]`, rather than columns. */
  readonly rows: Set<Expr>;
}

export const parserOf = (layout: Layout): Parser => ({
  ...layout,
  ...newState(),
  starts: layout.tokens.map(({ start }) => start),
  ends: layout.tokens.map(({ end }) => end),
  depth: DEPTH,
  unsupported: false,
  bar: '',
  barSeparates: false,
  isBare: false,
  built: new Set(),
  rows: new Set(),
});

/** Makes the parser ready for the tokens `from` up to `to`. */
export function enterStatement(p: Parser, from: number, to: number): void {
  enter(p, from, to);
  p.unsupported = false;
  p.bar = '';
  p.barSeparates = false;
  p.isBare = false;
}

export const kindAt = (p: Parser, index: number): Kind => (index < p.end ? p.tokens[index]!.kind : Kind.End);

export const textAt = (p: Parser, index: number): string => (index < p.end ? p.tokens[index]!.text : '');

/** The partner of the bracket at `index` where it lies in what is read; else -1. */
export const matchAt = (p: Parser, index: number): number => {
  const match = p.match[index]!;
  return match < p.end ? match : -1;
};

/** Whether a relation stands outside of brackets from `from` on, before `to` and before any of `stops`. */
export function meetsRelation(
  { tokens, match }: Layout,
  from: number,
  to: number,
  stops: ReadonlySet<Kind>,
): boolean {
  for (let i = from; i < to; i++) {
    const { kind } = tokens[i]!;
    if (kind === Kind.Relation) return true;
    if (stops.has(kind)) return false;
    if (match[i]! > i) i = match[i]!;
  }
  return false;
}

/** Whether two plain bars stand here side by side. */
export const isDoubleBar = (p: Parser, index: number): boolean =>
  textAt(p, index) === '|' && textAt(p, index + 1) === '|' && !p.tokens[index + 1]!.spaced;

/** Fails at what is known and not read: no mistake of the author. */
export function refuse(p: Parser, message: string, start: number, end: number): Missing {
  if (p.error === undefined) p.unsupported = true;
  return fail(p, message, start, end);
}

/** Fails at a token that is known and not read. */
export function refuseAt(p: Parser, message: string, index: number): Missing {
  if (p.error === undefined) p.unsupported = true;
  return failAt(p, message, index);
}

/**
 * Runs `read` on the tokens `from` up to `to` as if nothing stood around them, and goes on at `after`. What `read` leaves
 * over is an error.
 */
export function within<T>(
  p: Parser,
  from: number,
  to: number,
  after: number,
  refused: T,
  read: (p: Parser) => T,
): T {
  if (p.brackets >= MAX_BRACKETS || p.nesting >= p.depth.most) {
    failTooDeep(p);
    return refused;
  }
  const { end, bar, barSeparates, isBare } = p;
  p.brackets += 1;
  p.nesting += 1;
  p.bar = '';
  p.barSeparates = false;
  p.isBare = false;
  p.pos = from;
  p.end = to;
  const result = read(p);
  if (p.error === undefined && p.pos < to) failUnexpected(p);
  p.brackets -= 1;
  p.nesting -= 1;
  p.end = end;
  p.bar = bar;
  p.barSeparates = barSeparates;
  p.isBare = isBare;
  p.pos = p.error === undefined ? after : end;
  return result;
}

/** Runs `read` without keeping its error; undefined where it had one. */
export function attempt<T>(p: Parser, read: (p: Parser) => T): T | undefined {
  if (p.error !== undefined) return undefined;
  const { pos, unsupported } = p;
  const count = p.notes.length;
  const result = read(p);
  if (p.error === undefined) return result;
  p.error = undefined;
  p.unsupported = unsupported;
  p.notes.length = count;
  p.pos = pos;
  return undefined;
}

export const nameOf = (name: string, start: number, end: number): Name => ({
  kind: 'name',
  name,
  span: { start, end },
});

/** A sign as it is quoted in messages. */
function quoted(p: Parser, at: number): string {
  const token = p.tokens[at]!;
  const isCommand = token.kind === Kind.Root || token.kind === Kind.Accent || token.kind === Kind.Function;
  return `'${isCommand ? '\\' : ''}${SPELLINGS.get(token.kind) ?? token.text}'`;
}

const SPELLINGS: ReadonlyMap<Kind, string> = new Map<Kind, string>([
  [Kind.Frac, '\\frac'],
  [Kind.Partial, '\\partial'],
  [Kind.Nabla, '\\nabla'],
  [Kind.Amp, '&'],
  [Kind.Row, '\\\\'],
  [Kind.In, '\\in'],
  [Kind.To, '\\to'],
  [Kind.Ellipsis, '\\dots'],
  [Kind.Top, '\\top'],
  [Kind.Star, '\\star'],
  [Kind.Slash, '/'],
  [Kind.Forall, '\\forall'],
  [Kind.Quad, '\\quad'],
  [Kind.Over, '\\over'],
  [Kind.And, '\\land'],
  [Kind.Or, '\\lor'],
  [Kind.Not, '\\lnot'],
]);

/** Fails at a token that is wrong wherever it stands; undefined for any other. */
function failKnown(p: Parser): Missing | undefined {
  const at = p.pos;
  const kind = kindAt(p, at);
  const token = p.tokens[at];
  if (token === undefined) return undefined;
  const { start, end, text } = token;
  switch (kind) {
    case Kind.Refused:
      return refuse(p, text, start, end);
    case Kind.Unknown: {
      if (text === '\\left' || text === '\\right') {
        return fail(p, `${text} stands without a bracket. Write one behind it.`, start, end);
      }
      if (text.startsWith('\\'))
        return fail(
          p,
          `The command ${text} is not known. Define it with \\newcommand, or write it out.`,
          start,
          end,
        );
      if (text.startsWith('#')) return fail(p, `${text} stands outside of a macro. Remove it.`, start, end);
      return fail(p, `'${text}' is not part of the notation. Remove it.`, start, end);
    }
    case Kind.Ellipsis:
      return refuse(p, 'An ellipsis (…) leaves open what is meant. Write a sum over an index.', start, end);
    case Kind.Factorial:
      return fail(p, "'!' stands behind nothing that it could be the factorial of. Remove it.", start, end);
    case Kind.Text:
      return refuse(p, `The words “${shorten(text)}” stand in the formula, so it is not read.`, start, end);
    case Kind.Forall:
      return refuse(p, 'A quantifier is read only behind a statement.', start, end);
    default:
      return undefined;
  }
}

export const shorten = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 39)}…`);

/** Fails at a token that cannot follow what was read. */
export function failUnexpected(p: Parser): Missing {
  const known = failKnown(p);
  if (known) return known;
  const at = p.pos;
  if (at >= p.end) return failOperand(p);
  const sign = quoted(p, at);
  switch (kindAt(p, at)) {
    case Kind.Close:
    case Kind.GroupClose:
      return failAt(p, `${sign} closes nothing: no bracket is open here. Remove it.`, at);
    case Kind.Relation:
    case Kind.In:
    case Kind.To:
    case Kind.Colon:
      return failAt(p, `${sign} stands inside an expression. Close the bracket before it.`, at);
    case Kind.Digit:
      return failAt(
        p,
        `An operator is missing before ${sign}. Write \\cdot for a product, braces for a longer script.`,
        at,
      );
    case Kind.Bar:
      return failAt(p, `This ${sign} has no partner. Close every |…|, or remove it.`, at);
    case Kind.Comma:
    case Kind.Semicolon:
    case Kind.Amp:
    case Kind.Row:
    case Kind.Quad:
      return failAt(p, `${sign} is not expected inside this expression. Put a list in brackets.`, at);
    case Kind.Sub:
    case Kind.Sup:
      return failAt(p, `Two scripts ${sign} follow each other. Put braces around the first.`, at);
    default:
      return failAt(p, `${sign} is not expected here. Check what stands before it.`, at);
  }
}

/** Fails where an operand was expected. */
export function failOperand(p: Parser, first = 0): Missing {
  const at = p.pos;
  const known = failKnown(p);
  if (known) return known;
  const kind = kindAt(p, at);
  const before = at - 1;
  if (kind === Kind.End || ENDS.has(kind)) {
    if (before < first) return failAt(p, 'An expression is missing here. Write one, or remove the sign.', at);
    return failAt(
      p,
      `Something is missing after ${quoted(p, before)}. Write it, or remove the sign.`,
      before,
    );
  }
  return failAt(p, `Something is missing before ${quoted(p, at)}. Write it, or remove the sign.`, at);
}

const ENDS: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Close,
  Kind.GroupClose,
  Kind.Comma,
  Kind.Semicolon,
  Kind.Row,
  Kind.Amp,
  Kind.Quad,
  Kind.Finish,
]);

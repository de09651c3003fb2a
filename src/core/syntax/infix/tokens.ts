/** What a token is. Keywords and signs that mean the same share a kind (`and`, `&&`, `∧`). */
export const Kind = {
  End: 0,
  Name: 1,
  Number: 2,
  /** `½` and its kin. */
  Fraction: 3,
  OpenParen: 4,
  CloseParen: 5,
  OpenBracket: 6,
  CloseBracket: 7,
  OpenBrace: 8,
  CloseBrace: 9,
  Bar: 10,
  DoubleBar: 11,
  Comma: 12,
  Semicolon: 13,
  /** The end of a line that holds tokens; inside `[…]` a separator of rows. */
  Newline: 14,
  /** An empty line. */
  Blank: 15,
  Colon: 16,
  Question: 17,
  Plus: 18,
  Minus: 19,
  Times: 20,
  Divide: 21,
  ElementTimes: 22,
  ElementDivide: 23,
  MatrixTimes: 24,
  Power: 25,
  ElementPower: 26,
  /** A run of raised signs such as `²` or `⁻¹`. */
  Superscript: 27,
  /** `ᵀ` */
  Raised: 28,
  Quote: 29,
  Range: 30,
  Ellipsis: 31,
  Assign: 32,
  Equal: 33,
  Approximately: 34,
  Less: 35,
  LessEqual: 36,
  Greater: 37,
  GreaterEqual: 38,
  NotEqual: 39,
  Tilde: 40,
  And: 41,
  Or: 42,
  Not: 43,
  In: 44,
  If: 45,
  Then: 46,
  Else: 47,
  Partial: 48,
  Nabla: 49,
  Root: 50,
  Backslash: 51,
  Dot: 52,
  /** The marker `@grad` where a statement starts. */
  Marker: 53,
  Unknown: 54,
  /** `"…"` or `'…'` where an argument stands. */
  Text: 55,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

/** Number of kinds, for tables. */
export const KINDS = 56;

/** Tokens as parallel lists, in reading order. */
export interface Tokens {
  readonly kinds: Kind[];
  readonly starts: number[];
  readonly ends: number[];
}

export const isRelation = (kind: Kind): boolean => kind >= Kind.Assign && kind <= Kind.NotEqual;

function table(kinds: readonly Kind[]): Uint8Array {
  const marks = new Uint8Array(KINDS);
  for (const kind of kinds) marks[kind] = 1;
  return marks;
}

/** Kinds with which an operand starts, signs aside. */
export const STARTS_OPERAND = table([
  Kind.Name,
  Kind.Number,
  Kind.Fraction,
  Kind.OpenParen,
  Kind.OpenBracket,
  Kind.OpenBrace,
  Kind.Bar,
  Kind.DoubleBar,
  Kind.Partial,
  Kind.Nabla,
  Kind.Root,
]);

/** Operators that need an operand on both sides. */
export const IS_BINARY = table([
  Kind.Plus,
  Kind.Minus,
  Kind.Times,
  Kind.Divide,
  Kind.ElementTimes,
  Kind.ElementDivide,
  Kind.MatrixTimes,
  Kind.Power,
  Kind.ElementPower,
  Kind.And,
  Kind.Or,
]);

/** The closing kind of an opening one. */
export const closerOf = (opener: Kind): Kind => (opener + 1) as Kind;

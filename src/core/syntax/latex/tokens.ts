import type { Style } from '../ast';

/** What a token is. Commands and signs that mean the same share a kind, and `Token.text` tells them apart. */
export const Kind = {
  End: 0,
  /** A letter, or a Greek one spelt out, and a word in upright letters; `text` is its name. */
  Letter: 1,
  Digit: 2,
  Period: 3,
  Comma: 4,
  Semicolon: 5,
  Colon: 6,
  Question: 7,
  Factorial: 8,
  Plus: 9,
  Minus: 10,
  /** `\cdot` and its kin; `text` is the operator. */
  Times: 11,
  Slash: 12,
  /** `{` and `}` that group and are not seen. */
  GroupOpen: 13,
  GroupClose: 14,
  /** Brackets of every sort; `text` is the sign, `.` for none. */
  Open: 15,
  Close: 16,
  /** `|` and `‖`, which open and close. */
  Bar: 17,
  Sub: 18,
  Sup: 19,
  Prime: 20,
  Amp: 21,
  /** `\\` */
  Row: 22,
  /** `\quad` and wider. */
  Quad: 23,
  /** `text` is the relation, `:=` among them. */
  Relation: 24,
  In: 25,
  /** `⇒`, `⇔`, `∴` between statements; `text` is `implies`, `equivalent` or `so`. */
  Arrow: 26,
  /** `\to` */
  To: 27,
  /** A command that names a function, such as `\sin`. */
  Function: 28,
  Frac: 29,
  Root: 30,
  Partial: 31,
  Nabla: 32,
  /** `\sum`, `\prod`, and `\max`, `\min`. */
  Sum: 33,
  /** `\hat` and its kin over one letter; `text` is the word behind the name. */
  Accent: 34,
  /** Words set as text. */
  Text: 35,
  /** `\begin{pmatrix}`; `text` is the name of the environment. */
  Begin: 36,
  Finish: 37,
  Ellipsis: 38,
  Forall: 39,
  And: 40,
  Or: 41,
  Not: 42,
  /** `{a \over b}` */
  Over: 43,
  /** A sign whose meaning is known and not read; `text` is the reason. */
  Refused: 44,
  /** A command that is not known; `text` is its name. */
  Unknown: 45,
  /** `\binom` */
  Binomial: 46,
  /** `\top`, which transposes as a superscript. */
  Top: 47,
  /** `\star` */
  Star: 48,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

export const KINDS = 49;

/** A token; what a macro call expands to stands where the call stands. */
export interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether a blank stands before it. */
  readonly spaced: boolean;
  readonly style?: Style;
  /** A space that is written, such as `\,`, stands before it. */
  readonly gap?: true;
  /** `\left` or `\right` stands before it. */
  readonly strong?: true;
}

/** Kinds that may start an operand. */
export const STARTS_OPERAND: Uint8Array = new Uint8Array(KINDS);
for (const kind of [
  Kind.Letter,
  Kind.Digit,
  Kind.GroupOpen,
  Kind.Open,
  Kind.Bar,
  Kind.Function,
  Kind.Frac,
  Kind.Root,
  Kind.Partial,
  Kind.Nabla,
  Kind.Sum,
  Kind.Accent,
  Kind.Text,
  Kind.Begin,
  Kind.Binomial,
]) {
  STARTS_OPERAND[kind] = 1;
}

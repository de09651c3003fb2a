/**
 * The forms that decide what is a comment: the vocabulary of the language table.
 *
 * A rule is tried where its first character stands, in the order of its row. A pattern must match within a bounded stretch,
 * or within a stretch that it then consumes, so that scanning stays linear.
 */
export type Rule = LineRule | BlockRule | TextRule | SkipRule | HeredocRule | RegexRule;

/** Text, or a pattern together with the characters that it can begin with. */
export type Opener = string | { readonly at: string; readonly pattern: RegExp };

/** A comment up to the end of its line. */
export interface LineRule {
  readonly kind: 'line';
  readonly open: Opener;
  /** How the marker is written, for finding a comment behind a directive. */
  readonly mark: string;
  /** A backslash at the end of the line continues the comment on the next line. */
  readonly continues: boolean;
  /** What ends the comment before its line does. */
  readonly until?: string;
}

/** A comment between two markers. */
export interface BlockRule {
  readonly kind: 'block';
  readonly open: Opener;
  readonly close: string | RegExp;
  /** The opening marker that nests, in languages where comments nest. */
  readonly nests?: RegExp;
  /** Strings inside a comment are read as strings, so that a closing marker in them does not count. */
  readonly quotes: boolean;
  /** A character that may begin every inner line; `*` is a gutter wherever the opening marker has one. */
  readonly gutter?: string;
}

/** A string, or anything else whose content is not code. `$0`, `$1` … in `close` stand for the opener's groups. */
export interface TextRule {
  readonly kind: 'text';
  readonly open: Opener;
  readonly close: string;
  /** The character that takes the next one's meaning away. */
  readonly escape?: string;
  /** The closing marker written twice stands for itself. */
  readonly doubled: boolean;
  /** Whether the text may go on in the next line; otherwise the end of the line ends it, closed or not. */
  readonly multiline: boolean;
  /** Code inside the text. */
  readonly holes: readonly Hole[];
  /** What looks like a hole or a closing marker and is not: `{{` in a C# string. */
  readonly pass: readonly string[];
  /** The opener that nests, as in `%q(a (b) c)`. */
  readonly nests?: string;
  /** More closing characters in a row belong to the text: `""""` ends with one quote inside. */
  readonly greedy: boolean;
  /** What may stand before the opener on its line for the text to be documentation, which counts as a comment. */
  readonly doc?: RegExp;
}

/** `${` … `}` inside a string; `nest` is counted so that braces of the code inside pair up. */
export interface Hole {
  readonly open: string;
  readonly nest: string;
  readonly close: string;
}

/** A stretch that would otherwise be misread: a character literal, an escaped marker. */
export interface SkipRule {
  readonly kind: 'skip';
  readonly open: Opener;
}

/**
 * A text that begins on the next line and ends at a line with a tag. The pattern's last group is the tag. It is a heredoc
 * only where such a line follows, since `<<` is also an operator.
 */
export interface HeredocRule {
  readonly kind: 'heredoc';
  readonly open: Opener;
  /** Whether more may stand on the closing line behind the tag. */
  readonly tail: boolean;
}

/** A regular-expression literal between slashes, which is one only where an operand may stand. */
export interface RegexRule {
  readonly kind: 'regex';
  readonly open: string;
  /** Words after which an operand stands. */
  readonly words: ReadonlySet<string>;
  /** An argument without parentheses may be one: `puts /x/`. */
  readonly argument: boolean;
}

export const line = (mark: string, open: Opener = mark, more: Partial<LineRule> = {}): LineRule => ({
  kind: 'line',
  open,
  mark,
  continues: false,
  ...more,
});

export const block = (open: Opener, close: string | RegExp, more: Partial<BlockRule> = {}): BlockRule => ({
  kind: 'block',
  open,
  close,
  quotes: false,
  ...more,
});

export const text = (open: Opener, close: string, more: Partial<TextRule> = {}): TextRule => ({
  kind: 'text',
  open,
  close,
  doubled: false,
  multiline: false,
  holes: [],
  pass: [],
  greedy: false,
  ...more,
});

export const skip = (at: string, pattern: RegExp): SkipRule => ({ kind: 'skip', open: { at, pattern } });

export const heredoc = (pattern: RegExp, tail: boolean): HeredocRule => ({
  kind: 'heredoc',
  open: { at: '<', pattern },
  tail,
});

export const regex = (words: string, argument = false): RegexRule => ({
  kind: 'regex',
  open: '/',
  words: new Set(words.split(' ')),
  argument,
});

export const pattern = (at: string, source: RegExp): Opener => ({ at, pattern: source });

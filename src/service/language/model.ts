import type { VerdictKind } from '../../core/check/verdict';
import type { Span } from '../../core/text/span';

/** All spans and offsets are UTF-16 offsets of the document. */

export interface Target {
  /** The name that was asked about. */
  readonly origin: Span;
  readonly places: readonly Span[];
}

export interface Highlight {
  readonly span: Span;
  readonly kind: 'read' | 'write';
}

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** What, where and what to do; shown where the user asked. */
export interface Refusal {
  readonly refused: string;
}

/** A name that can be renamed, as it is spelt at the cursor. */
export interface Renamable {
  readonly span: Span;
  readonly text: string;
}

/** One entry of the outline. */
export interface OutlineItem {
  readonly name: string;
  /** What stands behind the name, paler. */
  readonly detail: string;
  readonly kind: 'sheet' | 'input' | 'definition' | 'function' | 'claim';
  /** The verdict of a claim that was judged. */
  readonly verdict?: VerdictKind;
  /** All of it. */
  readonly span: Span;
  /** What is selected when the entry is chosen; inside `span`. */
  readonly selection: Span;
  readonly children: readonly OutlineItem[];
}

export interface Folding {
  readonly span: Span;
  readonly kind: 'region' | 'comment' | 'array';
}

/** The kinds of tokens; the server maps them to those of the protocol. */
const TOKEN_KINDS = [
  'definition',
  'name',
  'input',
  'parameter',
  'constant',
  'function',
  'builtin',
  'keyword',
  'directive',
  'derivative',
  'claim',
  'number',
  'unread',
] as const;
export type TokenKind = (typeof TOKEN_KINDS)[number];

export interface Token {
  readonly span: Span;
  readonly kind: TokenKind;
}

export type CompletionKind =
  | 'input'
  | 'definition'
  | 'function'
  | 'builtin'
  | 'constant'
  | 'keyword'
  | 'directive'
  | 'derivative'
  | 'shape';

export interface CompletionItem {
  readonly label: string;
  /** What is compared with what was written, where it is not the label: `eta` of `η`. */
  readonly filter?: string;
  readonly kind: CompletionKind;
  /** One line beside the label: a shape and a value, a signature. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** What replaces the list's span; with `$1`, `${1:x}` as in snippets where `snippet` is set. */
  readonly text: string;
  readonly snippet: boolean;
  /** Items are listed in the order of these, then of their labels. */
  readonly rank: number;
}

export interface CompletionList {
  /** What is replaced: the word that is being written. */
  readonly span: Span;
  readonly items: readonly CompletionItem[];
  /** Whether these are all; otherwise there may be others once more is written. */
  readonly complete: boolean;
}

export interface SignatureHelp {
  /** As it is shown: `sum(x, axis=…, keepdims=0)`. */
  readonly label: string;
  /** Spans of `label`. */
  readonly parameters: readonly Span[];
  readonly active: number | undefined;
  /** Markdown. */
  readonly documentation: string;
}

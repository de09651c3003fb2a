import type { Span } from '../text/span';
import type { CommentLine } from './gutter';

/** What a document of prose consists of, as far as sheets care; spans are offsets of the text that was split. */
export type DocumentPart = Heading | ScopeEnd | Formula | Comment | StatementFence | CodeFence | Nested;

/** A heading; its section begins at the start of its first line. */
export interface Heading {
  readonly kind: 'heading';
  /** Deeper sections have higher levels; the document itself has level 0. */
  readonly level: number;
  readonly title: string;
  readonly start: number;
}

/** The end of all sections of a level and deeper ones. */
export interface ScopeEnd {
  readonly kind: 'scope-end';
  readonly level: number;
  readonly start: number;
}

/** A formula without its delimiters, in the stretches that are left without gutters. */
export interface Formula {
  readonly kind: 'formula';
  readonly pieces: readonly FormulaPiece[];
}

/** A stretch of a formula; `text` is what it stands for where it is an escape. */
export interface FormulaPiece extends Span {
  readonly text?: string;
}

/** A comment, which may hold directives; `opening` is its opening marker. */
export interface Comment {
  readonly kind: 'comment';
  readonly lines: readonly CommentLine[];
  readonly opening: Span;
  readonly closed: boolean;
}

/** A block of statements in the notation of sheets; `title` names a document that has no heading. */
export interface StatementFence {
  readonly kind: 'statements';
  readonly title: string;
  readonly opening: Span;
  readonly content: readonly Span[];
  readonly closed: boolean;
}

/** A program; `language` is the name behind its fence. */
export interface CodeFence {
  readonly kind: 'code';
  readonly language: string;
  readonly content: readonly Span[];
}

/** A stretch that is a document in itself, inside the section it stands in. */
export interface Nested {
  readonly kind: 'nested';
  readonly content: readonly Span[];
  readonly split: (text: string) => Iterable<DocumentPart>;
}

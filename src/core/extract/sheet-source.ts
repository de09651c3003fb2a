import type { Fragment } from '../text/fragment';
import type { Span } from '../text/span';
import type { WordsAround } from './words-around';

/** A document as an editor or the command line has it. */
export interface SourceDocument {
  /** A name for messages and for choosing a front by its ending; never opened. */
  readonly path: string;
  /** The editor's language identifier, such as `python`; empty when only the path is known. */
  readonly language: string;
  readonly text: string;
  /** The definitions of LaTeX macros that hold beside those of the text. */
  readonly macros?: string;
}

/** The statements of one stretch of a document. */
export interface SourceFragment {
  readonly fragment: Fragment;
  readonly syntax: 'infix' | 'latex';
  /** The row of the language table whose spelling the fragment follows; `sheet` for plain infix. */
  readonly dialect: string;
  /** Nothing marks the text to be checked: it is prose with formulas, which may say anything. */
  readonly unannotated?: true;
  /** What the words around a formula of prose say of it. */
  readonly words?: WordsAround;
}

/**
 * A set of names that belong together. A child sheet sees the names of its parent; a later definition shadows an earlier
 * one for what follows it.
 */
export interface SheetSource {
  readonly title: string;
  /** The stretch of the document that belongs to the sheet, from its opening line to its end. */
  readonly span: Span;
  /** The index of the enclosing sheet in `Extraction.sheets`; parents stand before their children. */
  readonly parent?: number;
  /** In document order. */
  readonly fragments: readonly SourceFragment[];
  /** The index of the section in `Extraction.sections` whose sheet it is. */
  readonly section?: number;
}

/** What could not be extracted: what, where (document offsets) and what to do. */
export interface ExtractionProblem {
  readonly message: string;
  readonly span: Span;
  /** A remark, where nothing is wrong; an error where it is left out. */
  readonly severity?: 'hint';
}

export interface Extraction {
  /** The definitions of LaTeX macros in the document, one below the other; they hold for all of its formulas. */
  readonly macros?: string;
  readonly sheets: readonly SheetSource[];
  readonly problems: readonly ExtractionProblem[];
  /** The sections of a document of prose, those without a sheet included, in document order. */
  readonly sections?: readonly SectionSource[];
}

/** A section of a document of prose, from its heading to the next one of its level; the document itself is the first. */
export interface SectionSource {
  readonly span: Span;
  /** The index of the section around it. */
  readonly parent?: number;
}

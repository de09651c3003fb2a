import type { ClaimKind, Fix, Verdict, VerdictKind } from '../core/check/verdict';
import type { Code } from '../core/sheet/codes';
import type { Span } from '../core/text/span';

/** All spans and offsets are UTF-16 offsets of the document. */

export interface Settings {
  /** How many points a claim is checked at. */
  readonly points: number;
  /** Whether verdicts list every point that was compared. */
  readonly explain?: boolean;
  /** Which hints are shown. */
  readonly hints: {
    readonly values: boolean;
    readonly adjoints: boolean;
    readonly shapes: boolean;
    /** A mark behind each claim of prose that agrees. */
    readonly verdicts: boolean;
  };
  /** Significant digits in hints and hovers. */
  readonly digits: number;
}

export const DEFAULT_SETTINGS: Settings = {
  points: 16,
  hints: { values: true, adjoints: true, shapes: true, verdicts: true },
  digits: 4,
};

export interface ClaimReport {
  readonly span: Span;
  /** The claim as the document writes it, white space folded. */
  readonly text: string;
  readonly kind: ClaimKind;
  /** The index of its sheet in the document. */
  readonly sheet: number;
  readonly verdict: Verdict;
  readonly fixes: readonly Fix[];
  /** It stands in prose that nothing marks to be checked, so only a mistake is worth a mention. */
  readonly unannotated?: true;
}

/** A set of names and claims that belong together. */
export interface SheetReport {
  /** Empty for a sheet without one. */
  readonly title: string;
  readonly span: Span;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Diagnostic {
  readonly span: Span;
  readonly severity: Severity;
  readonly code: Code;
  readonly message: string;
  readonly related: readonly { readonly span: Span; readonly message: string }[];
}

export interface Hint {
  /** Shown right behind this offset. */
  readonly offset: number;
  readonly text: string;
  readonly kind: 'value' | 'adjoint' | 'shape' | 'verdict';
  readonly tooltip: string;
}

export interface Hover {
  readonly span: Span;
  /** Markdown; images are SVG data URIs in the given theme's colour. */
  readonly markdown: string;
}

/** A title above a sheet or claim that runs a command. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly command: 'check' | 'graph';
}

export type Counts = Readonly<Record<VerdictKind, number>>;

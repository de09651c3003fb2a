import type { Fix } from '../core/check/verdict';
import type { SourceDocument } from '../core/extract/sheet-source';
import type { Span } from '../core/text/span';
import type { ClaimView, GraphNodeView, GraphView } from '../protocol/graph-view';
import type { Coverage } from './coverage';
import type { ClaimReport, Counts, Diagnostic, Hint, Hover, Lens, Settings, SheetReport } from './model';

/** A document with its verdicts; the service keeps more inside than it shows. */
export interface CheckedDocument {
  readonly document: SourceDocument;
  readonly sheets: readonly SheetReport[];
  readonly claims: readonly ClaimReport[];
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: Counts;
}

export interface CheckOptions {
  readonly settings: Settings;
  /** An earlier version of the document: what has not changed since keeps its verdicts. */
  readonly before?: CheckedDocument;
  /** Polled between claims. */
  readonly cancelled?: () => boolean;
  readonly onClaim?: (done: number, total: number) => void;
}

type WithSpan<T extends { readonly place?: unknown }> = Omit<T, 'place'>;

/** A computation graph whose sources are spans of the document. */
export interface ServiceGraphView extends Omit<GraphView, 'uri' | 'version' | 'nodes'> {
  readonly nodes: readonly (Omit<WithSpan<GraphNodeView>, 'claims'> & {
    readonly span?: Span;
    readonly claims: readonly (WithSpan<ClaimView> & { readonly span: Span })[];
  })[];
}

/** One of the changes of "fix all": a verified repair of a wrong claim, or the answer to a question. */
export interface ProposedFix {
  /** The claim or question. */
  readonly claim: Span;
  readonly fix: Fix;
  /** The whole claim as it is and as it would be, white space folded. */
  readonly before: string;
  readonly after: string;
}

/** The chain rule for one derivative, in several notations. */
export interface DerivationSteps {
  /** The derivative as the document writes it. */
  readonly title: string;
  /** A sheet of its own whose claims all agree; absent where a sheet cannot say it. */
  readonly sheet?: string;
  /** The steps as lines below the claim; absent where they would not be read there. */
  readonly insertion?: { readonly offset: number; readonly text: string };
  readonly latex: string;
  readonly markdown: string;
}

/** What the surfaces ask; the methods of `service.ts`, so that a surface can be tested with a service that fails. */
export interface Service {
  checkDocument(document: SourceDocument, options: CheckOptions): Promise<CheckedDocument | undefined>;
  hints(checked: CheckedDocument, settings: Settings, range?: Span): readonly Hint[];
  hover(
    checked: CheckedDocument,
    offset: number,
    options: {
      readonly settings: Settings;
      readonly dark: boolean;
      /** The address of the page with a heading for every code. */
      readonly explanations?: string | undefined;
    },
  ): Promise<Hover | undefined>;
  lenses(checked: CheckedDocument): readonly Lens[];
  fixesAt(checked: CheckedDocument, span: Span): readonly Fix[];
  /**
   * The changes of "fix all" that hold when they are made together.
   *
   * @param chosen indices of those that are wanted; all when absent
   */
  fixAll(checked: CheckedDocument, chosen?: readonly number[]): readonly ProposedFix[];
  /** The steps to the derivative at an offset, or why there are none. */
  derivationAt(checked: CheckedDocument, offset: number): DerivationSteps | { readonly message: string };
  /** How the formulas of prose were understood. */
  coverage(checked: CheckedDocument): Coverage;
  /** The same as a page in Markdown. */
  coverageReport(checked: CheckedDocument): string;
  graphView(checked: CheckedDocument, offset?: number): ServiceGraphView | undefined;
  mayHoldSheets(document: SourceDocument): boolean;
}

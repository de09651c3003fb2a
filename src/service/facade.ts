import type { Fix } from '../core/check/verdict';
import type { SourceDocument } from '../core/extract/sheet-source';
import type { Span } from '../core/text/span';
import type { ClaimView, GraphNodeView, GraphView } from '../protocol/graph-view';
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
  graphView(checked: CheckedDocument, offset?: number): ServiceGraphView | undefined;
  mayHoldSheets(document: SourceDocument): boolean;
}

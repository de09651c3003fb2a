import type { Fix } from '../core/check/verdict';
import { fromExcerpt, isOwn } from '../core/extract/excerpts';
import type { Span } from '../core/text/span';
import { booksOf, type CheckedBook } from './checked';
import { coverage } from './coverage';
import { coverageReport as pageOfCoverage } from './coverage-report';
import * as derivation from './derivation';
import type { CheckedDocument, DerivationSteps, ProposedFix, Service, ServiceGraphView } from './facade';
import { proposals, verifiedTogether } from './fix-all';
import * as fixes from './fixes-at';
import * as graph from './graph-view';
import * as hinting from './hints';
import * as hovering from './hover';
import * as lens from './lenses';
import type { Hint, Lens, Settings } from './model';
import { bookAt, booksIn, fixFrom } from './placement';

/**
 * What the surfaces ask of a checked document, asked of the excerpts that it concerns; `facade.ts` says what each of these is.
 */

export { mayHoldSheets } from '../core/extract/extract';
export { checkDocument, countsOf } from './check-document';
export { coverage } from './coverage';

export const coverageReport = (checked: CheckedDocument): string =>
  pageOfCoverage(checked, coverage(checked));

export const hints = (checked: CheckedDocument, settings: Settings, range?: Span): readonly Hint[] =>
  (range === undefined
    ? booksOf(checked).map((book) => ({ book, span: undefined }))
    : booksIn(checked, range)
  )
    .flatMap(({ book, span }) =>
      hinting
        .hints(book, settings, span)
        .filter(({ offset }) => isOwnEnd(book, offset))
        .map((hint) => ({ ...hint, offset: offsetFrom(book, hint.offset) })),
    )
    .sort((a, b) => a.offset - b.offset);

export const hover: Service['hover'] = async (checked, offset, options) => {
  const found = bookAt(checked, offset);
  const shown = found && (await hovering.hover(found.book, found.at, options));
  return shown && { ...shown, span: fromExcerpt(found.book.excerpt, shown.span) };
};

export const lenses = (checked: CheckedDocument): readonly Lens[] =>
  booksOf(checked).flatMap((book) =>
    lens
      .lenses(book)
      .filter(({ span }) => isOwn(book.excerpt, span.start))
      .map((each) => ({ ...each, span: fromExcerpt(book.excerpt, each.span) })),
  );

export const fixesAt = (checked: CheckedDocument, span: Span): readonly Fix[] =>
  booksIn(checked, span).flatMap(({ book, span: own }) =>
    fixes.fixesAt(book, own).map((fix) => fixFrom(book.excerpt, fix)),
  );

export function fixAll(checked: CheckedDocument, chosen?: readonly number[]): readonly ProposedFix[] {
  let before = 0;
  return booksOf(checked).flatMap((book) => {
    const all = verifiedTogether(book, proposals(book));
    const first = before;
    before += all.length;
    const wanted =
      chosen === undefined
        ? all
        : verifiedTogether(
            book,
            all.filter((_, i) => chosen.includes(first + i)),
          );
    return wanted.map((each) => ({
      ...each,
      claim: fromExcerpt(book.excerpt, each.claim),
      fix: fixFrom(book.excerpt, each.fix),
    }));
  });
}

export function derivationAt(
  checked: CheckedDocument,
  offset: number,
): DerivationSteps | { readonly message: string } {
  const found = bookAt(checked, offset);
  if (found === undefined) return derivation.NO_DERIVATIVE;
  const steps = derivation.derivationAt(found.book, found.at);
  if ('message' in steps || steps.insertion === undefined) return steps;
  const { insertion } = steps;
  return { ...steps, insertion: { ...insertion, offset: offsetFrom(found.book, insertion.offset) } };
}

/** Without an offset, or outside of all sheets, the graph of the first sheet that has one. */
export function graphView(checked: CheckedDocument, offset?: number): ServiceGraphView | undefined {
  const found = offset === undefined ? undefined : bookAt(checked, offset);
  const own = found && drawn(found.book, found.at);
  if (own !== undefined) return own;
  for (const book of booksOf(checked)) {
    const view = drawn(book, undefined);
    if (view !== undefined) return view;
  }
  return undefined;
}

function drawn(book: CheckedBook, offset: number | undefined): ServiceGraphView | undefined {
  const view = graph.graphView(book, offset);
  if (view === undefined) return undefined;
  const { excerpt } = book;
  const nodes = view.nodes.map((node) => ({
    ...node,
    ...(node.span && { span: fromExcerpt(excerpt, node.span) }),
    claims: node.claims.map((claim) => ({ ...claim, span: fromExcerpt(excerpt, claim.span) })),
  }));
  return { ...view, nodes };
}

/** An offset behind something belongs to what it is behind of. */
const isOwnEnd = ({ excerpt }: CheckedBook, offset: number): boolean =>
  isOwn(excerpt, Math.max(0, offset - 1));

const offsetFrom = ({ excerpt }: CheckedBook, offset: number): number =>
  fromExcerpt(excerpt, { start: Math.max(0, offset - 1), end: offset }).end;

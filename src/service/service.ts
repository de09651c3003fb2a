import type { CheckableBook } from '../core/check/check';
import { diagnosisBudget } from '../core/check/diagnose/effort';
import type { Fix } from '../core/check/verdict';
import type { SourceDocument } from '../core/extract/sheet-source';
import type { Span } from '../core/text/span';
import { agreementNotes } from './agreement-notes';
import type { CheckedBook, JudgedClaim } from './checked';
import { isCheckedBook } from './checked';
import { coverage } from './coverage';
import { coverageReport as pageOfCoverage } from './coverage-report';
import { declarationFixes } from './declare';
import { diagnosticsOf } from './diagnostics';
import { embedded } from './embedded';
import type { CheckedDocument, CheckOptions, ProposedFix } from './facade';
import { proposals, verifiedTogether } from './fix-all';
import { judge, searchedWhole, textOf } from './judge';
import { type ClaimReport, type Counts, DEFAULT_SETTINGS, type Diagnostic } from './model';
import { queryFixes } from './queries';
import { checkableBookOf } from './read-book';
import { transposeFixes } from './transpose';
import { sheetValues } from './values';

export { mayHoldSheets } from '../core/extract/extract';
export { coverage } from './coverage';
export { derivationAt } from './derivation';
export { graphView } from './graph-view';
export { hints } from './hints';
export { hover } from './hover';
export { lenses } from './lenses';

/**
 * Wall-clock time after which a claim's document stops being judged. Budgets count work, so this is only the last net
 * against a machine that is far slower than any they were sized for.
 */
const LAST_NET_MILLISECONDS = 120_000;

/**
 * Reads a document and judges its claims one by one, giving way to other work between them.
 *
 * @returns undefined when `cancelled` said so
 */
export async function checkDocument(
  document: SourceDocument,
  options: CheckOptions,
): Promise<CheckedDocument | undefined> {
  const checkable = checkableBookOf(document);
  const values = sheetValues(checkable.sheetGraphs[0]!);
  const { claims } = checkable.book;
  const judged: JudgedClaim[] = [];
  const deadline = Date.now() + LAST_NET_MILLISECONDS;
  const searches = diagnosisBudget();
  for (const claim of claims) {
    await otherWork();
    if (options.cancelled?.() === true) return undefined;
    const inTime = Date.now() < deadline;
    judged.push(judge(document, checkable, claim, options.settings, inTime ? searches : undefined));
    options.onClaim?.(judged.length, claims.length);
  }
  const reports = [...judged.map(({ report }) => report), ...unreadReports(document, checkable)].sort(
    (a, b) => a.span.start - b.span.start,
  );
  const checked: CheckedBook = {
    document,
    sheets: checkable.book.sheets.map(({ title, span }) => ({ title, span })),
    claims: reports,
    diagnostics: [...diagnosticsOf(checkable, judged, values), ...agreementNotes(judged)].sort(
      inDocumentOrder,
    ),
    counts: countsOf(reports),
    checkable,
    judged,
    values,
  };
  return checked;
}

const inDocumentOrder = (a: Diagnostic, b: Diagnostic): number =>
  a.span.start - b.span.start || a.span.end - b.span.end;

const otherWork = (): Promise<void> => new Promise((resume) => setImmediate(resume));

function unreadReports(document: SourceDocument, checkable: CheckableBook): ClaimReport[] {
  return checkable.book.unread
    .filter(({ code }) => code !== 'prose')
    .map(({ span, reason, code, sheet, unannotated }) => ({
      span,
      text: textOf(document, span),
      kind: 'identity',
      sheet,
      verdict: { kind: 'unread', code, message: reason, notes: [] },
      fixes: [],
      ...(unannotated && { unannotated }),
    }));
}

export function countsOf(reports: readonly ClaimReport[]): Counts {
  const counts = { agree: 0, disagree: 0, inconclusive: 0, unread: 0 };
  for (const { verdict } of reports) counts[verdict.kind]++;
  return counts;
}

export const coverageReport = (checked: CheckedDocument): string =>
  pageOfCoverage(checked, coverage(checked));

/** In so many claims of a span the mistakes are searched for that the check of the document left aside. */
const MOST_SEARCHED = 4;

/** The repairs of the claims, and the answers to the questions, that touch a span. */
export function fixesAt(checked: CheckedDocument, span: Span): readonly Fix[] {
  if (!isCheckedBook(checked)) return [];
  const touches = (other: { readonly span: Span }): boolean =>
    other.span.start <= span.end && span.start <= other.span.end;
  const { checkable } = checked;
  const options = { points: DEFAULT_SETTINGS.points };
  return [
    ...checked.judged
      .filter(({ claim }) => touches(claim))
      .flatMap((each, i) => (i < MOST_SEARCHED ? searchedWhole(checked, each) : each).report.fixes),
    ...checkable.book.queries
      .filter(touches)
      .flatMap((query) => queryFixes(checkable, query, options))
      .map((fix) => embedded(checked.document, fix)),
    ...checked.judged
      .filter(({ claim }) => touches(claim))
      .flatMap((each) => [
        ...transposeFixes(checkable, each, options),
        ...declarationFixes(checked, each, options),
      ]),
  ];
}

export function fixAll(checked: CheckedDocument, chosen?: readonly number[]): readonly ProposedFix[] {
  if (!isCheckedBook(checked)) return [];
  const all = verifiedTogether(checked, proposals(checked));
  return chosen === undefined
    ? all
    : verifiedTogether(
        checked,
        all.filter((_, i) => chosen.includes(i)),
      );
}

import { type CheckableBook, checkableBook } from '../core/check/check';
import { diagnosisBudget } from '../core/check/diagnose/effort';
import { type Excerpt, excerptsOf, fromExcerpt, isOwn } from '../core/extract/excerpts';
import { extract } from '../core/extract/extract';
import type { Extraction, SourceDocument } from '../core/extract/sheet-source';
import { extractionProblems, readBook } from '../core/sheet/book';
import type { Claim } from '../core/sheet/model';
import { agreementNotes } from './agreement-notes';
import { booksOf, type CheckedBook, type CheckedWhole, type JudgedClaim } from './checked';
import { diagnosticsOf } from './diagnostics';
import type { CheckedDocument, CheckOptions } from './facade';
import { judge, textOf } from './judge';
import type { ClaimReport, Counts, Diagnostic, Settings } from './model';
import { diagnosticFrom, reportFrom } from './placement';
import { readerOf } from './read-source';
import { sheetValues } from './values';

/**
 * Wall-clock time after which a document's claims stop being judged. Budgets count work, so this is only the last net
 * against a machine that is far slower than any they were sized for.
 */
const LAST_NET_MILLISECONDS = 120_000;

/**
 * Reads a document and judges its claims one by one, giving way to other work between them. Excerpts that have been checked
 * before, word for word, keep their verdicts.
 *
 * @returns undefined when `cancelled` said so
 */
export async function checkDocument(
  document: SourceDocument,
  options: CheckOptions,
): Promise<CheckedDocument | undefined> {
  const extraction = extract(document);
  const excerpts = excerptsOf(document, extraction);
  const known = new Map(
    options.before === undefined ? [] : booksOf(options.before).map((book) => [book.key, book]),
  );
  const isWhole = excerpts.length === 1 && excerpts[0]!.document === document;
  const begun: (CheckedBook | BegunBook)[] = [];
  for (const excerpt of excerpts) {
    const key = keyOf(excerpt, options.settings);
    const same = known.get(key);
    if (same !== undefined) begun.push({ ...same, excerpt });
    else {
      await otherWork();
      if (options.cancelled?.() === true) return undefined;
      begun.push(begin(key, excerpt, isWhole ? extraction : extract(excerpt.document), isWhole));
    }
  }
  const total = begun.reduce((sum, each) => sum + ('judged' in each ? 0 : each.claims.length), 0);
  const progress: Progress = { done: 0, total, deadline: Date.now() + LAST_NET_MILLISECONDS };
  const books: CheckedBook[] = [];
  for (const each of begun) {
    const book = 'judged' in each ? each : await finish(each, options, progress);
    if (book === undefined) return undefined;
    books.push(book);
  }
  return wholeOf(document, books, isWhole ? [] : extractionProblems(extraction));
}

/** Equal for excerpts whose verdicts are the same. */
const keyOf = (
  { document: { path, language, text, macros }, pieces }: Excerpt,
  { points, explain }: Settings,
): string => {
  const places = pieces.map(({ at, own }) => `${at}${own ? '!' : ''}`).join();
  return [path, language, points, explain === true, places, macros ?? '', text].join('\0');
};

interface BegunBook {
  readonly key: string;
  readonly excerpt: Excerpt;
  readonly checkable: CheckableBook;
  /** Those of its own section. */
  readonly claims: readonly Claim[];
}

/** @param tellsProblems whether what could not be extracted is told with the excerpt, and not with the whole document */
function begin(key: string, excerpt: Excerpt, extraction: Extraction, tellsProblems: boolean): BegunBook {
  const told = tellsProblems ? extraction : { ...extraction, problems: [] };
  const checkable = checkableBook(readBook(told, readerOf(extraction)));
  const claims = checkable.book.claims.filter(({ span }) => isOwn(excerpt, span.start));
  return { key, excerpt, checkable, claims };
}

interface Progress {
  done: number;
  readonly total: number;
  readonly deadline: number;
}

async function finish(
  { key, excerpt, checkable, claims }: BegunBook,
  options: CheckOptions,
  progress: Progress,
): Promise<CheckedBook | undefined> {
  const { document } = excerpt;
  const values = sheetValues(checkable.sheetGraphs[0]!);
  const judged: JudgedClaim[] = [];
  const searches = diagnosisBudget();
  for (const claim of claims) {
    await otherWork();
    if (options.cancelled?.() === true) return undefined;
    const inTime = Date.now() < progress.deadline;
    judged.push(judge(document, checkable, claim, options.settings, inTime ? searches : undefined));
    progress.done++;
    options.onClaim?.(progress.done, progress.total);
  }
  const own = ({ span }: Pick<Diagnostic, 'span'>): boolean => isOwn(excerpt, span.start);
  const reports = [
    ...judged.map(({ report }) => report),
    ...unreadReports(document, checkable).filter(own),
  ].sort((a, b) => a.span.start - b.span.start);
  return {
    // What was left aside for want of time is judged the next time.
    key: Date.now() < progress.deadline ? key : '',
    document,
    excerpt,
    sheets: checkable.book.sheets.map(({ title, span }) => ({ title, span })),
    claims: reports,
    diagnostics: [...diagnosticsOf(checkable, judged, values), ...agreementNotes(judged)]
      .filter(own)
      .sort(inDocumentOrder),
    counts: countsOf(reports),
    checkable,
    judged,
    values,
  };
}

/** The excerpts put together as their document. */
function wholeOf(
  document: SourceDocument,
  books: readonly CheckedBook[],
  problems: readonly Diagnostic[],
): CheckedWhole {
  const sheets: CheckedDocument['sheets'][number][] = [];
  const claims: ClaimReport[] = [];
  const diagnostics: Diagnostic[] = [...problems];
  for (const { excerpt, checkable, claims: own, diagnostics: told } of books) {
    const place = new Map<number, number>();
    for (const { index, title, span } of checkable.book.sheets) {
      if (!isOwn(excerpt, span.start)) continue;
      place.set(index, sheets.length);
      sheets.push({ title, span: fromExcerpt(excerpt, span) });
    }
    claims.push(...own.map((report) => reportFrom(excerpt, report, place.get(report.sheet) ?? 0)));
    diagnostics.push(...told.map((diagnostic) => diagnosticFrom(excerpt, diagnostic)));
  }
  claims.sort((a, b) => a.span.start - b.span.start);
  diagnostics.sort(inDocumentOrder);
  return { document, sheets, claims, diagnostics, counts: countsOf(claims), books };
}

const inDocumentOrder = (a: Diagnostic, b: Diagnostic): number =>
  a.span.start - b.span.start || a.span.end - b.span.end;

const otherWork = (): Promise<void> => new Promise((resume) => setImmediate(resume));

function unreadReports(document: SourceDocument, { book }: CheckableBook): ClaimReport[] {
  return book.unread
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

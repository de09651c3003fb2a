import { type CheckableBook, checkableBook } from '../core/check/check';
import { diagnosisBudget } from '../core/check/diagnose/effort';
import { type Excerpt, excerptsOf, fromExcerpt, isOwn, wholeExcerpt } from '../core/extract/excerpts';
import { extract, hasExcerpts, outline } from '../core/extract/extract';
import type { Extraction, SourceDocument } from '../core/extract/sheet-source';
import { extractionProblems, readBook } from '../core/sheet/book';
import type { Claim } from '../core/sheet/model';
import { agreementNotes } from './agreement-notes';
import { booksOf, type CheckedBook, type CheckedWhole, type JudgedClaim } from './checked';
import { diagnosticsOf } from './diagnostics';
import type { CheckedDocument, CheckOptions } from './facade';
import { judge, textOf } from './judge';
import { knownBooks } from './known-books';
import type { ClaimReport, Counts, Diagnostic } from './model';
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
  const outlined = hasExcerpts(document) ? outline(document) : undefined;
  const excerpts = outlined === undefined ? [wholeExcerpt(document)] : excerptsOf(document, outlined);
  const known = knownBooks(options.before === undefined ? [] : booksOf(options.before), options.settings);
  const isWhole = excerpts[0]?.isWhole === true;
  const begun: (CheckedBook | BegunBook)[] = [];
  for (const excerpt of excerpts) {
    const same = known(excerpt);
    if (same !== undefined) begun.push(movedTo(excerpt, same));
    else {
      await otherWork();
      if (options.cancelled?.() === true) return undefined;
      begun.push(isWhole ? begin(excerpt, extract(document), true) : beginDetached(excerpt));
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
  return wholeOf(document, books, isWhole || outlined === undefined ? [] : extractionProblems(outlined));
}

/** A checked excerpt at another place of its document; the same where it has not moved. */
function movedTo(excerpt: Excerpt, book: CheckedBook): CheckedBook {
  const isThere = book.excerpt.pieces.every(
    ({ start, end }, i) => start === excerpt.pieces[i]!.start && end === excerpt.pieces[i]!.end,
  );
  return isThere ? book : { ...book, excerpt: { ...excerpt, document: book.document } };
}

interface BegunBook {
  readonly excerpt: Excerpt;
  readonly checkable: CheckableBook;
  /** Those of its own section. */
  readonly claims: readonly Claim[];
}

/** @param tellsProblems whether what could not be extracted is told with the excerpt, and not with the whole document */
function begin(excerpt: Excerpt, extraction: Extraction, tellsProblems: boolean): BegunBook {
  const told = tellsProblems ? extraction : { ...extraction, problems: [] };
  const checkable = checkableBook(readBook(told, readerOf(extraction)));
  const claims = checkable.book.claims.filter(({ span }) => isOwn(excerpt, span.start));
  return { excerpt, checkable, claims };
}

/**
 * Excerpts outlive their versions of the document: a text that is a slice of the document, as engines make them, would keep all of
 * it in memory.
 */
function beginDetached({ document, pieces }: Excerpt): BegunBook {
  const detached = { ...document, text: ` ${document.text}`.slice(1) };
  return begin({ document: detached, pieces }, extract(detached), false);
}

interface Progress {
  done: number;
  readonly total: number;
  readonly deadline: number;
}

async function finish(
  { excerpt, checkable, claims }: BegunBook,
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
    ...(Date.now() < progress.deadline && { settings: options.settings }),
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
  for (const book of books) {
    const placed = placedAt(book, sheets.length);
    sheets.push(...placed.sheets);
    for (const report of placed.claims) claims.push(report);
    for (const diagnostic of placed.diagnostics) diagnostics.push(diagnostic);
  }
  claims.sort((a, b) => a.span.start - b.span.start);
  diagnostics.sort(inDocumentOrder);
  return { document, sheets, claims, diagnostics, counts: countsOf(claims), books };
}

/** What an excerpt tells, told of the document. */
interface Placed extends Pick<CheckedDocument, 'sheets' | 'claims' | 'diagnostics'> {
  /** How many sheets stand before its own. */
  readonly first: number;
}

/** Excerpts that stay where they are tell the same in the next version of the document. */
const placements = new WeakMap<CheckedBook, Placed>();

function placedAt(book: CheckedBook, first: number): Placed {
  const before = placements.get(book);
  if (before?.first === first) return before;
  const { excerpt, checkable, claims, diagnostics } = book;
  const own = checkable.book.sheets.filter(({ span }) => isOwn(excerpt, span.start));
  const place = new Map(own.map(({ index }, i) => [index, first + i]));
  const placed = {
    first,
    sheets: own.map(({ title, span }) => ({ title, span: fromExcerpt(excerpt, span) })),
    claims: claims.map((report) => reportFrom(excerpt, report, place.get(report.sheet) ?? 0)),
    diagnostics: diagnostics.map((diagnostic) => diagnosticFrom(excerpt, diagnostic)),
  };
  placements.set(book, placed);
  return placed;
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

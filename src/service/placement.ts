import type { Fix, Verdict } from '../core/check/verdict';
import { type Excerpt, fromExcerpt, intoExcerpt } from '../core/extract/excerpts';
import type { Span } from '../core/text/span';
import { booksOf, type CheckedBook } from './checked';
import type { CheckedDocument } from './facade';
import type { ClaimReport, Diagnostic } from './model';

/** What is said about an excerpt, said about the document; and where a place of the document is in its excerpt. */

export const diagnosticFrom = (excerpt: Excerpt, diagnostic: Diagnostic): Diagnostic => ({
  ...diagnostic,
  span: fromExcerpt(excerpt, diagnostic.span),
  related: diagnostic.related.map((each) => ({ ...each, span: fromExcerpt(excerpt, each.span) })),
});

export const fixFrom = (excerpt: Excerpt, fix: Fix): Fix => ({
  ...fix,
  span: fromExcerpt(excerpt, fix.span),
});

export const reportFrom = (excerpt: Excerpt, report: ClaimReport, sheet: number): ClaimReport => ({
  ...report,
  span: fromExcerpt(excerpt, report.span),
  sheet,
  verdict: verdictFrom(excerpt, report.verdict),
  fixes: report.fixes.map((fix) => fixFrom(excerpt, fix)),
});

/** Only the places of definitions are the document's; all others are those of a fragment. */
function verdictFrom(excerpt: Excerpt, verdict: Verdict): Verdict {
  if (verdict.diagnoses === undefined) return verdict;
  const diagnoses = verdict.diagnoses.map((diagnosis) =>
    diagnosis.related === undefined
      ? diagnosis
      : {
          ...diagnosis,
          related: { ...diagnosis.related, span: fromExcerpt(excerpt, diagnosis.related.span) },
        },
  );
  return { ...verdict, diagnoses };
}

/** The excerpt about the section that an offset lies in, and the offset in it. */
export function bookAt(
  checked: CheckedDocument,
  offset: number,
): { readonly book: CheckedBook; readonly at: number } | undefined {
  // Where one section ends another begins, which is the one that is meant.
  const books = booksOf(checked);
  for (let i = books.length - 1; i >= 0; i--) {
    const book = books[i]!;
    const at = intoExcerpt(book.excerpt, offset);
    if (at !== undefined) return { book, at };
  }
  return undefined;
}

/** The excerpts about sections that a span touches, each with the part of the span that lies in its own text. */
export const booksIn = (
  checked: CheckedDocument,
  span: Span,
): readonly { readonly book: CheckedBook; readonly span: Span }[] =>
  booksOf(checked).flatMap((book) => {
    const touched = book.excerpt.pieces.filter(
      ({ start, end, own }) => own && start <= span.end && span.start <= end,
    );
    const [first, last] = [touched[0], touched.at(-1)];
    if (first === undefined || last === undefined) return [];
    const start = first.at + Math.max(0, span.start - first.start);
    const end = last.at + Math.min(span.end, last.end) - last.start;
    return [{ book, span: { start, end } }];
  });

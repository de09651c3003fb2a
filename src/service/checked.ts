import type { CheckableBook } from '../core/check/check';
import type { Verdict } from '../core/check/verdict';
import type { Excerpt } from '../core/extract/excerpts';
import type { Claim } from '../core/sheet/model';
import type { CheckedDocument } from './facade';
import type { ClaimReport, Settings } from './model';
import type { SheetValues } from './values';

/** A claim with its verdict and how it is reported. */
export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly report: ClaimReport;
  /** The verdict before any search for the mistake, where the document did not afford the whole one. */
  readonly unsearched?: Verdict;
}

/**
 * What the service keeps of an excerpt beside what it shows. Offsets are those of the excerpt, and only what the excerpt's own
 * section says is judged and told; what the sections around it say is there to be referred to.
 */
export interface CheckedBook extends CheckedDocument {
  /** How it was judged; absent where some of it was left aside for want of time, so that it is judged the next time. */
  readonly settings?: Settings;
  readonly excerpt: Excerpt;
  readonly checkable: CheckableBook;
  readonly judged: readonly JudgedClaim[];
  /** Forward values and adjoints at the values that the sheets give. */
  readonly values: SheetValues;
}

/** A document as its excerpts, each checked by itself. */
export interface CheckedWhole extends CheckedDocument {
  readonly books: readonly CheckedBook[];
}

/** The checked excerpts of a document, in document order. */
export const booksOf = (checked: CheckedDocument): readonly CheckedBook[] =>
  isCheckedWhole(checked) ? checked.books : [];

const isCheckedWhole = (checked: CheckedDocument): checked is CheckedWhole => 'books' in checked;

import type { CheckableBook } from '../core/check/check';
import type { Verdict } from '../core/check/verdict';
import type { Claim } from '../core/sheet/model';
import type { CheckedDocument } from './facade';
import type { ClaimReport } from './model';
import type { SheetValues } from './values';

/** A claim with its verdict and how it is reported. */
export interface JudgedClaim {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly report: ClaimReport;
  /** The verdict before any search for the mistake, where the document did not afford the whole one. */
  readonly unsearched?: Verdict;
}

/** What the service keeps of a checked document beside what it shows. */
export interface CheckedBook extends CheckedDocument {
  readonly checkable: CheckableBook;
  readonly judged: readonly JudgedClaim[];
  /** Forward values and adjoints at the values that the sheets give. */
  readonly values: SheetValues;
}

export const isCheckedBook = (checked: CheckedDocument): checked is CheckedBook =>
  'checkable' in checked && 'values' in checked;

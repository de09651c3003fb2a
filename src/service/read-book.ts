import { type CheckableBook, checkableBook, checkClaim } from '../core/check/check';
import type { CheckOptions } from '../core/check/options';
import type { Verdict } from '../core/check/verdict';
import { extract } from '../core/extract/extract';
import type { Extraction, SourceDocument } from '../core/extract/sheet-source';
import { readBook } from '../core/sheet/book';
import type { Claim } from '../core/sheet/model';
import type { Span } from '../core/text/span';
import { readerOf } from './read-source';

/** A document's names and claims, ready to be judged. */
export const checkableBookOf = (document: SourceDocument): CheckableBook => readCheckable(extract(document));

const readCheckable = (extraction: Extraction): CheckableBook =>
  checkableBook(readBook(extraction, readerOf(extraction)));

/** A replacement of a stretch of a document. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** The text after edits that do not overlap, and where a later offset of the old text has gone. */
export function edited(
  text: string,
  edits: readonly TextEdit[],
): { readonly text: string; moved(offset: number): number } {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start);
  let result = '';
  let done = 0;
  for (const { span, text: inserted } of inOrder) {
    result += text.slice(done, span.start) + inserted;
    done = span.end;
  }
  return {
    text: result + text.slice(done),
    moved: (offset) =>
      inOrder.reduce(
        (at, { span, text: inserted }) =>
          span.end <= offset ? at + inserted.length - (span.end - span.start) : at,
        offset,
      ),
  };
}

/** The verdict on a claim; a fault of ours is no verdict. */
export function judged(checkable: CheckableBook, claim: Claim, options: CheckOptions): Verdict | undefined {
  try {
    return checkClaim(checkable, claim, options);
  } catch {
    return undefined;
  }
}

import type { Fix } from '../core/check/verdict';
import type { Span } from '../core/text/span';
import type { CheckedBook } from './checked';
import { declarationFixes } from './declare';
import { embedded } from './embedded';
import { searchedWhole } from './judge';
import { DEFAULT_SETTINGS } from './model';
import { queryFixes } from './queries';
import { transposeFixes } from './transpose';

/** In so many claims of a span the mistakes are searched for that the check of the document left aside. */
const MOST_SEARCHED = 4;

/** The repairs of the claims, and the answers to the questions, that touch a span. */
export function fixesAt(checked: CheckedBook, span: Span): readonly Fix[] {
  const touches = (other: { readonly span: Span }): boolean =>
    other.span.start <= span.end && span.start <= other.span.end;
  const { checkable } = checked;
  const options = { points: DEFAULT_SETTINGS.points };
  const touched = checked.judged.filter(({ claim }) => touches(claim));
  return [
    ...touched.flatMap((each, i) => (i < MOST_SEARCHED ? searchedWhole(checked, each) : each).report.fixes),
    ...checkable.book.queries
      .filter(touches)
      .flatMap((query) => queryFixes(checkable, query, options))
      .map((fix) => embedded(checked.document, fix)),
    ...touched.flatMap((each) => [
      ...transposeFixes(checkable, each, options),
      ...declarationFixes(checked, each, options),
    ]),
  ];
}

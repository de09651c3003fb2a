import type { Fix } from '../core/check/verdict';
import type { SourceDocument } from '../core/extract/sheet-source';
import type { Claim } from '../core/sheet/model';
import type { Span } from '../core/text/span';
import type { CheckedBook } from './checked';
import { embedded } from './embedded';
import type { ProposedFix } from './facade';
import { searchedWhole } from './judge';
import { DEFAULT_SETTINGS } from './model';
import { queryFixes } from './queries';
import { checkableBookOf, edited, judged } from './read-book';

/** So many claims are searched that the check of the document left aside; the next time it is the turn of others. */
const MOST_SEARCHED = 50;

/** A repair of every wrong claim and an answer to every question that has one, in document order, none across another. */
export function proposals(checked: CheckedBook): ProposedFix[] {
  const { document, judged: all, checkable } = checked;
  const options = { points: DEFAULT_SETTINGS.points };
  let searched = 0;
  const found = [
    ...all
      .filter(({ verdict }) => verdict.kind === 'disagree')
      .map((each) =>
        each.unsearched !== undefined && searched++ < MOST_SEARCHED ? searchedWhole(checked, each) : each,
      )
      .flatMap(({ report: { span, fixes } }) =>
        fixes.slice(0, 1).map((fix) => proposal(document, span, fix)),
      ),
    ...checkable.book.queries.flatMap((query) =>
      queryFixes(checkable, query, options).map((fix) =>
        proposal(document, query.span, embedded(document, fix)),
      ),
    ),
  ].sort((a, b) => a.fix.span.start - b.fix.span.start);
  let end = -1;
  return found.filter(({ fix: { span } }) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}

function proposal({ text }: SourceDocument, claim: Span, fix: Fix): ProposedFix {
  const { span } = fix;
  const before = text.slice(claim.start, claim.end);
  const after = text.slice(claim.start, span.start) + fix.text + text.slice(span.end, claim.end);
  return { claim, fix, before: folded(before), after: folded(after) };
}

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();

const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/**
 * Those of the fixes that hold when all are made together: each claim that is mended agrees, and none that agreed is wrong. Each has been verified by itself
 * already; in a chain of equalities one may undo another.
 */
export function verifiedTogether(
  { document, claims }: CheckedBook,
  fixes: readonly ProposedFix[],
): readonly ProposedFix[] {
  let kept = fixes;
  while (kept.length > 0) {
    const { text, moved } = edited(
      document.text,
      kept.map(({ fix }) => fix),
    );
    const changed = checkableBookOf({ ...document, text });
    const verdictOn = (claim: Claim): string | undefined =>
      judged(changed, claim, { points: DEFAULT_SETTINGS.points })?.kind;
    const holds = ({ claim, fix }: ProposedFix): boolean => {
      const [start, end] = [moved(claim.start), moved(claim.end)];
      const own = changed.book.claims.find(({ span }) => span.start === start && span.end === end);
      if (own === undefined || verdictOn(own) !== 'agree') return false;
      // The sides of a chain belong to two claims each.
      return claims
        .filter(({ span, verdict }) => verdict.kind === 'agree' && contains(span, fix.span))
        .every(({ span }) => {
          const [from, to] = [moved(span.start), moved(span.end)];
          const same = changed.book.claims.find((each) => each.span.start === from && each.span.end === to);
          return same !== undefined && verdictOn(same) === 'agree';
        });
    };
    const held = kept.filter(holds);
    if (held.length === kept.length) return kept;
    kept = held;
  }
  return [];
}

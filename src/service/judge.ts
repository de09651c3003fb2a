import { type CheckableBook, checkClaim } from '../core/check/check';
import { type Diagnosed, diagnosed } from '../core/check/diagnose/diagnosed';
import { type DiagnosisBudget, diagnosisBudget } from '../core/check/diagnose/effort';
import type { CheckOptions } from '../core/check/options';
import { retryBudget } from '../core/check/retry';
import { accusedAsProse, excusedAtOnce } from '../core/check/unannotated';
import type { Verdict } from '../core/check/verdict';
import type { SourceDocument } from '../core/extract/sheet-source';
import type { Claim } from '../core/sheet/model';
import type { Span } from '../core/text/span';
import type { CheckedBook, JudgedClaim } from './checked';
import { embedded } from './embedded';
import { fixesOf } from './fixes';
import { type ClaimReport, DEFAULT_SETTINGS, type Settings } from './model';

/**
 * Judges one claim and searches for its mistake.
 *
 * @param searches what the searches of the document may cost; undefined where there is no time left to judge anything
 */
export function judge(
  document: SourceDocument,
  checkable: CheckableBook,
  claim: Claim,
  settings: Settings,
  searches: DiagnosisBudget | undefined,
): JudgedClaim {
  const report = (verdict: Verdict, fixes: ClaimReport['fixes']): ClaimReport => ({
    span: claim.span,
    text: textOf(document, claim.span),
    kind: claim.kind,
    sheet: claim.sheet,
    verdict,
    fixes: fixes.map((fix) => embedded(document, fix)),
    ...(claim.unannotated && { unannotated: true }),
  });
  if (searches === undefined) return { claim, verdict: OUT_OF_TIME, report: report(OUT_OF_TIME, []) };
  const options = { points: settings.points, explain: settings.explain === true };
  const judged = judgeSafely(checkable, claim, options);
  const searched = search(checkable, claim, judged, options, searches);
  const { verdict } = searched;
  const own = { claim, verdict, report: report(verdict, searched.fixes) };
  return searched.depth === 'whole' ? own : { ...own, unsearched: judged };
}

type Searched = Diagnosed & Pick<ClaimReport, 'fixes'>;

function search(
  checkable: CheckableBook,
  claim: Claim,
  judged: Verdict,
  options: CheckOptions,
  searches: DiagnosisBudget,
): Searched {
  const sharing = { ...options, retry: retryBudget() };
  const diagnosis = explainedSafely(checkable, claim, judged, sharing, searches);
  const { verdict, depth } = diagnosis;
  return {
    ...diagnosis,
    fixes: depth === 'none' ? [] : fixesOf(checkable, claim, verdict, sharing, searches),
  };
}

const wholes = new WeakMap<JudgedClaim, JudgedClaim>();

/** A claim with all that can be found out about its mistake, when somebody asks; the verdict is what it was. */
export function searchedWhole(
  { document, checkable }: Pick<CheckedBook, 'document' | 'checkable'>,
  judged: JudgedClaim,
): JudgedClaim {
  const { claim, unsearched } = judged;
  if (unsearched === undefined) return judged;
  const known = wholes.get(judged);
  if (known !== undefined) return known;
  const options = { points: DEFAULT_SETTINGS.points };
  const { verdict, fixes } = search(checkable, claim, unsearched, options, diagnosisBudget());
  const written = fixes.map((fix) => embedded(document, fix));
  const whole =
    verdict.kind === judged.verdict.kind
      ? { claim, verdict, report: { ...judged.report, verdict, fixes: written } }
      : judged;
  wholes.set(judged, whole);
  return whole;
}

const OUT_OF_TIME: Verdict = {
  kind: 'inconclusive',
  code: 'budget',
  message: 'The check of this document took too long, so this claim was not judged.',
  notes: [],
};

/** A fault of Nabla in one claim must not cost the verdicts of the others. */
function judgeSafely(checkable: CheckableBook, claim: Claim, options: CheckOptions): Verdict {
  try {
    return checkClaim(checkable, claim, options);
  } catch (error) {
    return internal(error);
  }
}

const internal = (error: unknown): Verdict => ({
  kind: 'inconclusive',
  code: 'internal',
  message: `Nabla failed on this claim (${error instanceof Error ? error.message : String(error)}). Please report it.`,
  notes: [],
});

/** Nor must a fault in the search for a mistake; but prose is accused by a whole search only. */
function explainedSafely(
  checkable: CheckableBook,
  claim: Claim,
  judged: Verdict,
  options: CheckOptions,
  searches: DiagnosisBudget,
): Diagnosed {
  try {
    const { points } = options;
    const excuse = excusedAtOnce(checkable, claim, judged, { points });
    if (excuse !== undefined) return { verdict: excuse, depth: 'whole' };
    const { verdict, depth } = diagnosed(checkable, claim, judged, options, searches);
    return { verdict: accusedAsProse(checkable, claim, verdict, { points }), depth };
  } catch (error) {
    return { verdict: claim.unannotated === true ? internal(error) : judged, depth: 'whole' };
  }
}

/** White space folded; a line break inside an array separates its rows, and must stay a separator. */
export const textOf = (document: SourceDocument, { start, end }: Span): string =>
  document.text
    .slice(start, end)
    .replace(/([^,;[\s])[^\S\n]*\r?\n\s*(?=[^[\]]*\])/g, '$1; ')
    .replace(/\s+/g, ' ')
    .trim();

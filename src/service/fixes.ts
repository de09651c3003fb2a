import { type CheckableBook, checkClaim } from '../core/check/check';
import { CHECK_WORK, type DiagnosisBudget } from '../core/check/diagnose/effort';
import { notationOf } from '../core/check/diagnose/notation';
import { type WrittenEdit, writeWhole } from '../core/check/diagnose/writing';
import { type CheckOptions, WORK_BUDGET } from '../core/check/options';
import { retryBudget } from '../core/check/retry';
import { subjectOf } from '../core/check/subject';
import type { Fix, Verdict } from '../core/check/verdict';
import { shortInfix } from '../core/check/wording';
import { writtenNumber } from '../core/sheet/constants';
import type { Claim } from '../core/sheet/model';
import { readExpression } from '../core/syntax/infix/read';
import { toDocument } from '../core/text/fragment';

/** What the check of a repair may cost, beside that of the claim itself. */
const FIX_BUDGET = WORK_BUDGET / 2;

/** Repairs of a claim that was refuted, the smallest first and the derivative as a whole last. All have passed the check. */
export function fixesOf(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
  searches?: DiagnosisBudget,
): Fix[] {
  if (verdict.kind !== 'disagree') return [];
  const { fragment } = claim;
  const repairs = (verdict.diagnoses ?? []).flatMap(({ repair }) => repair ?? []);
  const fixes = repairs.map(({ span, text, right }) => ({
    title: `Replace by ${right}`,
    span: toDocument(fragment, span),
    text,
  }));
  const whole = wholeSide(checkable, claim, verdict);
  if (whole === undefined || repairs.some(({ right }) => bare(right) === bare(whole))) return fixes;
  const edit = editOf(checkable, claim, whole);
  if (edit === undefined || repairs.some(({ right }) => bare(right) === bare(edit.text))) return fixes;
  const retry = options.retry ?? retryBudget();
  const before = retry.left;
  const repaired = checkClaim(
    checkable,
    { ...claim, right: edit.expr },
    { ...options, work: FIX_BUDGET, retry },
  );
  if (searches !== undefined) searches.left -= CHECK_WORK + before - retry.left;
  if (repaired.kind !== 'agree') return fixes;
  return [
    ...fixes,
    { title: `Replace by ${edit.text}`, span: toDocument(fragment, edit.span), text: edit.text },
  ];
}

/** The formula in the place of the right side, in the notation of the document. */
function editOf(
  { book }: CheckableBook,
  claim: Claim,
  formula: string,
): Pick<WrittenEdit, 'expr' | 'span' | 'text'> | undefined {
  const notation = notationOf(book, claim);
  if (notation.isTex) return writeWhole(claim, formula, notation);
  const { expr, errors } = readExpression(formula);
  return errors.length > 0 ? undefined : { expr, span: claim.right.span, text: formula };
}

const bare = (text: string): string => text.replace(/\s/g, '');

/** What the right side should be: a number to the digits that the claim has, or the derivative. */
function wholeSide(checkable: CheckableBook, claim: Claim, verdict: Verdict): string | undefined {
  const number = rightNumber(claim, verdict);
  if (number !== undefined) return number;
  if (claim.kind !== 'derivative' || verdict.expected === undefined) return undefined;
  return holdsForAllSizes(checkable, claim, verdict.expected) ? verdict.expected : undefined;
}

/** Whether the formula is the same at every assignment of open sizes: one that spells a size out would hold for that one only. */
function holdsForAllSizes({ sheetGraphs }: CheckableBook, claim: Claim, formula: string): boolean {
  if (sheetGraphs.length === 1) return true;
  return sheetGraphs.every((sheetGraph) => {
    const subject = subjectOf(sheetGraph, claim);
    return !('failure' in subject) && shortInfix(sheetGraph, subject.left.node) === formula;
  });
}

/** For a number as a claim, the right one to as many decimals as the wrong one has. */
function rightNumber(claim: Claim, verdict: Verdict): string | undefined {
  // The value at a counterexample is no bound.
  if (claim.kind === 'inequality') return undefined;
  const written = writtenNumber(claim.right);
  const worst = verdict.evidence?.worst;
  if (written === undefined || worst === undefined || worst.index.length > 0) return undefined;
  const { expected } = worst;
  if (!Number.isFinite(expected)) return undefined;
  if (Number.isInteger(expected) && Math.abs(expected) < 1e15) return String(expected);
  const text = claim.fragment.text.slice(claim.right.span.start, claim.right.span.end);
  const decimals = /^-?\d*\.(\d+)$/.exec(text.trim())?.[1]?.length ?? 0;
  const rounded = expected.toFixed(Math.min(20, Math.max(decimals, 1)));
  // Fixed decimals would round a small number away.
  return Math.abs(Number(rounded) - expected) < 1e-2 * Math.abs(expected) ? rounded : expected.toPrecision(3);
}

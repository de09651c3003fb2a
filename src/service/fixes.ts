import { type CheckableBook, checkClaim } from '../core/check/check';
import { unroundedClaims } from '../core/check/diagnose/rounded';
import { type CheckOptions, WORK_BUDGET } from '../core/check/options';
import { subjectOf } from '../core/check/subject';
import type { Fix, Verdict } from '../core/check/verdict';
import { shortInfix } from '../core/check/wording';
import { writtenNumber } from '../core/sheet/constants';
import type { Claim } from '../core/sheet/model';
import type { BinaryOperator, Expr } from '../core/syntax/ast';
import { readExpression } from '../core/syntax/infix/read';
import { toDocument } from '../core/text/fragment';

/** What the check of a repair may cost, beside that of the claim itself. */
const FIX_BUDGET = WORK_BUDGET / 2;

/** Repairs of a claim that was refuted. Each has passed the same check as the claim. */
export function fixesOf(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
): Fix[] {
  if (verdict.kind !== 'disagree') return [];
  for (const text of candidates(checkable, claim, verdict)) {
    const { expr, errors } = readExpression(text);
    if (errors.length > 0) continue;
    const repaired = checkClaim(checkable, { ...claim, right: expr }, { ...options, work: FIX_BUDGET });
    if (repaired.kind !== 'agree') continue;
    return [{ title: `Replace by ${text}`, span: toDocument(claim.fragment, claim.right.span), text }];
  }
  return [];
}

/** What may be right instead, the likeliest first. */
function candidates(checkable: CheckableBook, claim: Claim, verdict: Verdict): string[] {
  const number = rightNumber(claim, verdict);
  if (number !== undefined) return [number];
  const exact = [...unroundedClaims(claim)].find(({ note }) => verdict.notes.includes(note));
  if (exact !== undefined) return [exact.text];
  if (claim.kind !== 'derivative' || verdict.expected === undefined) return [];
  const negative = negativeOf(claim, verdict);
  const formula = holdsForAllSizes(checkable, claim, verdict.expected) ? verdict.expected : undefined;
  // The author's own words, where they are not longer than ours.
  const preferred =
    negative !== undefined && negative.length <= verdict.expected.length
      ? [negative, formula]
      : [formula, negative];
  return preferred.filter((text) => text !== undefined);
}

/** Whether the formula is the same at every assignment of open sizes: one that spells a size out would hold for that one only. */
function holdsForAllSizes({ sheetGraphs }: CheckableBook, claim: Claim, formula: string): boolean {
  if (sheetGraphs.length === 1) return true;
  return sheetGraphs.every((sheetGraph) => {
    const subject = subjectOf(sheetGraph, claim);
    return !('failure' in subject) && shortInfix(sheetGraph, subject.left.node) === formula;
  });
}

/** A claim with the other sign, where the worst entry says that the sign is the mistake. */
function negativeOf({ fragment, right }: Claim, { evidence }: Verdict): string | undefined {
  const worst = evidence?.worst;
  if (worst === undefined || Math.abs(worst.claimed + worst.expected) > 1e-9 * Math.abs(worst.expected)) {
    return undefined;
  }
  const text = (expr: Expr): string => fragment.text.slice(expr.span.start, expr.span.end);
  const whole = text(right);
  if (right.kind === 'unary') return right.operator === '-' ? text(right.operand) : undefined;
  if (right.kind !== 'binary')
    return right.kind === 'name' || right.kind === 'call' ? `-${whole}` : undefined;
  if (right.operator === '-' && !isSum(right.left) && !isSum(right.right)) {
    return `${text(right.right)} - ${text(right.left)}`;
  }
  // Behind the sign a sum and a condition need brackets; a product and a quotient keep their meaning without.
  if (!PRODUCTS.has(right.operator)) return `-(${whole})`;
  return whole.startsWith('-') ? whole.slice(1).trimStart() : `-${whole}`;
}

const isSum = (expr: Expr): boolean =>
  expr.kind === 'unary' || (expr.kind === 'binary' && !PRODUCTS.has(expr.operator));

const PRODUCTS: ReadonlySet<BinaryOperator> = new Set(['*', 'juxtapose', '/', '^', '.*', './', '.^', '@']);

/** For a number as a claim, the right one to as many decimals as the wrong one has. */
function rightNumber(claim: Claim, verdict: Verdict): string | undefined {
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

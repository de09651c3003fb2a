import { type CheckableBook, checkClaim } from '../core/check/check';
import type { CheckOptions } from '../core/check/options';
import type { Fix, Verdict } from '../core/check/verdict';
import type { Claim } from '../core/sheet/model';
import { readExpression } from '../core/syntax/infix/read';
import { toDocument } from '../core/text/fragment';

/** Repairs of a claim that was refuted. Each has passed the same check as the claim. */
export function fixesOf(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
): Fix[] {
  if (verdict.kind !== 'disagree' || claim.kind !== 'derivative' || verdict.expected === undefined) return [];
  const { expr, errors } = readExpression(verdict.expected);
  if (errors.length > 0) return [];
  const repaired = checkClaim(checkable, { ...claim, right: expr }, options);
  if (repaired.kind !== 'agree') return [];
  return [
    {
      title: `Replace by ${verdict.expected}`,
      span: toDocument(claim.fragment, claim.right.span),
      text: verdict.expected,
    },
  ];
}

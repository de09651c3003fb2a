import { type CheckableBook, checkClaim } from '../core/check/check';
import type { CheckOptions } from '../core/check/options';
import type { Fix, Verdict } from '../core/check/verdict';
import { writtenNumber } from '../core/sheet/constants';
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
  if (verdict.kind !== 'disagree') return [];
  const text = rightNumber(claim, verdict) ?? (claim.kind === 'derivative' ? verdict.expected : undefined);
  if (text === undefined) return [];
  const { expr, errors } = readExpression(text);
  if (errors.length > 0) return [];
  const repaired = checkClaim(checkable, { ...claim, right: expr }, options);
  if (repaired.kind !== 'agree') return [];
  return [{ title: `Replace by ${text}`, span: toDocument(claim.fragment, claim.right.span), text }];
}

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

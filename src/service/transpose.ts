import type { CheckableBook } from '../core/check/check';
import type { CheckOptions } from '../core/check/options';
import type { Fix } from '../core/check/verdict';
import type { Expr } from '../core/syntax/ast';
import { toDocument } from '../core/text/fragment';
import type { JudgedClaim } from './checked';
import { judged } from './read-book';

/** For a claim that agrees only in another layout: its right side transposed, where that is the derivative as Nabla has it. */
export function transposeFixes(
  checkable: CheckableBook,
  { claim, verdict }: JudgedClaim,
  options: CheckOptions,
): Fix[] {
  if (verdict.code !== 'agree-layout') return [];
  const { fragment, right } = claim;
  const textOf = ({ start, end }: { start: number; end: number }): string => fragment.text.slice(start, end);
  const whole = textOf(right.span);
  const isAtom = right.kind === 'name' || right.kind === 'call' || right.kind === 'array';
  const isTex = checkable.book.sourceOf(fragment)?.syntax === 'latex';
  const [open, close, sign] = isTex ? ['\\left(', '\\right)', '^\\top'] : ['(', ')', "'"];
  const text =
    right.kind === 'transpose'
      ? textOf(right.operand.span)
      : isAtom
        ? `${whole}${sign}`
        : `${open}${whole}${close}${sign}`;
  // Only the kind of the text differs between notations: the claim means the same transposed.
  const expr: Expr =
    right.kind === 'transpose' ? right.operand : { kind: 'transpose', operand: right, span: right.span };
  if (judged(checkable, { ...claim, right: expr }, options)?.code !== 'agree') return [];
  return [{ title: `Transpose: ${text}`, span: toDocument(fragment, right.span), text }];
}

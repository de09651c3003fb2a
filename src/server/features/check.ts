import type { Position } from 'vscode-languageserver';
import type { CheckResult } from '../../protocol/requests';
import type { ClaimReport, Counts } from '../../service/model';
import type { Checked } from '../documents';
import { toProtocol } from './claims';

export const NO_CLAIMS: Counts = { agree: 0, disagree: 0, inconclusive: 0, unread: 0 };

/** The verdicts of the claim at a position, or of the whole document where there is none. */
export function checkResult(checked: Checked, position: Position | undefined): CheckResult {
  const claims = checked.result?.claims ?? [];
  const chosen = position && claimAt(claims, checked, position);
  if (chosen !== undefined) {
    return {
      scope: 'claim',
      claims: [toProtocol(chosen, checked)],
      counts: { ...NO_CLAIMS, [chosen.verdict.kind]: 1 },
    };
  }
  return {
    scope: 'document',
    claims: claims.map((claim) => toProtocol(claim, checked)),
    counts: checked.result?.counts ?? NO_CLAIMS,
  };
}

/** The claim around the cursor, else one on the cursor's line. */
function claimAt(
  claims: readonly ClaimReport[],
  { positions }: Checked,
  position: Position,
): ClaimReport | undefined {
  const offset = positions.offset(position);
  const { line } = positions.position(offset);
  const around = claims.filter(({ span }) => span.start <= offset && offset <= span.end);
  // Claims may nest, as in a chain of equalities; the shortest one is meant.
  const [closest] = around.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  return (
    closest ??
    claims.find(({ span }) => {
      const { start, end } = positions.range(span);
      return start.line <= line && line <= end.line;
    })
  );
}

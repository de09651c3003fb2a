import { describeNumbers, describePoint } from '../../core/check/wording';
import type { CheckedClaim, Counterexample, DocumentClaims } from '../../protocol/requests';
import type { ClaimReport } from '../../service/model';
import type { Checked } from '../documents';

/** The claims of a document under the sheets that hold them; sheets without claims are left out. */
export function documentClaims(checked: Checked): DocumentClaims {
  const { uri, positions, result } = checked;
  if (result === undefined) return { uri, sheets: [] };
  const sheets = result.sheets.map(({ title, span }, sheet) => ({
    title,
    place: positions.range(span),
    claims: result.claims.filter((claim) => claim.sheet === sheet).map((claim) => toProtocol(claim, checked)),
  }));
  return { uri, sheets: sheets.filter(({ claims }) => claims.length > 0) };
}

export function toProtocol({ text, span, verdict }: ClaimReport, { positions }: Checked): CheckedClaim {
  const { expected, claimed } = verdict;
  const counterexample = counterexampleOf(verdict);
  return {
    text,
    verdict: verdict.kind,
    code: verdict.code,
    message: verdict.message,
    ...(expected === undefined ? {} : { expected }),
    ...(claimed === undefined ? {} : { claimed }),
    ...(counterexample === undefined ? {} : { counterexample }),
    notes: verdict.notes,
    place: positions.range(span),
  };
}

function counterexampleOf(verdict: ClaimReport['verdict']): Counterexample | undefined {
  const { kind, counterexample, atGivenValues, evidence } = verdict;
  if (kind !== 'disagree' || counterexample === undefined || evidence?.worst === undefined) return undefined;
  const point = atGivenValues === true ? 'the given values' : describePoint(counterexample);
  return { point, ...describeNumbers(evidence.worst) };
}

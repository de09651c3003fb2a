import { showNumber } from '../print/numbers';
import type { EntryEvidence, Evidence, PointEvidence } from './verdict';
import { describeEntry, describePoint, plural } from './wording';

/** One point of an explanation: where, what is right there, what is claimed, and what follows. */
export interface ExplainedPoint {
  readonly point: string;
  /** The computed value with the bound of its error. */
  readonly expected: string;
  readonly claimed: string;
  readonly outcome: string;
}

/** The evidence of a verdict in words. */
export interface Explanation {
  /** Which reading of the claim the verdict is about. */
  readonly reading: string;
  /** How many points were compared, and how many candidates were no points of the domain. */
  readonly points: string;
  /** Each point, where the check was asked to list them. */
  readonly compared: readonly ExplainedPoint[];
  /** What the difference quotient says; absent where it could not tell. */
  readonly witness?: string;
}

export function explain(evidence: Evidence): Explanation {
  const { points, rejected, atValues, witness } = evidence;
  const given = atValues ? ', the given values among them' : '';
  const outside = rejected === 0 ? '' : `; ${plural(rejected, 'candidate')} lay outside the domain`;
  return {
    reading: READINGS.get(evidence.reading) ?? evidence.reading,
    points: `${plural(points, 'point')}${given}${outside}`,
    compared: (evidence.compared ?? []).map(explainPoint),
    ...(witness === undefined
      ? {}
      : {
          witness:
            `a difference quotient supports the computed derivative: in one direction, at the last point, ` +
            `${withError(witness.quotient, witness.error)} beside ${showNumber(witness.derivative, 10)} ` +
            `(${arithmetic(witness.precision)})`,
        }),
  };
}

const READINGS: ReadonlyMap<string, string> = new Map([
  ['', 'as written'],
  ['total', 'total derivative'],
  ['total, transposed', 'total derivative, transposed'],
  ['total, repeated', 'total derivative, one number for all entries'],
  ['partial', 'partial derivative, other defined names held fixed'],
  ['partial, transposed', 'partial derivative, other defined names held fixed, transposed'],
]);

function explainPoint({ point, given, outcome, worst, precision }: PointEvidence): ExplainedPoint {
  const where = given ? 'the given values' : describePoint(point);
  return {
    point: where === '' ? 'everywhere' : where,
    ...bothNumbers(worst),
    outcome: `${OUTCOMES[outcome]}${describeEntry(worst.index)}${precision > DOUBLE_DIGITS ? `, in ${precision} digits` : ''}`,
  };
}

const OUTCOMES: Readonly<Record<PointEvidence['outcome'], string>> = {
  equal: 'equal',
  different: 'different',
  undecided: 'hidden by rounding',
  'one-sided': 'a one-sided derivative',
};

/** Decimal digits of double precision. */
const DOUBLE_DIGITS = 16;

const arithmetic = (digits: number): string =>
  digits > DOUBLE_DIGITS ? `in ${digits} digits` : 'in double precision';

function bothNumbers(worst: EntryEvidence): { expected: string; claimed: string } {
  if (worst.written !== undefined) return worst.written;
  return {
    expected: withError(worst.expected, worst.expectedRadius),
    claimed: withError(worst.claimed, worst.claimedRadius),
  };
}

const withError = (value: number, error: number): string =>
  error === 0 ? showNumber(value, 10) : `${showNumber(value, 10)} ± ${showNumber(error, 1)}`;

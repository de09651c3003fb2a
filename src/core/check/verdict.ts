import type { Code } from '../sheet/codes';
import type { Span } from '../text/span';
import type { Diagnosis } from './diagnose/diagnosis';

export type VerdictKind = 'agree' | 'disagree' | 'inconclusive' | 'unread';

export type ClaimKind = 'derivative' | 'value' | 'identity' | 'inequality';

/** Entries of a tensor with its sizes; `[]` sizes are a scalar. */
export interface TensorValue {
  readonly shape: readonly number[];
  readonly entries: ArrayLike<number>;
}

/** One entry of a tensor where claim and truth were compared. */
export interface EntryEvidence {
  /** Zero-based indices; empty for a scalar. */
  readonly index: readonly number[];
  readonly claimed: number;
  readonly claimedRadius: number;
  readonly expected: number;
  readonly expectedRadius: number;
  /** Both numbers in more digits than doubles have, where they were needed to tell them apart. */
  readonly written?: { readonly expected: string; readonly claimed: string };
}

/** What a claim and the truth were at one point. */
export interface PointEvidence {
  readonly point: Readonly<Record<string, TensorValue>>;
  /** Whether the point is the one that the sheet gives. */
  readonly given: boolean;
  /**
   * `equal` and `different` are certain; `undecided`: rounding hides which; `one-sided`: at a kink, between the one-sided
   * derivatives.
   */
  readonly outcome: 'equal' | 'different' | 'undecided' | 'one-sided';
  /** The entry that differs most, or the one that is known least. */
  readonly worst: EntryEvidence;
  /** Decimal digits of the arithmetic: 16 is double precision. */
  readonly precision: number;
}

/** A difference quotient beside the derivative that it should equal. */
export interface WitnessEvidence {
  readonly quotient: number;
  /** Bound of the quotient's own error: truncation and cancellation. */
  readonly error: number;
  readonly derivative: number;
  /** Decimal digits of the arithmetic: 16 is double precision. */
  readonly precision: number;
}

/** What the check did and saw; enough to explain the verdict to a person. */
export interface Evidence {
  /** How many points were compared, and how many candidates were outside the domain. */
  readonly points: number;
  readonly rejected: number;
  /** Whether the sheet's own values were among the points. */
  readonly atValues: boolean;
  /** Decimal digits to which claim and truth agree at the worst point; only for agreement. */
  readonly digits?: number;
  readonly worst?: EntryEvidence;
  /** The independent witness: a difference quotient of one entry, in one direction, with its own error bar. */
  readonly witness?: WitnessEvidence;
  /** Each point that was compared, when they were asked for. */
  readonly compared?: readonly PointEvidence[];
  /** `total`, `partial`, `transposed`: the reading under which the verdict holds. */
  readonly reading: string;
}

/** A replacement of document text that makes the claim right. It has passed the same check. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

export interface Verdict {
  readonly kind: VerdictKind;
  /** One of the codes of `docs/verdicts.md`. */
  readonly code: Code;
  /** One or two sentences: what is so, where, what to do. */
  readonly message: string;
  readonly notes: readonly string[];
  /** As a sheet would write them; only for disagreement. */
  readonly expected?: string;
  readonly claimed?: string;
  /** The point that refutes the claim, by input name. */
  readonly counterexample?: Readonly<Record<string, TensorValue>>;
  /** Whether the counterexample is the point that the sheet gives. */
  readonly atGivenValues?: boolean;
  readonly evidence?: Evidence;
  /** What is probably wrong, the likeliest first; only for a disagreement that was searched. */
  readonly diagnoses?: readonly Diagnosis[];
}

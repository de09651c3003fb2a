import type { Code } from '../sheet/codes';
import type { Span } from '../text/span';

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
  /** The independent witness: the extrapolated difference quotient of one entry with its own error bar. */
  readonly witness?: { readonly quotient: number; readonly error: number };
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
}

/** What a rule is asked and what it answers. */

/** A function with the derivative that is claimed for it, at one point. */
export interface Question {
  readonly f: (x: number) => number;
  readonly claimed: number;
  readonly x: number;
  /** A whole number of hundredths from -9 to 9, for rules that take a random tangent. */
  readonly tangent: number;
}

/** `none` where the tool's own estimate is no finite number. */
export type Answer = 'accepts' | 'accuses' | 'none';

export interface Rule {
  readonly name: string;
  /** Version that the rule was taken from. */
  readonly version: string;
  /** Steps and tolerances, as printed with the table. */
  readonly settings: string;
  answer(question: Question): Answer;
}

/** Whether `claimed` is within `tolerance` of a numeric derivative. */
export function within(claimed: number, numeric: number, tolerance: number): Answer {
  if (!Number.isFinite(numeric)) return 'none';
  return Math.abs(claimed - numeric) <= tolerance ? 'accepts' : 'accuses';
}

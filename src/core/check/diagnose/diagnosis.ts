import type { Span } from '../../text/span';

/** Every mistake that is told apart; each has a heading of its own in `docs/mistakes.md`. */
export const MISTAKES = [
  'sign',
  'factor',
  'constant',
  'transposed',
  'other-variable',
  'other-function',
  'not-differentiated',
  'integrated',
  'mean-or-sum',
  'missing-factor',
  'extra-factor',
  'missing-term',
  'extra-term',
  'missing-path',
  'product-rule',
  'quotient-rule',
  'activation',
  'exponent',
  'function',
  'name',
  'number',
  'operator',
  'order',
  'index',
  'axis',
  'batch-sum',
  'product-kind',
  'kronecker',
  'branch',
  'rounded',
  'number-value',
  'several',
] as const;

export type Mistake = (typeof MISTAKES)[number];

/** A replacement in the text of a claim's right side; it has passed the check that refuted the claim. */
export interface Repair {
  /** The fragment's span that is replaced. */
  readonly span: Span;
  readonly text: string;
  /** The whole right side as it reads then. */
  readonly right: string;
}

/** What is probably wrong with a refuted claim. */
export interface Diagnosis {
  readonly mistake: Mistake;
  /** One or two sentences, in the names of the sheet. */
  readonly message: string;
  /** The sub-term that is wrong, in the claim's fragment. */
  readonly span: Span;
  /** The definition whose derivative is concerned, by its span in the document. */
  readonly related?: { readonly span: Span; readonly message: string };
  readonly repair?: Repair;
}

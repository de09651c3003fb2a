import type { Span } from '../../text/span';

/** Every mistake that is told apart; each has a heading of its own in `docs/mistakes.md`. */
export const MISTAKES = [
  'sign',
  'factor',
  'mean-or-sum',
  'constant',
  'transposed',
  'other-variable',
  'other-function',
  'not-differentiated',
  'integrated',
  'differentiated-twice',
  'missing-factor',
  'extra-factor',
  'activation',
  'missing-path',
  'product-rule',
  'quotient-rule',
  'regulariser',
  'exponent',
  'function',
  'softmax',
  'missing-term',
  'extra-term',
  'name',
  'number',
  'operator',
  'part',
  'branch',
  'axis',
  'index',
  'batch-sum',
  'order',
  'product-kind',
  'kronecker',
  'rounded',
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

/** A place of the document that has to do with a mistake. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** What is probably wrong with a refuted claim. */
export interface Diagnosis {
  readonly mistake: Mistake;
  /** One or two sentences, in the names of the sheet. */
  readonly message: string;
  /** The sub-term that is wrong, in the claim's fragment. */
  readonly span: Span;
  /** The definition whose derivative is concerned, by its span in the document. */
  readonly related?: Related;
  readonly repair?: Repair;
}

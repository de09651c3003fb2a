/**
 * What the searches for the mistakes of one document may still cost together, in elementary operations. Work is counted, not
 * time, so that the same document gets the same answers everywhere.
 */
export interface DiagnosisBudget {
  left: number;
}

/** All searches of one document: about a second on a slow machine. */
const DOCUMENT_WORK = 4e8;

/** What the likeliest mistakes may cost beyond that, when the rest is spent. */
const LIKELY_WORK = 2e8;

export const diagnosisBudget = (): DiagnosisBudget => ({ left: DOCUMENT_WORK });

/** How far the mistake in one claim is searched for: by all edits, by the likeliest mistakes alone, or not at all. */
export type Depth = 'whole' | 'likely' | 'none';

/** The first claims of a document get the whole search, later ones the likeliest mistakes, and the last nothing. */
export function depthFor({ left }: DiagnosisBudget): Depth {
  if (left > 0) return 'whole';
  return left > -LIKELY_WORK ? 'likely' : 'none';
}

/** What the search for the mistake of one claim may cost: about a tenth of a second on a slow machine. */
export const CLAIM_WORK = 3.5e7;

/** What one candidate costs before it is evaluated: its expression is built into a graph, and compiled. */
export const CANDIDATE_WORK = 4000;

/** Evaluating is a part of what it costs to have the entries of a candidate and to compare them. */
export const EVALUATION_FACTOR = 2;

/** What a search costs that ends before its first candidate, and what each check of a repair costs beside its points. */
export const CONTEXT_WORK = 1e6;
export const CHECK_WORK = 1.5e6;

/** What it costs to read the section of a repair again. */
export const REREAD_WORK = 3e6;

/** The sides of a repair are evaluated with error bounds at each point, the left one by a difference quotient as well. */
export const POINT_FACTOR = 8;

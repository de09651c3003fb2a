import type { Candidate } from './candidate';
import { type Context, equalsTruth } from './context';
import { replacedAt } from './tree';

/** What a search may still spend, in elementary operations and candidates. */
export interface Budget {
  candidates: number;
  work: number;
}

/** Candidates that are compiled together. */
const BATCH = 400;

/**
 * The candidates with which the right side equals the truth at the points of the context, the cheapest first. Candidates
 * that are the same formula in other words are tried once.
 */
export function hitsAmong(context: Context, candidates: readonly Candidate[], budget: Budget): Candidate[] {
  const { scratch } = context;
  const sorted = [...candidates].sort((a, b) => a.cost - b.cost);
  const hits: Candidate[] = [];
  const seen = new Set<number>();
  for (let from = 0; from < sorted.length && budget.candidates > 0 && budget.work > 0; from += BATCH) {
    const batch = sorted.slice(from, from + Math.min(BATCH, budget.candidates)).flatMap((candidate) => {
      budget.candidates--;
      const value = scratch.lower(replacedAt(candidate.position, candidate.replacement));
      if (value === undefined || seen.has(value.node)) return [];
      seen.add(value.node);
      return [{ candidate, value }];
    });
    const before = scratch.work;
    // Most fail at the first point already.
    const first = scratch.evaluate(
      batch.map(({ value }) => value),
      1,
    );
    const left = batch.filter((_, i) => {
      const valued = first[i];
      return valued !== undefined && equalsTruth({ ...context, points: 1 }, valued);
    });
    const all = scratch.evaluate(left.map(({ value }) => value));
    for (const [i, { candidate }] of left.entries()) {
      const valued = all[i];
      if (valued !== undefined && equalsTruth(context, valued)) hits.push(candidate);
    }
    budget.work -= scratch.work - before;
    if (hits.length >= ENOUGH) break;
  }
  return hits;
}

/** More hits than this are not looked for. */
const ENOUGH = 12;

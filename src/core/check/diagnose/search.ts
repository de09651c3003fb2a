import { sizeOf } from '../../graph/shape';
import type { Value } from '../../sheet/lowering/value';
import type { Candidate } from './candidate';
import { type Context, equalsTruth, factorToTruth } from './context';
import { replacedAt } from './tree';

/** What a search may still spend, in elementary operations and candidates. */
export interface Budget {
  candidates: number;
  work: number;
}

/** Candidates that are compiled together. */
const BATCH = 400;

/** A candidate of so many parts costs no more than others. */
const USUAL_PARTS = 50;

/** More hits than this are not looked for. */
const ENOUGH = 12;

/** The entries of so large an array tell at one point already whether a candidate may fit. */
const LARGE = 3;

interface Tried {
  readonly candidate: Candidate;
  readonly value: Value;
}

function fittingAtFirst(context: Context, batch: readonly Tried[]): Tried[] {
  const first = { ...context, points: 1 };
  const values = context.scratch.evaluate(
    batch.map(({ value }) => value),
    1,
  );
  return batch.filter((_, i) => {
    const valued = values[i];
    return valued !== undefined && (equalsTruth(first, valued) || factorToTruth(first, valued) !== undefined);
  });
}

export interface Hits {
  /** Candidates with which the right side is the truth. */
  readonly exact: readonly Candidate[];
  /** Candidates with which it is a constant multiple of the truth: one more edit, and it is right. */
  readonly scaled: readonly { readonly candidate: Candidate; readonly factor: number }[];
}

/**
 * The candidates with which the right side equals the truth at the points of the context, the cheapest first. Candidates
 * that are the same formula in other words are tried once.
 */
export function hitsAmong(context: Context, candidates: readonly Candidate[], budget: Budget): Hits {
  const { scratch } = context;
  const sorted = [...candidates].sort((a, b) => a.cost - b.cost);
  const exact: Candidate[] = [];
  const scaled: { candidate: Candidate; factor: number }[] = [];
  const seen = new Set<number>();
  const isLarge = sizeOf(context.truths[0]?.shape ?? []) >= LARGE;
  for (let from = 0; from < sorted.length; from += BATCH) {
    if (budget.candidates <= 0 || budget.work <= 0) break;
    const batch = sorted.slice(from, from + Math.min(BATCH, budget.candidates)).flatMap((candidate) => {
      const built = scratch.parts;
      const value = scratch.lower(replacedAt(candidate.position, candidate.replacement));
      // Every operation above the edit is built anew, in a family for each of its entries.
      const rebuilt = Math.max(candidate.position.depth, scratch.parts - built - USUAL_PARTS);
      budget.candidates -= 1 + Math.floor(rebuilt / 8);
      if (value === undefined || seen.has(value.node)) return [];
      seen.add(value.node);
      return [{ candidate, value }];
    });
    const before = scratch.work;
    const fitting = isLarge ? fittingAtFirst(context, batch) : batch;
    const values = scratch.evaluate(fitting.map(({ value }) => value));
    for (const [i, { candidate }] of fitting.entries()) {
      const valued = values[i];
      if (valued === undefined) continue;
      if (equalsTruth(context, valued)) exact.push(candidate);
      else if (scaled.length < ENOUGH) {
        const factor = factorToTruth(context, valued);
        if (factor !== undefined) scaled.push({ candidate, factor });
      }
    }
    budget.work -= scratch.work - before;
    if (exact.length >= ENOUGH) break;
  }
  return { exact, scaled };
}

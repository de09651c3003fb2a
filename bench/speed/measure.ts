import { performance } from 'node:perf_hooks';

/** What one run of each contender costs, in nanoseconds, in the order given. */
export type Costs = readonly number[];

export interface MeasureOptions {
  readonly rounds?: number;
  /** How long one round of one contender takes. */
  readonly milliseconds?: number;
}

/**
 * Times functions against each other: in rounds, each function in turn in each round, so that a machine that slows down slows
 * all of them down. Of each function the fastest round counts, which is the one that was disturbed least. Functions run often
 * enough before that they are compiled.
 */
export function measure(
  contenders: readonly (() => void)[],
  { rounds = 21, milliseconds = 12 }: MeasureOptions = {},
): Costs {
  const runs = contenders.map((contender) => runsWithin(contender, milliseconds));
  const best = contenders.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    contenders.forEach((contender, i) => {
      best[i] = Math.min(best[i]!, timeOf(contender, runs[i]!) / runs[i]!);
    });
  }
  return best;
}

/** How often a function runs in the given time, found by doubling; warms it up on the way. */
function runsWithin(contender: () => void, milliseconds: number): number {
  for (let runs = 1; ; runs *= 2) {
    const nanoseconds = timeOf(contender, runs);
    if (nanoseconds > milliseconds * 1e6)
      return Math.max(1, Math.round((runs * milliseconds * 1e6) / nanoseconds));
  }
}

function timeOf(contender: () => void, runs: number): number {
  const start = performance.now();
  for (let i = 0; i < runs; i++) contender();
  return (performance.now() - start) * 1e6;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

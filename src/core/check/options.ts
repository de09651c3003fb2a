import type { RetryBudget } from './retry';

/** What a check may spend and how hard it tries. */
export interface CheckOptions {
  /** At how many points a claim is compared. */
  readonly points: number;
  /** Elementary operations that the claim may cost; `WORK_BUDGET` where it is absent. */
  readonly work?: number;
  /** What computing in more digits than doubles have may still cost, where several checks share it. */
  readonly retry?: RetryBudget;
  /** Whether the evidence lists every point. */
  readonly explain?: boolean;
  /** Nobody is accused by this check, which only asks whether a claim agrees: what might excuse it otherwise is not looked for. */
  readonly tentative?: boolean;
}

export const DEFAULT_CHECK: CheckOptions = { points: 16 };

/**
 * Elementary arithmetic operations that one claim may cost, so that it stays under a quarter of a second on a slow machine.
 * Counting work instead of time keeps verdicts the same everywhere.
 */
export const WORK_BUDGET = 4e7;

/** Fewer points than this are no evidence for agreement. */
export const LEAST_POINTS = 4;

/**
 * Claims of which `WORK_BUDGET` does not afford that many points, because their arrays are large, are judged at fewer: so
 * many entries of odd values do not conspire. They may cost this much, one to three seconds; a document can be cancelled between claims.
 */
export const LARGE_BUDGET = 1.2e9;
export const LARGE_POINTS = 3;

/** Inputs with fewer entries than this are not large, however much work they cause. */
export const LARGE_ENTRIES = 256;

/** How many candidates are tried for each point wanted before the domain counts as too narrow. */
export const ATTEMPTS_PER_POINT = 24;

import type { ShapeId, ShapeStore } from './store';

/**
 * A relation between shapes. `propagate` adds what follows from what is known and returns true once nothing more can
 * follow. `guess`, tried only when no relation propagates any more, chooses the most usual of the readings that are left;
 * lower `rank`s of guesses go first.
 */
export interface Constraint {
  propagate(store: ShapeStore): boolean;
  readonly guesses: readonly Guess[];
}

export interface Guess {
  readonly rank: number;
  /** Returns whether it chose anything. */
  apply(store: ShapeStore): boolean;
}

/** The order in which open questions are settled by convention. */
export const GuessRank = {
  claim: 0,
  /** A name in a sum with an array. */
  name: 1,
  product: 2,
  array: 3,
  /** A name in a sum with a computed scalar. */
  offset: 4,
  /** A formula in a sum with an array. */
  sum: 5,
  scalar: 6,
} as const;

/**
 * `usual` takes what people most often mean; `vectors` makes nothing of capital letters where an array is missing a rank;
 * `scalars` takes every name for a scalar that nothing else settles. Where they differ, a claim has several readings.
 */
export type GuessPolicy = 'usual' | 'vectors' | 'scalars';

/**
 * Runs all constraints to their fixed point, guessing where they leave a choice. What the definitions say goes before what
 * the claims say, because a claim may be wrong.
 */
export function solve(
  store: ShapeStore,
  definitions: readonly Constraint[],
  claims: readonly Constraint[],
  leaves: readonly ShapeId[],
  policy: GuessPolicy = 'usual',
): { guessed: boolean } {
  const propagate = (constraints: readonly Constraint[]): Constraint[] => {
    let rest = [...constraints];
    let before: number;
    do {
      before = store.version;
      rest = rest.filter((constraint) => !constraint.propagate(store));
    } while (store.version !== before);
    return rest;
  };
  let open = [...propagate(definitions), ...claims];
  const guesses = [...definitions, ...claims]
    .flatMap((constraint) => constraint.guesses)
    .filter((guess) => policy !== 'scalars' || guess.rank === GuessRank.claim)
    .sort((a, b) => a.rank - b.rank);
  let guessed = false;
  for (;;) {
    open = propagate(open);
    if (guesses.some((guess) => guess.apply(store))) {
      guessed = true;
      continue;
    }
    const leaf = leaves.find((id) => store.rank(id) === undefined);
    if (leaf === undefined) return { guessed };
    store.setRank(leaf, 0);
  }
}

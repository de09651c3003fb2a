import { Agenda } from './agenda';
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
 *
 * A constraint or guess is looked at again only when something that it read has changed, so that the work is in proportion
 * to what is found out, and a document of many sheets costs as much as its sheets one by one.
 */
export function solve(
  store: ShapeStore,
  definitions: readonly Constraint[],
  claims: readonly Constraint[],
  leaves: readonly ShapeId[],
  policy: GuessPolicy = 'usual',
): { guessed: boolean } {
  const constraints = [...definitions, ...claims];
  const guesses = constraints
    .flatMap((constraint) => constraint.guesses)
    .filter((guess) => policy !== 'scalars' || guess.rank === GuessRank.claim)
    .sort((a, b) => a.rank - b.rank);
  const open = new Uint8Array(constraints.length).fill(1);
  const propagations = new Agenda(constraints.length);
  const choices = new Agenda(guesses.length);

  // Readers of the store are the constraints, and behind them the guesses.
  const wake = (reader: number): void => {
    if (reader >= constraints.length) choices.add(reader - constraints.length);
    else if (open[reader] === 1) propagations.add(reader);
  };
  store.onChange(wake, () => {
    for (let reader = 0; reader < active; reader++) wake(reader);
    for (let guess = 0; guess < guesses.length; guess++) choices.add(guess);
  });
  const propagate = (): void => {
    for (let at = propagations.take(); at !== undefined; at = propagations.take()) {
      if (open[at] === 1 && store.readBy(at, () => constraints[at]!.propagate(store))) open[at] = 0;
    }
  };
  /** Makes the first guess that has something to choose. */
  const guess = (): boolean => {
    choices.restart();
    for (let at = choices.take(); at !== undefined; at = choices.take()) {
      if (!store.readBy(constraints.length + at, () => guesses[at]!.apply(store))) continue;
      choices.add(at);
      return true;
    }
    return false;
  };

  let active = definitions.length;
  for (let at = 0; at < active; at++) propagations.add(at);
  propagate();
  active = constraints.length;
  for (let at = definitions.length; at < active; at++) propagations.add(at);
  for (let at = 0; at < guesses.length; at++) choices.add(at);
  let guessed = false;
  let leaf = 0;
  for (;;) {
    propagate();
    if (guess()) {
      guessed = true;
      continue;
    }
    while (leaf < leaves.length && store.rank(leaves[leaf]!) !== undefined) leaf++;
    if (leaf === leaves.length) return { guessed };
    store.setRank(leaves[leaf]!, 0);
  }
}

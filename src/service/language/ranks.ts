/** The groups of a list of completions, the likeliest first. */
export const RANK = {
  argument: 0,
  derivative: 1,
  own: 2,
  outer: 3,
  word: 4,
  function: 5,
  constant: 6,
} as const;

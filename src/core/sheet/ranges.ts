/** The least and the greatest value of a function, and how to say it. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
  readonly words: string;
}

const nonnegative: ValueRange = { low: 0, high: Number.POSITIVE_INFINITY, words: 'is never negative' };
const fraction: ValueRange = { low: 0, high: 1, words: 'lies between 0 and 1' };
const signed: ValueRange = { low: -1, high: 1, words: 'lies between −1 and 1' };

const RANGES: ReadonlyMap<string, ValueRange> = new Map([
  ...['relu', 'ReLU', 'exp', 'abs', 'norm', 'sqrt', 'softplus', 'square'].map(
    (name) => [name, nonnegative] as const,
  ),
  ...['sigmoid', 'sigma', 'softmax'].map((name) => [name, fraction] as const),
  ...['tanh', 'sin', 'cos', 'sign'].map((name) => [name, signed] as const),
]);

/** The range of a built-in function of real arguments, where it is bounded. */
export const rangeOf = (name: string): ValueRange | undefined => RANGES.get(name);

import { type Rule, within } from './rule';

/** A method on a grid: its coefficients, those at the neighbours of the middle, and the factors of its error bound. */
interface Method {
  readonly grid: readonly number[];
  readonly order: number;
  readonly coefficients: readonly number[];
  readonly neighbours: readonly (readonly number[])[];
  readonly derivativeFactor: number;
  readonly noiseFactor: number;
}

const CONDITION = 10;
/** The distance from the point that ChainRulesTestUtils allows. */
const MAX_RANGE = 1e-2;
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** Solves the small linear system of Taylor's theorem by elimination with pivots. */
function coefficientsOf(grid: readonly number[], order: number): number[] {
  const n = grid.length;
  const rows = grid.map((_, i) => [...grid.map((g) => g ** i), i === order ? factorial(order) : 0]);
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((at, row, i) => (Math.abs(row[k]!) > Math.abs(rows[at]![k]!) ? k + i : at), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]! / rows[k]![k]!;
      rows[i] = rows[i]!.map((value, j) => value - factor * rows[k]![j]!);
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

function centralMethod(points: number, order: number): Method {
  const half = (points - 1) / 2;
  const grid = Array.from({ length: points }, (_, i) => i - half);
  const coefficients = coefficientsOf(grid, order);
  return {
    grid,
    order,
    coefficients,
    neighbours: [-1, 0, 1].map((by) =>
      coefficientsOf(
        grid.map((g) => g + by),
        order,
      ),
    ),
    derivativeFactor:
      coefficients.reduce((sum, c, i) => sum + Math.abs(c * grid[i]! ** points), 0) / factorial(points),
    noiseFactor: coefficients.reduce((sum, c) => sum + Math.abs(c), 0),
  };
}

const METHOD = centralMethod(5, 1);
const BOUND = centralMethod(7, 5);

const estimateOf = (values: readonly number[], coefficients: readonly number[], h: number, order: number) =>
  values.reduce((sum, value, i) => sum + value * coefficients[i]!, 0) / h ** order;

/** The step that balances truncation and rounding, for a magnitude of the next derivative and a noise of the values. */
function stepOf(
  { grid, order, derivativeFactor, noiseFactor }: Method,
  derivative: number,
  noise: number,
): number {
  const points = grid.length;
  return (
    ((order / (points - order)) * ((noise * noiseFactor) / (derivative * derivativeFactor))) ** (1 / points)
  );
}

function limited(method: Method, step: number, range: number): number {
  const furthest = Math.max(...method.grid.map(Math.abs));
  return Math.min(step, range / furthest, 1000 * stepOf(method, CONDITION, Number.EPSILON));
}

/** The distance to the next double, as Julia's `eps(x)`. */
function spacing(x: number): number {
  return x === 0
    ? Number.MIN_VALUE
    : Math.max(Number.MIN_VALUE, 2 ** (Math.floor(Math.log2(Math.abs(x))) - 52));
}

/** The step that `central_fdm(5, 1; max_range)` takes after one round of adaptation, at 0. */
export function centralStep(f: (t: number) => number, range = MAX_RANGE): number {
  const wide = limited(BOUND, stepOf(BOUND, CONDITION, Number.EPSILON), range);
  const around = BOUND.grid.map((g) => f(wide * g));
  const slope = Math.max(...BOUND.neighbours.map((c) => Math.abs(estimateOf(around, c, wide, BOUND.order))));
  const size = Math.max(...around.map(Math.abs));
  const wanted =
    slope === 0 || size === 0
      ? stepOf(METHOD, CONDITION, Number.EPSILON)
      : stepOf(METHOD, slope, spacing(size));
  return limited(METHOD, wanted, range);
}

/** The derivative at 0 by that step. */
export function centralFdm(f: (t: number) => number): number {
  const step = centralStep(f);
  const values = METHOD.grid.map((g) => f(step * g));
  return estimateOf(values, METHOD.coefficients, step, METHOD.order);
}

export const finiteDifferences: Rule = {
  name: 'FiniteDifferences.jl',
  version: '0.12.32, ChainRulesTestUtils 1.13',
  settings:
    'test_frule: central_fdm(5, 1; max_range=1e-2) along a random tangent of -9:0.01:9, step adapted once; accepts if ' +
    '|a - n| <= max(1e-9, 1e-9 max(|a|, |n|))',
  answer: ({ f, claimed, x, tangent }) => {
    const n = centralFdm((t) => f(x + t * tangent));
    const a = claimed * tangent;
    return within(a, n, Math.max(1e-9, 1e-9 * Math.max(Math.abs(a), Math.abs(n))));
  },
};

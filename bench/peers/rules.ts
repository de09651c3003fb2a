/**
 * The rules by which other tools judge a gradient, reimplemented from their documentation for functions of float64 numbers.
 * They are not the tools themselves: what is compared is the rule with its default steps and tolerances.
 */

/** A function with the gradient that is claimed for it, at one point. */
export interface Question {
  readonly f: (x: readonly number[]) => number;
  readonly claimed: readonly number[];
  readonly x: readonly number[];
  /** Normally distributed numbers, for rules that take a random direction. */
  readonly direction: readonly number[];
}

export interface Rule {
  readonly name: string;
  /** Steps and tolerances, as printed above the table. */
  readonly settings: string;
  passes(question: Question): boolean;
}

const moved = (x: readonly number[], i: number, by: number): number[] =>
  x.map((value, k) => (k === i ? value + by : value));

const central = (f: Question['f'], x: readonly number[], i: number, h: number): number =>
  (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h);

const torch: Rule = {
  name: 'torch gradcheck',
  settings: 'central difference, eps=1e-6; |a - n| <= 1e-5 + 1e-3 |n|',
  passes: ({ f, claimed, x }) =>
    claimed.every((a, i) => {
      const n = central(f, x, i, 1e-6);
      return Math.abs(a - n) <= 1e-5 + 1e-3 * Math.abs(n);
    }),
};

const jax: Rule = {
  name: 'JAX check_grads',
  settings: 'central difference in one normal direction, eps=1e-4; |a - n| <= 1e-5 + 1e-5 |n| (float64)',
  passes: ({ f, claimed, x, direction }) => {
    const along = (t: number) => f(x.map((value, i) => value + t * direction[i]!));
    const n = ((along(1e-4) - along(-1e-4)) * 0.5) / 1e-4;
    const a = claimed.reduce((sum, value, i) => sum + value * direction[i]!, 0);
    return Math.abs(a - n) <= 1e-5 + 1e-5 * Math.abs(n);
  },
};

const scipy: Rule = {
  name: 'SciPy check_grad',
  settings: 'forward difference, eps=1.49e-8; it returns a norm, of which users ask <= 1e-6',
  passes: ({ f, claimed, x }) => {
    const h = Math.sqrt(Number.EPSILON);
    const here = f(x);
    return Math.hypot(...claimed.map((a, i) => (f(moved(x, i, h)) - here) / h - a)) <= 1e-6;
  },
};

const ceres: Rule = {
  name: 'Ceres',
  settings: "Ridders' method, relative step 1e-2, halved up to 10 times; relative precision 1e-8",
  passes: ({ f, claimed, x }) =>
    claimed.every((a, i) => {
      const n = ridders(f, x, i);
      const gap = Math.abs(a - n);
      return gap <= 1e-8 * (a === 0 || n === 0 ? 1 : Math.max(Math.abs(a), Math.abs(n)));
    }),
};

/** Richardson's extrapolation of central differences, which keeps the entry with the least estimated error (Ridders 1982). */
function ridders(f: Question['f'], x: readonly number[], i: number): number {
  let h = Math.max(Math.sqrt(Number.EPSILON), 1e-2 * Math.abs(x[i]!));
  let previous = [central(f, x, i, h)];
  let best = previous[0]!;
  let error = Number.POSITIVE_INFINITY;
  for (let round = 1; round < 10; round++) {
    h /= 2;
    const row = [central(f, x, i, h)];
    for (let k = 1, factor = 4; k <= round; k++, factor *= 4) {
      const value = (row[k - 1]! * factor - previous[k - 1]!) / (factor - 1);
      row.push(value);
      const estimate = Math.max(Math.abs(value - row[k - 1]!), Math.abs(value - previous[k - 1]!));
      if (estimate <= error) {
        error = estimate;
        best = value;
      }
    }
    if (error < 1e-12 || Math.abs(row[round]! - previous[round - 1]!) >= 2 * error) break;
    previous = row;
  }
  return best;
}

export const RULES: readonly Rule[] = [torch, jax, scipy, ceres];

import { type Rule, within } from './rule';

const EPS = Number.EPSILON;
const TINY = 2 ** -1022;
/** Two terms of Richardson's extrapolation of central differences with halved steps. */
const RULE = [1 / 45, -20 / 45, 64 / 45] as const;

export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** `Derivative(f, full_output=True)` with its defaults: 15 steps from 2, Richardson, Shanks, the least estimated error. */
export function derivative(f: (x: number) => number, x: number): Estimate {
  const base = 2 * Math.max(1, Math.log(1.718281828459045 + Math.abs(x)));
  const quotients = Array.from({ length: 15 }, (_, i) => {
    const h = base * 2 ** -i;
    return (f(x + h) - f(x - h)) / 2 / h;
  });

  const terms = Array.from({ length: 13 }, (_, i) =>
    RULE.reduce((sum, weight, k) => sum + weight * quotients[i + k]!, 0),
  );
  const shanks = Array.from({ length: 11 }, (_, i) => accelerated(terms[i]!, terms[i + 1]!, terms[i + 2]!));
  return best(shanks);
}

/** Shanks' transformation of three terms, as QUADPACK's `dqelg` does it. */
function accelerated(e0: number, e1: number, e2: number): Estimate {
  let [delta1, delta2] = [e1 - e0, e2 - e1];
  const [err1, err2] = [Math.abs(delta1), Math.abs(delta2)];
  const tol1 = Math.max(Math.abs(e1), Math.abs(e0)) * EPS;
  const tol2 = Math.max(Math.abs(e2), Math.abs(e1)) * EPS;
  if (err1 < TINY) delta1 = TINY;
  if (err2 < TINY) delta2 = TINY;
  const inverse = 1 / delta2 - 1 / delta1;
  const converged = err1 <= tol1 || err2 <= tol2 || Math.abs(inverse * e1) <= 1e-4;
  const value = converged ? e2 : e1 + 1 / inverse;
  return { value, error: err1 + err2 + (converged ? tol2 * 10 : Math.abs(value - e2)) };
}

function best(estimates: readonly Estimate[]): Estimate {
  const outliers = outlierErrors(estimates.map(({ value }) => value));
  const errors = estimates.map(({ error }, i) => error + outliers[i]!);
  const least = Math.min(...errors.filter((error) => !Number.isNaN(error)));
  const places = errors.flatMap((error, i) => (error === least ? [i] : []));
  const place = places[Math.floor(places.length / 2)] ?? 0;
  return { value: estimates[place]!.value, error: errors[place]! };
}

/** The distance from the median of estimates that lie far from it, else 0. */
function outlierErrors(values: readonly number[]): number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const [p25, median, p75] = [0.25, 0.5, 0.75].map((q) => quantile(sorted, q)) as [number, number, number];
  const spread = Math.abs(p75 - p25);
  const middle = Math.abs(median);
  return values.map((value) => {
    const wild = (Math.abs(value) < middle / 10 || Math.abs(value) > middle * 10) && middle > 1e-8;
    const far = value < p25 - 1.5 * spread || p75 + 1.5 * spread < value;
    return wild || far ? Math.abs(value - median) : Number.isNaN(value) ? Number.NaN : 0;
  });
}

function quantile(sorted: readonly number[], q: number): number {
  const at = (sorted.length - 1) * q;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

export const numdifftools: Rule = {
  name: 'numdifftools',
  version: '0.10',
  settings:
    'Derivative: central differences with 15 steps halved from 2 (times log(1.72 + |x|), at least 1), Richardson ' +
    'with 2 terms, Shanks; accepts if |a - n| <= its error_estimate + 4 ulp',
  answer: ({ f, claimed, x }) => {
    const { value, error } = derivative(f, x);
    return within(claimed, value, error + 4 * EPS * Math.abs(value));
  },
};

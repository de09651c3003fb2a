import { type Rule, within } from './rule';

/** Ridders' method (1982) with the options of `NumericDiffOptions`, as `EvaluateRiddersJacobianColumn` does it. */
export function ridders(f: (x: number) => number, x: number): number {
  const most = 10;
  let h = Math.max(1e-2, 1e-2 * Math.abs(x)) * 2 ** (most / 2);
  let previous: number[] = [];
  let best = Number.NaN;
  let error = Number.MAX_VALUE;
  for (let round = 0; round < most; round++) {
    const row = [(f(x + h) - f(x - h)) * (1 / h / 2)];
    if (round === 0) best = row[0]!;
    h /= 2;
    for (let k = 1, factor = 4; k <= round; k++, factor *= 4) {
      const value = (factor * row[k - 1]! - previous[k - 1]!) / (factor - 1);
      row.push(value);
      const candidate = Math.max(Math.abs(value - row[k - 1]!), Math.abs(value - previous[k - 1]!));
      if (candidate <= error) {
        error = candidate;
        best = value;
        if (error < 1e-12) break;
      }
    }
    if (error < 1e-12) break;
    if (round > 0 && Math.abs(row[round]! - previous[round - 1]!) >= 2 * error) break;
    previous = row;
  }
  return best;
}

export const ceres: Rule = {
  name: 'Ceres',
  version: '2.1',
  settings:
    "GradientChecker: Ridders' method, from 32 times a relative step of 1e-2 (at least 1e-2), halved up to 10 times, until " +
    '1e-12; accepts if |a - n| <= 1e-8 max(|a|, |n|), or <= 1e-8 where one of them is 0',
  answer: ({ f, claimed, x }) => {
    const n = ridders(f, x);
    const size = claimed === 0 || n === 0 ? 1 : Math.max(Math.abs(claimed), Math.abs(n));
    return within(claimed, n, 1e-8 * size);
  },
};

import { gamma, slack, U } from './rounding';

/**
 * Sum of the entries at `base + members[i]`, with the rounding errors of all additions summed up and added at the end
 * (Ogita, Rump, Oishi, Accurate sum and dot product, 2005, algorithm Sum2; the error-free sum is Knuth's).
 */
export function compensatedSum(memory: Float64Array, base: number, members: Int32Array): number {
  let sum = 0;
  let error = 0;
  for (let i = 0; i < members.length; i++) {
    const x = memory[base + members[i]!]!;
    const next = sum + x;
    const part = next - sum;
    error += sum - (next - part) + (x - part);
    sum = next;
  }
  // An overflow leaves NaN in the error term; the sum itself says what happened.
  return Math.abs(sum) < Number.POSITIVE_INFINITY ? sum + error : sum;
}

/**
 * Bounds the error of a compensated sum whose computed value is `sum`: the radii of the terms, and u·|s| + γ²_{n−1}·Σ|xᵢ| (Ogita, Rump, Oishi 2005, proposition 4.5).
 */
export function compensatedSumBound(
  memory: Float64Array,
  radii: Float64Array,
  base: number,
  members: Int32Array,
  sum: number,
): number {
  const n = members.length;
  let propagated = 0;
  let magnitude = 0;
  for (let i = 0; i < n; i++) {
    const at = base + members[i]!;
    propagated += radii[at]!;
    magnitude += Math.abs(memory[at]!);
  }
  const rounding = n > 1 ? U * Math.abs(sum) + gamma(n - 1) ** 2 * magnitude : 0;
  return (propagated + rounding) * slack(n);
}

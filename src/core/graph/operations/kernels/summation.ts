import { gamma, slack } from './rounding';

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
 * Bounds the error of `compensatedSum`: the radii of the terms, and the rounding of the sum of the additions' errors eᵢ, at most
 * γ_{n−1}·Σ|eᵢ|, and of the last addition. It is 0 where no addition rounds, and in general at most u·|s| + γ²_{n−1}·Σ|xᵢ|
 * (Ogita, Rump, Oishi 2005, proposition 4.5).
 */
export function compensatedSumBound(
  memory: Float64Array,
  radii: Float64Array,
  base: number,
  members: Int32Array,
): number {
  const n = members.length;
  let propagated = 0;
  let errors = 0;
  let sum = 0;
  let error = 0;
  for (let i = 0; i < n; i++) {
    const at = base + members[i]!;
    const x = memory[at]!;
    const next = sum + x;
    const part = next - sum;
    const lost = sum - (next - part) + (x - part);
    errors += Math.abs(lost);
    error += lost;
    sum = next;
    propagated += radii[at]!;
  }
  return (propagated + correctionBound(sum, error, errors, n)) * slack(n);
}

/** Rounding of `sum + error` where `error` is itself the computed sum of n terms whose magnitudes sum to `errors`. */
export function correctionBound(sum: number, error: number, errors: number, n: number): number {
  if (errors === 0) return 0;
  const result = sum + error;
  const part = result - sum;
  return gamma(n) * errors + Math.abs(sum - (result - part) + (error - part));
}

import { bernoulliNumbers } from './bernoulli';
import { type Fixed, fraction, scaledBy } from './fixed';

/** Which function's asymptotic series: ln Γ, ψ, or ψ⁽ⁿ⁾ for n ≥ 1. */
export type StirlingSeries = 'lgamma' | number;

/** C(n, k). */
function binomial(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

/** Beyond this argument the series has terms below 10^−digits, and not too many before them. */
export function stirlingFrom(series: StirlingSeries, digits: number): number {
  return Math.ceil(0.8 * digits) + (series === 'lgamma' ? 0 : series);
}

/**
 * Σ_{k≥1} cₖ z^(2−2k), where cₖ is
 * - for ln Γ: B₂ₖ/(2k(2k − 1)), so that ln Γ(z) = (z − ½) ln z − z + ½ ln 2π + Σ/z (Abramowitz, Stegun 6.1.40);
 * - for ψ: B₂ₖ/(2k), so that ψ(z) = ln z − 1/(2z) − Σ/z² (6.3.18);
 * - for ψ⁽ⁿ⁾: B₂ₖ·C(2k + n − 1, 2k), so that (−1)^(n−1) zⁿ ψ⁽ⁿ⁾(z)/(n − 1)! = 1 + n/(2z) + Σ/z² (6.4.11).
 *
 * The double z only decides how many terms there are; `inverse` is 1/z².
 *
 * For z > 0 the error of each partial sum lies between 0 and the first term left out: the remainders for ln Γ, taken
 * with alternating signs, are completely monotonic, and the other series are its derivatives (Alzer 1997, theorem 8).
 */
export function stirlingSum(series: StirlingSeries, z: number, inverse: Fixed, bits: number): Fixed {
  const count = termsOf(series, z, bits);
  const numbers = bernoulliNumbers(count);
  const order = series === 'lgamma' ? 0 : series;
  // C(2k + n − 1, 2k) for k = count; it is carried down to k = 1 below.
  let choices = order === 0 ? 1n : binomial(2 * count + order - 1, 2 * count);
  const shift = BigInt(bits);
  let sum: Fixed = { low: 0n, high: 0n };
  for (let k = count; k >= 1; k--) {
    const { numerator, denominator } = numbers[k - 1]!;
    const even = BigInt(2 * k);
    const coefficient =
      series === 'lgamma'
        ? fraction(numerator, denominator * even * (even - 1n), bits)
        : series === 0
          ? fraction(numerator, denominator * even, bits)
          : fraction(numerator * choices, denominator, bits);
    if (k === count) {
      sum = coefficient.low < 0n ? { low: coefficient.low, high: 0n } : { low: 0n, high: coefficient.high };
    } else {
      const rest = scaledBy(sum, inverse, shift);
      sum = { low: coefficient.low + rest.low, high: coefficient.high + rest.high };
    }
    if (order > 0) {
      // C(m − 2, 2k − 2)/C(m, 2k) with m = 2k + n − 1.
      const m = 2 * k + order - 1;
      choices = (choices * even * (even - 1n)) / BigInt(m * (m - 1));
    }
  }
  return sum;
}

/** How many terms there are before the first below 2^−bits or before they grow again. */
function termsOf(series: StirlingSeries, z: number, bits: number): number {
  const order = series === 'lgamma' ? 0 : series;
  const turn = (2 * Math.PI * z) ** 2;
  let size = Math.log2(order + 1);
  for (let k = 1; ; k++) {
    const ratio = ((2 * k + order + 1) * (2 * k + order)) / turn;
    if (size < -bits || ratio >= 1) return k;
    size += Math.log2(ratio);
  }
}

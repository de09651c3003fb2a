import { polynomial } from './erf';
import { cotPi } from './gamma';

/** B₂ₖ for k = 1, 2, … */
const BERNOULLI = [
  0.16666666666666666, -0.03333333333333333, 0.023809523809523808, -0.03333333333333333, 0.07575757575757576,
  -0.2531135531135531, 1.1666666666666667, -7.092156862745098, 54.971177944862156, -529.1242424242424,
  6192.123188405797, -86580.25311355312,
];

/** −B₂ₖ/(2k). */
const DIGAMMA_SERIES = BERNOULLI.slice(0, 8).map((b, i) => -b / (2 * i + 2));

/** The asymptotic series is used from here on; below, the recurrence leads up to it. */
const DIGAMMA_FROM = 10;

/** ψ(x) = Γ′(x)/Γ(x); NaN at the poles 0, −1, −2, … */
export function digamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.NaN;
    // ψ(1 − x) − ψ(x) = π cot πx and ψ(1 − x) = ψ(−x) − 1/x (Abramowitz, Stegun 6.3.7, 6.3.5).
    return digamma(-x) - 1 / x - Math.PI * cotPi(x);
  }
  let sum = 0;
  let far = x;
  if (x < DIGAMMA_FROM) {
    const steps = Math.ceil(DIGAMMA_FROM - x);
    for (let k = steps - 1; k >= 0; k--) sum += 1 / (x + k);
    far = x + steps;
  }
  const s = 1 / (far * far);
  // Abramowitz, Stegun 6.3.18.
  return Math.log(far) - sum + (s * polynomial(DIGAMMA_SERIES, s) - 0.5 / far);
}

/** What the terms of `digamma` add up to in size. */
export function digammaScale(x: number): number {
  if (x > 0) return 3 + Math.abs(digamma(x));
  return 3 + Math.abs(digamma(-x)) + Math.abs(1 / x) + Math.abs(Math.PI * cotPi(x));
}

/** Higher orders are beyond what anyone writes down, and their factorials overflow. */
export const MAX_POLYGAMMA_ORDER = 100;

/** The coefficients of P with dⁿ/dxⁿ cot πx = πⁿ·P(cot πx); all have the sign of (−1)ⁿ. */
function cotangentDerivative(n: number): readonly number[] {
  let p = [0, 1];
  for (let k = 0; k < n; k++) {
    const next: number[] = new Array(p.length + 1).fill(0);
    for (let i = 1; i < p.length; i++) {
      next[i - 1]! -= i * p[i]!;
      next[i + 1]! -= i * p[i]!;
    }
    p = next;
  }
  return p;
}

const factorial = (n: number): number => {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
};

export interface Polygamma {
  value(x: number): number;
  /** What the terms of `value` add up to in size: its absolute error is a few roundings of this. */
  scale(x: number): number;
}

/** ψ⁽ⁿ⁾(x), the n-th derivative of the digamma function, for n ≥ 1; NaN at the poles. */
export function polygamma(n: number): Polygamma {
  const sign = n % 2 === 1 ? 1 : -1;
  const own = factorial(n);
  const from = 12 + n;
  // B₂ₖ(2k + n − 1)!/(2k)!, Abramowitz, Stegun 6.4.11.
  let ratio = factorial(n - 1);
  const leading = ratio;
  const series = BERNOULLI.map((b, i) => {
    const k = 2 * i + 2;
    ratio *= ((k + n - 1) * (k + n - 2)) / (k * (k - 1));
    return b * ratio;
  });

  /** |ψ⁽ⁿ⁾(x)| for x > 0: n!·Σ 1/(x + k)ⁿ⁺¹. */
  const size = (x: number): number => {
    let sum = 0;
    let far = x;
    if (x < from) {
      const steps = Math.ceil(from - x);
      for (let k = steps - 1; k >= 0; k--) sum += own / (x + k) ** (n + 1);
      far = x + steps;
    }
    const s = 1 / (far * far);
    const tail = leading + own / (2 * far) + s * polynomial(series, s);
    const power = far ** n;
    if (power < Number.POSITIVE_INFINITY) return sum + tail / power;
    // The power may overflow where the quotient is far from underflow.
    const half = Math.floor(n / 2);
    return sum + tail / far ** half / far ** (n - half);
  };

  const cotangent = cotangentDerivative(n);
  const reflected = (x: number): number => Math.PI ** (n + 1) * polynomial(cotangent, cotPi(x));

  return {
    value: (x) => {
      if (x > 0) return sign * size(x);
      if (Number.isInteger(x)) return Number.NaN;
      // (−1)ⁿψ⁽ⁿ⁾(1 − x) − ψ⁽ⁿ⁾(x) = π dⁿ/dxⁿ cot πx (Abramowitz, Stegun 6.4.7).
      const complement = -(size(-x) - own / (-x) ** (n + 1));
      return complement - reflected(x);
    },
    scale: (x) => (x > 0 ? size(x) : size(-x) + own / (-x) ** (n + 1) + Math.abs(reflected(x))),
  };
}

import { polynomial } from './erf';

/** The digits of 1 − γ; γ is Euler's constant. */
const ONE_MINUS_EULER = 0.42278433509846713;

/** (−1)ᵏ(ζ(k) − 1)/k for k = 2, 3, …: the Taylor coefficients of ln Γ(2 + z) beyond the first (Abramowitz, Stegun 6.1.33). */
const LOG_GAMMA_AT_2 = [
  0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
  -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5,
  -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6,
  -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7,
  -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8,
  -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9, 5.731367241678862e-10,
  -2.7595228851242334e-10, 1.330476437424449e-10,
];

/** B₂ₖ/(2k(2k − 1)): Stirling's series (Abramowitz, Stegun 6.1.40). */
const STIRLING = [
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953,
  0.0008417508417508417, -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
  0.17964437236883057,
];

const SQRT_TWO_PI = 2.5066282746310007;
/** (ln 2π − 1)/2. */
const STIRLING_OFFSET = 0.4189385332046727;

/** ln Γ(x) − (x − ½) ln x + x − ½ ln 2π for x ≥ 8. */
export const stirling = (x: number): number => polynomial(STIRLING, 1 / (x * x)) / x;

/** ln Γ(2 + z) for |z| ≤ ½, relatively accurate at its zero. */
const logGammaAt2 = (z: number): number => z * (ONE_MINUS_EULER + z * polynomial(LOG_GAMMA_AT_2, z));

/** ln Γ(1 + z) for |z| ≤ ½. */
const logGammaAt1 = (z: number): number => logGammaAt2(z) - Math.log1p(z);

/** x modulo 2 in [−1, 1], exactly. */
const turn = (x: number): number => {
  const r = x % 2;
  return r > 1 ? r - 2 : r < -1 ? r + 2 : r;
};

/** sin πx, exactly 0 at whole numbers. */
function sinPi(x: number): number {
  const r = turn(x);
  return Math.sin(Math.PI * (r > 0.5 ? 1 - r : r < -0.5 ? -1 - r : r));
}

/** cot πx; the argument is reduced exactly, so it is accurate near its poles and zeros. */
export function cotPi(x: number): number {
  let r = x % 1;
  if (r > 0.5) r -= 1;
  else if (r < -0.5) r += 1;
  if (Math.abs(r) <= 0.25) return 1 / Math.tan(Math.PI * r);
  return r > 0 ? Math.tan(Math.PI * (0.5 - r)) : -Math.tan(Math.PI * (0.5 + r));
}

/** Nearer to 0, Γ(x) is 1/x to all digits of a double, while x·sin πx may underflow. */
const NEAR_ZERO = 2 ** -60;

const isPole = (x: number): boolean => x <= 0 && Number.isInteger(x);

/** ln |Γ(x)|; Infinity at the poles 0, −1, −2, … */
export function logGamma(x: number): number {
  if (isPole(x)) return Number.POSITIVE_INFINITY;
  if (x < 0 && x > -NEAR_ZERO) return -Math.log(-x);
  if (x < 0) return Math.log(Math.PI / Math.abs(x * sinPi(x))) - logGamma(-x);
  if (x < 0.5) return logGammaAt1(x) - Math.log(x);
  if (x < 1.5) return logGammaAt1(x - 1);
  if (x < 2.5) return logGammaAt2(x - 2);
  if (x < 8) {
    // Γ(x) = (x − 1)(x − 2)…(x − n) Γ(x − n), and the subtractions are exact.
    let product = 1;
    let rest = x;
    while (rest >= 2.5) {
      rest -= 1;
      product *= rest;
    }
    return Math.log(product) + logGammaAt2(rest - 2);
  }
  if (x === Number.POSITIVE_INFINITY) return x;
  return (x - 0.5) * (Math.log(x) - 1) + (STIRLING_OFFSET + stirling(x));
}

/** What the terms of `logGamma` add up to in size: its absolute error is a few roundings of this. */
export const logGammaScale = (x: number): number =>
  x > 0
    ? Math.abs(logGamma(x))
    : x > -NEAR_ZERO
      ? Math.abs(logGamma(x))
      : 1 + Math.abs(Math.log(Math.PI / Math.abs(x * sinPi(x)))) + Math.abs(logGamma(-x));

/** Γ(x) overflows from here on. */
const OVERFLOW = 171.7;

/** Γ(x); NaN at the poles. Factorials up to 22! are exact. */
export function gamma(x: number): number {
  if (Number.isNaN(x) || isPole(x)) return Number.NaN;
  if (x < 0) return negativeGamma(x);
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < 0.5) return Math.exp(logGammaAt1(x)) / x;
  if (x < 16 || (Number.isInteger(x) && x <= 23)) return productGamma(x);
  // x^(x − ½) overflows before Γ does, so it is taken in two halves; x − ½ is exact.
  const half = x ** ((x - 0.5) / 2);
  return SQRT_TWO_PI * half * Math.exp(-x) * half * Math.exp(stirling(x));
}

function productGamma(x: number): number {
  const steps = Math.max(0, Math.floor(x - 0.5));
  const rest = x - steps;
  let product = rest < 1.5 ? Math.exp(logGammaAt1(rest - 1)) : Math.exp(logGammaAt2(rest - 2));
  for (let k = steps; k >= 1; k--) product *= x - k;
  return product;
}

/** The reflection Γ(x)Γ(−x) = −π/(x sin πx), or far out Γ(x + n)/(x(x + 1)…(x + n − 1)), where Γ(−x) would overflow. */
function negativeGamma(x: number): number {
  if (x > -NEAR_ZERO) return 1 / x;
  if (x > -160) return -Math.PI / (x * sinPi(x) * gamma(-x));
  if (x < -220) return 0 * sinPi(x);
  let y = gamma(x + 64);
  for (let k = 63; k >= 0; k--) y /= x + k;
  return y;
}

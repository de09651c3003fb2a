/** Unit roundoff of binary64: the relative error of one rounding to nearest is at most this. */
export const U = 2 ** -53;

/** Smallest positive double: bounds the absolute error of one product that underflows. */
export const ETA = 2 ** -1074;

/**
 * γ_n = n·u / (1 − n·u): bounds the relative error of any evaluation of a sum of products with n roundings on each path
 * (Higham, Accuracy and Stability of Numerical Algorithms, 2002, §3.1).
 */
export const gamma = (n: number): number => (n * U < 1 ? (n * U) / (1 - n * U) : Number.POSITIVE_INFINITY);

/** A factor above 1 that covers `n` roundings in the evaluation of a bound made of non-negative terms. */
export const slack = (n: number): number => 1 + (n + 4) * 2 * U;

/** The bound to store for a computed `value`: Infinity where the value is not finite or the bound is unknown. */
export const bounded = (value: number, bound: number): number =>
  Math.abs(value) < Number.POSITIVE_INFINITY && bound >= 0 ? bound : Number.POSITIVE_INFINITY;

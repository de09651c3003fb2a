import { determinantOf, type Factorization, factor, factorization, solve } from './lu';
import { ETA, gamma, slack, U } from './rounding';

/**
 * Bounds for the inverse of every matrix near a computed one, after Rump (Verification methods, 2010, §10.1): with an
 * approximate inverse X and G ≥ |I − X·Ã| for all matrices Ã of the ball, ‖G‖∞ < 1 proves them regular, and
 * |Ã⁻¹ − X| ≤ G|X| + (G·1)·(largest entry of each column of G|X|) / (1 − ‖G‖∞).
 */
export interface InverseBound {
  /** G·1, the row sums of G. */
  readonly rowSums: Float64Array;
  /** ‖G‖∞. */
  norm: number;
  /** |Ã⁻¹ − X|, after `boundInverse`. */
  readonly error: Float64Array;
  readonly residual: Float64Array;
}

export const inverseBound = (n: number): InverseBound => ({
  rowSums: new Float64Array(n),
  norm: Number.POSITIVE_INFINITY,
  error: new Float64Array(n * n),
  residual: new Float64Array(n * n),
});

/**
 * Computes G for the matrix at `from` in `memory`, all of whose entries may move by `spread` (n×n, from `spreadFrom` on).
 *
 * @returns whether ‖G‖∞ < 1, so that the bounds hold
 */
export function boundResidual(
  bound: InverseBound,
  n: number,
  memory: Float64Array,
  from: number,
  spread: Float64Array,
  spreadFrom: number,
  inverse: Float64Array,
  inverseFrom: number,
): boolean {
  const { residual, rowSums } = bound;
  const rounding = gamma(n + 2);
  const widen = slack(2 * n + 8);
  bound.norm = 0;
  for (let i = 0; i < n; i++) {
    let rowSum = 0;
    for (let j = 0; j < n; j++) {
      let difference = i === j ? 1 : 0;
      let magnitude = difference;
      let propagated = 0;
      for (let k = 0; k < n; k++) {
        const x = inverse[inverseFrom + i * n + k]!;
        const a = memory[from + k * n + j]!;
        const product = x * a;
        difference -= product;
        magnitude += Math.abs(product);
        propagated += Math.abs(x) * spread[spreadFrom + k * n + j]!;
      }
      const g = (Math.abs(difference) + rounding * magnitude + propagated + (n + 1) * ETA) * widen;
      residual[i * n + j] = g;
      rowSum += g;
    }
    rowSums[i] = rowSum * widen;
    // NaN must not pass for a small norm.
    if (!(rowSum * widen <= bound.norm)) bound.norm = rowSum * widen;
    if (Number.isNaN(bound.norm)) return false;
  }
  return bound.norm < 1;
}

/** Fills `error` from G and X. */
export function boundInverse(
  bound: InverseBound,
  n: number,
  inverse: Float64Array,
  inverseFrom: number,
): void {
  const { residual, rowSums, norm, error } = bound;
  const widen = slack(2 * n + 8);
  for (let j = 0; j < n; j++) {
    let largest = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += residual[i * n + k]! * Math.abs(inverse[inverseFrom + k * n + j]!);
      error[i * n + j] = sum;
      if (sum > largest) largest = sum;
    }
    const far = largest / (1 - norm);
    for (let i = 0; i < n; i++) error[i * n + j] = (error[i * n + j]! + rowSums[i]! * far) * widen + ETA;
  }
}

/** Relative and absolute bounds of a determinant computed from its factors. */
export interface DeterminantBound {
  readonly f: Factorization;
  /** The approximate inverse. */
  readonly inverse: Float64Array;
  readonly bound: InverseBound;
  /** Bounds |Ã − A| + |A − PᵀLU|: how far the matrices of the ball lie from the factors' exact product. */
  readonly spread: Float64Array;
  /** The product of the pivots. */
  value: number;
  /** Bounds |log(det Ã / det(PᵀLU))|; Infinity where no inverse is verified. */
  logarithmic: number;
  /** Bounds |det Ã − value|. */
  absolute: number;
}

export const determinantBound = (n: number): DeterminantBound => ({
  f: factorization(n),
  inverse: new Float64Array(n * n),
  bound: inverseBound(n),
  spread: new Float64Array(n * n),
  value: Number.NaN,
  logarithmic: Number.POSITIVE_INFINITY,
  absolute: Number.POSITIVE_INFINITY,
});

/**
 * Bounds the determinants of all matrices within `radii` of the one in `memory`. The factors are exact for a matrix within
 * γ_n·|L||U| of it (Higham 2002, theorem 9.3), and det(B + E) = det B · det(I + B⁻¹E).
 * Near singular matrices the rows' norms bound the change instead (Hadamard), row by row.
 */
export function boundDeterminant(
  d: DeterminantBound,
  memory: Float64Array,
  radii: Float64Array,
  from: number,
): void {
  const { f, inverse, bound, spread } = d;
  const { n } = f;
  factor(f, memory, from);
  d.value = determinantOf(f);
  spreadOfFactors(f, radii, from, spread);
  solve(f, inverse, 0, n);
  const widen = slack(4 * n + 16);
  d.logarithmic = Number.POSITIVE_INFINITY;
  if (boundResidual(bound, n, memory, from, spread, 0, inverse, 0)) {
    boundInverse(bound, n, inverse, 0);
    d.logarithmic = bounded(logarithmicChange(n, inverse, bound.error, spread) * widen);
  }
  const rounding = productRounding(f);
  const change = Math.min(
    bounded(Math.expm1(d.logarithmic) * (Math.abs(d.value) + rounding)),
    hadamardChange(n, memory, from, spread) * widen,
  );
  d.absolute = bounded((change + rounding) * widen);
}

const bounded = (x: number): number => (Number.isNaN(x) ? Number.POSITIVE_INFINITY : x);

function spreadOfFactors(f: Factorization, radii: Float64Array, from: number, spread: Float64Array): void {
  const { n, lu, rows } = f;
  const rounding = gamma(n) * slack(n + 4);
  // A multiplier that underflows is off by up to ETA, and its products by that times an entry of U.
  let largest = 1;
  for (let i = 0; i < n * n; i++) largest = Math.max(largest, Math.abs(lu[i]!));
  const underflow = 2 * n * ETA * largest;
  for (let i = 0; i < n; i++) {
    const row = rows[i]!;
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k <= Math.min(i, j); k++) {
        sum += (k === i ? 1 : Math.abs(lu[i * n + k]!)) * Math.abs(lu[k * n + j]!);
      }
      spread[row * n + j] = (radii[from + row * n + j]! + rounding * sum + underflow) * slack(2);
    }
  }
}

/**
 * Bounds |log det(I + M)| for all |M| ≤ H = |B⁻¹|·spread: it is at most Σ tr(Hᵏ)/k ≤ tr H + (Σ Hᵢⱼ)·η / (2(1 − η)) with
 * η = ‖H‖∞, since no entry of Hᵏ⁻¹ exceeds ηᵏ⁻¹. Infinity where η reaches 1.
 */
function logarithmicChange(
  n: number,
  inverse: Float64Array,
  error: Float64Array,
  spread: Float64Array,
): number {
  let trace = 0;
  let sum = 0;
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let rowSum = 0;
    for (let k = 0; k < n; k++) {
      const x = Math.abs(inverse[i * n + k]!) + error[i * n + k]!;
      let row = 0;
      for (let j = 0; j < n; j++) row += spread[k * n + j]!;
      rowSum += x * row;
      trace += x * spread[k * n + i]!;
    }
    sum += rowSum;
    norm = Math.max(norm, rowSum);
  }
  norm *= slack(4 * n);
  return norm < 1 ? trace + (sum * norm) / (2 * (1 - norm)) : Number.POSITIVE_INFINITY;
}

/** Σᵢ ‖eᵢ‖·Π_{j≠i} (‖aⱼ‖ + 2‖eⱼ‖), the change of a determinant whose rows aᵢ move by eᵢ. */
function hadamardChange(n: number, memory: Float64Array, from: number, spread: Float64Array): number {
  let change = 0;
  let product = 1;
  for (let i = 0; i < n; i++) {
    let norm = 0;
    let moved = 0;
    for (let j = 0; j < n; j++) {
      norm = Math.hypot(norm, memory[from + i * n + j]!);
      moved = Math.hypot(moved, spread[i * n + j]!);
    }
    const whole = norm + 2 * moved;
    change = change * whole + product * moved;
    product *= whole;
  }
  return bounded(change);
}

/** Rounding of the product of the pivots. */
function productRounding({ n, lu }: Factorization): number {
  let product = 1;
  let error = 0;
  for (let i = 0; i < n; i++) {
    const x = Math.abs(lu[i * n + i]!);
    const next = product * x;
    error = error * x + U * next + ETA;
    product = next;
  }
  return error;
}

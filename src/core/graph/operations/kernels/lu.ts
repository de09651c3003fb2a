/**
 * Gaussian elimination on a row-major n×n array, with scratch space of its own so that repeated use allocates nothing.
 */
export interface Factorization {
  readonly n: number;
  /** L below the diagonal (with ones on it, not stored), U on and above. */
  readonly lu: Float64Array;
  /** Row i of the factors comes from row `rows[i]` of the matrix. */
  readonly rows: Int32Array;
  /** Column j of the factors comes from column `columns[j]`; the identity unless pivoting was complete. */
  readonly columns: Int32Array;
  /** The sign of both permutations together. */
  sign: number;
}

export const factorization = (n: number): Factorization => ({
  n,
  lu: new Float64Array(n * n),
  rows: new Int32Array(n),
  columns: new Int32Array(n),
  sign: 1,
});

/** Reads the matrix at `from` (its transpose, if so), and factors it with partial or complete pivoting. */
export function factor(
  f: Factorization,
  memory: Float64Array,
  from: number,
  pivoting: 'partial' | 'complete' = 'partial',
  transposed = false,
): void {
  const { n, lu, rows, columns } = f;
  for (let i = 0; i < n; i++) {
    rows[i] = i;
    columns[i] = i;
    for (let j = 0; j < n; j++) lu[i * n + j] = memory[from + (transposed ? j * n + i : i * n + j)]!;
  }
  f.sign = 1;
  for (let k = 0; k < n; k++) {
    const lastColumn = pivoting === 'complete' ? n : k + 1;
    let row = k;
    let column = k;
    let best = -1;
    for (let i = k; i < n; i++) {
      for (let j = k; j < lastColumn; j++) {
        const x = Math.abs(lu[i * n + j]!);
        if (x > best) {
          best = x;
          row = i;
          column = j;
        }
      }
    }
    if (row !== k) exchangeRows(f, row, k);
    if (column !== k) exchangeColumns(f, column, k);
    const pivot = lu[k * n + k]!;
    // A column of zeros needs no elimination; the zero on the diagonal says that the matrix is singular.
    if (pivot === 0) continue;
    for (let i = k + 1; i < n; i++) {
      const multiplier = lu[i * n + k]! / pivot;
      lu[i * n + k] = multiplier;
      if (multiplier === 0) continue;
      for (let j = k + 1; j < n; j++) lu[i * n + j] = lu[i * n + j]! - multiplier * lu[k * n + j]!;
    }
  }
}

function exchangeRows(f: Factorization, p: number, q: number): void {
  const { n, lu } = f;
  for (let j = 0; j < n; j++) {
    const x = lu[p * n + j]!;
    lu[p * n + j] = lu[q * n + j]!;
    lu[q * n + j] = x;
  }
  exchange(f, f.rows, p, q);
}

function exchangeColumns(f: Factorization, p: number, q: number): void {
  const { n, lu } = f;
  for (let i = 0; i < n; i++) {
    const x = lu[i * n + p]!;
    lu[i * n + p] = lu[i * n + q]!;
    lu[i * n + q] = x;
  }
  exchange(f, f.columns, p, q);
}

function exchange(f: Factorization, order: Int32Array, p: number, q: number): void {
  const x = order[p]!;
  order[p] = order[q]!;
  order[q] = x;
  f.sign = -f.sign;
}

/**
 * Solves A·X = B for a matrix factored with partial pivoting. `out` receives X (n×p, row-major, from `to` on); B is read
 * from `b` at `from`, or is the identity where `b` is absent. A zero pivot makes every entry NaN.
 */
export function solve(
  f: Factorization,
  out: Float64Array,
  to: number,
  p: number,
  b?: Float64Array,
  from = 0,
): void {
  const { n, lu, rows } = f;
  for (let i = 0; i < n; i++) {
    if (lu[i * n + i] === 0) {
      out.fill(Number.NaN, to, to + n * p);
      return;
    }
  }
  for (let i = 0; i < n; i++) {
    const row = rows[i]!;
    for (let j = 0; j < p; j++) out[to + i * p + j] = b === undefined ? +(j === row) : b[from + row * p + j]!;
  }
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(out, to, p, i, k, lu[i * n + k]!);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(out, to, p, i, k, lu[i * n + k]!);
    const pivot = lu[i * n + i]!;
    for (let j = to + i * p; j < to + i * p + p; j++) out[j] = out[j]! / pivot;
  }
}

function subtractRow(x: Float64Array, to: number, p: number, i: number, k: number, times: number): void {
  if (times === 0) return;
  const target = to + i * p;
  const source = to + k * p;
  for (let j = 0; j < p; j++) x[target + j] = x[target + j]! - times * x[source + j]!;
}

/** The determinant of the factored matrix: the product of the pivots, with the sign of the permutations. */
export function determinantOf({ n, lu, sign }: Factorization): number {
  let product = sign;
  for (let i = 0; i < n; i++) product *= lu[i * n + i]!;
  return product;
}

/**
 * Adjugate of a matrix factored with complete pivoting, into `out` (n×n); right for singular matrices too, where only the
 * last pivot, or several, vanish (Stewart, On the adjugate matrix, 1998): with P·A·Q = L·U it is ±Q·adj(U)·L⁻¹·P, and
 * adj(U) needs the inverse of the leading block of U only.
 *
 * @param work scratch of n×n entries
 */
export function adjugateOf(f: Factorization, work: Float64Array, out: Float64Array): void {
  const { n, lu, rows, columns, sign } = f;
  out.fill(0);
  if (n === 0) return;
  const m = n - 1;
  let leading = sign;
  for (let i = 0; i < m; i++) leading *= lu[i * n + i]!;
  // Complete pivoting leaves nothing but zeros behind a zero pivot: the rank is below n − 1 and all minors vanish.
  if (leading === 0) return;
  upperAdjugate(lu, n, leading, work);
  // work ← work·L⁻¹, from the last column to the first.
  for (let j = n - 1; j >= 0; j--) {
    for (let k = j + 1; k < n; k++) {
      const multiplier = lu[k * n + j]!;
      if (multiplier === 0) continue;
      for (let i = 0; i < n; i++) work[i * n + j] = work[i * n + j]! - work[i * n + k]! * multiplier;
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) out[columns[i]! * n + rows[j]!] = work[i * n + j]!;
  }
}

/** adj(U)·scale/det(U₁) for U = [U₁ u; 0 ε]: [ε·scale·U₁⁻¹, −scale·U₁⁻¹·u; 0, scale]. */
function upperAdjugate(lu: Float64Array, n: number, scale: number, out: Float64Array): void {
  const m = n - 1;
  const last = lu[m * n + m]!;
  out.fill(0);
  out[m * n + m] = scale;
  for (let j = 0; j < n; j++) {
    // Column j of U₁⁻¹, or −U₁⁻¹·u in the last column, by back substitution.
    const start = j < m ? j : m - 1;
    for (let i = start; i >= 0; i--) {
      let sum = j < m ? (i === j ? last * scale : 0) : -scale * lu[i * n + m]!;
      for (let k = i + 1; k <= start; k++) sum -= lu[i * n + k]! * out[k * n + j]!;
      out[i * n + j] = sum / lu[i * n + i]!;
    }
  }
}

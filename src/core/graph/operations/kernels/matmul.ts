import { ETA } from './rounding';

/**
 * Product kernels over one memory. `a` is read at `a + i·ai + p·ak`, so that a transposed left operand costs no copy;
 * the right operand is row-major, either k×n or, for `timesTransposed`, n×k. All strides and offsets count entries.
 *
 * Measured (Node 20, sizes 32 to 1000): about 6 GFlop/s, the scalar peak, in all four transposition cases.
 */

/** Sizes of the panel of the right operand that stays in cache between rows of the left one. */
const PANEL_ROWS = 64;
const PANEL_COLUMNS = 256;

/** Length of the runs of two n×k operands that stay in cache. */
const RUN = 256;

/** out (m×n) = a (m×k) · b (k×n): two rows by four terms at a time. */
export function times(
  memory: Float64Array,
  a: number,
  ai: number,
  ak: number,
  b: number,
  out: number,
  m: number,
  k: number,
  n: number,
): void {
  memory.fill(0, out, out + m * n);
  for (let j0 = 0; j0 < n; j0 += PANEL_COLUMNS) {
    const j1 = Math.min(n, j0 + PANEL_COLUMNS);
    for (let p0 = 0; p0 < k; p0 += PANEL_ROWS) {
      const p1 = Math.min(k, p0 + PANEL_ROWS);
      let i = 0;
      for (; i + 2 <= m; i += 2) twoRows(memory, a + i * ai, ai, ak, b, out + i * n, n, p0, p1, j0, j1);
      if (i < m) oneRow(memory, a + i * ai, ak, b, out + i * n, n, p0, p1, j0, j1);
    }
  }
}

function twoRows(
  memory: Float64Array,
  a: number,
  ai: number,
  ak: number,
  b: number,
  out: number,
  n: number,
  p0: number,
  p1: number,
  j0: number,
  j1: number,
): void {
  const second = out + n;
  let p = p0;
  for (; p + 4 <= p1; p += 4) {
    const at = a + p * ak;
    const a0 = memory[at]!;
    const a1 = memory[at + ak]!;
    const a2 = memory[at + 2 * ak]!;
    const a3 = memory[at + 3 * ak]!;
    const c0 = memory[at + ai]!;
    const c1 = memory[at + ai + ak]!;
    const c2 = memory[at + ai + 2 * ak]!;
    const c3 = memory[at + ai + 3 * ak]!;
    const b0 = b + p * n;
    const b1 = b0 + n;
    const b2 = b1 + n;
    const b3 = b2 + n;
    for (let j = j0; j < j1; j++) {
      const x0 = memory[b0 + j]!;
      const x1 = memory[b1 + j]!;
      const x2 = memory[b2 + j]!;
      const x3 = memory[b3 + j]!;
      memory[out + j] = memory[out + j]! + (a0 * x0 + a1 * x1 + a2 * x2 + a3 * x3);
      memory[second + j] = memory[second + j]! + (c0 * x0 + c1 * x1 + c2 * x2 + c3 * x3);
    }
  }
  for (; p < p1; p++) {
    const x = memory[a + p * ak]!;
    const y = memory[a + ai + p * ak]!;
    const row = b + p * n;
    for (let j = j0; j < j1; j++) {
      memory[out + j] = memory[out + j]! + x * memory[row + j]!;
      memory[second + j] = memory[second + j]! + y * memory[row + j]!;
    }
  }
}

function oneRow(
  memory: Float64Array,
  a: number,
  ak: number,
  b: number,
  out: number,
  n: number,
  p0: number,
  p1: number,
  j0: number,
  j1: number,
): void {
  let p = p0;
  for (; p + 4 <= p1; p += 4) {
    const at = a + p * ak;
    const a0 = memory[at]!;
    const a1 = memory[at + ak]!;
    const a2 = memory[at + 2 * ak]!;
    const a3 = memory[at + 3 * ak]!;
    const b0 = b + p * n;
    const b1 = b0 + n;
    const b2 = b1 + n;
    const b3 = b2 + n;
    for (let j = j0; j < j1; j++) {
      memory[out + j] =
        memory[out + j]! +
        (a0 * memory[b0 + j]! + a1 * memory[b1 + j]! + a2 * memory[b2 + j]! + a3 * memory[b3 + j]!);
    }
  }
  for (; p < p1; p++) {
    const x = memory[a + p * ak]!;
    const row = b + p * n;
    for (let j = j0; j < j1; j++) memory[out + j] = memory[out + j]! + x * memory[row + j]!;
  }
}

/** out (m×n) = a (m×k) · bᵀ with b n×k: tiles of 3×3 inner products. */
export function timesTransposed(
  memory: Float64Array,
  a: number,
  ai: number,
  ak: number,
  b: number,
  out: number,
  m: number,
  k: number,
  n: number,
): void {
  memory.fill(0, out, out + m * n);
  const wholeRows = m - (m % 3);
  const wholeColumns = n - (n % 3);
  for (let p0 = 0; p0 < k; p0 += RUN) {
    const length = Math.min(k, p0 + RUN) - p0;
    const left = a + p0 * ak;
    const right = b + p0;
    for (let j = 0; j < wholeColumns; j += 3) {
      for (let i = 0; i < wholeRows; i += 3) {
        tile(memory, left + i * ai, ai, ak, right + j * k, k, out + i * n + j, n, length);
      }
    }
    for (let i = 0; i < m; i++) {
      const from = i < wholeRows ? wholeColumns : 0;
      rowOfProducts(memory, left + i * ai, ak, right + from * k, k, out + i * n + from, n - from, length);
    }
  }
}

function tile(
  memory: Float64Array,
  a: number,
  ai: number,
  ak: number,
  b: number,
  k: number,
  out: number,
  n: number,
  length: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let p = a;
  for (let q = b; q < b + length; q++) {
    const x0 = memory[p]!;
    const x1 = memory[p + ai]!;
    const x2 = memory[p + 2 * ai]!;
    const y0 = memory[q]!;
    const y1 = memory[q + k]!;
    const y2 = memory[q + 2 * k]!;
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
    p += ak;
  }
  const second = out + n;
  const third = second + n;
  memory[out] = memory[out]! + s00;
  memory[out + 1] = memory[out + 1]! + s01;
  memory[out + 2] = memory[out + 2]! + s02;
  memory[second] = memory[second]! + s10;
  memory[second + 1] = memory[second + 1]! + s11;
  memory[second + 2] = memory[second + 2]! + s12;
  memory[third] = memory[third]! + s20;
  memory[third + 1] = memory[third + 1]! + s21;
  memory[third + 2] = memory[third + 2]! + s22;
}

/** Adds the inner products of one row of `a` with `count` rows of `b` to consecutive entries. */
function rowOfProducts(
  memory: Float64Array,
  a: number,
  ak: number,
  b: number,
  k: number,
  out: number,
  count: number,
  length: number,
): void {
  let j = 0;
  for (; j + 4 <= count; j += 4) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let p = a;
    const first = b + j * k;
    for (let q = first; q < first + length; q++) {
      const x = memory[p]!;
      s0 += x * memory[q]!;
      s1 += x * memory[q + k]!;
      s2 += x * memory[q + 2 * k]!;
      s3 += x * memory[q + 3 * k]!;
      p += ak;
    }
    const at = out + j;
    memory[at] = memory[at]! + s0;
    memory[at + 1] = memory[at + 1]! + s1;
    memory[at + 2] = memory[at + 2]! + s2;
    memory[at + 3] = memory[at + 3]! + s3;
  }
  for (; j < count; j++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let p = a;
    let q = b + j * k;
    const end = q + length;
    for (; q + 4 <= end; q += 4) {
      s0 += memory[p]! * memory[q]!;
      s1 += memory[p + ak]! * memory[q + 1]!;
      s2 += memory[p + 2 * ak]! * memory[q + 2]!;
      s3 += memory[p + 3 * ak]! * memory[q + 3]!;
      p += 4 * ak;
    }
    for (; q < end; q++) {
      s0 += memory[p]! * memory[q]!;
      p += ak;
    }
    memory[out + j] = memory[out + j]! + (s0 + s1 + (s2 + s3));
  }
}

/**
 * Adds to `into`, entry by entry of the m×n product, |a|·rb + ra·(|b| + rb) + γ·|a|·|b|: what the radii propagate to, and
 * the rounding of any order of summation (Higham 2002, §3.1, with γ = γ_k). `b` is read at `b + p·bk + j·bj`.
 */
export function accumulateProductRadii(
  memory: Float64Array,
  radii: Float64Array,
  a: number,
  ai: number,
  ak: number,
  b: number,
  bk: number,
  bj: number,
  into: number,
  m: number,
  k: number,
  n: number,
  rounding: number,
): void {
  for (let i = 0; i < m; i++) {
    const row = into + i * n;
    let p = 0;
    for (; p + 2 <= k; p += 2) {
      const left = a + i * ai + p * ak;
      const x0 = Math.abs(memory[left]!);
      const x1 = Math.abs(memory[left + ak]!);
      const rx0 = radii[left]!;
      const rx1 = radii[left + ak]!;
      // |x|·(r + γ|y|) + rx·(|y| + r) = r·(|x| + rx) + |y|·(γ|x| + rx)
      const sum0 = x0 + rx0;
      const sum1 = x1 + rx1;
      const slope0 = roundingOf(x0, rounding) + rx0;
      const slope1 = roundingOf(x1, rounding) + rx1;
      let right = b + p * bk;
      for (let at = row; at < row + n; at++) {
        const next = right + bk;
        radii[at] =
          radii[at]! +
          (radii[right]! * sum0 + Math.abs(memory[right]!) * slope0) +
          (radii[next]! * sum1 + Math.abs(memory[next]!) * slope1);
        right += bj;
      }
    }
    if (p < k) {
      const left = a + i * ai + p * ak;
      const x = Math.abs(memory[left]!);
      const rx = radii[left]!;
      let right = b + p * bk;
      for (let at = row; at < row + n; at++) {
        radii[at] =
          radii[at]! + (radii[right]! * (x + rx) + Math.abs(memory[right]!) * (roundingOf(x, rounding) + rx));
        right += bj;
      }
    }
  }
}

/** γ·x, rounded up where it underflows: the other factor may be large. */
const roundingOf = (x: number, rounding: number): number =>
  x < 2 ** -960 && x > 0 ? rounding * x + 2 * ETA : rounding * x;

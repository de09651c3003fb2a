import { ETA, U } from './rounding';

/**
 * Determinants of an n×n matrix and of its minors without divisions, by expansion along rows: the state of a set of columns
 * is the sum over all ways to give those columns to the first rows. It takes n·2ⁿ products, exact for small whole numbers
 * and right for singular matrices.
 *
 * Each row can also be taken, once, from each of k further matrices V₁ … V_k: the full state is then the derivative of the
 * determinant along V₁ … V_k. States have one slot per set of used directions, as bits.
 */
export interface Minors {
  /** Expands along `rows`; afterwards `values[columns << k | directions]` holds the state. */
  expand(memory: Float64Array, inputs: readonly number[], rows: Int32Array): void;
  /** The same sums over magnitudes, and running bounds of the error of `expand` under the inputs' radii. */
  bound(memory: Float64Array, radii: Float64Array, inputs: readonly number[], rows: Int32Array): void;
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  readonly errors: Float64Array;
}

/** Scratch for expansions of n×n matrices with k directions. */
export function minors(n: number, k: number): Minors {
  const states = 1 << (n + k);
  const values = new Float64Array(states);
  const sizes = new Float64Array(states);
  const errors = new Float64Array(states);
  const sets = 1 << k;

  const expand: Minors['expand'] = (memory, inputs, rows) => {
    values.fill(0);
    values[0] = 1;
    for (let columns = 1; columns < 1 << n; columns++) {
      const depth = countBits(columns);
      if (depth > rows.length) continue;
      const row = rows[depth - 1]! * n;
      for (let used = 0; used < sets; used++) {
        let sum = 0;
        for (let j = 0; j < n; j++) {
          if (((columns >> j) & 1) === 0) continue;
          const rest = (columns ^ (1 << j)) << k;
          let term = values[rest | used]! * memory[inputs[0]! + row + j]!;
          for (let d = 0; d < k; d++) {
            if ((used >> d) & 1)
              term += values[rest | (used ^ (1 << d))]! * memory[inputs[d + 1]! + row + j]!;
          }
          // Each chosen column to the right of j is one exchange.
          sum += countBits(columns >> (j + 1)) & 1 ? -term : term;
        }
        values[(columns << k) | used] = sum;
      }
    }
  };

  const bound: Minors['bound'] = (memory, radii, inputs, rows) => {
    sizes.fill(0);
    errors.fill(0);
    sizes[0] = 1;
    for (let columns = 1; columns < 1 << n; columns++) {
      const depth = countBits(columns);
      if (depth > rows.length) continue;
      const row = rows[depth - 1]! * n;
      // A state of the first row has one factor, 1, and no rounding unless directions add up.
      const terms = depth * (k + 1);
      for (let used = 0; used < sets; used++) {
        let size = 0;
        let error = 0;
        for (let j = 0; j < n; j++) {
          if (((columns >> j) & 1) === 0) continue;
          const rest = (columns ^ (1 << j)) << k;
          for (let d = -1; d < k; d++) {
            if (d >= 0 && ((used >> d) & 1) === 0) continue;
            const source = rest | (d < 0 ? used : used ^ (1 << d));
            const at = inputs[d + 1]! + row + j;
            const x = Math.abs(memory[at]!);
            size += sizes[source]! * x;
            error += errors[source]! * (x + radii[at]!) + sizes[source]! * radii[at]!;
          }
        }
        const state = (columns << k) | used;
        sizes[state] = size;
        errors[state] = error + (terms > 1 ? (terms + 1) * U * size + terms * ETA : 0);
      }
    }
  };
  return { expand, bound, values, sizes, errors };
}

export function countBits(x: number): number {
  let count = 0;
  for (let rest = x; rest !== 0; rest &= rest - 1) count++;
  return count;
}

import type Decimal from 'decimal.js';
import type { Interval, IntervalArithmetic } from '../../enclosure/interval';
import { intersection, isPoint, isUndefined, isZero, mayBeZero } from './intervals';
import { countBits } from './minors';
import { enclosedProduct, enclosedSum } from './runs';

/** Up to this size a determinant is expanded too, which is exact for short numbers. */
const EXPANDED = 4;

/** Up to this size determinants and cofactors are expanded where the matrix may be singular. */
const EXPANDED_SINGULAR = 8;

/** Gaussian elimination with complete pivoting; rows continue into the right sides, which are n×p. */
interface Elimination {
  readonly n: number;
  readonly rows: readonly (readonly Interval[])[];
  /** Column k of the triangle belongs to unknown `columns[k]`. */
  readonly columns: readonly number[];
  readonly isEven: boolean;
  /** The number of pivots that surely are not 0; below n the rest of the matrix is left as it was then. */
  readonly rank: number;
}

/** A lower bound of |x|; undefined where x may be 0. */
const leastMagnitude = (x: Interval): Decimal | undefined =>
  x.low.gt(0) ? x.low : x.high.lt(0) ? x.high.negated() : undefined;

function eliminate(
  a: readonly Interval[],
  n: number,
  right: readonly Interval[],
  arithmetic: IntervalArithmetic,
): Elimination {
  const { multiply, subtract, divide } = arithmetic;
  const p = n === 0 ? 0 : right.length / n;
  const rows = Array.from({ length: n }, (_, i) => [
    ...a.slice(i * n, i * n + n),
    ...right.slice(i * p, i * p + p),
  ]);
  const columns = Array.from({ length: n }, (_, j) => j);
  let isEven = true;
  for (let k = 0; k < n; k++) {
    const pivot = largestPivot(rows, k, n);
    if (pivot === undefined) return { n, rows, columns, isEven, rank: k };
    if (pivot.row !== k) {
      exchange(rows, pivot.row, k);
      isEven = !isEven;
    }
    if (pivot.column !== k) {
      for (const row of rows) exchange(row, pivot.column, k);
      exchange(columns, pivot.column, k);
      isEven = !isEven;
    }
    const lead = rows[k]!;
    for (let i = k + 1; i < n; i++) {
      const row = rows[i]!;
      if (isZero(row[k]!)) continue;
      const multiplier = divide(row[k]!, lead[k]!);
      for (let j = k + 1; j < n + p; j++) {
        if (!isZero(lead[j]!)) row[j] = subtract(row[j]!, multiply(multiplier, lead[j]!));
      }
    }
  }
  return { n, rows, columns, isEven, rank: n };
}

/** The entry that is surely furthest from 0; undefined where all may be 0. */
function largestPivot(
  rows: readonly (readonly Interval[])[],
  k: number,
  n: number,
): { readonly row: number; readonly column: number } | undefined {
  let best: Decimal | undefined;
  let found: { row: number; column: number } | undefined;
  for (let row = k; row < n; row++) {
    for (let column = k; column < n; column++) {
      const size = leastMagnitude(rows[row]![column]!);
      if (size === undefined || (best !== undefined && !size.gt(best))) continue;
      best = size;
      found = { row, column };
    }
  }
  return found;
}

function exchange<T>(list: T[], p: number, q: number): void {
  const x = list[p]!;
  list[p] = list[q]!;
  list[q] = x;
}

/** What elimination left without a pivot, row by row. */
const remainder = ({ n, rows, rank }: Elimination): Interval[] =>
  rows.slice(rank).flatMap((row) => row.slice(rank, n));

/**
 * The solution of A·X = B for an n×n matrix and an n×p right side, both row-major. Nothing is known where A may be singular;
 * there is no solution where it surely is.
 */
export function enclosedSolution(
  a: readonly Interval[],
  n: number,
  right: readonly Interval[],
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  if (a.some(isUndefined)) return right.map(() => arithmetic.undefined);
  const elimination = eliminate(a, n, right, arithmetic);
  const { rows, columns, rank } = elimination;
  if (rank < n) {
    const isSingular = remainder(elimination).every(isZero);
    return right.map((x) => (isSingular || isUndefined(x) ? arithmetic.undefined : arithmetic.whole));
  }
  const { multiply, subtract, divide } = arithmetic;
  const p = n === 0 ? 0 : right.length / n;
  const solution: Interval[] = new Array(n * p);
  for (let j = 0; j < p; j++) {
    for (let i = n - 1; i >= 0; i--) {
      const row = rows[i]!;
      let rest = row[n + j]!;
      for (let k = i + 1; k < n; k++) {
        if (!isZero(row[k]!)) rest = subtract(rest, multiply(row[k]!, solution[columns[k]! * p + j]!));
      }
      solution[columns[i]! * p + j] = divide(rest, row[i]!);
    }
  }
  return solution;
}

export function enclosedInverse(
  a: readonly Interval[],
  n: number,
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  return enclosedSolution(a, n, identityOf(n, arithmetic), arithmetic);
}

const identityOf = (n: number, { one, zero }: IntervalArithmetic): readonly Interval[] =>
  Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? one : zero));

/** The determinant of an n×n matrix; a surely singular one, or one of short numbers, has no width. */
export function enclosedDeterminant(
  a: readonly Interval[],
  n: number,
  arithmetic: IntervalArithmetic,
): Interval {
  if (a.some(isUndefined)) return arithmetic.undefined;
  if (n <= EXPANDED) {
    const expanded = expandedDeterminant(a, n, arithmetic);
    if (isPoint(expanded)) return expanded;
    // Elimination is tighter near singular matrices: it does not cancel products of large entries.
    return intersection(expanded, eliminatedDeterminant(a, n, arithmetic));
  }
  const eliminated = eliminatedDeterminant(a, n, arithmetic);
  return mayBeZero(eliminated) && n <= EXPANDED_SINGULAR
    ? intersection(eliminated, expandedDeterminant(a, n, arithmetic))
    : eliminated;
}

/** The pivots' product, times the determinant of what is left where no further pivot is sure. */
function eliminatedDeterminant(a: readonly Interval[], n: number, arithmetic: IntervalArithmetic): Interval {
  const elimination = eliminate(a, n, [], arithmetic);
  const { rows, isEven, rank } = elimination;
  const factors = rows.slice(0, rank).map((row, i) => row[i]!);
  if (rank < n) {
    const rest = remainder(elimination);
    if (rest.every(isZero)) return arithmetic.zero;
    factors.push(
      n - rank <= EXPANDED
        ? expandedDeterminant(rest, n - rank, arithmetic)
        : anyDeterminant(rest, n - rank, arithmetic),
    );
  }
  const product = enclosedProduct(factors, arithmetic);
  return isEven ? product : arithmetic.negate(product);
}

/** |det| is at most the product of the rows' sums of magnitudes. */
function anyDeterminant(a: readonly Interval[], n: number, arithmetic: IntervalArithmetic): Interval {
  const sums = Array.from({ length: n }, (_, i) =>
    enclosedSum(a.slice(i * n, i * n + n).map(arithmetic.abs), arithmetic),
  );
  const bound = enclosedProduct(sums, arithmetic);
  return arithmetic.hull(arithmetic.negate(bound), bound);
}

function expandedDeterminant(a: readonly Interval[], n: number, arithmetic: IntervalArithmetic): Interval {
  return expansion([a], n, allRows(n), arithmetic)[(1 << n) - 1]!;
}

const allRows = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/**
 * The cofactors of an n×n matrix, or their derivatives along further matrices (see `minors`, which sums in the same order).
 */
export function enclosedCofactors(
  inputs: readonly (readonly Interval[])[],
  n: number,
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const [a, ...directions] = inputs as [readonly Interval[], ...(readonly Interval[])[]];
  if (inputs.some((input) => input.some(isUndefined))) return a.map(() => arithmetic.undefined);
  if (directions.length > 0) return expandedCofactors(inputs, n, arithmetic);
  if (n === 0) return [];
  const eliminated = n > EXPANDED ? eliminatedCofactors(a, n, arithmetic) : undefined;
  if (eliminated !== undefined && (n > EXPANDED_SINGULAR || !eliminated.some(mayBeZero))) return eliminated;
  const expanded = expandedCofactors(inputs, n, arithmetic);
  if (expanded.every(isPoint)) return expanded;
  const known = eliminated ?? eliminatedCofactors(a, n, arithmetic);
  return expanded.map((x, at) => intersection(x, known[at]!));
}

/**
 * The transposed adjugate from the factors L⁻¹·P·A·Q = [U B; 0 S], as `adjugateOf` has it (Stewart, On the adjugate matrix,
 * 1998), but with a block S that holds the last pivot and all that may be 0, since nothing is divided by those. With the
 * rows M and N of L⁻¹·P it is ±det(U)·Q·[U⁻¹·(det(S)·M − B·adj(S)·N); adj(S)·N].
 */
function eliminatedCofactors(
  a: readonly Interval[],
  n: number,
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const { multiply, subtract, divide, negate, zero } = arithmetic;
  const elimination = eliminate(a, n, identityOf(n, arithmetic), arithmetic);
  const { rows, columns, isEven } = elimination;
  const sure = Math.min(elimination.rank, n - 1);
  const size = n - sure;
  const block = rows.slice(sure).flatMap((row) => row.slice(sure, n));
  // The rank is below n − 1, so all minors vanish.
  if (size > 1 && block.every(isZero)) return a.map(() => zero);
  if (size > EXPANDED_SINGULAR) return a.map(() => arithmetic.whole);
  const blockCofactors = expandedCofactors([block], size, arithmetic);
  const blockDeterminant = expandedDeterminant(block, size, arithmetic);
  const pivots = enclosedProduct(
    rows.slice(0, sure).map((row, i) => row[i]!),
    arithmetic,
  );
  const leading = isEven ? pivots : negate(pivots);
  const cofactors: Interval[] = new Array(n * n);
  const solved: Interval[] = new Array(n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < size; i++) {
      const terms = allRows(size).map((k) =>
        multiply(blockCofactors[k * size + i]!, rows[sure + k]![n + j]!),
      );
      solved[sure + i] = enclosedSum(terms, arithmetic);
    }
    for (let i = sure - 1; i >= 0; i--) {
      const row = rows[i]!;
      let rest = multiply(blockDeterminant, row[n + j]!);
      for (let k = i + 1; k < n; k++) {
        if (!isZero(row[k]!)) rest = subtract(rest, multiply(row[k]!, solved[k]!));
      }
      solved[i] = divide(rest, row[i]!);
    }
    for (let i = 0; i < n; i++) cofactors[j * n + columns[i]!] = multiply(leading, solved[i]!);
  }
  return cofactors;
}

function expandedCofactors(
  inputs: readonly (readonly Interval[])[],
  n: number,
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const k = inputs.length - 1;
  const used = (1 << k) - 1;
  const all = (1 << n) - 1;
  return allRows(n).flatMap((i) => {
    const states = expansion(
      inputs,
      n,
      allRows(n).filter((row) => row !== i),
      arithmetic,
    );
    return allRows(n).map((j) => {
      const minor = states[((all ^ (1 << j)) << k) | used]!;
      return (i + j) & 1 ? arithmetic.negate(minor) : minor;
    });
  });
}

/**
 * The states of `minors` in interval arithmetic: the first of `inputs` is the matrix, all others are directions.
 */
function expansion(
  inputs: readonly (readonly Interval[])[],
  n: number,
  rows: readonly number[],
  arithmetic: IntervalArithmetic,
): readonly Interval[] {
  const { zero, one, add, multiply, negate } = arithmetic;
  const k = inputs.length - 1;
  const values: Interval[] = new Array(1 << (n + k)).fill(zero);
  values[0] = one;
  for (let columns = 1; columns < 1 << n; columns++) {
    const depth = countBits(columns);
    if (depth > rows.length) continue;
    const row = rows[depth - 1]! * n;
    for (let used = 0; used < 1 << k; used++) {
      let sum = zero;
      for (let j = 0; j < n; j++) {
        if (((columns >> j) & 1) === 0) continue;
        const rest = (columns ^ (1 << j)) << k;
        const isOdd = (countBits(columns >> (j + 1)) & 1) === 1;
        for (let d = -1; d < k; d++) {
          if (d >= 0 && ((used >> d) & 1) === 0) continue;
          const state = values[rest | (d < 0 ? used : used ^ (1 << d))]!;
          const entry = inputs[d + 1]![row + j]!;
          if (isZero(state) || isZero(entry)) continue;
          const term = state === one ? entry : multiply(state, entry);
          const signedTerm = isOdd ? negate(term) : term;
          sum = sum === zero ? signedTerm : add(sum, signedTerm);
        }
      }
      values[(columns << k) | used] = sum;
    }
  }
  return values;
}

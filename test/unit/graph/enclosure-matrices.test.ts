import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../src/core/graph/enclosure/interval';
import {
  cofactors,
  determinant,
  inverse,
  logDeterminant,
  solve,
} from '../../../src/core/graph/operations/matrix';
import { arithmetic, enclose, exactEnd, expectToHold, shown } from './array-enclosure';
import * as exactly from './array-exact';
import type { Build } from './array-run';

interface Matrix {
  readonly n: number;
  readonly entries: readonly number[];
}

const at = (n: number, entry: (i: number, j: number) => number): Matrix => ({
  n,
  entries: Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n), k % n)),
});

const whole = fc.integer({ min: -3, max: 3 });

/** A product of triangular matrices of small whole numbers with ones on their diagonals: determinant 1, any condition. */
const unimodular: fc.Arbitrary<Matrix> = fc.integer({ min: 1, max: 10 }).chain((n) =>
  fc.array(whole, { minLength: n * n, maxLength: n * n }).map((k) =>
    at(n, (i, j) => {
      let sum = 0;
      for (let p = 0; p <= Math.min(i, j); p++) {
        sum += (p === i ? 1 : k[i * n + p]!) * (p === j ? 1 : k[p * n + j]!);
      }
      return sum;
    }),
  ),
);

const unit: fc.Arbitrary<number> = fc.integer({ min: -(2 ** 53), max: 2 ** 53 }).map((m) => m * 2 ** -53);

/** Rows of sizes from 1 down to 2⁻⁶⁰. */
const graded: fc.Arbitrary<Matrix> = fc
  .integer({ min: 2, max: 10 })
  .chain((n) =>
    fc
      .array(unit, { minLength: n * n, maxLength: n * n })
      .map((x) => at(n, (i, j) => x[i * n + j]! * 2 ** -Math.floor((60 * i) / (n - 1)))),
  );

/** 1 / (i + j + 1) in doubles, whose condition grows to 10¹³. */
const hilbert: fc.Arbitrary<Matrix> = fc
  .integer({ min: 1, max: 10 })
  .map((n) => at(n, (i, j) => 1 / (i + j + 1)));

const regular: readonly { readonly kind: string; readonly matrices: fc.Arbitrary<Matrix> }[] = [
  { kind: 'unimodular', matrices: unimodular },
  { kind: 'graded', matrices: graded },
  { kind: 'Hilbert', matrices: hilbert },
];

const run = (build: Build, { n, entries }: Matrix): readonly Interval[] =>
  enclose(build, [[n, n]], [entries.map(arithmetic.fromDouble)]);

const gridOf = ({ n, entries }: Matrix): exactly.Grid => exactly.grid(n, n, entries.map(exactly.exact));

/** Every interval holds its value and is narrow beside the largest. */
function expectNarrow(enclosed: readonly Interval[], truth: readonly exactly.Rational[]): void {
  const scale = truth.map(exactly.magnitude).reduce((p, q) => (exactly.atMost(p, q) ? q : p));
  truth.forEach((value, i) => {
    expectToHold(enclosed[i]!, value);
    const width = exactly.minus(exactEnd(enclosed[i]!.high), exactEnd(enclosed[i]!.low));
    const isNarrow = exactly.atMost(width, exactly.times(scale, exactly.exact(1e-20)));
    expect(isNarrow, shown(enclosed[i]!)).toBe(true);
  });
}

const RUNS = { numRuns: 12, seed: 31 };

describe.each(regular)('enclosures of $kind matrices are narrow', ({ matrices }) => {
  it('inv, solve, det, logdet', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { n } = matrix;
        const grid = gridOf(matrix);
        const value = exactly.determinant(grid);
        const truth = exactly.solution(grid, exactly.identityGrid(n));
        if (truth === undefined) return;
        expectNarrow(
          run((b, [a]) => inverse(b, a!), matrix),
          truth.flat(),
        );
        expectNarrow(
          run((b, [a]) => solve(b, a!, b.filled(1, [n])), matrix),
          truth.map(exactly.total),
        );
        expectNarrow(
          run((b, [a]) => determinant(b, a!), matrix),
          [value],
        );
        if (value.n < 0n) return;
        const [log] = run((b, [a]) => logDeterminant(b, a!), matrix);
        expect(log!.high.minus(log!.low).lte(1e-20), shown(log!)).toBe(true);
        if (exactly.atMost(exactly.exact(1e-80), value)) expectToHold(log!, exactly.log(value));
      }),
      RUNS,
    );
  });

  it('cofactors', () => {
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { n } = matrix;
        const grid = gridOf(matrix);
        const inverted = exactly.solution(grid, exactly.identityGrid(n));
        if (inverted === undefined) return;
        const value = exactly.determinant(grid);
        const truth = inverted.flatMap((_, i) => inverted.map((row) => exactly.times(value, row[i]!)));
        expectNarrow(
          run((b, [a]) => cofactors(b, a!), matrix),
          truth,
        );
      }),
      RUNS,
    );
  });
});

/** The last row is the sum of the others. */
const dependent = (n: number, entry: (i: number, j: number) => number): Matrix =>
  at(n, (i, j) => {
    if (i < n - 1) return entry(i, j);
    let sum = 0;
    for (let p = 0; p < n - 1; p++) sum += entry(p, j);
    return sum;
  });

const wholeEntry = (i: number, j: number): number => ((i * i + 3 * j * j + i * j) % 7) - 3;

describe('singular matrices', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('the determinant of whole numbers is exactly 0, size %i', (n) => {
    const [value] = run((b, [a]) => determinant(b, a!), dependent(n, wholeEntry));
    expect([value!.low.toNumber(), value!.high.toNumber()].map(Math.abs)).toEqual([0, 0]);
  });

  it.each([9, 10, 14])('the determinant is almost 0, size %i', (n) => {
    const [value] = run((b, [a]) => determinant(b, a!), dependent(n, wholeEntry));
    expect(value!.low.lte(0) && value!.high.gte(0), shown(value!)).toBe(true);
    expect(value!.high.minus(value!.low).lte(1e-25), shown(value!)).toBe(true);
  });

  it.each([1, 2, 3, 5, 8, 9, 10])('cofactors are those of exact arithmetic, size %i', (n) => {
    const matrix = dependent(n, wholeEntry);
    const grid = gridOf(matrix);
    const truth = matrix.entries.map((_, k) => {
      const [row, column] = [Math.floor(k / n), k % n];
      const minor = exactly.determinant(
        grid.filter((_r, i) => i !== row).map((r) => r.filter((_x, j) => j !== column)),
      );
      return (row + column) % 2 === 0 ? minor : exactly.minus(exactly.ZERO, minor);
    });
    run((b, [a]) => cofactors(b, a!), matrix).forEach((x, k) => {
      expectToHold(x, truth[k]!);
      expect(x.high.minus(x.low).lte(1e-20), shown(x)).toBe(true);
    });
  });

  it.each([3, 6, 10])('cofactors vanish where two pivots do, size %i', (n) => {
    const enclosed = run(
      (b, [a]) => cofactors(b, a!),
      at(n, (i, j) => (i < n - 2 && i === j ? 3 : 0)),
    );
    expect(enclosed.every((x) => x.low.isZero() && x.high.isZero())).toBe(true);
  });

  it.each([1, 2, 3, 5, 9])('there are no bounds of the inverse, size %i', (n) => {
    const matrix = dependent(n, wholeEntry);
    for (const x of run((b, [a]) => inverse(b, a!), matrix)) {
      expect(x.low.isFinite() || x.high.isFinite(), shown(x)).toBe(false);
    }
    for (const x of run((b, [a]) => solve(b, a!, b.filled(1, [n])), matrix)) {
      expect(x.low.isFinite() || x.high.isFinite(), shown(x)).toBe(false);
    }
  });

  it('a matrix of zeros has no inverse', () => {
    const zeros = at(3, () => 0);
    expect(run((b, [a]) => inverse(b, a!), zeros).every((x) => x.low.isNaN())).toBe(true);
  });
});

describe('matrices with wide entries', () => {
  const wide = (entries: readonly (readonly [number, number])[], build: Build): readonly Interval[] =>
    enclose(build, [[2, 2]], [entries.map(([x, r]) => arithmetic.fromBall(x, r))]);

  it('nothing is known of the inverse where some matrix is singular', () => {
    const enclosed = wide(
      [
        [1, 0],
        [2, 0.5],
        [2, 0.5],
        [4, 0],
      ],
      (b, [a]) => inverse(b, a!),
    );
    expect(enclosed.map(shown)).toEqual(new Array(4).fill('[-Infinity, Infinity]'));
  });

  it('the determinant has bounds nevertheless', () => {
    const [value] = wide(
      [
        [1, 0],
        [2, 0.5],
        [2, 0.5],
        [4, 0],
      ],
      (b, [a]) => determinant(b, a!),
    );
    expect([value!.low.toNumber(), value!.high.toNumber()]).toEqual([-2.25, 1.75]);
  });
});

import fc from 'fast-check';
import { CUMULATIVE_SUM } from '../../../src/core/graph/operations/cumulative';
import { ARGMAX } from '../../../src/core/graph/operations/extremes';
import { matmul, outer } from '../../../src/core/graph/operations/linear';
import {
  cofactors,
  determinant,
  inverse,
  logDeterminant,
  solve,
  trace,
} from '../../../src/core/graph/operations/matrix';
import { PRODUCT_OF_OTHERS } from '../../../src/core/graph/operations/product';
import {
  norm,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProduct,
  reduceSum,
} from '../../../src/core/graph/operations/reduce';
import { logSoftmax, logSumExp, softmax } from '../../../src/core/graph/operations/softmax';
import type { Shape } from '../../../src/core/graph/shape';
import type { Grid, Rational } from './array-exact';
import * as exactly from './array-exact';
import type { Build } from './array-run';

/** An operation, and its exact value by other means from exact entries; undefined where that value does not exist. */
export interface Case {
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly build: Build;
  readonly reference: (inputs: readonly (readonly Rational[])[]) => readonly Rational[] | undefined;
  /** Entries near such values: by default numbers of all sizes between 2⁻⁴⁰ and 2⁴⁰. */
  readonly entries?: fc.Arbitrary<number>;
  /** The largest radius of an input relative to the entry. */
  readonly spread?: number;
}

export const anySize: fc.Arbitrary<number> = fc
  .tuple(fc.integer({ min: -(2 ** 53), max: 2 ** 53 }), fc.integer({ min: -40, max: 40 }))
  .map(([mantissa, exponent]) => mantissa * 2 ** (exponent - 53));

export const nearOne: fc.Arbitrary<number> = fc
  .integer({ min: -(2 ** 53), max: 2 ** 53 })
  .map((m) => m * 2 ** -53);

export const smallWhole: fc.Arbitrary<number> = fc.integer({ min: -2, max: 2 });

const moderate: fc.Arbitrary<number> = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((m) => m * 2 ** -16);

const square = (n: number, entries: readonly Rational[]): Grid => exactly.grid(n, n, entries);

const inverseOf = (n: number, entries: readonly Rational[]): Rational[] | undefined =>
  exactly.solution(square(n, entries), exactly.identityGrid(n))?.flat();

const cofactorsOf = (n: number, entries: readonly Rational[]): Rational[] =>
  entries.map((_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    const minor = square(n, entries)
      .filter((_r, i) => i !== row)
      .map((r) => r.filter((_x, j) => j !== column));
    const value = exactly.determinant(minor);
    return (row + column) % 2 === 0 ? value : exactly.minus(exactly.ZERO, value);
  });

const productOf = (list: readonly Rational[]): Rational => list.reduce(exactly.times, exactly.ONE);

const softmaxOf = (list: readonly Rational[]): Rational[] => {
  const powers = list.map(exactly.exp);
  return powers.map((p) => exactly.over(p, exactly.total(powers)));
};

const logSumExpOf = (list: readonly Rational[]): Rational =>
  exactly.log(exactly.total(list.map(exactly.exp)));

const extremeOf = (list: readonly Rational[], sign: bigint): Rational =>
  list.reduce((best, x) => ((x.n * best.d - best.n * x.d) * sign > 0n ? x : best));

const squareCases = [1, 2, 3, 4, 5].flatMap((n): Case[] => {
  const shapes = [[n, n]];
  return [
    ...[nearOne, smallWhole].flatMap((entries, i): Case[] => [
      {
        name: `det ${n}, ${i === 0 ? 'real' : 'whole'}`,
        shapes,
        entries,
        build: (b, [a]) => determinant(b, a!),
        reference: ([a]) => [exactly.determinant(square(n, a!))],
      },
      {
        name: `cofactors ${n}, ${i === 0 ? 'real' : 'whole'}`,
        shapes,
        entries,
        build: (b, [a]) => cofactors(b, a!),
        reference: ([a]) => cofactorsOf(n, a!),
      },
      {
        name: `inv ${n}, ${i === 0 ? 'real' : 'whole'}`,
        shapes,
        entries,
        build: (b, [a]) => inverse(b, a!),
        reference: ([a]) => inverseOf(n, a!),
      },
    ]),
    {
      name: `logdet ${n}`,
      shapes,
      entries: nearOne,
      build: (b, [a]) => logDeterminant(b, a!),
      reference: ([a]) => {
        const det = exactly.determinant(square(n, a!));
        return det.n > 0n ? [exactly.log(det)] : undefined;
      },
    },
    {
      name: `solve ${n}`,
      shapes: [
        [n, n],
        [n, 2],
      ],
      entries: nearOne,
      build: (b, [a, y]) => solve(b, a!, y!),
      reference: ([a, y]) => exactly.solution(square(n, a!), exactly.grid(n, 2, y!))?.flat(),
    },
  ];
});

export const cases: readonly Case[] = [
  {
    name: 'sum',
    shapes: [[7]],
    build: (b, [x]) => reduceSum(b, x!),
    reference: ([x]) => [exactly.total(x!)],
  },
  {
    name: 'sum of columns',
    shapes: [[3, 2]],
    build: (b, [x]) => reduceSum(b, x!, 0),
    reference: ([x]) => [0, 1].map((j) => exactly.total([x![j]!, x![2 + j]!, x![4 + j]!])),
  },
  {
    name: 'mean',
    shapes: [[7]],
    build: (b, [x]) => reduceMean(b, x!),
    reference: ([x]) => [exactly.over(exactly.total(x!), exactly.rational(7n))],
  },
  {
    name: 'cumsum from the end',
    shapes: [[5]],
    build: (b, [x]) => b.apply(CUMULATIVE_SUM, [x!], { axis: 0, reverse: true }),
    reference: ([x]) => x!.map((_, i) => exactly.total(x!.slice(i))),
  },
  {
    name: 'trace',
    shapes: [[3, 3]],
    build: (b, [x]) => trace(b, x!),
    reference: ([x]) => [exactly.total([x![0]!, x![4]!, x![8]!])],
  },
  {
    name: 'prod',
    shapes: [[6]],
    build: (b, [x]) => reduceProduct(b, x!),
    reference: ([x]) => [productOf(x!)],
  },
  {
    name: 'products of all factors but one',
    shapes: [[5]],
    build: (b, [x]) => b.apply(PRODUCT_OF_OTHERS, [x!], { axes: [0] }),
    reference: ([x]) => x!.map((_, i) => productOf(x!.filter((_x, j) => j !== i))),
  },
  {
    name: 'products of all factors but two',
    shapes: [[4], [4]],
    build: (b, [x, v]) => b.apply(PRODUCT_OF_OTHERS, [x!, v!], { axes: [0] }),
    reference: ([x, v]) =>
      x!.map((_, i) =>
        exactly.total(
          x!.map((_x, j) =>
            i === j
              ? exactly.ZERO
              : exactly.times(v![j]!, productOf(x!.filter((_y, k) => k !== i && k !== j))),
          ),
        ),
      ),
  },
  {
    name: 'matmul',
    shapes: [
      [2, 3],
      [3, 2],
    ],
    build: (b, [x, y]) => matmul(b, x!, y!),
    reference: ([x, y]) => exactly.product(exactly.grid(2, 3, x!), exactly.grid(3, 2, y!)).flat(),
  },
  {
    name: 'matmul, right transposed',
    shapes: [
      [4, 5],
      [4, 5],
    ],
    build: (b, [x, y]) => matmul(b, x!, y!, { transposeY: true }),
    reference: ([x, y]) =>
      exactly
        .grid(4, 5, x!)
        .flatMap((p) =>
          exactly.grid(4, 5, y!).map((q) => exactly.total(p.map((pi, i) => exactly.times(pi, q[i]!)))),
        ),
  },
  {
    name: 'dot',
    shapes: [[9], [9]],
    build: (b, [x, y]) => matmul(b, x!, y!),
    reference: ([x, y]) => [exactly.total(x!.map((xi, i) => exactly.times(xi, y![i]!)))],
  },
  {
    name: 'outer',
    shapes: [[2], [3]],
    build: (b, [x, y]) => outer(b, x!, y!),
    reference: ([x, y]) => x!.flatMap((xi) => y!.map((yj) => exactly.times(xi, yj))),
  },
  {
    name: 'max',
    shapes: [[4]],
    build: (b, [x]) => reduceMax(b, x!),
    reference: ([x]) => [extremeOf(x!, 1n)],
  },
  {
    name: 'max of near ties',
    shapes: [[4]],
    entries: fc.integer({ min: 0, max: 8 }).map((k) => 1 + k * 2 ** -30),
    spread: 2 ** -29,
    build: (b, [x]) => reduceMax(b, x!),
    reference: ([x]) => [extremeOf(x!, 1n)],
  },
  {
    name: 'min',
    shapes: [[4]],
    build: (b, [x]) => reduceMin(b, x!),
    reference: ([x]) => [extremeOf(x!, -1n)],
  },
  {
    name: 'argmax',
    shapes: [[4]],
    entries: fc.integer({ min: 0, max: 8 }).map((k) => 1 + k * 2 ** -30),
    spread: 2 ** -29,
    build: (b, [x]) => b.apply(ARGMAX, [x!], { axes: [0], keepdims: false }),
    reference: ([x]) => {
      const best = extremeOf(x!, 1n);
      return [exactly.rational(BigInt(x!.findIndex((e) => e.n === best.n && e.d === best.d)))];
    },
  },
  {
    name: 'norm',
    shapes: [[5]],
    build: (b, [x]) => norm(b, x!),
    reference: ([x]) => [exactly.squareRoot(exactly.total(x!.map((e) => exactly.times(e, e))))],
  },
  {
    name: 'softmax',
    shapes: [[4]],
    entries: moderate,
    build: (b, [x]) => softmax(b, x!),
    reference: ([x]) => softmaxOf(x!),
  },
  {
    name: 'softmax with wide balls',
    shapes: [[3]],
    entries: moderate,
    spread: 2,
    build: (b, [x]) => softmax(b, x!),
    reference: ([x]) => softmaxOf(x!),
  },
  {
    name: 'log softmax',
    shapes: [[4]],
    entries: moderate,
    build: (b, [x]) => logSoftmax(b, x!),
    reference: ([x]) => softmaxOf(x!).map(exactly.log),
  },
  {
    name: 'log softmax with wide balls',
    shapes: [[3]],
    entries: moderate,
    spread: 2,
    build: (b, [x]) => logSoftmax(b, x!),
    reference: ([x]) => softmaxOf(x!).map(exactly.log),
  },
  {
    name: 'logsumexp',
    shapes: [[4]],
    entries: moderate,
    build: (b, [x]) => logSumExp(b, x!),
    reference: ([x]) => [logSumExpOf(x!)],
  },
  {
    name: 'logsumexp with wide balls',
    shapes: [[3]],
    entries: moderate,
    spread: 2,
    build: (b, [x]) => logSumExp(b, x!),
    reference: ([x]) => [logSumExpOf(x!)],
  },
  ...squareCases,
];

/** One drawn input: the entry the program sees, its radius, and where in the ball the exact value lies (−1 to 1). */
export interface Draw {
  readonly entry: number;
  readonly radius: number;
  readonly place: number;
}

export const draws = (item: Case, size: number): fc.Arbitrary<Draw[]> =>
  fc.array(
    fc
      .tuple(
        item.entries ?? anySize,
        fc.oneof(
          fc.constant(0),
          fc.integer({ min: 1, max: 50 }).map((k) => 2 ** -k),
        ),
        fc.constantFrom(-1, -0.5, 0, 0.25, 1),
      )
      .map(([entry, relative, place]) => {
        const radius =
          item.spread === undefined ? Math.abs(entry) * relative * 2 ** -6 : item.spread * relative;
        return { entry, radius, place };
      }),
    { minLength: size, maxLength: size },
  );

/** Doubles of every size, subnormal and close to overflow included. */
export const anyDouble: fc.Arbitrary<number> = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc
    .tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -1074, max: 1019 }))
    .map(([m, e]) => m * 2 ** e),
  smallWhole,
);

/** Those whose reference is exact: where it needs logarithms it has a fixed number of digits behind the point. */
export const algebraic = cases.filter(({ name }) => !/softmax|logsumexp|logdet/.test(name));

/** The exact numbers that the draws stand for. */
export const exactEntries = (drawn: readonly (readonly Draw[])[]): Rational[][] =>
  drawn.map((list) =>
    list.map(({ entry, radius, place }) =>
      exactly.plus(exactly.exact(entry), exactly.times(exactly.exact(radius), exactly.exact(place))),
    ),
  );

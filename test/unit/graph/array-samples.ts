import fc from 'fast-check';
import type { Attributes } from '../../../src/core/graph/operation';
import { type Shape, sizeOf } from '../../../src/core/graph/shape';
import { anySize, nearOne, smallWhole } from './array-cases';

/** One application of an operation: the shapes and the entries of its inputs, and its attributes. */
export interface Sample {
  readonly shapes: readonly Shape[];
  readonly entries: readonly (readonly number[])[];
  readonly attributes: Attributes;
}

const size: fc.Arbitrary<number> = fc.integer({ min: 0, max: 4 });
const someSize: fc.Arbitrary<number> = fc.integer({ min: 1, max: 4 });
const shapeOf = (rank: fc.Arbitrary<number>, sizes = size): fc.Arbitrary<number[]> =>
  rank.chain((r) => fc.array(sizes, { minLength: r, maxLength: r }));
const anyShape = shapeOf(fc.integer({ min: 0, max: 3 }));
const arrayShape = shapeOf(fc.integer({ min: 1, max: 3 }));
const matrixShape = shapeOf(fc.integer({ min: 2, max: 3 }));

/** Numbers of all sizes, of one size, or small whole ones, which tie and cancel. */
const list = (length: number): fc.Arbitrary<number[]> =>
  fc.oneof(
    ...[anySize, nearOne, smallWhole].map((x) => fc.array(x, { minLength: length, maxLength: length })),
  );

const on = (shapes: readonly Shape[], attributes: Attributes = {}): fc.Arbitrary<Sample> =>
  fc.tuple(...shapes.map((shape) => list(sizeOf(shape)))).map((entries) => ({ shapes, entries, attributes }));

/** An array that folds along some of its axes. */
const folded = (
  shapes: fc.Arbitrary<readonly number[]> = anyShape,
  further: Attributes = {},
): fc.Arbitrary<Sample> =>
  shapes.chain((shape) =>
    fc
      .tuple(fc.subarray(shape.map((_, i) => i)), fc.boolean())
      .chain(([axes, keepdims]) => on([shape], { axes, keepdims, ...further })),
  );

const nonEmpty = shapeOf(fc.integer({ min: 0, max: 3 }), someSize);

const alongAxis = (shape: readonly number[]): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: shape.length - 1 });

/** A block of an array of this shape, of which some axes of size 1 vanish. */
const block = (
  shape: readonly number[],
): fc.Arbitrary<{ starts: number[]; sizes: number[]; dropped: number[] }> =>
  fc
    .tuple(...shape.map((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.integer({ min: 0, max: n }))))
    .chain((ends) => {
      const starts = ends.map(([p, q]) => Math.min(p, q));
      const sizes = ends.map(([p, q]) => Math.abs(p - q));
      return fc
        .subarray(sizes.flatMap((n, i) => (n === 1 ? [i] : [])))
        .map((dropped) => ({ starts, sizes, dropped }));
    });

/** Square matrices, among them singular ones and such that differ from them in the last bits. */
const square = (most: number): fc.Arbitrary<{ n: number; entries: number[] }> =>
  fc.integer({ min: 0, max: most }).chain((n) =>
    fc
      .tuple(
        fc.oneof(...[nearOne, smallWhole].map((x) => fc.array(x, { minLength: n * n, maxLength: n * n }))),
        fc.constantFrom('any', 'singular', 'nearly'),
        fc.integer({ min: 1, max: 60 }),
      )
      .map(([entries, kind, bits]) => ({
        n,
        entries:
          kind === 'any' || n < 2 ? entries : dependent(n, entries, kind === 'nearly' ? 2 ** -bits : 0),
      })),
  );

/** The last row becomes the sum of the others, and a little more. */
function dependent(n: number, entries: readonly number[], change: number): number[] {
  const rows = entries.slice(0, n * (n - 1));
  const last = Array.from({ length: n }, (_, j) => {
    let sum = j === 0 ? change : 0;
    for (let i = 0; i < n - 1; i++) sum += rows[i * n + j]!;
    return sum;
  });
  return [...rows, ...last];
}

const onSquare = (most: number, attributes: Attributes = {}): fc.Arbitrary<Sample> =>
  square(most).map(({ n, entries }) => ({ shapes: [[n, n]], entries: [entries], attributes }));

const solved: fc.Arbitrary<Sample> = fc
  .tuple(square(7), fc.option(size), fc.boolean())
  .chain(([{ n, entries }, columns, transposed]) => {
    const shape = columns === null ? [n] : [n, columns];
    return list(sizeOf(shape)).map((right) => ({
      shapes: [[n, n], shape],
      entries: [entries, right],
      attributes: { transposed },
    }));
  });

/** Two operands with batches that broadcast, or vectors. */
const multiplied: fc.Arbitrary<Sample> = fc
  .tuple(size, size, size, fc.boolean(), fc.boolean(), fc.constantFrom('matrix', 'vector', 'batch', 'row'))
  .chain(([m, k, n, transposeX, transposeY, kind]) => {
    const x = kind === 'row' ? [k] : transposeX ? [k, m] : [m, k];
    const y = kind === 'vector' ? [k] : transposeY ? [n, k] : [k, n];
    return on(
      kind === 'batch'
        ? [
            [2, 1, ...x],
            [3, ...y],
          ]
        : [x, y],
      { transposeX, transposeY },
    );
  });

const directed = (most: number, steps: readonly number[]): fc.Arbitrary<Sample> =>
  fc.tuple(square(most), fc.constantFrom(...steps)).chain(([{ n, entries }, count]) =>
    fc.array(list(n * n), { minLength: count, maxLength: count }).map((directions) => ({
      shapes: [entries, ...directions].map(() => [n, n]),
      entries: [entries, ...directions],
      attributes: {},
    })),
  );

/** Random applications of every array operation. */
export const samples: Readonly<Record<string, fc.Arbitrary<Sample>>> = {
  broadcast: anyShape.chain((shape) =>
    fc
      .tuple(shapeOf(fc.integer({ min: 0, max: 1 })), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }))
      .chain(([lead, ones]) => on([shape.map((n, i) => (ones[i] ? 1 : n))], { shape: [...lead, ...shape] })),
  ),
  sum: folded(),
  reshape: anyShape.chain((shape) =>
    fc
      .constantFrom([sizeOf(shape)], [1, ...shape], shape.toReversed())
      .chain((to) => on([shape], { shape: to })),
  ),
  transpose: matrixShape.chain((shape) => on([shape])),
  permute: anyShape.chain((shape) =>
    fc
      .shuffledSubarray(
        shape.map((_, i) => i),
        { minLength: shape.length },
      )
      .chain((axes) => on([shape], { axes })),
  ),
  slice: arrayShape.chain((shape) => block(shape).chain((attributes) => on([shape], attributes))),
  pad: arrayShape.chain((shape) =>
    block(shape).chain((attributes) =>
      on([attributes.sizes.filter((_, i) => !attributes.dropped.includes(i))], { ...attributes, shape }),
    ),
  ),
  stack: fc
    .tuple(anyShape, someSize)
    .chain(([shape, count]) => on(new Array<Shape>(count).fill(shape), { shape: [count, ...shape] })),
  concatenate: arrayShape.chain((shape) =>
    fc.tuple(alongAxis(shape), fc.array(size, { minLength: 1, maxLength: 3 })).chain(([axis, sizes]) =>
      on(
        sizes.map((n) => shape.with(axis, n)),
        { axis },
      ),
    ),
  ),
  diagonal: size.chain((n) => on([[n, n]])),
  diagonalMatrix: size.chain((n) => on([[n]])),
  matmul: multiplied,
  outer: fc.tuple(size, size).chain(([m, n]) => on([[m], [n]])),
  trace: size.chain((n) => on([[n, n]])),
  det: onSquare(7),
  cofactors: fc.oneof(directed(5, [0]), directed(3, [1, 2]), onSquare(9)),
  logdet: onSquare(7),
  inv: onSquare(7),
  solve: solved,
  mean: folded(),
  prod: folded(),
  prodOthers: fc
    .tuple(folded(), fc.integer({ min: 0, max: 2 }))
    .chain(([{ shapes, attributes }, count]) =>
      on(new Array<Shape>(count + 1).fill(shapes[0]!), { axes: attributes.axes! }),
    ),
  reduceMax: folded(nonEmpty),
  reduceMin: folded(nonEmpty),
  winners: fc.boolean().chain((smallest) => folded(nonEmpty, { smallest })),
  argmax: folded(nonEmpty),
  argmin: folded(nonEmpty),
  cumsum: arrayShape.chain((shape) =>
    fc.tuple(alongAxis(shape), fc.boolean()).chain(([axis, reverse]) => on([shape], { axis, reverse })),
  ),
  norm: folded(),
  softmax: arrayShape.chain((shape) => alongAxis(shape).chain((axis) => on([shape], { axis }))),
  logSoftmax: arrayShape.chain((shape) => alongAxis(shape).chain((axis) => on([shape], { axis }))),
  logSumExp: arrayShape.chain((shape) =>
    fc
      .tuple(alongAxis(shape), fc.boolean())
      .chain(([axis, keepdims]) => on([shape], { axes: [axis], keepdims })),
  ),
};

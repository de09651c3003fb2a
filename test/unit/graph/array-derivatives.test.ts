import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLIP } from '../../../src/core/graph/operations/arrangement';
import { CUMULATIVE_SUM } from '../../../src/core/graph/operations/cumulative';
import { einsum } from '../../../src/core/graph/operations/einsum/einsum';
import { dot, matmul, outer } from '../../../src/core/graph/operations/linear';
import {
  cofactors,
  determinant,
  inverse,
  logDeterminant,
  solve,
  trace,
} from '../../../src/core/graph/operations/matrix';
import {
  norm,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProduct,
  reduceSum,
  variance,
} from '../../../src/core/graph/operations/reduce';
import { logSoftmax, logSumExp, softmax } from '../../../src/core/graph/operations/softmax';
import {
  broadcastTo,
  concatenate,
  diagonal,
  diagonalMatrix,
  index,
  permute,
  reshape,
  slice,
  stack,
  sumTo,
  transpose,
} from '../../../src/core/graph/operations/structure';
import type { Shape } from '../../../src/core/graph/shape';
import { sizeOf } from '../../../src/core/graph/shape';
import {
  along,
  type Build,
  difference,
  entriesFor,
  evaluate,
  inner,
  pulledBack,
  type Tensor,
} from './array-run';

interface Case {
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly build: Build;
  /** Moves the sampled entries of the inputs to where the function is smooth and well conditioned. */
  readonly place?: (entries: number[], input: number) => number[];
}

/** Makes a square matrix diagonally dominant, with a positive determinant. */
const dominant =
  (n: number) =>
  (entries: number[], input: number): number[] =>
    input === 0 ? entries.map((x, i) => (i % (n + 1) === 0 ? 3 + Math.abs(x) : x)) : entries;

/** Keeps entries half a unit apart, in an order that depends on them, so that no two tie. */
const apart = (entries: number[]): number[] => {
  const order = entries.map((_, i) => i).sort((i, j) => entries[i]! - entries[j]!);
  const result: number[] = [];
  order.forEach((i, rank) => {
    result[i] = rank / 2 - 1.3;
  });
  return result;
};

const cases: readonly Case[] = [
  { name: 'repeat a scalar', shapes: [[]], build: (b, [x]) => broadcastTo(b, x!, [2, 3]) },
  { name: 'repeat a row', shapes: [[3]], build: (b, [x]) => broadcastTo(b, x!, [2, 3]) },
  { name: 'repeat a column', shapes: [[2, 1]], build: (b, [x]) => broadcastTo(b, x!, [4, 2, 3]) },
  { name: 'fold leading axes', shapes: [[4, 2, 3]], build: (b, [x]) => sumTo(b, x!, [3]) },
  { name: 'fold mixed axes', shapes: [[4, 2, 3]], build: (b, [x]) => sumTo(b, x!, [2, 1]) },
  { name: 'reshape', shapes: [[2, 3]], build: (b, [x]) => reshape(b, x!, [3, 2]) },
  { name: 'transpose', shapes: [[2, 3]], build: (b, [x]) => transpose(b, x!) },
  { name: 'transpose a batch', shapes: [[2, 3, 2]], build: (b, [x]) => transpose(b, x!) },
  { name: 'permute', shapes: [[2, 3, 4]], build: (b, [x]) => permute(b, x!, [2, 0, 1]) },
  { name: 'slice', shapes: [[3, 4]], build: (b, [x]) => slice(b, x!, [1, 0], [2, 3]) },
  { name: 'entry', shapes: [[3, 4]], build: (b, [x]) => index(b, x!, [1, 2]) },
  { name: 'column', shapes: [[3, 4]], build: (b, [x]) => index(b, x!, ['all', 2]) },
  { name: 'stack', shapes: [[], []], build: (b, [x, y]) => stack(b, [x!, y!, x!, y!], [2, 2]) },
  { name: 'stack rows', shapes: [[3], [3]], build: (b, [x, y]) => stack(b, [x!, y!], [2, 3]) },
  {
    name: 'concatenate',
    shapes: [
      [2, 1],
      [2, 3],
    ],
    build: (b, [x, y]) => concatenate(b, [x!, y!, x!], 1),
  },
  { name: 'diagonal', shapes: [[3, 3]], build: (b, [x]) => diagonal(b, x!) },
  { name: 'diagonal matrix', shapes: [[3]], build: (b, [x]) => diagonalMatrix(b, x!) },
  { name: 'dot', shapes: [[3], [3]], build: (b, [x, y]) => dot(b, x!, y!) },
  { name: 'dot of one vector', shapes: [[3]], build: (b, [x]) => dot(b, x!, x!) },
  {
    name: 'matrix · vector',
    shapes: [[2, 3], [3]],
    build: (b, [x, y]) => matmul(b, x!, y!),
  },
  {
    name: 'transposed matrix · vector',
    shapes: [[3, 2], [3]],
    build: (b, [x, y]) => matmul(b, x!, y!, { transposeX: true }),
  },
  { name: 'vector · matrix', shapes: [[3], [3, 2]], build: (b, [x, y]) => matmul(b, x!, y!) },
  {
    name: 'vector · transposed matrix',
    shapes: [[3], [2, 3]],
    build: (b, [x, y]) => matmul(b, x!, y!, { transposeY: true }),
  },
  ...[false, true].flatMap((transposeX) =>
    [false, true].map(
      (transposeY): Case => ({
        name: `matmul ${transposeX ? 't' : 'n'}${transposeY ? 't' : 'n'}`,
        shapes: [transposeX ? [3, 2] : [2, 3], transposeY ? [4, 3] : [3, 4]],
        build: (b, [x, y]) => matmul(b, x!, y!, { transposeX, transposeY }),
      }),
    ),
  ),
  { name: 'matrix square', shapes: [[3, 3]], build: (b, [x]) => matmul(b, x!, x!) },
  { name: 'Gram matrix', shapes: [[3, 2]], build: (b, [x]) => matmul(b, x!, x!, { transposeX: true }) },
  {
    name: 'batched matmul',
    shapes: [
      [2, 1, 2, 3],
      [4, 3, 2],
    ],
    build: (b, [x, y]) => matmul(b, x!, y!),
  },
  {
    name: 'batched matmul, transposed',
    shapes: [
      [2, 3, 2],
      [4, 3],
    ],
    build: (b, [x, y]) => matmul(b, x!, y!, { transposeX: true, transposeY: true }),
  },
  { name: 'batch · vector', shapes: [[2, 4, 3], [3]], build: (b, [x, y]) => matmul(b, x!, y!) },
  { name: 'vector · batch', shapes: [[3], [2, 3, 4]], build: (b, [x, y]) => matmul(b, x!, y!) },
  { name: 'outer', shapes: [[2], [3]], build: (b, [x, y]) => outer(b, x!, y!) },
  { name: 'outer square', shapes: [[3]], build: (b, [x]) => outer(b, x!, x!) },
  { name: 'trace', shapes: [[3, 3]], build: (b, [x]) => trace(b, x!) },
  ...(
    [
      ['ij,jk->ik', [2, 3], [3, 2]],
      ['bij,bjk->bik', [2, 2, 3], [2, 3, 2]],
      ['ii', [3, 3]],
      ['ii->i', [3, 3]],
      ['i->ii', [3]],
      ['iij->j', [2, 2, 3]],
      ['ij->', [2, 3]],
      ['iij->', [2, 2, 3]],
      ['ij,jk,kl->il', [2, 3], [3, 2], [2, 2]],
      ['i,ij,j', [2], [2, 3], [3]],
      ['...ij,...jk', [1, 1, 2], [3, 2, 2]],
      ['ab,cd->dacb', [2, 2], [2, 3]],
    ] as const
  ).map(
    ([text, ...shapes]): Case => ({
      name: `einsum ${text}`,
      shapes,
      build: (b, ids) => einsum(b, text, ids),
    }),
  ),
  { name: 'einsum of one array', shapes: [[2, 2]], build: (b, [x]) => einsum(b, 'ij,jk,ki->', [x!, x!, x!]) },
  { name: 'flip', shapes: [[2, 3, 2]], build: (b, [x]) => b.apply(FLIP, [x!], { axes: [0, 2] }) },
  { name: 'sum of two axes', shapes: [[2, 3, 2]], build: (b, [x]) => reduceSum(b, x!, [0, 2]) },
  { name: 'mean of two axes', shapes: [[2, 3, 2]], build: (b, [x]) => reduceMean(b, x!, [-1, 1], true) },
  { name: 'variance of two axes', shapes: [[2, 3, 2]], build: (b, [x]) => variance(b, x!, [0, 2]) },
  ...[1, 2, 3, 4, 5, 6].map(
    (n): Case => ({ name: `det ${n}`, shapes: [[n, n]], build: (b, [x]) => determinant(b, x!) }),
  ),
  ...[1, 2, 3, 5].map(
    (n): Case => ({ name: `cofactors ${n}`, shapes: [[n, n]], build: (b, [x]) => cofactors(b, x!) }),
  ),
  {
    name: 'cofactors 9',
    shapes: [[9, 9]],
    build: (b, [x]) => cofactors(b, x!),
    place: (entries, input) => dominant(9)(entries, input).map((x) => x / 4),
  },
  { name: 'logdet', shapes: [[3, 3]], build: (b, [x]) => logDeterminant(b, x!), place: dominant(3) },
  { name: 'inv', shapes: [[3, 3]], build: (b, [x]) => inverse(b, x!), place: dominant(3) },
  {
    name: 'solve a vector',
    shapes: [[3, 3], [3]],
    build: (b, [a, y]) => solve(b, a!, y!),
    place: dominant(3),
  },
  {
    name: 'solve columns, transposed',
    shapes: [
      [3, 3],
      [3, 2],
    ],
    build: (b, [a, y]) => solve(b, a!, y!, true),
    place: dominant(3),
  },
  { name: 'sum', shapes: [[2, 3]], build: (b, [x]) => reduceSum(b, x!) },
  { name: 'sum of rows', shapes: [[2, 3]], build: (b, [x]) => reduceSum(b, x!, 0) },
  { name: 'sum, kept', shapes: [[2, 3, 2]], build: (b, [x]) => reduceSum(b, x!, -2, true) },
  { name: 'mean', shapes: [[2, 3]], build: (b, [x]) => reduceMean(b, x!) },
  { name: 'mean of columns', shapes: [[2, 3]], build: (b, [x]) => reduceMean(b, x!, 1) },
  { name: 'prod', shapes: [[4]], build: (b, [x]) => reduceProduct(b, x!) },
  { name: 'prod of columns', shapes: [[3, 2]], build: (b, [x]) => reduceProduct(b, x!, 0, true) },
  { name: 'max', shapes: [[5]], build: (b, [x]) => reduceMax(b, x!), place: apart },
  { name: 'max of rows', shapes: [[2, 3]], build: (b, [x]) => reduceMax(b, x!, 1), place: apart },
  { name: 'min', shapes: [[2, 3]], build: (b, [x]) => reduceMin(b, x!, 0, true), place: apart },
  { name: 'var', shapes: [[2, 3]], build: (b, [x]) => variance(b, x!) },
  { name: 'var of columns', shapes: [[3, 2]], build: (b, [x]) => variance(b, x!, 0) },
  { name: 'norm', shapes: [[3]], build: (b, [x]) => norm(b, x!) },
  { name: 'norm of rows', shapes: [[2, 3]], build: (b, [x]) => norm(b, x!, 1) },
  {
    name: 'cumsum',
    shapes: [[2, 3]],
    build: (b, [x]) => b.apply(CUMULATIVE_SUM, [x!], { axis: 1, reverse: false }),
  },
  { name: 'softmax', shapes: [[3]], build: (b, [x]) => softmax(b, x!) },
  { name: 'softmax of columns', shapes: [[2, 3]], build: (b, [x]) => softmax(b, x!, 0) },
  { name: 'log softmax', shapes: [[2, 3]], build: (b, [x]) => logSoftmax(b, x!) },
  { name: 'logsumexp', shapes: [[2, 3]], build: (b, [x]) => logSumExp(b, x!) },
  { name: 'logsumexp of rows', shapes: [[2, 3]], build: (b, [x]) => logSumExp(b, x!, 1, true) },
];

/** Inputs of a case for a seed. */
const inputsOf = ({ shapes, place }: Case, seed: number): Tensor[] =>
  shapes.map((shape, i) => {
    const entries = entriesFor(shape, seed * 31 + i + 1);
    return { shape, entries: place === undefined ? entries : place(entries, i) };
  });

const directionsOf = (shapes: readonly Shape[], seed: number): Tensor[] =>
  shapes.map((shape, i) => ({ shape, entries: entriesFor(shape, seed * 37 + i + 101) }));

const moved = (inputs: readonly Tensor[], directions: readonly Tensor[], t: number): Tensor[] =>
  inputs.map(({ shape, entries }, i) => ({
    shape,
    entries: entries.map((x, k) => x + t * directions[i]!.entries[k]!),
  }));

const scaleOf = (entries: readonly number[]): number => Math.max(1, ...entries.map(Math.abs));

/** The derivative of `build` along directions agrees with extrapolated differences. */
function checkTangent(build: Build, inputs: readonly Tensor[], directions: readonly Tensor[]): void {
  const computed = evaluate(along(build, inputs.length), [...inputs, ...directions]).entries;
  const witness = difference((t) => evaluate(build, moved(inputs, directions, t)).entries);
  computed.forEach((x, i) => {
    const tolerance = 1e-9 * scaleOf(witness.value) + 10 * witness.error[i]!;
    expect(Math.abs(x - witness.value[i]!), `entry ${i}: ${x} and ${witness.value[i]}`).toBeLessThanOrEqual(
      tolerance,
    );
    expect(tolerance).toBeLessThan(1e-5 * scaleOf(witness.value));
  });
}

/** ⟨c, tangent⟩ = Σ ⟨adjoint of each input, its direction⟩. */
function checkAdjoint(
  build: Build,
  inputs: readonly Tensor[],
  directions: readonly Tensor[],
  seed: number,
): void {
  const image = evaluate(along(build, inputs.length), [...inputs, ...directions]);
  const cotangent = { shape: image.shape, entries: entriesFor(image.shape, seed * 41 + 1001) };
  const forward = inner(cotangent.entries, image.entries);
  let backward = 0;
  let scale = 1;
  inputs.forEach((_, i) => {
    const adjoint = evaluate(pulledBack(build, inputs.length, i), [...inputs, cotangent]);
    expect(adjoint.shape).toEqual(inputs[i]!.shape);
    backward += inner(adjoint.entries, directions[i]!.entries);
    scale += adjoint.entries.reduce((sum, x) => sum + Math.abs(x), 0);
  });
  expect(Math.abs(forward - backward), `${forward} and ${backward}`).toBeLessThan(1e-12 * scale);
}

describe.each(cases)('derivatives of $name', (item) => {
  const { build, shapes } = item;
  const seeds = fc.integer({ min: 1, max: 1e6 });
  const each = (check: (inputs: Tensor[], directions: Tensor[], seed: number) => void): void => {
    fc.assert(
      fc.property(seeds, (seed) => check(inputsOf(item, seed), directionsOf(shapes, seed), seed)),
      { numRuns: 8, seed: 7 },
    );
  };

  it('the tangent is the difference quotient', () => {
    each((inputs, directions) => checkTangent(build, inputs, directions));
  });

  it('the adjoint is the transposed tangent', () => {
    each((inputs, directions, seed) => checkAdjoint(build, inputs, directions, seed));
  });

  it('the tangent can be differentiated again', () => {
    each((inputs, directions, seed) => {
      // The first direction is held fixed.
      const once: Build = (b, ids) => {
        const fixed = directions.map(({ shape, entries }) =>
          b.constantArray(Float64Array.from(entries), shape),
        );
        return along(build, ids.length)(b, [...ids, ...fixed]);
      };
      const second = directionsOf(shapes, seed + 5);
      checkTangent(once, inputs, second);
      checkAdjoint(once, inputs, second, seed);
    });
  });

  it('the adjoint can be differentiated again', () => {
    each((inputs, directions, seed) => {
      const { shape } = evaluate(build, inputs);
      const cotangent = Float64Array.from(entriesFor(shape, seed + 77));
      inputs.forEach((_, which) => {
        const once: Build = (b, ids) =>
          pulledBack(build, ids.length, which)(b, [...ids, b.constantArray(cotangent, shape)]);
        checkTangent(once, inputs, directions);
        checkAdjoint(once, inputs, directions, seed);
      });
    });
  });
});

describe('third derivatives', () => {
  const third = (build: Build, shape: Shape): Build => {
    const fixed = (seed: number): Float64Array => Float64Array.from(entriesFor(shape, seed));
    return (b, [x]) => {
      const [u, v] = [b.constantArray(fixed(1), shape), b.constantArray(fixed(2), shape)];
      const once: Build = (c, [y]) => along(build, 1)(c, [y!, u]);
      return along(once, 1)(b, [x!, v]);
    };
  };
  it.each([
    ['det', [3, 3], determinant],
    ['prod', [4], reduceProduct],
    ['inv', [2, 2], inverse],
    ['norm', [3], norm],
    ['softmax', [3], softmax],
  ] as const)('of %s', (_, shape, f) => {
    const x = { shape, entries: entriesFor(shape, 3).map((e, i) => (i % 4 === 0 ? e + 3 : e)) };
    const build = third((b, [y]) => f(b, y!), shape);
    checkTangent(build, [x], [{ shape, entries: entriesFor(shape, 4) }]);
    expect(sizeOf(shape)).toBe(x.entries.length);
  });
});

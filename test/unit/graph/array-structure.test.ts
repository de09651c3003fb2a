import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import type { Attributes, Operation } from '../../../src/core/graph/operation';
import { arrangementFunctions } from '../../../src/core/graph/operations/arrangement';
import { CONCATENATE, DIAGONAL, PAD, SLICE, STACK } from '../../../src/core/graph/operations/assembly';
import { BROADCAST, PERMUTE, RESHAPE, SUM, TRANSPOSE } from '../../../src/core/graph/operations/shaping';
import {
  broadcastTo,
  concatenate,
  diagonal,
  diagonalMatrix,
  identity,
  index,
  type Position,
  permute,
  reshape,
  slice,
  stack,
  structureFunctions,
  sumTo,
  transpose,
  tryIndex,
} from '../../../src/core/graph/operations/structure';
import type { Shape } from '../../../src/core/graph/shape';
import { type Build, evaluate, matrix, scalar, type Tensor, tensor, vector } from './array-run';

const A = matrix([1, 2, 3], [4, 5, 6]);

interface Case {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly build: Build;
  readonly shape: Shape;
  readonly entries: readonly number[];
}

const cases: readonly Case[] = [
  {
    name: 'repeat a scalar',
    inputs: [scalar(7)],
    build: (b, [x]) => broadcastTo(b, x!, [2, 2]),
    shape: [2, 2],
    entries: [7, 7, 7, 7],
  },
  {
    name: 'repeat a row',
    inputs: [vector(1, 2)],
    build: (b, [x]) => broadcastTo(b, x!, [3, 2]),
    shape: [3, 2],
    entries: [1, 2, 1, 2, 1, 2],
  },
  {
    name: 'repeat a column',
    inputs: [matrix([1], [2])],
    build: (b, [x]) => broadcastTo(b, x!, [2, 3]),
    shape: [2, 3],
    entries: [1, 1, 1, 2, 2, 2],
  },
  {
    name: 'repeat zero times',
    inputs: [matrix([1, 2])],
    build: (b, [x]) => broadcastTo(b, x!, [0, 2]),
    shape: [0, 2],
    entries: [],
  },
  {
    name: 'fold to a row',
    inputs: [A],
    build: (b, [x]) => sumTo(b, x!, [3]),
    shape: [3],
    entries: [5, 7, 9],
  },
  {
    name: 'fold to a column',
    inputs: [A],
    build: (b, [x]) => sumTo(b, x!, [2, 1]),
    shape: [2, 1],
    entries: [6, 15],
  },
  { name: 'fold to a scalar', inputs: [A], build: (b, [x]) => sumTo(b, x!, []), shape: [], entries: [21] },
  {
    name: 'fold nothing',
    inputs: [tensor([0, 2], [])],
    build: (b, [x]) => sumTo(b, x!, [2]),
    shape: [2],
    entries: [0, 0],
  },
  {
    name: 'reshape',
    inputs: [A],
    build: (b, [x]) => reshape(b, x!, [3, 2]),
    shape: [3, 2],
    entries: [1, 2, 3, 4, 5, 6],
  },
  {
    name: 'transpose',
    inputs: [A],
    build: (b, [x]) => transpose(b, x!),
    shape: [3, 2],
    entries: [1, 4, 2, 5, 3, 6],
  },
  {
    name: 'transpose a vector',
    inputs: [vector(1, 2)],
    build: (b, [x]) => transpose(b, x!),
    shape: [2],
    entries: [1, 2],
  },
  {
    name: 'permute',
    inputs: [tensor([1, 2, 3], [1, 2, 3, 4, 5, 6])],
    build: (b, [x]) => permute(b, x!, [2, 0, 1]),
    shape: [3, 1, 2],
    entries: [1, 4, 2, 5, 3, 6],
  },
  {
    name: 'slice',
    inputs: [A],
    build: (b, [x]) => slice(b, x!, [0, 1], [2, 2]),
    shape: [2, 2],
    entries: [2, 3, 5, 6],
  },
  { name: 'row', inputs: [A], build: (b, [x]) => index(b, x!, [1]), shape: [3], entries: [4, 5, 6] },
  {
    name: 'column',
    inputs: [A],
    build: (b, [x]) => index(b, x!, ['all', 2]),
    shape: [2],
    entries: [3, 6],
  },
  { name: 'entry', inputs: [A], build: (b, [x]) => index(b, x!, [1, 0]), shape: [], entries: [4] },
  {
    name: 'range',
    inputs: [A],
    build: (b, [x]) =>
      index(b, x!, [
        { from: 1, to: 2 },
        { from: 0, to: 2 },
      ]),
    shape: [1, 2],
    entries: [4, 5],
  },
  {
    name: 'empty range',
    inputs: [A],
    build: (b, [x]) => index(b, x!, [{ from: 1, to: 1 }]),
    shape: [0, 3],
    entries: [],
  },
  {
    name: 'stack scalars to a matrix',
    inputs: [scalar(1), scalar(2)],
    build: (b, [x, y]) => stack(b, [x!, y!, y!, x!], [2, 2]),
    shape: [2, 2],
    entries: [1, 2, 2, 1],
  },
  {
    name: 'stack rows',
    inputs: [vector(1, 2), vector(3, 4)],
    build: (b, [x, y]) => stack(b, [y!, x!], [2, 2]),
    shape: [2, 2],
    entries: [3, 4, 1, 2],
  },
  {
    name: 'concatenate rows',
    inputs: [A, matrix([7, 8, 9])],
    build: (b, [x, y]) => concatenate(b, [x!, y!], 0),
    shape: [3, 3],
    entries: [1, 2, 3, 4, 5, 6, 7, 8, 9],
  },
  {
    name: 'concatenate columns',
    inputs: [A, matrix([7], [8])],
    build: (b, [x, y]) => concatenate(b, [y!, x!], 1),
    shape: [2, 4],
    entries: [7, 1, 2, 3, 8, 4, 5, 6],
  },
  {
    name: 'diagonal',
    inputs: [matrix([1, 2], [3, 4])],
    build: (b, [x]) => diagonal(b, x!),
    shape: [2],
    entries: [1, 4],
  },
  {
    name: 'diagonal matrix',
    inputs: [vector(1, 2)],
    build: (b, [x]) => diagonalMatrix(b, x!),
    shape: [2, 2],
    entries: [1, 0, 0, 2],
  },
  {
    name: 'identity',
    inputs: [],
    build: (b) => identity(b, 2, 3),
    shape: [2, 3],
    entries: [1, 0, 0, 0, 1, 0],
  },
];

describe.each(cases)('$name', ({ inputs, build, shape, entries }) => {
  it('places the entries, exactly', () => {
    const result = evaluate(build, inputs);
    expect(result.shape).toEqual(shape);
    expect(result.entries).toEqual(entries);
    expect(result.radii).toEqual(entries.map(() => 0));
  });
});

it('radii move with their entries', () => {
  const x = tensor([2, 2], [1, 2, 3, 4], [0.1, 0.2, 0.3, Number.POSITIVE_INFINITY]);
  const { radii } = evaluate((b, [p]) => transpose(b, p!), [x]);
  expect(radii).toEqual([0.1, 0.3, 0.2, Number.POSITIVE_INFINITY]);
});

describe('shapes that do not fit', () => {
  it.each<[Operation, Shape[], Attributes, string]>([
    [BROADCAST, [[3]], { shape: [2, 4] }, '3 cannot be repeated to 2×4'],
    [SUM, [[3, 2]], { axes: [2], keepdims: false }, '3×2 has no axis 2, axes 0 and 1'],
    [SUM, [[]], { axes: [0], keepdims: false }, 'a scalar has no axis 0'],
    [RESHAPE, [[3, 2]], { shape: [4] }, '3×2 has 6 entries and cannot become 4 with 4'],
    [TRANSPOSE, [[3]], {}, 'a transpose needs two axes, 3 has 1'],
    [PERMUTE, [[3, 2]], { axes: [0, 0] }, '(0, 0) is not an order of the 2 axes of 3×2'],
    [
      SLICE,
      [[3, 2]],
      { starts: [0, 2], sizes: [3, 1], dropped: [] },
      'there is no entry 3 in the shape 3×2 along axis 1',
    ],
    [PAD, [[2]], { starts: [0], sizes: [3], dropped: [], shape: [4] }, 'a block of 3 cannot hold 2'],
    [STACK, [[2], [3]], { shape: [2, 2] }, 'the items of an array need one shape, not 2 and 3'],
    [STACK, [[2], [2]], { shape: [3] }, '4 entries do not fill 3'],
    [
      CONCATENATE,
      [
        [3, 2],
        [4, 3],
      ],
      { axis: 0 },
      '3×2 and 4×3 do not join along axis 0: the other sizes differ',
    ],
    [CONCATENATE, [[], []], { axis: 0 }, 'scalars have no axis to join along; write them as [a, b]'],
    [DIAGONAL, [[3, 2]], {}, 'diag needs a vector or a square matrix, not 3×2'],
  ])('$name', (operation, shapes, attributes, mismatch) => {
    expect(operation.shape(shapes, attributes)).toEqual({ mismatch });
  });

  it.each<[Shape, Position[], string]>([
    [[3], [3], 'there is no entry 4 in a vector of 3'],
    [[3], [-1], 'there is no entry 0 in a vector of 3'],
    [[3, 2], [{ from: 1, to: 5 }], 'there are no entries 2 to 5 in the shape 3×2 along axis 0'],
    [[3], [0, 0], '3 has 1 axis, but 2 indices were given'],
  ])('index %j at %j', (shape, positions, mismatch) => {
    const b = graphBuilder();
    expect(tryIndex(b, b.input('x', shape), positions)).toEqual({ mismatch });
  });
});

describe('simplifications', () => {
  const b = graphBuilder();
  const x = b.input('x', [2, 3]);
  const [p, q] = [b.input('p', []), b.input('q', [])];
  it.each<[string, NodeId, NodeId]>([
    ['no repetition', broadcastTo(b, x, [2, 3]), x],
    ['no folding', sumTo(b, x, [2, 3]), x],
    ['two transposes', transpose(b, transpose(b, x)), x],
    ['there and back', reshape(b, reshape(b, x, [6]), [2, 3]), x],
    ['all of it', index(b, x, ['all', 'all']), x],
    ['item of a literal', index(b, stack(b, [p, q], [2]), [1]), q],
    ['repeated constant', broadcastTo(b, b.constant(2), [2]), b.filled(2, [2])],
    ['folded zeros', sumTo(b, b.filled(0, [2, 3]), [3]), b.filled(0, [3])],
  ])('%s', (_, simplified, expected) => {
    expect(simplified).toBe(expected);
  });
});

describe('functions', () => {
  const call = (b: GraphBuilder, name: string, args: NodeId[], axis?: number) =>
    [...structureFunctions, ...arrangementFunctions]
      .find(({ names }) => names.includes(name))!
      .build(b, args, axis === undefined ? {} : { axis });

  it.each<[string, string, (b: GraphBuilder) => NodeId[], Shape, number[]]>([
    ['eye(2)', 'eye', (b) => [b.constant(2)], [2, 2], [1, 0, 0, 1]],
    ['zeros(3)', 'zeros', (b) => [b.constant(3)], [3], [0, 0, 0]],
    ['ones(1, 2)', 'ones', (b) => [b.constant(1), b.constant(2)], [1, 2], [1, 1]],
    ['ones((1, 2))', 'ones', (b) => [stack(b, [b.constant(1), b.constant(2)], [2])], [1, 2], [1, 1]],
    [
      'reshape(x, 3, -1)',
      'reshape',
      (b) => [b.constantArray(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]), b.constant(3), b.constant(-1)],
      [3, 2],
      [1, 2, 3, 4, 5, 6],
    ],
    ['flatten', 'flatten', (b) => [b.constantArray(Float64Array.of(1, 2, 3, 4), [2, 2])], [4], [1, 2, 3, 4]],
    ['vec', 'vec', (b) => [b.constantArray(Float64Array.of(1, 2, 3, 4), [2, 2])], [4], [1, 3, 2, 4]],
    ['stack', 'stack', (b) => [b.filled(1, [2]), b.filled(2, [2])], [2, 2], [1, 1, 2, 2]],
    ['concatenate', 'concat', (b) => [b.filled(1, [2]), b.filled(2, [1])], [3], [1, 1, 2]],
    ['diag', 'diag', (b) => [b.constantArray(Float64Array.of(1, 2), [2])], [2, 2], [1, 0, 0, 2]],
  ])('%s', (_, name, args, shape, entries) => {
    const result = evaluate((b) => {
      const id = call(b, name, args(b));
      if (typeof id !== 'number') throw new Error(id.mismatch);
      return id;
    }, []);
    expect(result.shape).toEqual(shape);
    expect(result.entries).toEqual(entries);
  });

  it.each<[string, string, (b: GraphBuilder) => NodeId[], number | undefined, string]>([
    [
      'eye(n)',
      'eye',
      (b) => [b.input('n', [])],
      undefined,
      'the sizes of eye must be whole numbers written out',
    ],
    [
      'zeros(1.5)',
      'zeros',
      (b) => [b.constant(1.5)],
      undefined,
      '1.5 is not a size; zeros needs whole numbers',
    ],
    ['zeros(-1)', 'zeros', (b) => [b.constant(-1)], undefined, '-1 is not a size; zeros needs whole numbers'],
    [
      'reshape(x, 4)',
      'reshape',
      (b) => [b.input('x', [3]), b.constant(4)],
      undefined,
      '3 has 3 entries and cannot become 4 with 4',
    ],
    [
      'reshape(x, 2, -1)',
      'reshape',
      (b) => [b.input('x', [3]), b.constant(2), b.constant(-1)],
      undefined,
      '3 has 3 entries and cannot become 2×-1',
    ],
    [
      'concatenate along a missing axis',
      'concatenate',
      (b) => [b.input('x', [3]), b.input('y', [3])],
      1,
      '3 has no axis 1, only axis 0',
    ],
  ])('%s is refused', (_, name, args, axis, mismatch) => {
    const b = graphBuilder();
    expect(call(b, name, args(b), axis)).toEqual({ mismatch });
  });
});

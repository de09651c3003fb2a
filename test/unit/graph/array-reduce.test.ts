import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FunctionOptions } from '../../../src/core/graph/function';
import { type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import { ARGMAX, WINNERS } from '../../../src/core/graph/operations/extremes';
import {
  norm,
  reduceFunctions,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProduct,
  reduceSum,
} from '../../../src/core/graph/operations/reduce';
import type { Shape } from '../../../src/core/graph/shape';
import { exact, toNumber, total } from './array-exact';
import { evaluate, matrix, pulledBack, scalar, type Tensor, tensor, vector } from './array-run';

const A = matrix([1, 2, 3], [4, 5, 7]);

function call(
  b: GraphBuilder,
  name: string,
  args: readonly NodeId[],
  options: FunctionOptions = {},
): ReturnType<(typeof reduceFunctions)[number]['build']> {
  return reduceFunctions.find(({ names }) => names.includes(name))!.build(b, args, options);
}

const called =
  (name: string, options: FunctionOptions = {}, further: readonly number[] = []) =>
  (b: GraphBuilder, ids: readonly NodeId[]): NodeId => {
    const result = call(b, name, [...ids, ...further.map((x) => b.constant(x))], options);
    if (typeof result !== 'number') throw new Error(result.mismatch);
    return result;
  };

describe('values', () => {
  it.each<[string, FunctionOptions, number[], Tensor, Shape, number[]]>([
    ['sum', {}, [], A, [], [22]],
    ['sum', { axis: 0 }, [], A, [3], [5, 7, 10]],
    ['sum', { axis: 1 }, [], A, [2], [6, 16]],
    ['sum', { axis: -1, keepdims: true }, [], A, [2, 1], [6, 16]],
    ['sum', { keepdims: true }, [], A, [1, 1], [22]],
    ['sum', {}, [], scalar(3), [], [3]],
    ['sum', {}, [], tensor([0], []), [], [0]],
    ['sum', { axis: 1 }, [], tensor([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), [2, 2], [4, 6, 12, 14]],
    ['mean', {}, [], matrix([1, 2], [3, 6]), [], [3]],
    ['mean', { axis: 0 }, [], matrix([1, 2], [3, 6]), [2], [2, 4]],
    ['mean', {}, [], tensor([0], []), [], [Number.NaN]],
    ['prod', {}, [], A, [], [840]],
    ['prod', { axis: 0 }, [], A, [3], [4, 10, 21]],
    ['prod', {}, [], tensor([0], []), [], [1]],
    ['var', {}, [], vector(1, 3, 5, 7), [], [5]],
    ['var', {}, [1], vector(1, 2, 6), [], [7]],
    ['var', { axis: 0 }, [], matrix([1, 2], [3, 6]), [2], [1, 4]],
    ['std', {}, [], vector(1, 5), [], [2]],
    ['std', { axis: 1, keepdims: true }, [], matrix([1, 5], [2, 2]), [2, 1], [2, 0]],
    ['norm', {}, [], vector(3, -4), [], [5]],
    ['norm', {}, [], matrix([1, 2], [2, 4]), [], [5]],
    ['norm', { axis: 0 }, [], matrix([3, 0], [4, 2]), [2], [5, 2]],
    ['norm', {}, [2], vector(3, -4), [], [5]],
    ['norm', {}, [1], vector(3, -4), [], [7]],
    ['norm', {}, [Number.POSITIVE_INFINITY], vector(3, -4), [], [4]],
    ['norm', {}, [Number.NEGATIVE_INFINITY], vector(3, -4), [], [3]],
    ['norm', {}, [4], vector(0, -16), [], [16]],
    ['norm', {}, [1], matrix([1, -2], [-3, 4]), [], [6]],
    ['norm', {}, [Number.POSITIVE_INFINITY], matrix([1, -2], [-3, 4]), [], [7]],
    ['norm', { axis: 1 }, [1], matrix([1, -2], [-3, 4]), [2], [3, 7]],
    ['cumsum', {}, [], vector(1, 2, 3), [3], [1, 3, 6]],
    ['cumsum', {}, [], A, [6], [1, 3, 6, 10, 15, 22]],
    ['cumsum', { axis: 0 }, [], A, [2, 3], [1, 2, 3, 5, 7, 10]],
    ['cumsum', { axis: -1 }, [], A, [2, 3], [1, 3, 6, 4, 9, 16]],
    ['argmax', {}, [], vector(1, 7, 7), [], [1]],
    ['argmax', { axis: 1 }, [], matrix([1, 3], [4, 2]), [2], [1, 0]],
    ['argmin', {}, [], vector(2, 1, 1), [], [1]],
  ])('%s %j %j', (name, options, further, x, shape, entries) => {
    const result = evaluate(called(name, options, further), [x]);
    expect(result.shape).toEqual(shape);
    expect(result.entries).toEqual(entries);
    result.radii.forEach((radius) => {
      expect(radius).not.toBeNaN();
    });
  });

  it.each<[string, (b: GraphBuilder, x: NodeId) => NodeId, Shape, number[]]>([
    ['max', (b, x) => reduceMax(b, x), [], [7]],
    ['max of columns', (b, x) => reduceMax(b, x, 0), [3], [4, 5, 7]],
    ['min of rows', (b, x) => reduceMin(b, x, 1, true), [2, 1], [1, 4]],
    ['mean', (b, x) => reduceMean(b, x, 1), [2], [2, 16 / 3]],
    ['product', (b, x) => reduceProduct(b, x, 1), [2], [6, 140]],
    ['sum', (b, x) => reduceSum(b, x, 1), [2], [6, 16]],
    ['norm', (b, x) => norm(b, x), [], [Math.sqrt(104)]],
  ])('%s', (_, build, shape, entries) => {
    const result = evaluate((b, [x]) => build(b, x!), [A]);
    expect(result.shape).toEqual(shape);
    expect(result.entries).toEqual(entries);
  });
});

describe('refusals', () => {
  it.each<[string, FunctionOptions, number[], Shape, string]>([
    ['sum', { axis: 2 }, [], [3, 2], '3×2 has no axis 2, axes 0 and 1'],
    ['mean', { axis: -2 }, [], [3], '3 has no axis -2, only axis 0'],
    ['prod', { axis: 0 }, [], [], 'a scalar has no axis 0'],
    ['sum', { axis: 3 }, [], [2, 3, 4], '2×3×4 has no axis 3, axes 0 to 2'],
    ['var', {}, [1], [1], 'the variance of 1 entry with ddof 1 does not exist'],
    ['argmax', {}, [], [0], 'argmax of no entries does not exist: the array is 0'],
    ['norm', {}, [0], [3], 'norm of order 0 is not a norm; use a positive order'],
    [
      'norm',
      {},
      [2],
      [3, 2],
      'norm of order 2 of the matrix 3×2 is not known; norm(A) is the Frobenius norm',
    ],
  ])('%s %j %j of %j', (name, options, further, shape, mismatch) => {
    const b = graphBuilder();
    const args = [b.input('x', shape), ...further.map((x) => b.constant(x))];
    expect(call(b, name, args, options)).toEqual({ mismatch });
  });

  it('the order of a norm is a number', () => {
    const b = graphBuilder();
    expect(call(b, 'norm', [b.input('x', [3]), b.input('p', [])])).toEqual({
      mismatch: 'the order of norm must be a number written out, such as 1, 2 or inf',
    });
  });
});

describe('long and cancelling sums', () => {
  it('are right to the last digit', () => {
    const entries = Array.from({ length: 10_000 }, (_, i) => (i % 2 === 0 ? 1e16 + i * 4 : -1e16 + i / 8));
    const result = evaluate((b, [x]) => reduceSum(b, x!), [vector(...entries)]);
    const truth = toNumber(total(entries.map(exact)));
    expect(Math.abs(result.entries[0]! - truth)).toBeLessThanOrEqual(result.radii[0]!);
    expect(result.radii[0]!).toBeLessThan(1e-12 * truth);
  });

  it('are exact where nothing rounds', () => {
    const { entries, radii } = evaluate((b, [x]) => reduceSum(b, x!), [vector(0.5, 0.25, -3)]);
    expect([entries[0], radii[0]]).toEqual([-2.25, 0]);
  });

  it('overflow to an infinity with an unknown error', () => {
    const { entries, radii } = evaluate((b, [x]) => reduceSum(b, x!), [vector(1e308, 1e308)]);
    expect([entries[0], radii[0]]).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
  });
});

describe('norms of very large and very small vectors', () => {
  it.each([1e-320, 1e-300, 1e-170, 1e-145, 1, 1e145, 1e170, 1e300])('%d', (size) => {
    const { entries, radii } = evaluate((b, [x]) => norm(b, x!), [vector(3 * size, 4 * size)]);
    expect(Math.abs(entries[0]! - 5 * size)).toBeLessThanOrEqual(1e-15 * 5 * size + 1e-323);
    expect(radii[0]!).toBeLessThan(1e-15 * 5 * size + 1e-322);
  });
});

describe('products with zeros', () => {
  it.each([
    [
      [2, 0, 5],
      [0, 10, 0],
    ],
    [
      [0, 0, 5],
      [0, 0, 0],
    ],
    [
      [2, 3, 5],
      [15, 10, 6],
    ],
  ])('gradient at %j', (x, gradient) => {
    const build = pulledBack((b, [p]) => reduceProduct(b, p!), 1, 0);
    expect(evaluate(build, [vector(...x), scalar(1)]).entries).toEqual(gradient);
  });

  it('have a Hessian there', () => {
    const gradient = pulledBack((b, [p]) => reduceProduct(b, p!), 1, 0);
    const row = pulledBack((b, [p, c]) => gradient(b, [p!, c!]), 2, 0);
    const hessianRow = evaluate(row, [vector(0, 0, 5), scalar(1), vector(1, 0, 0)]);
    expect(hessianRow.entries).toEqual([0, 5, 0]);
  });
});

describe('ties', () => {
  const gradient = pulledBack((b, [x]) => reduceMax(b, x!), 1, 0);
  it.each([
    [0, [0, 1, 0, 0]],
    [0.5, [0, 1 / 3, 1 / 3, 1 / 3]],
    [1, [0, 0, 0, 1]],
  ])('slot %d', (tie, expected) => {
    const { entries } = evaluate(gradient, [vector(1, 4, 4, 4), scalar(1)], tie);
    expect(entries).toEqual(expected);
  });

  it.each<[string, number[], number]>([
    ['a clear winner', [1, 4, 2.5], 1.5],
    ['a tie', [4, 1, 4], 0],
    ['one entry', [4], Number.POSITIVE_INFINITY],
    ['infinite entries', [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], 0],
  ])('the branch of %s is as far as the second', (_, x, distance) => {
    expect(evaluate((b, [p]) => reduceMax(b, p!), [vector(...x)]).branches.distance).toBe(distance);
    expect(evaluate((b, [p]) => reduceMin(b, p!), [vector(...x.map((e) => -e))]).branches.distance).toBe(
      distance,
    );
  });

  it('winners differ in their hash', () => {
    const hash = (...x: number[]): number =>
      evaluate((b, [p]) => reduceMax(b, p!), [vector(...x)]).branches.hash;
    expect(hash(1, 2, 3)).not.toBe(hash(1, 3, 2));
    expect(hash(1, 2, 3)).toBe(hash(0, 1, 9));
  });

  it('winners are certain exactly where no other entry of the ball can win', () => {
    const radii = (x: number[], r: number[]): readonly number[] =>
      evaluate((b, [p]) => b.apply(WINNERS, [p!], { axes: [0], smallest: false }), [tensor([x.length], x, r)])
        .radii;
    expect(radii([1, 2, 3], [0.25, 0.25, 0.5])).toEqual([0, 0, 0]);
    expect(radii([1, 2, 3], [0.25, 0.75, 0.5])).toEqual([0, 1, 1]);
    expect(radii([3, 3], [0, 0])).toEqual([0, 0]);
    expect(radii([3, 3], [0, 0.1])).toEqual([0.5, 0.5]);
  });

  it('NaN wins over all', () => {
    const x = vector(1, Number.NaN, 3);
    const max = evaluate((b, [p]) => reduceMax(b, p!), [x]);
    expect([max.entries[0], max.radii[0]]).toEqual([Number.NaN, Number.POSITIVE_INFINITY]);
    expect(evaluate((b, [p]) => b.apply(ARGMAX, [p!], { axes: [0], keepdims: false }), [x]).entries).toEqual([
      Number.NaN,
    ]);
    const mask = evaluate(gradient, [x, scalar(1)]);
    expect(mask.entries).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(mask.radii.every((r) => r === Number.POSITIVE_INFINITY)).toBe(true);
  });
});

it('the branch of a norm is as far as 0', () => {
  const distance = (...x: number[]): number =>
    evaluate((b, [p]) => norm(b, p!), [vector(...x)]).branches.distance;
  expect(distance(3, 4)).toBe(5);
  expect(distance(0, 0)).toBe(0);
});

it('reductions along an axis are reductions of its slices', () => {
  const shapes = fc.tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 0, max: 3 }),
  );
  fc.assert(
    fc.property(shapes, ([m, n, p]) => {
      const entries = Array.from({ length: m * n * p }, (_, i) => ((i * 37) % 23) - 11);
      const x = tensor([m, n, p], entries);
      const expected = (f: (slice: number[]) => number): number[] =>
        Array.from({ length: m * p }, (_, o) => {
          const [i, k] = [Math.floor(o / p), o % p];
          return f(Array.from({ length: n }, (_s, j) => entries[(i * n + j) * p + k]!));
        });
      const sums = evaluate((b, [y]) => reduceSum(b, y!, 1), [x]);
      expect(sums.shape).toEqual([m, p]);
      expect(sums.entries).toEqual(expected((s) => s.reduce((q, e) => q + e, 0)));
      expect(evaluate((b, [y]) => reduceMax(b, y!, 1), [x]).entries).toEqual(expected((s) => Math.max(...s)));
      expect(evaluate((b, [y]) => reduceProduct(b, y!, 1), [x]).entries.map((e) => e + 0)).toEqual(
        expected((s) => s.reduce((q, e) => q * e, 1) + 0),
      );
    }),
    { numRuns: 60, seed: 3 },
  );
});

describe('printing', () => {
  it.each<[string, FunctionOptions, string, string]>([
    ['sum', {}, 'sum(A)', '\\sum A'],
    ['sum', { axis: 0 }, 'sum(A, axis=0)', '\\sum_{\\text{axis }0} A'],
    [
      'mean',
      { axis: 1, keepdims: true },
      'mean(A, axis=1, keepdims=1)',
      '\\operatorname{mean}_{\\text{axis }1}\\left(A\\right)',
    ],
    ['prod', {}, 'prod(A)', '\\prod A'],
    ['norm', {}, 'norm(A)', '\\left\\lVert A \\right\\rVert'],
    ['cumsum', { axis: 1 }, 'cumsum(A, axis=1)', '\\operatorname{cumsum}_{\\text{axis }1}\\left(A\\right)'],
    ['argmax', {}, 'argmax(A)', '\\operatorname{argmax}\\left(A\\right)'],
  ])('%s %j', (name, options, infix, tex) => {
    const b = graphBuilder();
    const x = b.input('A', [2, 3]);
    const node = b.node(called(name, options)(b, [x]));
    const printed = [b.node(x).operation.infix([], b.node(x))];
    expect(node.operation.infix(printed, node).text).toBe(infix);
    expect(node.operation.tex(printed, node).text).toBe(tex);
  });

  it.each<[boolean, number[], string, string]>([
    [false, [0, 1], '(A == max(A))', '\\mathbf{1}\\left[A = \\max A\\right]'],
    [true, [1], '(A == min(A, axis=1, keepdims=1))', '\\mathbf{1}\\left[A = \\min A\\right]'],
  ])('winners, smallest: %s, over %j', (smallest, axes, infix, tex) => {
    const b = graphBuilder();
    const x = b.input('A', [2, 3]);
    const node = b.node(b.apply(WINNERS, [x], { axes, smallest }));
    const printed = [b.node(x).operation.infix([], b.node(x))];
    expect(node.operation.infix(printed, node).text).toBe(infix);
    expect(node.operation.tex(printed, node).text).toBe(tex);
  });
});

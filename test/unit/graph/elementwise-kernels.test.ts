import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functions, operations } from '../../../src/core/graph/operations/index';
import {
  broadcastShapes,
  broadcastStrides,
  type Shape,
  sizeOf,
  stridesOf,
} from '../../../src/core/graph/shape';
import { type Build, entriesFor, evaluate, scalar, tensor } from './array-run';

const call =
  (name: string): Build =>
  (b, inputs) => {
    const result = functions.get(name)!.build(b, inputs, {});
    if (typeof result !== 'number') throw new Error(result.mismatch);
    return result;
  };

/** Two shapes that broadcast: axes of 1 to 3 entries, some of them 1 or absent on one side. */
const shapes = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('both', 'left', 'right')), { maxLength: 4 })
  .chain((axes) =>
    fc.tuple(
      fc.constant(axes.map(([n, side]) => (side === 'right' ? 1 : n))),
      fc.constant(axes.map(([n, side]) => (side === 'left' ? 1 : n))),
      fc.nat(axes.length),
    ),
  )
  .map(([left, right, cut]) => [left, right.slice(cut)] as const);

const placeOf = (shape: Shape, common: Shape, index: number): number => {
  const strides = broadcastStrides(shape, common);
  return stridesOf(common).reduce(
    (place, stride, axis) => place + (Math.floor(index / stride) % common[axis]!) * strides[axis]!,
    0,
  );
};

describe('broadcasting', () => {
  it.each(['add', 'subtract', 'multiply', 'divide', 'power', 'atan2', 'max', 'less', 'leaky_relu', 'mod'])(
    '%s agrees with its scalar kernel entry by entry, in values, radii and branches',
    (name) => {
      fc.assert(
        fc.property(shapes, fc.nat(1000), ([left, right], seed) => {
          const common = broadcastShapes(left, right)!;
          const x = tensor(
            left,
            entriesFor(left, seed),
            entriesFor(left, seed + 1).map((r) => r * r * 1e-3),
          );
          const y = tensor(right, entriesFor(right, seed + 2));
          const whole = evaluate(call(name), [x, y]);
          expect(whole.shape).toEqual(common);
          let distance = Number.POSITIVE_INFINITY;
          for (let i = 0; i < sizeOf(common); i++) {
            const [p, q] = [placeOf(left, common, i), placeOf(right, common, i)];
            const one = evaluate(call(name), [
              tensor([], [x.entries[p]!], [x.radii![p]!]),
              scalar(y.entries[q]!),
            ]);
            expect(whole.entries[i]).toBe(one.entries[0]);
            expect(whole.radii[i]).toBe(one.radii[0]);
            distance = Math.min(distance, one.branches.distance);
          }
          expect(whole.branches.distance).toBe(distance);
        }),
        { numRuns: 60, seed: 5 },
      );
    },
  );

  it('selects entries of three operands of different shapes', () => {
    const result = evaluate(call('where'), [
      tensor([2, 1], [1, 0]),
      tensor([3], [1, 2, 3], [0.5, 0, 0.25]),
      tensor([2, 3], [10, 20, 30, 40, 50, 60]),
    ]);
    expect(result.shape).toEqual([2, 3]);
    expect(result.entries).toEqual([1, 2, 3, 40, 50, 60]);
    expect(result.radii).toEqual([0.5, 0, 0.25, 0, 0, 0]);
  });

  it('does nothing to arrays without entries', () => {
    for (const name of ['add', 'exp', 'where', 'max']) {
      const empty = tensor([0, 3], []);
      const inputs = name === 'exp' ? [empty] : name === 'where' ? [empty, empty, empty] : [empty, scalar(1)];
      expect(evaluate(call(name), inputs)).toMatchObject({ shape: [0, 3], entries: [], radii: [] });
    }
  });
});

/** Every function of one number, at arguments that are special for some of them. */
describe('special arguments', () => {
  const ELEMENTWISE = [...new Set(functions.values())].filter(
    ({ rule, arity }) => rule === 'elementwise' && arity[0] === 1,
  );
  const SPECIAL = [
    0, -0, 1, -1, 0.5, 2, -2, -3, 1e308, -1e308, 5e-324, 710, -750, 171.7, 1e17, -1e17,
  ].flatMap((x) => [
    [x, 0],
    [x, 1e-9],
    [x, 1],
    [x, Number.POSITIVE_INFINITY],
  ]);
  const NOT_FINITE = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  it.each(ELEMENTWISE.map(({ names }) => names[0]!))('%s has a radius ≥ 0 that is no NaN', (name) => {
    for (const [x, r] of [...SPECIAL, ...NOT_FINITE.map((y) => [y, 0] as const)]) {
      const { entries, radii } = evaluate(call(name), [tensor([], [x!], [r!])]);
      expect(radii[0], `at ${x} ± ${r}`).toBeGreaterThanOrEqual(0);
      if (!Number.isFinite(entries[0]!)) expect(radii[0], `at ${x}`).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it.each([
    ['log', 0.5, 0.5],
    ['log', -1, 0],
    ['log1p', -0.5, 0.75],
    ['sqrt', 0.25, 0.5],
    ['asin', 0.75, 0.5],
    ['acos', -2, 0],
    ['acosh', 1.25, 0.5],
    ['atanh', 0.75, 0.25],
    ['logit', 0.25, 0.25],
    ['tan', 1.5, 0.25],
    ['tan', 100, 3],
    ['gamma', -1.5, 0.5],
    ['lgamma', 0.5, 1],
    ['digamma', -0.25, 0.5],
    ['trigamma', 0.25, 0.25],
    ['cbrt', 0, Number.POSITIVE_INFINITY],
  ])('%s has no bound at %d ± %d', (name, x, r) => {
    expect(evaluate(call(name), [tensor([], [x], [r])]).radii).toEqual([Number.POSITIVE_INFINITY]);
  });
});

describe('work', () => {
  it('counts more for a function than for a sum', () => {
    const work = (name: string): number => operations.get(name)!.work!([[10]], [10], {});
    expect(work('add')).toBe(10);
    expect(work('exp')).toBeGreaterThan(10);
  });
});

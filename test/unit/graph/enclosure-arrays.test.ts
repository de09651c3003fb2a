import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../src/core/graph/enclosure/interval';
import type { Operation } from '../../../src/core/graph/operation';
import { operations } from '../../../src/core/graph/operations';
import { linearOperations } from '../../../src/core/graph/operations/linear';
import { matrixOperations } from '../../../src/core/graph/operations/matrix';
import { reduceOperations } from '../../../src/core/graph/operations/reduce';
import { softmaxOperations } from '../../../src/core/graph/operations/softmax';
import { structureOperations } from '../../../src/core/graph/operations/structure';
import { sizeOf } from '../../../src/core/graph/shape';
import { type Case, cases, type Draw, draws, exactEntries } from './array-cases';
import {
  arithmetic,
  enclose,
  exactEnd,
  exactIntervals,
  expectToHold,
  isBounded,
  shown,
} from './array-enclosure';
import * as exactly from './array-exact';
import { type Build, evaluate } from './array-run';
import { type Sample, samples } from './array-samples';

describe.each(cases)('enclosure of $name', (item: Case) => {
  const inputs = fc.tuple(...item.shapes.map((shape) => draws(item, sizeOf(shape))));

  it('contains the exact value at exact inputs, and hardly more', () => {
    fc.assert(
      fc.property(inputs, (drawn) => {
        const points = drawn.map((list) => list.map(({ entry }) => ({ entry, radius: 0, place: 0 })));
        const truth = item.reference(exactEntries(points));
        const enclosed = enclose(
          item.build,
          item.shapes,
          exactIntervals(drawn.map((list) => list.map(({ entry }) => entry))),
        );
        if (truth === undefined) {
          for (const x of enclosed) expect(isBounded(x), shown(x)).toBe(false);
          return;
        }
        const scale = truth.map(exactly.magnitude).reduce((p, q) => (exactly.atMost(p, q) ? q : p));
        truth.forEach((value, i) => {
          expectToHold(enclosed[i]!, value);
          const width = exactly.minus(exactEnd(enclosed[i]!.high), exactEnd(enclosed[i]!.low));
          // Sums of numbers between 2⁻⁴⁰ and 2⁴⁰ may cancel.
          const most = exactly.times(exactly.exact(1e-24), exactly.plus(scale, exactly.exact(2 ** -40)));
          expect(exactly.atMost(width, most), `${shown(enclosed[i]!)} for ${exactly.toNumber(value)}`).toBe(
            true,
          );
        });
      }),
      { numRuns: 25, seed: 17 },
    );
  });

  it('contains the exact values for inputs in balls', () => {
    fc.assert(
      fc.property(inputs, (drawn: readonly (readonly Draw[])[]) => {
        const truth = item.reference(exactEntries(drawn));
        const enclosed = enclose(
          item.build,
          item.shapes,
          drawn.map((list) => list.map(({ entry, radius }) => arithmetic.fromBall(entry, radius))),
        );
        enclosed.forEach((x, i) => {
          if (truth === undefined) expect(isBounded(x)).toBe(false);
          else if (!x.low.isNaN()) expectToHold(x, truth[i]!);
        });
      }),
      { numRuns: 25, seed: 19 },
    );
  });
});

const arrayOperations: readonly Operation[] = [
  ...structureOperations,
  ...linearOperations,
  ...matrixOperations,
  ...reduceOperations,
  ...softmaxOperations,
];

/** Places in a ball, as parts of its radius. */
const PLACES = [0, -1, 1, 0.5];

it('all array operations have samples', () => {
  expect(Object.keys(samples).toSorted()).toEqual(arrayOperations.map(({ name }) => name).toSorted());
});

describe.each(arrayOperations.map((operation) => ({ name: operation.name, operation })))(
  'ball and enclosure of $name',
  ({ name, operation }) => {
    const apply =
      (sample: Sample): Build =>
      (b, ids) =>
        b.apply(operation, ids, sample.attributes);

    it('agree at exact points', () => {
      let finite = 0;
      fc.assert(
        fc.property(samples[name]!, (sample) => {
          const tensors = sample.shapes.map((shape, i) => ({ shape, entries: sample.entries[i]! }));
          const ball = evaluate(apply(sample), tensors);
          const enclosed = enclose(apply(sample), sample.shapes, exactIntervals(sample.entries));
          finite += expectToAgree(ball, enclosed, sample);
          enclosed.forEach((x, i) => {
            const radius = ball.radii[i]!;
            // How ties are shared is a convention, which the enclosure leaves open.
            if (radius === 0 || !Number.isFinite(radius) || name === 'winners') return;
            // The decimals know more than the doubles do.
            expect(x.high.minus(x.low).lte(2 * radius), `${shown(x)} ± ${radius}`).toBe(true);
          });
        }),
        { numRuns: 150, seed: 23 },
      );
      expect(finite).toBeGreaterThan(50);
    });

    it('agree at every point of a ball', () => {
      const inBall = fc.tuple(
        samples[name]!,
        fc.integer({ min: 1, max: 40 }),
        fc.infiniteStream(fc.tuple(fc.constantFrom(...PLACES), fc.boolean())),
      );
      fc.assert(
        fc.property(inBall, ([sample, bits, stream]) => {
          const places = sample.entries.map((list) => list.map(() => stream.next().value));
          const radii = sample.entries.map((list, i) =>
            list.map((x, j) => (places[i]![j]![1] ? Math.abs(x) * 2 ** -bits : 0)),
          );
          const tensors = sample.shapes.map((shape, i) => ({
            shape,
            entries: sample.entries[i]!,
            radii: radii[i]!,
          }));
          const points = sample.entries.map((list, i) =>
            list.map((x, j) =>
              arithmetic.add(
                arithmetic.fromDouble(x),
                arithmetic.fromDouble(places[i]![j]![0] * radii[i]![j]!),
              ),
            ),
          );
          const balls = sample.entries.map((list, i) =>
            list.map((x, j) => arithmetic.fromBall(x, radii[i]![j]!)),
          );
          const narrow = enclose(apply(sample), sample.shapes, points);
          const wide = enclose(apply(sample), sample.shapes, balls);
          expectToAgree(evaluate(apply(sample), tensors), narrow, sample);
          narrow.forEach((x, i) => {
            expect(overlap(x, wide[i]!), `${shown(x)} in ${shown(wide[i]!)}`).toBe(true);
          });
        }),
        { numRuns: 100, seed: 29 },
      );
    });
  },
);

const overlap = (x: Interval, y: Interval): boolean =>
  x.low.isNaN() || y.low.isNaN() || (x.low.lte(y.high) && y.low.lte(x.high));

/** Every finite ball holds part of the enclosure; returns how many there are. */
function expectToAgree(
  ball: { readonly entries: readonly number[]; readonly radii: readonly number[] },
  enclosed: readonly Interval[],
  sample: Sample,
): number {
  let finite = 0;
  expect(enclosed).toHaveLength(ball.entries.length);
  enclosed.forEach((x, i) => {
    if (!Number.isFinite(ball.radii[i]!)) return;
    finite++;
    const about = arithmetic.fromBall(ball.entries[i]!, ball.radii[i]!);
    const message = `${ball.entries[i]} ± ${ball.radii[i]}, enclosed ${shown(x)}: ${JSON.stringify(sample)}`;
    expect(x.low.isNaN(), message).toBe(false);
    expect(overlap(about, x), message).toBe(true);
  });
  return finite;
}

describe('entries that may win', () => {
  const wide = (...balls: readonly (readonly [number, number])[]): readonly (readonly Interval[])[] => [
    balls.map(([x, radius]) => arithmetic.fromBall(x, radius)),
  ];
  const near = wide([1, 0.25], [3, 0.5], [2, 0], [3.25, 1]);
  const run = (name: string, inputs: readonly (readonly Interval[])[]): readonly (readonly number[])[] =>
    enclose(
      (b, ids) => b.apply(operations.get(name)!, ids, { axes: [0], keepdims: false, smallest: false }),
      [[inputs[0]!.length]],
      inputs,
    ).map(({ low, high }) => [low.toNumber(), high.toNumber()]);

  it.each([
    { name: 'reduceMax', expected: [[2.5, 4.25]] },
    { name: 'reduceMin', expected: [[0.75, 1.25]] },
    { name: 'argmax', expected: [[1, 3]] },
    { name: 'argmin', expected: [[0, 0]] },
    {
      name: 'winners',
      expected: [
        [0, 0],
        [0, 1],
        [0, 0],
        [0, 1],
      ],
    },
  ])('$name is the hull over them', ({ name, expected }) => {
    expect(run(name, near)).toEqual(expected);
  });

  it('the first of equal entries is the position, but their shares are a convention', () => {
    const equal = wide([1, 0], [2, 0], [2, 0]);
    expect(run('argmax', equal)).toEqual([[1, 1]]);
    expect(run('winners', equal)).toEqual([
      [0, 0],
      [0, 1],
      [0, 1],
    ]);
  });

  it('an entry that can at most tie with one before it is not the first', () => {
    expect(run('argmax', wide([1, 0], [0.5, 0.5]))).toEqual([[0, 0]]);
    expect(run('argmax', wide([0.5, 0.5], [1, 0]))).toEqual([[0, 1]]);
  });
});

describe('exponentials', () => {
  const run = (name: string, entries: readonly number[], radius = 0): readonly Interval[] =>
    enclose(
      (b, ids) => b.apply(operations.get(name)!, ids, { axis: 0, axes: [0], keepdims: false }),
      [[entries.length]],
      [entries.map((x) => arithmetic.fromBall(x, radius))],
    );

  it.each([
    { entries: [1e300, 1e300, -1e300], softmax: [0.5, 0.5, 0], logSumExp: 1e300 },
    {
      entries: [1e5, 1e5 + 1],
      softmax: [0.2689414213699951, 0.7310585786300049],
      logSumExp: 100001.31326168752,
    },
    { entries: [-1e17], softmax: [1], logSumExp: -1e17 },
    { entries: [0, -800], softmax: [1, 0], logSumExp: 0 },
  ])('of $entries neither overflow nor lose the shift', ({ entries, softmax, logSumExp }) => {
    const shares = run('softmax', entries);
    shares.forEach(({ low, high }, i) => {
      expect(low.toNumber()).toBeCloseTo(softmax[i]!, 14);
      expect(high.minus(low).lte(1e-45)).toBe(true);
    });
    const [log] = run('logSumExp', entries);
    expect(log!.low.toNumber()).toBeCloseTo(logSumExp, 10);
    expect(log!.high.minus(log!.low).lte(log!.high.abs().times(1e-45).plus(1e-300)), shown(log!)).toBe(true);
    run('logSoftmax', entries).forEach((x, i) => {
      const difference = arithmetic.subtract(arithmetic.fromDouble(entries[i]!), log!);
      expect(overlap(x, difference)).toBe(true);
      expect(x.high.minus(x.low).lte(x.high.abs().times(1e-45).plus(1e-45)), shown(x)).toBe(true);
    });
  });

  it('are the exact ranges for wide entries', () => {
    const [share] = run('softmax', [0, 0], 1);
    expect(share!.low.toNumber()).toBeCloseTo(1 / (1 + Math.exp(2)), 15);
    expect(share!.high.toNumber()).toBeCloseTo(1 / (1 + Math.exp(-2)), 15);
    const [log] = run('logSoftmax', [0, 0], 1);
    expect(log!.low.toNumber()).toBeCloseTo(-Math.log1p(Math.exp(2)), 14);
    expect(log!.high.toNumber()).toBeCloseTo(-Math.log1p(Math.exp(-2)), 14);
    const [total] = run('logSumExp', [0, 0], 1);
    expect(total!.low.toNumber()).toBeCloseTo(Math.log(2) - 1, 14);
    expect(total!.high.toNumber()).toBeCloseTo(Math.log(2) + 1, 14);
  });

  it('are shares even where an entry has no bounds', () => {
    const unbounded = enclose(
      (b, ids) => b.apply(operations.get('softmax')!, ids, { axis: 0 }),
      [[2]],
      [[arithmetic.whole, arithmetic.one]],
    );
    for (const { low, high } of unbounded) expect([low.toNumber(), high.toNumber()]).toEqual([0, 1]);
  });

  it('have no value where an entry has none', () => {
    const undefinedShares = enclose(
      (b, ids) => b.apply(operations.get('softmax')!, ids, { axis: 0 }),
      [[2]],
      [[arithmetic.one, arithmetic.undefined]],
    );
    expect(undefinedShares.every(({ low }) => low.isNaN())).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../../src/core/graph/graph';
import { logSoftmax, logSumExp, softmax, softmaxFunctions } from '../../../src/core/graph/operations/softmax';
import type { Shape } from '../../../src/core/graph/shape';
import { type Build, evaluate, matrix, scalar, tensor, vector } from './array-run';

describe('extreme arguments', () => {
  it.each<[string, Build, number[], number[]]>([
    ['softmax, far apart', (b, [x]) => softmax(b, x!), [1000, 0, -1000], [1, 0, 0]],
    ['softmax, large and equal', (b, [x]) => softmax(b, x!), [1e300, 1e300], [0.5, 0.5]],
    ['softmax of −∞', (b, [x]) => softmax(b, x!), [0, Number.NEGATIVE_INFINITY], [1, 0]],
    ['log softmax, far apart', (b, [x]) => logSoftmax(b, x!), [1000, 0, -1000], [0, -1000, -2000]],
    ['logsumexp, large', (b, [x]) => logSumExp(b, x!), [1000, 0], [1000]],
    ['logsumexp, very negative', (b, [x]) => logSumExp(b, x!), [-1000, -2000], [-1000]],
    [
      'logsumexp of ∞',
      (b, [x]) => logSumExp(b, x!),
      [Number.POSITIVE_INFINITY, 0],
      [Number.POSITIVE_INFINITY],
    ],
    ['logsumexp of nothing', (b, [x]) => logSumExp(b, x!), [], [Number.NEGATIVE_INFINITY]],
    ['softmax of NaN', (b, [x]) => softmax(b, x!), [Number.NaN, 0], [Number.NaN, Number.NaN]],
  ])('%s', (_, build, x, expected) => {
    const { entries, radii } = evaluate(build, [vector(...x)]);
    expect(entries).toEqual(expected);
    entries.forEach((value, i) => {
      if (Number.isFinite(value)) expect(radii[i]).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)));
      else expect(radii[i]).toBe(Number.POSITIVE_INFINITY);
    });
  });
});

describe('radii', () => {
  it('of a softmax never exceed 1, however wide the inputs', () => {
    for (const radius of [1, 30, 800, 1e6]) {
      const { radii } = evaluate(
        (b, [x]) => softmax(b, x!),
        [tensor([3], [1000, 0, -1000], [radius, radius, radius])],
      );
      for (const r of radii) expect(r).toBeLessThan(1.001);
    }
  });

  it('of a saturated softmax stay small', () => {
    const { radii } = evaluate((b, [x]) => softmax(b, x!), [tensor([2], [50, 0], [1, 1])]);
    for (const r of radii) expect(r).toBeLessThan(1e-20 * 1e6);
  });

  it('of an underflown softmax are finite and cover what wide inputs can bring back', () => {
    const { entries, radii } = evaluate((b, [x]) => softmax(b, x!), [tensor([2], [0, -800], [300, 300])]);
    expect(entries[1]).toBe(0);
    expect(radii[1]!).toBeGreaterThan(Math.exp(-200));
    expect(radii[1]!).toBeLessThan(1e-50);
  });

  it('are infinite where an input has no bound', () => {
    for (const f of [softmax, logSoftmax, logSumExp]) {
      const { radii } = evaluate((b, [x]) => f(b, x!), [tensor([2], [1, 2], [0, Number.POSITIVE_INFINITY])]);
      for (const r of radii) expect(r).toBe(Number.POSITIVE_INFINITY);
    }
  });
});

describe('axes', () => {
  const A = matrix([1, 2, 3], [4, 6, 5]);
  const sumOf = (list: readonly number[]): number => list.reduce((p, q) => p + q, 0);

  it('softmax sums to 1 along its axis', () => {
    const rows = evaluate((b, [x]) => softmax(b, x!), [A]).entries;
    expect(sumOf(rows.slice(0, 3))).toBeCloseTo(1, 14);
    const columns = evaluate((b, [x]) => softmax(b, x!, 0), [A]).entries;
    expect(columns[0]! + columns[3]!).toBeCloseTo(1, 14);
  });

  it.each<[string, number | undefined, boolean, Shape, number[][]]>([
    ['all', undefined, false, [], [[1, 2, 3, 4, 6, 5]]],
    ['all, kept', undefined, true, [1, 1], [[1, 2, 3, 4, 6, 5]]],
    [
      'rows',
      1,
      false,
      [2],
      [
        [1, 2, 3],
        [4, 6, 5],
      ],
    ],
    [
      'columns',
      0,
      true,
      [1, 3],
      [
        [1, 4],
        [2, 6],
        [3, 5],
      ],
    ],
  ])('logsumexp over %s', (_, axis, keepdims, shape, groups) => {
    const result = evaluate((b, [x]) => logSumExp(b, x!, axis, keepdims), [A]);
    expect(result.shape).toEqual(shape);
    groups.forEach((group, i) => {
      expect(result.entries[i]).toBeCloseTo(Math.log(sumOf(group.map(Math.exp))), 13);
    });
  });

  it('logsumexp of a scalar is the scalar', () => {
    expect(evaluate((b, [x]) => logSumExp(b, x!), [scalar(3)]).entries).toEqual([3]);
  });
});

describe('functions', () => {
  it.each<[string, Shape, number | undefined, string]>([
    ['softmax', [], undefined, 'softmax needs an array, not a scalar'],
    ['log_softmax', [3], 1, '3 has no axis 1, only axis 0'],
    ['logsumexp', [3, 2], -3, '3×2 has no axis -3, axes 0 and 1'],
  ])('%s of %j along %s is refused', (name, shape, axis, mismatch) => {
    const b = graphBuilder();
    const entry = softmaxFunctions.find(({ names }) => names.includes(name))!;
    const options = axis === undefined ? {} : { axis };
    expect(entry.build(b, [b.input('x', shape)], options)).toEqual({ mismatch });
  });
});

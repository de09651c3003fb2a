import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../../src/core/graph/shape';
import { algebraic, anyDouble, type Case, cases, type Draw, draws, exactEntries } from './array-cases';
import * as exactly from './array-exact';
import { evaluate, type Tensor } from './array-run';

describe.each(cases)('radius of $name', (item) => {
  const { shapes } = item;

  it('contains the exact value for every exact input of the ball', () => {
    const inputs = fc.tuple(...shapes.map((shape) => draws(item, sizeOf(shape))));
    let finite = 0;
    let runs = 0;
    fc.assert(
      fc.property(inputs, (drawn) => {
        runs++;
        if (contains(item, drawn)) finite++;
      }),
      { numRuns: 60, seed: 11 },
    );
    // Bounds that are mostly infinite would prove nothing.
    expect(finite / runs).toBeGreaterThan(0.3);
  });
});

describe.each(algebraic)('radius of $name', (item) => {
  it('contains the exact value at the ends of the range of doubles', () => {
    const extreme = { ...item, entries: anyDouble };
    const inputs = fc.tuple(...item.shapes.map((shape) => draws(extreme, sizeOf(shape))));
    fc.assert(
      fc.property(inputs, (drawn) => {
        contains(extreme, drawn);
      }),
      { numRuns: 40, seed: 13 },
    );
  });
});

/** Whether all bounds are finite; fails where a finite one does not hold. */
function contains(item: Case, drawn: readonly (readonly Draw[])[]): boolean {
  const tensors: Tensor[] = drawn.map((list, i) => ({
    shape: item.shapes[i]!,
    entries: list.map(({ entry }) => entry),
    radii: list.map(({ radius }) => radius),
  }));
  const { entries, radii } = evaluate(item.build, tensors);
  expect(radii.some(Number.isNaN)).toBe(false);
  if (!radii.some(Number.isFinite)) return false;
  const truth = item.reference(exactEntries(drawn));
  radii.forEach((radius, i) => {
    if (radius === Number.POSITIVE_INFINITY) return;
    const value = truth?.[i];
    expect(value, 'a finite radius where no value exists').toBeDefined();
    const distance = exactly.magnitude(exactly.minus(value!, exactly.exact(entries[i]!)));
    expect(
      exactly.atMost(distance, exactly.exact(radius)),
      `${entries[i]} ± ${radius}, exactly ${exactly.toNumber(value!)}, off by ${exactly.toNumber(distance)}`,
    ).toBe(true);
  });
  return radii.every(Number.isFinite);
}

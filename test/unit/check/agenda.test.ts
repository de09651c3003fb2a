import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../src/core/sheet/shapes/agenda';

const SIZE = 12;

/** What walking a list of marks round by round takes, where taking an item marks others. */
function walked(
  first: readonly number[],
  marks: ReadonlyMap<number, readonly number[]>,
  most: number,
): number[] {
  const marked = new Set(first);
  const taken: number[] = [];
  while (marked.size > 0 && taken.length < most) {
    for (let item = 0; item < SIZE && taken.length < most; item++) {
      if (!marked.delete(item)) continue;
      taken.push(item);
      for (const other of marks.get(item) ?? []) marked.add(other);
    }
  }
  return taken;
}

describe('the agenda of the inference of shapes', () => {
  it('takes numbers in the order in which walking a list would', () => {
    const item = fc.nat(SIZE - 1);
    const marks = fc.array(fc.tuple(item, fc.array(item, { maxLength: 3 })), { maxLength: SIZE });
    fc.assert(
      fc.property(fc.array(item), marks, (first, pairs) => {
        const others = new Map(pairs);
        const agenda = new Agenda(SIZE);
        for (const each of first) agenda.add(each);
        const taken: number[] = [];
        for (let at = agenda.take(); at !== undefined && taken.length < 100; at = agenda.take()) {
          taken.push(at);
          for (const other of others.get(at) ?? []) agenda.add(other);
        }
        expect(taken).toEqual(walked(first, others, 100));
      }),
    );
  });

  it('starts again from the least number', () => {
    const agenda = new Agenda(SIZE);
    for (const each of [5, 3, 8]) agenda.add(each);
    expect(agenda.take()).toBe(3);
    agenda.add(1);
    agenda.restart();
    expect([agenda.take(), agenda.take(), agenda.take(), agenda.take()]).toEqual([1, 5, 8, undefined]);
  });
});

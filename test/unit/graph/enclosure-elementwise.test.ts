import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../src/core/graph/enclosure/interval';
import {
  at,
  type Both,
  both,
  contains,
  Exact,
  enclose,
  evaluated,
  liesWithin,
  named,
  relativeWidth,
} from './enclosure-run';

interface Row {
  readonly name: string;
  readonly points: { readonly x: readonly number[]; readonly y: string }[];
}

/** The lines of the table, whose form `elementwise.py` states. */
function readTable(text: string): Row[] {
  const rows: Row[] = [];
  for (const line of text.trimEnd().split('\n')) {
    if (line.startsWith('# ')) rows.push({ name: line.slice(2), points: [] });
    else {
      const [x = '', y = ''] = line.slice(2).split(' | ');
      rows.at(-1)!.points.push({ x: x.split(' ').map(Number), y });
    }
  }
  return rows;
}

/** These have a reference of their own. */
const SPECIAL = /^(erfc?|l?gamma|(di|tri|poly)gamma.*|factorial|beta|normal_cdf)$/;

const TABLE = readTable(
  readFileSync(new URL('reference/elementwise-digits.txt', import.meta.url), 'utf8'),
).filter(({ name }) => !SPECIAL.test(name));

const functionOf = (row: Row): Both => both(row.points[0]!.x.length, named(row.name));

/** Differences of nearly equal parts: what is left has fewer digits. */
const CANCELLING = new Set(['tanhshrink', 'lgamma', 'digamma', 'mod']);

describe.each(TABLE)('the enclosure of $name', (row) => {
  it('holds the values of the table and is narrow', () => {
    const f = functionOf(row);
    for (const { x, y } of row.points) {
      const value = new Exact(y);
      const enclosure = enclose(
        f,
        x.map((v) => at(v)),
      );
      // The table ends after 60 digits, the enclosure before.
      const slack = value.abs().times('1e-59');
      const wide: Interval = {
        low: new Exact(enclosure.low).minus(slack),
        high: new Exact(enclosure.high).plus(slack),
      };
      expect(contains(wide, value), `${x}: [${enclosure.low}, ${enclosure.high}] without ${y}`).toBe(true);
      const most = CANCELLING.has(row.name) ? 1e-25 : 1e-40;
      expect(relativeWidth(enclosure, value), `width at ${x}`).toBeLessThanOrEqual(most);
    }
  });

  it('lies within the error bound of doubles at numbers of all sizes', () => {
    const f = functionOf(row);
    let finite = 0;
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: f.inputs.length, maxLength: f.inputs.length }), (x) => {
        if (isTie(row.name, x)) return;
        const [value, radius] = evaluated(f, x);
        const enclosure = enclose(
          f,
          x.map((v) => at(v)),
        );
        if (!Number.isFinite(radius) || !Number.isFinite(value)) return;
        finite++;
        expect(
          liesWithin(enclosure, value, radius, row.name === 'mod' ? x : []),
          `${x}: [${enclosure.low}, ${enclosure.high}] is not ${value} ± ${radius}`,
        ).toBe(true);
      }),
      { numRuns: 120, seed: 3 },
    );
    expect(finite).toBeGreaterThan(20);
  });

  it('of intervals holds the values inside, and these lie within the image of the ball in doubles', () => {
    const f = functionOf(row);
    fc.assert(
      fc.property(fc.array(ball, { minLength: f.inputs.length, maxLength: f.inputs.length }), (balls) => {
        const middles = balls.map(({ x }) => x);
        const radii = balls.map(({ r }) => r);
        const wide = enclose(
          f,
          balls.map(({ x, r }) => around(x, r)),
        );
        const inside = balls.map(({ x, r, share }) => within(x, r, share));
        const point = enclose(
          f,
          inside.map((v) => at(v)),
        );
        if (point.low.isNaN() || isTie(row.name, inside)) return;
        const message = `${inside} in ${middles} ± ${radii}: [${point.low}, ${point.high}]`;
        // Both hold the value, and each is rounded outward, so the point's may stick out by a few last digits.
        if (!wide.low.isNaN()) {
          expect(point.high.gte(wide.low) && point.low.lte(wide.high), message).toBe(true);
          expect(point.low.gte(wide.low) || point.high.lte(wide.high), message).toBe(true);
        }
        const [value, radius] = evaluated(f, middles, radii);
        if (!Number.isFinite(radius) || !Number.isFinite(value)) return;
        const sizes = row.name === 'mod' ? inside : [];
        expect(liesWithin(point, value, radius, sizes), `${message} is not ${value} ± ${radius}`).toBe(true);
      }),
      { numRuns: 80, seed: 4 },
    );
  });

  it('is there in bounded time for hostile arguments', () => {
    const f = functionOf(row);
    for (const x of HOSTILE) {
      for (const y of f.inputs.length === 2 ? HOSTILE : [0]) {
        const { low, high } = enclose(f, [at(x), at(y)].slice(0, f.inputs.length));
        expect(low.isNaN() === high.isNaN() && !low.gt(high), `${x}, ${y}: [${low}, ${high}]`).toBe(true);
      }
    }
  });
});

const HOSTILE = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  5e-324,
  -5e-324,
  1e-308,
  1.7976931348623157e308,
  -1.7976931348623157e308,
  1e9,
  -1e9,
  1e15,
  -1e15,
  2 ** 53 + 2,
  1e22,
  1,
  -1,
  0.1,
];

const anyNumber = fc
  .tuple(fc.double({ min: 1, max: 2, maxExcluded: true }), exponent(), fc.boolean())
  .map(([m, e, negative]) => (negative ? -m : m) * 2 ** e);

/** Mostly sizes that occur, sometimes all that doubles have. */
function exponent(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
    { weight: 3, arbitrary: fc.integer({ min: -40, max: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: -1070, max: 1023 }) },
  );
}

const ball = fc
  .tuple(anyNumber, fc.integer({ min: -80, max: 1 }), fc.double({ min: -1, max: 1, noNaN: true }))
  .map(([x, k, share]) => ({ x, r: Math.min(Math.abs(x) * 2 ** k, 2 ** 1023), share }));

function around(x: number, r: number): Interval {
  const [middle, reach] = [new Exact(at(x).low), new Exact(at(r).low)];
  return { low: middle.minus(reach), high: middle.plus(reach) };
}

/** A double within r of x. */
function within(x: number, r: number, share: number): number {
  const candidate = x + share * r;
  const { low, high } = around(x, r);
  const exact = new Exact(at(candidate).low);
  return exact.gte(low) && exact.lte(high) ? candidate : x;
}

/** Where a function jumps its enclosure holds both sides, and the double is one of them. */
const isTie = (name: string, x: readonly number[]): boolean =>
  (name === 'sign' || name === 'step') && x[0] === 0;

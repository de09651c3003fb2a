import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import type { Interval } from '../../../src/core/graph/enclosure/interval';
import {
  beta,
  digamma,
  erf,
  erfc,
  gamma,
  lgamma,
  polygamma,
} from '../../../src/core/graph/enclosure/special';
import { graphBuilder } from '../../../src/core/graph/graph';
import type { Site } from '../../../src/core/graph/operation';
import { functions } from '../../../src/core/graph/operations/index';
import { specialOperations } from '../../../src/core/graph/operations/special';
import { compile } from '../../../src/core/graph/program';
import {
  type Enclosed,
  expectHolds,
  expectSound,
  FUNCTIONS,
  HOSTILE,
  NAMES,
  overlap,
  polygammaOf,
  show,
  VALUES,
  Wide,
} from './special-samples';

describe.each(NAMES)('%s', (name) => {
  const f = FUNCTIONS[name]!;
  const values = VALUES.filter((value) => value.name === name);

  it.each([30, 50, 200])('holds the values of the table in %i digits', (digits) => {
    const a = intervalArithmetic(digits);
    expect(values.length).toBeGreaterThan(20);
    for (const { x, y } of values) {
      const interval = f(a, a.fromDouble(x));
      const what = `${name} at ${x}`;
      expectHolds(interval, y, what);
      const width = new Wide(interval.high).minus(interval.low);
      expect(width.lte(y.abs().times(`1e-${digits - 8}`)), `${what}: ${show(interval)} is wide`).toBe(true);
    }
  });

  it('holds the values inside intervals, without being much wider than the spread of values', () => {
    const a = intervalArithmetic(40);
    for (const { x, y } of values) {
      for (const share of [1e-30, 1e-9, 1e-3]) {
        const interval = f(a, a.fromBall(x, Math.abs(x) * share));
        if (interval.low.isFinite() || interval.high.isFinite())
          expectHolds(interval, y, `${name} around ${x}`);
        else expect(interval, `${name} around ${x}`).toEqual(a.whole);
      }
    }
  });

  it('is monotone by inclusion', () => {
    const a = intervalArithmetic(30);
    const argument = fc.double({ min: -12, max: 12, noNaN: true });
    fc.assert(
      fc.property(argument, fc.double({ min: 0, max: 0.4, noNaN: true }), fc.nat(8), (x, r, eighths) => {
        const outer = f(a, a.fromBall(x, r));
        const inner = f(a, a.fromDouble(x + ((eighths - 4) / 4.001) * r));
        if (outer.low.isNaN() || inner.low.isNaN()) return;
        expect(overlap(outer, inner), `${name}: ${show(outer)} and ${show(inner)}`).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([30, 50, 250])('answers for hostile arguments in %i digits', (digits) => {
    const a = intervalArithmetic(digits);
    for (const x of HOSTILE) {
      const interval = f(a, a.fromDecimal(x));
      expectSound(interval, `${name} at ${x}`);
    }
    for (const [low, high] of HOSTILE_PAIRS) {
      const interval = f(a, a.hull(a.fromDecimal(low), a.fromDecimal(high)));
      expectSound(interval, `${name} from ${low} to ${high}`);
    }
    expect(f(a, a.undefined).low.isNaN()).toBe(true);
    expectSound(f(a, a.whole), `${name} of everything`);
    expectSound(f(a, { low: a.one.low, high: a.whole.high }), `${name} from 1`);
    expectSound(f(a, { low: a.whole.low, high: a.one.high }), `${name} up to 1`);
  });
});

describe('operations', () => {
  const a = intervalArithmetic(40);

  it.each(specialOperations.map((operation) => [operation.name, operation] as const))(
    '%s encloses entry by entry, broadcasting',
    (name, operation) => {
      const arity = name === 'beta' ? 2 : 1;
      const site: Site = {
        inputs: [1, 3].slice(0, arity),
        inputShapes: [[2], []].slice(0, arity),
        output: 4,
        outputShape: [2],
        attributes: name === 'polygamma' ? { order: 3 } : {},
      };
      const memory = [0.5, 0.75, 2.5, 1.25, 0, 0].map((x) => a.fromDouble(x));
      operation.enclosure!(site, a)(memory);
      const expected = (x: Interval): Interval =>
        name === 'beta'
          ? beta(a, x, memory[3]!)
          : FUNCTIONS[name === 'polygamma' ? 'polygamma(3)' : name]!(a, x);
      expect(memory.slice(4)).toEqual([expected(memory[1]!), expected(memory[2]!)]);
    },
  );
});

const HOSTILE_PAIRS = [
  ['-1e300', '1e300'],
  ['-0.5', '0'],
  ['0', '0.5'],
  ['-1e-300', '1e-300'],
  ['-1.5', '-1.2'],
  ['-1.9', '-1.1'],
  ['-2', '-1'],
  ['-1', '0'],
  ['1e-300', '1e300'],
  ['1e10', '1e4000000'],
  ['-1e15', '-1e14'],
  ['1.4', '1.5'],
  ['0.5', '20'],
] as const;

describe('images', () => {
  const a = intervalArithmetic(40);
  const between = (low: string, high: string): Interval => a.hull(a.fromDecimal(low), a.fromDecimal(high));

  it.each([
    [gamma, '-1.5', '-0.5'],
    [lgamma, '-1', '0.5'],
    [digamma, '-0.25', '0.25'],
    [digamma, '0', '1'],
    [polygammaOf(3), '-7.5', '3'],
  ])('are the whole line across poles: %#', (f, low, high) => {
    expect(f(a, between(low, high))).toEqual(a.whole);
  });

  it.each([gamma, lgamma, digamma, polygammaOf(1), polygammaOf(2)])('of a pole are undefined: %#', (f) => {
    for (const pole of [0, -1, -40, -1e300]) expect(f(a, a.fromDouble(pole)).low.isNaN()).toBe(true);
  });

  it.each<readonly [Enclosed, string, string, string, string]>([
    [lgamma, '1.4', '1.5', '-0.1214862905358496', '0.02'],
    [lgamma, '1.46163214', '1.46163215', '-0.1214862905358496', '1e-15'],
    [gamma, '1.46', '1.47', '0.8856031944108887', '1e-4'],
    [gamma, '-1.58', '-1.56', '2.302407258339680', '1e-2'],
    [polygammaOf(1), '-0.55', '-0.45', '8.875', '0.5'],
  ])('have the least value in them, and little more: %#', (f, low, high, least, slack) => {
    const image = f(a, between(low, high));
    expect(image.low.lte(least), show(image)).toBe(true);
    expect(new Wide(least).minus(image.low).lte(slack), show(image)).toBe(true);
    expect(image.high.gte(least), show(image)).toBe(true);
  });

  it('have limits at infinity', () => {
    const from = (x: string): Interval => ({ low: a.fromDecimal(x).low, high: a.whole.high });
    expect(erf(a, a.whole)).toEqual(a.hull(a.negate(a.one), a.one));
    expect(erfc(a, from('0'))).toEqual(a.hull(a.zero, a.one));
    expect(gamma(a, from('3')).low.eq(2)).toBe(true);
    expect(digamma(a, from('3')).high).toEqual(a.whole.high);
    expect(polygamma(a, 1, from('3')).low.isZero()).toBe(true);
    expect(polygamma(a, 2, from('3')).high.isZero()).toBe(true);
  });

  it('are exact for factorials', () => {
    expect(gamma(a, a.fromDouble(5))).toEqual(a.fromDecimal('24'));
    expect(lgamma(a, a.one)).toEqual(a.zero);
    expect(lgamma(a, a.fromDouble(2))).toEqual(a.zero);
  });
});

describe.each(NAMES)('%s beside its double', (name) => {
  const [plain = '', order] = name.replace(')', '').split('(');
  const b = graphBuilder();
  const x = b.input('x', []);
  const args = order === undefined ? [x] : [b.constant(Number(order), true), x];
  const y = functions.get(plain)!.build(b, args, {});
  if (typeof y !== 'number') throw new Error(y.mismatch);
  const program = compile(b, [y]);
  const a = intervalArithmetic(40);

  it('lies within the ball of the program', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.double({ min: -40, max: 60, noNaN: true }),
          fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
          fc.double({ min: -300, max: 1e9, noNaN: true }),
          fc.double({ min: 1, max: 1e300, noNaN: true }),
        ),
        fc.constantFrom(0, 1e-16, 1e-12, 1e-6, 1e-2, 0.3),
        (at, share) => {
          const radius = Math.abs(at) * share;
          program.write(x, [at], [radius]);
          program.run();
          program.runRadii();
          const value = program.read(y)[0]!;
          const reach = program.readRadii(y)[0]!;
          if (!Number.isFinite(value) || reach === Number.POSITIVE_INFINITY) return;
          const image = FUNCTIONS[name]!(a, a.fromBall(at, radius));
          const slack = new Wide(Math.abs(value)).plus(reach).times('1e-36');
          const what = `at ${at} ± ${radius}: ${show(image)} and ${value} ± ${reach}`;
          expect(new Wide(value).minus(reach).minus(slack).lte(image.low), what).toBe(true);
          expect(new Wide(value).plus(reach).plus(slack).gte(image.high), what).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

import { readFileSync } from 'node:fs';
import Decimal from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import type { Interval, IntervalArithmetic } from '../../../src/core/graph/enclosure/interval';
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

type Enclosed = (a: IntervalArithmetic, x: Interval) => Interval;

const polygammaOf =
  (n: number): Enclosed =>
  (a, x) =>
    polygamma(a, n, x);

const FUNCTIONS: Readonly<Record<string, Enclosed>> = {
  erf,
  erfc,
  gamma,
  lgamma,
  digamma,
  'polygamma(1)': polygammaOf(1),
  'polygamma(2)': polygammaOf(2),
  'polygamma(3)': polygammaOf(3),
  'polygamma(8)': polygammaOf(8),
  'polygamma(41)': polygammaOf(41),
  'polygamma(100)': polygammaOf(100),
};
const NAMES = Object.keys(FUNCTIONS);

/** Enough digits for every comparison of ends. */
const Wide = Decimal.clone({ precision: 400, minE: -9e15, maxE: 9e15 });

interface Value {
  readonly name: string;
  readonly x: number;
  /** The second argument of a function of two. */
  readonly second: number | undefined;
  readonly y: Decimal;
}

const VALUES: readonly Value[] = readFileSync(new URL('reference/special.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(' '))
  .map(([name, x, y]) => {
    const [first, second] = x!.split(',').map(Number);
    return { name: name!, x: first!, second, y: new Wide(y!) };
  });

const show = ({ low, high }: Interval): string => `[${low}, ${high}]`;

function expectHolds(interval: Interval, value: Decimal, what: string): void {
  // The digits of the table end here.
  const slack = value.abs().times('1e-228');
  expect(value.plus(slack).gte(interval.low), `${what}: ${show(interval)} is above ${value}`).toBe(true);
  expect(value.minus(slack).lte(interval.high), `${what}: ${show(interval)} is below ${value}`).toBe(true);
}

const overlap = (x: Interval, y: Interval): boolean => x.low.lte(y.high) && y.low.lte(x.high);

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

describe('beta', () => {
  const values = VALUES.filter((value) => value.name === 'beta');

  it.each([30, 50, 200])('holds the values of the table in %i digits', (digits) => {
    const a = intervalArithmetic(digits);
    expect(values.length).toBeGreaterThan(20);
    for (const { x, second, y } of values) {
      const interval = beta(a, a.fromDouble(x), a.fromDouble(second!));
      expectHolds(interval, y, `beta at ${x}, ${second}`);
      const width = new Wide(interval.high).minus(interval.low);
      expect(width.lte(y.abs().times(`1e-${digits - 8}`)), `${x}, ${second}: ${show(interval)}`).toBe(true);
    }
  });

  it('of doubles neither overflows on the way nor leaves its radius', () => {
    for (const { x, second, y } of values) {
      const { value, radius } = betaBall([x, second!], [0, 0]);
      expect(new Wide(value).minus(y).abs().lte(radius), `${x}, ${second}: ${value} ± ${radius}`).toBe(true);
      expect(radius, `${x}, ${second}: ${value}`).toBeLessThanOrEqual(1e-12 * Math.abs(value) + 1e-319);
    }
  });

  it('lies within the ball of the program', () => {
    const a = intervalArithmetic(40);
    const argument = fc.oneof(
      fc.double({ min: 1e-3, max: 30, noNaN: true }),
      fc.double({ min: 1e-300, max: 1e300, noNaN: true }),
      fc.double({ min: 5, max: 2000, noNaN: true }),
      fc.double({ min: -20, max: 20, noNaN: true }),
    );
    const share = fc.constantFrom(0, 1e-16, 1e-12, 1e-6, 1e-2, 0.3);
    fc.assert(
      fc.property(argument, argument, share, share, (x, y, left, right) => {
        const radii = [Math.abs(x) * left, Math.abs(y) * right];
        const { value, radius } = betaBall([x, y], radii);
        if (!Number.isFinite(value) || radius === Number.POSITIVE_INFINITY) return;
        const image = beta(a, a.fromBall(x, radii[0]!), a.fromBall(y, radii[1]!));
        const what = `at ${x}, ${y} ± ${radii}: ${show(image)} and ${value} ± ${radius}`;
        if (x > 0 && y > 0) {
          const slack = new Wide(Math.abs(value)).plus(radius).times('1e-36');
          expect(new Wide(value).minus(radius).minus(slack).lte(image.low), what).toBe(true);
          expect(new Wide(value).plus(radius).plus(slack).gte(image.high), what).toBe(true);
        } else {
          // Both bound what is computed in three parts, each in its own way.
          const reach = new Wide(radius);
          expect(overlap(image, { low: reach.neg().plus(value), high: reach.plus(value) }), what).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each([30, 250])('answers for hostile arguments in %i digits', (digits) => {
    const a = intervalArithmetic(digits);
    for (const x of HOSTILE) {
      for (const y of ['1e300', '-1e300', '1e-300', '-0.5', '3', '1e-4000000', '1e4000000']) {
        expectSound(beta(a, a.fromDecimal(x), a.fromDecimal(y)), `beta at ${x}, ${y}`);
      }
      expectSound(beta(a, a.fromDecimal(x), a.whole), `beta at ${x}, everything`);
    }
  });
});

const betaGraph = graphBuilder();
const betaArguments = [betaGraph.input('x', []), betaGraph.input('y', [])] as const;
const betaNode = functions.get('beta')!.build(betaGraph, betaArguments, {});
if (typeof betaNode !== 'number') throw new Error(betaNode.mismatch);
const betaProgram = compile(betaGraph, [betaNode]);

function betaBall(at: readonly number[], radii: readonly number[]): { value: number; radius: number } {
  betaArguments.forEach((id, k) => {
    betaProgram.write(id, [at[k]!], [radii[k]!]);
  });
  betaProgram.run();
  betaProgram.runRadii();
  return {
    value: betaProgram.read(betaNode as number)[0]!,
    radius: betaProgram.readRadii(betaNode as number)[0]!,
  };
}

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

const HOSTILE = [
  '1e300',
  '-1e300',
  '1e-300',
  '-1e-300',
  '1e4000000',
  '-1e4000000',
  '1e-4000000',
  '-1e-4000000',
  '1e-4000000000',
  '123456789012345678.5',
  '-123456789012345678.5',
  '99999999999999.5',
  '-99999999999999.5',
  '0.5',
  '-0.5',
  '-3.5',
  '-100000.5',
  '0',
  '-1',
  '-2',
  '-17',
  '1',
  '2',
  '256',
  '257',
  '-0.99999999999999999999999999',
  '-1.00000000000000000000000001',
  '1.0000000000000000000000000001',
  '1.99999999999999999999999999999',
  '1.46163214496836234126265954232',
  '-5.00000000000000000000000001',
];

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

function expectSound({ low, high }: Interval, what: string): void {
  expect(low.isNaN(), what).toBe(high.isNaN());
  if (!low.isNaN()) expect(low.lte(high), `${what}: ${low} ${high}`).toBe(true);
}

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

describe.each([40, 120])('identities in %i digits', (digits) => {
  const a = intervalArithmetic(digits);
  const argument = fc
    .double({ min: -30, max: 60, noNaN: true })
    .filter((x) => x !== 0 && !Number.isInteger(x));
  const next = (x: Interval): Interval => a.add(x, a.one);

  const check = (both: (x: Interval, at: number) => readonly [Interval, Interval]): void => {
    fc.assert(
      fc.property(argument, (at) => {
        const [left, right] = both(a.fromDouble(at), at);
        expect(overlap(left, right), `at ${at}: ${show(left)} and ${show(right)}`).toBe(true);
        expect(left.low.isFinite() && right.low.isFinite(), `at ${at}`).toBe(true);
      }),
      { numRuns: 60 },
    );
  };

  // What rounding makes of x + 1 may reach a pole.
  const clear = (x: Interval): boolean => !(x.low.lte(0) && !x.low.ceil().gt(x.high));
  const unless = (x: Interval, pair: () => readonly [Interval, Interval]): readonly [Interval, Interval] =>
    clear(x) ? pair() : [a.zero, a.zero];

  it('Γ(x + 1) = x·Γ(x)', () => {
    check((x) => unless(next(x), () => [gamma(a, next(x)), a.multiply(x, gamma(a, x))]));
  });

  it('ln |Γ(x + 1)| = ln |x| + ln |Γ(x)|', () => {
    check((x) => unless(next(x), () => [lgamma(a, next(x)), a.add(a.log(a.abs(x)), lgamma(a, x))]));
  });

  it('Γ(x) = exp ln |Γ(x)| up to its sign', () => {
    check((x) => [a.abs(gamma(a, x)), a.exp(lgamma(a, x))]);
  });

  it('ψ(x + 1) = ψ(x) + 1/x', () => {
    check((x) => unless(next(x), () => [digamma(a, next(x)), a.add(digamma(a, x), a.divide(a.one, x))]));
  });

  it('ψ⁽ⁿ⁾(x + 1) = ψ⁽ⁿ⁾(x) + (−1)ⁿn!/xⁿ⁺¹', () => {
    for (const [n, factor] of [
      [1, -1],
      [4, 24],
      [7, -5040],
    ] as const) {
      check((x) =>
        unless(next(x), () => [
          polygamma(a, n, next(x)),
          a.add(polygamma(a, n, x), a.divide(a.fromDouble(factor), a.powerOf(x, n + 1))),
        ]),
      );
    }
  });

  it('Γ(x)·Γ(1 − x) = π/sin πx', () => {
    check((x) => {
      const mirror = a.subtract(a.one, x);
      return unless(mirror, () => [
        a.multiply(gamma(a, x), gamma(a, mirror)),
        a.divide(a.pi, a.sin(a.multiply(a.pi, x))),
      ]);
    });
  });

  it('ψ(1 − x) − ψ(x) = π cot πx, where both sides come by the recurrence or by reflection', () => {
    check((x, at) => {
      // Far below 0 the left side is evaluated by reflection, which would prove nothing; the recurrence takes the rest.
      const mirror = a.subtract(a.one, x);
      if (Math.abs(at) > 30) return [a.zero, a.zero];
      const angle = a.multiply(a.pi, x);
      return unless(mirror, () => [
        a.subtract(digamma(a, mirror), digamma(a, x)),
        a.divide(a.multiply(a.pi, a.cos(angle)), a.sin(angle)),
      ]);
    });
  });

  it('erf x + erfc x = 1', () => {
    check((x) => [a.add(erf(a, x), erfc(a, x)), a.one]);
  });

  it('erf x = −erf(−x), erfc(−x) = 2 − erfc x', () => {
    check((x) => [erf(a, x), a.negate(erf(a, a.negate(x)))]);
    check((x) => [erfc(a, a.negate(x)), a.subtract(a.fromDouble(2), erfc(a, x))]);
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

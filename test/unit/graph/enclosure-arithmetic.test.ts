import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import type { Interval, IntervalArithmetic } from '../../../src/core/graph/enclosure/interval';
import { atMost, exact, magnitude, minus, over, plus, type Rational, rational, times } from './array-exact';

const DIGITS = 30;
const a = intervalArithmetic(DIGITS);

/** The exact value of a finite end of an interval. */
function rationalOf(end: Interval['low']): Rational {
  const [digits = '', exponent = '0'] = end.toExponential().split('e');
  const [whole = '', fraction = ''] = digits.split('.');
  const n = BigInt(whole + fraction);
  const power = Number(exponent) - fraction.length;
  return power >= 0 ? rational(n * 10n ** BigInt(power)) : rational(n, 10n ** BigInt(-power));
}

const holds = ({ low, high }: Interval, x: Rational): boolean =>
  atMost(rationalOf(low), x) && atMost(x, rationalOf(high));

const double = fc
  .tuple(fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), fc.integer({ min: -200, max: 200 }))
  .map(([n, e]) => n * 2 ** e);

interface Pair {
  readonly name: string;
  readonly enclosure: (x: Interval, y: Interval) => Interval;
  readonly exactly: (x: Rational, y: Rational) => Rational | undefined;
}

const PAIRS: readonly Pair[] = [
  { name: 'add', enclosure: a.add, exactly: plus },
  { name: 'subtract', enclosure: a.subtract, exactly: minus },
  { name: 'multiply', enclosure: a.multiply, exactly: times },
  { name: 'divide', enclosure: a.divide, exactly: (x, y) => (y.n === 0n ? undefined : over(x, y)) },
  { name: 'power 3', enclosure: (x) => a.powerOf(x, 3), exactly: (x) => times(times(x, x), x) },
  { name: 'power 4', enclosure: (x) => a.powerOf(x, 4), exactly: (x) => times(times(x, x), times(x, x)) },
  {
    name: 'power −1',
    enclosure: (x) => a.powerOf(x, -1),
    exactly: (x) => (x.n === 0n ? undefined : over(rational(1n), x)),
  },
  { name: 'abs', enclosure: a.abs, exactly: magnitude },
  { name: 'max', enclosure: a.max, exactly: (x, y) => (atMost(x, y) ? y : x) },
  { name: 'min', enclosure: a.min, exactly: (x, y) => (atMost(x, y) ? x : y) },
];

describe.each(PAIRS)('$name', ({ enclosure, exactly }) => {
  it('holds the exact result and is a few last digits wide', () => {
    fc.assert(
      fc.property(double, double, (x, y) => {
        const expected = exactly(exact(x), exact(y));
        const result = enclosure(a.fromDouble(x), a.fromDouble(y));
        if (expected === undefined) expect(result.low.isNaN()).toBe(true);
        else {
          expect(holds(result, expected), `${x}, ${y}: [${result.low}, ${result.high}]`).toBe(true);
          const width = minus(rationalOf(result.high), rationalOf(result.low));
          expect(atMost(width, times(magnitude(expected), rational(4n, 10n ** BigInt(DIGITS - 1))))).toBe(
            true,
          );
        }
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  it('of intervals holds the exact results of numbers inside', () => {
    const interval = fc
      .tuple(double, double, fc.integer({ min: 0, max: 8 }))
      .map(([p, q, k]) => ({ low: Math.min(p, q), high: Math.max(p, q), share: k / 8 }));
    fc.assert(
      fc.property(interval, interval, (x, y) => {
        const of = ({ low, high }: typeof x): Interval => a.hull(a.fromDouble(low), a.fromDouble(high));
        const inside = ({ low, high, share }: typeof x): Rational =>
          plus(exact(low), times(exact(share), minus(exact(high), exact(low))));
        const result = enclosure(of(x), of(y));
        const expected = exactly(inside(x), inside(y));
        if (expected === undefined || !result.low.isFinite() || !result.high.isFinite()) return;
        expect(holds(result, expected)).toBe(true);
      }),
      { numRuns: 400, seed: 6 },
    );
  });
});

describe('numbers', () => {
  const shown = ({ low, high }: Interval): string => (low.eq(high) ? `${low}` : `${low} … ${high}`);

  it.each([
    [0.1, '0.1000000000000000055511151231257827021181583404541015625'],
    [2 ** 60, '1152921504606846976'],
    [-0.5, '-0.5'],
    [3, '3'],
  ])('the double %d is %s', (x, text) => {
    expect(a.fromDouble(x).low.toFixed()).toBe(text);
    expect(shown(a.fromDouble(x))).toBe(`${a.fromDouble(x).high}`);
  });

  it.each([
    ['0.1', '0.1'],
    ['6.02e23', '6.02e+23'],
    ['.5', '0.5'],
    ['1e-99999999999999999', '-1e-9000000000000000 … 1e-9000000000000000'],
    ['1e99999999999999999', '9e+9000000000000000 … Infinity'],
    ['0e99999999999999999', '0'],
    ['0x10', '-Infinity … Infinity'],
  ])('the text %s is %s', (text, expected) => {
    expect(shown(a.fromDecimal(text))).toBe(expected);
  });

  it('a ball reaches its radius to both sides; without one it is a number or nothing', () => {
    expect(shown(a.fromBall(1, 0.5))).toBe('0.5 … 1.5');
    expect(shown(a.fromBall(2, 0))).toBe('2');
    expect(shown(a.fromBall(1, Number.POSITIVE_INFINITY))).toBe('-Infinity … Infinity');
    expect(shown(a.fromBall(Number.NaN, 1))).toBe('NaN … NaN');
  });

  it('are compared where that is certain', () => {
    const [one, two] = [a.fromDouble(1), a.fromDouble(2)];
    expect(a.compare(one, two)).toBe(-1);
    expect(a.compare(two, one)).toBe(1);
    expect(a.compare(one, one)).toBe(0);
    expect(a.compare(a.hull(one, two), two)).toBeUndefined();
  });
});

describe('special cases', () => {
  const of = (low: number, high = low): Interval => a.hull(a.fromDouble(low), a.fromDouble(high));
  const kind = ({ low, high }: Interval): string =>
    low.isNaN() ? 'undefined' : low.isFinite() || high.isFinite() ? `${low} … ${high}` : 'whole';

  it.each<[string, Interval, string]>([
    ['1 by an interval around 0', a.divide(a.one, of(-1, 1)), 'whole'],
    ['1 by 0', a.divide(a.one, of(0)), 'undefined'],
    ['0 times what may have no value', a.multiply(of(0), a.whole), 'whole'],
    ['the whole line less itself', a.subtract(a.whole, a.whole), 'whole'],
    ['log of a negative part', a.log(of(-1, 1)), 'undefined'],
    ['sqrt of a negative part', a.sqrt(of(-1e-300, 1)), 'undefined'],
    ['asin beyond 1', a.asin(of(0.5, 1.5)), 'undefined'],
    ['0 to the power 0', a.power(of(0), of(0)), '1 … 1'],
    ['0 to the power −1', a.power(of(0), of(-1)), 'undefined'],
    ['0 to the power ½', a.power(of(0), of(0.5)), '0 … 0'],
    ['−8 to the power 1/3', a.power(of(-8), a.divide(a.one, of(3))), 'undefined'],
    ['−2 to the power 3', a.power(of(-2), of(3)), '-8 … -8'],
    ['−2 to 1 squared', a.powerOf(of(-2, 1), 2), '0 … 4'],
    ['−2 to 1 inverted and squared', a.powerOf(of(-2, 1), -2), '0.25 … Infinity'],
    ['sin of a full turn', a.sin(of(0, 7)), '-1 … 1'],
    ['sin of more than is reduced', a.sin(a.fromDecimal('1e5000')), '-1 … 1'],
    ['tan across a pole', a.tan(of(1, 2)), 'whole'],
    ['exp far below', a.exp(a.fromDecimal('-1e300')), '0 … 1e-400000000000000'],
    ['exp far above', a.exp(a.fromDecimal('1e300')), '1e+400000000000000 … Infinity'],
    ['exp of 0', a.exp(of(0)), '1 … 1'],
    ['log of 1', a.log(of(1)), '0 … 0'],
    ['sqrt of a square', a.sqrt(of(6.25)), '2.5 … 2.5'],
    ['cbrt of a cube', a.cbrt(of(-27)), '-3 … -3'],
  ])('%s', (_, interval, text) => {
    expect(kind(interval)).toBe(text);
  });

  it('atan2 is π on its cut and anything across it', () => {
    const onCut = a.atan2(of(0), of(-1));
    expect(onCut.low.eq(a.pi.low) && onCut.high.eq(a.pi.high)).toBe(true);
    const across = a.atan2(of(-1e-9, 1e-9), of(-1));
    expect(across.low.eq(a.pi.high.neg()) && across.high.eq(a.pi.high)).toBe(true);
  });
});

describe('hostile arguments', () => {
  const HOSTILE: readonly Interval[] = [
    a.undefined,
    a.whole,
    a.zero,
    a.hull(a.zero, a.whole),
    ...[
      '1e-9000000000000000',
      '9e9000000000000000',
      '1e-300',
      '1e9',
      '-1e9',
      '1e15',
      '1e16',
      '0.5',
      '-1',
      '1',
    ].map((text) => a.fromDecimal(text)),
    a.fromBall(1, 0.5),
    a.fromBall(0, 1e300),
    a.fromDecimal(`1.${'3'.repeat(5000)}`),
  ];
  const UNARY = [
    'negate',
    'abs',
    'sqrt',
    'cbrt',
    'exp',
    'expm1',
    'log',
    'log1p',
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'sinh',
    'cosh',
    'tanh',
    'asinh',
    'acosh',
    'atanh',
  ] as const satisfies readonly (keyof IntervalArithmetic)[];
  const BINARY = ['add', 'subtract', 'multiply', 'divide', 'max', 'min', 'power', 'atan2', 'hull'] as const;

  const check = (what: string, { low, high }: Interval): void => {
    expect(low.isNaN() === high.isNaN() && !low.gt(high), `${what}: [${low}, ${high}]`).toBe(true);
  };

  it.each(UNARY)('%s gives an interval', (name) => {
    for (const x of HOSTILE) check(`${x.low} … ${x.high}`, a[name](x));
  });

  it.each(BINARY)('%s gives an interval', (name) => {
    for (const x of HOSTILE) for (const y of HOSTILE) check(`${x.low}, ${y.low}`, a[name](x, y));
  });

  it('whole powers give an interval', () => {
    for (const x of HOSTILE) {
      for (const n of [0, 1, -1, 2, 3, 1e6, -1e6, 1e6 + 1, 2 ** 53, 1e300, -1e300])
        check(`${n}`, a.powerOf(x, n));
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalArithmetic } from '../../../src/core/graph/enclosure/arithmetic';
import type { Interval } from '../../../src/core/graph/enclosure/interval';
import { digamma, erf, erfc, gamma, lgamma, polygamma } from '../../../src/core/graph/enclosure/special';
import { overlap, show } from './special-samples';

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

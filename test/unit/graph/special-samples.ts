import { readFileSync } from 'node:fs';
import Decimal from 'decimal.js';
import { expect } from 'vitest';
import type { Interval, IntervalArithmetic } from '../../../src/core/graph/enclosure/interval';
import { digamma, erf, erfc, gamma, lgamma, polygamma } from '../../../src/core/graph/enclosure/special';

/** A function of one interval. */
export type Enclosed = (a: IntervalArithmetic, x: Interval) => Interval;

/** ψ⁽ⁿ⁾. */
export const polygammaOf =
  (n: number): Enclosed =>
  (a, x) =>
    polygamma(a, n, x);

export const FUNCTIONS: Readonly<Record<string, Enclosed>> = {
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
export const NAMES = Object.keys(FUNCTIONS);

/** Enough digits for every comparison of ends. */
export const Wide = Decimal.clone({ precision: 400, minE: -9e15, maxE: 9e15 });

interface Value {
  readonly name: string;
  readonly x: number;
  /** The second argument of a function of two. */
  readonly second: number | undefined;
  readonly y: Decimal;
}

/** Reference values, computed to 230 digits. */
export const VALUES: readonly Value[] = readFileSync(
  new URL('reference/special.txt', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => line.split(' '))
  .map(([name, x, y]) => {
    const [first, second] = x!.split(',').map(Number);
    return { name: name!, x: first!, second, y: new Wide(y!) };
  });

export const show = ({ low, high }: Interval): string => `[${low}, ${high}]`;

export function expectHolds(interval: Interval, value: Decimal, what: string): void {
  // The digits of the table end here.
  const slack = value.abs().times('1e-228');
  expect(value.plus(slack).gte(interval.low), `${what}: ${show(interval)} is above ${value}`).toBe(true);
  expect(value.minus(slack).lte(interval.high), `${what}: ${show(interval)} is below ${value}`).toBe(true);
}

export const overlap = (x: Interval, y: Interval): boolean => x.low.lte(y.high) && y.low.lte(x.high);

/** Numbers at and beside poles, extremes of doubles and beyond them. */
export const HOSTILE = [
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

/** Ends in order, or no value at all. */
export function expectSound({ low, high }: Interval, what: string): void {
  expect(low.isNaN(), what).toBe(high.isNaN());
  if (!low.isNaN()) expect(low.lte(high), `${what}: ${low} ${high}`).toBe(true);
}

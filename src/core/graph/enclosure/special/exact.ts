import type Decimal from 'decimal.js';
import type { Interval, IntervalArithmetic } from '../interval';

/** The number units·10^exponent. `magnitude` is ⌊log₁₀|x|⌋; −Infinity for 0. The units have no trailing zeros. */
export interface Exact {
  readonly units: bigint;
  readonly exponent: number;
  readonly magnitude: number;
}

/** For a finite decimal. */
export function exactOf(x: Decimal): Exact {
  const [mantissa = '0', power = '0'] = x.toExponential().split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const units = BigInt(whole + fraction);
  return units === 0n
    ? { units, exponent: 0, magnitude: Number.NEGATIVE_INFINITY }
    : { units, exponent: Number(power) - fraction.length, magnitude: Number(power) };
}

const POWERS_OF_TEN: bigint[] = [1n];

/** 10ⁿ for n ≥ 0. */
export function powerOfTen(n: number): bigint {
  if (n > 4000) return 10n ** BigInt(n);
  POWERS_OF_TEN[n] ??= 10n ** BigInt(n);
  return POWERS_OF_TEN[n];
}

export const isZero = (x: Exact): boolean => x.units === 0n;
export const isNegative = (x: Exact): boolean => x.units < 0n;
export const isWhole = (x: Exact): boolean => x.exponent >= 0;

export const negated = (x: Exact): Exact => ({ ...x, units: -x.units });

/** x + k, for |x| that a BigInt may hold. */
export function translated(x: Exact, k: bigint): Exact {
  if (k === 0n) return x;
  return x.exponent >= 0
    ? exactUnits(x.units * powerOfTen(x.exponent) + k, 0)
    : exactUnits(x.units + k * powerOfTen(-x.exponent), x.exponent);
}

function exactUnits(units: bigint, exponent: number): Exact {
  if (units === 0n) return { units, exponent: 0, magnitude: Number.NEGATIVE_INFINITY };
  const text = `${units}`;
  const trailing = /0*$/.exec(text)![0].length;
  const digits = text.length - (units < 0n ? 1 : 0);
  return {
    units: BigInt(text.slice(0, text.length - trailing)),
    exponent: exponent + trailing,
    magnitude: digits - 1 + exponent,
  };
}

/** ⌊x⌋ for a number that is not whole. */
export function floorOf(x: Exact): bigint {
  // Small numbers may have exponents whose powers of ten no memory holds.
  if (x.magnitude < 0) return x.units < 0n ? -1n : 0n;
  const unit = powerOfTen(-x.exponent);
  const quotient = x.units / unit;
  return x.units < 0n ? quotient - 1n : quotient;
}

/** The whole number nearest to x, for a number that is not whole. */
export function nearestOf(x: Exact): bigint {
  if (x.magnitude < -1) return 0n;
  const unit = powerOfTen(-x.exponent);
  const twice = 2n * x.units + unit;
  const quotient = twice / (2n * unit);
  return twice < 0n && quotient * 2n * unit !== twice ? quotient - 1n : quotient;
}

/** As a double, for choices that need no exactness. */
export const approximately = (x: Exact): number => Number(`${x.units}e${x.exponent}`);

export const intervalOf = (w: IntervalArithmetic, x: Exact): Interval =>
  w.fromDecimal(`${x.units}e${x.exponent}`);

export const wholeNumber = (w: IntervalArithmetic, n: bigint | number): Interval => w.fromDecimal(`${n}`);

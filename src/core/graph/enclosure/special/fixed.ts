import type { Interval, IntervalArithmetic } from '../interval';
import { type Exact, powerOfTen } from './exact';

/**
 * An interval of fixed-point numbers: its ends are multiples of a unit 2^−bits, rounded outward by every function here. The
 * sums of series run in it, many times faster than in decimals; what is multiplied by a power of 10 afterwards keeps its
 * relative width.
 */
export interface Fixed {
  readonly low: bigint;
  readonly high: bigint;
}

/** Bits that hold as many decimal digits. */
export const bitsOf = (digits: number): number => Math.ceil(digits * 3.3219281);

/** ⌈n/2^bits⌉; `>>` rounds down, also below zero. */
export const ceilShift = (n: bigint, bits: bigint): bigint => -(-n >> bits);

/** ⌊n/d⌋ for d > 0. */
const floorDivide = (n: bigint, d: bigint): bigint => {
  const quotient = n / d;
  return n < 0n && quotient * d !== n ? quotient - 1n : quotient;
};

export const ceilDivide = (n: bigint, d: bigint): bigint => -floorDivide(-n, d);

export function fixedOf(x: Exact, bits: number): Fixed {
  if (x.exponent >= 0) {
    const units = (x.units * powerOfTen(x.exponent)) << BigInt(bits);
    return { low: units, high: units };
  }
  if (x.magnitude < -bits) return x.units < 0n ? { low: -1n, high: 0n } : { low: 0n, high: 1n };
  return fraction(x.units, powerOfTen(-x.exponent), bits);
}

/** n/d for d > 0. */
export function fraction(n: bigint, d: bigint, bits: number): Fixed {
  const scaled = n << BigInt(bits);
  const low = floorDivide(scaled, d);
  return { low, high: low * d === scaled ? low : low + 1n };
}

/** h·y for y ≥ 0. */
export function scaledBy(h: Fixed, y: Fixed, bits: bigint): Fixed {
  return {
    low: (h.low * (h.low >= 0n ? y.low : y.high)) >> bits,
    high: ceilShift(h.high * (h.high >= 0n ? y.high : y.low), bits),
  };
}

/** 1/x² for x > 0. */
export function inverseSquareOf({ low, high }: Fixed, bits: number): Fixed {
  const unit = 1n << BigInt(3 * bits);
  return { low: unit / (high * high), high: ceilDivide(unit, low * low) };
}

/** xⁿ for x ≥ 0 and n ≥ 1. */
export function powerOfFixed(x: Fixed, n: number, bits: bigint): Fixed {
  let power = x;
  for (let bit = 1 << (30 - Math.clz32(n)); bit >= 1; bit >>= 1) {
    power = scaledBy(power, power, bits);
    if ((n & bit) !== 0) power = scaledBy(power, x, bits);
  }
  return power;
}

/** With all its digits, which `w` then rounds outward. */
export function fromFixed(w: IntervalArithmetic, x: Fixed, bits: number): Interval {
  const places = Math.ceil(bits * 0.30103) + 2;
  const unit = powerOfTen(places);
  const shift = BigInt(bits);
  return {
    low: w.fromDecimal(`${(x.low * unit) >> shift}e-${places}`).low,
    high: w.fromDecimal(`${ceilShift(x.high * unit, shift)}e-${places}`).high,
  };
}

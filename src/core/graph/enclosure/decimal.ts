import type Decimal from 'decimal.js';
import { absolute, sizeInBits } from './fixed';

/** A class of decimals; its numbers of digits and direction of rounding serve its operations. */
export type DecimalClass = typeof Decimal;

/** mantissa·10^exponent, exactly. */
export interface Scaled {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** Digits in one word of a decimal. */
export const WORD = 7;

/** The exact value of a finite decimal. */
export function scaled(x: Decimal): Scaled {
  const words = x.d;
  let text = `${words[0]}`;
  for (let i = 1; i < words.length; i++) text += `${words[i]}`.padStart(WORD, '0');
  const mantissa = BigInt(text);
  return { mantissa: x.s < 0 ? -mantissa : mantissa, exponent: x.e - text.length + 1 };
}

const powers: bigint[] = [];

/** 10ⁿ for n ≥ 0. */
export function tenTo(n: number): bigint {
  if (n > 1000) return 10n ** BigInt(n);
  powers[n] ??= 10n ** BigInt(n);
  return powers[n]!;
}

/** ⌊x/y⌋ for y > 0. */
export const floorOf = (x: bigint, y: bigint): bigint => {
  const q = x / y;
  return x < 0n && q * y !== x ? q - 1n : q;
};

/** ⌊x·2^bits⌋ of x = mantissa·10^exponent. */
export function toFixed({ mantissa, exponent }: Scaled, bits: number): bigint {
  if (exponent >= 0) return (mantissa * tenTo(exponent)) << BigInt(bits);
  // Far below the last bit only the sign is left.
  if (sizeInBits(mantissa) + bits + 8 < -exponent * 3.3) return mantissa < 0n ? -1n : 0n;
  return floorOf(mantissa << BigInt(bits), tenTo(-exponent));
}

const LOG10_OF_2 = Math.log10(2);

/** The decimals around the numbers from low·2^−bits·10^exponent to high·2^−bits·10^exponent, to `digits` digits or a few more. */
export function fromFixed(
  low: bigint,
  high: bigint,
  bits: number,
  exponent: number,
  digits: number,
  D: DecimalClass,
): { low: Decimal; high: Decimal } {
  const size = sizeInBits(absolute(low) > absolute(high) ? low : high) - bits;
  const places = digits + 2 - Math.floor(size * LOG10_OF_2);
  const unit = exponent - places;
  const bottom =
    places >= 0 ? (low * tenTo(places)) >> BigInt(bits) : floorOf(low, tenTo(-places) << BigInt(bits));
  const top =
    places >= 0
      ? -((-high * tenTo(places)) >> BigInt(bits))
      : -floorOf(-high, tenTo(-places) << BigInt(bits));
  return { low: new D(`${bottom}e${unit}`), high: new D(`${top}e${unit}`) };
}

const view = new DataView(new ArrayBuffer(8));

/** The exact value of a finite double. */
export function exactDecimal(x: number, D: DecimalClass): Decimal {
  if (Number.isSafeInteger(x)) return new D(x);
  if (Number.isInteger(x)) return new D(`${BigInt(x)}`);
  view.setFloat64(0, x);
  const biased = (view.getUint16(0) >> 4) & 0x7ff;
  const fraction = BigInt.asUintN(52, view.getBigUint64(0));
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  // 2⁻ᵏ = 5ᵏ·10⁻ᵏ.
  const halvings = 1075 - Math.max(biased, 1);
  return new D(`${x < 0 ? '-' : ''}${mantissa * 5n ** BigInt(halvings)}e-${halvings}`);
}

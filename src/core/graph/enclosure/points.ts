import type Decimal from 'decimal.js';
import { type DecimalClass, floorOf, fromFixed, type Scaled, scaled, tenTo, toFixed } from './decimal';
import * as fixed from './fixed';
import { absolute, MAX_BITS, sizeInBits } from './fixed';
import type { Interval } from './interval';

/**
 * Enclosures of elementary functions at single finite numbers, a few units in the last of `digits` digits wide, in time
 * that depends on the digits alone.
 */
export interface PointFunctions {
  sqrt(x: Decimal): Interval;
  cbrt(x: Decimal): Interval;
  exp(x: Decimal): Interval;
  /** eˣ − 1 for |x| ≤ 1. */
  expm1(x: Decimal): Interval;
  log(x: Decimal): Interval;
  /** For a sine, cosine or tangent whose argument is beyond all bounds: undefined. */
  sin(x: Decimal): Interval | undefined;
  cos(x: Decimal): Interval | undefined;
  tan(x: Decimal): Interval | undefined;
  atan(x: Decimal): Interval;
  pi(): Interval;
  logOfTen(): Interval;
}

/** A fixed-point number and how many units it may be off. */
interface Approximation {
  readonly value: bigint;
  readonly error: bigint;
}

/** Beyond 10 to this power angles are not reduced. */
const LARGEST_ANGLE = 2000;

/** Decimals have room for 10 to minus this. */
const LEAST_BEND = 8e15;

/** Beyond this size the exponential is no more than a bound. */
const LARGEST_EXPONENT = 1e15;

/** `Down` and `Up` round to `digits` digits in their direction. */
export function pointFunctions(digits: number, Down: DecimalClass, Up: DecimalClass): PointFunctions {
  /** Bits of the result, with some for the rounding of steps between series. */
  const precision = Math.ceil(digits / Math.log10(2)) + 16;

  const enclosed = ({ value, error }: Approximation, bits: number, exponent = 0): Interval =>
    fromFixed(value - error, value + error, bits, exponent, digits, Down);

  const everything: Interval = {
    low: new Down(Number.NEGATIVE_INFINITY),
    high: new Down(Number.POSITIVE_INFINITY),
  };

  /** Asks for more bits until the result is relatively accurate, which cancellation near a zero may need. */
  const accurate = (approximate: (bits: number) => Approximation | undefined): Interval => {
    for (let bits = precision; ; ) {
      const result = approximate(bits);
      const lacking =
        result === undefined ? bits : precision - 8 + sizeInBits(result.error) - sizeInBits(result.value);
      if (lacking <= 0 || bits + lacking > MAX_BITS) {
        return result === undefined ? everything : enclosed(result, bits);
      }
      bits += Math.max(lacking, 32);
    }
  };

  /** The root by that of a whole number: a power of 10 is shifted in so that the rest has a whole root. */
  const root = (x: Decimal, degree: 2 | 3): Interval => {
    const { mantissa, exponent } = scaled(x);
    const wanted = degree * (digits + 2) - absolute(mantissa).toString().length;
    let shift = Math.max(wanted, 0);
    while ((exponent - shift) % degree !== 0) shift++;
    const radicand = absolute(mantissa) * tenTo(shift);
    const low = degree === 2 ? fixed.integerRoot(radicand) : fixed.integerCubeRoot(radicand);
    const isExact = low ** BigInt(degree) === radicand;
    const ends = [low, isExact ? low : low + 1n].map(
      (n) => new Down(`${mantissa < 0n ? -n : n}e${(exponent - shift) / degree}`),
    );
    const [first, second] = ends as [Decimal, Decimal];
    return mantissa < 0n ? { low: second, high: first } : { low: first, high: second };
  };

  /** x less the nearest multiple of π/2, in fixed point, off by less than 4 units; and the multiple mod 4. */
  const quadrant = (x: Scaled, bits: number): { rest: bigint; turn: number } => {
    const angle = toFixed(x, bits);
    const more = Math.max(0, sizeInBits(angle) - bits) + 4;
    const pi = fixed.pi(bits + more);
    const nearest = (floorOf(angle << BigInt(more + 2), pi) + 1n) >> 1n;
    const rest = angle - ((nearest * pi) >> BigInt(more + 1));
    return { rest, turn: Number(BigInt.asUintN(2, nearest)) };
  };

  const sineOrCosine = (x: Scaled, shift: 0 | 1, bits: number): Approximation => {
    const { rest, turn } = quadrant(x, bits);
    const phase = (turn + shift) % 4;
    const size = phase % 2 === 0 ? fixed.sine(rest, bits) : fixed.cosine(rest, bits);
    return { value: phase >= 2 ? -size : size, error: 8n };
  };

  const tangent = (x: Scaled, bits: number): Approximation | undefined => {
    const sin = sineOrCosine(x, 0, bits).value;
    const cos = sineOrCosine(x, 1, bits).value;
    if (absolute(cos) <= 16n) return undefined;
    const value = (sin << BigInt(bits)) / cos;
    // |s̃/c̃ − s/c| ≤ (8·|c| + 8·|s|)/(|c|·(|c| − 8)), and |s| + |c| < 1.5.
    const error = (24n << BigInt(2 * bits)) / (absolute(cos) * (absolute(cos) - 8n)) + 2n;
    return { value, error };
  };

  const isTame = (x: Decimal): boolean => x.e <= LARGEST_ANGLE;

  /** Where x is so small that |f(x) − x| ≤ |x|³ is beyond the digits. */
  const nearIdentity = (x: Decimal, isLess: boolean): Interval => {
    const bend = new Down(`1e${Math.max(3 * x.e + 3, -LEAST_BEND)}`);
    return x.s < 0 === isLess ? { low: x, high: Up.add(x, bend) } : { low: Down.sub(x, bend), high: x };
  };

  const isTiny = (x: Decimal): boolean => x.e < -(digits / 2) - 2;

  const reciprocal = ({ mantissa, exponent }: Scaled, bits: number): bigint => {
    if (exponent > bits) return 0n;
    return exponent >= 0
      ? (1n << BigInt(bits)) / (mantissa * tenTo(exponent))
      : (tenTo(-exponent) << BigInt(bits)) / mantissa;
  };

  const point = (x: number): Interval => ({ low: new Down(x), high: new Down(x) });

  return {
    sqrt: (x) => (x.isZero() ? point(0) : root(x, 2)),
    cbrt: (x) => (x.isZero() ? point(0) : root(x, 3)),

    exp: (x) => {
      if (x.isZero()) return point(1);
      if (x.gt(LARGEST_EXPONENT))
        return { low: new Down('1e400000000000000'), high: new Down(Number.POSITIVE_INFINITY) };
      if (x.lt(-LARGEST_EXPONENT)) return { low: new Down(0), high: new Down('1e-400000000000000') };
      const exponent = Math.round(x.toNumber() / Math.LN10);
      const bits = precision;
      const multiples = (BigInt(exponent) * fixed.logOfTen(bits + 56)) >> 56n;
      // The rest is off by 4 units, and its exponential by at most 4·e^1.2 + 2.
      const value = fixed.exponential(toFixed(scaled(x), bits) - multiples, bits);
      return enclosed({ value, error: 32n }, bits, exponent);
    },

    expm1: (x) => {
      if (x.isZero()) return point(0);
      const exact = scaled(x);
      if (x.e < -digits - 2) {
        // x < eˣ − 1 < x + x² for 0 < |x| < 1.
        const bend = new Down(`1e${Math.max(2 * x.e + 2, -LEAST_BEND)}`);
        return { low: x, high: Up.add(x, bend) };
      }
      return accurate((bits) => ({
        value: fixed.exponential(toFixed(exact, bits), bits) - (1n << BigInt(bits)),
        error: 8n,
      }));
    },

    log: (x) => {
      const { mantissa, exponent } = scaled(x);
      const length = mantissa.toString().length;
      const leading = Number(`${mantissa}`.slice(0, 15)) / 10 ** (Math.min(length, 15) - 1);
      const shift = x.e + (leading > Math.sqrt(10) ? 1 : 0);
      if (x.eq(1)) return point(0);
      const reduced = { mantissa, exponent: exponent - shift };
      return accurate((bits) => {
        const multiples = (BigInt(shift) * fixed.logOfTen(bits + 56)) >> 56n;
        return { value: fixed.logarithm(toFixed(reduced, bits), bits) + multiples, error: 16n };
      });
    },

    sin: (x) => {
      if (x.isZero()) return point(0);
      if (isTiny(x)) return nearIdentity(x, true);
      const exact = scaled(x);
      return isTame(x) ? accurate((bits) => sineOrCosine(exact, 0, bits)) : undefined;
    },
    cos: (x) => {
      if (x.isZero()) return point(1);
      const exact = scaled(x);
      return isTame(x) ? accurate((bits) => sineOrCosine(exact, 1, bits)) : undefined;
    },
    tan: (x) => {
      if (x.isZero()) return point(0);
      if (isTiny(x)) return nearIdentity(x, false);
      const exact = scaled(x);
      return isTame(x) ? accurate((bits) => tangent(exact, bits)) : undefined;
    },

    atan: (x) => {
      if (x.isZero()) return point(0);
      if (isTiny(x)) return nearIdentity(x, true);
      const exact = scaled(x);
      if (x.abs().lte(1)) {
        return accurate((bits) => ({ value: fixed.arctangent(toFixed(exact, bits), bits), error: 8n }));
      }
      return accurate((bits) => {
        const quarter = fixed.pi(bits + 1) >> 2n;
        const rest = fixed.arctangent(reciprocal(exact, bits), bits);
        return { value: (x.s < 0 ? -quarter : quarter) - rest, error: 16n };
      });
    },

    pi: () => enclosed({ value: fixed.pi(precision), error: 4n }, precision),
    logOfTen: () => enclosed({ value: fixed.logOfTen(precision), error: 4n }, precision),
  };
}

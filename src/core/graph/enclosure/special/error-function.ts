import type { Interval, IntervalArithmetic } from '../interval';
import { approximately, type Exact, intervalOf, isNegative, isZero, negated } from './exact';
import { bitsOf, ceilDivide, type Fixed, fixedOf, fromFixed, inverseSquareOf, scaledBy } from './fixed';
import { refined, workingArithmetic } from './refine';

/** x², no more than 1e12: an estimate that decides which series to take. */
const squared = (x: Exact): number => Math.min(approximately(x) ** 2, 1e12);

const rootPis = new Map<number, Interval>();

function rootPi(w: IntervalArithmetic): Interval {
  const root = rootPis.get(w.digits) ?? w.sqrt(w.pi);
  rootPis.set(w.digits, root);
  return root;
}

/** erf x. */
export function erfAt(a: IntervalArithmetic, x: Exact): Interval {
  if (isZero(x)) return a.zero;
  if (isNegative(x)) return a.negate(erfAt(a, negated(x)));
  return refined(a, 0, (w) => erfOfPositive(w, x));
}

/** erfc x = 1 − erf x. */
export function erfcAt(a: IntervalArithmetic, x: Exact): Interval {
  if (isNegative(x)) return a.add(a.one, erfAt(a, negated(x)));
  if (isZero(x)) return a.one;
  const square = squared(x);
  // erfc x < e^(−x²) < 10^(−0.43·x²), and below what exponents can say the number itself does not matter.
  if (square > 1e11) return { low: a.zero.low, high: a.fromDecimal('1e-43000000000').high };
  const size = Math.ceil(Math.LOG10E * square);
  if (asymptoticServes(square, workingArithmetic(a.digits + 12).digits)) {
    return refined(a, 2 * Math.max(0, x.magnitude) + 2, (w) => asymptoticErfc(w, x));
  }
  return refined(a, size + 2, (w) => w.subtract(w.one, erfOfPositive(w, x)));
}

function erfOfPositive(w: IntervalArithmetic, x: Exact): Interval {
  const square = squared(x);
  if (Math.LOG10E * square > w.digits + 2) {
    // 0 < erfc x < e^(−x²) for x > 0.6 (Abramowitz, Stegun 7.1.13).
    return { low: w.subtract(w.one, w.fromDecimal(`1e-${w.digits + 1}`)).low, high: w.one.high };
  }
  // The terms grow up to e^(x²) before they fall, and that much cancels.
  const bits = bitsOf(w.digits) + Math.ceil(Math.LOG2E * square) + 32;
  const series = fromFixed(w, taylor(fixedOf(x, bits), bits), bits);
  return w.divide(w.multiply(w.multiply(w.add(w.one, w.one), intervalOf(w, x)), series), rootPi(w));
}

/** √π/(2x)·erf x = Σ (−1)ⁿ x²ⁿ/(n!(2n + 1)) (Abramowitz, Stegun 7.1.5). */
function taylor(x: Fixed, bits: number): Fixed {
  const shift = BigInt(bits);
  const square = scaledBy(x, x, shift);
  const turning = Number(square.high >> shift) + 1;
  let term: Fixed = { low: 1n << shift, high: 1n << shift };
  let low = 0n;
  let high = 0n;
  for (let n = 0; ; n++) {
    const odd = BigInt(2 * n + 1);
    if (n % 2 === 0) {
      low += term.low / odd;
      high += ceilDivide(term.high, odd);
    } else {
      low -= ceilDivide(term.high, odd);
      high -= term.low / odd;
    }
    const next = scaledBy(term, square, shift);
    const count = BigInt(n + 1);
    term = { low: next.low / count, high: ceilDivide(next.high, count) };
    // From x² on the terms fall and alternate, so what is left out is less than the first of it.
    if (n > turning && term.high <= 1n) return { low: low - term.high, high: high + term.high };
  }
}

/** Whether the least term of the asymptotic series, of about e^(−x²), is below the precision, with digits to spare. */
const asymptoticServes = (square: number, digits: number): boolean => Math.LOG10E * square > digits + 16;

/**
 * erfc x = e^(−x²)/(x√π)·Σ (−1)ⁿ(2n − 1)!!/(2x²)ⁿ, where the error is less than the first term left out and of its sign
 * (Abramowitz, Stegun 7.1.23, 7.1.24).
 */
function asymptoticErfc(w: IntervalArithmetic, x: Exact): Interval {
  const bits = bitsOf(w.digits) + 16;
  const shift = BigInt(bits);
  const inverse = inverseSquareOf(fixedOf(x, bits), bits);
  let term: Fixed = { low: 1n << shift, high: 1n << shift };
  let low = 0n;
  let high = 0n;
  for (let n = 0; ; n++) {
    if (n % 2 === 0) {
      low += term.low;
      high += term.high;
    } else {
      low -= term.high;
      high -= term.low;
    }
    const odd = BigInt(2 * n + 1);
    const next = scaledBy(term, inverse, shift);
    const halved: Fixed = { low: (next.low * odd) >> 1n, high: ceilDivide(next.high * odd, 2n) };
    // Terms that no longer fall end the sum, however large they are: the bound holds wherever it ends.
    if (halved.high <= 1n || halved.high >= term.high) {
      const argument = intervalOf(w, x);
      const sum = fromFixed(w, { low: low - halved.high, high: high + halved.high }, bits);
      const bell = w.exp(w.negate(w.multiply(argument, argument)));
      return w.divide(w.multiply(bell, sum), w.multiply(argument, rootPi(w)));
    }
    term = halved;
  }
}

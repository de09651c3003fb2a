import type { GraphBuilder, NodeId } from '../graph';
import { highEnd, lowEnd } from '../numeric/ball';
import { outward, productError, quotientError, ulps } from '../numeric/rounding';
import type { Operation, Printed } from '../operation';
import { Precedence } from '../operation';
import { type Shape, sizeOf } from '../shape';
import { divide, fold, keepsShape, multiply, negate, scale, subtract } from './arithmetic';
import { log } from './elementary';
import { binary, type UnaryRule, unary } from './elementwise';
import { atLeast, texAtLeast } from './printing';

/** Ulps that `Math.pow` may be off. */
const POW_ULPS = 2;

/** Whole powers up to this are tried for being exact. */
const MAX_EXACT = 64;

/** A bound of |z − xⁿ| for a computed z; 0 where the power needs no rounding. */
function powerError(x: number, n: number, z: number): number {
  if (n === 0 || x === 1 || (x === 0 && n > 0)) return 0;
  if (n === 2 && z === x * x) return productError(x, x, z);
  if (n === -1 && z === 1 / x) return quotientError(1, x, z);
  if (n === 0.5 && z * z === x && productError(z, z, x) === 0) return 0;
  if (Number.isInteger(n) && Math.abs(n) <= MAX_EXACT && isExactPower(x, n, z)) return 0;
  return ulps(POW_ULPS, z);
}

function isExactPower(x: number, n: number, z: number): boolean {
  let p = x;
  for (let i = 1; i < Math.abs(n); i++) {
    const next = p * x;
    if (productError(p, x, next) !== 0) return false;
    p = next;
  }
  return n > 0 ? z === p : z === 1 / p && quotientError(1, p, z) === 0;
}

/** Covers the rounding of the few operations, and of the powers, in a bound. */
const SAFE = 1 + 2 ** -44;

/** The same for a base within r of x and an exponent that is exact. The ends of balls are rounded outward. */
function constantPowerBall(x: number, r: number, n: number, z: number): number {
  const own = powerError(x, n, z);
  if (r === 0 || n === 0) return own;
  const low = lowEnd(x, r);
  const high = highEnd(x, r);
  const [near, far] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
  if (n < 0 && low <= 0 && high >= 0) return Number.POSITIVE_INFINITY;
  if (Number.isInteger(n)) {
    return outward(own + steepest(n > 0 ? far : near, r, n));
  }
  if (low < 0) return Number.POSITIVE_INFINITY;
  const byMean = Math.max(steepest(low, r, n), steepest(high, r, n));
  return Math.min(outward(own + byMean), imageBall(z, low ** n, high ** n));
}

/**
 * |n·xⁿ⁻¹|·r for x > 0, rounded up beside an absolute error of a few least doubles. Where x is large the power underflows
 * before the product does, where r is small the quotient r/x does; one of the two is always accurate.
 */
function steepest(x: number, r: number, n: number): number {
  const direct = Math.abs(n) * x ** (n - 1) * r;
  return n > 0 ? direct * SAFE : Math.max(direct, Math.abs(n) * (x ** n + Number.MIN_VALUE) * (r / x)) * SAFE;
}

/** How far z is from the images of both ends of a ball on which the power is monotone. */
function imageBall(z: number, atLow: number, atHigh: number): number {
  const reach = (image: number): number => Math.abs(image - z) + ulps(POW_ULPS, image);
  return outward(Math.max(reach(atLow), reach(atHigh)));
}

/** The same for an exponent within rn of n, where the base's ball is positive. */
function powerBall(x: number, r: number, n: number, rn: number, z: number): number {
  if (rn === 0) return constantPowerBall(x, r, n, z);
  const low = lowEnd(x, r);
  const high = highEnd(x, r);
  if (!(low > 0 && high < Number.POSITIVE_INFINITY)) return Number.POSITIVE_INFINITY;
  const [least, most] = [lowEnd(n, rn), highEnd(n, rn)];
  // The power is monotone in its base and in its exponent, so it is greatest at a corner of the box.
  const greatest = Math.max(low ** least, low ** most, high ** least, high ** most) * SAFE + Number.MIN_VALUE;
  const exponent = Math.max(Math.abs(least), Math.abs(most));
  // Either order of the factors may underflow on the way; see `steepest`.
  const byBase = exponent * Math.max((greatest / low) * r, greatest * (r / low));
  const byExponent = Math.max(Math.abs(Math.log(low)), Math.abs(Math.log(high))) * greatest * rn;
  return outward(powerError(x, n, z) + (byBase + byExponent) * SAFE);
}

const isPlain = (outputSize: number): boolean => outputSize === 1;

const printPower = (x: Printed | undefined, exponent: string, plain: boolean): Printed => ({
  text: `${atLeast(x, Precedence.postfix)}${plain ? '^' : '.^'}${exponent}`,
  precedence: Precedence.power,
});

const texPower = (x: Printed | undefined, exponent: string): Printed => ({
  text: `${texAtLeast(x, Precedence.postfix)}^{${exponent}}`,
  precedence: Precedence.power,
});

/** xʸ with exponents that vary or are no exact doubles. A negative base with a fractional exponent is NaN; 0⁰ is 1. */
export const POWER: Operation = {
  ...binary({
    name: 'power',
    value: (x, y) => x ** y,
    ball: powerBall,
    enclosure: (a, x, y) => a.power(x, y),
    along: [
      (b, t, x, y) => multiply(b, t, multiply(b, y, power(b, x, subtract(b, y, b.constant(1))))),
      (b, t, x, _y, z) => multiply(b, t, multiply(b, z, log(b, x))),
    ],
    infix: ([x, y], node) => printPower(x, atLeast(y, Precedence.postfix), isPlain(sizeOf(node.shape))),
    tex: ([x, y]) => texPower(x, y?.text ?? ''),
    cost: 16,
  }),
  // A negative base has whole powers, which are exceptions.
  domain: () => [0, Number.POSITIVE_INFINITY],
};

const constantPower = (n: number): UnaryRule => ({
  name: 'constant_power',
  ...(Number.isInteger(n) ? {} : { domain: [0, Number.POSITIVE_INFINITY] as const }),
  value: constantPowerValue(n),
  ball: (x, r, y) => constantPowerBall(x, r, n, y),
  enclosure: (a, x) => (Number.isInteger(n) ? a.powerOf(x, n) : a.power(x, a.fromDouble(n))),
  along: (b, t, x, y) => {
    if (n === 0.5) return divide(b, t, scale(b, y, 2));
    if (n === -1) return negate(b, multiply(b, t, square(b, y)));
    return multiply(b, t, scale(b, raise(b, x, n - 1), n));
  },
  infix: ([x], node) => printPower(x, n < 0 ? `(${n})` : `${n}`, isPlain(sizeOf(node.shape))),
  tex: ([x]) => texPower(x, `${n}`),
  cost: n === 2 ? 1 : 8,
});

function constantPowerValue(n: number): (x: number) => number {
  if (n === 2) return (x) => x * x;
  if (n === 3) return (x) => x * x * x;
  if (n === -1) return (x) => 1 / x;
  if (n === 0.5) return (x) => Math.sqrt(x);
  return (x) => x ** n;
}

/** Attributes: `exponent`, exactly this double. */
export const CONSTANT_POWER = unary(constantPower(2), ({ exponent }) => constantPower(Number(exponent)));

const raise = (b: GraphBuilder, x: NodeId, n: number): NodeId => power(b, x, b.constant(n, true));

const square = (b: GraphBuilder, x: NodeId): NodeId => raise(b, x, 2);

/** xʸ, entry by entry; x⁰ is 1 for every x. */
export function power(b: GraphBuilder, x: NodeId, y: NodeId): NodeId {
  const n = b.uniformValue(y);
  if (n === undefined || !keepsShape(b, x, y)) return fold(b, POWER, [x, y], true) ?? b.apply(POWER, [x, y]);
  const shape: Shape = b.node(x).shape;
  if (n === 0) return b.filled(1, shape);
  if (n === 1) return x;
  return fold(b, POWER, [x, y], true) ?? b.apply(CONSTANT_POWER, [x], { exponent: n });
}

export const powerOperations: readonly Operation[] = [POWER, CONSTANT_POWER];

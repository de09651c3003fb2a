import * as enclosed from '../enclosure/special';
import { PI } from '../exact';
import type { CallMismatch, FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { highEnd, lowEnd, type Smooth, smoothBall, steepestAtEnds, steepestAtZero } from '../numeric/ball';
import { betaError, beta as betaOf } from '../numeric/beta';
import { erfc as erfcOf, erf as erfOf } from '../numeric/erf';
import { gamma as gammaOf, logGamma, logGammaScale } from '../numeric/gamma';
import { digamma as digammaOf, digammaScale, MAX_POLYGAMMA_ORDER, polygamma } from '../numeric/polygamma';
import { outward, sumError, ulps } from '../numeric/rounding';
import type { Operation } from '../operation';
import { add, divide, multiply, negate, scale, square, subtract } from './arithmetic';
import { exp, sqrt } from './elementary';
import { binary, type SmoothRule, smooth, smoothRule, type UnaryRule, unary } from './elementwise';
import { elementwiseEntry, unaryEntry } from './entries';
import { literalNumber } from './literals';
import { printedCall, texCall } from './printing';

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
const bell = steepestAtZero((x) => TWO_OVER_ROOT_PI * Math.exp(-x * x));

/** 2/√π·e^(−x²). */
const gaussian = (b: GraphBuilder, x: NodeId): NodeId =>
  multiply(b, divide(b, b.constant(2), sqrt(b, b.constant(Math.PI, PI))), exp(b, negate(b, square(b, x))));

const ERF = smooth({
  name: 'erf',
  value: erfOf,
  enclosure: enclosed.erf,
  ulps: 2,
  slope: bell,
  monotone: true,
  derivative: gaussian,
  cost: 20,
});

const ERFC = smooth({
  name: 'erfc',
  value: erfcOf,
  enclosure: enclosed.erfc,
  ulps: 4,
  slope: bell,
  monotone: true,
  along: (b, t, x) => negate(b, multiply(b, t, gaussian(b, x))),
  cost: 20,
});

/** The slope between poles at 0, −1, −2, …, where |f′| is greatest at an end; Infinity across a pole. */
const steepestInCell = (derivative: (x: number) => number): Smooth['slope'] => {
  const atEnds = steepestAtEnds(derivative);
  return (low, high, x, r) => {
    const clear = low > 0 || (high < 0 && Math.floor(low) === Math.floor(high) && !Number.isInteger(low));
    return clear ? atEnds(low, high, x, r) : Number.POSITIVE_INFINITY;
  };
};

// ln |Γ|, and so |Γ| itself, is convex between poles: its second derivative is ψ′ > 0.
const LGAMMA = smooth({
  name: 'lgamma',
  value: logGamma,
  enclosure: enclosed.lgamma,
  ulps: 6,
  error: (x, y) => (x > 0 ? ulps(6, y) : ulps(8, logGammaScale(x))),
  slope: steepestInCell(digammaOf),
  derivative: (b, x) => digamma(b, x),
  tex: (inputs) => texCall('\\ln\\Gamma', inputs),
  cost: 40,
});

const GAMMA_RULE: SmoothRule = {
  name: 'gamma',
  value: gammaOf,
  enclosure: enclosed.gamma,
  ulps: 16,
  error: (x, y) => (Number.isInteger(x) && x > 0 && x <= 23 ? 0 : ulps(x > 0 ? 9 : 20, y)),
  slope: steepestInCell((x) => gammaOf(x) * digammaOf(x)),
  derivative: (b, x, y) => multiply(b, y, digamma(b, x)),
  tex: (inputs) => texCall('\\Gamma', inputs),
  cost: 40,
};

const GAMMA = smooth(GAMMA_RULE);
const GAMMA_BALL = smoothBall(GAMMA_RULE);

/** ψ⁽¹⁾, for slopes. */
const trigammaOf = polygamma(1).value;

const DIGAMMA = smooth({
  name: 'digamma',
  value: digammaOf,
  enclosure: enclosed.digamma,
  ulps: 4,
  error: (x) => ulps(4, digammaScale(x)),
  slope: steepestInCell(trigammaOf),
  derivative: (b, x) => polygammaOf(b, 1, x),
  tex: (inputs) => texCall('\\psi', inputs),
  cost: 40,
});

function polygammaRule(order: number): SmoothRule {
  const own = polygamma(order);
  const next = polygamma(order + 1);
  return {
    name: 'polygamma',
    value: own.value,
    enclosure: (a, x) => enclosed.polygamma(a, order, x),
    ulps: 8 + order,
    error: (x, y) => (x > 0 ? ulps(8 + order, y) : ulps(8 * (order + 2), own.scale(x))),
    // Of each two neighbours ψ⁽ⁿ⁾, ψ⁽ⁿ⁺¹⁾ one is positive and convex between poles and the other monotone.
    slope: steepestInCell(next.value),
    derivative: (b, x) => polygammaOf(b, order + 1, x),
    infix: ([x]) => printedCall('polygamma', [{ text: `${order}`, precedence: 60 }, x!]),
    tex: ([x]) => texCall(`\\psi^{(${order})}`, [x!]),
    cost: 100,
  };
}

/** The radius of Γ(x)Γ(y)/Γ(x + y) from those of its parts. */
function quotientBall(x: number, rx: number, y: number, ry: number, z: number): number {
  const sum = x + y;
  const relative = (at: number, r: number): number => {
    const value = gammaOf(at);
    return GAMMA_BALL(at, r, value) / Math.abs(value);
  };
  const ofSum = relative(sum, outward(rx + ry + sumError(x, y, sum)));
  // NaN, as where a value of Γ is 0 or infinite, fails the comparison.
  if (!(ofSum < 0.5)) return Number.POSITIVE_INFINITY;
  const grown = ((1 + relative(x, rx)) * (1 + relative(y, ry))) / (1 - ofSum);
  return outward(Math.abs(z) * (grown - 1) + ulps(8, z));
}

function betaBall(x: number, rx: number, y: number, ry: number, z: number): number {
  if (!(x > 0 && y > 0)) return quotientBall(x, rx, y, ry, z);
  const own = betaError(x, y, z);
  if (rx === 0 && ry === 0) return own;
  const [left, right] = [lowEnd(x, rx), lowEnd(y, ry)];
  if (!(left > 0 && right > 0)) return Number.POSITIVE_INFINITY;
  const [farLeft, farRight] = [highEnd(x, rx), highEnd(y, ry)];
  // Β falls in both arguments, so the greatest and the least value are at two corners.
  const most = betaOf(left, right);
  const greatest = most + betaError(left, right, most);
  const least = betaOf(farLeft, farRight);
  const byEnds = Math.max(greatest - z, z - (least - betaError(farLeft, farRight, least)));
  // And |∂Β/∂x| = Β·(ψ(x + y) − ψ(x)), where ψ rises.
  const psi = digammaOf(highEnd(farLeft, farRight)) * (1 + 2 ** -40) + 2 ** -40;
  const slope = (at: number): number => {
    const own = digammaOf(at);
    return psi - own + 2 ** -40 * (3 + Math.abs(own));
  };
  const byMean = greatest * (slope(left) * rx + slope(right) * ry) + own;
  return outward(Math.min(outward(byEnds), outward(byMean)) * (1 + 2 ** -40));
}

const partOfBeta = (b: GraphBuilder, t: NodeId, x: NodeId, y: NodeId, z: NodeId): NodeId =>
  multiply(b, multiply(b, t, z), subtract(b, digamma(b, x), digamma(b, add(b, x, y))));

/** Β(x, y) = Γ(x)Γ(y)/Γ(x + y). */
const BETA = binary({
  name: 'beta',
  value: betaOf,
  enclosure: enclosed.beta,
  ball: betaBall,
  along: [(b, t, x, y, z) => partOfBeta(b, t, x, y, z), (b, t, x, y, z) => partOfBeta(b, t, y, x, z)],
  tex: (inputs) => texCall('\\mathrm{B}', inputs),
  cost: 120,
});

const beta = (b: GraphBuilder, x: NodeId, y: NodeId): NodeId => b.apply(BETA, [x, y]);

const polygammaRules = new Map<number, UnaryRule>();

/** The rule of ψ⁽ⁿ⁾, made once per order: its coefficients take a while. */
function polygammaAt(order: number): UnaryRule {
  const known = polygammaRules.get(order);
  if (known !== undefined) return known;
  const smooth = polygammaRule(order);
  const rule = { ...smoothRule(smooth), ball: polygammaBall(smooth) };
  polygammaRules.set(order, rule);
  return rule;
}

/** Slopes below this may have underflowed; up to `NOT_FAR` none is. */
const SURE_SLOPE = 2 ** -900;
const NOT_FAR = 1e3;

/** Right of 0, ψ⁽ⁿ⁾ is monotone. Far out its slope underflows first, and the images of the ends bound alone. */
function polygammaBall(rule: SmoothRule): UnaryRule['ball'] {
  const byMean = smoothBall(rule);
  const byEnds = smoothBall({ ...rule, monotone: true, slope: () => Number.POSITIVE_INFINITY });
  return (x, r, y) => {
    const low = lowEnd(x, r);
    const isSure = r === 0 || !(low > NOT_FAR) || rule.slope(low, low, low, 0) > SURE_SLOPE;
    return isSure ? byMean(x, r, y) : byEnds(x, r, y);
  };
}

/** Attributes: `order`, from 1. */
const POLYGAMMA = unary(polygammaAt(1), ({ order }) => polygammaAt(Number(order)));

const erf = (b: GraphBuilder, x: NodeId): NodeId => b.apply(ERF, [x]);
const erfc = (b: GraphBuilder, x: NodeId): NodeId => b.apply(ERFC, [x]);
const gamma = (b: GraphBuilder, x: NodeId): NodeId => b.apply(GAMMA, [x]);
const lgamma = (b: GraphBuilder, x: NodeId): NodeId => b.apply(LGAMMA, [x]);
const digamma = (b: GraphBuilder, x: NodeId): NodeId => b.apply(DIGAMMA, [x]);

/** ψ⁽ⁿ⁾(x); order 0 is the digamma function. */
const polygammaOf = (b: GraphBuilder, order: number, x: NodeId): NodeId =>
  order === 0 ? digamma(b, x) : b.apply(POLYGAMMA, [x], { order });

/** Φ(x) = erfc(−x/√2)/2, accurate in the lower tail. */
export const normalCdf = (b: GraphBuilder, x: NodeId): NodeId =>
  scale(b, erfc(b, negate(b, divide(b, x, sqrt(b, b.constant(2))))), 0.5);

export const specialOperations: readonly Operation[] = [ERF, ERFC, LGAMMA, GAMMA, DIGAMMA, POLYGAMMA, BETA];

function buildPolygamma(b: GraphBuilder, order: NodeId, x: NodeId): NodeId | CallMismatch {
  const n = literalNumber(b, order);
  if (n === undefined || !Number.isInteger(n) || n < 0 || n > MAX_POLYGAMMA_ORDER) {
    return {
      mismatch: `the order of polygamma must be a whole number from 0 to ${MAX_POLYGAMMA_ORDER} that is written out, such as polygamma(1, x)`,
    };
  }
  return polygammaOf(b, n, x);
}

export const specialFunctions: readonly FunctionEntry[] = [
  unaryEntry(['erf'], 'The error function $\\frac{2}{\\sqrt\\pi} \\int_0^x e^{-t^2}\\,dt$.', erf),
  unaryEntry(['erfc'], 'The complement $1 - \\operatorname{erf} x$, accurate for large $x$.', erfc),
  unaryEntry(['gamma', 'Gamma'], 'The gamma function; $\\Gamma(n) = (n - 1)!$.', gamma),
  unaryEntry(
    ['lgamma', 'gammaln', 'loggamma'],
    'The logarithm of the gamma function, $\\ln |\\Gamma(x)|$.',
    lgamma,
  ),
  unaryEntry(['digamma', 'psi'], "The digamma function $\\psi(x) = \\Gamma'(x)/\\Gamma(x)$.", digamma),
  unaryEntry(['trigamma'], "The trigamma function $\\psi'(x)$.", (b, x) => polygammaOf(b, 1, x)),
  {
    names: ['polygamma'],
    signature: 'polygamma(n, x)',
    doc: 'The $n$-th derivative of the digamma function, for a whole number $n \\ge 0$.',
    arity: [2, 2],
    rule: 'elementwise',
    build: (b, [order, x]) => buildPolygamma(b, order!, x!),
  },
  unaryEntry(['factorial'], 'The factorial $x! = \\Gamma(x + 1)$.', (b, x) =>
    gamma(b, add(b, x, b.constant(1))),
  ),
  elementwiseEntry({
    names: ['beta'],
    signature: 'beta(x, y)',
    doc: 'The beta function $\\Gamma(x)\\Gamma(y)/\\Gamma(x + y)$.',
    build: (b, [x, y]) => beta(b, x!, y!),
  }),
  unaryEntry(
    ['normal_cdf', 'norm_cdf'],
    'The distribution function $\\Phi(x)$ of the standard normal distribution.',
    normalCdf,
  ),
];

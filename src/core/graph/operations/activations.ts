import type { Interval, IntervalArithmetic } from '../enclosure/interval';
import { byEnds, byHalves } from '../enclosure/pieces';
import { erfc as erfcEnclosure } from '../enclosure/special';
import { decimalConstant, PI } from '../exact';
import type { FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { type Smooth, steepestAtEnds, steepestAtZero } from '../numeric/ball';
import { erfc as erfcOf } from '../numeric/erf';
import { outward, ulps } from '../numeric/rounding';
import type { Operation } from '../operation';
import { add, divide, multiply, negate, power, productBall, scale, square, subtract } from './arithmetic';
import { exp, expm1, sqrt } from './elementary';
import { binary, smooth, unary } from './elementwise';
import { elementwiseEntry, unaryEntry } from './entries';
import { tanh } from './hyperbolic';
import { texCall } from './printing';
import { absolute, minimum, noteSign, step } from './selection';
import { normalCdf } from './special';

const one = (b: GraphBuilder): NodeId => b.constant(1);

/** A decimal as it stands in the documentation, not its double. */
const decimal = (b: GraphBuilder, value: number): NodeId =>
  b.constant(value, decimalConstant(`${value}`) ?? false);

/** 1/(1 + e^(−x)), from e^(−|x|) so that neither side overflows or cancels. */
function logistic(x: number): number {
  const t = Math.exp(-Math.abs(x));
  return x >= 0 ? 1 / (1 + t) : t / (1 + t);
}

/** The same of an interval, whose x occurs once. */
function logisticEnclosure(a: IntervalArithmetic, x: Interval): Interval {
  return a.divide(a.one, a.add(a.one, a.exp(a.negate(x))));
}

/** ln(1 + eˣ). */
const logOnePlusExp = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** The same of an interval. */
const softplusEnclosure = (a: IntervalArithmetic, x: Interval): Interval =>
  byEnds(
    a,
    x,
    (end) => a.add(a.max(end, a.zero), a.log1p(a.exp(a.negate(a.abs(end))))),
    a.hull(a.zero, a.whole),
  );

const SIGMOID = smooth({
  name: 'sigmoid',
  value: logistic,
  ulps: 4,
  enclosure: logisticEnclosure,
  slope: steepestAtZero((x) => logistic(x) * logistic(-x)),
  monotone: true,
  derivative: (b, _x, y) => multiply(b, y, subtract(b, one(b), y)),
  tex: (inputs) => texCall('\\sigma', inputs),
  cost: 12,
});

/** max(0, x); NaN stays NaN. */
const rectifier = (x: number): number => (x <= 0 ? 0 : x);

const RELU = unary({
  name: 'relu',
  value: rectifier,
  run: (memory, x, out, count) => {
    for (let i = 0; i < count; i++) memory[out + i] = rectifier(memory[x + i]!);
  },
  ball: (x, r) => (x + r < 0 ? 0 : r),
  enclosure: (a, x) => a.max(x, a.zero),
  derivative: (b, x) => step(b, x),
  branch: noteSign,
  cost: 1,
});

/** x above 0, slope·x below. */
const LEAKY_RELU = binary({
  name: 'leaky_relu',
  value: (x, slope) => (x > 0 ? x : slope * x),
  ball: (x, r, slope, rs, z) => {
    if (x > r) return r;
    if (x < -r || r === 0) return productBall(x, r, slope, rs, z);
    const own = x > 0 ? 0 : productBall(x, 0, slope, 0, z);
    return outward(Math.max(1, Math.abs(slope) + rs) * r + (r + Math.abs(x)) * rs + own);
  },
  enclosure: (a, x, slope) =>
    byHalves(
      a,
      x,
      (above) => above,
      (below) => a.multiply(slope, below),
    ),
  along: [
    // slope + (1 − slope)·step(x): at 0 a mean of the two one-sided slopes.
    (b, t, x, slope) => multiply(b, t, add(b, slope, multiply(b, subtract(b, one(b), slope), step(b, x)))),
    (b, t, x) => multiply(b, t, minimum(b, x, b.constant(0))),
  ],
  branch: (x, _slope, sink) => noteSign(x, sink),
  cost: 2,
});

/** x above 0, α(eˣ − 1) below. */
const ELU = binary({
  name: 'elu',
  value: (x, alpha) => (x > 0 ? x : alpha * Math.expm1(x)),
  ball: (x, r, alpha, ra, z) => {
    const own = x > 0 ? 0 : ulps(2.5, z);
    if (x > r) return r;
    const steepest = Math.max(x + r >= 0 ? 1 : 0, (Math.abs(alpha) + ra) * Math.exp(Math.min(x + r, 0)));
    const share = x - r < 0 ? -Math.expm1(x - r) : 0;
    return r === 0 && ra === 0 ? own : outward((steepest * r + share * ra) * (1 + 2 ** -40) + own);
  },
  enclosure: (a, x, alpha) =>
    byHalves(
      a,
      x,
      (above) => above,
      (below) => a.multiply(alpha, a.expm1(below)),
    ),
  along: [
    (b, t, x, alpha) => {
      const below = multiply(b, alpha, exp(b, minimum(b, x, b.constant(0))));
      const above = step(b, x);
      return multiply(b, t, add(b, above, multiply(b, subtract(b, one(b), above), below)));
    },
    (b, t, x) => multiply(b, t, expm1(b, minimum(b, x, b.constant(0)))),
  ],
  branch: (x, _alpha, sink) => noteSign(x, sink),
  cost: 10,
});

/** Klambauer, Unterthiner, Mayr, Hochreiter, Self-normalizing neural networks, 2017; rounded to doubles. */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

const SELU = unary({
  name: 'selu',
  value: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
  ball: (x, r, y) => {
    const above = x + r > 0 ? SELU_SCALE : 0;
    const below = x - r <= 0 ? SELU_SCALE * SELU_ALPHA * Math.exp(Math.min(x + r, 0)) : 0;
    return outward(Math.max(above, below) * (1 + 2 ** -40) * r + ulps(5, y));
  },
  enclosure: (a, x) => {
    const unscaled = byHalves(
      a,
      x,
      (above) => above,
      (below) => a.multiply(a.fromDecimal(`${SELU_ALPHA}`), a.expm1(below)),
    );
    return a.multiply(a.fromDecimal(`${SELU_SCALE}`), unscaled);
  },
  derivative: (b, x) => {
    const above = step(b, x);
    const below = multiply(b, decimal(b, SELU_ALPHA), exp(b, minimum(b, x, b.constant(0))));
    const slope = add(b, above, multiply(b, subtract(b, one(b), above), below));
    return multiply(b, decimal(b, SELU_SCALE), slope);
  },
  branch: noteSign,
  cost: 10,
});

/** φ(x), the density of the standard normal distribution. */
const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
const distribution = (x: number): number => erfcOf(-x * Math.SQRT1_2) / 2;

/**
 * A slope from the derivative and a bound of |f″|. Below `turning` the |f′| of the gated units grows with x, so that their
 * tails keep a bound in proportion.
 */
const gatedSlope =
  (derivative: (x: number) => number, curvature: number, turning: number): Smooth['slope'] =>
  (_low, high, x, r) =>
    high < turning ? Math.abs(derivative(high)) : Math.abs(derivative(x)) + curvature * r;

/** What x times a gate loses where the gate is subnormal. */
const gateUnderflow = (x: number): number => 8 * Math.abs(x) * Number.MIN_VALUE;

/** x·Φ(x), exact form (Hendrycks, Gimpel 2016). */
const GELU = smooth({
  name: 'gelu',
  value: (x) => (x === Number.NEGATIVE_INFINITY ? 0 : x * distribution(x)),
  ulps: 6,
  // In the lower tail rounding x/√2 shifts the logarithm of Φ by up to x²/2 half ulps.
  error: (x, y) => ulps(6 + (x < 0 ? x * x : 0), y) + gateUnderflow(x),
  enclosure: (a, x) => {
    const two = a.add(a.one, a.one);
    return a.multiply(x, a.divide(erfcEnclosure(a, a.negate(a.divide(x, a.sqrt(two)))), two));
  },
  slope: gatedSlope((x) => distribution(x) + x * density(x), 0.8, -1.5),
  derivative: (b, x) => {
    const root = sqrt(b, scale(b, b.constant(Math.PI, PI), 2));
    const phi = divide(b, exp(b, negate(b, scale(b, square(b, x), 0.5))), root);
    return add(b, normalCdf(b, x), multiply(b, x, phi));
  },
  cost: 24,
});

/** x·σ(x) (Elfwing, Uchibe, Doya 2018), also called swish. */
const SILU = smooth({
  name: 'silu',
  value: (x) => (x === Number.NEGATIVE_INFINITY ? 0 : x * logistic(x)),
  ulps: 5,
  error: (x, y) => ulps(5, y) + gateUnderflow(x),
  enclosure: (a, x) => a.multiply(x, logisticEnclosure(a, x)),
  slope: gatedSlope((x) => logistic(x) * (1 + x * logistic(-x)), 0.5, -2.5),
  // σ + x·σ·(1 − σ) = σ + y·(1 − σ)
  derivative: (b, x, y) => {
    const s = sigmoid(b, x);
    return add(b, s, multiply(b, y, subtract(b, one(b), s)));
  },
  cost: 12,
});

const SOFTPLUS = smooth({
  name: 'softplus',
  value: logOnePlusExp,
  ulps: 4,
  enclosure: softplusEnclosure,
  slope: (_low, high) => logistic(high),
  monotone: true,
  derivative: (b, x) => sigmoid(b, x),
  cost: 16,
});

const LOGSIGMOID = smooth({
  name: 'logsigmoid',
  value: (x) => -logOnePlusExp(-x),
  ulps: 4,
  enclosure: (a, x) => a.negate(softplusEnclosure(a, a.negate(x))),
  slope: (low) => logistic(-low),
  monotone: true,
  derivative: (b, x) => sigmoid(b, negate(b, x)),
  tex: (inputs) => texCall('\\ln\\sigma', inputs),
  cost: 16,
});

/** ln(x/(1 − x)); near ½ from x − ½, which is exact there. */
function logOdds(x: number): number {
  if (x > 0.25 && x < 0.75) return Math.log1p((2 * x - 1) / (1 - x));
  return Math.log(x / (1 - x));
}

/** The same of an interval inside (0, 1): ln x − ln(1 − x), a form that does not cancel near ½ for numbers near it. */
function logOddsEnclosure(a: IntervalArithmetic, x: Interval): Interval {
  if (!(a.compare(x, a.zero) === 1 && a.compare(x, a.one) === -1)) return a.undefined;
  return byEnds(a, x, (end) => {
    const complement = a.subtract(a.one, end);
    return end.low.gt(0.25) && end.high.lt(0.75)
      ? a.log1p(a.divide(a.subtract(end, complement), complement))
      : a.subtract(a.log(end), a.log1p(a.negate(end)));
  });
}

const LOGIT = smooth({
  name: 'logit',
  value: logOdds,
  ulps: 6,
  enclosure: logOddsEnclosure,
  slope: steepestAtEnds((x) => 1 / (x * (1 - x))),
  monotone: true,
  domain: [0, 1],
  along: (b, t, x) => divide(b, t, multiply(b, x, subtract(b, one(b), x))),
  cost: 10,
});

const SOFTSIGN = smooth({
  name: 'softsign',
  value: (x) => x / (1 + Math.abs(x)),
  ulps: 2,
  enclosure: (a, x) =>
    byEnds(a, x, (end) => a.divide(end, a.add(a.one, a.abs(end))), a.hull(a.negate(a.one), a.one)),
  slope: steepestAtZero((x) => 1 / (1 + x) ** 2),
  monotone: true,
  along: (b, t, x) => divide(b, t, square(b, add(b, one(b), absolute(b, x)))),
  cost: 3,
});

const sigmoid = (b: GraphBuilder, x: NodeId): NodeId => b.apply(SIGMOID, [x]);
const relu = (b: GraphBuilder, x: NodeId): NodeId => b.apply(RELU, [x]);
const softplus = (b: GraphBuilder, x: NodeId): NodeId => b.apply(SOFTPLUS, [x]);

export const activationOperations: readonly Operation[] = [
  SIGMOID,
  RELU,
  LEAKY_RELU,
  ELU,
  SELU,
  GELU,
  SILU,
  SOFTPLUS,
  LOGSIGMOID,
  LOGIT,
  SOFTSIGN,
];

/** x·σ(2√(2/π)·(x + 0.044715·x³)), which equals ½x(1 + tanh √(2/π)(x + 0.044715·x³)) and does not cancel below 0. */
function geluTanh(b: GraphBuilder, x: NodeId): NodeId {
  const cubic = add(b, x, multiply(b, decimal(b, 0.044715), power(b, x, b.constant(3))));
  const factor = scale(b, sqrt(b, divide(b, b.constant(2), b.constant(Math.PI, PI))), 2);
  return multiply(b, x, sigmoid(b, multiply(b, factor, cubic)));
}

const applied =
  (operation: Operation) =>
  (b: GraphBuilder, x: NodeId): NodeId =>
    b.apply(operation, [x]);

export const activationFunctions: readonly FunctionEntry[] = [
  unaryEntry(
    ['sigmoid', 'sigma', 'logistic', 'expit'],
    'The logistic function $\\sigma(x) = 1/(1 + e^{-x})$.',
    sigmoid,
  ),
  unaryEntry(
    ['relu', 'ReLU'],
    'The rectifier $\\max(0, x)$; its derivative at 0 is a matter of convention.',
    relu,
  ),
  elementwiseEntry({
    names: ['leaky_relu', 'leakyrelu', 'LeakyReLU', 'prelu'],
    signature: 'leaky_relu(x, slope=0.01)',
    doc: '$x$ where $x > 0$, else `slope` times $x$.',
    arity: [1, 2],
    keywords: ['slope'],
    build: (b, [x, slope]) => b.apply(LEAKY_RELU, [x!, slope ?? decimal(b, 0.01)]),
  }),
  elementwiseEntry({
    names: ['elu', 'ELU'],
    signature: 'elu(x, alpha=1)',
    doc: '$x$ where $x > 0$, else $\\alpha(e^x - 1)$.',
    arity: [1, 2],
    keywords: ['alpha'],
    build: (b, [x, alpha]) => b.apply(ELU, [x!, alpha ?? one(b)]),
  }),
  unaryEntry(
    ['selu', 'SELU'],
    '$\\lambda x$ where $x > 0$, else $\\lambda\\alpha(e^x - 1)$, with $\\lambda = 1.0507009873554805$ and $\\alpha = 1.6732632423543772$.',
    applied(SELU),
  ),
  unaryEntry(
    ['gelu', 'GELU'],
    '$x\\,\\Phi(x)$ with the normal distribution function $\\Phi$, exact form.',
    applied(GELU),
  ),
  unaryEntry(
    ['gelu_tanh'],
    'The approximation $\\frac{x}{2}\\left(1 + \\tanh\\sqrt{2/\\pi}\\,(x + 0.044715\\,x^3)\\right)$ of `gelu`.',
    geluTanh,
  ),
  unaryEntry(['silu', 'swish', 'SiLU'], '$x\\,\\sigma(x)$.', applied(SILU)),
  unaryEntry(['softplus'], '$\\ln(1 + e^x)$.', softplus),
  unaryEntry(['logsigmoid', 'log_sigmoid'], '$\\ln\\sigma(x)$.', applied(LOGSIGMOID)),
  unaryEntry(['logit'], 'The log odds $\\ln\\frac{x}{1 - x}$, for $0 < x < 1$.', applied(LOGIT)),
  unaryEntry(['softsign'], '$x/(1 + |x|)$.', applied(SOFTSIGN)),
  unaryEntry(['tanhshrink'], '$x - \\tanh x$.', (b, x) => subtract(b, x, tanh(b, x))),
  unaryEntry(['mish'], '$x \\tanh(\\ln(1 + e^x))$.', (b, x) => multiply(b, x, tanh(b, softplus(b, x)))),
];

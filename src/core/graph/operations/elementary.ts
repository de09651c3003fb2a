import type { FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { MATH_ULPS, smoothBall } from '../numeric/ball';
import { outward, rootError, ulps } from '../numeric/rounding';
import type { Operation } from '../operation';
import { Precedence } from '../operation';
import { add, divide, multiply, power, reciprocal, scale, square } from './arithmetic';
import { smooth, unary } from './elementwise';
import { elementwiseEntry, unaryEntry } from './entries';
import { texCall } from './printing';

const POSITIVE = [0, Number.POSITIVE_INFINITY] as const;

const one = (b: GraphBuilder): NodeId => b.constant(1);

export const EXP = unary({
  name: 'exp',
  value: (x) => Math.exp(x),
  // e^(x + r) − e^x = e^x·(e^r − 1), the larger of the two sides.
  ball: (_x, r, y) =>
    outward(
      ulps(MATH_ULPS.exp, y) + (r === 0 ? 0 : (y + ulps(MATH_ULPS.exp, y)) * Math.expm1(r) * (1 + 2 ** -30)),
    ),
  enclosure: (a, x) => a.exp(x),
  derivative: (_b, _x, y) => y,
  tex: (inputs) => texCall('\\exp', inputs),
});

const EXPM1 = smooth({
  name: 'expm1',
  value: (x) => Math.expm1(x),
  ulps: MATH_ULPS.expm1,
  slope: (_low, high) => Math.exp(high),
  monotone: true,
  enclosure: (a, x) => a.expm1(x),
  derivative: (b, x) => exp(b, x),
});

export const LOG = smooth({
  name: 'log',
  value: (x) => Math.log(x),
  ulps: MATH_ULPS.log,
  slope: (low) => 1 / low,
  monotone: true,
  domain: POSITIVE,
  enclosure: (a, x) => a.log(x),
  along: (b, t, x) => divide(b, t, x),
  tex: (inputs) => texCall('\\ln', inputs),
});

const LOG1P = smooth({
  name: 'log1p',
  value: (x) => Math.log1p(x),
  ulps: MATH_ULPS.log1p,
  slope: (low) => 1 / (1 + low),
  monotone: true,
  domain: [-1, Number.POSITIVE_INFINITY],
  enclosure: (a, x) => a.log1p(x),
  along: (b, t, x) => divide(b, t, add(b, one(b), x)),
});

const logarithm = (base: 2 | 10, value: (x: number) => number, ulpsOff: number): Operation =>
  smooth({
    name: `log${base}`,
    value,
    ulps: ulpsOff,
    slope: (low) => 1 / (low * Math.log(base)),
    monotone: true,
    domain: POSITIVE,
    enclosure: (a, x) => a.divide(a.log(x), a.log(a.fromDouble(base))),
    along: (b, t, x) => divide(b, t, multiply(b, x, log(b, b.constant(base)))),
    tex: (inputs) => texCall('\\log', inputs, `${base}`),
  });

const LOG2 = logarithm(2, (x) => Math.log2(x), MATH_ULPS.log2);
const LOG10 = logarithm(10, (x) => Math.log10(x), MATH_ULPS.log10);

const sqrtBall = smoothBall({
  value: (x) => Math.sqrt(x),
  ulps: 0.5,
  error: rootError,
  slope: (low) => 0.5 / Math.sqrt(low),
  monotone: true,
  domain: POSITIVE,
});

const SQRT = unary({
  name: 'sqrt',
  value: (x) => Math.sqrt(x),
  ball: sqrtBall,
  domain: POSITIVE,
  enclosure: (a, x) => a.sqrt(x),
  along: (b, t, _x, y) => divide(b, t, scale(b, y, 2)),
  tex: ([x]) => ({ text: `\\sqrt{${x?.text}}`, precedence: Precedence.postfix }),
  cost: 2,
});

const CBRT = smooth({
  name: 'cbrt',
  value: (x) => Math.cbrt(x),
  ulps: MATH_ULPS.cbrt,
  slope: (low, high) => {
    const nearest = low > 0 ? low : high < 0 ? high : 0;
    return 1 / (3 * Math.cbrt(nearest) ** 2);
  },
  monotone: true,
  enclosure: (a, x) => a.cbrt(x),
  along: (b, t, _x, y) => divide(b, t, scale(b, square(b, y), 3)),
  tex: ([x]) => ({ text: `\\sqrt[3]{${x?.text}}`, precedence: Precedence.postfix }),
});

export const exp = (b: GraphBuilder, x: NodeId): NodeId => b.apply(EXP, [x]);
export const expm1 = (b: GraphBuilder, x: NodeId): NodeId => b.apply(EXPM1, [x]);
export const log = (b: GraphBuilder, x: NodeId): NodeId => b.apply(LOG, [x]);
const log1p = (b: GraphBuilder, x: NodeId): NodeId => b.apply(LOG1P, [x]);
export const sqrt = (b: GraphBuilder, x: NodeId): NodeId => b.apply(SQRT, [x]);

export const elementaryOperations: readonly Operation[] = [EXP, EXPM1, LOG, LOG1P, LOG2, LOG10, SQRT, CBRT];

const applied =
  (operation: Operation) =>
  (b: GraphBuilder, x: NodeId): NodeId =>
    b.apply(operation, [x]);

export const elementaryFunctions: readonly FunctionEntry[] = [
  unaryEntry(['exp'], 'The exponential function $e^x$.', exp),
  unaryEntry(['exp2'], 'The power $2^x$.', (b, x) => power(b, b.constant(2), x)),
  unaryEntry(['expm1'], '$e^x - 1$, accurate for small $x$.', expm1),
  unaryEntry(['log', 'ln'], 'The natural logarithm $\\ln x$, for $x > 0$.', log),
  unaryEntry(['log1p'], '$\\ln(1 + x)$, accurate for small $x$; for $x > -1$.', log1p),
  unaryEntry(['log2', 'lb', 'log_2'], 'The logarithm to base 2, for $x > 0$.', applied(LOG2)),
  unaryEntry(['log10', 'lg', 'log_10'], 'The logarithm to base 10, for $x > 0$.', applied(LOG10)),
  unaryEntry(['sqrt'], 'The square root $\\sqrt{x}$, for $x \\ge 0$.', sqrt),
  unaryEntry(['cbrt'], 'The real cube root, also of negative numbers.', applied(CBRT)),
  unaryEntry(['square'], 'The square $x^2$, entry by entry.', square),
  unaryEntry(['reciprocal'], 'The reciprocal $1/x$, entry by entry.', reciprocal),
  elementwiseEntry({
    names: ['power', 'pow'],
    signature: 'power(x, y)',
    doc: 'The power $x^y$, entry by entry; $0^0 = 1$, and a negative base has only whole powers.',
    build: (b, [x, y]) => power(b, x!, y!),
  }),
];

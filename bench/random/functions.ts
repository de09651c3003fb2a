/** The functions of random claims, with derivative rules from textbooks, written for this program alone. */
import {
  binary,
  call,
  choice,
  minus,
  name,
  negative,
  number,
  ONE,
  over,
  plus,
  power,
  type Tree,
  times,
  ZERO,
} from './tree';

export type Interval = readonly [low: number, high: number];

export interface FunctionRule {
  readonly name: string;
  /** Where the argument may lie. */
  readonly domain: Interval;
  /** Bounds of the values; need not be tight. */
  range(of: Interval): Interval;
  derivative(u: Tree): Tree;
  /** Whether a second derivative may be taken. */
  readonly smooth: boolean;
}

const increasing =
  (f: (x: number) => number) =>
  (of: Interval): Interval => [f(of[0]), f(of[1])];
const decreasing =
  (f: (x: number) => number) =>
  (of: Interval): Interval => [f(of[1]), f(of[0])];
const fixed = (low: number, high: number) => (): Interval => [low, high];
const two = number(2);
const square = (u: Tree): Tree => power(u, two);
const root = (u: Tree): Tree => call('sqrt', u);
const pi = name('pi');
const density = (u: Tree): Tree => over(call('exp', negative(over(square(u), two))), root(times(two, pi)));
const sigmoid = (u: Tree): Tree => call('sigmoid', u);
const REAL: Interval = [-6, 6];

const rule = (
  fn: string,
  domain: Interval,
  range: FunctionRule['range'],
  derivative: FunctionRule['derivative'],
  smooth = true,
): FunctionRule => ({ name: fn, domain, range, derivative, smooth });

export const FUNCTIONS: readonly FunctionRule[] = [
  rule('exp', [-6, 3], increasing(Math.exp), (u) => call('exp', u)),
  rule(
    'exp2',
    [-6, 4],
    increasing((x) => 2 ** x),
    (u) => times(call('log', two), call('exp2', u)),
  ),
  rule('expm1', [-6, 3], increasing(Math.expm1), (u) => call('exp', u)),
  rule('log', [0.1, 60], increasing(Math.log), (u) => over(ONE, u)),
  rule('log1p', [-0.8, 60], increasing(Math.log1p), (u) => over(ONE, plus(ONE, u))),
  rule('log2', [0.1, 60], increasing(Math.log2), (u) => over(ONE, times(u, call('log', two)))),
  rule('log10', [0.1, 60], increasing(Math.log10), (u) => over(ONE, times(u, call('log', number(10))))),
  rule('sqrt', [0.05, 60], increasing(Math.sqrt), (u) => over(ONE, times(two, root(u)))),
  rule('cbrt', [0.05, 60], increasing(Math.cbrt), (u) =>
    over(ONE, times(number(3), square(call('cbrt', u)))),
  ),
  rule(
    'square',
    REAL,
    ([a, b]) => [0, Math.max(a * a, b * b)],
    (u) => times(two, u),
  ),
  rule(
    'reciprocal',
    [0.2, 60],
    decreasing((x) => 1 / x),
    (u) => negative(over(ONE, square(u))),
  ),
  rule('sin', [-20, 20], fixed(-1, 1), (u) => call('cos', u)),
  rule('cos', [-20, 20], fixed(-1, 1), (u) => negative(call('sin', u))),
  rule('tan', [-1.3, 1.3], increasing(Math.tan), (u) => plus(ONE, square(call('tan', u)))),
  rule('sec', [-1.3, 1.3], fixed(1, 3.8), (u) => times(call('sec', u), call('tan', u))),
  rule(
    'cot',
    [0.3, 2.8],
    decreasing((x) => 1 / Math.tan(x)),
    (u) => negative(square(call('csc', u))),
  ),
  rule('csc', [0.3, 2.8], fixed(1, 3.4), (u) => negative(times(call('csc', u), call('cot', u)))),
  rule('asin', [-0.9, 0.9], increasing(Math.asin), (u) => over(ONE, root(minus(ONE, square(u))))),
  rule('acos', [-0.9, 0.9], decreasing(Math.acos), (u) => negative(over(ONE, root(minus(ONE, square(u)))))),
  rule('atan', [-60, 60], increasing(Math.atan), (u) => over(ONE, plus(ONE, square(u)))),
  rule('sinh', [-4, 4], increasing(Math.sinh), (u) => call('cosh', u)),
  rule('cosh', [-4, 4], fixed(1, 27.4), (u) => call('sinh', u)),
  rule('tanh', REAL, increasing(Math.tanh), (u) => minus(ONE, square(call('tanh', u)))),
  rule(
    'coth',
    [0.2, 6],
    decreasing((x) => 1 / Math.tanh(x)),
    (u) => negative(square(call('csch', u))),
  ),
  rule('sech', REAL, fixed(0.004, 1), (u) => negative(times(call('sech', u), call('tanh', u)))),
  rule(
    'csch',
    [0.2, 6],
    decreasing((x) => 1 / Math.sinh(x)),
    (u) => negative(times(call('csch', u), call('coth', u))),
  ),
  rule('asinh', [-60, 60], increasing(Math.asinh), (u) => over(ONE, root(plus(square(u), ONE)))),
  rule('acosh', [1.1, 60], increasing(Math.acosh), (u) => over(ONE, root(minus(square(u), ONE)))),
  rule('atanh', [-0.9, 0.9], increasing(Math.atanh), (u) => over(ONE, minus(ONE, square(u)))),
  rule('erf', [-4, 4], fixed(-1, 1), (u) => times(over(two, root(pi)), call('exp', negative(square(u))))),
  rule('erfc', [-4, 4], fixed(0, 2), (u) =>
    negative(over(times(two, call('exp', negative(square(u)))), root(pi))),
  ),
  rule('normal_cdf', [-4, 4], fixed(0, 1), density),
  rule('gamma', [0.5, 4], fixed(0.88, 6), (u) => times(call('gamma', u), call('digamma', u))),
  rule('lgamma', [0.5, 40], fixed(-0.13, 110), (u) => call('digamma', u)),
  rule('digamma', [0.5, 40], fixed(-1.97, 3.7), (u) => call('trigamma', u)),
  rule('trigamma', [0.5, 40], fixed(0.02, 5), (u) => call('polygamma', two, u), false),
  rule(
    'sigmoid',
    REAL,
    increasing((x) => 1 / (1 + Math.exp(-x))),
    (u) => times(sigmoid(u), minus(ONE, sigmoid(u))),
  ),
  rule(
    'softplus',
    REAL,
    increasing((x) => Math.log1p(Math.exp(x))),
    sigmoid,
  ),
  rule(
    'logsigmoid',
    REAL,
    increasing((x) => -Math.log1p(Math.exp(-x))),
    (u) => sigmoid(negative(u)),
  ),
  rule(
    'silu',
    REAL,
    ([, b]) => [-0.28, Math.max(0, b)],
    (u) => times(sigmoid(u), plus(ONE, times(u, minus(ONE, sigmoid(u))))),
  ),
  rule(
    'gelu',
    [-4, 4],
    ([, b]) => [-0.17, Math.max(0, b)],
    (u) => plus(call('normal_cdf', u), times(u, density(u))),
  ),
  rule(
    'logit',
    [0.1, 0.9],
    increasing((x) => Math.log(x / (1 - x))),
    (u) => over(ONE, times(u, minus(ONE, u))),
  ),
  rule(
    'tanhshrink',
    REAL,
    increasing((x) => x - Math.tanh(x)),
    (u) => square(call('tanh', u)),
  ),
  rule(
    'softsign',
    REAL,
    increasing((x) => x / (1 + Math.abs(x))),
    (u) => over(ONE, square(plus(ONE, call('abs', u)))),
    false,
  ),
  rule(
    'mish',
    REAL,
    ([, b]) => [-0.31, Math.max(0, b)],
    (u) =>
      plus(
        call('tanh', call('softplus', u)),
        over(times(u, sigmoid(u)), square(call('cosh', call('softplus', u)))),
      ),
    false,
  ),
  rule(
    'relu',
    REAL,
    increasing((x) => Math.max(0, x)),
    (u) => choice(u, '>', ZERO, ONE, ZERO),
    false,
  ),
  rule(
    'leaky_relu',
    REAL,
    increasing((x) => Math.max(0.01 * x, x)),
    (u) => choice(u, '>', ZERO, ONE, number('0.01')),
    false,
  ),
  rule(
    'elu',
    REAL,
    increasing((x) => (x > 0 ? x : Math.expm1(x))),
    (u) => choice(u, '>', ZERO, ONE, call('exp', u)),
    false,
  ),
  rule(
    'abs',
    REAL,
    ([a, b]) => [0, Math.max(Math.abs(a), Math.abs(b))],
    (u) => call('sign', u),
    false,
  ),
];

export const RULE_OF: ReadonlyMap<string, FunctionRule> = new Map(FUNCTIONS.map((each) => [each.name, each]));

/** Functions of two arguments: where both may lie, bounds of the values, and both partial derivatives. */
export interface BinaryRule {
  readonly name: string;
  readonly domains: readonly [Interval, Interval];
  range(a: Interval, b: Interval): Interval;
  readonly partials: readonly [(a: Tree, b: Tree) => Tree, (a: Tree, b: Tree) => Tree];
  readonly smooth: boolean;
}

const sumOfSquares = (a: Tree, b: Tree): Tree => plus(square(a), square(b));

export const BINARY_FUNCTIONS: readonly BinaryRule[] = [
  {
    name: 'hypot',
    domains: [
      [0.1, 20],
      [-20, 20],
    ],
    range: (a, b) => [a[0], Math.hypot(a[1], Math.max(Math.abs(b[0]), Math.abs(b[1])))],
    partials: [(a, b) => over(a, call('hypot', a, b)), (a, b) => over(b, root(sumOfSquares(a, b)))],
    smooth: true,
  },
  {
    name: 'atan2',
    domains: [
      [-20, 20],
      [0.1, 20],
    ],
    range: () => [-1.58, 1.58],
    partials: [(a, b) => over(b, sumOfSquares(a, b)), (a, b) => negative(over(a, sumOfSquares(a, b)))],
    smooth: true,
  },
  {
    name: 'max',
    domains: [REAL, REAL],
    range: (a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1])],
    partials: [(a, b) => choice(a, '>', b, ONE, ZERO), (a, b) => choice(a, '>', b, ZERO, ONE)],
    smooth: false,
  },
  {
    name: 'min',
    domains: [REAL, REAL],
    range: (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1])],
    partials: [(a, b) => choice(a, '<', b, ONE, ZERO), (a, b) => choice(a, '<', b, ZERO, ONE)],
    smooth: false,
  },
  {
    name: 'power',
    domains: [
      [0.2, 5],
      [-2, 3],
    ],
    range: (a, b) => {
      const corners = [a[0] ** b[0], a[0] ** b[1], a[1] ** b[0], a[1] ** b[1]];
      return [Math.min(...corners), Math.max(...corners)];
    },
    partials: [
      (a, b) => times(b, call('power', a, minus(b, ONE))),
      (a, b) => times(call('log', a), binary('^', a, b)),
    ],
    smooth: true,
  },
];

export const BINARY_RULE_OF: ReadonlyMap<string, BinaryRule> = new Map(
  BINARY_FUNCTIONS.map((each) => [each.name, each]),
);

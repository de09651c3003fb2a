import type Decimal from 'decimal.js';
import { acrossZero } from '../enclosure/pieces';
import type { FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { EPSILON, outward, sumError } from '../numeric/rounding';
import { type BranchSink, type Operation, TIE_SLOT } from '../operation';
import { divide, fold, multiply, negate, subtract } from './arithmetic';
import { apart, noteOrder } from './comparison';
import { binary, type UnaryRule, unary } from './elementwise';
import { elementwiseEntry, unaryEntry } from './entries';
import { MAX, MIN } from './extremes';
import { fold as foldAxes } from './folding';
import { texCall } from './printing';
import { SELECT, select } from './select';

const one = (b: GraphBuilder): NodeId => b.constant(1);

/** The branch of a function with a kink or jump at 0. */
export function noteSign(x: number, sink: BranchSink): void {
  sink.note(x > 0 ? 1 : x < 0 ? -1 : 0, Math.abs(x));
}

/**
 * Whether one branch holds in all of a ball: it is a point, it does not hold 0, or its middle is 0 and the tie says to which
 * side that belongs.
 */
const isSettled = (x: number, r: number, tie: number): boolean =>
  r === 0 || Math.abs(x) > r || (x === 0 && tie !== 0.5);

const ABSOLUTE = unary({
  name: 'abs',
  value: (x) => Math.abs(x),
  ball: (_x, r) => r,
  enclosure: (a, x) => a.abs(x),
  derivative: (b, x) => signOf(b, x),
  branch: noteSign,
  tex: ([x]) => ({ text: `\\left|${x?.text}\\right|`, precedence: 60 }),
  cost: 1,
});

/** −1, 0 or 1; at 0 what the tie says. */
const SIGN = unary({
  name: 'sign',
  value: (x, tie) => (x === 0 ? 2 * tie - 1 : Math.sign(x)),
  ball: (x, r, y, tie) => (isSettled(x, r, tie) ? 0 : 1 + Math.abs(y)),
  enclosure: (a, x) => acrossZero(a, x, a.negate(a.one), a.one),
  branch: noteSign,
  cost: 1,
});

const unitStep = (x: number, tie: number): number => (x > 0 ? 1 : x < 0 ? 0 : x === 0 ? tie : x);

/** 0 below 0, 1 above; at 0 what the tie says. */
const STEP = unary({
  name: 'step',
  value: unitStep,
  run: (memory, x, out, count) => {
    const tie = memory[TIE_SLOT]!;
    for (let i = 0; i < count; i++) memory[out + i] = unitStep(memory[x + i]!, tie);
  },
  ball: (x, r, y, tie) => (isSettled(x, r, tie) ? 0 : Math.max(y, 1 - y)),
  enclosure: (a, x) => acrossZero(a, x, a.zero, a.one),
  branch: noteSign,
  cost: 1,
});

/** The decimals' number of this rule of rounding. */
const HALF_EVEN = 6;

/** Rounds to the nearest whole number, halves to even, as NumPy does. */
function roundToEven(x: number): number {
  const nearest = Math.round(x);
  return nearest - x === 0.5 && nearest % 2 !== 0 ? nearest - 1 : nearest;
}

/** The same of a decimal. */
const wholeNearest = (x: Decimal): Decimal => x.toDecimalPlaces(0, HALF_EVEN);

/** A function that is constant between jumps; `jumpDistance` says how far from x the next one is. */
const staircase = (
  name: string,
  value: (x: number) => number,
  exactly: (x: Decimal) => Decimal,
  jumpDistance: (x: number) => number,
  delimiters?: readonly [string, string],
): UnaryRule => ({
  name,
  value,
  ball: (x, r, y) => {
    if (r === 0) return 0;
    const reach = r + EPSILON * (Math.abs(x) + r);
    return Math.max(value(x + reach) - y, y - value(x - reach));
  },
  enclosure: (_a, x) => ({ low: exactly(x.low), high: exactly(x.high) }),
  branch: (x, sink) => sink.note(value(x), jumpDistance(x)),
  ...(delimiters === undefined
    ? {}
    : {
        tex: ([x]) => ({
          text: `\\left\\${delimiters[0]} ${x?.text} \\right\\${delimiters[1]}`,
          precedence: 60,
        }),
      }),
  cost: 1,
});

const fromWhole = (x: number): number => Math.min(x - Math.floor(x), Math.ceil(x) - x);

const FLOOR = unary(staircase('floor', Math.floor, (x) => x.floor(), fromWhole, ['lfloor', 'rfloor']));
const CEIL = unary(staircase('ceil', Math.ceil, (x) => x.ceil(), fromWhole, ['lceil', 'rceil']));
const ROUND = unary(staircase('round', roundToEven, wholeNearest, (x) => 0.5 - Math.abs(x - Math.round(x))));

/** The weight of the second of two operands where the first less the second is `difference`. */
const secondWins = (b: GraphBuilder, t: NodeId, difference: NodeId): NodeId =>
  multiply(b, t, step(b, difference));
const firstWins = (b: GraphBuilder, t: NodeId, difference: NodeId): NodeId =>
  multiply(b, t, subtract(b, one(b), step(b, difference)));

/** On a tie the first operand wins where the memory's `TIE_SLOT` is 0, the last where it is 1. */
const MAXIMUM = binary({
  name: 'max',
  value: (x, y) => Math.max(x, y),
  ball: (x, rx, y, ry) => (apart(x, rx, y, ry) ? (x > y ? rx : ry) : Math.max(rx, ry)),
  enclosure: (a, x, y) => a.max(x, y),
  along: [
    (b, t, x, y) => firstWins(b, t, subtract(b, y, x)),
    (b, t, x, y) => secondWins(b, t, subtract(b, y, x)),
  ],
  branch: noteOrder,
  tex: (inputs) => texCall('\\max', inputs),
  cost: 1,
});

const MINIMUM = binary({
  name: 'min',
  value: (x, y) => Math.min(x, y),
  ball: (x, rx, y, ry) => (apart(x, rx, y, ry) ? (x < y ? rx : ry) : Math.max(rx, ry)),
  enclosure: (a, x, y) => a.min(x, y),
  along: [
    (b, t, x, y) => firstWins(b, t, subtract(b, x, y)),
    (b, t, x, y) => secondWins(b, t, subtract(b, x, y)),
  ],
  branch: noteOrder,
  tex: (inputs) => texCall('\\min', inputs),
  cost: 1,
});

/** x − y·⌊x/y⌋: the remainder with the sign of the divisor. */
function remainder(x: number, y: number): number {
  const r = x % y;
  return r !== 0 && r < 0 !== y < 0 ? r + y : r;
}

const MODULO = binary({
  name: 'mod',
  value: remainder,
  ball: (x, rx, y, ry, z) => {
    // `%` is exact, and the shift into the divisor's sign rounds once.
    const exact = x % y;
    const own = z === exact ? 0 : sumError(exact, y, z);
    if (rx === 0 && ry === 0) return own;
    const quotient = (x - z) / y;
    const reach = rx + Math.abs(quotient) * ry;
    const inside = Math.min(Math.abs(z), Math.abs(y - z));
    const anywhere = outward(Math.abs(y) + ry);
    if (!(Math.abs(y) > ry)) return Number.POSITIVE_INFINITY;
    return inside > outward(reach + ry + own) ? outward(reach + own) : anywhere;
  },
  enclosure: (a, x, y) => {
    const quotient = a.divide(x, y);
    const [first, last] = [quotient.low.floor(), quotient.high.floor()];
    if (first.isFinite() && first.eq(last)) return a.subtract(x, a.multiply(y, { low: first, high: first }));
    // The remainder lies between 0 and the divisor; where there is none it is undefined like the quotient.
    return first.isNaN() || !last.isFinite() ? quotient : a.hull(a.zero, y);
  },
  along: [(_b, t) => t, (b, t, x, y) => negate(b, multiply(b, t, b.apply(FLOOR, [divide(b, x, y)])))],
  branch: (x, y, sink) => {
    const z = remainder(x, y);
    sink.note(Math.round((x - z) / y), Math.min(Math.abs(z), Math.abs(y - z)));
  },
  tex: ([x, y]) => ({ text: `\\left(${x?.text}\\right) \\bmod \\left(${y?.text}\\right)`, precedence: 20 }),
});

export const absolute = (b: GraphBuilder, x: NodeId): NodeId => b.apply(ABSOLUTE, [x]);
const signOf = (b: GraphBuilder, x: NodeId): NodeId => b.apply(SIGN, [x]);
export const step = (b: GraphBuilder, x: NodeId): NodeId => b.apply(STEP, [x]);
export const maximum = (b: GraphBuilder, x: NodeId, y: NodeId): NodeId =>
  fold(b, MAXIMUM, [x, y], true) ?? b.apply(MAXIMUM, [x, y]);
export const minimum = (b: GraphBuilder, x: NodeId, y: NodeId): NodeId =>
  fold(b, MINIMUM, [x, y], true) ?? b.apply(MINIMUM, [x, y]);

export const selectionOperations: readonly Operation[] = [
  ABSOLUTE,
  SIGN,
  STEP,
  FLOOR,
  CEIL,
  ROUND,
  MAXIMUM,
  MINIMUM,
  MODULO,
  SELECT,
];

const applied =
  (operation: Operation) =>
  (b: GraphBuilder, x: NodeId): NodeId =>
    b.apply(operation, [x]);

type Extreme = (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId;

/** `max(x, y, …)` is taken entry by entry, `max(x)` over the entries of one array. */
const extremeEntry = (
  name: 'max' | 'min',
  word: string,
  extreme: Extreme,
  reduction: () => Operation,
): FunctionEntry =>
  elementwiseEntry({
    names: [name, `a${name}`],
    signature: `${name}(x, ...)`,
    doc: `The ${word} of the arguments, entry by entry; of one array, its ${word} entry, or along \`axis\`.`,
    arity: [1, Number.POSITIVE_INFINITY],
    keywords: ['axis', 'keepdims'],
    rule: 'reduce',
    build: (b, args, options) => {
      if (args.length > 1) return args.reduce((x, y) => extreme(b, x, y));
      const [x] = args as [NodeId];
      if (b.node(x).shape.length === 0 && options.axis === undefined) return x;
      return foldAxes(b, reduction(), x, options);
    },
  });

const pairEntry = (names: readonly string[], word: string, extreme: Extreme): FunctionEntry =>
  elementwiseEntry({
    names,
    signature: `${names[0]}(x, y, ...)`,
    doc: `The ${word} of the arguments, entry by entry.`,
    arity: [2, Number.POSITIVE_INFINITY],
    build: (b, args) => args.reduce((x, y) => extreme(b, x, y)),
  });

export const selectionFunctions: readonly FunctionEntry[] = [
  unaryEntry(['abs', 'absolute', 'fabs'], 'The absolute value $|x|$, entry by entry.', absolute),
  unaryEntry(['sign', 'sgn'], 'The sign: $-1$, $0$ or $1$.', signOf),
  unaryEntry(['step', 'heaviside'], 'The unit step: 0 for $x < 0$, 1 for $x > 0$, ½ at 0.', step),
  unaryEntry(['floor'], 'The greatest whole number $\\le x$; its derivative is 0.', applied(FLOOR)),
  unaryEntry(['ceil'], 'The least whole number $\\ge x$; its derivative is 0.', applied(CEIL)),
  unaryEntry(['round'], 'The nearest whole number, halves to even; its derivative is 0.', applied(ROUND)),
  extremeEntry('max', 'greatest', maximum, () => MAX),
  extremeEntry('min', 'least', minimum, () => MIN),
  pairEntry(['maximum', 'fmax'], 'greatest', maximum),
  pairEntry(['minimum', 'fmin'], 'least', minimum),
  elementwiseEntry({
    names: ['mod', 'remainder'],
    signature: 'mod(x, y)',
    doc: 'The remainder $x - y\\lfloor x/y \\rfloor$, which has the sign of $y$.',
    build: (b, [x, y]) => b.apply(MODULO, [x!, y!]),
  }),
  elementwiseEntry({
    names: ['clip', 'clamp'],
    signature: 'clip(x, lo, hi)',
    doc: '$x$ limited to the interval from `lo` to `hi`: $\\min(\\max(x, lo), hi)$.',
    arity: [3, 3],
    keywords: ['lo', 'hi'],
    build: (b, [x, lo, hi]) => minimum(b, maximum(b, x!, lo!), hi!),
  }),
  elementwiseEntry({
    names: ['where', 'select'],
    signature: 'where(condition, a, b)',
    doc: '`a` where the condition holds (is not 0), else `b`, entry by entry.',
    arity: [3, 3],
    build: (b, [condition, yes, no]) => select(b, condition!, yes!, no!),
  }),
];

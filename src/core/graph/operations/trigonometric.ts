import { PI } from '../exact';
import type { FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { MATH_ULPS, type Smooth, steepestAtEnds, steepestAtZero } from '../numeric/ball';
import { outward, ulps } from '../numeric/rounding';
import type { Operation } from '../operation';
import { add, divide, multiply, negate, reciprocal, square, subtract } from './arithmetic';
import { sqrt } from './elementary';
import { binary, smooth } from './elementwise';
import { elementwiseEntry, unaryEntry } from './entries';
import { texCall } from './printing';

const one = (b: GraphBuilder): NodeId => b.constant(1);

/** |f′| ≤ |f′(x)| + r for functions with |f″| ≤ 1, and never above 1. */
const gentle =
  (derivative: (x: number) => number): Smooth['slope'] =>
  (_low, _high, x, r) =>
    Math.min(1, Math.abs(derivative(x)) + r);

const SIN = smooth({
  name: 'sin',
  value: (x) => Math.sin(x),
  enclosure: (a, x) => a.sin(x),
  ulps: MATH_ULPS.sin,
  slope: gentle(Math.cos),
  derivative: (b, x) => cos(b, x),
  tex: (inputs) => texCall('\\sin', inputs),
});

const COS = smooth({
  name: 'cos',
  value: (x) => Math.cos(x),
  enclosure: (a, x) => a.cos(x),
  ulps: MATH_ULPS.cos,
  slope: gentle(Math.sin),
  along: (b, t, x) => negate(b, multiply(b, t, sin(b, x))),
  tex: (inputs) => texCall('\\cos', inputs),
});

/** Beyond this radius a ball holds a pole of the tangent, or nearly. */
const WIDEST_TANGENT = 1.5;

const TAN = smooth({
  name: 'tan',
  value: (x) => Math.tan(x),
  enclosure: (a, x) => a.tan(x),
  ulps: MATH_ULPS.tan,
  // The tangent increases between poles, so it falls over a short interval only where that holds one.
  slope: (low, high, _x, r) => {
    const [bottom, top] = [Math.tan(low), Math.tan(high)];
    return r < WIDEST_TANGENT && bottom <= top
      ? 1 + Math.max(bottom * bottom, top * top)
      : Number.POSITIVE_INFINITY;
  },
  derivative: (b, _x, y) => add(b, one(b), square(b, y)),
  tex: (inputs) => texCall('\\tan', inputs),
});

const UNIT = [-1, 1] as const;
const arcSlope = steepestAtEnds((x) => 1 / Math.sqrt((1 - x) * (1 + x)));
const rootOfComplement = (b: GraphBuilder, x: NodeId): NodeId => sqrt(b, subtract(b, one(b), square(b, x)));

const ASIN = smooth({
  name: 'asin',
  value: (x) => Math.asin(x),
  enclosure: (a, x) => a.asin(x),
  ulps: MATH_ULPS.asin,
  slope: arcSlope,
  monotone: true,
  domain: UNIT,
  along: (b, t, x) => divide(b, t, rootOfComplement(b, x)),
  tex: (inputs) => texCall('\\arcsin', inputs),
});

const ACOS = smooth({
  name: 'acos',
  value: (x) => Math.acos(x),
  enclosure: (a, x) => a.acos(x),
  ulps: MATH_ULPS.acos,
  slope: arcSlope,
  monotone: true,
  domain: UNIT,
  along: (b, t, x) => negate(b, divide(b, t, rootOfComplement(b, x))),
  tex: (inputs) => texCall('\\arccos', inputs),
});

const ATAN = smooth({
  name: 'atan',
  value: (x) => Math.atan(x),
  enclosure: (a, x) => a.atan(x),
  ulps: MATH_ULPS.atan,
  slope: steepestAtZero((x) => 1 / (1 + x * x)),
  monotone: true,
  along: (b, t, x) => divide(b, t, add(b, one(b), square(b, x))),
  tex: (inputs) => texCall('\\arctan', inputs),
});

const squaredNorm = (b: GraphBuilder, x: NodeId, y: NodeId): NodeId => add(b, square(b, x), square(b, y));

/** The angle of the point (x, y), in (−π, π]; the first argument is the ordinate. */
const ATAN2 = binary({
  name: 'atan2',
  // The exact number 0 has no sign: −0 stands on the same side of the cut.
  value: (y, x) => Math.atan2(y + 0, x),
  enclosure: (a, y, x) => a.atan2(y, x),
  ball: (y, ry, x, rx, z) => {
    const own = ulps(MATH_ULPS.atan2, z);
    if (y === 0 && x === 0) return Number.POSITIVE_INFINITY;
    if (ry === 0 && rx === 0) return own;
    const reach = Math.hypot(ry, rx) * (1 + 2 ** -30);
    const distance = Math.hypot(y, x);
    // The branch cut is the half line y = 0, x < 0: across it the angle jumps by 2π.
    const crossesCut = ry > 0 && Math.abs(y) <= ry && x - rx <= 0;
    if (reach >= distance * (1 - 2 ** -30) || crossesCut) return Number.POSITIVE_INFINITY;
    // A disk of radius r at distance d is seen under the angle asin(r/d) to either side.
    return outward(Math.asin(reach / distance) * (1 + 2 ** -30) + own);
  },
  along: [
    (b, t, y, x) => multiply(b, t, divide(b, x, squaredNorm(b, x, y))),
    (b, t, y, x) => negate(b, multiply(b, t, divide(b, y, squaredNorm(b, x, y)))),
  ],
  branch: (y, x, sink) => {
    if (x < 0) sink.note(y < 0 ? -1 : 1, Math.abs(y));
    else sink.note(0, Math.hypot(y, x));
  },
});

const TINY = 2 ** -480;
const HUGE = 2 ** 500;

/** √(x² + y²) without over- or underflow on the way, within 1.5 ulps. */
function hypotenuse(x: number, y: number): number {
  const most = Math.max(Math.abs(x), Math.abs(y));
  if (most > TINY && most < HUGE) return Math.sqrt(x * x + y * y);
  if (!(most > 0 && most < Number.POSITIVE_INFINITY)) return most;
  const factor = most >= HUGE ? 2 ** 600 : 2 ** -600;
  return Math.sqrt((x / factor) * (x / factor) + (y / factor) * (y / factor)) * factor;
}

const HYPOT = binary({
  name: 'hypot',
  value: hypotenuse,
  enclosure: (a, x, y) => a.sqrt(a.add(a.powerOf(x, 2), a.powerOf(y, 2))),
  ball: (x, rx, y, ry, z) => {
    const own = ulps(1.5, z);
    if (rx === 0 && ry === 0) return x === 0 && y === 0 ? 0 : own;
    // The norm changes by no more than the norm of the change, and by each coordinate's share of it near by.
    const least = z - own - rx - ry;
    const shares = ((Math.abs(x) + rx) / least) * rx + ((Math.abs(y) + ry) / least) * ry;
    const near = least > 0 ? shares : Number.POSITIVE_INFINITY;
    return outward(Math.min(Math.hypot(rx, ry) * (1 + 2 ** -40), near) + own);
  },
  along: [
    (b, t, x, _y, z) => multiply(b, t, divide(b, x, z)),
    (b, t, _x, y, z) => multiply(b, t, divide(b, y, z)),
  ],
  tex: ([x, y]) => ({
    text: `\\sqrt{\\left(${x?.text}\\right)^{2} + \\left(${y?.text}\\right)^{2}}`,
    precedence: 50,
  }),
});

const sin = (b: GraphBuilder, x: NodeId): NodeId => b.apply(SIN, [x]);
const cos = (b: GraphBuilder, x: NodeId): NodeId => b.apply(COS, [x]);
const tan = (b: GraphBuilder, x: NodeId): NodeId => b.apply(TAN, [x]);
const hypot = (b: GraphBuilder, x: NodeId, y: NodeId): NodeId => b.apply(HYPOT, [x, y]);

export const trigonometricOperations: readonly Operation[] = [SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2, HYPOT];

const applied =
  (operation: Operation) =>
  (b: GraphBuilder, x: NodeId): NodeId =>
    b.apply(operation, [x]);

/** x in degrees as radians: x·π/180. */
const radians = (b: GraphBuilder, x: NodeId): NodeId =>
  multiply(b, divide(b, b.constant(Math.PI, PI), b.constant(180)), x);

const degrees = (b: GraphBuilder, x: NodeId): NodeId =>
  multiply(b, divide(b, b.constant(180), b.constant(Math.PI, PI)), x);

export const trigonometricFunctions: readonly FunctionEntry[] = [
  unaryEntry(['sin'], 'The sine of an angle in radians.', sin),
  unaryEntry(['cos'], 'The cosine of an angle in radians.', cos),
  unaryEntry(['tan', 'tg'], 'The tangent of an angle in radians.', tan),
  unaryEntry(['cot', 'ctg'], 'The cotangent $\\cos x / \\sin x$.', (b, x) => divide(b, cos(b, x), sin(b, x))),
  unaryEntry(['sec'], 'The secant $1/\\cos x$.', (b, x) => reciprocal(b, cos(b, x))),
  unaryEntry(['csc', 'cosec'], 'The cosecant $1/\\sin x$.', (b, x) => reciprocal(b, sin(b, x))),
  unaryEntry(['asin', 'arcsin'], 'The angle in $[-\\pi/2, \\pi/2]$ whose sine is $x$.', applied(ASIN)),
  unaryEntry(['acos', 'arccos'], 'The angle in $[0, \\pi]$ whose cosine is $x$.', applied(ACOS)),
  unaryEntry(['atan', 'arctan'], 'The angle in $(-\\pi/2, \\pi/2)$ whose tangent is $x$.', applied(ATAN)),
  elementwiseEntry({
    names: ['atan2', 'arctan2'],
    signature: 'atan2(y, x)',
    doc: 'The angle of the point $(x, y)$, in $(-\\pi, \\pi]$.',
    build: (b, [y, x]) => b.apply(ATAN2, [y!, x!]),
  }),
  elementwiseEntry({
    names: ['hypot'],
    signature: 'hypot(x, y, ...)',
    doc: 'The length $\\sqrt{x^2 + y^2}$, entry by entry.',
    arity: [2, Number.POSITIVE_INFINITY],
    build: (b, args) => args.reduce((x, y) => hypot(b, x, y)),
  }),
  unaryEntry(['deg2rad', 'radians'], 'Degrees to radians: $\\pi x / 180$.', radians),
  unaryEntry(['rad2deg', 'degrees'], 'Radians to degrees: $180 x / \\pi$.', degrees),
];

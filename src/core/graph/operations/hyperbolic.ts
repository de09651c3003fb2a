import type { FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import { MATH_ULPS, steepestAtEnds, steepestAtZero } from '../numeric/ball';
import type { Operation } from '../operation';
import { add, divide, reciprocal, square, subtract } from './arithmetic';
import { sqrt } from './elementary';
import { smooth } from './elementwise';
import { unaryEntry } from './entries';
import { texCall } from './printing';

const one = (b: GraphBuilder): NodeId => b.constant(1);

const SINH = smooth({
  name: 'sinh',
  value: (x) => Math.sinh(x),
  enclosure: (a, x) => a.sinh(x),
  ulps: MATH_ULPS.sinh,
  slope: steepestAtEnds(Math.cosh),
  monotone: true,
  derivative: (b, x) => cosh(b, x),
  tex: (inputs) => texCall('\\sinh', inputs),
});

const COSH = smooth({
  name: 'cosh',
  value: (x) => Math.cosh(x),
  enclosure: (a, x) => a.cosh(x),
  ulps: MATH_ULPS.cosh,
  slope: steepestAtEnds(Math.sinh),
  derivative: (b, x) => sinh(b, x),
  tex: (inputs) => texCall('\\cosh', inputs),
});

export const TANH = smooth({
  name: 'tanh',
  value: (x) => Math.tanh(x),
  enclosure: (a, x) => a.tanh(x),
  ulps: MATH_ULPS.tanh,
  slope: steepestAtZero((x) => 1 / Math.cosh(x) ** 2),
  monotone: true,
  derivative: (b, _x, y) => subtract(b, one(b), square(b, y)),
  tex: (inputs) => texCall('\\tanh', inputs),
});

const ASINH = smooth({
  name: 'asinh',
  value: (x) => Math.asinh(x),
  enclosure: (a, x) => a.asinh(x),
  ulps: MATH_ULPS.asinh,
  slope: steepestAtZero((x) => 1 / Math.hypot(1, x)),
  monotone: true,
  along: (b, t, x) => divide(b, t, sqrt(b, add(b, square(b, x), one(b)))),
});

const ACOSH = smooth({
  name: 'acosh',
  value: (x) => Math.acosh(x),
  enclosure: (a, x) => a.acosh(x),
  ulps: MATH_ULPS.acosh,
  slope: (low) => 1 / (Math.sqrt(low - 1) * Math.sqrt(low + 1)),
  monotone: true,
  domain: [1, Number.POSITIVE_INFINITY],
  along: (b, t, x) => divide(b, t, sqrt(b, subtract(b, square(b, x), one(b)))),
});

const ATANH = smooth({
  name: 'atanh',
  value: (x) => Math.atanh(x),
  enclosure: (a, x) => a.atanh(x),
  ulps: MATH_ULPS.atanh,
  slope: steepestAtEnds((x) => 1 / ((1 - x) * (1 + x))),
  monotone: true,
  domain: [-1, 1],
  along: (b, t, x) => divide(b, t, subtract(b, one(b), square(b, x))),
});

const sinh = (b: GraphBuilder, x: NodeId): NodeId => b.apply(SINH, [x]);
const cosh = (b: GraphBuilder, x: NodeId): NodeId => b.apply(COSH, [x]);
export const tanh = (b: GraphBuilder, x: NodeId): NodeId => b.apply(TANH, [x]);

export const hyperbolicOperations: readonly Operation[] = [SINH, COSH, TANH, ASINH, ACOSH, ATANH];

const applied =
  (operation: Operation) =>
  (b: GraphBuilder, x: NodeId): NodeId =>
    b.apply(operation, [x]);

export const hyperbolicFunctions: readonly FunctionEntry[] = [
  unaryEntry(['sinh'], 'The hyperbolic sine $(e^x - e^{-x})/2$.', sinh),
  unaryEntry(['cosh'], 'The hyperbolic cosine $(e^x + e^{-x})/2$.', cosh),
  unaryEntry(['tanh'], 'The hyperbolic tangent $\\sinh x / \\cosh x$.', tanh),
  unaryEntry(['coth'], 'The hyperbolic cotangent $1/\\tanh x$.', (b, x) => reciprocal(b, tanh(b, x))),
  unaryEntry(['sech'], 'The hyperbolic secant $1/\\cosh x$.', (b, x) => reciprocal(b, cosh(b, x))),
  unaryEntry(['csch'], 'The hyperbolic cosecant $1/\\sinh x$.', (b, x) => reciprocal(b, sinh(b, x))),
  unaryEntry(['asinh', 'arcsinh', 'arsinh'], 'The inverse of the hyperbolic sine.', applied(ASINH)),
  unaryEntry(
    ['acosh', 'arccosh', 'arcosh'],
    'The inverse of the hyperbolic cosine, for $x \\ge 1$.',
    applied(ACOSH),
  ),
  unaryEntry(
    ['atanh', 'arctanh', 'artanh'],
    'The inverse of the hyperbolic tangent, for $|x| < 1$.',
    applied(ATANH),
  ),
];

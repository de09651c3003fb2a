import type { GraphBuilder, NodeId } from '../graph';
import { outward, rootError, ulps } from '../numeric/rounding';
import type { Operation } from '../operation';
import { Precedence } from '../operation';
import { divide, scale } from './arithmetic';
import { unary } from './elementwise';
import { texAtLeast } from './printing';

export const EXP = unary({
  name: 'exp',
  value: (x) => Math.exp(x),
  ball: (_x, r, y) => outward(y * Math.expm1(r) * (1 + 2 ** -40) + ulps(2, y)),
  derivative: (_b, _x, y) => y,
});

export const LOG = unary({
  name: 'log',
  value: (x) => Math.log(x),
  ball: (x, r, y) =>
    x - r > 0 ? outward(-Math.log1p(-r / x) * (1 + 2 ** -40) + ulps(2, y)) : Number.POSITIVE_INFINITY,
  along: (b, t, x) => divide(b, t, x),
});

export const SQRT = unary({
  name: 'sqrt',
  value: (x) => Math.sqrt(x),
  ball: (x, r, y) => {
    if (r === 0) return rootError(x, y);
    return x - r >= 0 ? outward(r / y + rootError(x, y)) : Number.POSITIVE_INFINITY;
  },
  along: (b, t, _x, y) => divide(b, t, scale(b, y, 2)),
  tex: ([x]) => ({ text: `\\sqrt{${texAtLeast(x, 0)}}`, precedence: Precedence.postfix }),
});

export const exp = (b: GraphBuilder, x: NodeId): NodeId => b.apply(EXP, [x]);
export const log = (b: GraphBuilder, x: NodeId): NodeId => b.apply(LOG, [x]);
export const sqrt = (b: GraphBuilder, x: NodeId): NodeId => b.apply(SQRT, [x]);

export const elementaryOperations: readonly Operation[] = [EXP, LOG, SQRT];

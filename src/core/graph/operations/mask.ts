import type { GraphBuilder, NodeId } from '../graph';
import { SELECT, select } from './select';
import { broadcastTo, reshape } from './structure';

/** A node that equals `value` where the condition is met, and is 0 elsewhere. */
interface Masked {
  readonly condition: NodeId;
  readonly value: NodeId;
  /** Whether the condition is met where it holds, or where it does not. */
  readonly whether: boolean;
}

/** How many operations that only place entries are looked through for a mask. */
const MAX_DEPTH = 8;

function maskOf(b: GraphBuilder, t: NodeId, depth = 0): Masked | undefined {
  const { operation, inputs, shape } = b.node(t);
  if (operation === SELECT) {
    const [condition, yes, no] = inputs as [NodeId, NodeId, NodeId];
    const whether = b.uniformValue(no) === 0;
    if (!whether && b.uniformValue(yes) !== 0) return undefined;
    return {
      condition: broadcastTo(b, condition, shape),
      value: broadcastTo(b, whether ? yes : no, shape),
      whether,
    };
  }
  if ((operation.name !== 'broadcast' && operation.name !== 'reshape') || depth === MAX_DEPTH)
    return undefined;
  const inner = maskOf(b, inputs[0]!, depth + 1);
  if (inner === undefined) return undefined;
  const placed = (id: NodeId): NodeId =>
    operation.name === 'broadcast' ? broadcastTo(b, id, shape) : reshape(b, id, shape);
  return { condition: placed(inner.condition), value: placed(inner.value), whether: inner.whether };
}

const masked = (b: GraphBuilder, { condition, whether }: Masked, value: NodeId): NodeId => {
  const zero = b.constant(0);
  return whether ? select(b, condition, value, zero) : select(b, condition, zero, value);
};

/**
 * Applies an entrywise linear rule to a cotangent or tangent, with its mask moved outward: what comes from the branch of
 * `where` that is not taken is 0, also where the derivative of that branch is infinite or undefined, as that of
 * `where(x > 0, sqrt(x), 0)` is for negative x.
 */
export function throughMask(b: GraphBuilder, t: NodeId, rule: (t: NodeId) => NodeId): NodeId {
  const mask = maskOf(b, t);
  return mask === undefined ? rule(t) : masked(b, mask, throughMask(b, mask.value, rule));
}

/** The sum of two cotangents by `add`, under their mask where they have the same one. */
export function addUnderMask(
  b: GraphBuilder,
  x: NodeId,
  y: NodeId,
  add: (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId,
): NodeId {
  const first = maskOf(b, x);
  const second = first === undefined ? undefined : maskOf(b, y);
  if (first === undefined || second === undefined) return add(b, x, y);
  if (first.condition !== second.condition || first.whether !== second.whether) return add(b, x, y);
  return masked(b, first, addUnderMask(b, first.value, second.value, add));
}

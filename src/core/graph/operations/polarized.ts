import type { GraphBuilder, Node, NodeId } from '../graph';
import type { Operation } from '../operation';
import { add } from './arithmetic';

/**
 * Derivatives of an operation P(x; v₁ … v_k) that is itself the derivative, along symmetric directions v, of the gradient of a
 * multilinear function F: ⟨c, P(x; v₁ … v_k)⟩ is the derivative of F along c, v₁ … v_k. All its derivatives are therefore
 * applications of the operation with one more direction, or with one direction exchanged.
 */
export const polarized: Required<Pick<Operation, 'vjp' | 'jvp'>> = {
  vjp: (b, node, cotangent, needed) =>
    node.inputs.map((_, i) => (needed[i] ? along(b, node, i, cotangent) : undefined)),
  jvp: (b, node, tangents) => {
    let sum: NodeId | undefined;
    tangents.forEach((tangent, i) => {
      if (tangent === undefined) return;
      const term = along(b, node, i, tangent);
      sum = sum === undefined ? term : add(b, sum, term);
    });
    return sum;
  },
};

function along(b: GraphBuilder, node: Node, input: number, direction: NodeId): NodeId {
  const [x, ...directions] = node.inputs as [NodeId, ...NodeId[]];
  if (input === 0) directions.push(direction);
  else directions[input - 1] = direction;
  // Directions are interchangeable: one order for all makes equal derivatives one node.
  directions.sort((p, q) => p - q);
  return b.apply(node.operation, [x, ...directions], node.attributes);
}

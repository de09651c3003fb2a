import type { GraphBuilder } from '../../graph/graph';
import { reshape } from '../../graph/operations/structure';
import { broadcastShapes, type Shape } from '../../graph/shape';
import type { BinaryOperator } from '../../syntax/ast';
import { product } from './products';
import type { Value } from './value';

/** Operands, and the operator between them, that stand for others which do not fit. */
export interface Mended {
  readonly operator: BinaryOperator;
  readonly a: Value;
  readonly b: Value;
}

/**
 * What the author of an operation of arrays that do not fit may have meant: a product with vectors as rows, a product entry by
 * entry, or vectors that are repeated as columns. Undefined where the operands fit as they are, or in none of these ways.
 */
export function mended(
  graph: GraphBuilder,
  operator: BinaryOperator,
  a: Value,
  b: Value,
): Mended | undefined {
  const left = graph.node(a.node).shape;
  const right = graph.node(b.node).shape;
  if (left.length === 0 || right.length === 0) return undefined;
  const isProduct = operator === '*' || operator === 'juxtapose' || operator === '@';
  if (isProduct) {
    if (!('mismatch' in product(graph, a, b))) return undefined;
    const turned = { operator, a: { ...a, row: !a.row }, b: { ...b, row: !b.row } };
    if (!('mismatch' in product(graph, turned.a, turned.b))) return turned;
    if (broadcastShapes(left, right) !== undefined) return { operator: '.*', a, b };
  } else if (broadcastShapes(left, right) !== undefined) return undefined;
  const [x, y] = [asMatrix(graph, a, left), asMatrix(graph, b, right)];
  const fits = broadcastShapes(graph.node(x.node).shape, graph.node(y.node).shape) !== undefined;
  return fits ? { operator: isProduct ? '.*' : operator, a: x, b: y } : undefined;
}

/** A column of n entries as n×1, a row as 1×n. */
function asMatrix(graph: GraphBuilder, { node, row }: Value, shape: Shape): Value {
  if (shape.length !== 1) return { node, row };
  return { node: reshape(graph, node, row ? [1, shape[0]!] : [shape[0]!, 1]), row: false };
}

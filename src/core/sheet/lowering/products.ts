import type { GraphBuilder, NodeId } from '../../graph/graph';
import { multiply, power } from '../../graph/operations/arithmetic';
import { dot, matmul, outer, tryMatmul } from '../../graph/operations/linear';
import { inverse } from '../../graph/operations/matrix';
import { identity, reshape } from '../../graph/operations/structure';
import { broadcastShapes, type Shape, showShape, sizeOf } from '../../graph/shape';
import type { Value } from './value';

/** A value, or a clause that says why the operands do not fit, with their sizes. */
export type ProductResult = Value | { readonly mismatch: string };

const value = (node: NodeId, row = false): Value => ({ node, row });

/**
 * `a * b` of a sheet: a scalar scales, other operands multiply as matrices, where a vector is a column and its transpose a
 * row. An operand of a single entry scales where the sizes do not fit otherwise.
 */
export function product(graph: GraphBuilder, a: Value, b: Value): ProductResult {
  const left = graph.node(a.node).shape;
  const right = graph.node(b.node).shape;
  if (left.length === 0) return value(multiply(graph, a.node, b.node), b.row);
  if (right.length === 0) return value(multiply(graph, a.node, b.node), a.row);
  const matrix = matrixProduct(graph, a, b);
  if (!('mismatch' in matrix)) return matrix;
  if (sizeOf(left) === 1) return value(multiply(graph, reshape(graph, a.node, []), b.node), b.row);
  if (sizeOf(right) === 1) return value(multiply(graph, a.node, reshape(graph, b.node, [])), a.row);
  return matrix;
}

/** `a @ b`: the product of matrices, rows and columns; the operands have at least one axis. */
export function matrixProduct(graph: GraphBuilder, a: Value, b: Value): ProductResult {
  const left = graph.node(a.node).shape;
  const right = graph.node(b.node).shape;
  if (left.length === 0 || right.length === 0) {
    return { mismatch: 'a matrix product needs arrays on both sides, and one side is a scalar' };
  }
  if (left.length === 1 && right.length === 1) return vectorProduct(graph, a, b, left, right);
  // A column is n×1, a row 1×n: beside a matrix, only a column on its right and a row on its left keep rank 1.
  if (left.length === 1 && !a.row && right.length === 2) {
    return right[0] === 1
      ? value(outer(graph, a.node, reshape(graph, b.node, [right[1]!])))
      : mismatch(left, right, `a column has 1 column, the right side ${right[0]} rows`);
  }
  if (right.length === 1 && b.row && left.length === 2) {
    return left[1] === 1
      ? value(outer(graph, reshape(graph, a.node, [left[0]!]), b.node))
      : mismatch(left, right, `the left side has ${left[1]} columns, a row has 1 row`);
  }
  const columns = left.at(-1)!;
  const rows = right.length === 1 ? right[0]! : right.at(-2)!;
  if (columns !== rows) {
    return mismatch(left, right, `the left side has ${columns} columns, the right side ${rows} rows`);
  }
  const result = tryMatmul(graph, a.node, b.node);
  return typeof result === 'number' ? value(result, left.length === 1) : result;
}

function vectorProduct(graph: GraphBuilder, a: Value, b: Value, left: Shape, right: Shape): ProductResult {
  if (a.row && !b.row) {
    return left[0] === right[0]
      ? value(dot(graph, a.node, b.node))
      : mismatch(left, right, `a row of ${left[0]} entries times a column of ${right[0]}`);
  }
  if (b.row && !a.row) return value(outer(graph, a.node, b.node));
  return mismatch(
    left,
    right,
    `both are ${a.row ? 'rows' : 'columns'}; write a'*b for the inner product, a*b' for the outer one, a .* b for the product entry by entry`,
  );
}

const mismatch = (left: Shape, right: Shape, why: string): { mismatch: string } => ({
  mismatch: `sizes ${showShape(left)} and ${showShape(right)} do not fit in a product: ${why}`,
});

/** Matrix powers beyond this exponent are not unrolled. */
const MAX_MATRIX_POWER = 64;

/**
 * `A^n` of a square matrix for a whole `n`, by repeated squaring; negative powers are powers of the inverse.
 */
export function matrixPower(graph: GraphBuilder, matrix: NodeId, exponent: number): NodeId | undefined {
  const size = graph.node(matrix).shape[0]!;
  if (Math.abs(exponent) > MAX_MATRIX_POWER) return undefined;
  const base = exponent < 0 ? inverse(graph, matrix) : matrix;
  let rest = Math.abs(exponent);
  let square = base;
  let result: NodeId | undefined;
  while (rest > 0) {
    if (rest % 2 === 1) result = result === undefined ? square : matmul(graph, result, square);
    rest = Math.floor(rest / 2);
    if (rest > 0) square = matmul(graph, square, square);
  }
  return result ?? identity(graph, size);
}

/** Entrywise power. */
export function entrywisePower(graph: GraphBuilder, a: Value, b: Value): ProductResult {
  const left = graph.node(a.node).shape;
  const right = graph.node(b.node).shape;
  if (broadcastShapes(left, right) === undefined) {
    return { mismatch: `sizes ${showShape(left)} and ${showShape(right)} do not fit in a power` };
  }
  return value(power(graph, a.node, b.node), a.row || b.row);
}

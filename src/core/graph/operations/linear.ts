import type { FunctionEntry } from '../function';
import type { GraphBuilder, Node, NodeId } from '../graph';
import { productError } from '../numeric/rounding';
import type { Attributes, Operation, ShapeMismatch } from '../operation';
import { NO_ATTRIBUTES, Precedence } from '../operation';
import { type Shape, sameShape, showShape, sizeOf } from '../shape';
import { add, multiply } from './arithmetic';
import { flagged, matmulEnclosure, matmulKernel, matmulRadius, productOf } from './kernels/batched-matmul';
import { bounded, ETA, slack } from './kernels/rounding';
import { atLeast, printedCall, texAtLeast } from './printing';
import { TRANSPOSE } from './shaping';
import { reshape, sumTo } from './structure';

/** Which operands of a product are read transposed, in their last two axes; a vector never is. */
export interface ProductFlags {
  readonly transposeX?: boolean;
  readonly transposeY?: boolean;
}

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

/**
 * Attributes: `transposeX`, `transposeY`. Matrix product after NumPy's `matmul`: ranks 1 and 2, and batches of matrices
 * whose leading axes broadcast. Transposed operands are read in place.
 */
export const MATMUL: Operation = {
  name: 'matmul',
  shape: (inputs, attributes) => {
    const product = productOf(inputs, attributes);
    return 'mismatch' in product ? product : product.output;
  },
  forward: matmulKernel,
  prefersSimd: true,
  radius: matmulRadius,
  enclosure: matmulEnclosure,
  vjp: matmulVjp,
  jvp: (b, node, [tx, ty]) => {
    const [x, y] = node.inputs as [NodeId, NodeId];
    const left = tx === undefined ? undefined : matmul(b, tx, y, node.attributes);
    const right = ty === undefined ? undefined : matmul(b, x, ty, node.attributes);
    return left === undefined || right === undefined ? (left ?? right) : add(b, left, right);
  },
  infix: (inputs, node) => {
    if (node.shape.length === 0) return printedCall('dot', inputs);
    const [x, y] = inputs.map((input, i) =>
      node.attributes[i === 0 ? 'transposeX' : 'transposeY'] === true
        ? `${atLeast(input, Precedence.postfix)}'`
        : atLeast(input, i === 0 ? Precedence.product : Precedence.power),
    );
    return { text: `${x}*${y}`, precedence: Precedence.product };
  },
  tex: (inputs, node) => {
    const isInner = node.shape.length === 0;
    const [x, y] = inputs.map((input, i) =>
      (isInner && i === 0) || node.attributes[i === 0 ? 'transposeX' : 'transposeY'] === true
        ? `${texAtLeast(input, Precedence.atom)}^{\\top}`
        : texAtLeast(input, i === 0 ? Precedence.product : Precedence.power),
    );
    return { text: `${x} ${y}`, precedence: Precedence.product };
  },
  work: (inputs, output) => {
    const x = inputs[0]!;
    const y = inputs[1]!;
    // m·k·n is √(mk·kn·mn), whatever is transposed; vectors count as matrices of one row or column.
    const matrix = (shape: Shape): number => sizeOf(shape.slice(-2));
    const batches = sizeOf(output.slice(0, -2));
    if (x.length === 1 || y.length === 1) return 2 * Math.max(sizeOf(x), sizeOf(y));
    return 2 * batches * Math.round(Math.sqrt(matrix(x) * matrix(y) * matrix(output)));
  },
};

function matmulVjp(
  b: GraphBuilder,
  node: Node,
  cotangent: NodeId,
  needed: readonly boolean[],
): readonly (NodeId | undefined)[] {
  const [x, y] = node.inputs as [NodeId, NodeId];
  const xShape = shapeOf(b, x);
  const yShape = shapeOf(b, y);
  const tx = flagged(node.attributes, 'transposeX', xShape);
  const ty = flagged(node.attributes, 'transposeY', yShape);
  if (xShape.length === 1 && yShape.length === 1) {
    return [
      needed[0] ? multiply(b, cotangent, y) : undefined,
      needed[1] ? multiply(b, cotangent, x) : undefined,
    ];
  }
  if (xShape.length === 2 && yShape.length === 1) {
    return [
      needed[0] ? (tx ? outer(b, y, cotangent) : outer(b, cotangent, y)) : undefined,
      needed[1] ? matmul(b, x, cotangent, { transposeX: !tx }) : undefined,
    ];
  }
  // Vectors take part as matrices of one row or one column.
  const left = xShape.length === 1 ? reshape(b, x, [1, xShape[0]!]) : x;
  const right = yShape.length === 1 ? reshape(b, y, [yShape[0]!, 1]) : y;
  const product = productOf([xShape, yShape], node.attributes);
  if ('mismatch' in product) throw new Error(product.mismatch);
  const c = reshape(b, cotangent, [...product.batch, product.m, product.n]);
  let dx: NodeId | undefined;
  let dy: NodeId | undefined;
  if (needed[0]) {
    dx = tx
      ? matmul(b, right, c, { transposeX: ty, transposeY: true })
      : matmul(b, c, right, { transposeY: !ty });
    dx = reshape(b, sumTo(b, dx, shapeOf(b, left)), xShape);
  }
  if (needed[1]) {
    dy = ty
      ? matmul(b, c, left, { transposeX: true, transposeY: tx })
      : matmul(b, left, c, { transposeX: !tx });
    dy = reshape(b, sumTo(b, dy, shapeOf(b, right)), yShape);
  }
  return [dx, dy];
}

/** The m×n products xᵢ·yⱼ of two vectors. */
export const OUTER: Operation = {
  name: 'outer',
  shape: (inputs) => {
    const [x, y] = inputs as [Shape, Shape];
    if (x.length === 1 && y.length === 1) return [x[0]!, y[0]!];
    return { mismatch: `outer needs two vectors, not ${showShape(x)} and ${showShape(y)}` };
  },
  forward: (site) => {
    const [x, y] = site.inputs as [number, number];
    const [m, n] = site.outputShape as [number, number];
    const { output } = site;
    return (memory) => {
      let to = output;
      for (let i = 0; i < m; i++) {
        const left = memory[x + i]!;
        for (let j = 0; j < n; j++) memory[to++] = left * memory[y + j]!;
      }
    };
  },
  radius: (site) => {
    const [x, y] = site.inputs as [number, number];
    const [m, n] = site.outputShape as [number, number];
    const { output } = site;
    const widen = slack(4);
    return (memory, radii) => {
      let to = output;
      for (let i = 0; i < m; i++) {
        const left = Math.abs(memory[x + i]!);
        const rx = radii[x + i]!;
        for (let j = 0; j < n; j++) {
          const right = Math.abs(memory[y + j]!);
          const ry = radii[y + j]!;
          const value = memory[to]!;
          const bound = left * ry + rx * (right + ry) + productError(left, right, Math.abs(value));
          radii[to++] = bounded(value, bound > 0 ? bound * widen + 4 * ETA : bound);
        }
      }
    };
  },
  enclosure: (site, arithmetic) => {
    const [x, y] = site.inputs as [number, number];
    const [m, n] = site.outputShape as [number, number];
    return (memory) => {
      let to = site.output;
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) memory[to++] = arithmetic.multiply(memory[x + i]!, memory[y + j]!);
      }
    };
  },
  vjp: (b, node, cotangent, needed) => {
    const [x, y] = node.inputs as [NodeId, NodeId];
    return [
      needed[0] ? matmul(b, cotangent, y) : undefined,
      needed[1] ? matmul(b, cotangent, x, { transposeX: true }) : undefined,
    ];
  },
  jvp: (b, node, [tx, ty]) => {
    const [x, y] = node.inputs as [NodeId, NodeId];
    const left = tx === undefined ? undefined : outer(b, tx, y);
    const right = ty === undefined ? undefined : outer(b, x, ty);
    return left === undefined || right === undefined ? (left ?? right) : add(b, left, right);
  },
  infix: ([x, y]) => ({
    text: `${atLeast(x, Precedence.product)}*${atLeast(y, Precedence.postfix)}'`,
    precedence: Precedence.product,
  }),
  tex: ([x, y]) => ({
    text: `${texAtLeast(x, Precedence.product)} ${texAtLeast(y, Precedence.atom)}^{\\top}`,
    precedence: Precedence.product,
  }),
};

export const linearOperations: readonly Operation[] = [MATMUL, OUTER];

/**
 * op(x)·op(y) after NumPy's `matmul`, for ranks 1 and 2 and for batches; a scalar scales. Where an operand is itself a
 * transpose, the flag changes instead.
 */
export function tryMatmul(
  b: GraphBuilder,
  x: NodeId,
  y: NodeId,
  flags: ProductFlags = {},
): NodeId | ShapeMismatch {
  const xShape = shapeOf(b, x);
  const yShape = shapeOf(b, y);
  if (xShape.length === 0 || yShape.length === 0) return multiply(b, x, y);
  const fit = productOf([xShape, yShape], { ...flags });
  if ('mismatch' in fit) return fit;
  const left = untransposed(b, x, flags.transposeX === true && xShape.length > 1);
  const right = untransposed(b, y, flags.transposeY === true && yShape.length > 1);
  // A row times a matrix is the transposed matrix times a column: one form fewer to print and to run.
  if (xShape.length === 1 && yShape.length > 1) {
    return b.apply(MATMUL, [right.node, x], flagAttributes(!right.transposed, false));
  }
  return b.apply(MATMUL, [left.node, right.node], flagAttributes(left.transposed, right.transposed));
}

function untransposed(
  b: GraphBuilder,
  id: NodeId,
  transposed: boolean,
): { readonly node: NodeId; readonly transposed: boolean } {
  const node = b.node(id);
  return node.operation === TRANSPOSE
    ? { node: node.inputs[0]!, transposed: !transposed }
    : { node: id, transposed };
}

const flagAttributes = (transposeX: boolean, transposeY: boolean): Attributes =>
  transposeX || transposeY
    ? { ...(transposeX ? { transposeX } : {}), ...(transposeY ? { transposeY } : {}) }
    : NO_ATTRIBUTES;

/** As `tryMatmul`, for shapes known to fit. */
export function matmul(b: GraphBuilder, x: NodeId, y: NodeId, flags: ProductFlags = {}): NodeId {
  const result = tryMatmul(b, x, y, flags);
  if (typeof result !== 'number') throw new Error(`matmul: ${result.mismatch}`);
  return result;
}

/** The inner product of two vectors of one size. */
export const dot = (b: GraphBuilder, x: NodeId, y: NodeId): NodeId => matmul(b, x, y);

/** The products of all entries of x with all entries of y; arrays of other ranks are read as vectors, as in NumPy. */
export const outer = (b: GraphBuilder, x: NodeId, y: NodeId): NodeId =>
  b.apply(OUTER, [flatVector(b, x), flatVector(b, y)]);

const flatVector = (b: GraphBuilder, id: NodeId): NodeId => reshape(b, id, [sizeOf(shapeOf(b, id))]);

export const linearFunctions: readonly FunctionEntry[] = [
  {
    names: ['matmul', 'mm'],
    signature: 'matmul(A, B)',
    doc: 'Matrix product $AB$; a vector on the left is a row, on the right a column, as in NumPy.',
    arity: [2, 2],
    rule: 'matmul',
    build: (b, [x, y]) => tryMatmul(b, x!, y!),
  },
  {
    names: ['dot'],
    signature: 'dot(x, y)',
    doc: 'Inner product $\\sum_i x_i y_i$ of two vectors of one size; of matrices the matrix product, as in NumPy.',
    arity: [2, 2],
    rule: 'dot',
    build: (b, [x, y]) => tryMatmul(b, x!, y!),
  },
  {
    names: ['vdot', 'inner'],
    signature: 'vdot(x, y)',
    doc: 'Sum of the products of equal entries, $\\sum_i x_i y_i$; of matrices $\\operatorname{tr}(A^\\top B)$.',
    arity: [2, 2],
    rule: 'dot',
    build: (b, [x, y]) => {
      const [p, q] = [shapeOf(b, x!), shapeOf(b, y!)];
      return sameShape(p, q)
        ? matmul(b, flatVector(b, x!), flatVector(b, y!))
        : { mismatch: `vdot needs two arrays of one shape, not ${showShape(p)} and ${showShape(q)}` };
    },
  },
  {
    names: ['outer'],
    signature: 'outer(x, y)',
    doc: 'Outer product: the matrix of all $x_i y_j$.',
    arity: [2, 2],
    rule: 'outer',
    build: (b, [x, y]) => outer(b, x!, y!),
  },
];

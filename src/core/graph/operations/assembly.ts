import type { GraphBuilder, Node, NodeId } from '../graph';
import type { Attributes, Kernel, Operation, Printed, Site } from '../operation';
import { Precedence } from '../operation';
import { type Shape, sameShape, showShape, sizeOf, stridesOf } from '../shape';
import { gatherKernel, moved, movedEnclosure, numbersOf, scatterKernel } from './kernels/gather';
import { foldedShape, viewOffsets } from './kernels/layout';
import { atLeast, printedCall, texAtLeast, texCall } from './printing';
import { reshape } from './shaping';

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

/** A block of an array: `starts` and `sizes` along each axis, counted from 0; the axes `dropped` have size 1 and vanish. */
interface Block {
  readonly starts: readonly number[];
  readonly sizes: readonly number[];
  readonly dropped: readonly number[];
}

const blockOf = (attributes: Attributes): Block => ({
  starts: numbersOf(attributes, 'starts'),
  sizes: numbersOf(attributes, 'sizes'),
  dropped: numbersOf(attributes, 'dropped'),
});

const blockAttributes = ({ starts, sizes, dropped }: Block): Attributes => ({
  starts: [...starts],
  sizes: [...sizes],
  dropped: [...dropped],
});

function blockOffsets(shape: Shape, { starts, sizes }: Block): Int32Array {
  const strides = stridesOf(shape);
  return viewOffsets(
    sizes,
    strides,
    strides.reduce((sum, stride, axis) => sum + stride * starts[axis]!, 0),
  );
}

function blockMismatch(shape: Shape, { starts, sizes }: Block): { mismatch: string } | undefined {
  if (starts.length !== shape.length) {
    return { mismatch: `${showShape(shape)} has ${shape.length} axes, not ${starts.length}` };
  }
  const axis = shape.findIndex((n, i) => starts[i]! < 0 || sizes[i]! < 0 || starts[i]! + sizes[i]! > n);
  if (axis < 0) return undefined;
  const first = starts[axis]! + 1;
  const last = starts[axis]! + sizes[axis]!;
  const range = first === last ? `entry ${first}` : `entries ${first} to ${last}`;
  const size = shape[axis]!;
  const where =
    shape.length === 1 ? `a vector of ${size}` : `the shape ${showShape(shape)} along axis ${axis}`;
  return { mismatch: `there ${first === last ? 'is' : 'are'} no ${range} in ${where}` };
}

/** As a sheet writes it: from 1, both ends included. */
function printedBlock({ attributes }: Node): string {
  const { starts, sizes, dropped } = blockOf(attributes);
  return starts
    .map((start, axis) => (dropped.includes(axis) ? `${start + 1}` : `${start + 1}:${start + sizes[axis]!}`))
    .join(', ');
}

/** Attributes: `starts`, `sizes` along each axis from 0, and `dropped`, the axes of size 1 that the output loses. */
export const SLICE: Operation = {
  name: 'slice',
  shape: ([input], attributes) => {
    const block = blockOf(attributes);
    return blockMismatch(input!, block) ?? foldedShape(block.sizes, block.dropped, false);
  },
  forward: sliceKernel,
  radius: moved(sliceKernel),
  enclosure: movedEnclosure(sliceKernel),
  vjp: (b, node, cotangent) => [
    b.apply(PAD, [cotangent], { ...node.attributes, shape: [...shapeOf(b, node.inputs[0]!)] }),
  ],
  jvp: (b, node, [tangent]) =>
    tangent === undefined ? undefined : b.apply(SLICE, [tangent], node.attributes),
  infix: ([x], node) => ({
    text: `${atLeast(x, Precedence.postfix)}[${printedBlock(node)}]`,
    precedence: Precedence.postfix,
  }),
  tex: ([x], node) => ({
    text: `${texAtLeast(x, Precedence.postfix)}_{${printedBlock(node)}}`,
    precedence: Precedence.postfix,
  }),
};

function sliceKernel(site: Site): Kernel {
  return gatherKernel(site, blockOffsets(site.inputShapes[0]!, blockOf(site.attributes)));
}

/** The adjoint of `SLICE`: zeros of `shape` with the input as the block. */
export const PAD: Operation = {
  name: 'pad',
  shape: ([input], attributes) => {
    const shape = numbersOf(attributes, 'shape');
    const block = blockOf(attributes);
    const own = foldedShape(block.sizes, block.dropped, false);
    if (sameShape(own, input!)) return blockMismatch(shape, block) ?? shape;
    return { mismatch: `a block of ${showShape(own)} cannot hold ${showShape(input!)}` };
  },
  forward: padKernel,
  radius: moved(padKernel),
  enclosure: movedEnclosure(padKernel),
  vjp: (b, node, cotangent) => [b.apply(SLICE, [cotangent], blockAttributes(blockOf(node.attributes)))],
  jvp: (b, node, [tangent]) => (tangent === undefined ? undefined : b.apply(PAD, [tangent], node.attributes)),
  infix: (inputs, node) => printedCall('pad', inputs, [`[${printedBlock(node)}]`]),
  tex: (inputs, node) => texCall('pad', inputs, printedBlock(node)),
};

function padKernel(site: Site): Kernel {
  return scatterKernel(site, blockOffsets(site.outputShape, blockOf(site.attributes)));
}

/** Attributes: `shape`. The entries of all inputs, which have one shape, one after another. */
export const STACK: Operation = {
  name: 'stack',
  shape: (inputs, attributes) => {
    const shape = numbersOf(attributes, 'shape');
    const first = inputs[0] ?? [];
    const other = inputs.find((input) => !sameShape(input, first));
    if (other !== undefined) {
      return {
        mismatch: `the items of an array need one shape, not ${showShape(first)} and ${showShape(other)}`,
      };
    }
    const size = inputs.length * sizeOf(first);
    if (size === sizeOf(shape)) return shape;
    return { mismatch: `${size} entries do not fill ${showShape(shape)}` };
  },
  forward: stackKernel,
  radius: moved(stackKernel),
  enclosure: movedEnclosure(stackKernel),
  vjp: (b, node, cotangent, needed) => {
    const item = node.inputs[0] === undefined ? [] : shapeOf(b, node.inputs[0]);
    const rows = reshape(b, cotangent, [node.inputs.length, ...item]);
    return node.inputs.map((_, i) => (needed[i] ? index(b, rows, [i]) : undefined));
  },
  jvp: (b, node, tangents) => {
    const all = completed(b, node, tangents);
    return all && stack(b, all, node.shape);
  },
  infix: (inputs, node) => printedRows(inputs, node.shape, (row) => `[${row.join(', ')}]`),
  tex: (inputs, node) => {
    const columns = node.shape.length === 2 && inputs.length === sizeOf(node.shape) ? node.shape[1]! : 1;
    const rows: string[] = [];
    for (let i = 0; i < inputs.length; i += columns) {
      rows.push(
        inputs
          .slice(i, i + columns)
          .map((input) => input.text)
          .join(' & '),
      );
    }
    return { text: `\\begin{pmatrix}${rows.join(' \\\\ ')}\\end{pmatrix}`, precedence: Precedence.atom };
  },
};

function printedRows(
  inputs: readonly Printed[],
  shape: Shape,
  brackets: (row: readonly string[]) => string,
): Printed {
  let items = inputs.map((input) => input.text);
  // Scalars that fill several axes become rows of rows.
  if (inputs.length === sizeOf(shape)) {
    for (let axis = shape.length - 1; axis > 0; axis--) {
      const size = shape[axis]!;
      const rows: string[] = [];
      for (let i = 0; i < items.length; i += size) rows.push(brackets(items.slice(i, i + size)));
      items = rows;
    }
  }
  return { text: brackets(items), precedence: Precedence.atom };
}

function stackKernel(site: Site): Kernel {
  const { inputs, output } = site;
  const size = sizeOf(site.inputShapes[0] ?? []);
  if (size === 1) {
    return (memory) => {
      for (let i = 0; i < inputs.length; i++) memory[output + i] = memory[inputs[i]!]!;
    };
  }
  return (memory) => {
    for (let i = 0; i < inputs.length; i++) {
      memory.copyWithin(output + i * size, inputs[i]!, inputs[i]! + size);
    }
  };
}

/** Attributes: `axis`. Joins arrays that differ at most in their size along one axis. */
export const CONCATENATE: Operation = {
  name: 'concatenate',
  shape: (inputs, attributes) => {
    const axis = Number(attributes.axis);
    const first = inputs[0]!;
    if (first.length === 0) return { mismatch: 'scalars have no axis to join along; write them as [a, b]' };
    if (!(axis >= 0 && axis < first.length)) return { mismatch: `${showShape(first)} has no axis ${axis}` };
    const fits = (shape: Shape): boolean =>
      shape.length === first.length && shape.every((n, i) => i === axis || n === first[i]);
    const other = inputs.find((shape) => !fits(shape));
    if (other !== undefined) {
      return {
        mismatch: `${showShape(first)} and ${showShape(other)} do not join along axis ${axis}: the other sizes differ`,
      };
    }
    const total = inputs.reduce((sum, shape) => sum + shape[axis]!, 0);
    return first.map((n, i) => (i === axis ? total : n));
  },
  forward: concatenateKernel,
  radius: moved(concatenateKernel),
  enclosure: movedEnclosure(concatenateKernel),
  vjp: (b, node, cotangent, needed) => {
    const axis = Number(node.attributes.axis);
    let start = 0;
    return node.inputs.map((input, i) => {
      const sizes = shapeOf(b, input);
      const starts = sizes.map((_, k) => (k === axis ? start : 0));
      start += sizes[axis]!;
      return needed[i] ? slice(b, cotangent, starts, sizes) : undefined;
    });
  },
  jvp: (b, node, tangents) => {
    const all = completed(b, node, tangents);
    return all && b.apply(CONCATENATE, all, node.attributes);
  },
  infix: (inputs, node) => printedCall('concatenate', inputs, [`axis=${node.attributes.axis}`]),
  tex: (inputs, node) => texCall('concat', inputs, `\\text{axis }${node.attributes.axis}`),
};

function concatenateKernel(site: Site): Kernel {
  const axis = Number(site.attributes.axis);
  const inner = sizeOf(site.outputShape.slice(axis + 1));
  const outer = sizeOf(site.outputShape.slice(0, axis));
  const blocks = site.inputShapes.map((shape) => shape[axis]! * inner);
  const { inputs, output } = site;
  return (memory) => {
    let to = output;
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inputs.length; i++) {
        const block = blocks[i]!;
        const from = inputs[i]! + o * block;
        memory.copyWithin(to, from, from + block);
        to += block;
      }
    }
  };
}

/** Tangents of all inputs with zeros for the missing ones; undefined where all are missing. */
function completed(
  b: GraphBuilder,
  node: Node,
  tangents: readonly (NodeId | undefined)[],
): NodeId[] | undefined {
  if (tangents.every((tangent) => tangent === undefined)) return undefined;
  return node.inputs.map((input, i) => tangents[i] ?? b.filled(0, shapeOf(b, input)));
}

/** The diagonal of an n×n matrix. */
export const DIAGONAL: Operation = {
  name: 'diagonal',
  shape: ([input]) =>
    input!.length === 2 && input![0] === input![1]
      ? [input![0]!]
      : { mismatch: `diag needs a vector or a square matrix, not ${showShape(input!)}` },
  forward: diagonalKernel,
  radius: moved(diagonalKernel),
  enclosure: movedEnclosure(diagonalKernel),
  vjp: (b, _node, cotangent) => [b.apply(DIAGONAL_MATRIX, [cotangent])],
  jvp: (b, _node, [tangent]) => (tangent === undefined ? undefined : b.apply(DIAGONAL, [tangent])),
  infix: (inputs) => printedCall('diag', inputs),
  tex: (inputs) => texCall('diag', inputs),
};

/** The n×n matrix with the input on its diagonal and zeros elsewhere. */
export const DIAGONAL_MATRIX: Operation = {
  name: 'diagonalMatrix',
  shape: ([input]) =>
    input!.length === 1
      ? [input![0]!, input![0]!]
      : { mismatch: `diag needs a vector or a square matrix, not ${showShape(input!)}` },
  forward: diagonalMatrixKernel,
  radius: moved(diagonalMatrixKernel),
  enclosure: movedEnclosure(diagonalMatrixKernel),
  vjp: (b, _node, cotangent) => [b.apply(DIAGONAL, [cotangent])],
  jvp: (b, _node, [tangent]) => (tangent === undefined ? undefined : b.apply(DIAGONAL_MATRIX, [tangent])),
  infix: (inputs) => printedCall('diag', inputs),
  tex: (inputs) => texCall('diag', inputs),
};

const diagonalOffsets = (n: number): Int32Array => viewOffsets([n], [n + 1]);

function diagonalKernel(site: Site): Kernel {
  return gatherKernel(site, diagonalOffsets(site.outputShape[0]!));
}

function diagonalMatrixKernel(site: Site): Kernel {
  return scatterKernel(site, diagonalOffsets(site.outputShape[0]!));
}

/** The block of `sizes` that begins at `starts` (from 0); the axes `dropped`, of size 1, vanish. */
export function slice(
  b: GraphBuilder,
  node: NodeId,
  starts: readonly number[],
  sizes: Shape,
  dropped: readonly number[] = [],
): NodeId {
  if (dropped.length === 0 && sameShape(shapeOf(b, node), sizes)) return node;
  return b.apply(SLICE, [node], blockAttributes({ starts, sizes, dropped }));
}

/** One position along an axis, which then vanishes, or a range of it; all counted from 0, `to` excluded. */
export type Position = number | 'all' | { readonly from: number; readonly to: number };

/**
 * `node[positions]`, from the first axis on; the remaining axes are kept. The result says where a position lies outside.
 */
export function tryIndex(
  b: GraphBuilder,
  node: NodeId,
  positions: readonly Position[],
): NodeId | { mismatch: string } {
  const shape = shapeOf(b, node);
  if (positions.length === 0) return node;
  if (positions.length > shape.length) {
    return {
      mismatch: `${showShape(shape)} has ${shape.length === 1 ? '1 axis' : `${shape.length} axes`}, but ${positions.length} indices were given`,
    };
  }
  const starts: number[] = [];
  const sizes: number[] = [];
  const dropped: number[] = [];
  shape.forEach((n, axis) => {
    const position = positions[axis] ?? 'all';
    if (typeof position === 'number') dropped.push(axis);
    starts.push(typeof position === 'number' ? position : position === 'all' ? 0 : position.from);
    sizes.push(
      typeof position === 'number' ? 1 : position === 'all' ? n : Math.max(0, position.to - position.from),
    );
  });
  const block = { starts, sizes, dropped };
  const outside = blockMismatch(shape, block);
  if (outside !== undefined) return outside;
  const uniform = b.uniformValue(node);
  if (uniform !== undefined) return b.filled(uniform, foldedShape(sizes, dropped, false));
  const { operation, inputs, shape: whole } = b.node(node);
  // An item of an array literal is known without a run.
  if (operation === STACK && dropped.length === whole.length && inputs.length === sizeOf(whole)) {
    return inputs[stridesOf(whole).reduce((sum, stride, axis) => sum + stride * starts[axis]!, 0)]!;
  }
  return dropped.length === 0
    ? slice(b, node, starts, sizes)
    : b.apply(SLICE, [node], blockAttributes(block));
}

/** As `tryIndex`, for positions known to lie inside. */
export function index(b: GraphBuilder, node: NodeId, positions: readonly Position[]): NodeId {
  const result = tryIndex(b, node, positions);
  if (typeof result !== 'number') throw new Error(result.mismatch);
  return result;
}

/** An array of `shape` from items of one shape, row-major: `stack(b, [p, q], [2])`, `stack(b, rows, [2, 3])`. */
export function stack(b: GraphBuilder, nodes: readonly NodeId[], shape: Shape): NodeId {
  if (nodes.length === 1 && sameShape(shapeOf(b, nodes[0]!), shape)) return nodes[0]!;
  return b.apply(STACK, nodes, { shape: [...shape] });
}

/** Joins along `axis`, from 0. */
export function concatenate(b: GraphBuilder, nodes: readonly NodeId[], axis: number): NodeId {
  return nodes.length === 1 ? nodes[0]! : b.apply(CONCATENATE, nodes, { axis });
}

/** The diagonal of a square matrix, as a vector. */
export const diagonal = (b: GraphBuilder, node: NodeId): NodeId => b.apply(DIAGONAL, [node]);

/** The square matrix with this vector on its diagonal. */
export const diagonalMatrix = (b: GraphBuilder, node: NodeId): NodeId => b.apply(DIAGONAL_MATRIX, [node]);

/** The n×n identity as a constant. */
export function identity(b: GraphBuilder, n: number, columns = n): NodeId {
  const data = new Float64Array(n * columns);
  for (let i = 0; i < Math.min(n, columns); i++) data[i * columns + i] = 1;
  return b.constantArray(data, [n, columns]);
}

import type { GraphBuilder, NodeId } from '../graph';
import type { Attributes, Kernel, Operation, Site } from '../operation';
import { Precedence } from '../operation';
import {
  broadcastShapes,
  broadcastStrides,
  type Shape,
  sameShape,
  showShape,
  sizeOf,
  stridesOf,
} from '../shape';
import { foldShape, printedFold, siteFolding, texAxes } from './folding';
import { copyKernel, gatherKernel, moved, movedEnclosure, numbersOf } from './kernels/gather';
import { foldedShape, viewOffsets } from './kernels/layout';
import { bounded } from './kernels/rounding';
import { enclosedSum, foldedEnclosure } from './kernels/runs';
import { compensatedSum, compensatedSumBound } from './kernels/summation';
import { atLeast, printedCall, texAtLeast, texCall } from './printing';

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

/** Attributes: `shape`. Repeats entries along axes of size 1 and along new leading axes, as NumPy does. */
export const BROADCAST: Operation = {
  name: 'broadcast',
  shape: ([input], attributes) => {
    const target = numbersOf(attributes, 'shape');
    const common = broadcastShapes(input!, target);
    if (common !== undefined && sameShape(common, target)) return target;
    return { mismatch: `${showShape(input!)} cannot be repeated to ${showShape(target)}` };
  },
  forward: broadcastKernel,
  radius: moved(broadcastKernel),
  enclosure: movedEnclosure(broadcastKernel),
  vjp: (b, node, cotangent) => [sumTo(b, cotangent, shapeOf(b, node.inputs[0]!))],
  jvp: (b, node, [tangent]) => (tangent === undefined ? undefined : broadcastTo(b, tangent, node.shape)),
  infix: ([x]) => x!,
  tex: ([x]) => x!,
};

function broadcastKernel(site: Site): Kernel {
  const from = site.inputs[0]!;
  const to = site.output;
  const size = sizeOf(site.outputShape);
  const input = site.inputShapes[0]!;
  if (sizeOf(input) === 1) {
    return (memory) => {
      memory.fill(memory[from]!, to, to + size);
    };
  }
  return gatherKernel(site, viewOffsets(site.outputShape, broadcastStrides(input, site.outputShape)));
}

/**
 * Attributes: `axes` (ascending, from 0) and `keepdims`. Compensated summation: |computed − exact| ≤ u·|s| + γ²_{n−1}·Σ|xᵢ|
 * for n terms (Ogita, Rump, Oishi, Accurate sum and dot product, 2005, algorithm Sum2); exact where no addition rounds.
 */
export const SUM: Operation = {
  name: 'sum',
  shape: foldShape,
  forward: (site) => {
    const { groups, members } = siteFolding(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        memory[to + o] = compensatedSum(memory, from + groups[o]!, members);
      }
    };
  },
  radius: (site) => {
    const { groups, members } = siteFolding(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory, radii) => {
      for (let o = 0; o < groups.length; o++) {
        const sum = memory[to + o]!;
        radii[to + o] = bounded(sum, compensatedSumBound(memory, radii, from + groups[o]!, members));
      }
    };
  },
  enclosure: foldedEnclosure(siteFolding, enclosedSum),
  vjp: (b, node, cotangent) => [spread(b, cotangent, node.inputs[0]!, node.attributes)],
  jvp: (b, node, [tangent]) => (tangent === undefined ? undefined : b.apply(SUM, [tangent], node.attributes)),
  infix: printedFold('sum').infix,
  tex: ([x], node) => {
    const axes = texAxes(node.attributes, node.shape);
    const under = axes === '' ? '' : `_{${axes}}`;
    return { text: `\\sum${under} ${texAtLeast(x, Precedence.product)}`, precedence: Precedence.sum };
  },
  work: ([input]) => 4 * sizeOf(input!),
};

/** Attributes: `shape`. The same entries, row-major, in another shape. */
export const RESHAPE: Operation = {
  name: 'reshape',
  shape: ([input], attributes) => {
    const target = numbersOf(attributes, 'shape');
    if (sizeOf(input!) === sizeOf(target)) return target;
    return {
      mismatch: `${showShape(input!)} has ${sizeOf(input!)} entries and cannot become ${showShape(target)} with ${sizeOf(target)}`,
    };
  },
  forward: reshapeKernel,
  radius: moved(reshapeKernel),
  enclosure: movedEnclosure(reshapeKernel),
  vjp: (b, node, cotangent) => [reshape(b, cotangent, shapeOf(b, node.inputs[0]!))],
  jvp: (b, node, [tangent]) => (tangent === undefined ? undefined : reshape(b, tangent, node.shape)),
  infix: (inputs, node) => {
    if (node.shape.length === 0) return inputs[0]!;
    return node.shape.length === 1
      ? printedCall('flatten', inputs)
      : printedCall('reshape', inputs, node.shape.map(String));
  },
  tex: (inputs, node) =>
    node.shape.length === 0 ? inputs[0]! : texCall('reshape', inputs, node.shape.join(' \\times ')),
};

function reshapeKernel(site: Site): Kernel {
  return copyKernel(site.inputs[0]!, site.output, sizeOf(site.outputShape));
}

/** Exchanges the last two axes of an array of rank 2 or more. */
export const TRANSPOSE: Operation = {
  name: 'transpose',
  shape: ([input]) =>
    input!.length < 2
      ? { mismatch: `a transpose needs two axes, ${showShape(input!)} has ${input!.length}` }
      : swappedLast(input!),
  forward: transposeKernel,
  radius: moved(transposeKernel),
  enclosure: movedEnclosure(transposeKernel),
  vjp: (b, _node, cotangent) => [transpose(b, cotangent)],
  jvp: (b, _node, [tangent]) => (tangent === undefined ? undefined : transpose(b, tangent)),
  infix: ([x]) => ({ text: `${atLeast(x, Precedence.postfix)}'`, precedence: Precedence.postfix }),
  tex: ([x]) => ({
    text: `${texAtLeast(x, Precedence.atom)}^{\\top}`,
    precedence: Precedence.power,
  }),
};

function transposeKernel(site: Site): Kernel {
  return gatherKernel(site, viewOffsets(site.outputShape, swappedLast(stridesOf(site.inputShapes[0]!))));
}

function swappedLast(list: readonly number[]): number[] {
  const n = list.length;
  return [...list.slice(0, n - 2), list[n - 1]!, list[n - 2]!];
}

/** Attributes: `axes`. Axis i of the output is axis `axes[i]` of the input, as in NumPy's `transpose`. */
export const PERMUTE: Operation = {
  name: 'permute',
  shape: ([input], attributes) => {
    const axes = numbersOf(attributes, 'axes');
    const isOrder = axes.length === input!.length && input!.every((_, i) => axes.includes(i));
    if (isOrder) return axes.map((axis) => input![axis]!);
    return {
      mismatch: `(${axes.join(', ')}) is not an order of the ${input!.length} axes of ${showShape(input!)}`,
    };
  },
  forward: permuteKernel,
  radius: moved(permuteKernel),
  enclosure: movedEnclosure(permuteKernel),
  vjp: (b, node, cotangent) => [permute(b, cotangent, inverseOrder(numbersOf(node.attributes, 'axes')))],
  jvp: (b, node, [tangent]) =>
    tangent === undefined ? undefined : permute(b, tangent, numbersOf(node.attributes, 'axes')),
  infix: (inputs, node) =>
    printedCall('permute', inputs, [`axes=(${numbersOf(node.attributes, 'axes').join(', ')})`]),
  tex: (inputs, node) => texCall('permute', inputs, numbersOf(node.attributes, 'axes').join(',')),
};

function permuteKernel(site: Site): Kernel {
  const strides = stridesOf(site.inputShapes[0]!);
  const axes = numbersOf(site.attributes, 'axes');
  return gatherKernel(
    site,
    viewOffsets(
      site.outputShape,
      axes.map((axis) => strides[axis]!),
    ),
  );
}

function inverseOrder(axes: readonly number[]): number[] {
  const inverse: number[] = new Array(axes.length);
  axes.forEach((axis, i) => {
    inverse[axis] = i;
  });
  return inverse;
}

/** `node` repeated to `shape`, which its own shape broadcasts to. */
export function broadcastTo(b: GraphBuilder, node: NodeId, shape: Shape): NodeId {
  if (sameShape(shapeOf(b, node), shape)) return node;
  const uniform = b.uniformValue(node);
  if (uniform !== undefined) return b.filled(uniform, shape);
  const { operation, inputs } = b.node(node);
  return b.apply(BROADCAST, [operation === BROADCAST ? inputs[0]! : node], { shape: [...shape] });
}

/** Sums over `axes`, or over all of them. Axes count from 0, ascending. */
export function sumOver(b: GraphBuilder, node: NodeId, axes: readonly number[], keepdims = false): NodeId {
  if (axes.length === 0) return node;
  const shape = shapeOf(b, node);
  if (b.uniformValue(node) === 0) return b.filled(0, foldedShape(shape, axes, keepdims));
  return b.apply(SUM, [node], { axes: [...axes], keepdims });
}

/** The adjoint of `broadcastTo`: sums over the axes along which `shape` was repeated. */
export function sumTo(b: GraphBuilder, node: NodeId, shape: Shape): NodeId {
  const from = shapeOf(b, node);
  if (sameShape(from, shape)) return node;
  const lead = from.length - shape.length;
  const axes = from.flatMap((n, i) => (i < lead || (shape[i - lead] === 1 && n !== 1) ? [i] : []));
  // One operation when all folded axes stay with size 1 or all vanish, else the sizes 1 come back by a reshape.
  return reshape(b, sumOver(b, node, axes, lead === 0), shape);
}

export function reshape(b: GraphBuilder, node: NodeId, shape: Shape): NodeId {
  if (sameShape(shapeOf(b, node), shape)) return node;
  const uniform = b.uniformValue(node);
  if (uniform !== undefined) return b.filled(uniform, shape);
  const { operation, inputs } = b.node(node);
  if (operation === RESHAPE) return reshape(b, inputs[0]!, shape);
  return b.apply(RESHAPE, [node], { shape: [...shape] });
}

/** Exchanges the last two axes; arrays of rank 0 and 1 stay as they are. */
export function transpose(b: GraphBuilder, node: NodeId): NodeId {
  const { shape, operation, inputs } = b.node(node);
  if (shape.length < 2) return node;
  if (operation === TRANSPOSE) return inputs[0]!;
  const uniform = b.uniformValue(node);
  if (uniform !== undefined) return b.filled(uniform, swappedLast(shape));
  return b.apply(TRANSPOSE, [node]);
}

export function permute(b: GraphBuilder, node: NodeId, axes: readonly number[]): NodeId {
  return axes.every((axis, i) => axis === i) ? node : b.apply(PERMUTE, [node], { axes: [...axes] });
}

/** A folded value with the folded axes back at size 1, so that it broadcasts against what was folded. */
export function unfolded(b: GraphBuilder, value: NodeId, input: NodeId, attributes: Attributes): NodeId {
  return reshape(b, value, foldedShape(shapeOf(b, input), numbersOf(attributes, 'axes'), true));
}

/** A folded value repeated to the shape of what was folded. */
export function spread(b: GraphBuilder, value: NodeId, input: NodeId, attributes: Attributes): NodeId {
  return broadcastTo(b, unfolded(b, value, input, attributes), shapeOf(b, input));
}

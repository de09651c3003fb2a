import type { CallMismatch, FunctionEntry, FunctionOptions } from '../function';
import type { GraphBuilder, Node, NodeId } from '../graph';
import { MATH_ULPS } from '../numeric/ball';
import type { Attributes, Operation, RadiusKernel, Site } from '../operation';
import { type Shape, sizeOf } from '../shape';
import { multiply, subtract } from './arithmetic';
import { axesOf, certain, foldShape, printedFold, siteFolding } from './folding';
import { enclosedLogSoftmax, enclosedLogSumExp, enclosedSoftmax } from './kernels/exponentials';
import { numbersOf } from './kernels/gather';
import { type Folding, foldedShape, foldingOf } from './kernels/layout';
import { bounded, ETA, gamma, U } from './kernels/rounding';
import { foldedEnclosure, runsEnclosure } from './kernels/runs';
import { printedCall, texCall } from './printing';
import { permute, reshape, sumOver, unfolded } from './structure';

/** Bounds the relative error of one exponential or logarithm of the runtime. */
const ELEMENTARY = 2 * U * Math.max(MATH_ULPS.exp, MATH_ULPS.log);

/** Covers the products of relative errors, which are far below it, in bounds that add them. */
const WIDEN = 1 + 1e-9;

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

const axisAttribute = (attributes: Attributes): number => Number(attributes.axis);

const siteRuns = (site: Site): Folding => foldingOf(site.inputShapes[0]!, [axisAttribute(site.attributes)]);

function runShape(inputs: readonly Shape[], attributes: Attributes): ReturnType<Operation['shape']> {
  const axes = axesOf(inputs[0]!, axisAttribute(attributes));
  return 'mismatch' in axes ? axes : inputs[0]!;
}

/** The largest entry of a run, by which all are shifted so that no exponential overflows; NaN where an entry is. */
function largest(memory: Float64Array, base: number, members: Int32Array): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < members.length; i++) {
    const x = memory[base + members[i]!]!;
    if (x > best || Number.isNaN(x)) best = x;
  }
  return best;
}

function shiftedSum(memory: Float64Array, base: number, members: Int32Array, shift: number): number {
  let sum = 0;
  for (let i = 0; i < members.length; i++) sum += Math.exp(memory[base + members[i]!]! - shift);
  return sum;
}

/** Bound of the relative error of `shiftedSum`: each difference xᵢ − shift is rounded once, each exponential and sum too. */
function shiftedSumError(
  memory: Float64Array,
  base: number,
  members: Int32Array,
  shift: number,
  sum: number,
): number {
  let weighted = 0;
  for (let i = 0; i < members.length; i++) {
    const distance = shift - memory[base + members[i]!]!;
    if (distance < Number.POSITIVE_INFINITY) weighted += distance * Math.exp(-distance);
  }
  return (U * weighted) / sum + ELEMENTARY + gamma(members.length) + members.length * ETA;
}

function largestRadius(radii: Float64Array, base: number, members: Int32Array): number {
  let radius = 0;
  for (let i = 0; i < members.length; i++) radius = Math.max(radius, radii[base + members[i]!]!);
  return radius;
}

/** Attribute: `axis`. Exponentials along the axis, divided by their sum. */
const SOFTMAX: Operation = {
  name: 'softmax',
  shape: runShape,
  forward: (site) => {
    const { groups, members } = siteRuns(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        const group = groups[o]!;
        const shift = largest(memory, from + group, members);
        let sum = 0;
        for (let i = 0; i < members.length; i++) {
          const at = group + members[i]!;
          const e = Math.exp(memory[from + at]! - shift);
          memory[to + at] = e;
          sum += e;
        }
        for (let i = 0; i < members.length; i++) {
          const at = to + group + members[i]!;
          memory[at] = memory[at]! / sum;
        }
      }
    };
  },
  radius: softmaxRadius,
  enclosure: runsEnclosure(siteRuns, ([run], arithmetic) => enclosedSoftmax(run!, arithmetic)),
  vjp: (b, node, cotangent) => [softmaxAlong(b, node, cotangent)],
  jvp: (b, node, [tangent]) => (tangent === undefined ? undefined : softmaxAlong(b, node, tangent)),
  infix: (inputs, node) => printedCall('softmax', inputs, printedAxis(node)),
  tex: (inputs) => texCall('softmax', inputs),
  work: ([input]) => 20 * sizeOf(input!),
};

/** The Jacobian diag(s) − s·sᵀ is symmetric: one product serves cotangents and tangents. */
function softmaxAlong(b: GraphBuilder, node: Node, direction: NodeId): NodeId {
  const mean = sumOver(b, multiply(b, direction, node.id), [axisAttribute(node.attributes)], true);
  return multiply(b, node.id, subtract(b, direction, mean));
}

const printedAxis = (node: Node): string[] => {
  const axis = axisAttribute(node.attributes);
  return axis === node.shape.length - 1 ? [] : [`axis=${axis}`];
};

/**
 * When all entries move by at most R, entry s of the softmax moves within [s·q / (s·q + t), s / (s + t·q)], where t = 1 − s and
 * q = e^{−2R}: the extremes are reached when it moves one way and all others the other way.
 */
function softmaxRadius(site: Site): RadiusKernel {
  const { groups, members } = siteRuns(site);
  const from = site.inputs[0]!;
  const to = site.output;
  return (memory, radii) => {
    for (let o = 0; o < groups.length; o++) {
      const base = from + groups[o]!;
      const R = largestRadius(radii, base, members);
      const shift = largest(memory, base, members);
      const sum = shiftedSum(memory, base, members, shift);
      const sumError = shiftedSumError(memory, base, members, shift, sum);
      const q = Math.exp(-2 * R);
      const moved = -Math.expm1(-2 * R);
      for (let i = 0; i < members.length; i++) {
        const at = groups[o]! + members[i]!;
        const value = memory[to + at]!;
        // Values that underflow, and 1 − s near s = 1, are rounded up.
        const s = value + 4 * ETA;
        const t = Math.max(0, 1 - value) + 4 * U;
        const propagated =
          moved === 0 ? 0 : Math.max((s * t * moved) / (s + t * q), (s * t * moved) / (s * q + t));
        const distance = shift - memory[from + at]!;
        const relative = (distance < 800 ? U * distance : 0) + ELEMENTARY + sumError + 2 * U;
        const bound = R < Number.POSITIVE_INFINITY ? (propagated + relative * s) * WIDEN + 4 * ETA : R;
        radii[to + at] = bounded(value, bound);
      }
    }
  };
}

/** Attribute: `axis`. Logarithm of the softmax, without a detour through values that underflow. */
const LOG_SOFTMAX: Operation = {
  name: 'logSoftmax',
  shape: runShape,
  forward: (site) => {
    const { groups, members } = siteRuns(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        const base = from + groups[o]!;
        const shift = largest(memory, base, members);
        const log = Math.log(shiftedSum(memory, base, members, shift));
        for (let i = 0; i < members.length; i++) {
          const at = groups[o]! + members[i]!;
          memory[to + at] = memory[from + at]! - shift - log;
        }
      }
    };
  },
  radius: logSoftmaxRadius,
  enclosure: runsEnclosure(siteRuns, ([run], arithmetic) => enclosedLogSoftmax(run!, arithmetic)),
  vjp: (b, node, cotangent) => {
    const axis = axisAttribute(node.attributes);
    const total = sumOver(b, cotangent, [axis], true);
    return [subtract(b, cotangent, multiply(b, total, softmaxOver(b, node.inputs[0]!, axis)))];
  },
  jvp: (b, node, [tangent]) => {
    if (tangent === undefined) return undefined;
    const axis = axisAttribute(node.attributes);
    const weighted = multiply(b, tangent, softmaxOver(b, node.inputs[0]!, axis));
    return subtract(b, tangent, sumOver(b, weighted, [axis], true));
  },
  infix: (inputs, node) => printedCall('log_softmax', inputs, printedAxis(node)),
  tex: (inputs) => texCall('log\\,softmax', inputs),
  work: ([input]) => 20 * sizeOf(input!),
};

/** When all entries move by at most R, log s moves by at most log(s + (1 − s)·e^{2R}) ≤ 2R. */
function logSoftmaxRadius(site: Site): RadiusKernel {
  const { groups, members } = siteRuns(site);
  const from = site.inputs[0]!;
  const to = site.output;
  return (memory, radii) => {
    for (let o = 0; o < groups.length; o++) {
      const base = from + groups[o]!;
      const R = largestRadius(radii, base, members);
      const shift = largest(memory, base, members);
      const sum = shiftedSum(memory, base, members, shift);
      const log = Math.log(sum);
      const rounding = shiftedSumError(memory, base, members, shift, sum) + ELEMENTARY * Math.abs(log);
      for (let i = 0; i < members.length; i++) {
        const at = groups[o]! + members[i]!;
        const value = memory[to + at]!;
        const reach = R + radii[from + at]!;
        const rest = Math.max(0, -Math.expm1(value)) + 4 * U;
        const propagated = reach < 700 ? Math.min(reach, Math.log1p(rest * Math.expm1(reach))) : reach;
        const distance = shift - memory[from + at]!;
        const bound = propagated + U * distance + rounding + U * Math.abs(value);
        radii[to + at] = bounded(value, bound * WIDEN + ETA);
      }
    }
  };
}

/** Attributes: `axes` with one axis, `keepdims`. The logarithm of the sum of exponentials, shifted by the largest entry. */
const LOG_SUM_EXP: Operation = {
  name: 'logSumExp',
  shape: foldShape,
  forward: (site) => {
    const { groups, members } = siteFolding(site);
    const from = site.inputs[0]!;
    const to = site.output;
    return (memory) => {
      for (let o = 0; o < groups.length; o++) {
        const base = from + groups[o]!;
        const shift = largest(memory, base, members);
        // A largest entry that is infinite is the result: ∞ − ∞ would hide it.
        memory[to + o] =
          Math.abs(shift) === Number.POSITIVE_INFINITY
            ? shift
            : shift + Math.log(shiftedSum(memory, base, members, shift));
      }
    };
  },
  radius: logSumExpRadius,
  enclosure: foldedEnclosure(siteFolding, enclosedLogSumExp),
  vjp: (b, node, cotangent) => {
    const x = node.inputs[0]!;
    const weights = softmaxOver(b, x, numbersOf(node.attributes, 'axes')[0]!);
    return [multiply(b, unfolded(b, cotangent, x, node.attributes), weights)];
  },
  jvp: (b, node, [tangent]) => {
    if (tangent === undefined) return undefined;
    const axes = numbersOf(node.attributes, 'axes');
    const weighted = multiply(b, tangent, softmaxOver(b, node.inputs[0]!, axes[0]!));
    return sumOver(b, weighted, axes, node.attributes.keepdims === true);
  },
  ...printedFold('logsumexp'),
  work: ([input]) => 20 * sizeOf(input!),
};

/** The function is convex, so it moves furthest upwards: by log Σ sᵢ·e^{rᵢ}, which is at most max rᵢ. */
function logSumExpRadius(site: Site): RadiusKernel {
  const { groups, members } = siteFolding(site);
  const from = site.inputs[0]!;
  const to = site.output;
  return (memory, radii) => {
    for (let o = 0; o < groups.length; o++) {
      const base = from + groups[o]!;
      const R = largestRadius(radii, base, members);
      const shift = largest(memory, base, members);
      const sum = shiftedSum(memory, base, members, shift);
      let weighted = 0;
      for (let i = 0; i < members.length; i++) {
        const at = base + members[i]!;
        weighted += Math.exp(memory[at]! - shift) * Math.expm1(radii[at]!);
      }
      const propagated = R < 700 ? Math.min(R, Math.log1p((weighted / sum) * WIDEN)) : R;
      const value = memory[to + o]!;
      const rounding =
        shiftedSumError(memory, base, members, shift, sum) +
        ELEMENTARY * Math.abs(Math.log(sum)) +
        U * Math.abs(value);
      radii[to + o] = bounded(value, (propagated + rounding) * WIDEN + ETA);
    }
  };
}

export const softmaxOperations: readonly Operation[] = [SOFTMAX, LOG_SOFTMAX, LOG_SUM_EXP];

const softmaxOver = (b: GraphBuilder, x: NodeId, axis: number): NodeId => b.apply(SOFTMAX, [x], { axis });

/** The array with several axes joined to one, the last; `restore` puts a result of that shape back. */
function asOneAxis(
  b: GraphBuilder,
  x: NodeId,
  axes: readonly number[],
): { readonly joined: NodeId; readonly restore: (result: NodeId) => NodeId } {
  const shape = shapeOf(b, x);
  const order = [...shape.map((_, i) => i).filter((i) => !axes.includes(i)), ...axes];
  const moved = permute(b, x, order);
  const movedShape = shapeOf(b, moved);
  const rest = movedShape.slice(0, movedShape.length - axes.length);
  return {
    joined: reshape(b, moved, [...rest, sizeOf(movedShape.slice(rest.length))]),
    restore: (result) =>
      permute(
        b,
        reshape(b, result, movedShape),
        shape.map((_, i) => order.indexOf(i)),
      ),
  };
}

function alongAxis(operation: Operation, name: string) {
  return (b: GraphBuilder, x: NodeId, options: FunctionOptions): NodeId | CallMismatch => {
    const shape = shapeOf(b, x);
    if (shape.length === 0) return { mismatch: `${name} needs an array, not a scalar` };
    const axes = axesOf(shape, options.axis ?? -1);
    if ('mismatch' in axes) return axes;
    if (axes.length === 1) return b.tryApply(operation, [x], { axis: axes[0]! });
    const { joined, restore } = asOneAxis(b, x, axes);
    const result = b.tryApply(operation, [joined], { axis: shapeOf(b, joined).length - 1 });
    return typeof result === 'number' ? restore(result) : result;
  };
}

const trySoftmax = alongAxis(SOFTMAX, 'softmax');
const tryLogSoftmax = alongAxis(LOG_SOFTMAX, 'log_softmax');

/** Without an axis over all entries, as in SciPy and JAX. */
function tryLogSumExp(b: GraphBuilder, x: NodeId, options: FunctionOptions): NodeId | CallMismatch {
  const shape = shapeOf(b, x);
  const keepdims = options.keepdims === true;
  if (options.axis !== undefined) {
    const axes = axesOf(shape, options.axis);
    if ('mismatch' in axes) return axes;
    if (axes.length === 1) return b.tryApply(LOG_SUM_EXP, [x], { axes, keepdims });
    const { joined } = asOneAxis(b, x, axes);
    const rank = shapeOf(b, joined).length;
    const folded = b.tryApply(LOG_SUM_EXP, [joined], { axes: [rank - 1], keepdims: false });
    return typeof folded === 'number' ? reshape(b, folded, foldedShape(shape, axes, keepdims)) : folded;
  }
  if (shape.length === 0) return x;
  const total = b.apply(LOG_SUM_EXP, [reshape(b, x, [sizeOf(shape)])], { axes: [0], keepdims: false });
  return keepdims
    ? reshape(
        b,
        total,
        shape.map(() => 1),
      )
    : total;
}

/** Along an axis, the last unless given; negative counts from the end. */
export const softmax = (b: GraphBuilder, x: NodeId, axis = -1): NodeId => certain(trySoftmax(b, x, { axis }));
export const logSoftmax = (b: GraphBuilder, x: NodeId, axis = -1): NodeId =>
  certain(tryLogSoftmax(b, x, { axis }));
export const logSumExp = (b: GraphBuilder, x: NodeId, axis?: number, keepdims = false): NodeId =>
  certain(tryLogSumExp(b, x, axis === undefined ? { keepdims } : { axis, keepdims }));

export const softmaxFunctions: readonly FunctionEntry[] = [
  {
    names: ['softmax'],
    signature: 'softmax(x, axis=-1)',
    doc: '$e^{x_i} / \\sum_j e^{x_j}$ along an axis, the last unless given.',
    arity: [1, 1],
    keywords: ['axis'],
    rule: 'same',
    build: (b, [x], options) => trySoftmax(b, x!, options),
  },
  {
    names: ['log_softmax', 'logsoftmax'],
    signature: 'log_softmax(x, axis=-1)',
    doc: '$x_i - \\log \\sum_j e^{x_j}$ along an axis, the last unless given.',
    arity: [1, 1],
    keywords: ['axis'],
    rule: 'same',
    build: (b, [x], options) => tryLogSoftmax(b, x!, options),
  },
  {
    names: ['logsumexp', 'lse'],
    signature: 'logsumexp(x, axis=…, keepdims=0)',
    doc: '$\\log \\sum_j e^{x_j}$ over all entries or along an axis.',
    arity: [1, 1],
    keywords: ['axis', 'keepdims'],
    rule: 'reduce',
    build: (b, [x], options) => tryLogSumExp(b, x!, options),
  },
];

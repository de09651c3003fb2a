import type { Kernel, Operation, Site } from '../operation';
import { Precedence } from '../operation';
import { sizeOf } from '../shape';
import { divide, multiply } from './arithmetic';
import { foldShape, printedFold, siteFolding, texAxes } from './folding';
import { numbersOf } from './kernels/gather';
import { bounded, ETA, gamma, slack, U } from './kernels/rounding';
import { enclosedNorm, foldedEnclosure } from './kernels/runs';
import { sumOver, unfolded } from './structure';

/** Squares of numbers beyond these bounds would overflow or lose digits; such groups are scaled by a power of two. */
const LARGE = 2 ** 480;
const SMALL = 2 ** -480;
const SCALE = 2 ** 600;

/**
 * The Euclidean norm over `axes`; of a whole matrix the Frobenius norm. The squares are summed with compensation, so the
 * relative rounding error is below 3u for any size. Its kink is at 0.
 */
export const NORM: Operation = {
  name: 'norm',
  shape: foldShape,
  forward: normKernel,
  radius: (site) => {
    const { groups, members } = siteFolding(site);
    const from = site.inputs[0]!;
    const to = site.output;
    const rounding = 3 * U + gamma(members.length) ** 2;
    const widen = slack(members.length + 4);
    return (memory, radii) => {
      for (let o = 0; o < groups.length; o++) {
        const base = from + groups[o]!;
        let largest = 0;
        for (let i = 0; i < members.length; i++) {
          largest = Math.max(largest, radii[base + members[i]!]!);
        }
        let squares = 0;
        if (largest > 0) {
          for (let i = 0; i < members.length; i++) squares += (radii[base + members[i]!]! / largest) ** 2;
        }
        // The norm of a sum is at most the sum of the norms.
        const value = memory[to + o]!;
        const bound = largest * Math.sqrt(squares) + rounding * value + (value === 0 ? 0 : ETA);
        radii[to + o] = bounded(value, bound * widen);
      }
    };
  },
  enclosure: foldedEnclosure(siteFolding, enclosedNorm),
  branches: (site) => {
    const size = sizeOf(site.outputShape);
    return (memory, sink) => {
      for (let o = 0; o < size; o++) {
        const value = memory[site.output + o]!;
        sink.note(value === 0 ? 0 : 1, value);
      }
    };
  },
  vjp: (b, node, cotangent) => {
    const x = node.inputs[0]!;
    const direction = divide(b, x, unfolded(b, node.id, x, node.attributes));
    return [multiply(b, unfolded(b, cotangent, x, node.attributes), direction)];
  },
  jvp: (b, node, [tangent]) => {
    if (tangent === undefined) return undefined;
    const { attributes } = node;
    const terms = multiply(b, node.inputs[0]!, tangent);
    return divide(b, sumOver(b, terms, numbersOf(attributes, 'axes'), attributes.keepdims === true), node.id);
  },
  ...printedFold('norm'),
  tex: ([x], node) => {
    const axes = texAxes(node.attributes, node.shape);
    const under = axes === '' ? '' : `_{${axes}}`;
    return { text: `\\left\\lVert ${x!.text} \\right\\rVert${under}`, precedence: Precedence.atom };
  },
  work: ([input]) => 6 * sizeOf(input!),
};

function normKernel(site: Site): Kernel {
  const { groups, members } = siteFolding(site);
  const from = site.inputs[0]!;
  const to = site.output;
  return (memory) => {
    for (let o = 0; o < groups.length; o++) {
      memory[to + o] = euclideanNorm(memory, from + groups[o]!, members);
    }
  };
}

function euclideanNorm(memory: Float64Array, base: number, members: Int32Array): number {
  let largest = 0;
  for (let i = 0; i < members.length; i++) {
    const x = Math.abs(memory[base + members[i]!]!);
    if (x > largest || Number.isNaN(x)) largest = x;
  }
  if (!(largest > 0 && largest < Number.POSITIVE_INFINITY)) return largest;
  const scale = largest > LARGE ? 1 / SCALE : largest < SMALL ? SCALE : 1;
  let sum = 0;
  let error = 0;
  for (let i = 0; i < members.length; i++) {
    const x = memory[base + members[i]!]! * scale;
    const square = x * x;
    const next = sum + square;
    const part = next - sum;
    error += sum - (next - part) + (square - part);
    sum = next;
  }
  return Math.sqrt(sum + error) / scale;
}

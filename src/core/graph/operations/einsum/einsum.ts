import type { CallMismatch, FunctionEntry } from '../../function';
import type { GraphBuilder, Node, NodeId } from '../../graph';
import type { Operation, ShapeMismatch } from '../../operation';
import { Precedence } from '../../operation';
import type { Shape } from '../../shape';
import { add } from '../arithmetic';
import { texAtLeast } from '../printing';
import { reshape } from '../structure';
import { contract, contractIntervals, contractRadii } from './kernels';
import { costOf } from './plan';
import {
  completeSubscripts,
  labelSizes,
  printSubscripts,
  readSubscripts,
  type Subscripts,
  subscriptsOf,
} from './subscripts';

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

const subscriptsOfNode = (node: Pick<Node, 'attributes'>): Subscripts =>
  subscriptsOf(String(node.attributes.subscripts));

/**
 * Attribute: `subscripts`, complete, such as `bij,bjk->bik`. Einstein's sum: the products of entries of all operands, summed
 * over the labels that the result lacks. Its derivatives are sums of the same kind.
 */
export const EINSUM: Operation = {
  name: 'einsum',
  shape: (inputs, attributes) => {
    const subscripts = subscriptsOf(String(attributes.subscripts));
    const sizes = labelSizes(subscripts, inputs);
    return 'mismatch' in sizes ? sizes : [...subscripts.output].map((label) => sizes.get(label)!);
  },
  forward: contract,
  radius: contractRadii,
  enclosure: contractIntervals,
  vjp: (b, node, cotangent, needed) =>
    node.inputs.map((_, i) => (needed[i] ? pullBack(b, node, cotangent, i) : undefined)),
  jvp: (b, node, tangents) => {
    let total: NodeId | undefined;
    for (const [i, tangent] of tangents.entries()) {
      if (tangent === undefined) continue;
      const operands = node.inputs.map((input, k) => (k === i ? tangent : input));
      const term = contraction(b, subscriptsOfNode(node), operands);
      total = total === undefined ? term : add(b, total, term);
    }
    return total;
  },
  infix: (inputs, node) => ({
    text: `einsum(${[`"${node.attributes.subscripts}"`, ...inputs.map(({ text }) => text)].join(', ')})`,
    precedence: Precedence.postfix,
  }),
  tex: (inputs, node) => {
    const { inputs: labels, output } = subscriptsOfNode(node);
    const summed = [...new Set(labels.join(''))].filter((label) => !output.includes(label)).join('');
    const factors = inputs.map((input, i) =>
      labels[i] === ''
        ? texAtLeast(input, Precedence.product)
        : `{${texAtLeast(input, Precedence.atom)}}_{${labels[i]}}`,
    );
    const sum = `${summed === '' ? '' : `\\sum_{${summed}} `}${factors.join(' ')}`;
    return output === ''
      ? { text: sum, precedence: summed === '' ? Precedence.product : Precedence.sum }
      : { text: `\\left[${sum}\\right]_{${output}}`, precedence: Precedence.postfix };
  },
  work: (inputs, _output, attributes) => {
    const subscripts = subscriptsOf(String(attributes.subscripts));
    const sizes = labelSizes(subscripts, inputs);
    return 'mismatch' in sizes ? 0 : costOf(subscripts, sizes).work;
  },
};

/**
 * The adjoint of one operand: the cotangent takes its place, and its labels those of the result. A label that stands nowhere
 * else was summed alone, so the adjoint is the same along it.
 */
function pullBack(b: GraphBuilder, node: Node, cotangent: NodeId, which: number): NodeId {
  const { inputs, output } = subscriptsOfNode(node);
  const own = inputs[which]!;
  const labels = inputs.map((part, i) => (i === which ? output : part));
  const operands = node.inputs.map((input, i) => (i === which ? cotangent : input));
  const shape = shapeOf(b, node.inputs[which]!);
  for (const label of new Set(own)) {
    if (labels.some((part) => part.includes(label))) continue;
    labels.push(label);
    operands.push(b.filled(1, [shape[[...own].indexOf(label)]!]));
  }
  return contraction(b, { inputs: labels, output: own }, operands);
}

/** Entries of an intermediate product beyond which a contraction is not built. */
const MOST_SCRATCH = 20_000_000;

/** A contraction whose labels are known to fit. */
function contraction(b: GraphBuilder, subscripts: Subscripts, operands: readonly NodeId[]): NodeId {
  const result = tryContraction(b, subscripts, operands);
  if (typeof result !== 'number') throw new Error(result.mismatch);
  return result;
}

function tryContraction(
  b: GraphBuilder,
  subscripts: Subscripts,
  operands: readonly NodeId[],
): NodeId | ShapeMismatch {
  const { inputs, output } = subscripts;
  const isIdentity = inputs.length === 1 && inputs[0] === output && new Set(output).size === output.length;
  if (isIdentity) return operands[0]!;
  const sizes = labelSizes(
    subscripts,
    operands.map((id) => shapeOf(b, id)),
  );
  if ('mismatch' in sizes) return sizes;
  const { scratch } = costOf(subscripts, sizes);
  if (scratch > MOST_SCRATCH) {
    return {
      mismatch: `this sum needs ${scratch.toExponential(0)} entries on the way, more than are computed`,
    };
  }
  return b.tryApply(EINSUM, operands, { subscripts: printSubscripts(subscripts) });
}

/** As NumPy's `einsum`: an axis of size 1 goes with any size, `...` stands for leading axes, `->` may be left out. */
export function tryEinsum(
  b: GraphBuilder,
  text: string,
  operands: readonly NodeId[],
): NodeId | ShapeMismatch {
  const written = readSubscripts(text);
  if ('mismatch' in written) return written;
  const subscripts = completeSubscripts(
    written,
    operands.map((id) => shapeOf(b, id).length),
  );
  if ('mismatch' in subscripts) return subscripts;
  const fitted = withoutRepeatedOnes(b, subscripts, operands);
  return tryContraction(b, { inputs: fitted.inputs, output: subscripts.output }, fitted.operands);
}

/** As `tryEinsum`, for what is known to fit. */
export function einsum(b: GraphBuilder, text: string, operands: readonly NodeId[]): NodeId {
  const result = tryEinsum(b, text, operands);
  if (typeof result !== 'number') throw new Error(`einsum: ${result.mismatch}`);
  return result;
}

/** Leaves out the axes of size 1 that another operand makes longer. */
function withoutRepeatedOnes(
  b: GraphBuilder,
  { inputs }: Subscripts,
  operands: readonly NodeId[],
): { readonly inputs: readonly string[]; readonly operands: readonly NodeId[] } {
  const longest = new Map<string, number>();
  for (const [i, labels] of inputs.entries()) {
    for (const [axis, label] of [...labels].entries()) {
      longest.set(label, Math.max(longest.get(label) ?? 0, shapeOf(b, operands[i]!)[axis]!));
    }
  }
  const dropped = inputs.map((labels, i) => {
    const shape = shapeOf(b, operands[i]!);
    return [...labels].map((label, axis) => shape[axis] === 1 && longest.get(label)! > 1);
  });
  return {
    inputs: inputs.map((labels, i) => [...labels].filter((_, axis) => !dropped[i]![axis]).join('')),
    operands: operands.map((id, i) =>
      reshape(
        b,
        id,
        shapeOf(b, id).filter((_, axis) => !dropped[i]![axis]),
      ),
    ),
  };
}

/** More operands than anyone writes. */
const MOST_OPERANDS = 16;

const buildEinsum: FunctionEntry['build'] = (b, operands, { texts = [] }): NodeId | CallMismatch => {
  const [text] = texts;
  if (text === undefined) {
    return { mismatch: 'einsum needs its subscripts first, in quotes: einsum("ij,jk->ik", A, B)' };
  }
  const result = tryEinsum(b, text, operands);
  return typeof result === 'number' ? result : { mismatch: `einsum: ${result.mismatch}` };
};

export const einsumOperations: readonly Operation[] = [EINSUM];

export const einsumFunctions: readonly FunctionEntry[] = [
  {
    names: ['einsum'],
    signature: 'einsum("ij,jk->ik", A, B)',
    doc: "Einstein's sum over the labels that the result lacks, as in NumPy; a label twice at one operand reads its diagonal.",
    arity: [1, MOST_OPERANDS],
    takesText: true,
    rule: 'einsum',
    build: buildEinsum,
  },
];

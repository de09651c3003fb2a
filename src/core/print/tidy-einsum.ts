import { CONSTANT } from '../graph/graph';
import { MULTIPLY } from '../graph/operations/arithmetic';
import { EINSUM } from '../graph/operations/einsum/einsum';
import { type Subscripts, subscriptsOf } from '../graph/operations/einsum/subscripts';
import { BROADCAST, TRANSPOSE } from '../graph/operations/shaping';
import { sizeOf } from '../graph/shape';
import type { Term } from './term';
import { as, isOf, isOne, isScalar, uniform } from './term-forms';

/** An einsum, or what is left of one, with the scalars by which it is multiplied. */
export interface Contraction {
  /** Scalars, none of them 1; their product stands before the rest. */
  readonly factors: readonly Term[];
  /** Undefined where the factors are all there is, repeated to the shape of the sum. */
  readonly rest: Term | undefined;
}

/**
 * What people write for an einsum that vjps have made: scalars stand before it, arrays of ones that only repeat are left out,
 * and one operand whose axes keep their order, or two of which change places, is that operand or its transpose.
 */
export function contraction(term: Term): Contraction {
  const { inputs: labels, output } = subscriptsOf(String(term.node.attributes.subscripts));
  const factors: Term[] = [];
  const operands: { term: Term; labels: string }[] = [];
  for (const [i, input] of term.inputs.entries()) {
    const own = labels[i]!;
    if (own === '') factors.push(input);
    else if (isOf(input, MULTIPLY) && isNumber(input.inputs[0]!)) {
      factors.push(input.inputs[0]!);
      operands.push(withoutPermutation(input.inputs[1]!, own));
    } else operands.push(withoutPermutation(input, own));
  }
  const kept = operands.filter((operand, i) => !onlyRepeats(operand, i, operands, output));
  const scalars = factors.filter((factor) => !isOne(factor));
  if (kept.length === 0 && new Set(output).size === output.length)
    return { factors: scalars, rest: undefined };
  const covered = kept.map((operand) => operand.labels).join('');
  const left = [...output].every((label) => covered.includes(label)) ? kept : operands;
  const rest = bare(term, left, output) ?? {
    ...term,
    node: { ...term.node, attributes: { subscripts: written(left, output) } },
    inputs: left.map((operand) => operand.term),
  };
  return { factors: scalars, rest };
}

type Operand = { readonly term: Term; readonly labels: string };

const written = (operands: readonly Operand[], output: string): string =>
  `${operands.map(({ labels }) => labels).join(',')}->${output}`;

const isNumber = (term: Term): boolean => isOf(term, CONSTANT) && isScalar(term);

/** The operand itself, or its transpose, where that is all that is left. */
function bare(term: Term, operands: readonly Operand[], output: string): Term | undefined {
  const [only, ...others] = operands;
  if (only === undefined || others.length > 0 || new Set(output).size < output.length) return undefined;
  if (only.labels === output) return only.term;
  const isTransposed = output.length === 2 && only.labels === `${output[1]}${output[0]}`;
  return isTransposed ? as(term, TRANSPOSE, [only.term]) : undefined;
}

/** An array of ones along labels of the result that other operands have as well. */
function onlyRepeats(
  { term, labels }: Operand,
  at: number,
  operands: readonly Operand[],
  output: string,
): boolean {
  const one = isOf(term, BROADCAST) ? term.inputs[0] : uniform(term);
  if (one === undefined || sizeOf(one.node.shape) !== 1 || !isOne(one)) return false;
  const isUniform = (operand: Operand): boolean => isOneArray(operand.term);
  // Alone, or beside arrays of ones only, it says how often a scalar is repeated.
  if (operands.every(isUniform)) return [...labels].every((label) => output.includes(label));
  const elsewhere = operands.filter((_, i) => i !== at && !isUniform(operands[i]!));
  return [...labels].every((label) => elsewhere.some((operand) => operand.labels.includes(label)));
}

function isOneArray(term: Term): boolean {
  const one = isOf(term, BROADCAST) ? term.inputs[0] : uniform(term);
  return one !== undefined && isOne(one);
}

/** An operand that is another one with its axes in another order is that one, with the labels in another order. */
function withoutPermutation(term: Term, labels: string): Operand {
  if (isOf(term, TRANSPOSE) && labels.length === 2) {
    return { term: term.inputs[0]!, labels: `${labels[1]}${labels[0]}` };
  }
  if (!isOf(term, EINSUM) || term.inputs.length !== 1) return { term, labels };
  const inner: Subscripts = subscriptsOf(String(term.node.attributes.subscripts));
  const from = inner.inputs[0]!;
  const isPermutation =
    from.length === inner.output.length &&
    new Set(from).size === from.length &&
    [...from].every((label) => inner.output.includes(label));
  if (!isPermutation) return { term, labels };
  return {
    term: term.inputs[0]!,
    labels: [...from].map((label) => labels[inner.output.indexOf(label)]!).join(''),
  };
}

import { CONSTANT } from '../graph/graph';
import type { Operation } from '../graph/operation';
import { ADD, DIVIDE, MULTIPLY, NEGATE, SUBTRACT } from '../graph/operations/arithmetic';
import { MATMUL } from '../graph/operations/linear';
import { TRANSPOSE } from '../graph/operations/shaping';
import type { Term } from './term';

/**
 * The same expression as people write it: `a - b` for `a + -b`, `b - a` for `-a + b`, `-a*b` for `-(a*b)`, `V'*W'` for
 * `(W*V)'`. The tree is as small as printing made it, so the functions here recurse.
 *
 * @param isFraction whether quotients are drawn as fractions, in front of which a sign stands well
 */
export function tidy(term: Term, isFraction: boolean): Term {
  if (!isPlain(term) || term.inputs.length === 0) return term;
  const inputs = term.inputs.map((input) => tidy(input, isFraction));
  const own = { ...term, inputs };
  const [x, y] = inputs;
  switch (term.node.operation) {
    case ADD: {
      if (x!.elided && y!.elided) return x!;
      const minusY = withoutSign(y!);
      if (minusY !== undefined) return as(own, SUBTRACT, [x!, minusY]);
      const minusX = withoutSign(x!);
      return minusX === undefined ? own : as(own, SUBTRACT, [y!, minusX]);
    }
    case SUBTRACT: {
      const minusY = withoutSign(y!);
      return minusY === undefined ? own : as(own, ADD, [x!, minusY]);
    }
    case NEGATE:
      return withoutSign(x!) ?? withSign(x!, isFraction) ?? own;
    case TRANSPOSE:
      return transposed(x!) ?? own;
    default:
      return own;
  }
}

const as = (term: Term, operation: Operation, inputs: readonly Term[]): Term => ({
  ...term,
  node: { ...term.node, operation },
  inputs,
});

const isPlain = (term: Term): boolean => !term.elided && !term.isPart && term.label === undefined;

/** Products and quotients carry the sign of their left operand. */
const carriesSign = ({ node }: Term): boolean =>
  node.operation === MULTIPLY ||
  node.operation === DIVIDE ||
  (node.operation === MATMUL && node.attributes.transposeX !== true && node.shape.length > 0);

/** The term whose negative this is, where a sign stands in front of it. */
function withoutSign(term: Term): Term | undefined {
  if (!isPlain(term)) return undefined;
  const { node, inputs } = term;
  if (node.operation === NEGATE) return inputs[0];
  if (node.operation === CONSTANT) {
    const data = node.data?.map((x) => -x);
    return data !== undefined && data.length > 0 && data.every((x) => x > 0)
      ? { ...term, node: { ...node, data } }
      : undefined;
  }
  if (!carriesSign(term)) return undefined;
  const [left, ...rest] = inputs;
  const positive = withoutSign(left!);
  return positive === undefined ? undefined : { ...term, inputs: [positive, ...rest] };
}

/** The negative of a product, with the sign in front of its first factor. */
function withSign(term: Term, isFraction: boolean): Term | undefined {
  if (!isPlain(term) || !carriesSign(term)) return undefined;
  if (isFraction && term.node.operation === DIVIDE) return undefined;
  const [left, ...rest] = term.inputs;
  const negative = withSign(left!, isFraction) ?? {
    ...left!,
    node: { ...left!.node, operation: NEGATE },
    label: undefined,
    isPart: false,
    elided: false,
    inputs: [left!],
  };
  return { ...term, inputs: [negative, ...rest] };
}

/** The transpose of a product of matrices is the product of the transposes, exchanged. */
function transposed(term: Term): Term | undefined {
  const { node, inputs } = term;
  if (!isPlain(term) || node.operation !== MATMUL || inputs.some((input) => input.node.shape.length !== 2)) {
    return undefined;
  }
  const { transposeX, transposeY } = node.attributes;
  const attributes = { transposeX: transposeY !== true, transposeY: transposeX !== true };
  return {
    ...term,
    node: { ...node, attributes, shape: node.shape.toReversed() },
    inputs: inputs.toReversed(),
  };
}

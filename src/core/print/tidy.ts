import { CONSTANT } from '../graph/graph';
import type { Operation } from '../graph/operation';
import { ADD, DIVIDE, MULTIPLY, NEGATE, SUBTRACT } from '../graph/operations/arithmetic';
import { COFACTORS, DETERMINANT } from '../graph/operations/determinant';
import { EINSUM } from '../graph/operations/einsum/einsum';
import { LOG } from '../graph/operations/elementary';
import { INVERSE } from '../graph/operations/inverse';
import { MATMUL } from '../graph/operations/linear';
import { CONSTANT_POWER, POWER } from '../graph/operations/power';
import { SELECT } from '../graph/operations/select';
import { BROADCAST, RESHAPE, TRANSPOSE } from '../graph/operations/shaping';
import { broadcastShapes, type Shape, sameShape, sizeOf } from '../graph/shape';
import type { Term } from './term';
import { as, isOf, isOne, isPlain, isScalar, numberOf, numeral, uniform } from './term-forms';
import { contraction } from './tidy-einsum';

/**
 * The same expression as people write it: `a - b` for `a + -b`, `b - a` for `-a + b`, `-a*b` for `-(a*b)`, `2*y*x` for
 * `y*(2*x)`, `V'*W'` for `(W*V)'`. Sums and products are regrouped as if they were exact. The tree is as small as printing made it, so the functions here recurse.
 *
 * @param isFraction whether quotients are drawn as fractions, in front of which a sign stands well
 */
export function tidy(term: Term, isFraction: boolean): Term {
  if (!isPlain(term) || term.inputs.length === 0) return term;
  const own = withoutRepeating({ ...term, inputs: term.inputs.map((input) => tidy(input, isFraction)) });
  const [x, y] = own.inputs as readonly [Term, Term];
  switch (own.node.operation) {
    case ADD:
      return sum(own, x, y);
    case SUBTRACT: {
      const minusY = withoutSign(y);
      return minusY === undefined ? difference(own, x, y) : as(own, ADD, [x, minusY]);
    }
    case NEGATE:
      return withoutSign(x) ?? withSign(x, isFraction) ?? own;
    case MULTIPLY:
      return product(own, x, y);
    case DIVIDE:
      return quotient(own, x, y);
    case LOG:
      return numberOf(x) === Math.E ? numeral(own, 1) : own;
    case MATMUL:
      return matrixProduct(own, x, y);
    case TRANSPOSE:
      return isOf(x, TRANSPOSE) ? x.inputs[0]! : (transposed(x) ?? own);
    case EINSUM:
      return contracted(own);
    case BROADCAST:
      return { ...own, inputs: [insideReshape(x)] };
    default:
      return own;
  }
}

const ELEMENTWISE: ReadonlySet<Operation> = new Set([ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER]);

/**
 * An elementwise operation repeats its operands by itself, so one that was repeated before is printed bare, and an array
 * of one number as the number.
 */
function withoutRepeating(term: Term): Term {
  if (!ELEMENTWISE.has(term.node.operation)) return term;
  const [x, y] = term.inputs as readonly [Term, Term];
  const bare = (operand: Term, other: Term): Term => {
    const inner = isOf(operand, BROADCAST)
      ? operand.inputs[0]!
      : (uniform(operand) ?? insideReshape(operand));
    const common = broadcastShapes(inner.node.shape, other.node.shape);
    return common !== undefined && sameShape(common, term.node.shape) ? inner : operand;
  };
  const left = bare(x, y);
  return { ...term, inputs: [left, bare(y, left)] };
}

/** One number stands for an array of equal ones, as it does in a claim. */
export function bareRoot(term: Term): Term {
  const inner = isOf(term, BROADCAST) ? term.inputs[0] : undefined;
  if (inner !== undefined && sizeOf(inner.node.shape) === 1) return inner;
  return uniform(term) ?? insideReshape(term);
}

/** A single number, whatever shape it was given. */
function insideReshape(term: Term): Term {
  const inner = isOf(term, RESHAPE) ? term.inputs[0] : undefined;
  return inner !== undefined && sizeOf(inner.node.shape) === 1 ? insideReshape(inner) : term;
}

/** A sum without parentheses around its right term, and with its signs as differences. */
function sum(term: Term, x: Term, y: Term): Term {
  if (x.elided && y.elided) return x;
  const minusY = withoutSign(y);
  if (minusY !== undefined) return difference(as(term, SUBTRACT, [x, minusY]), x, minusY);
  const minusX = withoutSign(x);
  if (minusX !== undefined) return difference(as(term, SUBTRACT, [y, minusX]), y, minusX);
  const together = likeTerms(term, x, y) ?? sameCondition(term, x, y);
  if (together !== undefined) return together;
  if (!isOf(y, ADD) && !isOf(y, SUBTRACT)) return as(term, ADD, [x, y]);
  const [first, second] = y.inputs as readonly [Term, Term];
  const shape = broadcastShapes(x.node.shape, first.node.shape) ?? term.node.shape;
  return as(term, y.node.operation, [sum(as(term, ADD, [x, first], shape), x, first), second]);
}

/** `a - b` for `a - 0.5*b - 0.5*b`. */
function difference(term: Term, x: Term, y: Term): Term {
  if (!isOf(x, SUBTRACT)) return term;
  const [first, second] = x.inputs as readonly [Term, Term];
  const together = likeTerms(term, second, y);
  const isWhole = together !== undefined && sameShape(first.node.shape, term.node.shape);
  return isWhole ? as(term, SUBTRACT, [first, together]) : term;
}

/** `a + a` and `0.5*a + 2*a` as a multiple of `a`, where the numbers add up without rounding. */
function likeTerms(term: Term, x: Term, y: Term): Term | undefined {
  const [a, b] = [multiple(x), multiple(y)];
  if (!isSame(a.of, b.of) || isOf(a.of, CONSTANT)) return undefined;
  const total = a.by + b.by;
  if (total - a.by !== b.by || total - b.by !== a.by || !(total > 0)) return undefined;
  return total === 1 ? a.of : as(term, MULTIPLY, [numeral(term, total), a.of]);
}

/** `where(c, a, b)` for `where(c, a, 0) + where(c, 0, b)`. */
function sameCondition(term: Term, x: Term, y: Term): Term | undefined {
  if (!isOf(x, SELECT) || !isOf(y, SELECT)) return undefined;
  if (!sameShape(x.node.shape, term.node.shape) || !sameShape(y.node.shape, term.node.shape))
    return undefined;
  const [condition, yes, no] = x.inputs as readonly [Term, Term, Term];
  const [other, alsoYes, alsoNo] = y.inputs as readonly [Term, Term, Term];
  if (condition.elided || condition.node !== other.node) return undefined;
  if (isZero(no) && isZero(alsoYes)) return { ...x, inputs: [condition, yes, alsoNo] };
  if (isZero(yes) && isZero(alsoNo)) return { ...x, inputs: [condition, alsoYes, no] };
  return undefined;
}

const isZero = (term: Term): boolean => numberOf(uniform(term) ?? term) === 0;

function multiple(term: Term): { readonly by: number; readonly of: Term } {
  const [first, second] = term.inputs;
  const by = isOf(term, MULTIPLY) ? numberOf(first!) : undefined;
  const isWhole = second !== undefined && sameShape(second.node.shape, term.node.shape);
  return by === undefined || !isWhole ? { by: 1, of: term } : { by, of: second };
}

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
  const negative = withSign(left!, isFraction) ?? as(left!, NEGATE, [left!]);
  return { ...term, inputs: [negative, ...rest] };
}

/** A product without parentheses around its right factor, the number first: entry by entry, factors may be regrouped. */
function product(term: Term, x: Term, y: Term): Term {
  if (isOne(x) && sameShape(y.node.shape, term.node.shape)) return y;
  if (isOne(y) && sameShape(x.node.shape, term.node.shape)) return x;
  const number = exactProduct(numberOf(x), numberOf(y));
  if (number !== undefined && isScalar(term)) return numeral(term, number);
  const reduced = isOf(x, DIVIDE) ? cancelled(x, y) : undefined;
  if (reduced !== undefined) return reduced;
  if (isScalar(x) && !isOf(x, CONSTANT) && isOf(y, COFACTORS) && y.inputs.length === 1) {
    const inverse = as(y, TRANSPOSE, [as(y, INVERSE, y.inputs)]);
    return times(term, times(x, x, as(x, DETERMINANT, y.inputs)), inverse);
  }
  const divided = withQuotient(term, x, y);
  if (divided !== undefined) return divided;
  const last = isOf(x, MULTIPLY) ? x.inputs[1]! : x;
  if (isSame(last, y) && !isOf(y, CONSTANT)) {
    const square = as(y, CONSTANT_POWER, [y], undefined, { exponent: 2 });
    return last === x ? square : times(term, x.inputs[0]!, square);
  }
  if (isOf(y, MULTIPLY)) {
    const [first, second] = y.inputs as readonly [Term, Term];
    const isNumber = isOf(first, CONSTANT) && isScalar(first);
    if (isNumber && !isOf(x, CONSTANT)) return times(term, first, times(term, x, second));
    const factor = exactProduct(numberOf(x), numberOf(first));
    if (factor !== undefined) return times(term, numeral(term, factor), second);
    return times(term, times(term, x, first), second);
  }
  if (isScalar(x) && isOf(y, MATMUL) && !isScalar(y)) {
    const { transposeX, transposeY } = y.node.attributes;
    const [first, second] = y.inputs as readonly [Term, Term];
    const left = transposeX === true ? flipped(first) : first;
    return {
      ...y,
      node: { ...y.node, attributes: { transposeY: transposeY === true } },
      inputs: [times(term, x, left), second],
    };
  }
  return term;
}

/** The product of two numbers, if it is not rounded. */
function exactProduct(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return undefined;
  const result = a * b;
  return result / a === b && result / b === a ? result : undefined;
}

/** `x/b` for `x*(1/b)` and `1/b*x`, and `x*a` for `x*b*(a/b)` of a scalar b. */
function withQuotient(term: Term, x: Term, y: Term): Term | undefined {
  if (isOf(y, DIVIDE)) {
    const [numerator, denominator] = y.inputs as readonly [Term, Term];
    if (isOne(numerator)) return quotient(as(term, DIVIDE, [x, denominator]), x, denominator);
    if (isScalar(denominator) && isScalar(x)) {
      if (isSame(x, denominator)) return numerator;
      const rest = withoutFactor(x, denominator);
      if (rest !== undefined) return times(term, rest, numerator);
    }
  }
  if (!isOf(x, DIVIDE) || !isOne(x.inputs[0]!)) return undefined;
  const [, denominator] = x.inputs as readonly [Term, Term];
  return isSame(denominator, y) ? undefined : quotient(as(term, DIVIDE, [y, denominator]), y, denominator);
}

/** `1/b` for `2/(2*b)`, and `a/b^2` for `a/b/b`. */
function quotient(term: Term, x: Term, y: Term): Term {
  if (isOne(y) && sameShape(x.node.shape, term.node.shape)) return x;
  const above = multipleOrNumber(x);
  const below = multiple(y);
  if (below.by !== 1 && above.by !== 1) {
    const by = above.by / below.by;
    const over = below.by / above.by;
    if (Number.isInteger(by)) return quotient(term, scaled(term, by, above.of), below.of);
    if (Number.isInteger(over)) return quotient(term, scaled(term, 1, above.of), scaled(y, over, below.of));
  }
  if (!isOf(x, DIVIDE)) return term.inputs[0] === x && term.inputs[1] === y ? term : as(term, DIVIDE, [x, y]);
  const [numerator, denominator] = x.inputs as readonly [Term, Term];
  if (!isSame(denominator, y)) return as(term, DIVIDE, [x, y]);
  return as(term, DIVIDE, [numerator, as(y, CONSTANT_POWER, [y], undefined, { exponent: 2 })]);
}

/** A number as a multiple of nothing else. */
function multipleOrNumber(term: Term): { readonly by: number; readonly of: Term | undefined } {
  const number = numberOf(term);
  return number === undefined ? multiple(term) : { by: number, of: undefined };
}

function scaled(term: Term, by: number, of: Term | undefined): Term {
  if (of === undefined) return numeral(term, by);
  return by === 1 ? of : as(term, MULTIPLY, [numeral(term, by), of]);
}

/** Whether two terms are printed alike: they are one node, or the determinant of one. */
function isSame(x: Term, y: Term): boolean {
  if (x.elided || y.elided) return false;
  if (x.node === y.node) return true;
  return isOf(x, DETERMINANT) && isOf(y, DETERMINANT) && isSame(x.inputs[0]!, y.inputs[0]!);
}

/** `a` for `a/b*b`, and `a/c` for `a/(b*c)*b`, of scalars. */
function cancelled(quotient: Term, factor: Term): Term | undefined {
  const [numerator, denominator] = quotient.inputs as readonly [Term, Term];
  if (!isScalar(quotient) || !isScalar(factor)) return undefined;
  if (isSame(denominator, factor)) return numerator;
  const rest = withoutFactor(denominator, factor);
  return rest && as(quotient, DIVIDE, [numerator, rest]);
}

function withoutFactor(term: Term, factor: Term): Term | undefined {
  if (!isOf(term, MULTIPLY)) return undefined;
  const [x, y] = term.inputs as readonly [Term, Term];
  if (isSame(x, factor)) return y;
  if (isSame(y, factor)) return x;
  const [left, right] = [withoutFactor(x, factor), withoutFactor(y, factor)];
  if (left !== undefined) return as(term, MULTIPLY, [left, y]);
  return right && as(term, MULTIPLY, [x, right]);
}

/** An einsum with its scalar factors before it, as far as there is a sum left. */
function contracted(term: Term): Term {
  const { factors, rest } = contraction(term);
  const [first, ...others] = factors;
  const scalar = others.reduce((left: Term | undefined, right) => left && times(term, left, right), first);
  if (rest === undefined) {
    const repeated = scalar ?? numeral(term, 1);
    return isScalar(term) ? repeated : as(term, BROADCAST, [repeated]);
  }
  return scalar === undefined ? rest : times(term, scalar, rest);
}

function times(term: Term, x: Term, y: Term): Term {
  const shape = broadcastShapes(x.node.shape, y.node.shape) ?? term.node.shape;
  return product(as(term, MULTIPLY, [x, y], shape), x, y);
}

/** `2*X'*Y` for `X'*(2*Y)`. */
function matrixProduct(term: Term, x: Term, y: Term): Term {
  if (isScalar(term) || !isOf(y, MULTIPLY)) return term;
  const [factor, rest] = y.inputs as readonly [Term, Term];
  if (!isOf(factor, CONSTANT) || !isScalar(factor)) return term;
  return product(term, factor, { ...term, inputs: [x, rest] });
}

const swapped = (shape: Shape): Shape => [...shape.slice(0, -2), ...shape.slice(-2).toReversed()];

const flipped = (term: Term): Term => as(term, TRANSPOSE, [term], swapped(term.node.shape));

/** The transpose of a product of matrices is the product of the transposes, exchanged. */
function transposed(term: Term): Term | undefined {
  const { node, inputs } = term;
  if (!isOf(term, MATMUL) || inputs.some((input) => input.node.shape.length !== 2)) return undefined;
  const { transposeX, transposeY } = node.attributes;
  const attributes = { transposeX: transposeY !== true, transposeY: transposeX !== true };
  return { ...term, node: { ...node, attributes, shape: swapped(node.shape) }, inputs: inputs.toReversed() };
}

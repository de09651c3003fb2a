import { decimalConstant, E, type ExactConstant, PI } from '../../graph/exact';
import type { NodeId } from '../../graph/graph';
import { add, divide, multiply, negate, subtract } from '../../graph/operations/arithmetic';
import { compareOperation, logical } from '../../graph/operations/comparison';
import { functions } from '../../graph/operations/index';
import { dot } from '../../graph/operations/linear';
import { select } from '../../graph/operations/select';
import { absolute } from '../../graph/operations/selection';
import { tryIndex } from '../../graph/operations/structure';
import { sameShape, sizeOf } from '../../graph/shape';
import type { Binary, Expr, Name } from '../../syntax/ast';
import { toDocument } from '../../text/fragment';
import { componentName } from '../component';
import { CONSTANTS, isExact } from '../constants';
import type { Definition } from '../model';
import { resolve } from '../scope';
import { lowerArray, lowerIndex } from './arrays';
import { otherArgument } from './bare-arguments';
import { lowerCall, lowerPrimeCall } from './calls';
import { isQuotient } from './derivatives';
import { lowerEvaluated } from './evaluated';
import { decided, lowerFamily, lowerIndexCall, lowerSum } from './families';
import { mended } from './mending';
import { lowerDerivativeAt, lowerHessianProduct, lowerOperator } from './operators';
import type { Place } from './place';
import { lowerPrime } from './primes';
import { entrywisePower, matrixPower, matrixProduct, type ProductResult, product } from './products';
import { wholeQuotient } from './quotients';
import type { SheetGraph } from './sheet-graph';
import { all, fail, fits, MAX_ENTRIES, operandShapes, sentence, tooManyEntries, transposed } from './support';
import { type Lowered, lowered, type Value } from './value';

/** Appends the nodes of an expression; the failure says which part has no meaning here, and why. */
export function lowerExpression(sheetGraph: SheetGraph, expr: Expr, place: Place): Lowered {
  if (sheetGraph.budget.parts <= 0) {
    return fail(
      'too-large',
      place,
      expr,
      'The functions of this document unfold to more operations than Nabla builds. Shorten or split them.',
    );
  }
  sheetGraph.budget.parts--;
  const result = lower(sheetGraph, expr, place);
  if ('failure' in result) return result;
  const { shape } = sheetGraph.graph.node(result.value.node);
  if (!sheetGraph.nodeOf.has(expr)) sheetGraph.budget.entries -= sizeOf(shape);
  if (sizeOf(shape) > MAX_ENTRIES || sheetGraph.budget.entries < 0) return tooManyEntries(place, expr, shape);
  sheetGraph.nodeOf.set(expr, result.value.node);
  return result;
}

function lower(sheetGraph: SheetGraph, expr: Expr, place: Place): Lowered {
  const { graph } = sheetGraph;
  const sub = (part: Expr): Lowered => sheetGraph.lower(part, place);
  switch (expr.kind) {
    case 'number':
      return lowered(graph.constant(expr.value, isExact(expr) || (decimalConstant(expr.text) ?? false)));
    case 'text':
      return fail(
        'unsupported',
        place,
        expr,
        'Text in quotes is read only as an argument of a function that takes one, such as `einsum("ij,jk->ik", A, B)`.',
      );
    case 'missing':
      return fail('syntax', place, expr, 'An expression is missing here.');
    case 'range':
      return fail('unsupported', place, expr, 'A range `a..b` stands only behind `in`, as in `n in 1..10`.');
    case 'name':
      return lowerName(sheetGraph, expr, place);
    case 'call': {
      const other = otherArgument(sheetGraph, expr);
      if (other !== undefined) return sub(other);
      return lowerIndexCall(sheetGraph, expr, place) ?? lowerCall(sheetGraph, expr, place);
    }
    case 'prime-call':
      return lowerPrimeCall(sheetGraph, expr, place);
    case 'binary': {
      const whole = otherArgument(sheetGraph, expr) ?? wholeQuotient(sheetGraph, expr, place);
      return whole === undefined ? lowerBinary(sheetGraph, expr, place) : sub(whole);
    }
    case 'unary': {
      const operand = sub(expr.operand);
      if ('failure' in operand || expr.operator === '+') return operand;
      const { node, row } = operand.value;
      return lowered(expr.operator === '-' ? negate(graph, node) : logical.not(graph, node), row);
    }
    case 'absolute': {
      const operand = sub(expr.operand);
      return 'failure' in operand ? operand : lowered(absolute(graph, operand.value.node), operand.value.row);
    }
    case 'transpose': {
      const operand = sub(expr.operand);
      return 'failure' in operand ? operand : lowerPrime(sheetGraph, expr, operand.value, place);
    }
    case 'compare':
      return lowerComparison(sheetGraph, expr, place);
    case 'conditional': {
      // Cases on indices are no branches of a function: the others need not even have a value.
      const known = decided(sheetGraph, expr.test, place);
      if (known !== undefined) return sub(known ? expr.whenTrue : expr.whenFalse);
      const parts = all([expr.test, expr.whenTrue, expr.whenFalse].map(sub));
      if ('failure' in parts) return parts;
      const [test, whenTrue, whenFalse] = parts.values as [Value, Value, Value];
      return fits(sheetGraph, place, expr, parts.values, 'a conditional', () =>
        lowered(select(graph, test.node, whenTrue.node, whenFalse.node), whenTrue.row || whenFalse.row),
      );
    }
    case 'index':
      return lowerIndex(sheetGraph, expr, place);
    case 'array':
      return lowerArray(sheetGraph, expr.rows, expr, place);
    case 'derivative':
      return expr.quotient !== undefined && isQuotient(sheetGraph, expr.quotient, place)
        ? sub(expr.quotient)
        : lowerDerivativeAt(sheetGraph, expr, place);
    case 'operator':
      return lowerOperator(sheetGraph, expr, place);
    case 'sum':
      return lowerSum(sheetGraph, expr, place);
    case 'family':
      return lowerFamily(sheetGraph, expr, place);
    case 'evaluated':
      return lowerEvaluated(sheetGraph, expr, place);
  }
}

function lowerName(sheetGraph: SheetGraph, expr: Name, place: Place): Lowered {
  const parameter = place.parameters.get(expr.name);
  if (parameter !== undefined) return parameter;
  const definition = resolve(sheetGraph.book.scope, place.sheet, expr.name, place.offset);
  if (definition !== undefined) return lowerDefinition(sheetGraph, definition, expr, place);
  const size = sheetGraph.shapes.sizeNamed(place.sheet, expr.name, sheetGraph.assignment);
  if (size !== undefined) return lowered(sheetGraph.graph.constant(size));
  const component = componentName(expr.name);
  const base = component && resolve(sheetGraph.book.scope, place.sheet, component.base, place.offset);
  if (component !== undefined && base !== undefined) {
    const whole = lowerDefinition(sheetGraph, base, expr, place);
    return 'failure' in whole
      ? whole
      : componentOf(sheetGraph, whole.value, component.component, expr, place);
  }
  const constant = CONSTANTS.get(expr.name);
  if (constant !== undefined) return lowered(sheetGraph.graph.constant(constant, exactly(constant)));
  return fail(
    'unknown-name',
    place,
    expr,
    functions.has(expr.name)
      ? `${expr.name} is a function here: give it an argument, as in ${functions.get(expr.name)!.signature}.`
      : `${expr.name} is not defined in this sheet.`,
  );
}

/** What the double of a named constant stands for; `true` and infinity are themselves. */
const exactly = (constant: number): true | ExactConstant =>
  constant === Math.PI ? PI : constant === Math.E ? E : true;

function lowerDefinition(sheetGraph: SheetGraph, definition: Definition, expr: Expr, place: Place): Lowered {
  const known = sheetGraph.lowered.get(definition);
  if (known === undefined) {
    return fail('circular', place, expr, `${definition.name} is not known here: it is defined by itself.`);
  }
  if ('value' in known) return known;
  return {
    failure: {
      code: 'depends',
      message: `${definition.name} could not be computed: ${known.failure.message}`,
      span: toDocument(place.fragment, expr.span),
      related: [{ span: known.failure.span, message: known.failure.message }, ...known.failure.related],
    },
  };
}

function componentOf(
  sheetGraph: SheetGraph,
  value: Value,
  component: number,
  expr: Expr,
  place: Place,
): Lowered {
  const result = tryIndex(sheetGraph.graph, value.node, [component - 1]);
  if (typeof result === 'number') return lowered(result);
  return fail('shape-mismatch', place, expr, `${sentence(result.mismatch)} Components count from 1.`);
}

const PRODUCTS: ReadonlySet<string> = new Set(['*', 'juxtapose', '@']);

function lowerBinary(sheetGraph: SheetGraph, expr: Binary, place: Place): Lowered {
  const { graph } = sheetGraph;
  if (PRODUCTS.has(expr.operator)) {
    const product = lowerHessianProduct(sheetGraph, expr, place);
    if (product !== undefined) return product;
  }
  const left = sheetGraph.lower(expr.left, place);
  if ('failure' in left) return left;
  // `q^(T)` of a number can only be a power.
  const isTransposed = graph.node(left.value.node).shape.length > 0;
  if (expr.operator === '^' && expr.right.kind === 'name' && expr.right.name === 'T' && isTransposed) {
    return transposed(sheetGraph, left.value);
  }
  const right = sheetGraph.lower(expr.right, place);
  if ('failure' in right) return right;
  const meant =
    sheetGraph.reading.misfits === 'mended' && expr.operator !== '^'
      ? mended(graph, expr.operator, left.value, right.value)
      : undefined;
  const { operator, a, b } = meant ?? { operator: expr.operator, a: left.value, b: right.value };
  const entrywise = (build: () => NodeId): Lowered =>
    fits(sheetGraph, place, expr, [a, b], expr.operator, () => lowered(build(), a.row || b.row));
  switch (operator) {
    case '*':
      if (isInnerProduct(sheetGraph, expr, a, b, place)) return lowered(dot(graph, a.node, b.node));
      return fromProduct(sheetGraph, product(graph, a, b), expr, place);
    case 'juxtapose':
      return fromProduct(sheetGraph, product(graph, a, b), expr, place);
    case '@':
      return fromProduct(sheetGraph, matrixProduct(graph, a, b), expr, place);
    case '+':
      return entrywise(() => add(graph, a.node, b.node));
    case '-':
      return entrywise(() => subtract(graph, a.node, b.node));
    case '/':
    case './':
      return entrywise(() => divide(graph, a.node, b.node));
    case '.*':
      return entrywise(() => multiply(graph, a.node, b.node));
    case '.^':
      return fromProduct(sheetGraph, entrywisePower(graph, a, b), expr, place);
    case '^':
      return lowerPower(sheetGraph, expr, a, b, place);
    case 'and':
    case 'or':
      return entrywise(() => logical[expr.operator as 'and' | 'or'](graph, a.node, b.node));
  }
}

/** `u·v` of two columns, or two rows, of one size; a star would need a transpose. */
function isInnerProduct({ graph }: SheetGraph, expr: Binary, a: Value, b: Value, place: Place): boolean {
  const { start, end } = expr.operatorSpan;
  if (!/^(?:[·⋅∙]|\\cdot)$/.test(place.fragment.text.slice(start, end).trim()) || a.row !== b.row)
    return false;
  const [left, right] = [graph.node(a.node).shape, graph.node(b.node).shape];
  return left.length === 1 && sameShape(left, right);
}

/**
 * `A^2` of a named square matrix is the matrix product, as is `A^-1` of any square matrix the inverse; other powers are
 * taken entry by entry, so that `sum((Y - T)^2)` means what it means in a loss.
 */
function lowerPower(sheetGraph: SheetGraph, expr: Binary, a: Value, b: Value, place: Place): Lowered {
  const { graph } = sheetGraph;
  const shape = graph.node(a.node).shape;
  const exponent = graph.uniformValue(b.node);
  const square = shape.length === 2 && shape[0] === shape[1] && graph.node(b.node).shape.length === 0;
  const named = expr.left.kind === 'name';
  if (square && named && exponent !== undefined && exponent > 1) sheetGraph.ambiguous.power = true;
  const matrix = exponent !== undefined && (exponent < 0 || (named && sheetGraph.reading.power === 'matrix'));
  if (square && matrix && Number.isInteger(exponent)) {
    const node = matrixPower(graph, a.node, exponent);
    if (node !== undefined) return lowered(node);
    return fail('too-large', place, expr, `A matrix power of ${exponent} is more than Nabla unrolls.`);
  }
  return fromProduct(sheetGraph, entrywisePower(graph, a, b), expr, place);
}

function fromProduct(sheetGraph: SheetGraph, result: ProductResult, expr: Binary, place: Place): Lowered {
  if (!('mismatch' in result)) return { value: result };
  return {
    failure: {
      code: 'shape-mismatch',
      operands: true,
      message: `${sentence(result.mismatch)}`,
      span: toDocument(place.fragment, expr.span),
      related: operandShapes(sheetGraph, [expr.left, expr.right], place),
    },
  };
}

function lowerComparison(
  sheetGraph: SheetGraph,
  expr: Extract<Expr, { kind: 'compare' }>,
  place: Place,
): Lowered {
  const { graph } = sheetGraph;
  const operands = all(expr.operands.map((operand) => sheetGraph.lower(operand, place)));
  if ('failure' in operands) return operands;
  return fits(sheetGraph, place, expr, operands.values, expr.operators.join(' '), () => {
    let result: NodeId | undefined;
    expr.operators.forEach((operator, i) => {
      const step = compareOperation(graph, operator, operands.values[i]!.node, operands.values[i + 1]!.node);
      result = result === undefined ? step : logical.and(graph, result, step);
    });
    return result === undefined ? lowered(operands.values[0]!.node) : lowered(result);
  });
}

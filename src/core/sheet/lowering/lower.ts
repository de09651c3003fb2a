import { derivative, derivativeShape } from '../../diff/derivative';
import { adjoints } from '../../diff/reverse';
import type { CallMismatch, FunctionEntry } from '../../graph/function';
import type { NodeId } from '../../graph/graph';
import { add, divide, multiply, negate, subtract } from '../../graph/operations/arithmetic';
import { compareOperation, logical } from '../../graph/operations/comparison';
import { functions } from '../../graph/operations/index';
import { select } from '../../graph/operations/select';
import { absolute } from '../../graph/operations/selection';
import { type Position, reshape, stack, transpose, tryIndex } from '../../graph/operations/structure';
import { broadcastShapes, type Shape, sameShape, showShape, sizeOf } from '../../graph/shape';
import type { Argument, Binary, Call, Expr, Index, IndexItem, Name, PrimeCall } from '../../syntax/ast';
import { type Fragment, toDocument } from '../../text/fragment';
import { componentName } from '../component';
import { CONSTANTS, isExact } from '../constants';
import { dependsOn } from '../dependencies';
import { callOptions, MAX_CALL_DEPTH } from '../infer';
import type { Definition, FunctionDefinition } from '../model';
import { resolve } from '../scope';
import { entrywisePower, matrixPower, matrixProduct, type ProductResult, product } from './products';
import type { SheetGraph } from './sheet-graph';
import { type Failure, type Lowered, lowered, type Value } from './value';

/** Where an expression stands: what its names mean follows from it. */
export interface Place {
  readonly sheet: number;
  /** Document offset that separates earlier from later definitions. */
  readonly offset: number;
  readonly fragment: Fragment;
  /** The arguments of the function whose body this is. */
  readonly parameters: ReadonlyMap<string, Lowered>;
  readonly depth: number;
}

/** Appends the nodes of an expression; the failure says which part has no meaning here, and why. */
export function lowerExpression(lowering: SheetGraph, expr: Expr, place: Place): Lowered {
  if (lowering.budget.parts <= 0) {
    return fail(
      'too-large',
      place,
      expr,
      'The functions of this document unfold to more operations than Nabla builds. Shorten or split them.',
    );
  }
  lowering.budget.parts--;
  const result = lower(lowering, expr, place);
  if ('failure' in result) return result;
  const { shape } = lowering.graph.node(result.value.node);
  if (!lowering.nodeOf.has(expr)) lowering.budget.entries -= sizeOf(shape);
  if (sizeOf(shape) > MAX_ENTRIES || lowering.budget.entries < 0) return tooManyEntries(place, expr, shape);
  lowering.nodeOf.set(expr, result.value.node);
  return result;
}

/** An array beyond this size is not built. */
export const MAX_ENTRIES = 2_000_000;

const tooManyEntries = (place: Place, expr: Expr, shape: Shape): { failure: Failure } =>
  fail(
    'too-large',
    place,
    expr,
    sizeOf(shape) > MAX_ENTRIES
      ? `This has ${showShape(shape)} entries, more than the ${MAX_ENTRIES} that Nabla builds. Declare a smaller shape.`
      : 'The arrays of this document have more entries in all than Nabla builds. Declare smaller shapes.',
  );

function lower(lowering: SheetGraph, expr: Expr, place: Place): Lowered {
  const { graph } = lowering;
  const sub = (part: Expr): Lowered => lowerExpression(lowering, part, place);
  switch (expr.kind) {
    case 'number':
      return lowered(graph.constant(expr.value, isExact(expr)));
    case 'missing':
      return fail('syntax', place, expr, 'An expression is missing here.');
    case 'range':
      return fail('unsupported', place, expr, 'A range `a..b` stands only behind `in`, as in `n in 1..10`.');
    case 'name':
      return lowerName(lowering, expr, place);
    case 'call':
      return lowerCall(lowering, expr, place);
    case 'prime-call':
      return lowerPrimeCall(lowering, expr, place);
    case 'binary':
      return lowerBinary(lowering, expr, place);
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
      return 'failure' in operand ? operand : transposed(lowering, operand.value);
    }
    case 'compare':
      return lowerComparison(lowering, expr, place);
    case 'conditional': {
      const parts = all([expr.test, expr.whenTrue, expr.whenFalse].map(sub));
      if ('failure' in parts) return parts;
      const [test, whenTrue, whenFalse] = parts.values as [Value, Value, Value];
      return fits(lowering, place, expr, parts.values, 'a conditional', () =>
        lowered(select(graph, test.node, whenTrue.node, whenFalse.node), whenTrue.row || whenFalse.row),
      );
    }
    case 'index':
      return lowerIndex(lowering, expr, place);
    case 'array':
      return lowerArray(lowering, expr.rows, expr, place);
    case 'derivative':
      return expr.quotient !== undefined && isQuotient(lowering, expr.quotient, place)
        ? sub(expr.quotient)
        : lowerDerivative(lowering, expr, expr.target, expr.variables, place);
    case 'gradient':
      return lowerGradient(lowering, expr, place);
  }
}

function transposed(lowering: SheetGraph, { node, row }: Value): Lowered {
  const { graph } = lowering;
  const rank = graph.node(node).shape.length;
  if (rank === 0) return lowered(node);
  return rank === 1 ? lowered(node, !row) : lowered(transpose(graph, node));
}

function lowerName(lowering: SheetGraph, expr: Name, place: Place): Lowered {
  const parameter = place.parameters.get(expr.name);
  if (parameter !== undefined) return parameter;
  const definition = resolve(lowering.book.scope, place.sheet, expr.name, place.offset);
  if (definition !== undefined) return lowerDefinition(lowering, definition, expr, place);
  const component = componentName(expr.name);
  const base = component && resolve(lowering.book.scope, place.sheet, component.base, place.offset);
  if (component !== undefined && base !== undefined) {
    const whole = lowerDefinition(lowering, base, expr, place);
    return 'failure' in whole ? whole : componentOf(lowering, whole.value, component.component, expr, place);
  }
  const constant = CONSTANTS.get(expr.name);
  if (constant !== undefined) return lowered(lowering.graph.constant(constant, !Number.isFinite(constant)));
  return fail(
    'unknown-name',
    place,
    expr,
    functions.has(expr.name)
      ? `${expr.name} is a function here: give it an argument, as in ${functions.get(expr.name)!.signature}.`
      : `${expr.name} is not defined in this sheet.`,
  );
}

function lowerDefinition(lowering: SheetGraph, definition: Definition, expr: Expr, place: Place): Lowered {
  const known = lowering.lowered.get(definition);
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
  lowering: SheetGraph,
  value: Value,
  component: number,
  expr: Expr,
  place: Place,
): Lowered {
  const result = tryIndex(lowering.graph, value.node, [component - 1]);
  if (typeof result === 'number') return lowered(result);
  return fail('shape-mismatch', place, expr, `${sentence(result.mismatch)} Components count from 1.`);
}

function lowerBinary(lowering: SheetGraph, expr: Binary, place: Place): Lowered {
  const { graph } = lowering;
  const left = lowerExpression(lowering, expr.left, place);
  if ('failure' in left) return left;
  if (expr.operator === '^' && expr.right.kind === 'name' && expr.right.name === 'T') {
    return transposed(lowering, left.value);
  }
  const right = lowerExpression(lowering, expr.right, place);
  if ('failure' in right) return right;
  const a = left.value;
  const b = right.value;
  const entrywise = (build: () => NodeId): Lowered =>
    fits(lowering, place, expr, [a, b], expr.operator, () => lowered(build(), a.row || b.row));
  switch (expr.operator) {
    case '*':
    case 'juxtapose':
      return fromProduct(lowering, product(graph, a, b), expr, place);
    case '@':
      return fromProduct(lowering, matrixProduct(graph, a, b), expr, place);
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
      return fromProduct(lowering, entrywisePower(graph, a, b), expr, place);
    case '^':
      return lowerPower(lowering, expr, a, b, place);
    case 'and':
    case 'or':
      return entrywise(() => logical[expr.operator as 'and' | 'or'](graph, a.node, b.node));
  }
}

/**
 * `A^2` of a named square matrix is the matrix product, as is `A^-1` of any square matrix the inverse; other powers are
 * taken entry by entry, so that `sum((Y - T)^2)` means what it means in a loss.
 */
function lowerPower(lowering: SheetGraph, expr: Binary, a: Value, b: Value, place: Place): Lowered {
  const { graph } = lowering;
  const shape = graph.node(a.node).shape;
  const exponent = graph.uniformValue(b.node);
  const square = shape.length === 2 && shape[0] === shape[1] && graph.node(b.node).shape.length === 0;
  const named = expr.left.kind === 'name';
  if (square && named && exponent !== undefined && exponent > 1) lowering.ambiguous.power = true;
  const matrix = exponent !== undefined && (exponent < 0 || (named && lowering.reading.power === 'matrix'));
  if (square && matrix && Number.isInteger(exponent)) {
    const node = matrixPower(graph, a.node, exponent);
    if (node !== undefined) return lowered(node);
    return fail('too-large', place, expr, `A matrix power of ${exponent} is more than Nabla unrolls.`);
  }
  return fromProduct(lowering, entrywisePower(graph, a, b), expr, place);
}

function fromProduct(lowering: SheetGraph, result: ProductResult, expr: Binary, place: Place): Lowered {
  if (!('mismatch' in result)) return { value: result };
  return {
    failure: {
      code: 'shape-mismatch',
      message: `${sentence(result.mismatch)}`,
      span: toDocument(place.fragment, expr.span),
      related: operandShapes(lowering, [expr.left, expr.right], place),
    },
  };
}

/** For messages: the shapes of operands, and where those that have a name come from. */
function operandShapes(lowering: SheetGraph, operands: readonly Expr[], place: Place): Failure['related'] {
  return operands.flatMap((operand) => {
    const node = lowering.nodeOf.get(operand);
    if (node === undefined) return [];
    const shape = showShape(lowering.graph.node(node).shape);
    const definition =
      operand.kind === 'name'
        ? resolve(lowering.book.scope, place.sheet, operand.name, place.offset)
        : undefined;
    return [
      {
        span: definition?.span ?? toDocument(place.fragment, operand.span),
        message:
          definition === undefined
            ? `This side is ${shape}.`
            : `${definition.name} is ${shape} by this line.`,
      },
    ];
  });
}

function fits(
  lowering: SheetGraph,
  place: Place,
  expr: Expr,
  operands: readonly Value[],
  what: string,
  build: () => Lowered,
): Lowered {
  const { graph } = lowering;
  let common = graph.node(operands[0]!.node).shape;
  for (const { node } of operands.slice(1)) {
    const { shape } = graph.node(node);
    const next = broadcastShapes(common, shape);
    if (next === undefined) {
      return {
        failure: {
          code: 'shape-mismatch',
          message: `The sizes ${showShape(common)} and ${showShape(shape)} do not fit in \`${what}\`. Make them equal, or one of them a scalar.`,
          span: toDocument(place.fragment, expr.span),
          related: expr.kind === 'binary' ? operandShapes(lowering, [expr.left, expr.right], place) : [],
        },
      };
    }
    common = next;
  }
  return build();
}

function lowerComparison(
  lowering: SheetGraph,
  expr: Extract<Expr, { kind: 'compare' }>,
  place: Place,
): Lowered {
  const { graph } = lowering;
  const operands = all(expr.operands.map((operand) => lowerExpression(lowering, operand, place)));
  if ('failure' in operands) return operands;
  return fits(lowering, place, expr, operands.values, expr.operators.join(' '), () => {
    let result: NodeId | undefined;
    expr.operators.forEach((operator, i) => {
      const step = compareOperation(graph, operator, operands.values[i]!.node, operands.values[i + 1]!.node);
      result = result === undefined ? step : logical.and(graph, result, step);
    });
    return result === undefined ? lowered(operands.values[0]!.node) : lowered(result);
  });
}

function lowerIndex(lowering: SheetGraph, expr: Index, place: Place): Lowered {
  const target = lowerExpression(lowering, expr.target, place);
  if ('failure' in target) return target;
  const shape = lowering.graph.node(target.value.node).shape;
  const positions: Position[] = [];
  for (const [axis, item] of expr.items.entries()) {
    const position = positionOf(lowering, item, shape[axis] ?? 1, place);
    if (typeof position === 'object' && 'failure' in position) return position;
    positions.push(position);
  }
  const result = tryIndex(lowering.graph, target.value.node, positions);
  if (typeof result === 'number') return lowered(result, target.value.row && positions.length === 1);
  return fail('shape-mismatch', place, expr, `${sentence(result.mismatch)} Indices count from 1.`);
}

function positionOf(
  lowering: SheetGraph,
  item: IndexItem,
  size: number,
  place: Place,
): Position | { failure: Failure } {
  if (item.kind === 'all') return 'all';
  const literal = (expr: Expr): number | { failure: Failure } => {
    const result = lowerExpression(lowering, expr, place);
    if ('failure' in result) return result;
    const known = lowering.given.get(result.value.node);
    const number = known?.data[0] ?? lowering.graph.uniformValue(result.value.node);
    if (number !== undefined && Number.isInteger(number)) return number;
    return {
      failure: {
        code: 'unsupported',
        message: 'An index must be a whole number that is known, such as `x[2]`.',
        span: toDocument(place.fragment, expr.span),
        related: [],
      },
    };
  };
  if (item.kind === 'at') {
    const at = literal(item.value);
    return typeof at === 'number' ? at - 1 : at;
  }
  const from = item.from === undefined ? 1 : literal(item.from);
  if (typeof from !== 'number') return from;
  const to = item.to === undefined ? size : literal(item.to);
  if (typeof to !== 'number') return to;
  return { from: from - 1, to };
}

function lowerArray(
  lowering: SheetGraph,
  rows: readonly (readonly Expr[])[],
  expr: Expr,
  place: Place,
): Lowered {
  const { graph } = lowering;
  const items = all(rows.flat().map((item) => lowerExpression(lowering, item, place)));
  if ('failure' in items) return items;
  const first = items.values[0];
  if (first === undefined) return fail('unsupported', place, expr, 'An array needs at least one entry.');
  const shape = graph.node(first.node).shape;
  const odd = items.values.findIndex(({ node }) => !sameShape(graph.node(node).shape, shape));
  if (odd >= 0) {
    const other = showShape(graph.node(items.values[odd]!.node).shape);
    return fail(
      'shape-mismatch',
      place,
      rows.flat()[odd]!,
      `This entry is ${other}, the first one is ${showShape(shape)}. All entries of an array have one shape.`,
    );
  }
  const width = rows[0]!.length;
  const ragged = rows.find((row) => row.length !== width);
  if (ragged !== undefined) {
    return fail(
      'shape-mismatch',
      place,
      ragged[0] ?? expr,
      `This row has ${ragged.length} entries, the first row ${width}. All rows of a matrix have one length.`,
    );
  }
  const outer = rows.length > 1 ? [rows.length, width] : [width];
  return lowered(
    stack(
      graph,
      items.values.map(({ node }) => node),
      [...outer, ...shape],
    ),
  );
}

function isQuotient(lowering: SheetGraph, quotient: Expr, place: Place): boolean {
  if (quotient.kind !== 'binary') return false;
  return [quotient.left, quotient.right].every((side) => {
    if (side.kind !== 'name') return false;
    const definition = resolve(lowering.book.scope, place.sheet, side.name, place.offset);
    return definition !== undefined && definition.kind !== 'free';
  });
}

/** ∂target/∂variables, one after the other; an array literal of variables stacks their derivatives. */
export function lowerDerivative(
  lowering: SheetGraph,
  expr: Expr,
  target: Expr,
  variables: readonly Expr[],
  place: Place,
): Lowered {
  const { graph } = lowering;
  const result = lowerExpression(lowering, target, place);
  if ('failure' in result) return result;
  let node = result.value.node;
  for (const variable of variables) {
    const next =
      variable.kind === 'array'
        ? stackedDerivative(lowering, node, variable, expr, place)
        : single(lowering, node, variable, expr, place);
    if ('failure' in next) return next;
    node = next.value.node;
  }
  const before = graph.node(result.value.node).shape;
  return lowered(node, result.value.row && sameShape(before, graph.node(node).shape));
}

function single(lowering: SheetGraph, node: NodeId, variable: Expr, expr: Expr, place: Place): Lowered {
  const { graph } = lowering;
  const at = lowerExpression(lowering, variable, place);
  if ('failure' in at) return at;
  const result = derivative(graph, node, at.value.node);
  if ('node' in result) {
    lowering.derivations.set(expr, { target: node, variable: at.value.node, derivative: result.node });
    return lowered(result.node);
  }
  const shape = derivativeShape(graph.node(node).shape, graph.node(at.value.node).shape);
  return fail(
    'too-large',
    place,
    expr,
    `This derivative has ${showShape(shape)} entries, more than Nabla computes one by one. Declare smaller shapes.`,
  );
}

function stackedDerivative(
  lowering: SheetGraph,
  node: NodeId,
  variables: Extract<Expr, { kind: 'array' }>,
  expr: Expr,
  place: Place,
): Lowered {
  const { graph } = lowering;
  const parts = all(variables.rows.flat().map((variable) => single(lowering, node, variable, expr, place)));
  if ('failure' in parts) return parts;
  const shape = graph.node(node).shape;
  const flat = parts.values.map(({ node: part }) => part);
  if (flat.some((part) => sizeOf(graph.node(part).shape) !== sizeOf(shape))) {
    return fail(
      'unsupported',
      place,
      expr,
      'A gradient over several names needs scalar names; take them one by one.',
    );
  }
  const stacked = stack(
    graph,
    flat.map((part) => reshape(graph, part, shape)),
    [flat.length, ...shape],
  );
  return lowered(shape.length === 1 ? transpose(graph, stacked) : stacked);
}

/** `∇f`: over the parameters of a function, over the one free input of a name. */
function lowerGradient(
  lowering: SheetGraph,
  expr: Extract<Expr, { kind: 'gradient' }>,
  place: Place,
): Lowered {
  if (expr.variable !== undefined)
    return lowerDerivative(lowering, expr, expr.target, [expr.variable], place);
  const callee = expr.target.kind === 'call' ? expr.target.callee : expr.target;
  if (callee.kind === 'name') {
    const definition = resolve(lowering.book.scope, place.sheet, callee.name, place.offset);
    if (definition?.kind === 'function') {
      const { parameters } = definition;
      const variables: Expr[] =
        parameters.length === 1 ? [parameters[0]!] : [{ kind: 'array', rows: [parameters], span: expr.span }];
      return lowerDerivative(lowering, expr, callee, variables, place);
    }
    if (definition !== undefined) {
      const inputs = lowering.book.definitions.filter(
        (input) =>
          (input.kind === 'free' || input.kind === 'value') && dependsOn(lowering.book, definition, input),
      );
      const [only] = inputs;
      if (only !== undefined && inputs.length === 1) {
        return lowerDerivative(
          lowering,
          expr,
          callee,
          [{ kind: 'name', name: only.name, span: expr.span }],
          place,
        );
      }
    }
  }
  return fail(
    'unsupported',
    place,
    expr,
    'It is not clear with respect to which name this gradient is taken. Write `grad(L, x)`.',
  );
}

function lowerCall(lowering: SheetGraph, expr: Call, place: Place): Lowered {
  const args = all(expr.args.map((argument) => lowerExpression(lowering, argument.value, place)));
  if ('failure' in args) return args;
  const name = expr.callee.name;
  const definition = place.parameters.has(name)
    ? undefined
    : resolve(lowering.book.scope, place.sheet, name, place.offset);
  if (definition?.kind === 'function') return inline(lowering, definition, expr, args.values, place);
  if (definition === undefined && !place.parameters.has(name)) {
    const entry = functions.get(name);
    if (entry === undefined)
      return fail(
        'unknown-name',
        place,
        expr.callee,
        `${name} is not a function Nabla knows, and the sheet does not define it.`,
      );
    return callBuiltin(lowering, entry, expr, args.values, place);
  }
  if (definition !== undefined && namesItsInputs(lowering, definition, expr.args, place)) {
    return lowerName(lowering, expr.callee, place);
  }
  const callee = lowerName(lowering, expr.callee, place);
  if ('failure' in callee) return callee;
  if (args.values.length !== 1) {
    return fail(
      'unsupported',
      place,
      expr,
      `${name} is not a function, so it cannot be applied to ${args.values.length} arguments. Define it as ${name}(…) = ….`,
    );
  }
  return multiplied(lowering, callee.value, args.values[0]!, expr, place);
}

function multiplied(lowering: SheetGraph, a: Value, b: Value, expr: Expr, place: Place): Lowered {
  const result = product(lowering.graph, a, b);
  return 'mismatch' in result
    ? fail('shape-mismatch', place, expr, sentence(result.mismatch))
    : { value: result };
}

/** `J(w, b)` where `J` was defined without arguments: the arguments only name what it depends on. */
function namesItsInputs(
  lowering: SheetGraph,
  definition: Definition,
  args: readonly Argument[],
  place: Place,
): boolean {
  if (definition.kind !== 'expression') return false;
  return args.every(({ value, keyword }) => {
    if (keyword !== undefined || value.kind !== 'name') return false;
    const named = resolve(lowering.book.scope, place.sheet, value.name, place.offset);
    return named !== undefined && dependsOn(lowering.book, definition, named);
  });
}

function inline(
  lowering: SheetGraph,
  definition: FunctionDefinition,
  expr: Call,
  args: readonly Value[],
  place: Place,
): Lowered {
  const { parameters } = definition;
  if (args.length !== parameters.length) {
    return fail(
      'unsupported',
      place,
      expr,
      `${definition.name} takes ${parameters.length} arguments (${parameters.map(({ name }) => name).join(', ')}), not ${args.length}.`,
    );
  }
  return body(lowering, definition, args, place, expr);
}

function body(
  lowering: SheetGraph,
  definition: FunctionDefinition,
  args: readonly Value[],
  place: Place,
  expr: Expr,
): Lowered {
  if (place.depth >= MAX_CALL_DEPTH) {
    return fail('circular', place, expr, `${definition.name} calls itself without end.`);
  }
  const result = lowerExpression(lowering, definition.expr, {
    sheet: definition.sheet,
    offset: definition.span.start,
    fragment: definition.fragment,
    parameters: new Map(definition.parameters.map(({ name }, i) => [name, { value: args[i]! }])),
    depth: place.depth + 1,
  });
  return result;
}

function callBuiltin(
  lowering: SheetGraph,
  entry: FunctionEntry,
  expr: Call,
  args: readonly Value[],
  place: Place,
): Lowered {
  const { graph } = lowering;
  const options = callOptions(expr.args);
  const inputs: NodeId[] = [];
  for (const [i, argument] of expr.args.entries()) {
    const keyword = argument.keyword?.name;
    if (keyword === undefined) inputs.push(args[i]!.node);
    else if (!/^(axis|dim|keepdims?)$/.test(keyword)) {
      const slot = entry.keywords?.indexOf(keyword) ?? -1;
      if (slot < 0)
        return fail(
          'unsupported',
          place,
          argument.keyword ?? expr,
          `${expr.callee.name} has no argument named ${keyword}. Its form is ${entry.signature}.`,
        );
      inputs[slot + 1] = args[i]!.node;
    }
  }
  const [least, most] = entry.arity;
  if (inputs.length < least || inputs.length > most || inputs.includes(undefined as never)) {
    return fail(
      'unsupported',
      place,
      expr,
      `${expr.callee.name} is called with ${inputs.length} arguments. Its form is ${entry.signature}.`,
    );
  }
  const sizes = args.map(({ node }) => graph.uniformValue(node));
  if (entry.shapeFromSizes !== undefined && sizes.every((size) => size !== undefined)) {
    const shape = entry.shapeFromSizes(sizes);
    if (sizeOf(shape) > MAX_ENTRIES) return tooManyEntries(place, expr, shape);
  }
  const result: NodeId | CallMismatch = entry.build(graph, inputs, options);
  if (typeof result !== 'number') {
    return {
      failure: {
        code: 'shape-mismatch',
        message: sentence(result.mismatch),
        span: toDocument(place.fragment, expr.span),
        related: operandShapes(
          lowering,
          expr.args.map(({ value }) => value),
          place,
        ),
      },
    };
  }
  const sameRow = args[0]?.row === true && graph.node(result).shape.length === 1;
  return lowered(
    result,
    entry.rule === 'transpose' && graph.node(result).shape.length === 1 ? args[0]?.row !== true : sameRow,
  );
}

/** `f'(x)` of a function; `L'(x)` of a definition; else a transpose times a parenthesis. */
function lowerPrimeCall(lowering: SheetGraph, expr: PrimeCall, place: Place): Lowered {
  const { name } = expr.callee;
  const definition = place.parameters.has(name)
    ? undefined
    : resolve(lowering.book.scope, place.sheet, name, place.offset);
  const [argument] = expr.args;
  if (argument === undefined || expr.args.length !== 1) {
    return fail(
      'unsupported',
      place,
      expr,
      `${name}' needs one argument: it is the derivative of a function of one variable.`,
    );
  }
  if (definition?.kind === 'expression' && namesItsInputs(lowering, definition, expr.args, place)) {
    const variables = Array.from({ length: expr.order }, () => argument.value);
    return lowerDerivative(lowering, expr, expr.callee, variables, place);
  }
  const at = lowerExpression(lowering, argument.value, place);
  if ('failure' in at) return at;
  if (
    definition?.kind === 'function' ||
    (definition === undefined && functions.has(name) && !place.parameters.has(name))
  ) {
    return functionDerivative(lowering, expr, definition, at.value, place);
  }
  const callee = lowerName(lowering, expr.callee, place);
  if ('failure' in callee) return callee;
  let left: Lowered = callee;
  for (let i = 0; i < expr.order && 'value' in left; i++) left = transposed(lowering, left.value);
  return 'failure' in left ? left : multiplied(lowering, left.value, at.value, expr, place);
}

/**
 * The derivative of a function at a place, entry by entry for an array: the argument becomes a variable of its own, so
 * that only the function is differentiated and not what its argument depends on.
 */
function functionDerivative(
  lowering: SheetGraph,
  expr: PrimeCall,
  definition: FunctionDefinition | undefined,
  at: Value,
  place: Place,
): Lowered {
  const { graph } = lowering;
  const variable = graph.named(definition?.parameters[0]?.name ?? 'x', at.node);
  const call: Call = { kind: 'call', callee: expr.callee, args: expr.args, span: expr.span };
  const applied =
    definition === undefined
      ? callBuiltin(
          lowering,
          functions.get(expr.callee.name)!,
          call,
          [{ node: variable, row: at.row }],
          place,
        )
      : inline(lowering, definition, call, [{ node: variable, row: at.row }], place);
  if ('failure' in applied) return applied;
  let { node } = applied.value;
  const { shape } = graph.node(variable);
  for (let i = 0; i < expr.order; i++) {
    if (!sameShape(graph.node(node).shape, shape)) {
      return fail(
        'unsupported',
        place,
        expr,
        `${expr.callee.name}' is not a derivative entry by entry. Write jacobian(…) or grad(…).`,
      );
    }
    const [adjoint] = adjoints(graph, node, graph.filled(1, shape), [variable]);
    const derivative = adjoint ?? graph.filled(0, shape);
    if (sizeOf(shape) === 1) lowering.derivations.set(expr, { target: node, variable, derivative });
    node = derivative;
  }
  return lowered(node, at.row);
}

function all(results: readonly Lowered[]): { values: Value[] } | { failure: Failure } {
  const values: Value[] = [];
  for (const result of results) {
    if ('failure' in result) return result;
    values.push(result.value);
  }
  return { values };
}

function fail(code: Failure['code'], place: Place, expr: Expr, message: string): { failure: Failure } {
  return { failure: { code, message, span: toDocument(place.fragment, expr.span), related: [] } };
}

const sentence = (clause: string): string =>
  `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${/[.!?]$/.test(clause) ? '' : '.'}`;

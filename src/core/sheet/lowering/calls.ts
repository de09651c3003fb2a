import { adjoints } from '../../diff/reverse';
import type { CallMismatch, FunctionEntry } from '../../graph/function';
import type { NodeId } from '../../graph/graph';
import { functions } from '../../graph/operations/index';
import { sameShape, sizeOf } from '../../graph/shape';
import type { Argument, Call, Expr, PrimeCall } from '../../syntax/ast';
import { toDocument } from '../../text/fragment';
import { type CallOptions, callOptions, inputOrder, operandsOf } from '../call-options';
import { writtenNumber } from '../constants';
import { dependsOn, directDependencies } from '../dependencies';
import type { Definition, FunctionDefinition } from '../model';
import { resolve } from '../scope';
import { MAX_CALL_DEPTH } from '../shapes/expressions';
import { lowerDerivative } from './derivatives';
import type { Place } from './place';
import type { SheetGraph } from './sheet-graph';
import {
  all,
  fail,
  MAX_ENTRIES,
  multiplied,
  operandShapes,
  sentence,
  tooManyEntries,
  transposed,
} from './support';
import { type Lowered, lowered, type Value } from './value';

export function lowerCall(sheetGraph: SheetGraph, written: Call, place: Place): Lowered {
  const { name } = written.callee;
  const definition = place.parameters.has(name)
    ? undefined
    : resolve(sheetGraph.book.scope, place.sheet, name, place.offset);
  const builtin = definition === undefined && !place.parameters.has(name) ? functions.get(name) : undefined;
  const expr = builtin === undefined ? written : { ...written, args: operandsOf(builtin, written.args) };
  const args = all(expr.args.map((argument) => sheetGraph.lower(argument.value, place)));
  if ('failure' in args) return args;
  if (definition?.kind === 'function') return inline(sheetGraph, definition, expr, args.values, place);
  if (definition === undefined && !place.parameters.has(name)) {
    if (builtin === undefined)
      return fail(
        'unknown-name',
        place,
        expr.callee,
        `${name} is not a function Nabla knows, and the sheet does not define it.`,
      );
    return callBuiltin(sheetGraph, builtin, expr, args.values, place, callOptions(written.args));
  }
  if (definition !== undefined && namesItsInputs(sheetGraph, definition, expr.args, place)) {
    return sheetGraph.lower(expr.callee, place);
  }
  if (definition?.kind === 'free' && definition.applied) return unknownFunction(expr, place);
  if (
    definition?.kind === 'expression' &&
    expr.args[0] !== undefined &&
    writtenNumber(expr.args[0].value) !== undefined
  ) {
    return fail(
      'unsupported',
      place,
      expr,
      `It is not clear whether this is ${name} at a point or a product. Write \`at x = …: ${name} = …\` for a point, with the name of its variable, or ${name}*(…) for a product.`,
    );
  }
  const callee = sheetGraph.lower(expr.callee, place);
  if ('failure' in callee) return callee;
  if (args.values.length !== 1) {
    return fail(
      'unsupported',
      place,
      expr,
      `${name} is not a function, so it cannot be applied to ${args.values.length} arguments. Define it as ${name}(…) = ….`,
    );
  }
  return multiplied(sheetGraph, callee.value, args.values[0]!, expr, place);
}

const unknownFunction = (expr: Call | PrimeCall, place: Place): Lowered =>
  fail(
    'unknown-name',
    place,
    expr.callee,
    `${expr.callee.name} is not a function that Nabla knows, and the sheet does not define it. Define it, as in ${expr.callee.name}(x) = …, or write ${expr.callee.name}*(…) for a product.`,
  );

/** `J(w, b)` where `J` was defined without arguments: the arguments only name what it depends on. */
function namesItsInputs(
  sheetGraph: SheetGraph,
  definition: Definition,
  args: readonly Argument[],
  place: Place,
): boolean {
  if (definition.kind !== 'expression') return false;
  return args.every(({ value, keyword }) => {
    if (keyword !== undefined || value.kind !== 'name') return false;
    const named = resolve(sheetGraph.book.scope, place.sheet, value.name, place.offset);
    return named !== undefined && dependsOn(sheetGraph.book, definition, named);
  });
}

function inline(
  sheetGraph: SheetGraph,
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
  return body(sheetGraph, definition, args, place, expr);
}

function body(
  sheetGraph: SheetGraph,
  definition: FunctionDefinition,
  args: readonly Value[],
  place: Place,
  expr: Expr,
): Lowered {
  if (place.depth >= MAX_CALL_DEPTH) {
    return fail('circular', place, expr, `${definition.name} calls itself without end.`);
  }
  const result = sheetGraph.lower(definition.expr, {
    sheet: definition.sheet,
    offset: definition.span.start,
    fragment: definition.fragment,
    parameters: new Map(definition.parameters.map(({ name }, i) => [name, { value: args[i]! }])),
    depth: place.depth + 1,
    ...(definition.unannotated && { prose: 'definitions' }),
  });
  return result;
}

function callBuiltin(
  sheetGraph: SheetGraph,
  entry: FunctionEntry,
  expr: Call,
  args: readonly Value[],
  place: Place,
  options: CallOptions = callOptions(expr.args),
): Lowered {
  const { graph } = sheetGraph;
  if (options.unclear !== undefined) {
    return fail(
      'unsupported',
      place,
      options.unclear,
      'An axis must be a whole number written out, such as `axis=0`, or a list of them, such as `axis=(0, 2)`.',
    );
  }
  const { order, unknown } = inputOrder(entry, expr.args);
  if (unknown !== undefined) {
    return fail(
      'unsupported',
      place,
      unknown.keyword ?? expr,
      `${expr.callee.name} has no argument named ${unknown.keyword?.name}. Its form is ${entry.signature}.`,
    );
  }
  const inputs = order.flatMap((i) => (i === undefined ? [] : [args[i]!.node]));
  const [least, most] = entry.arity;
  if (inputs.length < least || inputs.length > most || inputs.length < order.length) {
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
          sheetGraph,
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
export function lowerPrimeCall(sheetGraph: SheetGraph, expr: PrimeCall, place: Place): Lowered {
  const { name } = expr.callee;
  const definition = place.parameters.has(name)
    ? undefined
    : resolve(sheetGraph.book.scope, place.sheet, name, place.offset);
  const [argument] = expr.args;
  if (argument === undefined || expr.args.length !== 1) {
    return fail(
      'unsupported',
      place,
      expr,
      `${name}' needs one argument: it is the derivative of a function of one variable.`,
    );
  }
  if (definition?.kind === 'expression' && namesItsInputs(sheetGraph, definition, expr.args, place)) {
    const variables = Array.from({ length: expr.order }, () => argument.value);
    return lowerDerivative(sheetGraph, expr, expr.callee, variables, place);
  }
  if (definition?.kind === 'function' && usesItsArgument(sheetGraph, definition, argument.value, place)) {
    const variables = Array.from({ length: expr.order }, () => argument.value);
    return lowerDerivative(sheetGraph, expr, expr.callee, variables, place);
  }
  const at = sheetGraph.lower(argument.value, place);
  if ('failure' in at) return at;
  if (
    definition?.kind === 'function' ||
    (definition === undefined && functions.has(name) && !place.parameters.has(name))
  ) {
    return functionDerivative(sheetGraph, expr, definition, at.value, place);
  }
  if (definition?.kind === 'free' && definition.applied) return unknownFunction(expr, place);
  const callee = sheetGraph.lower(expr.callee, place);
  if ('failure' in callee) return callee;
  let left: Lowered = callee;
  for (let i = 0; i < expr.order && 'value' in left; i++) left = transposed(sheetGraph, left.value);
  return 'failure' in left ? left : multiplied(sheetGraph, left.value, at.value, expr, place);
}

/**
 * Whether a function of `a` uses names that are themselves computed from `a`, as `S(a) = a^2 + 4*a*h` does with
 * `h = 32/a^2`: then `S'(a)` is the derivative through them as well.
 */
function usesItsArgument(
  { book }: SheetGraph,
  definition: FunctionDefinition,
  argument: Expr,
  place: Place,
): boolean {
  if (argument.kind !== 'name' || argument.name !== definition.parameters[0]?.name) return false;
  if (place.parameters.has(argument.name)) return false;
  const variable = resolve(book.scope, place.sheet, argument.name, place.offset);
  if (variable === undefined) return false;
  return directDependencies(book, definition).some(
    (used) => used !== variable && used.kind === 'expression' && dependsOn(book, used, variable),
  );
}

/**
 * The derivative of a function at a place, entry by entry for an array: the argument becomes a variable of its own, so
 * that only the function is differentiated and not what its argument depends on.
 */
function functionDerivative(
  sheetGraph: SheetGraph,
  expr: PrimeCall,
  definition: FunctionDefinition | undefined,
  at: Value,
  place: Place,
): Lowered {
  const { graph } = sheetGraph;
  // The parameter's name means nothing outside of the function.
  const variable = graph.named(undefined, at.node);
  const call: Call = { kind: 'call', callee: expr.callee, args: expr.args, span: expr.span };
  const applied =
    definition === undefined
      ? callBuiltin(
          sheetGraph,
          functions.get(expr.callee.name)!,
          call,
          [{ node: variable, row: at.row }],
          place,
        )
      : inline(sheetGraph, definition, call, [{ node: variable, row: at.row }], place);
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
    if (sizeOf(shape) === 1) sheetGraph.derivations.set(expr, { target: node, variable, derivative });
    node = derivative;
  }
  return lowered(node, at.row);
}

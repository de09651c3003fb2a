import { tangent } from '../../diff/forward';
import { adjoints } from '../../diff/reverse';
import type { GraphBuilder, NodeId } from '../../graph/graph';
import { add, divide, multiply, subtract } from '../../graph/operations/arithmetic';
import { trace } from '../../graph/operations/matrix';
import { norm, reduceSum } from '../../graph/operations/reduce';
import { reshape, stack, tryIndex } from '../../graph/operations/structure';
import { ancestors } from '../../graph/program';
import { type Shape, sameShape, showShape, sizeOf } from '../../graph/shape';
import type { Binary, Derivative, Expr, Operator } from '../../syntax/ast';
import { coordinatesOf, isPoint, listOf, type Point } from './coordinates';
import { lowerDerivative } from './derivatives';
import { lowerEvaluated } from './evaluated';
import type { Place } from './place';
import type { SheetGraph } from './sheet-graph';
import { all, fail } from './support';
import { type Lowered, lowered, type Value } from './value';

/** What an operator is applied to: a target, the variable or the list of them, and the place where both have a meaning. */
interface Applied {
  readonly target: Expr;
  readonly variable: Expr;
  readonly place: Place;
}

type Failed = Extract<Lowered, { failure: unknown }>;

/** `∇f`, `∇²f`, `Δf`, `∇·F`, `hvp(f, x, v)` and their kin. */
export function lowerOperator(sheetGraph: SheetGraph, expr: Operator, place: Place): Lowered {
  if (expr.along !== undefined && expr.operator !== 'directional') {
    const along = sheetGraph.lower(expr.along, place);
    return 'failure' in along ? along : lowerProduct(sheetGraph, expr, along.value, place);
  }
  const applied = apply(sheetGraph, expr, place);
  if ('failure' in applied) return applied;
  const { target, variable } = applied;
  const derive = (order: 1 | 2): Lowered =>
    lowerDerivative(sheetGraph, expr, target, order === 1 ? [variable] : [variable, variable], applied.place);
  switch (expr.operator) {
    case 'gradient':
      return isDirection(sheetGraph, expr, applied)
        ? directional(sheetGraph, expr, variable, place)
        : derive(1);
    case 'directional':
      return directional(sheetGraph, expr, expr.along!, place);
    case 'hessian':
    case 'nabla2':
      return derive(2);
    case 'laplacian':
      return summed(sheetGraph, expr, applied, 2) ?? traced(sheetGraph, expr, applied, derive(2), 2);
    case 'divergence':
      return summed(sheetGraph, expr, applied, 1) ?? traced(sheetGraph, expr, applied, derive(1), 1);
    case 'curl':
      return curlOf(sheetGraph, expr, derive(1), place);
    default:
      return derive(1);
  }
}

/** `dL/dW`, or `f_xy(1, 2)` where the function's parameters have values. */
export function lowerDerivativeAt(sheetGraph: SheetGraph, expr: Derivative, place: Place): Lowered {
  const { target, variables, at, span } = expr;
  if (at === undefined || target.kind !== 'name') {
    return lowerDerivative(sheetGraph, expr, target, variables, place);
  }
  const args = at.map((value) => ({ value }));
  const point = isPoint(sheetGraph, { kind: 'call', callee: target, args, span }, place);
  if (point === undefined) return lowerAtPlace(sheetGraph, expr, at, place);
  const inside = placeAt(sheetGraph, point, place);
  if ('failure' in inside) return inside;
  return lowerDerivative(sheetGraph, expr, point.definition.expr, variables, inside);
}

/** `\frac{dy}{dx}(2)` of a `y` that is no function: its value where the variable is 2; `(x)` only says what it depends on. */
function lowerAtPlace(sheetGraph: SheetGraph, expr: Derivative, at: readonly Expr[], place: Place): Lowered {
  const { target, variables, span } = expr;
  const [variable] = variables;
  const [value] = at;
  const isNamed = at.some(
    (each) => each.kind === 'name' && variable?.kind === 'name' && each.name === variable.name,
  );
  if (isNamed) return lowerDerivative(sheetGraph, expr, target, variables, place);
  if (at.length === 1 && value !== undefined && variable !== undefined) {
    const { at: _, ...plain } = expr;
    const result = lowerEvaluated(
      sheetGraph,
      { kind: 'evaluated', target: plain, at: [{ variable, value }], span },
      place,
    );
    const derivation = sheetGraph.derivations.get(plain);
    if (derivation !== undefined) sheetGraph.derivations.set(expr, derivation);
    return result;
  }
  return fail(
    'unsupported',
    place,
    expr,
    'It is not clear which names have these values. Define what is differentiated as a function, such as `f(x, y) = …`.',
  );
}

/** The body of a function at given arguments: each is a variable of its own, so that only the function is differentiated. */
function placeAt(sheetGraph: SheetGraph, { definition, args }: Point, place: Place): Place | Failed {
  const values = all(args.map((argument) => sheetGraph.lower(argument, place)));
  if ('failure' in values) return values;
  const parameters = new Map<string, Lowered>(
    definition.parameters.map(({ name }, i) => {
      const { node, row } = values.values[i]!;
      return [name, lowered(sheetGraph.graph.named(undefined, node), row)];
    }),
  );
  return {
    sheet: definition.sheet,
    offset: definition.span.start,
    fragment: definition.fragment,
    parameters,
    depth: place.depth + 1,
    ...(definition.unannotated && { prose: 'definitions' }),
  };
}

function apply(sheetGraph: SheetGraph, expr: Operator, place: Place): Applied | Failed {
  const point = isPoint(sheetGraph, expr.target, place);
  if (point !== undefined) {
    const inside = placeAt(sheetGraph, point, place);
    if ('failure' in inside) return inside;
    const { definition } = point;
    const variable = only(expr.variable) ?? listOf(definition.parameters, expr);
    return { target: definition.expr, variable, place: inside };
  }
  const variable = only(expr.variable) ?? coordinatesOf(sheetGraph, expr.target, expr, place);
  if (variable !== undefined) return { target: targetOf(expr.target), variable, place };
  return fail(
    'unsupported',
    place,
    expr,
    'It is not clear with respect to which names this derivative is taken. Write `grad(L, x)`, `hessian(L, x)` or `laplacian(u, [x, y])`.',
  );
}

/** A list of one name is that name, which may be an array. */
function only(variable: Expr | undefined): Expr | undefined {
  const names = variable?.kind === 'array' ? variable.rows.flat() : [];
  return names.length === 1 ? names[0] : variable;
}

/** `∇f(x, y)` of a function of `x` and `y` is `∇f`. */
const targetOf = (target: Expr): Expr => (target.kind === 'call' ? target.callee : target);

/** `∇_v f` where `f` does not depend on `v` is the derivative along `v`. */
function isDirection(sheetGraph: SheetGraph, expr: Operator, { target, variable, place }: Applied): boolean {
  if (expr.variable === undefined || variable.kind !== 'name') return false;
  const [f, v] = [sheetGraph.lower(target, place), sheetGraph.lower(variable, place)];
  if ('failure' in f || 'failure' in v) return false;
  if (ancestors(sheetGraph.graph, [f.value.node]).includes(v.value.node)) return false;
  return coordinatesOf(sheetGraph, expr.target, expr, place) !== undefined;
}

/** The derivative along a vector; some books divide by its length, so both are plausible. */
function directional(sheetGraph: SheetGraph, expr: Operator, along: Expr, place: Place): Lowered {
  const { graph } = sheetGraph;
  const vector = sheetGraph.lower(along, place);
  if ('failure' in vector) return vector;
  const { variable: _, ...rest } = expr;
  const result = lowerProduct(sheetGraph, { ...rest, operator: 'jvp' }, vector.value, place, expr);
  if ('failure' in result) return result;
  sheetGraph.ambiguous.direction = true;
  if (sheetGraph.reading.direction === 'plain') return result;
  return lowered(divide(graph, result.value.node, norm(graph, vector.value.node)), result.value.row);
}

/** `hvp(f, x, v)`, `jvp(f, x, v)`, `vjp(f, x, u)`: one pass more than the function or its gradient, and no matrix. */
function lowerProduct(
  sheetGraph: SheetGraph,
  expr: Operator,
  along: Value,
  place: Place,
  written: Expr = expr,
): Lowered {
  const { graph } = sheetGraph;
  const applied = apply(sheetGraph, expr, place);
  if ('failure' in applied) return applied;
  const inputs = variablesOf(sheetGraph, applied);
  if ('failure' in inputs) return inputs;
  const target =
    expr.operator === 'hvp'
      ? lowerDerivative(sheetGraph, written, applied.target, [applied.variable], applied.place)
      : sheetGraph.lower(applied.target, applied.place);
  if ('failure' in target) return target;
  const { node } = target.value;
  const listed = applied.variable.kind === 'array';
  const shape = graph.node(node).shape;
  const needed =
    expr.operator === 'vjp' ? shape : listed ? [inputs.nodes.length] : graph.node(inputs.nodes[0]!).shape;
  if (sizeOf(graph.node(along.node).shape) !== sizeOf(needed)) {
    return fail(
      'shape-mismatch',
      place,
      expr.along ?? written,
      `This is ${showShape(graph.node(along.node).shape)}, but ${showShape(needed)} is needed for this product. Correct one of the two.`,
    );
  }
  const vector = sameShape(graph.node(along.node).shape, needed)
    ? along.node
    : reshape(graph, along.node, needed);
  if (expr.operator === 'vjp') {
    const parts = adjoints(graph, node, vector, inputs.nodes).map(
      (part, i) => part ?? graph.filled(0, graph.node(inputs.nodes[i]!).shape),
    );
    return lowered(listed ? stack(graph, parts, [parts.length]) : parts[0]!);
  }
  const seeds = new Map(
    inputs.nodes.map((input, i) => [input, listed ? entry(graph, vector, [i]) : vector] as const),
  );
  return lowered(tangent(graph, node, seeds) ?? graph.filled(0, shape));
}

const entry = (graph: GraphBuilder, node: NodeId, index: readonly number[]): NodeId => {
  const result = tryIndex(graph, node, [...index]);
  return typeof result === 'number' ? result : node;
};

/** The nodes of the variable, or of the names of a list. */
function variablesOf(
  sheetGraph: SheetGraph,
  { variable, place }: Applied,
): { readonly nodes: readonly NodeId[] } | Failed {
  const names = variable.kind === 'array' ? variable.rows.flat() : [variable];
  const odd = names.find(({ kind }) => kind !== 'name');
  if (odd !== undefined) {
    return fail(
      'unsupported',
      place,
      odd,
      'A product with a derivative is taken for whole names. Write the name.',
    );
  }
  const values = all(names.map((name) => sheetGraph.lower(name, place)));
  if ('failure' in values) return values;
  const nodes = values.values.map(({ node }) => node);
  const scalars = nodes.every((node) => sizeOf(sheetGraph.graph.node(node).shape) === 1);
  if (variable.kind !== 'array' || scalars) return { nodes };
  return fail(
    'unsupported',
    place,
    variable,
    'A list of variables needs scalar names. Take arrays one by one.',
  );
}

/**
 * ∂²f/∂x² + ∂²f/∂y² + … and ∂F₁/∂x + ∂F₂/∂y + … over a list of names, term by term as people write it; undefined where the
 * variable or the field is one array.
 */
function summed(sheetGraph: SheetGraph, expr: Operator, applied: Applied, order: 1 | 2): Lowered | undefined {
  const { target, variable, place } = applied;
  if (variable.kind !== 'array') return undefined;
  const names = variable.rows.flat();
  const field = target.kind === 'array' ? target.rows.flat() : [];
  if (order === 1 && field.length !== names.length) return undefined;
  const terms = all(
    names.map((name, i) =>
      order === 2
        ? lowerDerivative(sheetGraph, expr, target, [name, name], place)
        : lowerDerivative(sheetGraph, expr, field[i]!, [name], place),
    ),
  );
  if ('failure' in terms) return terms;
  const { graph } = sheetGraph;
  const nodes = terms.values.map(({ node }) => node);
  const shapes = nodes.map((node) => graph.node(node).shape);
  if (!shapes.every((shape) => sameShape(shape, shapes[0]!))) return undefined;
  return lowered(nodes.reduce((sum, term) => add(graph, sum, term)));
}

/** The sum of a Hessian's or a Jacobian's diagonal, for each entry of what stands before these axes. */
function traced(
  sheetGraph: SheetGraph,
  expr: Operator,
  applied: Applied,
  result: Lowered,
  order: 1 | 2,
): Lowered {
  if ('failure' in result) return result;
  const inputs =
    applied.variable.kind === 'array' ? undefined : sheetGraph.lower(applied.variable, applied.place);
  if (inputs !== undefined && 'failure' in inputs) return inputs;
  const { graph } = sheetGraph;
  const { node } = result.value;
  const { shape } = graph.node(node);
  const n =
    inputs === undefined
      ? (applied.variable as Extract<Expr, { kind: 'array' }>).rows.flat().length
      : sizeOf(graph.node(inputs.value.node).shape);
  const target = sheetGraph.lower(applied.target, applied.place);
  if ('failure' in target) return target;
  const field = graph.node(target.value.node).shape;
  const before: Shape = order === 2 ? (sizeOf(field) === 1 ? [] : field) : [];
  if (sizeOf(shape) !== sizeOf(before) * n * n) {
    return fail(
      'shape-mismatch',
      applied.place,
      expr,
      `A divergence needs a field with as many entries as there are coordinates: ${sizeOf(field)} and ${n} here. Correct the field, or name the coordinates, as in div(F, [x, y]).`,
    );
  }
  if (n === 1) return lowered(reshape(graph, node, before));
  const eye = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  const square = reshape(graph, node, [...before, n, n]);
  if (before.length === 0) return lowered(trace(graph, square));
  const diagonal = multiply(graph, square, graph.constantArray(eye, [n, n]));
  const rows = reduceSum(graph, diagonal, before.length + 1);
  return lowered(reduceSum(graph, rows, before.length));
}

/** ∇×F in three dimensions a vector, in two the scalar ∂F₂/∂x − ∂F₁/∂y. */
function curlOf(sheetGraph: SheetGraph, expr: Operator, jacobian: Lowered, place: Place): Lowered {
  if ('failure' in jacobian) return jacobian;
  const { graph } = sheetGraph;
  const { node } = jacobian.value;
  const { shape } = graph.node(node);
  const size = shape.length === 2 && shape[0] === shape[1] ? shape[0] : undefined;
  if (size !== 2 && size !== 3) {
    return fail(
      'shape-mismatch',
      place,
      expr,
      'A curl needs a field of three entries over three coordinates, or of two over two. Name them, as in curl(F, [x, y, z]).',
    );
  }
  const component = (i: number, j: number): NodeId =>
    subtract(graph, entry(graph, node, [j, i]), entry(graph, node, [i, j]));
  if (size === 2) return lowered(component(0, 1));
  return lowered(stack(graph, [component(1, 2), component(2, 0), component(0, 1)], [3]));
}

/**
 * `hessian(f, x)*v` and `v'*hessian(f, x)` without the Hessian; undefined where the product is another one, and is lowered as
 * any other.
 */
export function lowerHessianProduct(sheetGraph: SheetGraph, expr: Binary, place: Place): Lowered | undefined {
  const left = hessianIn(expr.left);
  const right = left === undefined ? hessianIn(expr.right) : undefined;
  const hessian = left ?? right;
  if (hessian === undefined) return undefined;
  const along = sheetGraph.lower(left === undefined ? expr.left : expr.right, place);
  if ('failure' in along || sheetGraph.graph.node(along.value.node).shape.length !== 1) return undefined;
  // A row stands before a symmetric matrix, a column behind it.
  if (along.value.row !== (left === undefined)) return undefined;
  const applied = apply(sheetGraph, hessian, place);
  if ('failure' in applied || !isVector(sheetGraph, applied)) return undefined;
  const target = sheetGraph.lower(applied.target, applied.place);
  if ('failure' in target || sizeOf(sheetGraph.graph.node(target.value.node).shape) !== 1) return undefined;
  const result = lowerProduct(
    sheetGraph,
    hessian,
    along.value,
    place,
    left === undefined ? expr.right : expr.left,
  );
  return 'failure' in result ? result : lowered(result.value.node, left === undefined);
}

function isVector(sheetGraph: SheetGraph, { variable, place }: Applied): boolean {
  if (variable.kind === 'array') return true;
  const value = sheetGraph.lower(variable, place);
  return 'value' in value && sheetGraph.graph.node(value.value.node).shape.length === 1;
}

/** A Hessian as the operator of its product with a vector. */
function hessianIn(expr: Expr): Operator | undefined {
  const { span } = expr;
  if (expr.kind === 'operator') {
    if (expr.operator !== 'hessian' && expr.operator !== 'nabla2') return undefined;
    return { ...expr, operator: 'hvp' };
  }
  if (expr.kind !== 'derivative' || expr.variables.length !== 2) return undefined;
  const [first, second] = expr.variables as readonly [Expr, Expr];
  const same =
    first === second || (first.kind === 'name' && second.kind === 'name' && first.name === second.name);
  if (!same) return undefined;
  return { kind: 'operator', operator: 'hvp', target: expr.target, variable: first, span };
}

import { dependence, type Fixed, NOTHING_FIXED } from '../../diff/dependence';
import { derivative, derivativeShape } from '../../diff/derivative';
import { type GraphBuilder, INPUT, NAMED, type NodeId } from '../../graph/graph';
import { type Position, reshape, stack, transpose, tryIndex } from '../../graph/operations/structure';
import { sameShape, showShape, sizeOf } from '../../graph/shape';
import type { Expr, Index, Name } from '../../syntax/ast';
import { componentName } from '../component';
import { resolve } from '../scope';
import { positionsOf } from './arrays';
import type { Place } from './place';
import type { SheetGraph } from './sheet-graph';
import { all, fail, sentence } from './support';
import { type Lowered, lowered } from './value';

export function isQuotient(sheetGraph: SheetGraph, quotient: Expr, place: Place): boolean {
  if (quotient.kind !== 'binary') return false;
  return [quotient.left, quotient.right].every((side) => {
    if (side.kind !== 'name') return false;
    const definition = resolve(sheetGraph.book.scope, place.sheet, side.name, place.offset);
    return definition !== undefined && definition.kind !== 'free';
  });
}

/** ∂target/∂variables, one after the other; an array literal of variables stacks their derivatives. */
export function lowerDerivative(
  sheetGraph: SheetGraph,
  expr: Expr,
  target: Expr,
  variables: readonly Expr[],
  place: Place,
): Lowered {
  const { graph } = sheetGraph;
  const result = sheetGraph.lower(target, place);
  if ('failure' in result) return result;
  const unknown = unknownTarget(sheetGraph, target, variables, place);
  if (unknown !== undefined && isInTex(expr, place)) {
    return fail('unknown-name', place, expr, `${unknown} is not defined here as a function of anything.`);
  }
  // The array of which an entry is differentiated is not what stands between.
  const array = target.kind === 'index' ? sheetGraph.lower(target.target, place) : undefined;
  const whole = array !== undefined && 'value' in array ? array.value.node : undefined;
  let node = result.value.node;
  for (const variable of variables) {
    const next =
      variable.kind === 'array'
        ? stackedDerivative(sheetGraph, node, variable, expr, place)
        : single(sheetGraph, node, variable, expr, place, { whole, first: result.value.node });
    if ('failure' in next) return next;
    node = next.value.node;
  }
  const before = graph.node(result.value.node).shape;
  return lowered(node, result.value.row && sameShape(before, graph.node(node).shape));
}

/** What stands around one differentiation of several. */
interface Around {
  /** The array of which an entry is differentiated. */
  readonly whole?: NodeId | undefined;
  /** What is differentiated first. */
  readonly first: NodeId;
}

function single(
  sheetGraph: SheetGraph,
  node: NodeId,
  variable: Expr,
  expr: Expr,
  place: Place,
  around: Around = { first: node },
): Lowered {
  const { graph } = sheetGraph;
  const entry = indexOf(sheetGraph, variable, place);
  if (entry !== undefined) return byEntry(sheetGraph, node, entry, expr, place, around);
  const at = sheetGraph.lower(variable, place);
  if ('failure' in at) return at;
  const by = isInTex(expr, place) ? behind(sheetGraph, node, at.value.node) : at.value.node;
  if (isInTex(expr, place) && !isPartial(expr, place) && passesBy(sheetGraph, node, by))
    sheetGraph.guesses.add(expr);
  const fixed = fixedIn(sheetGraph, expr, node, by, around, place);
  const result = derivative(graph, node, by, fixed);
  if ('node' in result) {
    const derivation = { target: node, variable: by, derivative: result.node };
    sheetGraph.derivations.set(expr, fixed.size === 0 ? derivation : { ...derivation, fixed });
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

/** `x[2]`, or `x_2` of an array `x`. */
function indexOf(sheetGraph: SheetGraph, variable: Expr, place: Place): Index | undefined {
  if (variable.kind === 'index') return variable.target.kind === 'name' ? variable : undefined;
  if (variable.kind !== 'name') return undefined;
  const { scope } = sheetGraph.book;
  const component = componentName(variable.name);
  if (component === undefined || place.parameters.has(variable.name)) return undefined;
  if (resolve(scope, place.sheet, variable.name, place.offset) !== undefined) return undefined;
  if (resolve(scope, place.sheet, component.base, place.offset) === undefined) return undefined;
  const { span } = variable;
  const text = String(component.component);
  const value: Expr = { kind: 'number', value: component.component, text, span };
  return {
    kind: 'index',
    target: { kind: 'name', name: component.base, span },
    items: [{ kind: 'at', value }],
    span,
  };
}

/** The derivative by some entries of an array is those entries of the derivative by the array. */
function byEntry(
  sheetGraph: SheetGraph,
  node: NodeId,
  entry: Index,
  expr: Expr,
  place: Place,
  around: Around,
): Lowered {
  const { graph } = sheetGraph;
  const whole = single(sheetGraph, node, entry.target, expr, place, around);
  if ('failure' in whole) return whole;
  const array = sheetGraph.lower(entry.target, place);
  if ('failure' in array) return array;
  const { shape } = graph.node(array.value.node);
  const positions = positionsOf(sheetGraph, entry, shape, place);
  if ('failure' in positions) return positions;
  const before = Math.max(0, graph.node(whole.value.node).shape.length - shape.length);
  const result = tryIndex(graph, whole.value.node, [
    ...Array.from({ length: before }, (): Position => 'all'),
    ...positions,
  ]);
  if (typeof result === 'number') return lowered(result);
  return fail('shape-mismatch', place, expr, `${sentence(result.mismatch)} Indices count from 1.`);
}

/**
 * What a derivative by a name is taken by: where `y = \sigma(wx + b)` is written out and `v = wx + b` is named beside it, `dy/dv` is taken
 * by what `v` stands for.
 */
function behind({ graph }: SheetGraph, target: NodeId, variable: NodeId): NodeId {
  const { operation, inputs } = graph.node(variable);
  const [inner] = inputs;
  if (operation !== NAMED || inner === undefined) return variable;
  const isOn = (id: NodeId): boolean => dependence(graph, target, [id]).has(target);
  const { operation: source } = graph.node(inner);
  return source === INPUT || isOn(variable) || !isOn(inner) ? variable : inner;
}

/**
 * Whether a function depends on what a computed name is made of beside the name: with `R = PQ` and `Q = 100 - 2P`, `dR/dQ` may take
 * `P` for a function of `Q`.
 */
function passesBy({ graph }: SheetGraph, target: NodeId, variable: NodeId): boolean {
  if (graph.node(variable).operation !== NAMED) return false;
  const leaves = graph.ancestors([variable]).filter((id) => graph.node(id).operation === INPUT);
  const others = new Set(graph.ancestors([target], undefined, (id) => id === variable));
  return leaves.length === 1 && leaves.some((leaf) => others.has(leaf));
}

/**
 * The name of what is differentiated, where nothing defines it: in prose it depends on the variable in a way that only words
 * tell, while in a sheet it would be constant.
 */
function unknownTarget(
  { book }: SheetGraph,
  target: Expr,
  variables: readonly Expr[],
  place: Place,
): string | undefined {
  const name = baseOf(target);
  if (name === undefined || place.parameters.has(name)) return undefined;
  const isOwn = variables.some((variable) =>
    (variable.kind === 'array' ? variable.rows.flat() : [variable]).some((each) => baseOf(each) === name),
  );
  const definition = resolve(book.scope, place.sheet, name, place.offset);
  return !isOwn && definition?.kind === 'free' ? name : undefined;
}

function baseOf(expr: Expr): string | undefined {
  if (expr.kind === 'index') return baseOf(expr.target);
  return expr.kind === 'name' ? expr.name : undefined;
}

const isInTex = ({ span }: Expr, { fragment }: Place): boolean =>
  /\\(?:[dt]?frac|partial|nabla|d*dot)(?![A-Za-z])/.test(fragment.text.slice(span.start, span.end));

/** What the derivative of `target` by `variable` does not look through, by what is written and how it is read. */
function fixedIn(
  sheetGraph: SheetGraph,
  expr: Expr,
  target: NodeId,
  variable: NodeId,
  { whole, first }: Around,
  place: Place,
): Fixed {
  if (expr.kind === 'derivative' && expr.fixed !== undefined)
    return namedFixed(sheetGraph, expr.fixed, place);
  if (!isPartial(expr, place)) return NOTHING_FIXED;
  const { graph } = sheetGraph;
  const between = namedBetween(graph, variable, target);
  if (whole !== undefined) between.delete(whole);
  if (between.size === 0) return NOTHING_FIXED;
  // Derivatives of derivatives are of the kind that the first one is.
  const ways = namedBetween(graph, variable, first);
  if (whole !== undefined) ways.delete(whole);
  if (!mentions(graph, first, variable, ways)) return NOTHING_FIXED;
  sheetGraph.ambiguous.partials = true;
  return sheetGraph.reading.partials === 'partial' ? between : NOTHING_FIXED;
}

/** Whether a function speaks of the variable itself: where it does not, nobody means the partial derivative, which is 0. */
const mentions = (graph: GraphBuilder, target: NodeId, variable: NodeId, between: Fixed): boolean =>
  graph.ancestors([target], variable, (id) => between.has(id)).includes(variable);

/** Whether LaTeX writes the derivative with `\partial`, or as a gradient, which is made of such. */
function isPartial(expr: Expr, { fragment }: Place): boolean {
  if (expr.kind !== 'derivative' && expr.kind !== 'operator') return false;
  return /\\(?:partial|nabla)(?![A-Za-z])/.test(fragment.text.slice(expr.span.start, expr.span.end));
}

/** `\left(\frac{\partial U}{\partial V}\right)_T` holds `T` fixed. */
function namedFixed(sheetGraph: SheetGraph, names: readonly Name[], place: Place): Fixed {
  const nodes = names.flatMap(({ name }) => {
    const definition = resolve(sheetGraph.book.scope, place.sheet, name, place.offset);
    const known = place.parameters.get(name) ?? (definition && sheetGraph.lowered.get(definition));
    return known !== undefined && 'value' in known ? [known.value.node] : [];
  });
  return new Set(nodes);
}

/** The named nodes on the ways from a variable to the function, both excluded. */
export function namedBetween(graph: GraphBuilder, variable: NodeId, target: NodeId): Set<NodeId> {
  const { order } = dependence(graph, target, [variable]);
  return new Set(
    order.filter((id) => id !== variable && id !== target && graph.node(id).operation === NAMED),
  );
}

function stackedDerivative(
  sheetGraph: SheetGraph,
  node: NodeId,
  variables: Extract<Expr, { kind: 'array' }>,
  expr: Expr,
  place: Place,
): Lowered {
  const { graph } = sheetGraph;
  const parts = all(variables.rows.flat().map((variable) => single(sheetGraph, node, variable, expr, place)));
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

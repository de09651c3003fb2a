import { substitute } from '../../diff/substitute';
import { INPUT, type NodeId } from '../../graph/graph';
import { ancestors } from '../../graph/program';
import { sameShape, showShape } from '../../graph/shape';
import type { Binding, Evaluated, Expr } from '../../syntax/ast';
import { coordinatesOf } from './coordinates';
import type { Place } from './place';
import type { SheetGraph } from './sheet-graph';
import { fail } from './support';
import { type Lowered, lowered } from './value';

/** `\left.\frac{dy}{dx}\right|_{x=1}`: the expression, and then values in the places of its names. */
export function lowerEvaluated(sheetGraph: SheetGraph, expr: Evaluated, place: Place): Lowered {
  const { graph } = sheetGraph;
  const target = sheetGraph.lower(expr.target, place);
  if ('failure' in target) return target;
  const { row } = target.value;
  let { node } = target.value;
  const pairs: { readonly variable: NodeId; readonly value: NodeId }[] = [];
  for (const binding of bindingsOf(sheetGraph, expr, place)) {
    const variable = variableOf(sheetGraph, expr, binding, node, place);
    if (variable === undefined) {
      return fail(
        'unsupported',
        place,
        expr,
        'It is not clear which name has this value. Write it, as in `|_{x=1}`.',
      );
    }
    if ('failure' in variable) return variable;
    const value = sheetGraph.lower(binding.value, place);
    if ('failure' in value) return value;
    const [needed, given] = [variable.value.node, value.value.node].map((id) => graph.node(id).shape);
    if (!sameShape(needed!, given!)) {
      return fail(
        'shape-mismatch',
        place,
        binding.value,
        `This value is ${showShape(given!)}, and what it stands for is ${showShape(needed!)}. Correct one of the two.`,
      );
    }
    pairs.push({ variable: variable.value.node, value: value.value.node });
  }
  // All values are put in at once: `|_{x=y, y=x}` swaps the two.
  const places = pairs.map(({ variable }) => graph.named(undefined, variable));
  pairs.forEach(({ variable }, i) => {
    node = substitute(graph, node, variable, places[i]!);
  });
  pairs.forEach(({ value }, i) => {
    node = substitute(graph, node, places[i]!, value);
  });
  return lowered(node, row);
}

/** `|_{(1, 2)}` gives values to the parameters of a function, or to coordinates, in their order. */
function bindingsOf(sheetGraph: SheetGraph, { target, at }: Evaluated, place: Place): readonly Binding[] {
  const [point, ...more] = at;
  if (point === undefined || point.variable !== undefined || more.length > 0 || point.value.kind !== 'array')
    return at;
  const values = point.value.rows.flat();
  const inner = target.kind === 'derivative' || target.kind === 'operator' ? target.target : target;
  const names = coordinatesOf(sheetGraph, inner, target, place);
  const variables = names?.kind === 'array' ? names.rows.flat() : [];
  if (variables.length !== values.length) return at;
  return values.map((value, i) => ({ variable: variables[i]!, value }));
}

/** What a value is put in for: the name that stands there, or the only one there is. */
function variableOf(
  sheetGraph: SheetGraph,
  { target }: Evaluated,
  { variable }: Binding,
  node: NodeId,
  place: Place,
): Lowered | undefined {
  if (variable !== undefined) return sheetGraph.lower(variable, place);
  const named = differentiatedBy(target);
  if (named !== undefined) return sheetGraph.lower(named, place);
  const { graph } = sheetGraph;
  const inputs = ancestors(graph, [node]).filter((id) => graph.node(id).operation === INPUT);
  return inputs.length === 1 ? lowered(inputs[0]!) : undefined;
}

function differentiatedBy(target: Expr): Expr | undefined {
  if (target.kind === 'operator') return target.variable;
  if (target.kind !== 'derivative') return undefined;
  const [first, ...rest] = target.variables;
  const isSame = rest.every(
    (each) => each.kind === 'name' && first?.kind === 'name' && each.name === first.name,
  );
  return isSame ? first : undefined;
}

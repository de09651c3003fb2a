import { derivative } from '../../diff/derivative';
import { INPUT, type NodeId } from '../../graph/graph';
import { ancestors } from '../../graph/program';
import type { Expr } from '../../syntax/ast';
import { mayBePower } from '../exponents';
import { resolve } from '../scope';
import { lookOf } from '../shapes/conventions';
import { namedBetween } from './derivatives';
import type { Place } from './place';
import type { SheetGraph } from './sheet-graph';
import { fail, transposed } from './support';
import { type Lowered, lowered, type Value } from './value';

/**
 * `y'`, `(x^2)'` and `x^T`. An array is transposed; a scalar function of scalars is differentiated, because transposing it would
 * do nothing: by its parameter, by the one name that it depends on, or by `x` or `t` among several.
 */
export function lowerPrime(
  sheetGraph: SheetGraph,
  expr: Extract<Expr, { kind: 'transpose' }>,
  operand: Value,
  place: Place,
): Lowered {
  const { graph } = sheetGraph;
  const { node } = operand;
  const mark = place.fragment.text.slice(expr.operand.span.end, expr.span.end);
  if (mayBePower(sheetGraph.book, expr, mark, place)) {
    return fail(
      'unsupported',
      place,
      expr,
      'This may be a transpose or a power. Write `pow(…, T)` for the power, or declare the shapes, such as `x : R^3`.',
    );
  }
  if (expr.prime !== true && !/['′’]$/.test(mark)) return transposed(sheetGraph, operand);
  const inputs = ancestors(graph, [node]).filter((id) => graph.node(id).operation === INPUT);
  const scalars = [node, ...inputs].every((id) => graph.node(id).shape.length === 0);
  if (!scalars || inputs.length === 0) {
    // LaTeX writes a prime for a derivative more often, so an array that nothing declares is no reason to accuse.
    if (expr.prime === true && lookOf(expr.operand) !== 'matrix') sheetGraph.guesses.add(expr);
    return transposed(sheetGraph, operand);
  }
  if (inputs.includes(node)) {
    return fail(
      'unknown-name',
      place,
      expr,
      `${graph.node(node).name} is not defined as a function of anything here, so its derivative cannot be judged. Define it, or declare its shape if \`'\` transposes it.`,
    );
  }
  const variable = variableOf(sheetGraph, expr.operand, inputs, place);
  if (variable === undefined) {
    return fail(
      'unsupported',
      place,
      expr,
      `It is not clear with respect to which name this derivative is taken. Write it as a quotient, such as dy/d${graph.node(inputs[0]!).name}.`,
    );
  }
  // A prime names no variable: what the text computes from another one may well be meant.
  const isOther = [...namedBetween(graph, variable, node)].some((id) => {
    const definition = sheetGraph.definitionOf.get(id);
    return definition?.kind === 'expression' || /^[xyzt]$/.test(definition?.name ?? '');
  });
  if (expr.prime === true && isOther) sheetGraph.guesses.add(expr);
  const result = derivative(graph, node, variable);
  if (!('node' in result)) return transposed(sheetGraph, operand);
  sheetGraph.derivations.set(expr, { target: node, variable, derivative: result.node });
  return lowered(result.node);
}

function variableOf(
  sheetGraph: SheetGraph,
  operand: Expr,
  inputs: readonly NodeId[],
  place: Place,
): NodeId | undefined {
  const { graph, given } = sheetGraph;
  const named = (name: string): NodeId | undefined => inputs.find((id) => graph.node(id).name === name);
  const only = (ids: readonly NodeId[]): NodeId | undefined => (ids.length === 1 ? ids[0] : undefined);
  let inner = operand;
  while (inner.kind === 'transpose') inner = inner.operand;
  const callee = inner.kind === 'call' ? inner.callee : inner;
  const definition =
    callee.kind === 'name'
      ? resolve(sheetGraph.book.scope, place.sheet, callee.name, place.offset)
      : undefined;
  if (definition?.kind === 'function' && definition.parameters.length === 1) {
    return named(definition.parameters[0]!.name) ?? only(inputs);
  }
  const free = inputs.filter((id) => !given.has(id));
  return only(inputs) ?? only(free) ?? named('x') ?? named('t');
}

import { INPUT, type NodeId } from '../../graph/graph';
import { ancestors } from '../../graph/program';
import type { Expr, Name } from '../../syntax/ast';
import { bareNamesIn } from '../../syntax/walk';
import { componentName } from '../component';
import type { FunctionDefinition } from '../model';
import { resolve } from '../scope';
import type { Place } from './place';
import type { SheetGraph } from './sheet-graph';

/** A function and its arguments. */
export interface Point {
  readonly definition: FunctionDefinition;
  readonly args: readonly Expr[];
}

/** `f(1, 2)` as a target: the function and the arguments where they are more than its own parameters. */
export function isPoint(sheetGraph: SheetGraph, target: Expr, place: Place): Point | undefined {
  if (target.kind !== 'call') return undefined;
  const definition = resolve(sheetGraph.book.scope, place.sheet, target.callee.name, place.offset);
  if (definition?.kind !== 'function' || definition.parameters.length !== target.args.length)
    return undefined;
  const args = target.args.map(({ value }) => value);
  const same = args.every(
    (value, i) => value.kind === 'name' && value.name === definition.parameters[i]!.name,
  );
  return same ? undefined : { definition, args };
}

/**
 * The names with respect to which an operator without a variable is taken: the parameters of a function, the one input of
 * anything else, or its coordinates. Where other inputs leave a doubt, `guesses` keeps the operator.
 */
export function coordinatesOf(
  sheetGraph: SheetGraph,
  target: Expr,
  operator: Expr,
  place: Place,
): Expr | undefined {
  if (target.kind === 'operator') {
    return target.variable ?? coordinatesOf(sheetGraph, target.target, operator, place);
  }
  if (target.kind === 'derivative') return target.variables[0];
  const callee = target.kind === 'call' ? target.callee : target;
  const definition =
    callee.kind === 'name'
      ? resolve(sheetGraph.book.scope, place.sheet, callee.name, place.offset)
      : undefined;
  if (definition?.kind === 'function') return listOf(definition.parameters, operator);
  const inputs = inputsOf(
    sheetGraph,
    target.kind === 'call' && definition !== undefined ? callee : target,
    place,
  );
  if (inputs.length === 1) {
    // `∇g` of `g = x^2 y` beside a `y` that was computed elsewhere may well be taken by both.
    if (/\\nabla/.test(textOf(operator, place)) && mentionsComputed(sheetGraph, target, place)) {
      sheetGraph.guesses.add(operator);
    }
    return nameOf(inputs[0]!, operator);
  }
  const sure = family(inputs);
  if (sure !== undefined)
    return listOf(
      sure.map(({ name }) => nameOf({ name }, operator)),
      operator,
    );
  const guess = guessed(inputs);
  if (guess === undefined) return undefined;
  sheetGraph.guesses.add(operator);
  return listOf(
    guess.map((input) => nameOf(input, operator)),
    operator,
  );
}

const textOf = ({ span }: Expr, { fragment }: Place): string => fragment.text.slice(span.start, span.end);

/** Whether the formula of a target speaks of something that the sheet computes. */
function mentionsComputed(sheetGraph: SheetGraph, target: Expr, place: Place): boolean {
  const { scope } = sheetGraph.book;
  const callee = target.kind === 'call' ? target.callee : target;
  const definition =
    callee.kind === 'name' ? resolve(scope, place.sheet, callee.name, place.offset) : undefined;
  const formula = definition?.kind === 'expression' ? definition.expr : target;
  const offset = definition?.kind === 'expression' ? definition.span.start : place.offset;
  return bareNamesIn(formula).some(
    ({ name }) => resolve(scope, place.sheet, name, offset)?.kind === 'expression',
  );
}

interface Input {
  readonly name: string;
  readonly rank: number;
}

/** The inputs that a target depends on, in the order of the graph. */
function inputsOf(sheetGraph: SheetGraph, target: Expr, place: Place): readonly Input[] {
  const value = sheetGraph.lower(target, place);
  if ('failure' in value) return [];
  const { graph, definitionOf } = sheetGraph;
  return ancestors(graph, [value.value.node]).flatMap((id: NodeId) => {
    const node = graph.node(id);
    const definition = definitionOf.get(id);
    if (node.operation !== INPUT || (definition?.kind !== 'free' && definition?.kind !== 'value')) return [];
    return [{ name: definition.name, rank: node.shape.length }];
  });
}

/** `x, y, z`, or `x_1, x_2, …`: all inputs are coordinates, in their order. */
function family(inputs: readonly Input[]): readonly Input[] | undefined {
  if (inputs.length === 0 || inputs.some(({ rank }) => rank > 0)) return undefined;
  const sorted = [...inputs].sort((a, b) => order(a.name) - order(b.name));
  if (sorted.every(({ name }) => /^[xyz]$/.test(name))) return sorted;
  const bases = new Set(sorted.map(({ name }) => componentName(name)?.base));
  return bases.size === 1 && !bases.has(undefined) ? sorted : undefined;
}

const order = (name: string): number => componentName(name)?.component ?? 'xyz'.indexOf(name);

/** What the coordinates are by custom where other inputs stand beside them. */
function guessed(inputs: readonly Input[]): readonly Input[] | undefined {
  const vector = inputs.find(({ name, rank }) => name === 'x' && rank > 0);
  if (vector !== undefined) return [vector];
  const coordinates = family(inputs.filter(({ name, rank }) => rank === 0 && /^[xyz]$/.test(name)));
  if (coordinates !== undefined) return coordinates;
  const vectors = inputs.filter(({ rank }) => rank === 1);
  if (vectors.length === 1) return vectors;
  return inputs.length > 0 && inputs.every(({ rank }) => rank === 0) ? inputs : undefined;
}

const nameOf = ({ name }: { readonly name: string }, { span }: Expr): Name => ({ kind: 'name', name, span });

export const listOf = (names: readonly Name[], { span }: Expr): Expr =>
  names.length === 1 ? names[0]! : { kind: 'array', rows: [names], span };

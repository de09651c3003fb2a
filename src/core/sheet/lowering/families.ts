import type { NodeId } from '../../graph/graph';
import { add, multiply } from '../../graph/operations/arithmetic';
import { reduceMax, reduceMin, reduceProduct, reduceSum } from '../../graph/operations/reduce';
import { maximum, minimum } from '../../graph/operations/selection';
import { stack } from '../../graph/operations/structure';
import { sameShape, showShape, sizeOf } from '../../graph/shape';
import type {
  AxisSize,
  Call,
  Comparison,
  Expr,
  Family,
  IndexedSum,
  IndexRange,
  Name,
} from '../../syntax/ast';
import { walk } from '../../syntax/walk';
import { resolve } from '../scope';
import type { Place } from './place';
import type { Derivation, SheetGraph } from './sheet-graph';
import { fail, MAX_ENTRIES, tooManyEntries } from './support';
import { type Failure, type Lowered, lowered, type Value } from './value';

type Failed = { readonly failure: Failure };

/** Values of indices that one sum or family may take; each is lowered by itself. */
const MAX_VALUES = 100_000;

/** Terms that are added one by one; more are stacked and reduced, so that the graph stays flat. */
const LONGEST_CHAIN = 8;

/** `\sum_{i=1}^{n} a_i`, `\prod`, `\max_j`, `\min_j`: the terms at all values of the indices, folded. */
export function lowerSum(sheetGraph: SheetGraph, expr: IndexedSum, place: Place): Lowered {
  if (expr.indices.length === 0) {
    return fail('unsupported', place, expr, 'It is not clear which index this runs over. Write it below.');
  }
  const values = valuesOfSum(sheetGraph, expr, place);
  if ('failure' in values) return values;
  const terms: Value[] = [];
  for (const at of values) {
    const term = sheetGraph.lower(expr.body, withIndices(sheetGraph, place, expr.indices, at));
    if ('failure' in term) return term;
    terms.push(term.value);
  }
  const { graph } = sheetGraph;
  const [first] = terms;
  if (first === undefined) {
    if (expr.operator === 'sum' || expr.operator === 'product') {
      return lowered(graph.constant(expr.operator === 'sum' ? 0 : 1));
    }
    return fail('unsupported', place, expr, 'No index is left to take this over. Check its range.');
  }
  const { shape } = graph.node(first.node);
  const odd = terms.find(({ node }) => !sameShape(graph.node(node).shape, shape));
  if (odd !== undefined) {
    return fail(
      'shape-mismatch',
      place,
      expr.body,
      `The terms have different shapes: ${showShape(shape)} and ${showShape(graph.node(odd.node).shape)}.`,
    );
  }
  const nodes = terms.map(({ node }) => node);
  const fold = FOLDS[expr.operator];
  if (nodes.length <= LONGEST_CHAIN) {
    return lowered(
      nodes.reduce((left, right) => fold.two(graph, left, right)),
      first.row,
    );
  }
  const whole = [nodes.length, ...shape];
  if (sizeOf(whole) > MAX_ENTRIES) return tooManyEntries(place, expr, whole);
  return lowered(fold.all(graph, stack(graph, nodes, whole), 0), first.row);
}

const FOLDS = {
  sum: { two: add, all: reduceSum },
  product: { two: multiply, all: reduceProduct },
  max: { two: maximum, all: reduceMax },
  min: { two: minimum, all: reduceMin },
} as const;

/** The array of the body over all values of the indices; the list of what conditions leave of it. */
export function lowerFamily(sheetGraph: SheetGraph, expr: Family, place: Place): Lowered {
  if (expr.indices.length === 0) return sheetGraph.lower(expr.body, place);
  const { graph } = sheetGraph;
  const values = valuesOf(sheetGraph, expr, expr.indices, expr.conditions, place, (k) => expr.ranges[k]);
  if ('failure' in values) return values;
  const nodes: NodeId[] = [];
  let row = false;
  const derivations = new Map<Expr, Derivation[]>();
  for (const at of values) {
    const entry = sheetGraph.lower(expr.body, withIndices(sheetGraph, place, expr.indices, at));
    if ('failure' in entry) return entry;
    nodes.push(entry.value.node);
    row = entry.value.row;
    walk(expr.body, (part) => {
      const derivation = sheetGraph.derivations.get(part);
      if (derivation === undefined) return;
      const known = derivations.get(part) ?? [];
      derivations.set(part, known);
      if (!known.some(({ derivative }) => derivative === derivation.derivative)) known.push(derivation);
    });
  }
  const [first] = nodes;
  if (first === undefined) {
    return fail('unsupported', place, expr, 'No value of the indices satisfies the conditions of this.');
  }
  const { shape } = graph.node(first);
  const odd = nodes.find((node) => !sameShape(graph.node(node).shape, shape));
  if (odd !== undefined) {
    return fail(
      'shape-mismatch',
      place,
      expr.body,
      `The entries have different shapes: ${showShape(shape)} and ${showShape(graph.node(odd).shape)}.`,
    );
  }
  for (const [part, found] of derivations) sheetGraph.families.derivations.set(part, found);
  sheetGraph.families.values.set(expr, values);
  const sizes =
    expr.conditions.length > 0
      ? [values.length]
      : expr.indices.map((_, k) => new Set(values.map((at) => at[k])).size);
  const whole = [...sizes, ...shape];
  if (sizeOf(whole) > MAX_ENTRIES) return tooManyEntries(place, expr, whole);
  return lowered(stack(graph, nodes, whole), row && whole.length === 1);
}

function valuesOfSum(
  sheetGraph: SheetGraph,
  expr: IndexedSum,
  place: Place,
): readonly (readonly number[])[] | Failed {
  const { set, from, to } = expr;
  if (set !== undefined && set.kind !== 'range') {
    const members = set.kind === 'finite' ? set.members : undefined;
    if (members === undefined || expr.indices.length !== 1) {
      return fail(
        'unsupported',
        place,
        expr,
        'What this set holds is not known, so the sum over it is not read.',
      );
    }
    const values: number[][] = [];
    for (const member of members) {
      const value = wholeNumber(sheetGraph, member, place);
      if (typeof value === 'object') return value;
      values.push([value]);
    }
    return values;
  }
  const ends = set ?? { ...(from && { from }), ...(to && { to }) };
  return valuesOf(sheetGraph, expr, expr.indices, expr.conditions, place, (k) => {
    const range = expr.ranges?.[k];
    if (range === undefined && (ends.from === undefined || ends.to === undefined)) return undefined;
    return { ...(range ?? { origin: 1, size: NO_SIZE }), ...ends };
  });
}

const NO_SIZE: AxisSize = { scale: 0, offset: 0, least: 0 };

/** All values of the indices, the last one fastest; ranges may speak of the indices before them. */
function valuesOf(
  sheetGraph: SheetGraph,
  expr: Expr,
  indices: readonly Name[],
  conditions: readonly Expr[],
  place: Place,
  rangeOf: (index: number) => IndexRange | undefined,
): readonly (readonly number[])[] | Failed {
  let values: readonly (readonly number[])[] = [[]];
  for (let k = 0; k < indices.length; k++) {
    const range = rangeOf(k);
    if (range === undefined) {
      const { name } = indices[k]!;
      return fail(
        'unsupported',
        place,
        expr,
        `Which values ${name} takes here is not known. Write its range.`,
      );
    }
    const next: number[][] = [];
    for (const at of values) {
      const inside = withIndices(sheetGraph, place, indices.slice(0, k), at);
      const ends = endsOf(sheetGraph, range, expr, inside);
      if ('failure' in ends) return ends;
      if (next.length + ends.to - ends.from > MAX_VALUES) {
        return fail(
          'too-large',
          place,
          expr,
          'This has more terms than Nabla builds. Choose a smaller range.',
        );
      }
      for (let value = ends.from; value <= ends.to; value++) next.push([...at, value]);
    }
    values = next;
  }
  const left: (readonly number[])[] = [];
  for (const at of values) {
    const inside = withIndices(sheetGraph, place, indices, at);
    const holds = conditions.map((condition) => decided(sheetGraph, condition, inside));
    if (holds.includes(undefined)) {
      return fail('unsupported', place, expr, 'A condition of this is not about its indices alone.');
    }
    if (!holds.includes(false)) left.push(at);
  }
  return left;
}

function endsOf(
  sheetGraph: SheetGraph,
  { origin, size, from, to }: IndexRange,
  expr: Expr,
  place: Place,
): { readonly from: number; readonly to: number } | Failed {
  const first = from === undefined ? origin : wholeNumber(sheetGraph, from, place);
  if (typeof first === 'object') return first;
  if (to !== undefined) {
    const last = wholeNumber(sheetGraph, to, place);
    return typeof last === 'object' ? last : { from: first, to: last };
  }
  const count = countOf(sheetGraph, size, place);
  if (count !== undefined) return { from: first, to: origin + count - 1 };
  return fail('unsupported', place, expr, 'How many values the index of this takes is not known.');
}

function countOf(
  sheetGraph: SheetGraph,
  { name, scale, offset }: AxisSize,
  place: Place,
): number | undefined {
  if (name === undefined) return offset;
  const size = sheetGraph.shapes.sizeNamed(place.sheet, name, sheetGraph.assignment);
  return size === undefined ? undefined : scale * size + offset;
}

export function withIndices(
  sheetGraph: SheetGraph,
  place: Place,
  indices: readonly Name[],
  at: readonly number[],
): Place {
  if (indices.length === 0) return place;
  const parameters = new Map(place.parameters);
  indices.forEach(({ name }, k) => {
    parameters.set(name, lowered(sheetGraph.graph.constant(at[k]!)));
  });
  const bound = new Set([...(place.indices ?? []), ...indices.map(({ name }) => name)]);
  return { ...place, parameters, indices: bound };
}

function wholeNumber(sheetGraph: SheetGraph, expr: Expr, place: Place): number | Failed {
  const value = sheetGraph.lower(expr, place);
  if ('failure' in value) return value;
  const { node } = value.value;
  const number = sheetGraph.given.get(node)?.data[0] ?? sheetGraph.graph.uniformValue(node);
  if (number !== undefined && Number.isInteger(number)) return number;
  return fail(
    'unsupported',
    place,
    expr,
    number === Number.POSITIVE_INFINITY
      ? 'A sum without end is not computed. Check finitely many terms of it.'
      : 'The range of an index must be a whole number that is known.',
  );
}

/** Whether a condition on indices holds; undefined where it speaks of anything but indices and sizes. */
export function decided(sheetGraph: SheetGraph, test: Expr, place: Place): boolean | undefined {
  switch (test.kind) {
    case 'compare': {
      const sides: number[] = [];
      for (const operand of test.operands) {
        const value = countedNumber(sheetGraph, operand, place);
        if (value === undefined) return undefined;
        sides.push(value);
      }
      return test.operators.every((operator, i) => COMPARE[operator](sides[i]!, sides[i + 1]!));
    }
    case 'unary': {
      const inner = test.operator === 'not' ? decided(sheetGraph, test.operand, place) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case 'binary': {
      if (test.operator !== 'and' && test.operator !== 'or') return undefined;
      const [left, right] = [decided(sheetGraph, test.left, place), decided(sheetGraph, test.right, place)];
      if (left === undefined || right === undefined) return undefined;
      return test.operator === 'and' ? left && right : left || right;
    }
    default:
      return undefined;
  }
}

const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** The value of an expression of indices, sizes and whole numbers. */
function countedNumber(sheetGraph: SheetGraph, expr: Expr, place: Place): number | undefined {
  if (!isCounted(sheetGraph, expr, place)) return undefined;
  const value = sheetGraph.lower(expr, place);
  return 'failure' in value ? undefined : sheetGraph.graph.uniformValue(value.value.node);
}

function isCounted(sheetGraph: SheetGraph, expr: Expr, place: Place): boolean {
  switch (expr.kind) {
    case 'number':
      return Number.isInteger(expr.value);
    case 'name':
      return place.indices?.has(expr.name) === true || isSize(sheetGraph, expr.name, place);
    case 'unary':
      return expr.operator !== 'not' && isCounted(sheetGraph, expr.operand, place);
    case 'binary':
      return (
        /^(?:[-+*]|juxtapose)$/.test(expr.operator) &&
        isCounted(sheetGraph, expr.left, place) &&
        isCounted(sheetGraph, expr.right, place)
      );
    default:
      return false;
  }
}

const isSize = (sheetGraph: SheetGraph, name: string, place: Place): boolean =>
  resolve(sheetGraph.book.scope, place.sheet, name, place.offset)?.kind === 'free' &&
  sheetGraph.shapes.sizeNamed(place.sheet, name, sheetGraph.assignment) !== undefined;

/** `\delta_{ij}` and `\mathbb{1}[i = j]` at known indices; undefined for any other call. */
export function lowerIndexCall(sheetGraph: SheetGraph, expr: Call, place: Place): Lowered | undefined {
  const { name } = expr.callee;
  if (name !== 'kronecker' && name !== 'indicator') return undefined;
  if (resolve(sheetGraph.book.scope, place.sheet, name, place.offset) !== undefined) return undefined;
  const [first, second] = expr.args.map(({ value }) => value);
  if (first === undefined) return undefined;
  if (name === 'indicator') {
    const holds = decided(sheetGraph, first, place);
    return holds === undefined
      ? sheetGraph.lower(first, place)
      : lowered(sheetGraph.graph.constant(holds ? 1 : 0));
  }
  const sides = [first, second].map((side) => side && countedNumber(sheetGraph, side, place));
  if (sides.includes(undefined)) {
    return fail(
      'unsupported',
      place,
      expr,
      'This looks like a Kronecker delta, but what its indices are is not clear here.',
    );
  }
  return lowered(sheetGraph.graph.constant(sides[0] === sides[1] ? 1 : 0));
}

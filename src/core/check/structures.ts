import type { NodeId } from '../graph/graph';
import type { Shape } from '../graph/shape';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Expr } from '../syntax/ast';
import { walk } from '../syntax/walk';

/** A given value that says more than one example does: `fixed` values stand for themselves alone. */
export interface GivenStructure {
  readonly node: NodeId;
  readonly structure: 'fixed' | 'diagonal' | 'symmetric';
}

const found = new WeakMap<SheetGraph, readonly GivenStructure[]>();

/**
 * `I = eye(3)` is no example of a matrix, as `A = [2, 1; 0, 3]` is, but that matrix, and `N = 10` beside an array with ten rows
 * is its size. A matrix whose value is symmetric stands for symmetric ones: whoever writes `2*A*x` for it is right.
 */
export function givenStructures(sheetGraph: SheetGraph): readonly GivenStructure[] {
  const known = found.get(sheetGraph) ?? structuresIn(sheetGraph);
  found.set(sheetGraph, known);
  return known;
}

function structuresIn({ graph, given, lowered, definitionOf }: SheetGraph): GivenStructure[] {
  const sizes = new Set<number>();
  for (const result of lowered.values()) {
    if ('value' in result) for (const size of graph.node(result.value.node).shape) sizes.add(size);
  }
  return [...given].flatMap(([node, { data }]): GivenStructure[] => {
    const definition = definitionOf.get(node);
    if (definition?.kind !== 'value') return [];
    if (hasStructure(definition.expr) || isSize(definition.name, data, sizes))
      return [{ node, structure: 'fixed' }];
    const structure = structureOf(data, graph.node(node).shape);
    return structure === undefined ? [] : [{ node, structure }];
  });
}

/** Names that people give to sizes: another name with the same value, such as `x = 3` beside `v : R^3`, is an example. */
const SIZE_NAME = /^(?:[nmb](?:_\w+)?|\w*(?:size|count|batch|dim|len)\w*)$/i;

const isSize = (name: string, data: Float64Array, sizes: ReadonlySet<number>): boolean =>
  SIZE_NAME.test(name) && data.length === 1 && data[0]! >= 2 && sizes.has(data[0]!);

/** The structure that a square matrix of more than one row shows in its entries. */
function structureOf(entries: Float64Array, shape: Shape): 'diagonal' | 'symmetric' | undefined {
  const [n, columns] = shape;
  if (shape.length !== 2 || n === undefined || n !== columns || n < 2) return undefined;
  let isDiagonal = true;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const below = entries[i * n + j]!;
      if (below !== entries[j * n + i]!) return undefined;
      if (below !== 0) isDiagonal = false;
    }
  }
  return isDiagonal ? 'diagonal' : 'symmetric';
}

function hasStructure(expr: Expr): boolean {
  let found = false;
  walk(expr, (part) => {
    found ||= part.kind === 'call' && /^(eye|identity|diag|ones|zeros)$/.test(part.callee.name);
  });
  return found;
}

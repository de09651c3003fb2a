import { type Position, stack, tryIndex } from '../../graph/operations/structure';
import { type Shape, sameShape, showShape } from '../../graph/shape';
import type { Expr, Index, IndexItem } from '../../syntax/ast';
import { toDocument } from '../../text/fragment';
import type { Place } from './place';
import type { SheetGraph } from './sheet-graph';
import { all, fail, sentence } from './support';
import { type Failure, type Lowered, lowered } from './value';

export function lowerIndex(sheetGraph: SheetGraph, expr: Index, place: Place): Lowered {
  const target = sheetGraph.lower(expr.target, place);
  if ('failure' in target) return target;
  const positions = positionsOf(sheetGraph, expr, sheetGraph.graph.node(target.value.node).shape, place);
  if ('failure' in positions) return positions;
  const result = tryIndex(sheetGraph.graph, target.value.node, positions);
  if (typeof result === 'number') return lowered(result, target.value.row && positions.length === 1);
  return fail('shape-mismatch', place, expr, `${sentence(result.mismatch)} Indices count from 1.`);
}

/** The entries that the items of an index choose from an array of the given shape. */
export function positionsOf(
  sheetGraph: SheetGraph,
  expr: Index,
  shape: Shape,
  place: Place,
): Position[] | { failure: Failure } {
  const positions: Position[] = [];
  const rests = expr.items.filter(({ kind }) => kind === 'rest').length;
  if (rests > 1) return fail('unsupported', place, expr, 'An index has at most one `...`.');
  for (const item of expr.items) {
    if (item.kind === 'rest') {
      for (let i = expr.items.length - 1; i < shape.length; i++) positions.push('all');
      continue;
    }
    const position = positionOf(sheetGraph, item, shape[positions.length] ?? 1, place);
    if (typeof position === 'object' && 'failure' in position) return position;
    positions.push(position);
  }
  return positions;
}

function positionOf(
  sheetGraph: SheetGraph,
  item: Exclude<IndexItem, { kind: 'rest' }>,
  size: number,
  place: Place,
): Position | { failure: Failure } {
  if (item.kind === 'all') return 'all';
  const literal = (expr: Expr): number | { failure: Failure } => {
    const result = sheetGraph.lower(expr, place);
    if ('failure' in result) return result;
    const known = sheetGraph.given.get(result.value.node);
    const number = known?.data[0] ?? sheetGraph.graph.uniformValue(result.value.node);
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
    return typeof at === 'number' ? at - (item.origin ?? 1) : at;
  }
  const from = item.from === undefined ? 1 : literal(item.from);
  if (typeof from !== 'number') return from;
  const to = item.to === undefined ? size : literal(item.to);
  if (typeof to !== 'number') return to;
  return { from: from - 1, to };
}

export function lowerArray(
  sheetGraph: SheetGraph,
  rows: readonly (readonly Expr[])[],
  expr: Expr,
  place: Place,
): Lowered {
  const { graph } = sheetGraph;
  const items = all(rows.flat().map((item) => sheetGraph.lower(item, place)));
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

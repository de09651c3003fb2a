import { transpose } from '../../graph/operations/structure';
import { broadcastShapes, type Shape, showShape, sizeOf } from '../../graph/shape';
import type { Expr } from '../../syntax/ast';
import { toDocument } from '../../text/fragment';
import { resolve } from '../scope';
import type { Place } from './place';
import { product } from './products';
import type { SheetGraph } from './sheet-graph';
import { type Failure, type Lowered, lowered, type Value } from './value';

/** An array beyond this size is not built. */
export const MAX_ENTRIES = 2_000_000;

export function all(results: readonly Lowered[]): { values: Value[] } | { failure: Failure } {
  const values: Value[] = [];
  for (const result of results) {
    if ('failure' in result) return result;
    values.push(result.value);
  }
  return { values };
}

export function fail(code: Failure['code'], place: Place, expr: Expr, message: string): { failure: Failure } {
  return { failure: { code, message, span: toDocument(place.fragment, expr.span), related: [] } };
}

export const sentence = (clause: string): string =>
  `${clause.charAt(0).toUpperCase()}${clause.slice(1)}${/[.!?]$/.test(clause) ? '' : '.'}`;

/** For messages: the shapes of operands, and where those that have a name come from. */
export function operandShapes(
  sheetGraph: SheetGraph,
  operands: readonly Expr[],
  place: Place,
): Failure['related'] {
  return operands.flatMap((operand) => {
    const node = sheetGraph.nodeOf.get(operand);
    if (node === undefined) return [];
    const shape = showShape(sheetGraph.graph.node(node).shape);
    const definition =
      operand.kind === 'name'
        ? resolve(sheetGraph.book.scope, place.sheet, operand.name, place.offset)
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

export function fits(
  sheetGraph: SheetGraph,
  place: Place,
  expr: Expr,
  operands: readonly Value[],
  what: string,
  build: () => Lowered,
): Lowered {
  const { graph } = sheetGraph;
  let common = graph.node(operands[0]!.node).shape;
  for (const { node } of operands.slice(1)) {
    const { shape } = graph.node(node);
    const next = broadcastShapes(common, shape);
    if (next === undefined) {
      return {
        failure: {
          code: 'shape-mismatch',
          ...(expr.kind === 'binary' ? { operands: true } : {}),
          message: `The sizes ${showShape(common)} and ${showShape(shape)} do not fit in \`${what}\`. Make them equal, or one of them a scalar.`,
          span: toDocument(place.fragment, expr.span),
          related: expr.kind === 'binary' ? operandShapes(sheetGraph, [expr.left, expr.right], place) : [],
        },
      };
    }
    common = next;
  }
  return build();
}

export function transposed(sheetGraph: SheetGraph, { node, row }: Value): Lowered {
  const { graph } = sheetGraph;
  const rank = graph.node(node).shape.length;
  if (rank === 0) return lowered(node);
  return rank === 1 ? lowered(node, !row) : lowered(transpose(graph, node));
}

export const tooManyEntries = (place: Place, expr: Expr, shape: Shape): { failure: Failure } =>
  fail(
    'too-large',
    place,
    expr,
    sizeOf(shape) > MAX_ENTRIES
      ? `This has ${showShape(shape)} entries, more than the ${MAX_ENTRIES} that Nabla builds. Declare a smaller shape.`
      : 'The arrays of this document have more entries in all than Nabla builds. Declare smaller shapes.',
  );

export function multiplied(sheetGraph: SheetGraph, a: Value, b: Value, expr: Expr, place: Place): Lowered {
  const result = product(sheetGraph.graph, a, b);
  return 'mismatch' in result
    ? fail('shape-mismatch', place, expr, sentence(result.mismatch))
    : { value: result };
}

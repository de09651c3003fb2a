import type { Node } from '../graph/graph';
import type { Claim } from '../sheet/model';
import type { CheckableBook } from './check';
import { subjectOf } from './subject';

/**
 * Whether a column of shape n×1 meets a vector of m entries, entry by entry, in what a claim rests on. Programs make a matrix of
 * them, as NumPy does; formulas mean two columns.
 */
export function mixesColumns(checkable: CheckableBook, claim: Claim): boolean {
  const sheetGraph = checkable.sheetGraphs[0]!;
  const subject = subjectOf(sheetGraph, claim);
  if ('failure' in subject) return false;
  const { graph } = sheetGraph;
  return graph
    .ancestors([subject.left.node, subject.right.node])
    .some((id) => isSpread(graph.node(id), (input) => graph.node(input)));
}

function isSpread({ inputs, shape: [rows, columns, ...rest] }: Node, nodeOf: (id: number) => Node): boolean {
  if (inputs.length !== 2 || rows === undefined || columns === undefined || rest.length > 0) return false;
  if (rows < 2 || columns < 2) return false;
  const shapes = inputs.map((input) => nodeOf(input).shape);
  const isColumn = shapes.some((shape) => shape.length === 2 && shape[0] === rows && shape[1] === 1);
  return isColumn && shapes.some((shape) => shape.length === 1 && shape[0] === columns);
}

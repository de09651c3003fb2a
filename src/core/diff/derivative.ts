import type { GraphBuilder, NodeId } from '../graph/graph';
import { reshape, stack, transpose } from '../graph/operations/structure';
import { type Shape, sizeOf } from '../graph/shape';
import { dependence, type Fixed, NOTHING_FIXED } from './dependence';
import { tangent } from './forward';
import { adjoints } from './reverse';

/** More passes than this would make the graph of a Jacobian too large to build entry by entry. */
const MAX_PASSES = 64;

/** All passes together visit at most so many nodes; each visit appends a few. */
const MAX_VISITS = 12_000;

export type DerivativeResult =
  | { readonly node: NodeId }
  /** The Jacobian needs so many passes, more than `MAX_PASSES` or too many for the size of its graph. */
  | { readonly tooLarge: number };

/** The shape of ∂output/∂variable: a scalar's derivative has the variable's shape, a Jacobian both, output first. */
export function derivativeShape(output: Shape, variable: Shape): Shape {
  if (sizeOf(output) === 1) return variable;
  if (sizeOf(variable) === 1) return output;
  return [...output, ...variable];
}

/**
 * Appends the derivative of `output` with respect to `variable`, total along all paths that avoid `fixed`.
 *
 * Scalars by one reverse pass, derivatives by a scalar by one forward pass, Jacobians row by row in reverse or column by
 * column forward, whichever needs fewer passes.
 */
export function derivative(
  graph: GraphBuilder,
  output: NodeId,
  variable: NodeId,
  fixed: Fixed = NOTHING_FIXED,
): DerivativeResult {
  if (fixed.size > 0) return appended(graph, output, variable, fixed);
  const known = totals.get(graph) ?? new Map<NodeId, Map<NodeId, DerivativeResult>>();
  totals.set(graph, known);
  const ofOutput = known.get(output) ?? new Map<NodeId, DerivativeResult>();
  known.set(output, ofOutput);
  const result = ofOutput.get(variable) ?? appended(graph, output, variable, fixed);
  ofOutput.set(variable, result);
  return result;
}

/** The total derivatives that graphs already have: a claim and its repairs ask for the same one. */
const totals = new WeakMap<GraphBuilder, Map<NodeId, Map<NodeId, DerivativeResult>>>();

function appended(graph: GraphBuilder, output: NodeId, variable: NodeId, fixed: Fixed): DerivativeResult {
  const outputShape = graph.node(output).shape;
  const variableShape = graph.node(variable).shape;
  const rows = sizeOf(outputShape);
  const columns = sizeOf(variableShape);
  const shape = derivativeShape(outputShape, variableShape);
  const passes = Math.min(rows, columns);
  const between = dependence(graph, output, [variable], fixed).order.length;
  if (passes > MAX_PASSES || passes * between > MAX_VISITS) return { tooLarge: passes };
  const zero = (): DerivativeResult => ({ node: graph.filled(0, shape) });
  if (rows === 1) {
    const [gradient] = adjoints(graph, output, graph.filled(1, outputShape), [variable], fixed);
    return gradient === undefined ? zero() : { node: gradient };
  }
  if (columns === 1) {
    const seeds = new Map([[variable, graph.filled(1, variableShape)]]);
    const result = tangent(graph, output, seeds, fixed);
    return result === undefined ? zero() : { node: result };
  }
  const node =
    rows <= columns ? byRows(graph, output, variable, fixed) : byColumns(graph, output, variable, fixed);
  return node === undefined ? zero() : { node: reshape(graph, node, shape) };
}

/** rows × variable's shape. */
function byRows(graph: GraphBuilder, output: NodeId, variable: NodeId, fixed: Fixed): NodeId | undefined {
  const outputShape = graph.node(output).shape;
  const variableShape = graph.node(variable).shape;
  const rows: NodeId[] = [];
  let nonzero = false;
  for (let i = 0; i < sizeOf(outputShape); i++) {
    const [row] = adjoints(graph, output, unit(graph, outputShape, i), [variable], fixed);
    if (row !== undefined) nonzero = true;
    rows.push(row ?? graph.filled(0, variableShape));
  }
  return nonzero ? stack(graph, rows, [rows.length, ...variableShape]) : undefined;
}

/** rows × columns, both flattened. */
function byColumns(graph: GraphBuilder, output: NodeId, variable: NodeId, fixed: Fixed): NodeId | undefined {
  const outputShape = graph.node(output).shape;
  const variableShape = graph.node(variable).shape;
  const flat = [sizeOf(outputShape)];
  const columns: NodeId[] = [];
  let nonzero = false;
  for (let j = 0; j < sizeOf(variableShape); j++) {
    const column = tangent(graph, output, new Map([[variable, unit(graph, variableShape, j)]]), fixed);
    if (column !== undefined) nonzero = true;
    columns.push(column === undefined ? graph.filled(0, flat) : reshape(graph, column, flat));
  }
  return nonzero ? transpose(graph, stack(graph, columns, [columns.length, ...flat])) : undefined;
}

function unit(graph: GraphBuilder, shape: Shape, entry: number): NodeId {
  const data = new Float64Array(sizeOf(shape));
  data[entry] = 1;
  return graph.constantArray(data, shape);
}

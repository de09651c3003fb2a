import type { CallMismatch, FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import type { Operation, Site } from '../operation';
import { broadcastShapes, type Shape, showShape, sizeOf } from '../shape';
import { divide, multiply } from './arithmetic';
import {
  COFACTORS,
  cofactors,
  DETERMINANT,
  determinant,
  LOG_DETERMINANT,
  logDeterminant,
} from './determinant';
import { tryEinsum } from './einsum/einsum';
import { INVERSE, inverse, SOLVE, solve, squareShape } from './inverse';
import { type Folding, viewOffsets } from './kernels/layout';
import { bounded } from './kernels/rounding';
import { enclosedSum, foldedEnclosure } from './kernels/runs';
import { compensatedSum, compensatedSumBound } from './kernels/summation';
import { printedCall, texCall } from './printing';
import { broadcastTo, identity, index, reshape, stack, transpose } from './structure';

export { diagonal, diagonalMatrix } from './structure';
export { cofactors, determinant, inverse, logDeterminant, solve };

/** One group: the diagonal. */
function diagonalFolding(site: Site): Folding {
  const n = site.inputShapes[0]![0]!;
  return { groups: Int32Array.of(0), members: viewOffsets([n], [n + 1]) };
}

/** n×n → scalar: the compensated sum of the diagonal. */
const TRACE: Operation = {
  name: 'trace',
  shape: squareShape('tr', () => []),
  forward: (site) => {
    const n = site.inputShapes[0]![0]!;
    const members = viewOffsets([n], [n + 1]);
    return (memory) => {
      memory[site.output] = compensatedSum(memory, site.inputs[0]!, members);
    };
  },
  radius: (site) => {
    const n = site.inputShapes[0]![0]!;
    const members = viewOffsets([n], [n + 1]);
    return (memory, radii) => {
      const sum = memory[site.output]!;
      radii[site.output] = bounded(sum, compensatedSumBound(memory, radii, site.inputs[0]!, members));
    };
  },
  enclosure: foldedEnclosure(diagonalFolding, enclosedSum),
  vjp: (b, node, cotangent) => {
    const n = b.node(node.inputs[0]!).shape[0]!;
    return [multiply(b, cotangent, identity(b, n))];
  },
  jvp: (b, _node, [tangent]) => (tangent === undefined ? undefined : trace(b, tangent)),
  infix: (inputs) => printedCall('tr', inputs),
  tex: (inputs) => texCall('tr', inputs),
  work: ([input]) => 4 * input![0]!,
};

export const matrixOperations: readonly Operation[] = [
  TRACE,
  DETERMINANT,
  COFACTORS,
  LOG_DETERMINANT,
  INVERSE,
  SOLVE,
];

export const trace = (b: GraphBuilder, a: NodeId): NodeId => b.apply(TRACE, [a]);

/** Matrices that a function of one square matrix is unrolled for. */
const MOST_MATRICES = 64;

type OfMatrices = (matrices: readonly NodeId[]) => NodeId | CallMismatch;

/**
 * A function of square matrices, for stacks of them in the last two axes as well: it is applied to one after another.
 *
 * @param ranks how many axes of each argument belong to one application
 */
function overStack(
  b: GraphBuilder,
  name: string,
  args: readonly NodeId[],
  ranks: readonly number[],
  apply: OfMatrices,
): NodeId | CallMismatch {
  const shapes = args.map((id) => b.node(id).shape);
  const batches = shapes.map((shape, i) => shape.slice(0, Math.max(0, shape.length - ranks[i]!)));
  let batch: Shape = [];
  for (const one of batches) {
    const common = broadcastShapes(batch, one);
    if (common === undefined) {
      return {
        mismatch: `${name}: the leading sizes of ${shapes.map(showShape).join(' and ')} do not broadcast`,
      };
    }
    batch = common;
  }
  if (batch.length === 0) return apply(args);
  const count = sizeOf(batch);
  if (count === 0 || count > MOST_MATRICES) {
    return { mismatch: `${name} of ${count} matrices is not built, at most of ${MOST_MATRICES}` };
  }
  const rows = args.map((id, i) => {
    const own = shapes[i]!.slice(batches[i]!.length);
    return reshape(b, broadcastTo(b, id, [...batch, ...own]), [count, ...own]);
  });
  const results: NodeId[] = [];
  for (let i = 0; i < count; i++) {
    const result = apply(rows.map((row) => index(b, row, [i])));
    if (typeof result !== 'number') return result;
    results.push(result);
  }
  return stack(b, results, [...batch, ...b.node(results[0]!).shape]);
}

/** One matrix, or each of a stack. */
const ofEach =
  (name: string, operation: Operation): FunctionEntry['build'] =>
  (b, args) =>
    overStack(b, name, args, [2], ([a]) => b.tryApply(operation, [a!]));

/** Traces of the matrices in the last two axes. */
const buildTrace: FunctionEntry['build'] = (b, [a]) =>
  b.node(a!).shape.length > 2 ? tryEinsum(b, '...ii->...', [a!]) : b.tryApply(TRACE, [a!]);

/** A right side with one axis is a vector, with more the columns of a matrix. */
const buildSolution: FunctionEntry['build'] = (b, [a, right]) => {
  // `2\\x` is x/2.
  if (b.node(a!).shape.length === 0) return divide(b, right!, a!);
  const columns = Math.min(2, b.node(right!).shape.length);
  return overStack(b, 'solve', [a!, right!], [2, columns], ([matrix, side]) =>
    b.tryApply(SOLVE, [matrix!, side!], { transposed: false }),
  );
};

export const matrixFunctions: readonly FunctionEntry[] = [
  {
    names: ['tr', 'trace'],
    signature: 'tr(A)',
    doc: 'Trace $\\sum_i A_{ii}$ of a square matrix; of a stack of matrices, over the last two axes.',
    arity: [1, 1],
    rule: 'square-to-scalar',
    build: buildTrace,
  },
  {
    names: ['det'],
    signature: 'det(A)',
    doc: 'Determinant of a square matrix.',
    arity: [1, 1],
    rule: 'square-to-scalar',
    build: ofEach('det', DETERMINANT),
  },
  {
    names: ['logdet', 'log_det'],
    signature: 'logdet(A)',
    doc: '$\\log \\det A$; not a number unless the determinant is positive.',
    arity: [1, 1],
    rule: 'square-to-scalar',
    build: ofEach('logdet', LOG_DETERMINANT),
  },
  {
    names: ['inv', 'inverse'],
    signature: 'inv(A)',
    doc: 'Inverse $A^{-1}$ of a square matrix.',
    arity: [1, 1],
    rule: 'square-to-square',
    build: ofEach('inv', INVERSE),
  },
  {
    names: ['solve'],
    signature: 'solve(A, b)',
    doc: 'The solution $A^{-1} b$ of $A x = b$, for a vector or for the columns of a matrix.',
    arity: [2, 2],
    rule: 'solve',
    build: buildSolution,
  },
  {
    names: ['cofactor', 'cof'],
    signature: 'cofactor(A)',
    doc: 'Matrix of cofactors, the gradient of $\\det A$: $\\det(A)\\, A^{-\\top}$ for a regular matrix.',
    arity: [1, 1],
    rule: 'square-to-square',
    build: ofEach('cofactor', COFACTORS),
  },
  {
    names: ['adjugate', 'adj'],
    signature: 'adjugate(A)',
    doc: 'Adjugate, the transposed matrix of cofactors: $\\det(A)\\, A^{-1}$ for a regular matrix.',
    arity: [1, 1],
    rule: 'square-to-square',
    build: (b, [a]) => {
      const result = overStack(b, 'adjugate', [a!], [2], ([one]) => b.tryApply(COFACTORS, [one!]));
      return typeof result === 'number' ? transpose(b, result) : result;
    },
  },
];

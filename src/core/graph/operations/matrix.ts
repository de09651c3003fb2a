import type { FunctionEntry } from '../function';
import type { GraphBuilder, NodeId } from '../graph';
import type { Operation, Site } from '../operation';
import { multiply } from './arithmetic';
import {
  COFACTORS,
  cofactors,
  DETERMINANT,
  determinant,
  LOG_DETERMINANT,
  logDeterminant,
} from './determinant';
import { INVERSE, inverse, SOLVE, solve, squareShape } from './inverse';
import { type Folding, viewOffsets } from './kernels/layout';
import { bounded } from './kernels/rounding';
import { enclosedSum, foldedEnclosure } from './kernels/runs';
import { compensatedSum, compensatedSumBound } from './kernels/summation';
import { printedCall, texCall } from './printing';
import { identity, transpose } from './structure';

export { diagonal, diagonalMatrix } from './structure';
export { cofactors, determinant, inverse, logDeterminant, solve };

/** One group: the diagonal. */
function diagonalFolding(site: Site): Folding {
  const n = site.inputShapes[0]![0]!;
  return { groups: Int32Array.of(0), members: viewOffsets([n], [n + 1]) };
}

/** n×n → scalar: the compensated sum of the diagonal. */
export const TRACE: Operation = {
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

export const matrixFunctions: readonly FunctionEntry[] = [
  {
    names: ['tr', 'trace'],
    signature: 'tr(A)',
    doc: 'Trace $\\sum_i A_{ii}$ of a square matrix.',
    arity: [1, 1],
    rule: 'square-to-scalar',
    build: (b, [a]) => b.tryApply(TRACE, [a!]),
  },
  {
    names: ['det'],
    signature: 'det(A)',
    doc: 'Determinant of a square matrix.',
    arity: [1, 1],
    rule: 'square-to-scalar',
    build: (b, [a]) => b.tryApply(DETERMINANT, [a!]),
  },
  {
    names: ['logdet', 'log_det'],
    signature: 'logdet(A)',
    doc: '$\\log \\det A$; not a number unless the determinant is positive.',
    arity: [1, 1],
    rule: 'square-to-scalar',
    build: (b, [a]) => b.tryApply(LOG_DETERMINANT, [a!]),
  },
  {
    names: ['inv', 'inverse'],
    signature: 'inv(A)',
    doc: 'Inverse $A^{-1}$ of a square matrix.',
    arity: [1, 1],
    rule: 'square-to-square',
    build: (b, [a]) => b.tryApply(INVERSE, [a!]),
  },
  {
    names: ['solve'],
    signature: 'solve(A, b)',
    doc: 'The solution $A^{-1} b$ of $A x = b$, for a vector or for the columns of a matrix.',
    arity: [2, 2],
    rule: 'solve',
    build: (b, [a, right]) => b.tryApply(SOLVE, [a!, right!], { transposed: false }),
  },
  {
    names: ['cofactor', 'cof'],
    signature: 'cofactor(A)',
    doc: 'Matrix of cofactors, the gradient of $\\det A$: $\\det(A)\\, A^{-\\top}$ for a regular matrix.',
    arity: [1, 1],
    rule: 'square-to-square',
    build: (b, [a]) => b.tryApply(COFACTORS, [a!]),
  },
  {
    names: ['adjugate', 'adj'],
    signature: 'adjugate(A)',
    doc: 'Adjugate, the transposed matrix of cofactors: $\\det(A)\\, A^{-1}$ for a regular matrix.',
    arity: [1, 1],
    rule: 'square-to-square',
    build: (b, [a]) => {
      const result = b.tryApply(COFACTORS, [a!]);
      return typeof result === 'number' ? transpose(b, result) : result;
    },
  },
];

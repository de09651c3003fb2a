import type { CallMismatch, FunctionEntry } from '../../function';
import type { GraphBuilder, NodeId } from '../../graph';
import { type Shape, showShape, sizeOf } from '../../shape';
import { countedAxis, wholeNumbers } from '../literals';
import { reshape } from '../structure';
import { einsum, tryEinsum } from './einsum';

const shapeOf = (b: GraphBuilder, id: NodeId): Shape => b.node(id).shape;

type Build = FunctionEntry['build'];

const MAX_ENTRIES = 2_000_000;

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** The pairs of axes that `tensordot` sums over: as many as a number says, the last with the first, or two lists. */
function contractedAxes(
  b: GraphBuilder,
  args: readonly NodeId[],
  ranks: readonly [number, number],
): readonly [number[], number[]] | CallMismatch {
  const written = wholeNumbers(b, 'tensordot', args, 2);
  if ('mismatch' in written) return written;
  const isCount = args[2] === undefined || shapeOf(b, args[2]).length === 0;
  const n = isCount ? (written[0] ?? 2) : written.length / 2;
  const form =
    'tensordot needs a number of axes, or two lists of one length, as in tensordot(A, B, axes=((1, 2), (0, 1)))';
  if (!Number.isInteger(n) || n < 0 || n > Math.min(...ranks)) return { mismatch: form };
  const steps = Array.from({ length: n }, (_, i) => i);
  const pairs: [number[], number[]] = isCount
    ? [steps.map((i) => ranks[0] - n + i), steps]
    : [
        written.slice(0, n).map((axis) => countedAxis(axis, ranks[0])),
        written.slice(n).map((axis) => countedAxis(axis, ranks[1])),
      ];
  const fits = pairs.every(
    (axes, k) => new Set(axes).size === n && axes.every((axis) => axis >= 0 && axis < ranks[k as 0 | 1]),
  );
  return fits ? pairs : { mismatch: form };
}

const buildTensordot: Build = (b, args) => {
  const [x, y] = args as [NodeId, NodeId];
  const ranks = [shapeOf(b, x).length, shapeOf(b, y).length] as const;
  if (ranks[0] + ranks[1] > LETTERS.length) return { mismatch: 'tensordot of so many axes is not built' };
  const pairs = contractedAxes(b, args, [ranks[0], ranks[1]]);
  if ('mismatch' in pairs) return pairs;
  const left = LETTERS.slice(0, ranks[0]);
  const right = LETTERS.slice(ranks[0], ranks[0] + ranks[1]);
  pairs[1].forEach((axis, i) => {
    right[axis] = left[pairs[0][i]!]!;
  });
  const kept = [
    ...left.filter((label) => !right.includes(label)),
    ...right.filter((label) => !left.includes(label)),
  ];
  return tryEinsum(b, `${left.join('')},${right.join('')}->${kept.join('')}`, [x, y]);
};

const buildKronecker: Build = (b, [x, y]) => {
  const [p, q] = [shapeOf(b, x!), shapeOf(b, y!)];
  if (p.length !== q.length || p.length === 0 || p.length > 2) {
    return { mismatch: `kron needs two vectors or two matrices, not ${showShape(p)} and ${showShape(q)}` };
  }
  if (sizeOf(p) * sizeOf(q) > MAX_ENTRIES) {
    return { mismatch: `kron makes more than ${MAX_ENTRIES} entries; choose smaller sizes` };
  }
  const product = einsum(b, p.length === 1 ? 'i,j->ij' : 'ij,kl->ikjl', [x!, y!]);
  return reshape(
    b,
    product,
    p.map((n, axis) => n * q[axis]!),
  );
};

export const tensorProductFunctions: readonly FunctionEntry[] = [
  {
    names: ['tensordot'],
    signature: 'tensordot(A, B, axes=2)',
    doc: 'Sum of products over the last `axes` axes of A and the first of B, or over the pairs in two lists: `axes=((1, 2), (0, 1))`.',
    arity: [2, 3],
    keywords: ['', 'axes'],
    rule: 'forward',
    build: buildTensordot,
  },
  {
    names: ['kron'],
    signature: 'kron(A, B)',
    doc: 'Kronecker product $A \\otimes B$: the blocks $A_{ij} B$.',
    arity: [2, 2],
    rule: 'forward',
    build: buildKronecker,
  },
];

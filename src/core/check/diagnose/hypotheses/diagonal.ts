import { adjoints } from '../../../diff/reverse';
import { multiply, subtract } from '../../../graph/operations/arithmetic';
import { ancestors } from '../../../graph/program';
import { sizeOf } from '../../../graph/shape';
import type { Naming } from '../candidate';
import { claimedOf, isZero, sameEntries } from '../compare';
import type { Context } from '../context';
import type { Valued } from '../scratch';

/** The claim has the entries i = j of the derivative alone: what acts across entries was treated as if it acted on each. */
export function onlyDiagonal(context: Context, only?: 'softmax'): Naming | undefined {
  const found = softmaxByEntries(context) ?? diagonalOfJacobian(context);
  return only === undefined || found?.mistake === only ? found : undefined;
}

const SOFTMAX_MESSAGE =
  'The softmax is treated as a function of each entry: all entries share one sum, so the terms with i ≠ j are missing.';

const isSoftmax = (context: Context, id: number): boolean =>
  context.sheetGraph.graph.node(id).operation.name === 'softmax';

/** The gradient of a function of a softmax, with p·(1 − p) in the place of its Jacobian diag(p) − p·pᵀ. */
function softmaxByEntries(context: Context): Naming | undefined {
  const { graph, derivations } = context.sheetGraph;
  const derivation = derivations.get(context.claim.left);
  const claimed = claimedOf(context);
  if (derivation === undefined || claimed === undefined) return undefined;
  const { target, variable } = derivation;
  if (sizeOf(graph.node(target).shape) !== 1) return undefined;
  const softmaxes = ancestors(graph, [target]).filter((id) => isSoftmax(context, id));
  const [node] = softmaxes;
  if (node === undefined || softmaxes.length > 1) return undefined;
  const [seed] = adjoints(graph, target, graph.filled(1, graph.node(target).shape), [node]);
  if (seed === undefined) return undefined;
  const { inputs, shape } = graph.node(node);
  const slope = multiply(graph, node, subtract(graph, graph.filled(1, shape), node));
  const [wrong] = adjoints(graph, inputs[0]!, multiply(graph, seed, slope), [variable]);
  const [value] = wrong === undefined ? [] : context.evaluate([wrong]);
  if (value === undefined || isZero(value) || !sameEntries(context.points, value, claimed)) return undefined;
  return { mistake: 'softmax', message: SOFTMAX_MESSAGE };
}

function diagonalOfJacobian(context: Context): Naming | undefined {
  const claimed = claimedOf(context);
  const [truth] = context.truths;
  if (claimed === undefined || truth === undefined) return undefined;
  const [rows, columns] = truth.shape;
  if (truth.shape.length !== 2 || rows !== columns || rows === undefined || rows < 2) return undefined;
  const expected: Valued = { shape: truth.shape, row: false, entries: truth.entries };
  const onDiagonal = (i: number): boolean => (i % (rows * rows)) % (rows + 1) === 0;
  const diagonal = { ...expected, entries: expected.entries.map((x, i) => (onDiagonal(i) ? x : 0)) };
  const rest = { ...expected, entries: expected.entries.map((x, i) => (onDiagonal(i) ? 0 : x)) };
  const claimedRest = { ...claimed, entries: claimed.entries.map((x, i) => (onDiagonal(i) ? 0 : x)) };
  if (sameEntries(context.points, claimed, diagonal)) {
    const derivation = context.sheetGraph.derivations.get(context.claim.left);
    const ends = derivation && context.sheetGraph.graph.node(derivation.target);
    const inner = ends?.inputs[0];
    const softmax =
      derivation !== undefined &&
      (isSoftmax(context, derivation.target) || (inner !== undefined && isSoftmax(context, inner)));
    return softmax
      ? { mistake: 'softmax', message: SOFTMAX_MESSAGE }
      : {
          mistake: 'kronecker',
          message: 'Only the entries with i = j are there; those with i ≠ j are missing.',
        };
  }
  if (!isZero(rest) && sameEntries(context.points, claimedRest, rest)) {
    return {
      mistake: 'kronecker',
      message:
        'The entries with i ≠ j are right, those with i = j are not: a term that stands on the diagonal alone is missing or wrong.',
    };
  }
  return undefined;
}

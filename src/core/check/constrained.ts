import type { GraphBuilder, NodeId } from '../graph/graph';
import { add, subtract } from '../graph/operations/arithmetic';
import { matmul } from '../graph/operations/linear';
import { reduceMean } from '../graph/operations/reduce';
import { broadcastTo, diagonal, diagonalMatrix, reshape, transpose } from '../graph/operations/structure';
import { type Shape, sameShape, sizeOf } from '../graph/shape';
import { chain, resolve } from '../sheet/scope';
import type { InputDomain } from './domain';
import type { Subject } from './subject';
import type { Verdict } from './verdict';

type Structure = NonNullable<InputDomain['structure']>;

/** Another way to state the derivative by a name whose values are restricted, as a claim about other nodes. */
interface Convention {
  readonly left: NodeId;
  readonly right: NodeId;
  readonly note: string;
}

/**
 * The verdict on a claim that is not the gradient among all arrays, where its variable is declared to be symmetric, on the
 * simplex or the like: the claim agrees if it gives the same change of the function for every step that the restriction
 * allows, or if it is the derivative by the independent entries of a symmetric matrix (Magnus and Neudecker, Matrix
 * Differential Calculus, 1988, §3.8 and ch. 9). Undefined where it does neither.
 */
export function inConstraint(subject: Subject, judge: (subject: Subject) => Verdict): Verdict | undefined {
  for (const { left, right, note } of conventionsOf(subject)) {
    const verdict = judge({
      ...subject,
      left: { node: left, row: subject.left.row },
      right: { node: right, row: subject.left.row },
    });
    if (verdict.kind === 'agree') {
      return { ...verdict, code: 'agree-constraint', notes: [note, ...verdict.notes] };
    }
  }
  return undefined;
}

function conventionsOf(subject: Subject): readonly Convention[] {
  const { claim, sheetGraph, left, right } = subject;
  const { graph } = sheetGraph;
  const derivation = sheetGraph.derivations.get(claim.left);
  if (claim.kind !== 'derivative' || derivation === undefined || derivation.derivative !== left.node)
    return [];
  if (sizeOf(graph.node(derivation.target).shape) !== 1) return [];
  const structure = declaredStructure(subject, derivation.variable);
  const { shape } = graph.node(left.node);
  const claimed = graph.node(right.node).shape;
  const isNumber = sizeOf(claimed) === 1;
  const fits = isNumber || sameShape(claimed.filter(notOne), shape.filter(notOne));
  if (structure === undefined || !fits || !isOfRank(shape, structure === 'simplex' ? 1 : 2)) return [];
  const whole = isNumber
    ? broadcastTo(graph, reshape(graph, right.node, []), shape)
    : reshape(graph, right.node, shape);
  return conventions(graph, structure, left.node, whole, derivation.variable);
}

const notOne = (size: number): boolean => size !== 1;

const isOfRank = (shape: Shape, rank: number): boolean =>
  shape.length === rank && (rank === 1 || shape[0] === shape[1]);

/** The structure that a domain of the sheet declares for an input; a value that happens to have one declares nothing. */
function declaredStructure({ claim, sheetGraph }: Subject, variable: NodeId): Structure | undefined {
  const { book, lowered } = sheetGraph;
  const sheets = new Set(chain(book.scope, claim.sheet));
  for (const domain of book.domains) {
    if (!sheets.has(domain.sheet) || domain.kind === 'relation') continue;
    const isSimplex =
      domain.kind === 'member' && domain.set.kind === 'named' && domain.set.name === 'simplex';
    const structure = domain.kind === 'property' ? domain.property : isSimplex ? 'simplex' : undefined;
    if (structure === undefined) continue;
    for (const { name } of domain.names) {
      const definition = resolve(book.scope, domain.sheet, name, Number.POSITIVE_INFINITY);
      const known = definition === undefined ? undefined : lowered.get(definition);
      if (known !== undefined && 'value' in known && known.value.node === variable) return structure;
    }
  }
  return undefined;
}

function conventions(
  graph: GraphBuilder,
  structure: Structure,
  gradient: NodeId,
  claimed: NodeId,
  variable: NodeId,
): Convention[] {
  const along = (project: (node: NodeId) => NodeId, note: string): Convention => ({
    left: project(gradient),
    right: project(claimed),
    note,
  });
  const among = (matrices: string): string =>
    `The claim is not the gradient among all matrices, but gives the same change for every step among ${matrices} ones.`;
  switch (structure) {
    case 'simplex':
      return [
        along(
          (x) => subtract(graph, x, reduceMean(graph, x)),
          'The claim differs by a constant from the gradient among all vectors, which changes nothing for steps in the simplex.',
        ),
      ];
    case 'symmetric':
    case 'positive definite':
      return [
        {
          left: byIndependentEntries(graph, gradient),
          right: claimed,
          note: "This is the derivative by the independent entries of a symmetric matrix, G + G' − diag(G), where G is the gradient among all matrices.",
        },
        along((x) => add(graph, x, transpose(graph, x)), among('symmetric')),
      ];
    case 'diagonal':
      return [along((x) => diagonal(graph, x), among('diagonal'))];
    case 'orthogonal': {
      const turned = (x: NodeId): NodeId => matmul(graph, variable, x, { transposeX: true });
      return [along((x) => subtract(graph, turned(x), transpose(graph, turned(x))), among('orthogonal'))];
    }
  }
}

/** An entry beside the diagonal of a symmetric matrix stands at two places, so both derivatives add up. */
function byIndependentEntries(graph: GraphBuilder, gradient: NodeId): NodeId {
  const both = add(graph, gradient, transpose(graph, gradient));
  return subtract(graph, both, diagonalMatrix(graph, diagonal(graph, gradient)));
}

import type { NodeId } from '../graph/graph';
import { ancestors } from '../graph/program';
import { showShape } from '../graph/shape';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import { resolve } from '../sheet/scope';
import { bodyOf } from '../syntax/families';
import { bareNamesIn, calleesIn, isDerivative } from '../syntax/walk';
import type { Domains } from './domain';
import { inconclusive } from './inconclusive';
import type { Points } from './points';
import type { Subject } from './subject';
import type { Tally, Trial } from './trial';
import type { EntryEvidence, Evidence, Verdict } from './verdict';
import {
  describeEntry,
  describeNumbers,
  describePoint,
  indicesOf,
  plural,
  shortInfix,
  sourceText,
} from './wording';
import { slackOf } from './written';

export function agreement(
  subject: Subject,
  held: Trial,
  tally: Tally,
  plan: { numeric: boolean },
  evidence: Evidence,
): Verdict {
  const { claim } = subject;
  const notes = [...subject.notes, ...held.reading.notes];
  if (held.kinks > 0)
    notes.push(
      'The function has a kink at the given values; the claim is one of its one-sided derivatives there.',
    );
  if (tally.undefinedClaims > 0) {
    notes.push('The right side is not defined at some points where the left side is.');
  }
  const where = plan.numeric && tally.atValues ? 'at the given values' : `at ${plural(held.equal, 'point')}`;
  const code =
    held.kinks > 0
      ? 'agree-kink'
      : held.reading.label === 'partial'
        ? 'agree-partial'
        : held.reading.notes.length > 0
          ? 'agree-layout'
          : 'agree';
  const rounded =
    slackOf(claim, subject.sheetGraph.graph.node(subject.right.node).shape)?.some((half) => half > 0) ===
    true;
  const { worst } = evidence;
  if (rounded && worst !== undefined && isRoundedAway(worst)) {
    const { expected, claimed } = describeNumbers(worst);
    notes.push(`${claimed} is ${expected} rounded${describeEntry(worst.index, indicesOf(subject))}.`);
  }
  return {
    kind: 'agree',
    code,
    message: rounded
      ? `Agrees ${where}, to the digits written.`
      : `Agrees ${where}, to ${plural(Math.max(1, held.digits), 'digit')}.`,
    notes,
    evidence,
  };
}

/** Whether the number written differs from the exact one by more than rounding errors. */
const isRoundedAway = ({ claimed, claimedRadius, expected, expectedRadius }: EntryEvidence): boolean =>
  Math.abs(claimed - expected) > claimedRadius + expectedRadius + 1e-15 * Math.abs(expected);

export function disagreement(subject: Subject, points: Points, first: Trial, evidence: Evidence): Verdict {
  const { claim, sheetGraph } = subject;
  const refutation = first.refutation!;
  const { worst } = refutation.compared;
  const { expected, claimed } = describeNumbers(worst);
  const point =
    refutation.kind === 'values' && points.allValues ? 'the given values' : describePoint(refutation.point);
  const entry = describeEntry(worst.index, indicesOf(subject));
  const left = sourceText(claim, claim.left);
  const at = point === '' ? '' : ` At ${point}:`;
  const valuesOnly = first.heldAtValues && !first.refutedAtValues;
  const notes: string[] = [...subject.notes];
  const unknown = unknownFunctions(subject);
  if (unknown.length > 0) notes.push(anySmooth(unknown));
  // The function that stands for one of which nothing is known is of no interest.
  const formula =
    unknown.length === 0 && isDerivative(bodyOf(claim.left))
      ? shortInfix(sheetGraph, first.reading.truth)
      : undefined;
  if (formula !== undefined && !/^-?[\d.]+$/.test(formula)) notes.push(`${left} is ${formula}.`);
  if (isIndependent(subject)) notes.push(`${left} is 0: the one does not depend on the other.`);
  const code = valuesOnly
    ? 'values-only'
    : claim.kind === 'derivative'
      ? 'wrong-derivative'
      : claim.kind === 'value'
        ? 'wrong-value'
        : 'wrong-identity';
  const opening = valuesOnly
    ? `${left} has this value at the given values only, not in general.`
    : claim.kind === 'derivative'
      ? `${left} is wrong.`
      : claim.kind === 'value'
        ? `${left} has another value.`
        : 'The two sides are not equal.';
  const sides =
    claim.kind === 'identity'
      ? `the left side is ${expected}, the right side ${claimed}${entry}.`
      : `${expected} is right, ${claimed} is claimed${entry}.`;
  return {
    kind: 'disagree',
    code,
    message: `${opening}${at} ${at === '' ? sides.charAt(0).toUpperCase() + sides.slice(1) : sides}`,
    notes,
    ...(formula === undefined && worst.index.length > 0 ? {} : { expected: formula ?? expected }),
    claimed: sourceText(claim, claim.right),
    counterexample: refutation.point,
    atGivenValues: refutation.kind === 'values' && points.allValues,
    evidence,
  };
}

/** Functions of the claim that the text never says what they are. */
function unknownFunctions({ claim, sheetGraph: { book } }: Subject): string[] {
  const called = [claim.left, claim.right].flatMap((side) => [...calleesIn(side), ...bareNamesIn(side)]);
  return [...new Set(called.map(({ name }) => name))].filter((name) => {
    const definition = resolve(book.scope, claim.sheet, name, claim.span.start);
    return (
      definition?.kind === 'function' && (definition.standIn === 'said' || definition.standIn === 'guessed')
    );
  });
}

const anySmooth = (names: readonly string[]): string =>
  names.length === 1
    ? `${names[0]} may be any smooth function here; the numbers are those of one for which this fails.`
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)} may be any smooth functions here; the numbers are those of some for which this fails.`;

/** Whether the function that is differentiated does not depend on the variable at all. */
function isIndependent({ claim, derivations, sheetGraph }: Subject): boolean {
  const [derivation] = derivations;
  if (claim.left.kind !== 'derivative' || derivation === undefined) return false;
  return !ancestors(sheetGraph.graph, [derivation.target]).includes(derivation.variable);
}

export function noPoints(subject: Subject, points: Points, tally: Tally, domains: Domains): Verdict {
  if (tally.undefinedClaims > 0) {
    return inconclusive(
      'domain',
      'The right side has no finite value at any point that was tried. Check its domain, or declare one.',
    );
  }
  if (domains.equations.length > 0) {
    return inconclusive(
      'domain',
      'No point was found where the conditions of this claim hold. Check whether they can hold together.',
    );
  }
  const obstacle = describeObstacle(subject, points);
  if (obstacle !== undefined) {
    return inconclusive(
      'domain',
      `No point was found where ${obstacle}, among ${plural(tally.outside, 'point')} that were moved towards it. Check whether that can be, or declare a domain.`,
    );
  }
  const left = sourceText(subject.claim, subject.claim.left);
  return inconclusive(
    'domain',
    `${left} has no finite value at any of the ${plural(tally.outside, 'point')} that were tried. Declare a domain, such as \`x > 0\`, or check the given values.`,
  );
}

/** What the shapes of nodes rest on, of the names that they are computed from. */
type Ground = 'known' | 'named sizes' | 'guessed sizes';

export function groundOf({ graph, shapes, definitionOf }: SheetGraph, nodes: readonly NodeId[]): Ground {
  let ground: Ground = 'known';
  for (const id of ancestors(graph, nodes)) {
    const definition = definitionOf.get(id);
    if (definition?.kind !== 'free' || !shapes.hasOpenSizes(definition)) continue;
    if (!shapes.isDeclared(definition)) return 'guessed sizes';
    ground = 'named sizes';
  }
  return ground;
}

/** A claim whose sides have no entries in common; wrong where no choice of sizes could mend that. */
/** The condition that could not be met, as in `x² < -1 holds` or `sqrt(-1 - x) is defined`. */
function describeObstacle({ sheetGraph }: Subject, points: Points): string | undefined {
  const obstacle = points.obstacle();
  if (obstacle === undefined || obstacle.kind === 'branch') return undefined;
  if (obstacle.kind === 'domain') {
    const text = shortInfix(sheetGraph, obstacle.node);
    return text === undefined ? undefined : `\`${text}\` is defined`;
  }
  const { left, relation, right } = obstacle.condition;
  const [a, b] = [shortInfix(sheetGraph, left), shortInfix(sheetGraph, right)];
  return a === undefined || b === undefined ? undefined : `\`${a} ${relation} ${b}\` holds`;
}

export function wrongShape(subject: Subject): Verdict {
  const { claim, sheetGraph, left, right } = subject;
  const { graph } = sheetGraph;
  const [truthShape, writtenShape] = [graph.node(left.node).shape, graph.node(right.node).shape];
  const [truth, written] = [showShape(truthShape), showShape(writtenShape)];
  const name = sourceText(claim, claim.left);
  const describe = (shape: string): string => (shape === 'scalar' ? 'is a scalar' : `has the shape ${shape}`);
  const message = `${name} ${describe(truth)}, but the right side ${describe(written)}.`;
  const ground = groundOf(sheetGraph, [
    left.node,
    right.node,
    ...subject.derivations.flatMap(({ target, variable }) => [target, variable]),
  ]);
  if (ground === 'guessed sizes') {
    return inconclusive(
      'shape',
      `${message} Some shapes had to be guessed; declare them, for instance \`W : 3x2\`.`,
    );
  }
  if (ground === 'named sizes' && truthShape.length === writtenShape.length) {
    return inconclusive(
      'shape',
      `${message} Sizes that have only names were chosen for this; write numbers to have them compared.`,
    );
  }
  return { kind: 'disagree', code: 'wrong-shape', message, notes: [], expected: truth, claimed: written };
}

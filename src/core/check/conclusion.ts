import type { Domains } from './domain';
import { agreement, disagreement, noPoints } from './equality-verdicts';
import { inconclusive } from './inconclusive';
import { LARGE_BUDGET, LARGE_POINTS, LEAST_POINTS, WORK_BUDGET } from './options';
import type { Points } from './points';
import { random } from './random';
import type { Subject } from './subject';
import type { Survey } from './survey';
import type { Trial } from './trial';
import { unknownNames } from './unknown-names';
import type { Evidence, Verdict } from './verdict';
import { type Testimony, witnessOf } from './witness';
import { plural } from './wording';

/** The verdict that a survey of both sides allows. */
export function conclude(subject: Subject, domains: Domains, survey: Survey, seed: number): Verdict {
  const { points, trials, tally, cutShort } = survey;
  if (tally.inside === 0) return cutShort ? overBudget(points) : noPoints(subject, points, tally, domains);
  const [first] = trials;
  const testimony = testify(subject, survey, seed);
  const evidence = (trial: Trial): Evidence => evidenceOf(survey, trial, testimony);
  if (testimony?.says === 'contradicts') return { ...contradicted(testimony), evidence: evidence(first!) };
  const held = trials.find((trial) => hasHeld(trial, survey));
  if (held !== undefined) {
    const { plan } = survey;
    const least = survey.isLarge ? LARGE_POINTS : LEAST_POINTS;
    const needed = plan.sampled > 0 && points.program.inputs.length > 0 ? least : 1;
    if (tally.inside >= needed) return agreement(subject, held, tally, plan, evidence(held));
    return { ...(cutShort ? overBudget(points) : fewPoints(tally.inside)), evidence: evidence(held) };
  }
  const open = trials.find(({ refutation }) => refutation === undefined);
  if (open !== undefined) {
    const atKink = tally.kinked > 0 && trials.some(({ refutation, equal }) => !refutation && equal === 0);
    return { ...(atKink ? UNCLEAR_KINK : HIDDEN), evidence: evidence(atKink ? first! : open) };
  }
  const unknown = unknownNames(subject);
  if (unknown.length > 0) return { ...undefinedNames(unknown), evidence: evidence(first!) };
  return disagreement(subject, points, first!, evidence(first!));
}

/**
 * Points where rounding hides everything are no evidence either way. They may not be the rule, unless as many others were
 * found as are asked of any claim.
 */
function hasHeld(trial: Trial, { plan, isOpen }: Survey): boolean {
  const { refutation, equal, loose } = trial;
  const wanted = plan.values + plan.sampled;
  return refutation === undefined && equal > 0 && (loose <= equal || equal >= wanted) && !isOpen(trial);
}

function evidenceOf({ tally }: Survey, trial: Trial, testimony: Testimony | undefined): Evidence {
  const { reading, refutation, compared } = trial;
  const worst = refutation?.compared.worst ?? trial.worst;
  return {
    points: tally.inside,
    rejected: tally.outside,
    atValues: tally.atValues,
    reading: [reading.label, reading.alignment.label].filter((word) => word !== 'direct').join(', '),
    ...(refutation === undefined ? { digits: trial.digits } : {}),
    ...(worst === undefined ? {} : { worst }),
    ...(compared === undefined ? {} : { compared }),
    ...(testimony === undefined || testimony.says === 'silent' ? {} : { witness: testimony }),
  };
}

/** The difference quotient at the last point, where one can be afforded. */
function testify(subject: Subject, { points, last, isLarge }: Survey, seed: number): Testimony | undefined {
  const derivation = subject.derivations[0];
  if (derivation === undefined) return undefined;
  const witness = witnessOf(subject.sheetGraph.graph, derivation, random(seed ^ 0x5bd1e995));
  if (isLarge) {
    const { program } = points;
    const { variable, derivative } = derivation;
    // The program stands at the last point that was compared.
    if (!program.has(variable) || !program.has(derivative) || witness.briefWork > LARGE_BUDGET)
      return undefined;
    return witness.testifyBriefly(last, program.read(variable).slice(), program.read(derivative));
  }
  return witness.work > WORK_BUDGET ? undefined : witness.testify(last, points.exact(last));
}

const overBudget = ({ work }: Points): Verdict =>
  inconclusive(
    'budget',
    `One evaluation of this claim costs about ${work.toExponential(1)} operations, of which a check does not afford enough. Declare smaller shapes.`,
  );

const fewPoints = (inside: number): Verdict =>
  inconclusive(
    'domain',
    `Only ${plural(inside, 'point')} of the domain could be found, too few for a verdict. Declare a domain, such as \`x > 0\`.`,
  );

const contradicted = ({ derivative, quotient, error }: Testimony): Verdict =>
  inconclusive(
    'witness',
    `Nabla's own derivative (${derivative.toPrecision(8)}) and the difference quotient (${quotient.toPrecision(8)} ± ${error.toExponential(1)}) do not agree, so it gives no verdict. Please report this.`,
  );

const UNCLEAR_KINK = inconclusive(
  'kink',
  'The function has a kink at the given values, and Nabla cannot tell whether the claim is one of its one-sided derivatives there.',
);

const HIDDEN = inconclusive(
  'conditioning',
  'Rounding errors are too large here to tell whether both sides are equal.',
);

const undefinedNames = (names: readonly string[]): Verdict =>
  inconclusive(
    'unknown-name',
    `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not defined in this sheet, so the claim cannot be judged. Define or declare ${names.length === 1 ? 'it' : 'them'}, for instance \`${names[0]} : R\`.`,
  );

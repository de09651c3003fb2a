import type { NodeId } from '../graph/graph';
import { ancestors } from '../graph/program';
import { sizeOf } from '../graph/shape';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import { resolve } from '../sheet/scope';
import type { Expr } from '../syntax/ast';
import { bareNamesIn, calleesIn, walk } from '../syntax/walk';
import { BranchSearch } from './branches';
import { inConstraint } from './constrained';
import { ANYWHERE, type Domains, domainsAt, type InputDomain } from './domain';
import { agreement, disagreement, noPoints, wrongShape } from './equality-verdicts';
import { inconclusive } from './inconclusive';
import { tiesOf } from './kinks';
import {
  ATTEMPTS_PER_POINT,
  type CheckOptions,
  LARGE_BUDGET,
  LARGE_ENTRIES,
  LARGE_POINTS,
  LEAST_POINTS,
  WORK_BUDGET,
} from './options';
import { type PointKind, type Points, pointsOf } from './points';
import { hashText, random } from './random';
import { type Reading, readingsOf } from './readings';
import { calmAttempt } from './sample';
import { type Subject, targetsOf } from './subject';
import { examine, OpenBranches, type Tally, type Trial } from './trial';
import { unknownNames } from './unknown-names';
import type { Evidence, Verdict } from './verdict';
import { type Testimony, witnessOf } from './witness';
import { plural, sourceText } from './wording';
import { slackOf } from './written';

/** How many of the points of a claim are of any scale that its domain allows. */
const WIDE_POINTS = 4;

const POSITIVE: InputDomain = { ...ANYWHERE, low: 0 };

/** Judges a claim that two sides are equal, everywhere in its domain or at the sheet's values. */
export function judgeEquality(subject: Subject, options: CheckOptions): Verdict {
  const verdict = judgeIn(subject, options, ANYWHERE);
  if (verdict.kind !== 'disagree') return verdict;
  const constrained = inConstraint(subject, (other) => judgeIn(other, options, ANYWHERE));
  if (constrained !== undefined) return constrained;
  if (isPerhapsCondition(subject)) {
    return inconclusive(
      'condition',
      'This does not hold for all values of its names. Write `assume` before it if it is a condition, or == for = if it is meant to hold always.',
    );
  }
  // Lengths and masses are positive without saying so; a function that is undefined for some signs makes that plausible.
  const isRestricted = (verdict.evidence?.rejected ?? 0) > 0 && verdict.atGivenValues !== true;
  if (!isRestricted || judgeIn(subject, options, POSITIVE).kind !== 'agree') return verdict;
  return inconclusive(
    'domain',
    'This holds where all its names are positive, but not for some other signs. Declare the domain that is meant, such as `x > 0`.',
  );
}

/** `t1 + t2 = 1` among names that nothing defines: it reads like a condition on them. */
function isPerhapsCondition({ claim, sheetGraph: { book } }: Subject): boolean {
  if (claim.kind === 'derivative' || claim.relation !== '=' || claim.at.length > 0) return false;
  const sides = [claim.left, claim.right];
  // Functions and primes make rules of calculation, which are meant to hold always.
  if (sides.some((side) => calleesIn(side).length > 0 || hasTranspose(side))) return false;
  const names = sides.flatMap(bareNamesIn);
  return (
    names.length > 0 &&
    names.every(({ name }) => resolve(book.scope, claim.sheet, name, claim.span.start)?.kind === 'free')
  );
}

function hasTranspose(expr: Expr): boolean {
  let found = false;
  walk(expr, (part) => {
    if (part.kind === 'transpose') found = true;
  });
  return found;
}

function judgeIn(subject: Subject, options: CheckOptions, elsewhere: InputDomain): Verdict {
  const { claim, sheetGraph } = subject;
  const readings = readingsOf(subject);
  if (readings.length === 0) return wrongShape(subject);
  const domains = domainsAt(sheetGraph, claim);
  if (domains.failure !== undefined) return inconclusive(domains.failure.code, domains.failure.message);
  const seed = hashText(`${sourceText(claim, claim.left)}=${sourceText(claim, claim.right)}`);
  const points = pointsOf({
    sheetGraph,
    claim,
    domains,
    outputs: [subject.right.node, ...readings.map(({ truth }) => truth)],
    watched: targetsOf(subject),
    random: random(seed),
    elsewhere,
  });
  const comparing = comparisonWork(subject, points, readings);
  const one = Math.max(1, points.work + comparing);
  const isLarge = isLargeClaim(subject, points, one, options.work ?? WORK_BUDGET);
  const budget = isLarge ? largeBudget(options) : (options.work ?? WORK_BUDGET);
  const affordable = isLarge ? LARGE_POINTS : Math.floor(budget / one);
  if (affordable < 1) return overBudget(points);
  const trials: Trial[] = readings.map((reading) => ({
    reading,
    equal: 0,
    loose: 0,
    unseen: 0,
    retried: 0,
    digits: 15,
    kinks: 0,
    worst: undefined,
    refutation: undefined,
    samples: [],
    heldAtValues: false,
    refutedAtValues: false,
    compared: options.explain === true ? [] : undefined,
  }));
  const slack = slackOf(claim, sheetGraph.graph.node(subject.right.node).shape);
  // A claim at a point, and a number as a claim, speak of the values that the sheet gives.
  const numeric = claim.at.length > 0 || !dependsOnInputs(sheetGraph, subject.right.node);
  const plan = planPoints(points, numeric, Math.min(options.points, affordable));
  const tally: Tally = {
    inside: 0,
    outside: 0,
    atValues: false,
    kinked: 0,
    undefinedClaims: 0,
    precise: true,
  };
  const relevant = new Set(
    ancestors(sheetGraph.graph, [subject.right.node, ...readings.map((r) => r.truth), ...targetsOf(subject)]),
  );
  const truths = [...targetsOf(subject), ...readings.map(({ truth }) => truth)];
  const tieHere = tiesOf(points, truths, subject.right.node);
  const search =
    plan.sampled === 0 || isLarge ? undefined : BranchSearch.of(points, [...truths, subject.right.node]);
  const open = new OpenBranches(trials);
  const compareAt = (kind: PointKind, arrive: () => 'inside' | 'outside'): boolean => {
    const compared = examine(subject, points, trials, tally, kind, arrive, tieHere, slack, relevant);
    if (search !== undefined) open.note(search.combination());
    return compared;
  };
  // The witness speaks at the last point that was drawn and compared.
  let judged = new Map(points.inputs());
  const run = (kind: PointKind, attempt: number): boolean => {
    const compared = compareAt(kind, () => points.next(kind, attempt));
    if (compared) judged = new Map(points.inputs());
    return compared;
  };
  const affords = (): boolean => points.spent() + tally.inside * comparing < budget;
  const lastValues = points.allValues ? plan.values : plan.values * ATTEMPTS_PER_POINT;
  for (let k = 0; k < lastValues && tally.inside < plan.values && affords(); k++) run('values', k);
  // Points of another scale or beside a switch that are not in the domain, or where rounding hides everything, say nothing.
  const aside = (visit: () => void): void => {
    const { outside, undefinedClaims } = tally;
    const before = trials.map(({ loose, unseen }) => ({ loose, unseen }));
    tally.precise = false;
    visit();
    tally.precise = true;
    Object.assign(tally, { outside, undefinedClaims });
    for (const [k, trial] of trials.entries()) Object.assign(trial, before[k]!);
  };
  let wide = points.isWide && plan.sampled >= WIDE_POINTS && !isLarge ? WIDE_POINTS : 0;
  let attempt = 0;
  // A point where rounding hides everything says nothing: another one is drawn, as long as the budget lasts.
  const telling = (): number => {
    const open = trials.filter(({ refutation }) => refutation === undefined);
    return open.length === 0 ? tally.inside : Math.max(...open.map(({ equal }) => equal));
  };
  const most = Math.min((plan.values + plan.sampled) * 4, affordable);
  while (
    telling() < plan.values + plan.sampled &&
    tally.inside < most &&
    attempt < plan.sampled * ATTEMPTS_PER_POINT &&
    affords()
  ) {
    if (wide > 0 && telling() >= plan.values + plan.sampled - wide) {
      aside(() => {
        for (; wide > 0 && affords(); wide--) compareAt('sampled', () => points.nextWide(wide));
      });
      continue;
    }
    // Where rounding keeps hiding everything, the rest of the points stay close to zero.
    const hidden = attempt > plan.sampled && telling() * 2 < tally.inside;
    if (run('sampled', hidden ? calmAttempt(attempt) : attempt)) search?.note();
    attempt++;
  }
  if (search !== undefined) {
    const over = (): boolean => !affords() || trials.every(({ refutation }) => refutation !== undefined);
    aside(() => search.run({ at: (arrive) => compareAt('sampled', arrive), over }, attempt));
  }
  const cutShort = affordable < (isLarge ? LARGE_POINTS : LEAST_POINTS) || !affords();
  return conclude(subject, domains, trials, tally, points, {
    ...plan,
    numeric,
    seed,
    cutShort,
    judged,
    isOpen: (trial) => open.has(trial),
    isLarge,
  });
}

/** What comparing one entry in one reading costs, in elementary operations. */
const COMPARISON_WORK = 16;

/** Elementary operations of one comparison: the bounds of all errors, then entry by entry in every reading. */
function comparisonWork({ sheetGraph }: Subject, points: Points, readings: readonly Reading[]): number {
  const entries = readings.reduce((sum, { truth }) => sum + sizeOf(sheetGraph.graph.node(truth).shape), 0);
  return points.program.work * 3 + entries * COMPARISON_WORK;
}

const overBudget = ({ work }: Points): Verdict =>
  inconclusive(
    'budget',
    `One evaluation of this claim costs about ${work.toExponential(1)} operations, of which a check does not afford enough. Declare smaller shapes.`,
  );

/** How many points of each kind; a number on the right is judged where the sheet has values. */
function planPoints(points: Points, numeric: boolean, wanted: number): { values: number; sampled: number } {
  if (!points.hasValues) return { values: 0, sampled: points.program.inputs.length === 0 ? 1 : wanted };
  const values = points.allValues ? 1 : Math.max(1, Math.ceil(wanted / 2));
  return numeric ? { values: points.allValues ? 1 : wanted, sampled: 0 } : { values, sampled: wanted };
}

function conclude(
  subject: Subject,
  domains: Domains,
  trials: Trial[],
  tally: Tally,
  points: Points,
  plan: {
    values: number;
    sampled: number;
    numeric: boolean;
    seed: number;
    cutShort: boolean;
    judged: ReadonlyMap<NodeId, Float64Array>;
    isOpen: (trial: Trial) => boolean;
    isLarge: boolean;
  },
): Verdict {
  const evidence = (trial: Trial, testimony?: Testimony): Evidence => ({
    points: tally.inside,
    rejected: tally.outside,
    atValues: tally.atValues,
    reading: [trial.reading.label, trial.reading.alignment.label]
      .filter((word) => word !== 'direct')
      .join(', '),
    ...(trial.refutation === undefined ? { digits: trial.digits } : {}),
    ...(trial.worst === undefined && trial.refutation === undefined
      ? {}
      : { worst: trial.refutation?.compared.worst ?? trial.worst! }),
    ...(trial.compared === undefined ? {} : { compared: trial.compared }),
    ...(testimony === undefined || testimony.says === 'silent' ? {} : { witness: testimony }),
  });
  if (tally.inside === 0)
    return plan.cutShort ? overBudget(points) : noPoints(subject, points, tally, domains);
  // Points where rounding hides everything are no evidence either way. They may not be the rule, unless as many others were
  // found as are asked of any claim.
  const wanted = plan.values + plan.sampled;
  const held = trials.find((trial) => {
    const { refutation, equal, loose } = trial;
    return (
      refutation === undefined && equal > 0 && (loose <= equal || equal >= wanted) && !plan.isOpen(trial)
    );
  });
  const least = plan.isLarge ? LARGE_POINTS : LEAST_POINTS;
  const needed = plan.sampled > 0 && points.program.inputs.length > 0 ? least : 1;
  const testimony = testify(subject, points, plan);
  if (testimony?.says === 'contradicts') {
    return {
      ...inconclusive(
        'witness',
        `Nabla's own derivative (${testimony.derivative.toPrecision(8)}) and the difference quotient (${testimony.quotient.toPrecision(8)} ± ${testimony.error.toExponential(1)}) do not agree, so it gives no verdict. Please report this.`,
      ),
      evidence: evidence(trials[0]!, testimony),
    };
  }
  if (held !== undefined) {
    if (tally.inside < needed) {
      if (plan.cutShort) return { ...overBudget(points), evidence: evidence(held) };
      return {
        ...inconclusive(
          'domain',
          `Only ${plural(tally.inside, 'point')} of the domain could be found, too few for a verdict. Declare a domain, such as \`x > 0\`.`,
        ),
        evidence: evidence(held),
      };
    }
    return agreement(subject, held, tally, plan, evidence(held, testimony));
  }
  if (tally.kinked > 0 && trials.some((trial) => trial.refutation === undefined && trial.equal === 0)) {
    return {
      ...inconclusive(
        'kink',
        'The function has a kink at the given values, and Nabla cannot tell whether the claim is one of its one-sided derivatives there.',
      ),
      evidence: evidence(trials[0]!),
    };
  }
  const refuted = trials.every((trial) => trial.refutation !== undefined);
  const [first] = trials;
  if (!refuted || first === undefined) {
    const open = trials.find((trial) => trial.refutation === undefined) ?? first!;
    return {
      ...inconclusive(
        'conditioning',
        'Rounding errors are too large here to tell whether both sides are equal.',
      ),
      evidence: evidence(open),
    };
  }
  const unknown = unknownNames(subject);
  if (unknown.length > 0) {
    const names = unknown.join(', ');
    return {
      ...inconclusive(
        'unknown-name',
        `${names} ${unknown.length === 1 ? 'is' : 'are'} not defined in this sheet, so the claim cannot be judged. Define or declare ${unknown.length === 1 ? 'it' : 'them'}, for instance \`${unknown[0]} : R\`.`,
      ),
      evidence: evidence(first),
    };
  }
  return disagreement(subject, points, first, evidence(first, testimony));
}

function testify(
  subject: Subject,
  points: Points,
  { judged, seed, isLarge }: { judged: ReadonlyMap<NodeId, Float64Array>; seed: number; isLarge: boolean },
): Testimony | undefined {
  const derivation = subject.derivations[0];
  if (derivation === undefined) return undefined;
  const { graph } = subject.sheetGraph;
  const witness = witnessOf(graph, derivation, random(seed ^ 0x5bd1e995));
  if (isLarge) {
    const { program } = points;
    const { variable, derivative } = derivation;
    // The program stands at the last point that was compared.
    if (!program.has(variable) || !program.has(derivative) || witness.briefWork > LARGE_BUDGET)
      return undefined;
    return witness.testifyBriefly(judged, program.read(variable).slice(), program.read(derivative));
  }
  if (witness.work > WORK_BUDGET) return undefined;
  return witness.testify(judged, points.exact(judged));
}

/** Whether a claim over large arrays is judged at a few points, where the usual budget does not afford the usual number. */
function isLargeClaim(
  { sheetGraph: { graph } }: Subject,
  { program }: Points,
  one: number,
  budget: number,
): boolean {
  if (budget / one >= LEAST_POINTS || budget < 1) return false;
  const largest = Math.max(0, ...program.inputs.map((input) => sizeOf(graph.node(input).shape)));
  return largest >= LARGE_ENTRIES && one * LARGE_POINTS <= largeBudget({ work: budget });
}

/** Other readings of a claim have the same share of the larger budget. */
const largeBudget = ({ work = WORK_BUDGET }: Pick<CheckOptions, 'work'>): number =>
  (LARGE_BUDGET * work) / WORK_BUDGET;

function dependsOnInputs(sheetGraph: SheetGraph, node: NodeId): boolean {
  const { graph } = sheetGraph;
  return ancestors(graph, [node]).some((id) => graph.node(id).operation.name === 'input');
}

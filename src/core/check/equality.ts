import type { NodeId } from '../graph/graph';
import { ancestors } from '../graph/program';
import { type Shape, showShape, sizeOf } from '../graph/shape';
import { writtenNumber } from '../sheet/constants';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Claim } from '../sheet/model';
import type { Expr } from '../syntax/ast';
import { isDerivative } from '../syntax/walk';
import { type Compared, compare } from './compare';
import { factorNote } from './diagnose/factor';
import { type Domains, domainsAt } from './domain';
import { kinkOf, nearKink } from './kinks';
import { ATTEMPTS_PER_POINT, type CheckOptions, LEAST_POINTS, WORK_BUDGET } from './options';
import { type PointKind, type Points, pointsOf } from './points';
import { hashText, random } from './random';
import { type Reading, readingsOf } from './readings';
import { type Subject, targetsOf } from './subject';
import { unknownNames } from './unknown-names';
import type { Evidence, TensorValue, Verdict } from './verdict';
import { type Testimony, witnessOf } from './witness';
import {
  describeEntry,
  describeNumbers,
  describePoint,
  namedPoint,
  plural,
  shortInfix,
  sourceText,
} from './wording';

/** What happened to one reading at all points. */
interface Trial {
  readonly reading: Reading;
  equal: number;
  loose: number;
  digits: number;
  kinks: number;
  worst: Compared['worst'] | undefined;
  refutation: Refutation | undefined;
  /** Claimed and expected entries at the points, for finding a common factor. */
  readonly samples: { claimed: Float64Array; expected: Float64Array }[];
  /** Points of each kind that did not refute the reading. */
  heldAtValues: boolean;
  refutedAtValues: boolean;
}

interface Refutation {
  readonly compared: Compared;
  readonly kind: PointKind;
  readonly point: Readonly<Record<string, TensorValue>>;
}

interface Tally {
  inside: number;
  outside: number;
  atValues: boolean;
  kinked: number;
  undefinedClaims: number;
}

/** Judges a claim that two sides are equal, everywhere in its domain or at the sheet's values. */
export function judgeEquality(subject: Subject, options: CheckOptions): Verdict {
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
  });
  const affordable = Math.floor(WORK_BUDGET / Math.max(1, points.program.work * 4));
  if (affordable < 1) {
    return inconclusive(
      'budget',
      `One evaluation of this claim costs ${points.program.work.toExponential(1)} operations, more than the budget of a check. Declare smaller shapes.`,
    );
  }
  const trials: Trial[] = readings.map((reading) => ({
    reading,
    equal: 0,
    loose: 0,
    digits: 15,
    kinks: 0,
    worst: undefined,
    refutation: undefined,
    samples: [],
    heldAtValues: false,
    refutedAtValues: false,
  }));
  const slack = slackOf(claim, sheetGraph.graph.node(subject.right.node).shape);
  // A claim at a point, and a number as a claim, speak of the values that the sheet gives.
  const numeric = claim.at.length > 0 || !dependsOnInputs(sheetGraph, subject.right.node);
  const plan = planPoints(points, numeric, Math.min(options.points, affordable));
  const tally: Tally = { inside: 0, outside: 0, atValues: false, kinked: 0, undefinedClaims: 0 };
  const relevant = new Set(
    ancestors(sheetGraph.graph, [subject.right.node, ...readings.map((r) => r.truth), ...targetsOf(subject)]),
  );
  const run = (kind: PointKind, attempt: number): void =>
    examine(subject, points, trials, tally, kind, attempt, slack, relevant);
  const lastValues = points.allValues ? plan.values : plan.values * ATTEMPTS_PER_POINT;
  for (let k = 0; k < lastValues && tally.inside < plan.values; k++) run('values', k);
  let attempt = 0;
  while (tally.inside < plan.values + plan.sampled && attempt < plan.sampled * ATTEMPTS_PER_POINT) {
    run('sampled', attempt++);
  }
  return conclude(subject, domains, trials, tally, points, { ...plan, numeric, seed });
}

/** How many points of each kind; a number on the right is judged where the sheet has values. */
function planPoints(points: Points, numeric: boolean, wanted: number): { values: number; sampled: number } {
  if (!points.hasValues) return { values: 0, sampled: points.program.inputs.length === 0 ? 1 : wanted };
  const values = points.allValues ? 1 : Math.max(1, Math.ceil(wanted / 2));
  return numeric ? { values: points.allValues ? 1 : wanted, sampled: 0 } : { values, sampled: wanted };
}

function examine(
  subject: Subject,
  points: Points,
  trials: Trial[],
  tally: Tally,
  kind: PointKind,
  attempt: number,
  slack: Float64Array | undefined,
  relevant: ReadonlySet<NodeId>,
): void {
  const { sheetGraph, right } = subject;
  const { program } = points;
  if (points.next(kind, attempt) === 'outside') {
    tally.outside++;
    return;
  }
  const kinked = nearKink(program);
  if (kinked && !(kind === 'values' && points.allValues)) {
    tally.outside++;
    return;
  }
  program.runRadii();
  const claim = { values: program.read(right.node), radii: program.readRadii(right.node) };
  if (claim.values.some((entry) => !Number.isFinite(entry))) {
    tally.undefinedClaims++;
    tally.outside++;
    return;
  }
  const usable = trials.filter(({ reading }) =>
    program.read(reading.truth).every((entry) => Number.isFinite(entry)),
  );
  if (usable.length === 0) {
    tally.outside++;
    return;
  }
  tally.inside++;
  if (kind === 'values') tally.atValues = true;
  if (kinked) tally.kinked++;
  for (const trial of usable) {
    const { truth, alignment } = trial.reading;
    const shape = sheetGraph.graph.node(truth).shape;
    const enclosed = { values: program.read(truth), radii: program.readRadii(truth) };
    const refute = (): Refutation => ({
      compared,
      kind,
      point: namedPoint(sheetGraph, points.inputs(), relevant),
    });
    const compared = compare(enclosed, claim, alignment, shape, slack, floorOf(subject, points));
    if (kinked) {
      const between = kinkOf(points, truth, right.node, alignment, slack);
      if (between !== 'smooth') {
        if (between === 'between') {
          trial.kinks++;
          trial.equal++;
        } else if (between === 'beyond') record(trial, compared, kind, refute);
        else trial.loose++;
        continue;
      }
    }
    record(trial, compared, kind, refute);
    if (trial.samples.length < 12) {
      trial.samples.push({
        expected: enclosed.values.slice(),
        claimed: Float64Array.from(enclosed.values, (_, i) => claim.values[alignment.claimed(i)]!),
      });
    }
  }
}

function record(trial: Trial, compared: Compared, kind: PointKind, refute: () => Refutation): void {
  if (compared.outcome === 'disjoint') {
    if (kind === 'values') trial.refutedAtValues = true;
    trial.refutation ??= refute();
    return;
  }
  if (kind === 'values') trial.heldAtValues = true;
  if (compared.outcome === 'loose') trial.loose++;
  else trial.equal++;
  if (compared.digits <= trial.digits) {
    trial.digits = compared.digits;
    trial.worst = compared.worst;
  }
}

/** The size below which a derivative counts as zero: what rounding leaves of |f|/|x|. */
function floorOf(subject: Subject, points: Points): number {
  let floor = 0;
  for (const { target, variable } of subject.derivations) {
    if (!points.program.has(target) || !points.program.has(variable)) continue;
    const size = largest(points.program.read(target));
    const at = largest(points.program.read(variable));
    floor = Math.max(floor, (size / Math.max(at, 2 ** -20)) * 1e-6);
  }
  return floor;
}

const largest = (entries: Float64Array): number => {
  let size = 0;
  for (const entry of entries) size = Math.max(size, Math.abs(entry));
  return size;
};

function conclude(
  subject: Subject,
  domains: Domains,
  trials: Trial[],
  tally: Tally,
  points: Points,
  plan: { values: number; sampled: number; numeric: boolean; seed: number },
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
    ...(testimony === undefined || testimony.says === 'silent'
      ? {}
      : { witness: { quotient: testimony.quotient, error: testimony.error } }),
  });
  if (tally.inside === 0) return noPoints(subject, tally, domains);
  // Points where rounding hides everything are no evidence either way, but they may not be the rule.
  const held = trials.find(
    (trial) => trial.refutation === undefined && trial.equal > 0 && trial.loose <= trial.equal,
  );
  const needed = plan.sampled > 1 ? LEAST_POINTS : 1;
  const testimony = testify(subject, points, plan.seed);
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

function agreement(
  subject: Subject,
  held: Trial,
  tally: Tally,
  plan: { numeric: boolean },
  evidence: Evidence,
): Verdict {
  const { claim } = subject;
  const notes = [...held.reading.notes];
  if (held.kinks > 0)
    notes.push(
      'The function has a kink at the given values; the claim is one of its one-sided derivatives there.',
    );
  if (tally.undefinedClaims > 0) {
    notes.push('The right side is not defined at some points where the left side is.');
  }
  const where =
    plan.numeric && tally.atValues ? 'at the given values' : `at ${plural(tally.inside, 'point')}`;
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

function disagreement(subject: Subject, points: Points, first: Trial, evidence: Evidence): Verdict {
  const { claim, sheetGraph } = subject;
  const refutation = first.refutation!;
  const { worst } = refutation.compared;
  const { expected, claimed } = describeNumbers(worst);
  const point =
    refutation.kind === 'values' && points.allValues ? 'the given values' : describePoint(refutation.point);
  const entry = describeEntry(worst.index);
  const left = sourceText(claim, claim.left);
  const at = point === '' ? '' : ` At ${point}:`;
  const valuesOnly = first.heldAtValues && !first.refutedAtValues;
  const notes: string[] = [];
  const formula = isDerivative(claim.left) ? shortInfix(sheetGraph, first.reading.truth) : undefined;
  if (formula !== undefined && !/^-?[\d.]+$/.test(formula)) notes.push(`${left} is ${formula}.`);
  if (isIndependent(subject)) notes.push(`${left} is 0: the one does not depend on the other.`);
  const factor = factorNote(first.samples);
  if (factor !== undefined) notes.unshift(factor);
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
    expected: formula ?? expected,
    claimed: sourceText(claim, claim.right),
    counterexample: refutation.point,
    evidence,
  };
}

/** Whether the function that is differentiated does not depend on the variable at all. */
function isIndependent({ claim, derivations, sheetGraph }: Subject): boolean {
  const [derivation] = derivations;
  if (claim.left.kind !== 'derivative' || derivation === undefined) return false;
  return !ancestors(sheetGraph.graph, [derivation.target]).includes(derivation.variable);
}

function noPoints(subject: Subject, tally: Tally, domains: Domains): Verdict {
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
  const left = sourceText(subject.claim, subject.claim.left);
  return inconclusive(
    'domain',
    `${left} has no finite value at any of the ${plural(tally.outside, 'point')} that were tried. Declare a domain, such as \`x > 0\`, or check the given values.`,
  );
}

function testify(subject: Subject, points: Points, seed: number): Testimony | undefined {
  const derivation = subject.derivations[0];
  if (derivation === undefined) return undefined;
  const { graph } = subject.sheetGraph;
  const witness = witnessOf(graph, derivation, random(seed ^ 0x5bd1e995));
  if (witness.work > WORK_BUDGET / 2) return undefined;
  const testimony = witness.testify(points.inputs());
  return testimony;
}

/** Half units of the numbers that a side writes out; undefined where it writes none. */
function slackOf(claim: Claim, shape: Shape): Float64Array | undefined {
  const entries = writtenEntries(claim.right);
  const size = sizeOf(shape);
  if (entries === undefined || (entries.length !== size && entries.length !== 1)) return undefined;
  return Float64Array.from({ length: size }, (_, i) => {
    const written = writtenNumber(entries[entries.length === 1 ? 0 : i]!);
    if (written === undefined) return 0;
    return written.halfUnit === 0 && claim.relation === '≈' ? 0.5 : written.halfUnit;
  });
}

/** The entries of an array written out, or the expression itself. */
function writtenEntries(expr: Expr): Expr[] | undefined {
  if (expr.kind === 'array') {
    const entries = expr.rows.flat().map(writtenEntries);
    return entries.every((entry) => entry !== undefined) ? entries.flat() : undefined;
  }
  if (expr.kind === 'transpose') return undefined;
  return [expr];
}

function dependsOnInputs(sheetGraph: SheetGraph, node: NodeId): boolean {
  const { graph } = sheetGraph;
  return ancestors(graph, [node]).some((id) => graph.node(id).operation.name === 'input');
}

function wrongShape(subject: Subject): Verdict {
  const { claim, sheetGraph, left, right } = subject;
  const truth = showShape(sheetGraph.graph.node(left.node).shape);
  const written = showShape(sheetGraph.graph.node(right.node).shape);
  const name = sourceText(claim, claim.left);
  const describe = (shape: string): string => (shape === 'scalar' ? 'is a scalar' : `has the shape ${shape}`);
  const message = `${name} ${describe(truth)}, but the right side ${describe(written)}.`;
  if (sheetGraph.shapes.freeSizes) {
    return inconclusive(
      'shape',
      `${message} Some shapes had to be guessed; declare them, for instance \`W : 3x2\`.`,
    );
  }
  return { kind: 'disagree', code: 'wrong-shape', message, notes: [], expected: truth, claimed: written };
}

export const inconclusive = (code: string, message: string): Verdict => ({
  kind: 'inconclusive',
  code,
  message,
  notes: [],
});

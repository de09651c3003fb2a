import type { NodeId } from '../graph/graph';
import { ancestors } from '../graph/program';
import { sizeOf } from '../graph/shape';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import { resolve } from '../sheet/scope';
import { bareNamesIn } from '../syntax/walk';
import { BranchSearch } from './branches';
import type { Domains, InputDomain } from './domain';
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
import { random } from './random';
import type { Reading } from './readings';
import { calmAttempt } from './sample';
import { type Subject, targetsOf } from './subject';
import { examine, OpenBranches, type Tally, type Trial } from './trial';
import { slackOf } from './written';

/** How many points of each kind are wanted, and whether the claim speaks of the given values alone. */
export interface Plan {
  readonly values: number;
  readonly sampled: number;
  readonly numeric: boolean;
}

/** What the comparison of both sides at the points of the domain has shown. */
export interface Survey {
  readonly points: Points;
  readonly plan: Plan;
  readonly trials: readonly Trial[];
  readonly tally: Tally;
  /** The inputs of the last point that was drawn and compared. */
  readonly last: ReadonlyMap<NodeId, Float64Array>;
  /** Whether the arrays are so large that a few points have to do. */
  readonly isLarge: boolean;
  /** Whether the budget ended it. */
  readonly cutShort: boolean;
  /** Whether rounding hid everything in some branch. */
  isOpen(trial: Trial): boolean;
}

/** How many of the points of a claim are of any scale that its domain allows. */
const WIDE_POINTS = 4;

/** What one claim may cost, in elementary operations and points. */
interface Effort {
  readonly isLarge: boolean;
  readonly budget: number;
  /** How many points the budget affords. */
  readonly points: number;
  /** What the comparison at one point costs beside the evaluation. */
  readonly comparing: number;
}

/** Compares both sides of a claim, in every reading, at points of its domain. */
export function surveyOf(
  subject: Subject,
  readings: readonly Reading[],
  domains: Domains,
  options: CheckOptions,
  { seed, elsewhere }: { readonly seed: number; readonly elsewhere: InputDomain },
): Survey {
  const { claim, sheetGraph, right } = subject;
  const points = pointsOf({
    sheetGraph,
    claim,
    domains,
    outputs: [right.node, ...readings.map(({ truth }) => truth)],
    watched: targetsOf(subject),
    random: random(seed),
    elsewhere,
    ...(options.retry && { retry: options.retry }),
  });
  const effort = effortOf(subject, readings, points, options);
  // A claim at a point, and a number as a claim, speak of the values that the sheet gives.
  const numeric = claim.at.length > 0 || isNumber(subject);
  const plan = planPoints(points, numeric, Math.min(options.points, effort.points));
  const trials = readings.map((reading) => newTrial(reading, options.explain === true));
  const tally = newTally();
  const course = new Course(subject, points, trials, tally, plan, effort);
  if (effort.points >= 1) course.run();
  return {
    points,
    plan,
    trials,
    tally,
    last: course.last,
    isLarge: effort.isLarge,
    cutShort: effort.points < (effort.isLarge ? LARGE_POINTS : LEAST_POINTS) || !course.affords(),
    isOpen: (trial) => course.open.has(trial),
  };
}

/** The course of one survey: given values first, then points of usual and of all scales, then the branches not yet seen. */
class Course {
  last: ReadonlyMap<NodeId, Float64Array>;
  readonly open: OpenBranches;
  private readonly search: BranchSearch | undefined;
  private readonly compareAt: (kind: PointKind, arrive: () => 'inside' | 'outside') => boolean;

  constructor(
    subject: Subject,
    private readonly points: Points,
    private readonly trials: Trial[],
    private readonly tally: Tally,
    private readonly plan: Plan,
    private readonly effort: Effort,
  ) {
    const { sheetGraph, claim, right } = subject;
    const { graph } = sheetGraph;
    const truths = [...targetsOf(subject), ...trials.map(({ reading }) => reading.truth)];
    const slack = slackOf(claim, graph.node(right.node).shape);
    const relevant = new Set(ancestors(graph, [right.node, ...truths]));
    const tieHere = tiesOf(points, truths, right.node);
    this.last = new Map(points.inputs());
    this.open = new OpenBranches(trials);
    this.search =
      plan.sampled === 0 || effort.isLarge ? undefined : BranchSearch.of(points, [...truths, right.node]);
    this.compareAt = (kind, arrive) => {
      const compared = examine(subject, points, trials, tally, kind, arrive, tieHere, slack, relevant);
      if (this.search !== undefined) this.open.note(this.search.combination());
      return compared;
    };
  }

  run(): void {
    this.visitGivenValues();
    const attempts = this.drawPoints();
    const { search } = this;
    if (search === undefined) return;
    const over = (): boolean =>
      !this.affords() || this.trials.every(({ refutation }) => refutation !== undefined);
    const at = (arrive: () => 'inside' | 'outside'): boolean => this.compareAt('sampled', arrive);
    this.aside(() => search.run({ at, over }, attempts));
  }

  affords(): boolean {
    return this.points.spent() + this.tally.inside * this.effort.comparing < this.effort.budget;
  }

  private visitGivenValues(): void {
    const { values } = this.plan;
    const attempts = this.points.allValues ? values : values * ATTEMPTS_PER_POINT;
    for (let k = 0; k < attempts && this.tally.inside < values && this.affords(); k++) this.draw('values', k);
  }

  /** @returns how many attempts it took */
  private drawPoints(): number {
    const { points, plan, tally, effort } = this;
    const wanted = plan.values + plan.sampled;
    const most = Math.min(wanted * 4, effort.points);
    let wide = points.isWide && plan.sampled >= WIDE_POINTS && !effort.isLarge ? WIDE_POINTS : 0;
    let attempt = 0;
    // A point where rounding hides everything says nothing: another one is drawn, as long as the budget lasts.
    while (
      this.telling() < wanted &&
      tally.inside < most &&
      attempt < plan.sampled * ATTEMPTS_PER_POINT &&
      this.affords()
    ) {
      if (wide > 0 && this.telling() >= wanted - wide) {
        this.aside(() => {
          for (; wide > 0 && this.affords(); wide--) this.compareAt('sampled', () => points.nextWide(wide));
        });
        continue;
      }
      // Where rounding keeps hiding everything, the rest of the points stay close to zero.
      const hidden = attempt > plan.sampled && this.telling() * 2 < tally.inside;
      if (this.draw('sampled', hidden ? calmAttempt(attempt) : attempt)) this.search?.note();
      attempt++;
    }
    return attempt;
  }

  private draw(kind: PointKind, attempt: number): boolean {
    const compared = this.compareAt(kind, () => this.points.next(kind, attempt));
    if (compared) this.last = new Map(this.points.inputs());
    return compared;
  }

  /** How many points could tell, in the reading that has most of them and is not refuted. */
  private telling(): number {
    const unrefuted = this.trials.filter(({ refutation }) => refutation === undefined);
    return unrefuted.length === 0 ? this.tally.inside : Math.max(...unrefuted.map(({ equal }) => equal));
  }

  /** Points of another scale or beside a switch that are not in the domain, or where rounding hides everything, say nothing. */
  private aside(visit: () => void): void {
    const { tally, trials } = this;
    const { outside, undefinedClaims } = tally;
    const before = trials.map(({ loose, unseen }) => ({ loose, unseen }));
    tally.precise = false;
    visit();
    tally.precise = true;
    Object.assign(tally, { outside, undefinedClaims });
    for (const [k, trial] of trials.entries()) Object.assign(trial, before[k]!);
  }
}

const newTrial = (reading: Reading, explain: boolean): Trial => ({
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
  compared: explain ? [] : undefined,
});

const newTally = (): Tally => ({
  inside: 0,
  outside: 0,
  atValues: false,
  kinked: 0,
  undefinedClaims: 0,
  precise: true,
});

/** What comparing one entry in one reading costs, in elementary operations. */
const COMPARISON_WORK = 16;

function effortOf(
  { sheetGraph: { graph } }: Subject,
  readings: readonly Reading[],
  points: Points,
  { work = WORK_BUDGET }: CheckOptions,
): Effort {
  const { program } = points;
  const entries = readings.reduce((sum, { truth }) => sum + sizeOf(graph.node(truth).shape), 0);
  // The bounds of all errors cost about three evaluations; then entry by entry in every reading.
  const comparing = program.work * 3 + entries * COMPARISON_WORK;
  const one = Math.max(1, points.work + comparing);
  // Other readings of a claim have the same share of the larger budget.
  const largeBudget = (LARGE_BUDGET * work) / WORK_BUDGET;
  const largest = Math.max(0, ...program.inputs.map((input) => sizeOf(graph.node(input).shape)));
  const isLarge =
    work >= 1 && work / one < LEAST_POINTS && largest >= LARGE_ENTRIES && one * LARGE_POINTS <= largeBudget;
  return isLarge
    ? { isLarge, budget: largeBudget, points: LARGE_POINTS, comparing }
    : { isLarge, budget: work, points: Math.floor(work / one), comparing };
}

/** How many points of each kind; a number on the right is judged where the sheet has values. */
function planPoints(points: Points, numeric: boolean, wanted: number): Plan {
  if (!points.hasValues) {
    return { values: 0, sampled: points.program.inputs.length === 0 ? 1 : wanted, numeric };
  }
  const values = points.allValues ? 1 : Math.max(1, Math.ceil(wanted / 2));
  return numeric
    ? { values: points.allValues ? 1 : wanted, sampled: 0, numeric }
    : { values, sampled: wanted, numeric };
}

/** Whether the right side is a number, not a formula that happens to come out the same everywhere, such as `1 + 0*s`. */
function isNumber({ claim, sheetGraph, right }: Subject): boolean {
  if (dependsOnInputs(sheetGraph, right.node)) return false;
  return bareNamesIn(claim.right).every(({ name }) => {
    const definition = resolve(sheetGraph.book.scope, claim.sheet, name, claim.span.start);
    return definition?.kind !== 'expression' || bareNamesIn(definition.expr).length === 0;
  });
}

function dependsOnInputs(sheetGraph: SheetGraph, node: NodeId): boolean {
  const { graph } = sheetGraph;
  return ancestors(graph, [node]).some((id) => graph.node(id).operation.name === 'input');
}

import { INPUT, type NodeId } from '../graph/graph';
import { ancestors } from '../graph/program';
import type { Expr } from '../syntax/ast';
import { type Compared, compare, inDoubles, inIntervals } from './compare';
import { kinkOf, onEitherSide, type Tie } from './kinks';
import { allFinite, type PointKind, type Points } from './points';
import type { Reading } from './readings';
import { MOST_DIGITS } from './retry';
import type { Subject } from './subject';
import type { EntryEvidence, PointEvidence, TensorValue } from './verdict';
import { namedPoint } from './wording';

/** What happened to one reading at all points. */
export interface Trial {
  readonly reading: Reading;
  equal: number;
  loose: number;
  /** Points that were not computed again in more digits although rounding hid the answer. */
  unseen: number;
  /** Points that were decided in more digits. */
  retried: number;
  digits: number;
  kinks: number;
  worst: Compared['worst'] | undefined;
  refutation: Refutation | undefined;
  /** Claimed and expected entries at the points, for finding a common factor. */
  readonly samples: { claimed: Float64Array; expected: Float64Array }[];
  /** Points of each kind that did not refute the reading. */
  heldAtValues: boolean;
  refutedAtValues: boolean;
  /** Every point that was compared, where the evidence is asked for. */
  readonly compared: PointEvidence[] | undefined;
}

export interface Refutation {
  readonly compared: Compared;
  readonly kind: PointKind;
  readonly point: Readonly<Record<string, TensorValue>>;
}

export interface Tally {
  inside: number;
  outside: number;
  atValues: boolean;
  kinked: number;
  undefinedClaims: number;
  /** Whether points at which rounding hides the answer are judged again in more digits. */
  precise: boolean;
}

/**
 * Compares both sides in every reading at one point.
 *
 * @param arrive moves the program to the point
 * @returns whether both sides have values there
 */
export function examine(
  subject: Subject,
  points: Points,
  trials: Trial[],
  tally: Tally,
  kind: PointKind,
  arrive: () => 'inside' | 'outside',
  tieHere: () => Tie,
  slack: Float64Array | undefined,
  relevant: ReadonlySet<NodeId>,
): boolean {
  const { sheetGraph, right } = subject;
  const { program } = points;
  const tie = arrive() === 'outside' ? 'outside' : tieHere();
  // Another point is drawn where a tie comes by chance; given values are what they are.
  if (tie === 'outside' || (tie !== 'none' && tie !== 'lasting' && !points.isGiven(kind))) {
    tally.outside++;
    return false;
  }
  const kinked = tie === 'function';
  if (!allFinite(program.read(right.node))) {
    tally.undefinedClaims++;
    tally.outside++;
    return false;
  }
  const usable = trials.filter(({ reading }) => allFinite(program.read(reading.truth)));
  if (usable.length === 0) {
    tally.outside++;
    return false;
  }
  program.runRadii();
  const claim = { values: program.read(right.node), radii: program.readRadii(right.node) };
  tally.inside++;
  if (kind === 'values') tally.atValues = true;
  if (kinked) tally.kinked++;
  for (const trial of usable) {
    const { truth, alignment } = trial.reading;
    const shape = sheetGraph.graph.node(truth).shape;
    const enclosed = { values: program.read(truth), radii: program.readRadii(truth) };
    const here = (): Refutation['point'] => namedPoint(sheetGraph, points.inputs(), relevant);
    const refute = (): Refutation => ({ compared, kind, point: here() });
    const tell = (outcome: PointEvidence['outcome']): void => {
      trial.compared?.push({
        point: here(),
        given: kind === 'values' && points.allValues,
        outcome,
        worst: compared.worst,
        precision,
      });
    };
    const slackOf = slack === undefined ? undefined : (i: number) => slack[alignment.claimed(i)]!;
    const floor = floorOf(subject, points);
    let compared = compare(inDoubles(enclosed, claim, alignment), shape, slackOf, floor);
    let precision = DOUBLE_DIGITS;
    if (compared.outcome === 'loose' && tie === 'lasting') {
      const kept = { values: claim.values.slice(), radii: claim.radii.slice() };
      const settled = onEitherSide(points, truth);
      if (settled !== undefined) {
        compared = compare(inDoubles(settled, kept, alignment), shape, slackOf, floor);
      }
    }
    const isHidden =
      (compared.outcome === 'loose' || (isBeyondDoubles(compared) && isOneNumber(subject, kind))) &&
      tally.precise &&
      trial.retried < MOST_RETRIED;
    if (isHidden || (compared.outcome === 'disjoint' && isVague(compared.worst))) {
      for (const attempt of points.attempts()) {
        const sides = [attempt.read(truth), attempt.read(right.node)] as const;
        precision = attempt.digits;
        if (sides[0] === undefined || sides[1] === undefined) continue;
        const again = compare(inIntervals(sides[0], sides[1], alignment), shape, slackOf, floor);
        if (compared.outcome === 'disjoint' && again.outcome !== 'disjoint') continue;
        compared = again;
        if (compared.outcome !== 'loose') break;
      }
      if (compared.outcome !== 'loose') trial.retried++;
    }
    if (kinked) {
      const between = kinkOf(points, truth, right.node, alignment, slack);
      if (between !== 'smooth') {
        if (between === 'between') {
          trial.kinks++;
          trial.equal++;
          tell('one-sided');
        } else if (between === 'beyond') record(trial, compared, kind, refute);
        else trial.loose++;
        continue;
      }
    }
    if (compared.outcome === 'loose' && precision < MOST_DIGITS) trial.unseen++;
    else record(trial, compared, kind, refute);
    tell(OUTCOMES[compared.outcome]);
    if (trial.samples.length < 12) {
      trial.samples.push({
        expected: enclosed.values.slice(),
        claimed: Float64Array.from(enclosed.values, (_, i) => claim.values[alignment.claimed(i)]!),
      });
    }
  }
  return true;
}

/** So many points of a combination of branches at which rounding hides everything, and none that tells, leave it open. */
const LEAST_LOOSE = 3;

/** Keeps account of the combinations of branches at which no point could tell. */
export class OpenBranches {
  private readonly counts: { equal: number; loose: number }[];
  private readonly found: Map<number, { equal: number; loose: number }>[];

  constructor(private readonly trials: readonly Trial[]) {
    this.counts = trials.map(() => ({ equal: 0, loose: 0 }));
    this.found = trials.map(() => new Map());
  }

  /** Counts what the last comparison found, at a point with this combination of branches. */
  note(combination: number): void {
    this.trials.forEach(({ equal, loose: undecided, unseen }, k) => {
      const loose = undecided + unseen;
      const before = this.counts[k]!;
      if (equal > before.equal || loose > before.loose) {
        const known = this.found[k]!.get(combination) ?? { equal: 0, loose: 0 };
        known.equal += equal - before.equal;
        known.loose += loose - before.loose;
        this.found[k]!.set(combination, known);
      }
      this.counts[k] = { equal, loose };
    });
  }

  has(trial: Trial): boolean {
    const found = this.found[this.trials.indexOf(trial)]!;
    for (const { equal, loose } of found.values()) if (equal === 0 && loose >= LEAST_LOOSE) return true;
    return false;
  }
}

const OUTCOMES: Readonly<Record<Compared['outcome'], PointEvidence['outcome']>> = {
  equal: 'equal',
  disjoint: 'different',
  loose: 'undecided',
};

/** So many points in more digits are evidence enough; they are expensive. */
const MOST_RETRIED = 8;

/** Whole numbers from 2⁵³ on differ by 1 where doubles do not: equal doubles say nothing of them. */
const isBeyondDoubles = ({ outcome, worst }: Compared): boolean =>
  outcome === 'equal' &&
  Math.abs(worst.expected) > Number.MAX_SAFE_INTEGER &&
  worst.expectedRadius + worst.claimedRadius > 0;

/** Whether the claim is a number here, and no formula in names that are drawn, whose values are large by chance. */
const isOneNumber = ({ sheetGraph: { graph }, right }: Subject, kind: PointKind): boolean =>
  kind === 'values' || !ancestors(graph, [right.node]).some((id) => graph.node(id).operation === INPUT);

/** Both numbers are certainly different, but hardly a digit of one of them is known. */
const isVague = ({ expected, expectedRadius, claimed, claimedRadius }: EntryEvidence): boolean =>
  expectedRadius > VAGUE * Math.abs(expected) || claimedRadius > VAGUE * Math.abs(claimed);

const VAGUE = 1e-4;

/** Decimal digits of double precision. */
const DOUBLE_DIGITS = 16;

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

/** The size below which an entry counts as zero: what rounding leaves of |f|/|x|, or of the terms of a sum. */
function floorOf(subject: Subject, points: Points): number {
  let floor = 0;
  for (const { target, variable } of subject.derivations) {
    if (!points.program.has(target) || !points.program.has(variable)) continue;
    const size = largest(points.program.read(target));
    const at = largest(points.program.read(variable));
    floor = Math.max(floor, (size / Math.max(at, 2 ** -20)) * 1e-6);
  }
  const { claim, sheetGraph } = subject;
  for (const side of [claim.left, claim.right]) {
    for (const term of termsOf(side)) {
      const node = sheetGraph.nodeOf.get(term);
      if (node === undefined || !points.program.has(node)) continue;
      floor = Math.max(floor, largest(points.program.read(node)) * CANCELLATION);
    }
  }
  return floor;
}

/** A sum this much smaller than its terms counts as zero beside them. */
const CANCELLATION = 1e-3;

/** The terms of a sum of several, as in `d2f/dx2 + d2f/dy2 = 0`. */
function termsOf(expr: Expr): Expr[] {
  if (expr.kind !== 'binary' || (expr.operator !== '+' && expr.operator !== '-')) return [];
  const left = termsOf(expr.left);
  return [...(left.length === 0 ? [expr.left] : left), expr.right];
}

const largest = (entries: Float64Array): number => {
  let size = 0;
  for (const entry of entries) size = Math.max(size, Math.abs(entry));
  return size;
};

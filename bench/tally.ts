/** Counts verdicts against labels. */
import type { Label } from './labels';
import { REGIMES, type Regime } from './regimes';
import type { Verdict } from './verdict';

/** One verdict on a claim or on one of its mutants. */
export interface Outcome {
  readonly id: string;
  readonly regime: Regime;
  /** The place of the mutant, or -1 for the claim itself. */
  readonly place: number;
  /** The kind of edit of a mutant; undefined for the claim itself. */
  readonly edit?: string;
  readonly label: Label;
  readonly verdict: Verdict;
  readonly sheet: string;
}

/**
 * What an answer is measured by: `right` claims; `equivalent` mutants, which are right as well; `wrong` mutants; `near` ones, whose
 * relative difference is below what 16 digits can tell; `unfit` ones, whose shapes do not fit; `either`, for which any verdict
 * will do; `excused` right claims, for which only a false alarm counts.
 */
export type Kind = 'right' | 'equivalent' | 'wrong' | 'near' | 'unfit' | 'either' | 'excused';
export type Answer = 'agree' | 'disagree' | 'open';

/** Differences below this are listed apart: what 16 digits can tell is near its end. */
export const NEAR = 1e-9;

export function kindOf({ edit, label }: Pick<Outcome, 'edit' | 'label'>): Kind {
  if (edit === undefined) return label === 'right' ? 'right' : 'excused';
  if (typeof label === 'number') return label < NEAR ? 'near' : 'wrong';
  if (label === 'right') return 'equivalent';
  return label === 'shape' ? 'unfit' : 'either';
}

export const answerOf = ({ kind }: Verdict): Answer =>
  kind === 'agree' || kind === 'disagree' ? kind : 'open';

export type Fault = 'false alarm' | 'miss' | 'near miss';

export function faultOf(outcome: Outcome): Fault | undefined {
  const kind = kindOf(outcome);
  const answer = answerOf(outcome.verdict);
  if (answer === 'disagree' && (kind === 'right' || kind === 'equivalent' || kind === 'excused'))
    return 'false alarm';
  if (answer === 'agree' && (kind === 'wrong' || kind === 'unfit')) return 'miss';
  return answer === 'agree' && kind === 'near' ? 'near miss' : undefined;
}

/** The figures of one regime. */
export interface Figures {
  readonly regime: Regime;
  readonly count: Readonly<Record<Kind, Readonly<Record<Answer, number>>>>;
  readonly falseAlarms: number;
  readonly misses: number;
  /** Of right claims as written, and of all right and wrong claims that are not excused; percent. */
  readonly openRight: number;
  readonly openAll: number;
}

export const totalOf = (answers: Readonly<Record<Answer, number>>): number =>
  answers.agree + answers.disagree + answers.open;

const percentOf = (part: number, all: number): number => (all === 0 ? 0 : (100 * part) / all);

export function figuresOf(outcomes: readonly Outcome[], regime: Regime): Figures {
  const none = () => ({ agree: 0, disagree: 0, open: 0 });
  const count: Record<Kind, Record<Answer, number>> = {
    right: none(),
    equivalent: none(),
    wrong: none(),
    near: none(),
    unfit: none(),
    either: none(),
    excused: none(),
  };
  const faults = { 'false alarm': 0, miss: 0, 'near miss': 0 };
  for (const outcome of outcomes) {
    if (outcome.regime !== regime) continue;
    count[kindOf(outcome)][answerOf(outcome.verdict)]++;
    const fault = faultOf(outcome);
    if (fault) faults[fault]++;
  }
  const judged = [count.right, count.equivalent, count.wrong];
  const sum = (pick: (answers: Record<Answer, number>) => number) =>
    judged.reduce((total, answers) => total + pick(answers), 0);
  return {
    regime,
    count,
    falseAlarms: faults['false alarm'],
    misses: faults.miss,
    openRight: percentOf(count.right.open, totalOf(count.right)),
    openAll: percentOf(
      sum(({ open }) => open),
      sum(totalOf),
    ),
  };
}

export const allFigures = (outcomes: readonly Outcome[]): Figures[] =>
  REGIMES.map((regime) => figuresOf(outcomes, regime)).filter(
    ({ count }) => totalOf(count.right) + totalOf(count.wrong) + totalOf(count.excused) > 0,
  );

export interface Limit {
  readonly what: string;
  readonly limit: string;
  readonly figure: string;
  readonly holds: boolean;
}

/** In percent. */
const OPEN_BENIGN = 2;
const OPEN_WORST = 10;

/** The promises, with what this run found. */
export function limitsOf(figures: readonly Figures[]): Limit[] {
  const alarms = figures.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0);
  const misses = figures.reduce((sum, { misses: missed }) => sum + missed, 0);
  const limits: Limit[] = [
    { what: 'false alarms, all regimes', limit: '0', figure: `${alarms}`, holds: alarms === 0 },
    {
      what: 'misses among conclusive verdicts, all regimes',
      limit: '0',
      figure: `${misses}`,
      holds: misses === 0,
    },
  ];
  const open = (what: string, share: (of: Figures) => number) => {
    const benign = figures.find(({ regime }) => regime === 'benign');
    if (benign)
      limits.push({
        what: `inconclusive, benign, ${what}`,
        limit: `${OPEN_BENIGN} %`,
        figure: `${share(benign).toFixed(2)} %`,
        holds: share(benign) <= OPEN_BENIGN,
      });
    const worst = figures.reduce<Figures | undefined>(
      (most, each) => (most && share(most) >= share(each) ? most : each),
      undefined,
    );
    if (worst)
      limits.push({
        what: `inconclusive, worst regime (${worst.regime}), ${what}`,
        limit: `${OPEN_WORST} %`,
        figure: `${share(worst).toFixed(2)} %`,
        holds: share(worst) <= OPEN_WORST,
      });
  };
  open('right claims as written', ({ openRight }) => openRight);
  open('all right and wrong claims', ({ openAll }) => openAll);
  return limits;
}

/** How often each code left claims of a kind open, the most frequent first. */
export function reasonsOf(
  outcomes: readonly Outcome[],
  regime: Regime,
  kind: Kind,
): [code: string, count: number][] {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) {
    if (outcome.regime !== regime || kindOf(outcome) !== kind || answerOf(outcome.verdict) !== 'open')
      continue;
    counts.set(outcome.verdict.code, (counts.get(outcome.verdict.code) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

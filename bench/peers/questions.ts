/** The labelled scalar first derivatives as questions for the rules: four points of each claim and of its mutants. */
import type { Case } from '../cases';
import type { LabelledCase } from '../labels';
import { REGIMES, type Regime } from '../regimes';
import { evaluatorOf } from './evaluate';
import type { Question } from './rule';

const POINTS = 4;
const ATTEMPTS = 60;

export interface Asked {
  readonly case: Case;
  readonly regime: Regime;
  /** The place of the mutant, or -1 for the claim itself. */
  readonly place: number;
  readonly isRight: boolean;
  readonly questions: readonly Question[];
}

/** At a kink a sheet gives its variable the value of the kink, so that there are no points to ask about. */
const ASKED_REGIMES = REGIMES.filter((regime) => regime !== 'at kink');

/** Marsaglia's xorshift: the same points in every run. */
function randomness(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Everything that is asked about one claim; nothing where it is no first derivative of a number by a number. */
export function* questionsOf(item: Case, label: LabelledCase, number: number): Generator<Asked> {
  if (item.kind !== 'scalar') return;
  for (const regime of ASKED_REGIMES) {
    const text = item.regimes[regime];
    const truth = label.regimes[regime];
    if (!text || truth?.claim !== 'right') continue;
    const mutants = truth.mutants ?? label.regimes.benign?.mutants ?? [];
    // A mutant in another layout, or one that is right as a partial derivative, is neither.
    const places = [-1, ...item.mutants.keys()].filter(
      (i) => i < 0 || mutants[i] === 'right' || typeof mutants[i] === 'number',
    );
    const rights = places.map((place) => (place < 0 ? item.right : item.mutants[place]!.right));
    const evaluator = evaluatorOf(text, rights);
    if (!evaluator) continue;
    const random = randomness(2654435761 * (number + 1));
    const asked: Question[][] = places.map(() => []);
    for (let attempt = 0; attempt < ATTEMPTS && asked.some((list) => list.length < POINTS); attempt++) {
      const point = evaluator.intervals.map(([low, high]) => low + (high - low) * random());
      const tangent = (Math.floor(random() * 1801) - 900) / 100 || 1;
      if (!Number.isFinite(evaluator.value(point))) continue;
      const f = (x: number) => evaluator.value(point.map((old, i) => (i === evaluator.variable ? x : old)));
      for (const [i, claimed] of evaluator.claimed(point).entries()) {
        if (claimed !== undefined && Number.isFinite(claimed) && asked[i]!.length < POINTS)
          asked[i]!.push({ f, claimed, x: point[evaluator.variable]!, tangent });
      }
    }
    for (const [i, place] of places.entries()) {
      const isRight = place < 0 || mutants[place] === 'right';
      if (asked[i]!.length === POINTS) yield { case: item, regime, place, isRight, questions: asked[i]! };
    }
  }
}

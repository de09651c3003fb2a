import type { Claim } from '../../sheet/model';
import type { CheckableBook } from '../check';
import type { CheckOptions } from '../options';
import { subjectOf } from '../subject';
import type { Verdict } from '../verdict';
import { shortInfix } from '../wording';
import { diagnose } from './diagnose';
import { type Depth, diagnosisBudget } from './effort';

/** A verdict with what is probably wrong: the mistakes, and the first of them among the notes. */
export interface Diagnosed {
  readonly verdict: Verdict;
  /** How far the mistake was searched for; as far as it may be, for a claim that was not refuted. */
  readonly depth: Depth;
}

/** @param budget what all searches of the document may cost; this one takes from it */
export function diagnosed(
  checkable: CheckableBook,
  claim: Claim,
  verdict: Verdict,
  options: CheckOptions,
  budget = diagnosisBudget(),
): Diagnosed {
  const { diagnoses, note, depth } = diagnose(checkable, claim, verdict, options, budget);
  const said = diagnoses[0]?.message ?? note;
  const own = forAllSizes(checkable, claim, verdict);
  const notes = said === undefined || own.notes.includes(said) ? own.notes : [said, ...own.notes];
  const isSilent = diagnoses.length === 0 && said === undefined;
  return { verdict: isSilent ? own : { ...own, notes, diagnoses }, depth };
}

/** The verdict without a formula that holds at some of the sizes only that the text leaves open. */
function forAllSizes({ sheetGraphs }: CheckableBook, claim: Claim, verdict: Verdict): Verdict {
  const { expected, ...rest } = verdict;
  const note = verdict.notes.find((text) => expected !== undefined && text.endsWith(` is ${expected}.`));
  if (verdict.kind !== 'disagree' || sheetGraphs.length === 1 || note === undefined) return verdict;
  const isSame = sheetGraphs.every((sheetGraph) => {
    const subject = subjectOf(sheetGraph, claim);
    return !('failure' in subject) && shortInfix(sheetGraph, subject.left.node) === expected;
  });
  return isSame ? verdict : { ...rest, notes: verdict.notes.filter((text) => text !== note) };
}

import type { ReadBook } from '../sheet/book';
import { writtenNumber } from '../sheet/constants';
import { ASSIGNMENT_COUNT, inferShapes } from '../sheet/infer';
import { buildSheetGraph } from '../sheet/lowering/build';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Failure } from '../sheet/lowering/value';
import type { Claim } from '../sheet/model';
import { isDerivative } from '../syntax/walk';
import { judgeEquality } from './equality';
import { inconclusive } from './inconclusive';
import { judgeInequality } from './inequality';
import type { CheckOptions } from './options';
import { type Subject, subjectOf } from './subject';
import type { Verdict } from './verdict';
import { sourceText } from './wording';

/** A document that is ready to be judged claim by claim. */
export interface CheckableBook {
  readonly book: ReadBook;
  /** One graph for each assignment of sizes that the text leaves open; the first serves for everything that is shown. */
  readonly sheetGraphs: readonly SheetGraph[];
  /** Other plausible readings of the notation, built when a claim fails in the usual one. */
  readonly otherReadings: () => readonly OtherReading[];
}

interface OtherReading {
  readonly note: string;
  readonly sheetGraph: SheetGraph;
}

export function checkableBook(book: ReadBook): CheckableBook {
  const shapes = inferShapes(book);
  const count = shapes.freeSizes ? ASSIGNMENT_COUNT : 1;
  const sheetGraphs = Array.from({ length: count }, (_, assignment) =>
    buildSheetGraph(book, shapes, assignment),
  );
  let others: readonly OtherReading[] | undefined;
  return {
    book,
    sheetGraphs,
    otherReadings: () => {
      others ??= otherReadingsOf(book, sheetGraphs[0]!);
      return others;
    },
  };
}

function otherReadingsOf(book: ReadBook, usual: SheetGraph): OtherReading[] {
  const found: OtherReading[] = [];
  if (usual.ambiguous.power) {
    found.push({
      note: 'Powers of square matrices are read entry by entry here; write `.^` to say so.',
      sheetGraph: buildSheetGraph(book, usual.shapes, 0, { power: 'entrywise' }),
    });
  }
  if (usual.shapes.guessed) {
    found.push({
      note: 'Names without a declared shape are read as scalars here; declare shapes, such as `x : R^3`, if they are arrays.',
      sheetGraph: buildSheetGraph(book, inferShapes(book, 'scalars'), 0),
    });
  }
  return found;
}

/**
 * The verdict on one claim. Where the text leaves sizes open, the claim is judged for several of them: a disagreement at any
 * is one, agreement needs all. A disagreement needs every plausible reading of the notation to disagree.
 */
export function checkClaim(checkable: CheckableBook, claim: Claim, options: CheckOptions): Verdict {
  let agreed: Verdict | undefined;
  for (const sheetGraph of checkable.sheetGraphs) {
    const verdict = judge(sheetGraph, claim, options);
    if (verdict.kind === 'disagree') return inOtherReadings(checkable, claim, options, verdict);
    if (verdict.kind !== 'agree') return verdict;
    agreed ??= verdict;
  }
  return agreed ?? inconclusive('shape', 'No sizes were found for the arrays of this claim.');
}

function inOtherReadings(
  checkable: CheckableBook,
  claim: Claim,
  options: CheckOptions,
  disagreement: Verdict,
): Verdict {
  for (const { note, sheetGraph } of checkable.otherReadings()) {
    const verdict = judge(sheetGraph, claim, options);
    if (verdict.kind === 'agree')
      return { ...verdict, code: 'agree-reading', notes: [...verdict.notes, note] };
  }
  return disagreement;
}

function judge(sheetGraph: SheetGraph, claim: Claim, options: CheckOptions): Verdict {
  const subject = subjectOf(sheetGraph, claim);
  if ('failure' in subject) return verdictOfFailure(subject.failure);
  if (claim.relation === '!=' || claim.kind === 'inequality') return judgeInequality(subject, options);
  if (claim.relation === '≈' && !isWritten(claim)) {
    return inconclusive(
      'approximate',
      'How close `≈` should be between two formulas is not said, so this is not judged. Use `=`, or write a number on the right.',
    );
  }
  return undefinedTarget(subject) ?? judgeEquality(subject, options);
}

const isWritten = (claim: Claim): boolean =>
  writtenNumber(claim.right) !== undefined || claim.right.kind === 'array';

/** The derivative of a name that the sheet does not define says nothing. */
function undefinedTarget(subject: Subject): Verdict | undefined {
  const { claim, sheetGraph } = subject;
  if (!isDerivative(claim.left) || subject.derivations.length === 0) return undefined;
  const { target, variable } = subject.derivations[0]!;
  const definition = sheetGraph.definitionOf.get(target);
  if (
    definition === undefined ||
    (definition.kind !== 'free' && definition.kind !== 'value') ||
    target === variable
  ) {
    return undefined;
  }
  const claimText = sourceText(claim, claim.left);
  return inconclusive(
    'unknown-name',
    `${definition.name} is ${definition.kind === 'free' ? 'not defined in this sheet' : 'only a value'}, so ${claimText} cannot be judged. Define ${definition.name} as an expression, or write \`given ${claimText}\` if it comes from elsewhere.`,
  );
}

/** Errors of the document are reported at their place; a claim that rests on one is only inconclusive. */
function verdictOfFailure(failure: Failure): Verdict {
  const { code, message } = failure;
  if (code === 'unsupported' || code === 'syntax')
    return { kind: 'unread', code: 'not-yet', message, notes: [] };
  if (code === 'too-large') return inconclusive('budget', message);
  return inconclusive(code, message);
}

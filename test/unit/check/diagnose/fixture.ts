import { expect, test } from 'vitest';
import type { Diagnosis, Mistake } from '../../../../src/core/check/diagnose/diagnosis';
import { toDocument } from '../../../../src/core/text/fragment';
import { booksOf } from '../../../../src/service/checked';
import { DEFAULT_SETTINGS } from '../../../../src/service/model';
import { checkDocument } from '../../../../src/service/service';

export interface Expected {
  readonly mistake: Mistake;
  /** The whole right side after the first repair; absent where none is offered. */
  readonly repair?: string;
  /** What the first sentence must say. */
  readonly says?: string | RegExp;
}

/** What was found for each claim that was refuted, and where, as a line of `^` would stand. */
export async function findings(
  sheet: string,
): Promise<{ line: number; marks: string; diagnoses: readonly Diagnosis[] }[]> {
  const text = withoutMarks(sheet);
  const checked = await checkDocument(
    { path: 'sheet.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  if (checked === undefined) throw new Error('The check was cancelled.');
  const judged = booksOf(checked).flatMap((book) => book.judged);
  return judged.flatMap(({ claim, verdict }) => {
    if (verdict.kind !== 'disagree') return [];
    const diagnoses = verdict.diagnoses ?? [];
    const { start, end } = toDocument(claim.fragment, diagnoses[0]?.span ?? claim.right.span);
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const marks = ' '.repeat(start - lineStart) + '^'.repeat(Math.max(1, end - start));
    return [{ line: text.slice(0, start).split('\n').length, marks, diagnoses }];
  });
}

const isMarks = (line: string): boolean => /^\s*\^+\s*$/.test(line);

const withoutMarks = (sheet: string): string =>
  sheet
    .split('\n')
    .filter((line) => !isMarks(line))
    .join('\n');

/** One test of a sheet in which each refuted claim has `^^^` below the sub-term that is wrong. */
export function diagnosed(title: string, sheet: string, ...expected: readonly Expected[]): void {
  test(title, async () => {
    const found = await findings(sheet);
    const marks = sheet.split('\n').filter(isMarks);
    expect(found.map((one) => one.marks)).toEqual(marks);
    const said = found.map(({ diagnoses: [first] }) => ({
      mistake: first?.mistake,
      repair: first?.repair?.right,
    }));
    expect(said).toEqual(expected.map(({ mistake, repair }) => ({ mistake, repair })));
    for (const [i, { says }] of expected.entries()) {
      if (says !== undefined) expect(found[i]!.diagnoses[0]!.message).toMatch(says);
    }
  });
}

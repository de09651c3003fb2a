import { expect, test } from 'vitest';
import { checkableBook, checkClaim } from '../../../../src/core/check/check';
import { DEFAULT_CHECK } from '../../../../src/core/check/options';
import { judgedAsProse } from '../../../../src/core/check/unannotated';
import type { Extraction } from '../../../../src/core/extract/sheet-source';
import { readBook } from '../../../../src/core/sheet/book';
import { fragmentBuilder } from '../../../../src/core/text/fragment';
import { readerOf } from '../../../../src/service/read-source';

/** What is expected of the claims of a line stands behind `% =>`, one code for each; nothing for a line without claims. */
const EXPECTED = /\s*%\s*=>\s*(.+)$/;

/** Formulas, one a line, as one section of a document; lines of `#` and a title start further sections below the first. */
export function extractionOf(text: string): Extraction {
  const sheets: {
    title: string;
    span: { start: number; end: number };
    parent?: number;
    fragments: Extraction['sheets'][number]['fragments'][number][];
  }[] = [{ title: '', span: { start: 0, end: text.length }, fragments: [] }];
  let start = 0;
  for (const line of text.split('\n')) {
    const formula = line.replace(EXPECTED, '');
    if (formula.startsWith('#')) {
      sheets.push({
        title: formula.slice(1).trim(),
        span: { start, end: text.length },
        parent: 0,
        fragments: [],
      });
    } else if (formula.trim() !== '') {
      const builder = fragmentBuilder();
      builder.copy(text, start, start + formula.length);
      sheets.at(-1)!.fragments.push({
        fragment: builder.build(),
        syntax: 'latex',
        dialect: 'latex',
        unannotated: true,
      });
    }
    start += line.length + 1;
  }
  return { sheets, problems: [] };
}

/** The codes of the verdicts, and the reasons of what was not read, by line. */
export function verdictsOf(text: string): { line: number; code: string; message: string }[] {
  const extraction = extractionOf(text);
  const book = readBook(extraction, readerOf(extraction));
  const checkable = checkableBook(book);
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  return [
    ...book.claims.map((claim) => {
      const verdict = checkClaim(checkable, claim, DEFAULT_CHECK);
      const { code, message } = judgedAsProse(checkable, claim, verdict, DEFAULT_CHECK);
      return { start: claim.span.start, code, message };
    }),
    ...book.unread.map(({ span, code, reason }) => ({ start: span.start, code, message: reason })),
  ]
    .sort((a, b) => a.start - b.start)
    .map(({ start, code, message }) => ({ line: lineOf(start), code, message }));
}

/** One test for the formulas of a section; each claim of theirs has its expected code. */
export function check(title: string, text: string): void {
  test(title, () => {
    const expected = text.split('\n').flatMap((line, i) => {
      const codes = EXPECTED.exec(line)?.[1]?.trim().split(/\s+/) ?? [];
      return codes.map((code) => `${i + 1}: ${code}`);
    });
    expect(verdictsOf(text).map(({ line, code }) => `${line}: ${code}`)).toEqual(expected);
  });
}

import { expect, test } from 'vitest';
import { checkableBook, checkClaim } from '../../../../src/core/check/check';
import { diagnosed } from '../../../../src/core/check/diagnose/diagnosed';
import { judgedAsProse } from '../../../../src/core/check/unannotated';
import type { Extraction, SheetSource } from '../../../../src/core/extract/sheet-source';
import { type ReadBook, readBook } from '../../../../src/core/sheet/book';
import { printExpr } from '../../../../src/core/syntax/debug';
import { sliceFragment } from '../../../../src/core/text/fragment';
import { readerOf } from '../../../../src/service/read-source';

/** Behind `%%` stands what becomes of the claims of a formula. */
const EXPECTED = /\s*%%\s*(.*)$/;

/**
 * Formulas of prose, one a line, under headings that start with `#`; a deeper heading is a section of the one above it.
 */
export function extractionOf(text: string): Extraction {
  const sheets: (SheetSource & { fragments: SheetSource['fragments'][number][] })[] = [];
  const open: { level: number; index: number }[] = [];
  const start = (level: number, title: string, at: number): void => {
    while (open.length > 0 && open.at(-1)!.level >= level) open.pop();
    const parent = open.at(-1)?.index;
    open.push({ level, index: sheets.length });
    sheets.push({
      title,
      span: { start: at, end: text.length },
      fragments: [],
      ...(parent !== undefined && { parent }),
    });
  };
  start(0, '', 0);
  let offset = 0;
  for (const line of text.split('\n')) {
    const heading = /^(#+) (.*)/.exec(line);
    const tex = line.replace(EXPECTED, '').trimEnd();
    if (heading !== null) start(heading[1]!.length, heading[2]!, offset);
    else if (tex.trim() !== '') {
      const fragment = sliceFragment(text, offset, offset + tex.length);
      sheets[open.at(-1)!.index]!.fragments.push({
        fragment,
        syntax: 'latex',
        dialect: 'latex',
        unannotated: true,
      });
    }
    offset += line.length + 1;
  }
  return { sheets, problems: [] };
}

export function bookOf(text: string): ReadBook {
  const extraction = extractionOf(text);
  return readBook(extraction, readerOf(extraction));
}

/** `agree`, `wrong`, or why a claim has no verdict, line by line. */
function outcomes(text: string): Map<number, string[]> {
  const checkable = checkableBook(bookOf(text));
  const options = { points: 16 };
  const found = new Map<number, string[]>();
  for (const claim of checkable.book.claims) {
    const judged = checkClaim(checkable, claim, options);
    const { verdict } = diagnosed(checkable, claim, judged, options);
    const { kind, code } = judgedAsProse(checkable, claim, verdict, options);
    const outcome = kind === 'agree' ? 'agree' : kind === 'disagree' ? 'wrong' : code;
    const line = text.slice(0, claim.span.start).split('\n').length;
    found.set(line, [...(found.get(line) ?? []), outcome]);
  }
  return found;
}

/**
 * One test for each document, which starts with a heading. Each line carries the outcomes of its claims behind `%%`: a claim too
 * many or too few fails.
 */
export function checkDocuments(text: string): void {
  for (const part of text.split(/^(?=# )/m)) {
    if (part.trim() === '') continue;
    test(part.slice(2, part.indexOf('\n')), () => {
      const found = outcomes(part);
      const lines = part.split('\n').slice(1);
      const shown = lines.map((line, i) =>
        line.trim() === '' || line.startsWith('#')
          ? line
          : [line.replace(EXPECTED, '').trimEnd(), (found.get(i + 2) ?? []).join(' ')]
              .filter((each) => each !== '')
              .join(' %% '),
      );
      expect(shown.join('\n')).toBe(lines.map((line) => line.replace(EXPECTED, ' %% $1')).join('\n'));
    });
  }
}

/** What the text of one document defines: names with their parameters and formulas, free names left out. */
export function definitionsOf(text: string): string[] {
  return bookOf(text).definitions.flatMap((definition) => {
    if (definition.kind === 'free' || !('expr' in definition)) return [];
    if (definition.kind === 'function') {
      const head = `${definition.name}(${definition.parameters.map(({ name }) => name).join(', ')})`;
      return [
        definition.standIn === undefined
          ? `${head} = ${printExpr(definition.expr)}`
          : `${head} ${definition.standIn}`,
      ];
    }
    return [`${definition.name} = ${printExpr(definition.expr)}`];
  });
}

/** The text of each claim as it is underlined. */
export const claimsOf = (text: string): string[] =>
  bookOf(text).claims.map(({ span }) => text.slice(span.start, span.end));

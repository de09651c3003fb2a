import { expect, test } from 'vitest';
import { extract } from '../../../src/core/extract/extract';
import { checkInvariants } from './render';

/**
 * The fragments of a document in document order, each behind the titles of its sheet and of those around it: `A / B: x = 3`.
 * Line breaks in a formula are shown as `⏎`, statements of sheets begin with `@`.
 */
export function formulas(path: string, text: string, language = ''): readonly string[] {
  const document = { path, language, text };
  const extraction = extract(document);
  checkInvariants(document, extraction);
  const titles: string[] = [];
  const found: { readonly at: number; readonly line: string }[] = [];
  for (const { title, parent, fragments } of extraction.sheets) {
    const outer = parent === undefined ? '' : titles[parent]!;
    const path = outer === '' ? title : `${outer} / ${title}`;
    titles.push(path);
    for (const { fragment, syntax, unannotated } of fragments) {
      expect(unannotated === true).toBe(syntax === 'latex');
      const content = fragment.text.trim().replace(/\s*(?:\r\n|\r|\n)\s*/g, '⏎');
      const mark = syntax === 'latex' ? '' : '@ ';
      found.push({
        at: fragment.documentStarts[0]!,
        line: `${path === '' ? '' : `${path}: `}${mark}${content}`,
      });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ line }) => line);
}

/** Rows of a text and its formulas; each holds with all kinds of line ends. */
export function checkRows(
  path: string,
  rows: readonly (readonly [text: string, ...expected: readonly string[]])[],
): void {
  test.each(rows.map(([text, ...expected]) => ({ text, expected })))('$text', ({ text, expected }) => {
    for (const lineBreak of ['\n', '\r\n', '\r']) {
      expect(formulas(path, text.replace(/\n/g, lineBreak))).toEqual(expected);
    }
  });
}

/** The definitions of macros in a document. */
export const macrosOf = (path: string, text: string): readonly string[] =>
  extract({ path, language: '', text }).macros?.split('\n') ?? [];

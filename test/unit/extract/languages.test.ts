import { describe, expect, test } from 'vitest';
import { LANGUAGES, languageByName, languageByPath } from '../../../src/core/extract/languages';
import { scanComments } from '../../../src/core/extract/scan';
import { C_FAMILY_CASES } from './languages/c-family';
import type { CommentCases } from './languages/cases';
import { FUNCTIONAL_CASES } from './languages/functional';
import { MARKUP_CASES } from './languages/markup';
import { SCIENTIFIC_CASES } from './languages/scientific';
import { SCRIPT_CASES } from './languages/scripts';

const CASES: CommentCases = {
  ...C_FAMILY_CASES,
  ...SCRIPT_CASES,
  ...SCIENTIFIC_CASES,
  ...FUNCTIONAL_CASES,
  ...MARKUP_CASES,
};

describe.each(LANGUAGES.map((language) => ({ id: language.id, language })))(
  'comments of $id',
  ({ id, language }) => {
    const cases = CASES[id] ?? [];

    test('the row has at least three cases', () => {
      expect(cases.length).toBeGreaterThanOrEqual(3);
    });

    test.each(
      cases
        .map((texts) => texts.map((text) => text.replace(/§/g, '$')))
        .map(([program = '', ...comments]) => ({ program, comments })),
    )('$program', ({ program, comments }) => {
      const check = (source: string, expected: readonly string[]): void => {
        const found = scanComments(source, language).comments;
        expect(found.map(({ start, end }) => source.slice(start, end))).toEqual(expected);
      };
      check(program, comments);
      const crlf = (text: string): string => text.replace(/\n/g, '\r\n');
      check(crlf(program), comments.map(crlf));
    });
  },
);

test('names and endings belong to one row each', () => {
  const taken = new Map<string, string>();
  for (const { id, names, endings } of LANGUAGES) {
    expect(languageByName(id)?.id ?? id).toBe(id);
    for (const key of [...new Set([...names.map((name) => `name ${name}`), ...endings])]) {
      expect(taken.get(key), `${key} of ${id}`).toBeUndefined();
      taken.set(key, id);
    }
  }
});

test.each([
  ['src/A.PY', 'python'],
  ['C:\\code\\x.cu', 'cuda'],
  ['Makefile', 'makefile'],
  ['a/CMakeLists.txt', 'cmake'],
  ['x.min.js', 'javascript'],
  ['/home/.bashrc', 'shell'],
  ['notes.txt', undefined],
  ['noending', undefined],
])('%s is %s', (path, id) => {
  expect(languageByPath(path)?.id).toBe(id);
});

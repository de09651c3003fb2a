import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../src/core/extract/languages';
import { scanComments } from '../../../src/core/extract/scan';

/** Texts that tempt a scanner to look ahead again and again, by how often their pattern repeats. */
const PATTERNS = [
  '/*',
  '(*',
  '{-',
  '#=',
  '#|',
  '"',
  "'",
  '`',
  '""',
  '"""',
  "'''",
  '/[(',
  '=/',
  '(/[',
  '\\',
  '${',
  '$(',
  '`${',
  '"#{',
  '<<A ',
  '<<A\n',
  '<<-"A"',
  '<<<A\n',
  '$a',
  '$a$b',
  '#',
  '##[',
  'r#',
  'R"(',
  '--[[',
  '[==[',
  '%{',
  '%{\n',
  '--',
  '-- ',
  '(* "',
  '<script',
  '<?php ?>',
  '@"',
  '$"{',
  "x'",
  ' ',
  '\t#',
  '?',
  '~s(',
  '%q(',
  '=begin\n',
  '\r',
  '\n',
  'a\'b"',
  '\\begin{verbatim}',
  '\\verb|',
  '\\url{',
  ': "',
  "x : '",
  '<!--',
  '😀',
] as const;

/** How many steps a character may cost: it is looked at when scanned, when skipped and when a heredoc is searched. */
const STEPS_PER_CHARACTER = 4;

describe.each(LANGUAGES.map((language) => ({ id: language.id, language })))(
  'scanning $id',
  ({ language }) => {
    test('takes work in proportion to the text', () => {
      for (const pattern of PATTERNS) {
        const text = pattern.repeat(2000);
        const { work } = scanComments(text, language);
        expect(work, JSON.stringify(pattern)).toBeLessThanOrEqual(STEPS_PER_CHARACTER * text.length + 100);
      }
    });
  },
);

test.each(['c', 'rust', 'ocaml', 'javascript', 'python', 'ruby', 'shell', 'latex', 'yaml'])(
  'a line of a million characters in %s',
  (id) => {
    const language = LANGUAGES.find((row) => row.id === id)!;
    for (const text of [
      'x'.repeat(1e6),
      '"a" + '.repeat(1.7e5),
      '/*'.repeat(1e5),
      `${' '.repeat(1e6)}x`,
      '(/['.repeat(3e5),
    ]) {
      const { work } = scanComments(text, language);
      expect(work).toBeLessThanOrEqual(STEPS_PER_CHARACTER * text.length + 100);
    }
  },
);

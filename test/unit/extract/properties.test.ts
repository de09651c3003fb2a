import fc from 'fast-check';
import { describe, test } from 'vitest';
import { extract } from '../../../src/core/extract/extract';
import { LANGUAGES } from '../../../src/core/extract/languages';
import { C_FAMILY_CASES } from './languages/c-family';
import { FUNCTIONAL_CASES } from './languages/functional';
import { MARKUP_CASES } from './languages/markup';
import { SCIENTIFIC_CASES } from './languages/scientific';
import { SCRIPT_CASES } from './languages/scripts';
import { checkInvariants } from './render';

const PROGRAMS = [C_FAMILY_CASES, SCRIPT_CASES, SCIENTIFIC_CASES, FUNCTIONAL_CASES, MARKUP_CASES].flatMap(
  (cases) => Object.values(cases).flatMap((rows) => rows.map(([program]) => program.replace(/§/g, '$'))),
);

const PIECES = [
  '@grad',
  '@grad A neuron',
  '@grad x = 3',
  '@grad end',
  '@grad ignore',
  '@grad dL/dx',
  'x = 3',
  '# ',
  '## ',
  '// ',
  '/* ',
  ' * ',
  ' */',
  '<!-- ',
  ' -->',
  '"""',
  "'",
  '"',
  '```nabla',
  '```',
  '~~~nabla',
  '```python',
  '> ',
  '- ',
  '1. ',
  '    ',
  '\t',
  '---',
  '===',
  '\n',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  '{',
  '}',
  '[',
  ']',
  '"nodes"',
  '"values"',
  '"claims"',
  '"given"',
  '"x": "a\\u0062 + \\n1"',
  '"x"',
  ':',
  ',',
  '1',
  '-2e5',
  '\\',
  '😀',
  '\uD83D',
  '\uFEFF',
  ' ',
] as const;

const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...PROGRAMS, ...PIECES), { maxLength: 12 })
      .map((pieces) => pieces.join('\n')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
);

const paths = ['a.nabla', 'a.md', 'a.mdx', 'a.nabla.json', 'a.nabla.jsonc', 'a.txt'];

describe('any text is extracted without a throw, with spans that hold', () => {
  test.each(paths)('%s', (path) => {
    fc.assert(
      fc.property(text, (source) => {
        const document = { path, language: '', text: source };
        checkInvariants(document, extract(document));
      }),
      { numRuns: 500 },
    );
  });

  test('programs', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...LANGUAGES), (source, { id, names }) => {
        const document = { path: 'a', language: names[0] ?? id, text: source };
        checkInvariants(document, extract(document));
      }),
      { numRuns: 3000 },
    );
  });

  test('a text cut anywhere', () => {
    const whole =
      '# A\n> - ```nabla\n>   x = 3\n>   ```\n<!-- @grad\ny = 4 -->\n```c\n/* @grad\n * z = 5 */\n```\n';
    for (let end = 0; end <= whole.length; end++) {
      const document = { path: 'a.md', language: '', text: whole.slice(0, end) };
      checkInvariants(document, extract(document));
    }
  });
});

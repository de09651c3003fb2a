import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { functions } from '../../../src/core/graph/operations/index';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, fixesAt, graphView, hints, hover, lenses } from '../../../src/service/service';

const EXAMPLES = path.resolve(import.meta.dirname, '..', '..', '..', 'examples');
const examples = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'README.md')
  .map(({ name }) => ({ name, text: readFileSync(path.join(EXAMPLES, name), 'utf8') }));

const NAMES = [
  'a',
  'b',
  'x',
  'y',
  'W',
  'L',
  's',
  'v',
  'E',
  'x_1',
  'sum',
  'in',
  '日本',
  'constructor',
  '__proto__',
];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '0.5',
  '1e308',
  '1e309',
  '5e-324',
  '9007199254740993',
  '1e5',
  '00',
  '1e',
  '171',
];
const ARRAYS = [
  '[]',
  '[1,2,3]',
  '[1,2;3,4]',
  'zeros(0)',
  'eye(1)',
  'ones(1,3)',
  'x[0]',
  'W[1,:]',
  'eye(1e5 + (a))',
];
const AXES = ['axis=0', 'axis=-1', 'axis=1e5', 'keepdims=1', 'axis=1e308'];

const name = fc.constantFrom(...NAMES);
const number = fc.constantFrom(...NUMBERS);

const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const part = tie('expression');
  return {
    expression: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.oneof(name, number, fc.constantFrom(...ARRAYS)),
      fc
        .tuple(part, fc.constantFrom('+', '-', '*', '.*', '/', './', '^', '@', '==', '<', ' '), part)
        .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
      fc
        .tuple(fc.constantFrom(...functions.keys()), fc.array(part, { minLength: 1, maxLength: 3 }))
        .map(([callee, args]) => `${callee}(${args.join(', ')})`),
      fc
        .tuple(fc.constantFrom(...functions.keys()), part, fc.constantFrom(...AXES))
        .map(([callee, argument, axis]) => `${callee}(${argument}, ${axis})`),
      part.map((operand) => `(${operand})'`),
      fc.tuple(name, name).map(([target, variable]) => `d${target}/d${variable}`),
    ),
  };
});

const SHAPES = ['3x2', 'R', 'R^n', 'nxn', '0x2', '1x1', '99999x99999', 'R^1000', '2x3x4'];

const statement = fc.oneof(
  fc.tuple(name, fc.constantFrom(...SHAPES)).map(([left, shape]) => `${left} : ${shape}`),
  fc.tuple(name, expression).map(([left, right]) => `${left} = ${right}`),
  fc.tuple(name, name, expression).map(([left, by, right]) => `d${left}/d${by} = ${right}`),
  fc.tuple(expression, fc.constantFrom('==', '<', '≈', '!='), expression).map((parts) => parts.join(' ')),
  fc.tuple(name, expression).map(([left, right]) => `${left}(x, y) = ${right}`),
  fc
    .tuple(name, number, expression, expression)
    .map(([at, value, left, right]) => `at ${at} = ${value}: ${left} = ${right}`),
  fc.tuple(name, name).map(([left, by]) => `d${left}/d${by} = ?`),
  fc.tuple(name, name, expression).map(([left, by, right]) => `hessian(${left}, ${by}) = ${right}`),
  fc.constantFrom('---', '0 < x < 1', 'x in {}', 'W symmetric', 'assume sum(x) == 1', 'given dL/dv = [1, 2]'),
);

const sheets = fc.array(statement, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n'));

const ODD_TEXTS = [
  '',
  '(',
  ']',
  '{',
  '"',
  '\\',
  '\r',
  '\0',
  '\ud800',
  '\ufeff',
  '```',
  '*/',
  '@grad',
  '; ',
  '😀',
  '$$',
];

/** An example cut, with something else in its middle. */
const spliced = fc
  .tuple(
    fc.constantFrom(...examples),
    fc.nat(2000),
    fc.nat(60),
    fc.oneof(
      fc.constantFrom(...ODD_TEXTS),
      statement,
      fc.constantFrom(...examples).map(({ text }) => text.slice(100, 400)),
    ),
  )
  .map(([{ name: file, text }, at, removed, inserted]) => {
    const start = at % (text.length + 1);
    return { path: file, language: '', text: text.slice(0, start) + inserted + text.slice(start + removed) };
  });

const documents = fc.oneof(
  sheets.map((text) => ({ path: 'a.nabla', language: 'nabla', text })),
  sheets.map((text) => ({
    path: 'a.py',
    language: 'python',
    text: `# @grad\n${text.replaceAll(/^/gm, '# ')}\n`,
  })),
  sheets.map((text) => ({
    path: 'a.md',
    language: 'markdown',
    text: `# Title\n\`\`\`nabla\n${text}\n\`\`\`\n`,
  })),
  spliced,
);

const settings = DEFAULT_SETTINGS;
const SEED = 20_260_101;

const shown = ({ claims, diagnostics, counts }: CheckedDocument): string =>
  JSON.stringify([claims, diagnostics, counts]);

test('any document is checked, twice the same, with every place inside it', async () => {
  await fc.assert(
    fc.asyncProperty(documents, fc.nat(), async (document, somewhere) => {
      const checked = (await checkDocument(document, { settings }))!;
      const { length } = document.text;
      expect(checked.claims.filter(({ verdict }) => verdict.code === 'internal')).toEqual([]);
      for (const { span } of [...checked.claims, ...checked.diagnostics]) {
        expect(0 <= span.start && span.start <= span.end && span.end <= length).toBe(true);
      }
      const offset = somewhere % (length + 1);
      hints(checked, settings);
      lenses(checked);
      graphView(checked, offset);
      fixesAt(checked, { start: offset, end: length });
      await hover(checked, offset, { settings, dark: false });
      expect(shown((await checkDocument(document, { settings }))!)).toBe(shown(checked));
    }),
    { seed: SEED, numRuns: 150 },
  );
});

import { describe, expect, test } from 'vitest';
import { extract, mayHoldSheets } from '../../../src/core/extract/extract';
import { toDocument } from '../../../src/core/text/fragment';
import { check } from './render';

describe('the front is chosen', () => {
  test.each([
    ['nabla', 'x.txt', 'x = 3', '#\n| x = 3'],
    ['markdown', 'x.txt', '```nabla\nx = 3\n```', '#\n| x = 3\n|'],
    ['quarto', 'x', '```{nabla}\nx = 3\n```', '#\n| x = 3\n|'],
    ['mdx', 'x', '{/* @grad x = 3 */}', '#\n| x = 3'],
    ['typescriptreact', 'x', '// @grad x = 3', '#\n| x = 3'],
    ['objective-c', 'x.m', '// @grad x = 3', '#\n| x = 3'],
    ['matlab', 'x.m', '% @grad x = 3', '#\n| x = 3'],
    ['Python', 'x.c', '# @grad x = 3', '#\n| x = 3'],
  ])('by the language %s, whatever the path', (language, path, text, expected) => {
    check(path, text, expected, language);
  });

  test.each([
    ['A.NABLA', 'x = 3', '#\n| x = 3'],
    ['a.Rmd', '```{nabla}\nx = 3\n```', '#\n| x = 3\n|'],
    ['a.markdown', '```nabla\nx = 3\n```', '#\n| x = 3\n|'],
    ['Makefile', '# @grad x = 3', '#\n| x = 3'],
    ['a.nabla.json', '{"values": {"x": 3}}', '#\n| x = 3'],
    ['a.jsonc', '// @grad x = 3\n{}', '#\n| x = 3'],
  ])('by the path %s', (path, text, expected) => {
    check(path, text, expected);
    check(path, text, expected, 'plaintext');
  });

  test.each([
    ['% @grad x = 3', '#\n| x = 3'],
    ['# @grad x = 3', '#\n| x = 3'],
    ['%{\n  // prose\n%}\n%{\n@grad x = 3\n%}', '#\n| x = 3'],
    ['// @grad x = 3', '#\n| x = 3'],
    ['/*\n * @grad x = 3\n */', '#\n| x = 3'],
    ['(* @grad x = 3 *)', '#\n| x = 3'],
  ])('by the comments of a file that ends in .m: %j', (text, expected) => {
    check('a.m', text, expected);
    check('a.m', text, expected, 'objective-c');
  });

  test.each(['a.txt', 'a', 'a.bin', 'a.json'])('not for %s', (path) => {
    check(path, '# @grad x = 3\n```nabla\nx = 3\n```', '');
  });
});

describe('plain text', () => {
  test.each([
    ['@grad x = 3', '#\n| x = 3'],
    [
      'prose @grad x = 3\n\n  @grad A neuron\n    y = w*x\n    dy/dw = x\n\nprose = 3',
      '# A neuron\n| y = w*x\n| dy/dw = x',
    ],
    ['@grad x = 3\ny = 4\n \nz = 5\n@grad u = 6\n', '#\n| x = 3\n| y = 4\n+ u = 6'],
    ['@grad A\nx = 3\n\n@grad B\ny = 4\n\n@grad end', ['# A', '| x = 3', '# B', '| y = 4']],
    ['@gradient x = 3', ''],
  ])('%j', (text, expected) => {
    check('a.txt', text, expected);
    check('Untitled-1', text.replace(/\n/g, '\r\n'), expected, 'plaintext');
  });
});

describe('a document that may hold sheets', () => {
  test.each([
    ['a.nabla', '', true],
    ['a.md', '# prose', false],
    ['a.md', '```Nabla', true],
    ['a.md', '<!-- @grad x = 3 -->', true],
    ['a.py', 'x = 1', false],
    ['a.py', '# @grad', true],
    ['a.json', '{"$schema": "http://json-schema.org/x"}', false],
    ['a.json', '{"$schema": "nabla://schemas/network.schema.json"}', true],
    ['a.nabla.json', '{}', true],
    ['a.txt', '@grad', true],
    ['a.txt', '$x$', false],
    ['a', '@grad', false],
    ['a.tex', '\\(x\\)', true],
    ['a.tex', 'text', false],
    ['a.rst', ':math:`x`', true],
    ['a.rst', '$x$', false],
    ['a.adoc', 'stem:[x]', true],
    ['a.html', '<p>$5</p>', false],
    ['a.ipynb', '{"cells": []}', false],
    ['a.md', 'prices of $5 or $6\n\nand `code`', false],
    ['a.md', 'so $x$', true],
    ['a.md', '# $\n\n$', false],
  ])('%s %j: %s', (path, text, expected) => {
    expect(mayHoldSheets({ path, language: '', text })).toBe(expected);
  });
});

test('a binary file is one problem', () => {
  const message =
    'a.py looks like a binary file: it has a NUL character at offset 5. If it is text, save it as UTF-8.';
  check('a.py', '# @gr\0ad', `! "\\u0000": ${message}`);
  check(
    'a.bin',
    'MZ\0',
    '! "\\u0000": a.bin looks like a binary file: it has a NUL character at offset 2. If it is text, save it as UTF-8.',
  );
});

describe('offsets are those of the document', () => {
  const claims = (path: string, text: string): readonly string[] =>
    extract({ path, language: '', text }).sheets.flatMap(({ fragments }) =>
      fragments.map(({ fragment }) => {
        const start = fragment.text.indexOf('dL/dx');
        const span = toDocument(fragment, { start, end: start + 'dL/dx = 2*x'.length });
        return text.slice(span.start, span.end);
      }),
    );
  const bodies: readonly (readonly [string, string])[] = [
    ['a.nabla', '# 𝒩 😀\n𝑥 = 3\ndL/dx = 2*x\n'],
    ['a.md', '# 😀\n> - ```nabla\n>   𝑥 = 3\n>   dL/dx = 2*x\n>   ```\n'],
    ['a.py', 's = "😀"\n# @grad 😀\n# 𝑥 = 3\n# dL/dx = 2*x\n'],
    ['a.c', '/* @grad 😀\n * 𝑥 = 3\n * dL/dx = 2*x */\n'],
    ['a.nabla.json', '{"title": "😀",\n"claims": ["dL\\/dx = 2*x"]}\n'],
  ];
  for (const [path, body] of bodies) {
    test.each(['\n', '\r\n', '\r'])(`in ${path} with line ends %j`, (lineBreak) => {
      const expected = path.endsWith('.json') ? 'dL\\/dx = 2*x' : 'dL/dx = 2*x';
      for (const mark of ['', '\uFEFF']) {
        const text = mark + body.replace(/\n/g, lineBreak);
        if (path.endsWith('.json')) expect(text).toContain(expected);
        expect(claims(path, text)).toEqual([expected]);
      }
    });
  }
});

test('sheets cover the lines from their opening to their end', () => {
  const text = 'x = 1\n  # @grad one\n  # x = 3\n\ny = 2\n# @grad end\nz = 3\n# @grad two\n';
  const spans = extract({ path: 'a.py', language: '', text }).sheets.map(({ span }) =>
    text.slice(span.start, span.end),
  );
  expect(spans).toEqual(['  # @grad one\n  # x = 3\n\ny = 2\n# @grad end', '# @grad two\n']);
  const markdown = '# A\n```nabla\nx = 3\n```\n## B\n```nabla\ny = 4\n```\n# C\n';
  const sections = extract({ path: 'a.md', language: '', text: markdown }).sheets;
  expect(sections.map(({ span }) => markdown.slice(span.start, span.end))).toEqual([
    markdown.slice(0, markdown.indexOf('# C')),
    markdown.slice(markdown.indexOf('## B'), markdown.indexOf('# C')),
  ]);
});

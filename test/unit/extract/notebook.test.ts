import { describe, expect, test } from 'vitest';
import { extract } from '../../../src/core/extract/extract';
import { toDocument } from '../../../src/core/text/fragment';
import { formulas, macrosOf } from './formulas';

const cell = (source: unknown, type = 'markdown'): object => ({ cell_type: type, metadata: {}, source });
const notebook = (...cells: readonly object[]): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }, null, 1);

describe('Markdown cells', () => {
  test.each<[what: string, text: string, expected: readonly string[]]>([
    [
      'make one document',
      notebook(
        cell(['# A\n', 'so $x$']),
        cell('$y$', 'code'),
        cell('and\n$$\ny\n= \\frac{1}{2}\n$$'),
        cell('## B\n$ z $'),
      ),
      ['A: x', 'A: y⏎= \\frac{1}{2}', 'A / B: z'],
    ],
    ['end at their end', notebook(cell('so $x'), cell('and y$ $z$'), cell('```'), cell('$u$')), ['z', 'u']],
    ['hold directives', notebook(cell('<!-- @grad x : R^3 -->\n$x$\n\n$`"`$')), ['@ x : R^3', 'x', '"']],
    ['of older notebooks', JSON.stringify({ worksheets: [{ cells: [cell(['$x$'])] }] }), ['x']],
    ['in broken JSON', '{"cells": [{"cell_type": "markdown", "source": ["$x$"', ['x']],
    [
      'that are something else',
      '{"cells": [1, {"cell_type": "markdown"}, {"cell_type": "markdown", "source": [1, null, "$y$"]}, []], "x": "$"}',
      ['y'],
    ],
    ['that are none', '["$x$"]', []],
  ])('%s', (_what, text, expected) => {
    expect(formulas('a.ipynb', text)).toEqual(expected);
    expect(formulas('a.ipynb', text, 'json')).toEqual(expected);
  });
});

test('offsets are those of the file', () => {
  const text = notebook(cell(['a "$\\\\beta\n', '= \\frac{x}{2}$" $\u00e9 = \t1$']));
  const [sheet] = extract({ path: 'a.ipynb', language: '', text }).sheets;
  const slices = sheet!.fragments.map(({ fragment }) => {
    const { start, end } = toDocument(fragment, { start: 0, end: fragment.text.length });
    return text.slice(start, end);
  });
  expect(sheet!.fragments.map(({ fragment }) => fragment.text)).toEqual([
    '\\\\beta\n= \\frac{x}{2}',
    'é = \t1',
  ]);
  expect(slices[0]!.replace(/\s+/g, ' ')).toBe('\\\\\\\\beta\\n", "= \\\\frac{x}{2}');
  expect(slices[1]).toBe('é = \\t1');
});

test('a cell of the editor is a document of its own', () => {
  expect(formulas('/a/b.ipynb', 'so $ x $', 'markdown')).toEqual(['x']);
  expect(formulas('/a/b.ipynb', '# @grad\n# x = 3', 'python')).toEqual(['@ x = 3']);
});

test('macros are collected', () => {
  expect(macrosOf('a.ipynb', notebook(cell('$\\newcommand{\\x}{1}$')))).toEqual(['\\newcommand{\\x}{1}']);
});

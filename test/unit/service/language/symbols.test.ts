import { describe, expect, it } from 'vitest';
import { foldingsOf } from '../../../../src/service/language/folding';
import type { OutlineItem } from '../../../../src/service/language/model';
import { readSheets } from '../../../../src/service/language/reading';
import { outlineOf } from '../../../../src/service/language/symbols';
import { DEFAULT_SETTINGS } from '../../../../src/service/model';
import { checkDocument } from '../../../../src/service/service';

const show = (items: readonly OutlineItem[], indent = ''): string[] =>
  items.flatMap(({ name, detail, kind, verdict, children }) => [
    `${indent}${kind} ${name}${detail === '' ? '' : ` ${detail}`}${verdict === undefined ? '' : ` (${verdict})`}`,
    ...show(children, `${indent}  `),
  ]);

async function outline(text: string, path = 'a.nabla'): Promise<string[]> {
  const document = { path, language: '', text };
  const items = outlineOf(
    readSheets(document),
    await checkDocument(document, { settings: DEFAULT_SETTINGS }),
  );
  expectNested(items, { start: 0, end: text.length });
  return show(items);
}

/** The protocol wants each selection inside of its item; children lie inside of their parents. */
function expectNested(items: readonly OutlineItem[], outer: OutlineItem['span']): void {
  for (const { span, selection, children } of items) {
    expect(outer.start <= span.start && span.end <= outer.end).toBe(true);
    expect(span.start <= selection.start && selection.end <= span.end).toBe(true);
    expectNested(children, span);
  }
}

describe('the outline', () => {
  const cases: readonly [what: string, text: string, expected: string[]][] = [
    [
      'has definitions, inputs and claims',
      'x = 3\nW : 3x2\nu, v : R^n\ny = x^2\nf(a, b) = a*b\ndy/dx = 2*x\ndy/dx = 3*x\n',
      [
        'input x = 3',
        'input W : 3×2',
        'input u : R^n',
        'input v : R^n',
        'definition y = x^2',
        'function f(a, b) = a*b',
        'claim dy/dx = 2*x (agree)',
        'claim dy/dx wrong-derivative = 3*x (disagree)',
      ],
    ],
    [
      'has sheets',
      '# First\ny = x\n---\ny = x^2\ndy/dx = ?\n',
      ['sheet First', '  definition y = x', 'sheet Sheet 2', '  definition y = x^2', '  claim dy/dx = ?'],
    ],
    [
      'has what could not be read',
      'y = x\nE[y] = 0\nz = (y\nSome words here.\n',
      ['definition y = x', 'claim E[y] = 0 not-yet (unread)', 'claim z = (y syntax (unread)', 'definition z'],
    ],
    ['has given derivatives', 'h = W*x\ngiven dL/dh\n', ['definition h = W*x', 'input L given']],
    ['has nothing where there is nothing', '', []],
  ];
  it.each(cases)('%s', async (_what, text, expected) => {
    expect((await outline(text)).toSorted()).toEqual(expected.toSorted());
  });

  it('follows the headings of Markdown', async () => {
    const fence = (text: string): string => `\n\`\`\`nabla\n${text}\n\`\`\`\n\n`;
    expect(
      await outline(`# A\n${fence('y = x')}## B\n${fence('dy/dx = 1')}# C\n${fence('z = 2*x')}`, 'a.md'),
    ).toEqual([
      'sheet A',
      '  definition y = x',
      '  sheet B',
      '    claim dy/dx = 1 (agree)',
      'sheet C',
      '  definition z = 2*x',
    ]);
  });

  it('has no verdicts of another text', async () => {
    const document = { path: 'a.nabla', language: '', text: 'y = x\ndy/dx = 1' };
    const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS });
    const newer = readSheets({ ...document, text: 'y = x\ndy/dx = 2' });
    expect(show(outlineOf(newer, checked))).toEqual(['definition y = x', 'claim dy/dx = 2']);
  });
});

describe('folding', () => {
  const folds = (text: string, path = 'a.nabla'): string[] =>
    foldingsOf(readSheets({ path, language: '', text })).map(({ span, kind }) => {
      const line = (offset: number): number => text.slice(0, offset).split('\n').length;
      return `${kind} ${line(span.start)}-${line(span.end)}`;
    });

  it('takes sheets, remarks and arrays together', () => {
    expect(folds('# one\n# two\nA = [1, 2\n  3, 4]\n---\n\nb = 1\nc = 2\n\n')).toEqual([
      'region 1-4',
      'comment 1-2',
      'array 3-4',
      'region 7-8',
    ]);
  });

  it('takes fences and sections together', () => {
    expect(folds('# A\n\n```nabla\ny = x\nz = y\n```\n', 'a.md')).toEqual(['region 1-6', 'region 3-5']);
  });

  it('leaves single lines alone', () => {
    expect(folds('y = x\n')).toEqual([]);
  });
});

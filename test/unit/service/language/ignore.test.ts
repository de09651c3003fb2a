import { expect, it } from 'vitest';
import { ignoreFixesAt } from '../../../../src/service/language/ignore';
import { DEFAULT_SETTINGS } from '../../../../src/service/model';
import { checkDocument } from '../../../../src/service/service';
import { marked } from './marked';

/** The document with the directive, and the title of the fix. */
async function ignored(text: string, path: string): Promise<readonly [string, string] | undefined> {
  const { read, offset, text: plain } = marked(text, path);
  const checked = await checkDocument(read.document, { settings: DEFAULT_SETTINGS });
  const [fix] = ignoreFixesAt(checked!, read, { start: offset, end: offset });
  if (fix === undefined) return undefined;
  const after = plain.slice(0, fix.span.start) + fix.text + plain.slice(fix.span.end);
  const again = await checkDocument({ ...read.document, text: after }, { settings: DEFAULT_SETTINGS });
  expect(again!.counts.disagree).toBe(0);
  return [after, fix.title];
}

const ONE = 'Ignore this claim';

const cases: readonly [what: string, path: string, text: string, expected: string, title: string][] = [
  ['in a sheet', 'a.nabla', 'y = x\ndy/d|x = 2\n', 'y = x\n@grad ignore\ndy/dx = 2\n', ONE],
  ['at its indentation', 'a.nabla', 'y = x\n  dy/d|x = 2\n', 'y = x\n  @grad ignore\n  dy/dx = 2\n', ONE],
  ['behind another statement', 'a.nabla', 'y = x; dy/d|x = 2\n', 'y = x; @grad ignore; dy/dx = 2\n', ONE],
  [
    'with the line breaks of the document',
    'a.nabla',
    'y = x\r\ndy/d|x = 2\r\n',
    'y = x\r\n@grad ignore\r\ndy/dx = 2\r\n',
    ONE,
  ],
  [
    'with all claims of its statement',
    'a.nabla',
    'y = x\nat x = 3: dy/d|x = 2; y = 4\n',
    'y = x\n@grad ignore\nat x = 3: dy/dx = 2; y = 4\n',
    'Ignore these 2 claims',
  ],
  [
    'in Python',
    'a.py',
    'def f():\n    # @grad\n    # y = x\n    # dy/d|x = 2\n    pass\n',
    'def f():\n    # @grad\n    # y = x\n    # @grad ignore\n    # dy/dx = 2\n    pass\n',
    ONE,
  ],
  [
    'behind a marker',
    'a.py',
    '# @grad\n# y = x\nf()\n# @grad dy/d|x = 2\n',
    '# @grad\n# y = x\nf()\n# @grad ignore\n# @grad dy/dx = 2\n',
    ONE,
  ],
  [
    'in C',
    'a.c',
    '/* @grad\n * y = x\n * dy/d|x = 2\n */\n',
    '/* @grad\n * y = x\n * @grad ignore\n * dy/dx = 2\n */\n',
    ONE,
  ],
  [
    'in Markdown',
    'a.md',
    '```nabla\ny = x\ndy/d|x = 2\n```\n',
    '```nabla\ny = x\n@grad ignore\ndy/dx = 2\n```\n',
    ONE,
  ],
  [
    'in a comment of Markdown',
    'a.md',
    '<!-- @grad y = x -->\n\n<!-- @grad dy/d|x = 2 -->\n',
    '<!-- @grad y = x -->\n\n<!-- @grad ignore -->\n<!-- @grad dy/dx = 2 -->\n',
    ONE,
  ],
  [
    'in a network',
    'a.nabla.json',
    '{"nodes": {"y": "x"}, "claims": ["y == x", "dy/d|x = 2"]}',
    '{"nodes": {"y": "x"}, "claims": ["y == x", "@grad ignore", "dy/dx = 2"]}',
    ONE,
  ],
  [
    'in a list of lines',
    'a.nabla.json',
    '{"nodes": {"y": "x"}, "claims": [\n  "dy/d|x = 2"\n]}',
    '{"nodes": {"y": "x"}, "claims": [\n  "@grad ignore",\n  "dy/dx = 2"\n]}',
    ONE,
  ],
];
it.each(cases)('a claim is ignored %s', async (_what, path, text, expected, title) => {
  expect(await ignored(text, path)).toEqual([expected, title]);
});

it.each([
  ['that agrees', 'a.nabla', 'y = x\ndy/d|x = 1\n'],
  ['whose line defines its name as well', 'a.nabla', 'x = 3\ny = 2*x = |7\nz = y\n'],
])('a claim is not ignored %s', async (_what, path, text) => {
  expect(await ignored(text, path)).toBeUndefined();
});

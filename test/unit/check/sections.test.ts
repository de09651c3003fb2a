import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument } from '../../../src/service/service';

/** Blocks of statements under headings; `#` counts the level. */
const markdown = (...sections: readonly (readonly [heading: string, statements: string])[]): string =>
  sections.map(([heading, statements]) => `${heading}\n\n\`\`\`nabla\n${statements}\n\`\`\`\n`).join('\n');

async function verdicts(text: string): Promise<string[]> {
  const checked = await checkDocument(
    { path: 'notes.md', language: 'markdown', text },
    { settings: DEFAULT_SETTINGS },
  );
  return checked!.claims.map(({ text: claim, verdict }) => `${claim}: ${verdict.code}`);
}

test('values below a heading reach the definitions above it', async () => {
  const text = markdown(
    ['# Square', 'y = x^2\nL = 3*y'],
    ['## At three', 'x = 3\ny = 9\ndy/dx = 6\ndL/dx = 18\nL = 28'],
    ['## At five', 'x = 5\ny = 25\ndy/dx = 6'],
  );
  expect(await verdicts(text)).toEqual([
    'y = 9: agree',
    'dy/dx = 6: agree',
    'dL/dx = 18: agree',
    'L = 28: wrong-value',
    'y = 25: agree',
    'dy/dx = 6: wrong-derivative',
  ]);
});

test('sections below one heading do not share their names', async () => {
  const text = markdown(
    ['# Two', 'c = 2'],
    ['## First', 'f = c*x\ndf/dx = 2'],
    ['## Second', 'f = x^c\ndf/dx = c*x^(c - 1)\ndf/dx = c'],
  );
  expect(await verdicts(text)).toEqual([
    'df/dx = 2: agree',
    'df/dx = c*x^(c - 1): agree',
    'df/dx = c: wrong-derivative',
  ]);
});

test('brackets around a side belong to the claim', async () => {
  const text = 'f = x^2\ndf/dx = (2*x)\ndf/dx = ((3*x))';
  const checked = await checkDocument(
    { path: 's.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  expect(checked!.claims.map(({ span }) => text.slice(span.start, span.end))).toEqual([
    'df/dx = (2*x)',
    'df/dx = ((3*x))',
  ]);
});

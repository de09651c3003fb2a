import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MISTAKES } from '../../../../src/core/check/diagnose/diagnosis';
import { projectFile } from '../../examples/verdicts';
import { findings } from './fixture';

/** The sections of docs/mistakes.md by the mistake that each is about. */
const SECTIONS = new Map(
  readFileSync(projectFile('docs/mistakes.md'), 'utf8')
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end).trim(), section.slice(end)] as const;
    }),
);

test('docs/mistakes.md has a heading for every mistake, and for nothing else', () => {
  expect([...SECTIONS.keys()].sort()).toEqual([...MISTAKES].sort());
});

test.each(MISTAKES)('the example of %s shows it', async (mistake) => {
  const example = /```nabla\n([\s\S]*?)```/.exec(SECTIONS.get(mistake) ?? '')?.[1];
  const found = await findings(example ?? '');
  expect(found.map(({ diagnoses: [first] }) => first?.mistake)).toEqual([mistake]);
});

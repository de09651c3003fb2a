import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkText } from '../examples/verdicts';

const MINUTE = 60_000;

const folder = path.join(import.meta.dirname, '../../corpus/adversary');

/** What the documents state and do not hold: the equations that they call wrong in words further on. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  'logic-errors.md': ["y' = 3(2x+1)^2"],
};

/** Right equations that are accused still; the test fails as soon as that is over. */
const ACCUSED: Readonly<Record<string, readonly string[]>> = {};

describe('right equations of sloppy documents are not accused', () => {
  for (const name of readdirSync(folder).sort()) {
    test(
      name,
      async () => {
        const { claims } = await checkText(name, readFileSync(path.join(folder, name), 'utf8'));
        expect(claims.length).toBeGreaterThan(10);
        const accused = claims.filter(({ verdict }) => verdict.kind === 'disagree').map(({ text }) => text);
        const right = accused.filter((text) => WRONG[name]?.includes(text) !== true);
        expect(right).toEqual(ACCUSED[name] ?? []);
      },
      2 * MINUTE,
    );
  }
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { count } from '../../../scripts/count.mjs';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nabla-count-'));
  const suite = (title: string, ...states: string[]): void => {
    const tests = states.map((state) => ({ title: state, state }));
    writeFileSync(path.join(folder, `${title}.json`), JSON.stringify({ title, tests }));
  };
  suite('good', 'passed', 'passed', 'skipped');
  suite('bad', 'passed', 'failed', 'failed');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** `tests` are `title:status`, one file's; the expected text is passed/failed/skipped. */
function check(tests: string, expected: string, file = 'passed'): void {
  const assertionResults = tests
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => ({ title: each.split(':')[0]!, status: each.split(':')[1]! }));
  const { passed, failed, skipped } = count({ testResults: [{ status: file, assertionResults }] }, folder);
  expect(`${passed}/${failed}/${skipped}`).toBe(expected);
}

test('plain tests count by their status', () => {
  check('a:passed b:failed c:skipped d:pending e:todo', '1/1/3', 'failed');
});
test('a test that ran a suite inside VS Code counts as the tests of that suite', () => {
  check('good:passed a:passed', '3/0/1');
  check('bad:failed', '1/2/0', 'failed');
});
test('a failure of the harness after its suite passed counts', () => {
  check('good:failed', '2/1/1', 'failed');
});
test('a suite without results counts as itself', () => {
  check('absent:failed', '0/1/0', 'failed');
});
test('a file that does not load counts as one failure', () => {
  check('', '0/1/0', 'failed');
});

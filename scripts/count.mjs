import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const states = { passed: 'passed', failed: 'failed' };

/**
 * Counts the tests of a run. A test that ran a suite inside VS Code stands for the tests of that suite, which the
 * harness wrote into a folder; when there is no such file, because VS Code did not start, it stands for itself.
 * @param {{testResults: {status: string, message?: string, assertionResults: {title: string, status: string}[]}[]}} report
 *   of vitest's JSON reporter
 * @param {string} hostFolder with one file a suite: `{title, tests: [{title, state}]}`
 * @returns {{passed: number, failed: number, skipped: number}}
 */
export function count(report, hostFolder) {
  const files = existsSync(hostFolder) ? readdirSync(hostFolder) : [];
  const suites = new Map(
    files
      .map((file) => JSON.parse(readFileSync(path.join(hostFolder, file), 'utf8')))
      .map((s) => [s.title, s.tests]),
  );
  const total = { passed: 0, failed: 0, skipped: 0 };
  const add = (state) => {
    total[states[state] ?? 'skipped'] += 1;
  };
  for (const file of report.testResults) {
    for (const { title, status } of file.assertionResults) {
      const inside = suites.get(title);
      if (inside === undefined) {
        add(status);
        continue;
      }
      for (const test of inside) add(test.state);
      // The harness itself can fail after its suite passed.
      if (status === 'failed' && !inside.some((test) => test.state === 'failed')) add('failed');
    }
    // A file that does not load, or whose hooks fail, has no failed test of its own.
    if (file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'))
      add('failed');
  }
  return total;
}

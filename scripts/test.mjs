/**
 * Builds and packs the extension, runs every test, and ends with how many passed and failed. Further arguments go to
 * vitest: `npm test -- --project unit`.
 */
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { count } from './count.mjs';
import { inProject, mustRunNode, run } from './run.mjs';

const results = inProject('.cache', 'results');
const json = inProject('.cache', 'results', 'vitest.json');

await rm(results, { recursive: true, force: true });
await mustRunNode('esbuild.js');
await mustRunNode('scripts/package.mjs');
const code = await run(process.execPath, [
  inProject('node_modules', 'vitest', 'vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${json}`,
  ...process.argv.slice(2),
]);

let passed = 0;
let failed = 0;
let skipped = 0;
try {
  ({ passed, failed, skipped } = count(
    JSON.parse(readFileSync(json, 'utf8')),
    inProject('.cache', 'results', 'host'),
  ));
} catch (error) {
  console.error(`The results cannot be read: ${error.message}`);
}
// A run can fail without a failed test: an error outside of them, or no results at all.
if ((code !== 0 || passed === 0) && failed === 0) failed = 1;
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** Draws the README's pictures again: the extension in a real VS Code, in three themes. */
import { inProject, mustRunNode, run } from './run.mjs';

await mustRunNode('esbuild.js');
await mustRunNode('scripts/package.mjs');
const vitest = inProject('node_modules', 'vitest', 'vitest.mjs');
const args = [vitest, 'run', '--project', 'e2e', 'test/e2e/screenshots.test.ts'];
process.exitCode = await run(process.execPath, args, { env: { NABLA_SCREENSHOTS: '1' } });

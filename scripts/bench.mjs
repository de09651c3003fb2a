/**
 * Measures how fast gradients and checks are, beside other libraries, and ends with 1 where a limit is broken.
 *
 *     npm run bench [-- WORD …]     only the parts that are named
 */
import { existsSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { inProject, mustRunNode, run } from './run.mjs';

const folder = inProject('bench', 'speed');
const { devDependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
if (Object.keys(devDependencies).some((name) => !existsSync(`${folder}/node_modules/${name}`))) {
  console.log('Installing the libraries to compare with, in bench/speed …');
  const code = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder]);
  if (code !== 0) process.exit(code);
}

const outfile = inProject('.cache', 'bench', 'speed.cjs');
await build({
  entryPoints: [`${folder}/main.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  logLevel: 'warning',
});
await mustRunNode(outfile, ...process.argv.slice(2));

/** Runs every program in test/bench, or those whose name contains an argument, built as the product is. */
import { readdir } from 'node:fs/promises';
import { build } from 'esbuild';
import { inProject, mustRunNode } from './run.mjs';

const wanted = process.argv.slice(2);
const folder = inProject('test', 'bench');
const programs = (await readdir(folder))
  .filter((file) => file.endsWith('.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)))
  .sort();

for (const program of programs) {
  const outfile = inProject('.cache', 'bench', program.replace(/\.ts$/, '.cjs'));
  await build({
    entryPoints: [`${folder}/${program}`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'warning',
  });
  console.log(`# ${program}`);
  await mustRunNode(outfile);
}

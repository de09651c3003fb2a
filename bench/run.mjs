/**
 * Builds and runs the programs of this folder.
 *
 *     node bench/run.mjs verdicts [--only WORD] [--regime NAME]   the table of verdicts
 *     node bench/run.mjs random [--count N] [--seed N]            random right claims
 *     node bench/run.mjs diagnose [--only WORD] [--sample N]      repairs of broken claims
 *     node bench/run.mjs documents [--only WORD] [--open]         documents with labelled equations
 *     node bench/run.mjs fuzz [--of KIND] [--count N] [--seed N]  random sheets, damaged formulas and documents
 *     node bench/run.mjs serve                                    functions for peers/validate.py
 *     node bench/run.mjs label [--keep] [--draft]                 new claims/labels.jsonl, by the oracle
 */

import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inProject, mustRunNode, run } from '../scripts/run.mjs';

const [program = 'verdicts', ...args] = process.argv.slice(2);
const python = process.env.NABLA_ORACLE_PYTHON ?? '/usr/bin/python3';

async function built(name) {
  const outfile = inProject('.cache', 'bench', `${name}.cjs`);
  await build({
    entryPoints: [inProject('bench', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    logLevel: 'warning',
  });
  return outfile;
}

if (program === 'label') {
  const cases = inProject('.cache', 'bench', 'cases.jsonl');
  const labels = args.includes('--draft')
    ? inProject('.cache', 'bench', 'labels.jsonl')
    : inProject('bench', 'claims', 'labels.jsonl');
  await mustRunNode(await built('emit'), cases, ...args.filter((arg) => !arg.startsWith('--')));
  process.exitCode = await run(python, [
    inProject('bench', 'oracle', 'label.py'),
    cases,
    labels,
    ...args.filter((arg) => arg === '--keep'),
  ]);
} else if (program === 'serve') {
  // In this process, for it reads standard input.
  await import(pathToFileURL(await built('peers/serve')));
} else {
  await mustRunNode(await built(program), ...args);
}

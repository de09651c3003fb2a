/** Writes every claim with its regimes and mutants, one JSON object a line, for the oracle to label. */
import { writeFileSync } from 'node:fs';
import { allCases } from './cases';

const [target, word] = process.argv.slice(2);
if (target === undefined) throw new Error('Name the file to write.');
const cases = allCases().filter(
  ({ id, file }) => word === undefined || id.includes(word) || file.includes(word),
);
writeFileSync(target, cases.map((item) => `${JSON.stringify(item)}\n`).join(''));
const mutants = cases.reduce((sum, item) => sum + item.mutants.length, 0);
console.log(`${cases.length} claims, ${mutants} mutants`);

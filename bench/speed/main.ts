/**
 * Prints one table of figures with their limits, and ends with 1 when one is broken.
 *
 *     npm run bench [-- WORD …]     only the parts whose name contains a word: gradients, scalars, layers, judging, prose
 */
import { gradientRows } from './gradients';
import { CHILD, judgeInChild, judgingRows } from './judging';
import { layerRows } from './layers';
import { proseRows } from './prose';
import { isBroken, printTable, type Row } from './rows';
import { scalarRows } from './scalars';

const PARTS: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  gradients: gradientRows,
  scalars: scalarRows,
  layers: layerRows,
  judging: judgingRows,
  prose: proseRows,
};

async function main(words: readonly string[]): Promise<void> {
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (words.length === 0 || words.some((word) => name.includes(word))) rows.push(...(await part()));
  }
  printTable(rows);
  if (rows.some(isBroken)) process.exitCode = 1;
}

const [first, second, ...rest] = process.argv.slice(2);
if (first === CHILD && second !== undefined) void judgeInChild(second);
else void main([first, second, ...rest].filter((word) => word !== undefined));

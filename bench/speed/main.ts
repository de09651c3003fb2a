/**
 * Prints one table of figures with their limits, and ends with 1 when one is broken.
 *
 *     npm run bench [-- WORD …]     only the parts whose name contains a word: gradients, scalars, layers
 */
import { gradientRows } from './gradients';
import { layerRows } from './layers';
import { isBroken, printTable, type Row } from './rows';
import { scalarRows } from './scalars';

const PARTS: Readonly<Record<string, () => Row[] | Promise<Row[]>>> = {
  gradients: gradientRows,
  scalars: scalarRows,
  layers: layerRows,
};

async function main(words: readonly string[]): Promise<void> {
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (words.length === 0 || words.some((word) => name.includes(word))) rows.push(...(await part()));
  }
  printTable(rows);
  if (rows.some(isBroken)) process.exitCode = 1;
}

void main(process.argv.slice(2));

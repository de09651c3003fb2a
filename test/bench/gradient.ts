/**
 * The cost of a full gradient in units of one forward evaluation, for each example network: ratios within one run, so that
 * they hold on any machine. Reverse mode promises a small constant (Baur and Strassen 1983).
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { checkableBook } from '../../src/core/check/check';
import { adjoints } from '../../src/core/diff/reverse';
import { extract } from '../../src/core/extract/extract';
import type { NodeId } from '../../src/core/graph/graph';
import { compile, type Program } from '../../src/core/graph/program';
import { readBook } from '../../src/core/sheet/book';
import type { SheetGraph } from '../../src/core/sheet/lowering/sheet-graph';
import { readInfix } from '../../src/core/syntax/infix/read';
import { sheetValues } from '../../src/service/values';

const folder = path.join(process.cwd(), 'examples');

/** Nanoseconds of one run: the best of several rounds, which is the round that was disturbed least. */
function time(program: Program): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 15; round++) {
    const runs = 2000;
    const start = performance.now();
    for (let i = 0; i < runs; i++) program.run();
    best = Math.min(best, ((performance.now() - start) / runs) * 1e6);
  }
  return best;
}

function write(program: Program, sheetGraph: SheetGraph): void {
  for (const input of program.inputs) {
    const size = sheetGraph.graph.node(input).shape.reduce((a, b) => a * b, 1);
    const given = sheetGraph.given.get(input)?.data;
    program.write(input, given ?? Array.from({ length: size }, (_, i) => 0.375 + i / 8));
  }
}

const rows: [string, number, number][] = [];
for (const file of readdirSync(folder, { recursive: true }).map(String).sort()) {
  if (!file.endsWith('.nabla') || file.includes('wrong')) continue;
  const text = readFileSync(path.join(folder, file), 'utf8');
  const book = readBook(extract({ path: file, language: 'nabla', text }), (source) => readInfix(source));
  const sheetGraph = checkableBook(book).sheetGraphs[0]!;
  const values = sheetValues(sheetGraph);
  for (const sheet of book.sheets) {
    const output = values.outputOf(sheet.index);
    const lowered = output === undefined ? undefined : sheetGraph.lowered.get(output);
    if (lowered === undefined || 'failure' in lowered) continue;
    const { graph } = sheetGraph;
    const root = lowered.value.node;
    const forward = compile(graph, [root]);
    const gradient = adjoints(graph, root, graph.filled(1, graph.node(root).shape), forward.inputs);
    const both = compile(graph, [root, ...gradient.filter((node): node is NodeId => node !== undefined)]);
    for (const program of [forward, both]) write(program, sheetGraph);
    rows.push([`${file}${book.sheets.length > 1 ? ` (${sheet.title})` : ''}`, time(forward), time(both)]);
  }
}

console.log('network'.padEnd(52), 'forward ns'.padStart(11), 'gradient ns'.padStart(12), 'ratio'.padStart(7));
for (const [name, forward, both] of rows) {
  console.log(
    name.padEnd(52),
    forward.toFixed(0).padStart(11),
    both.toFixed(0).padStart(12),
    (both / forward).toFixed(2).padStart(7),
  );
}

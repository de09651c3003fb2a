/** Nabla's programs for the sheets that are timed. */
import { checkableBook } from '../../src/core/check/check';
import { adjoints } from '../../src/core/diff/reverse';
import { extract } from '../../src/core/extract/extract';
import type { NodeId } from '../../src/core/graph/graph';
import { compile, type Program } from '../../src/core/graph/program';
import { sizeOf } from '../../src/core/graph/shape';
import { readBook } from '../../src/core/sheet/book';
import type { SheetGraph } from '../../src/core/sheet/lowering/sheet-graph';
import { readInfix } from '../../src/core/syntax/infix/read';
import { sheetValues } from '../../src/service/values';

export interface Programs {
  readonly title: string;
  /** The output alone. */
  readonly forward: Program;
  /** The output and its derivatives by some inputs, by default by all. */
  gradientOf(names?: readonly string[]): Program;
}

/** The programs of each sheet of a document that has a scalar output, with their inputs written. */
export function programsOf(path: string, text: string): Programs[] {
  const book = readBook(extract({ path, language: 'nabla', text }), ({ fragment }) =>
    readInfix(fragment.text),
  );
  const sheetGraph = checkableBook(book).sheetGraphs[0]!;
  const values = sheetValues(sheetGraph);
  return book.sheets.flatMap((sheet) => {
    const output = values.outputOf(sheet.index);
    const lowered = output === undefined ? undefined : sheetGraph.lowered.get(output);
    if (lowered === undefined || 'failure' in lowered) return [];
    const { graph } = sheetGraph;
    const root = lowered.value.node;
    const forward = compile(graph, [root]);
    writeInputs(forward, sheetGraph);
    const gradientOf: Programs['gradientOf'] = (names) => {
      const inputs = forward.inputs.filter((input) => names?.includes(graph.node(input).name ?? '') ?? true);
      const found = adjoints(graph, root, graph.filled(1, graph.node(root).shape), inputs);
      const program = compile(graph, [root, ...found.filter((node): node is NodeId => node !== undefined)]);
      writeInputs(program, sheetGraph);
      return program;
    };
    const title = book.sheets.length > 1 ? `${path} (${sheet.title})` : path;
    return [{ title, forward, gradientOf }];
  });
}

function writeInputs(program: Program, { graph, given }: SheetGraph): void {
  for (const input of program.inputs) {
    const size = sizeOf(graph.node(input).shape);
    program.write(input, given.get(input)?.data ?? Array.from({ length: size }, (_, i) => entry(i)));
  }
}

/** Entries of many digits between −½ and ½, so that no activation saturates. */
const entry = (i: number): number => ((i * 0.6180339887498949) % 1) - 0.5;

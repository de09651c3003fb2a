/** A scalar sheet as a function of float64 numbers, with the value that a claim has at a point. */
import { checkableBook } from '../../src/core/check/check';
import { extract } from '../../src/core/extract/extract';
import { compile } from '../../src/core/graph/program';
import { readBook } from '../../src/core/sheet/book';
import { readInfix } from '../../src/core/syntax/infix/read';
import type { RegimeText } from '../regimes';

export interface Evaluator {
  readonly names: readonly string[];
  /** The domain of each name. */
  readonly intervals: readonly (readonly [number, number])[];
  /** The function and the claimed derivative; NaN where there is none. */
  at(x: readonly number[]): { readonly value: number; readonly claimed: number };
  readonly variable: number;
}

/** Undefined unless the claim is a first derivative of a defined name by an input, both of them numbers. */
export function evaluatorOf(text: RegimeText, right: string): Evaluator | undefined {
  const left = /^(?:d|∂)([A-Za-z]\w*)\/(?:d|∂)(\w+)$/.exec(text.left);
  if (!left) return undefined;
  const [, target, variable] = left as unknown as [string, string, string];
  // A number alone would be the value of an input; with the variable it is an expression.
  const sheet = `${text.head}\nclaimedright = (${text.wrap.replace('%', () => right)}) + 0*${variable}\n`;
  const book = readBook(extract({ path: 'peer.nabla', language: 'nabla', text: sheet }), (source) =>
    readInfix(source),
  );
  const sheetGraph = checkableBook(book).sheetGraphs[0];
  if (!sheetGraph) return undefined;
  const nodeOf = (name: string) => {
    for (const [definition, lowered] of sheetGraph.lowered)
      if (definition.name === name && !('failure' in lowered)) return lowered.value.node;
    return undefined;
  };
  const [f, claim] = [nodeOf(target), nodeOf('claimedright')];
  if (f === undefined || claim === undefined) return undefined;
  const { graph } = sheetGraph;
  const program = compile(graph, [f, claim]);
  const names = program.inputs.map((input) => sheetGraph.definitionOf.get(input)?.name ?? '');
  const place = names.indexOf(variable);
  if (place < 0 || [f, claim, ...program.inputs].some((node) => graph.node(node).shape.length > 0))
    return undefined;
  return {
    names,
    intervals: names.map((name) => intervalOf(text.head, name)),
    variable: place,
    at: (x) => {
      for (const [i, input] of program.inputs.entries()) program.write(input, [x[i]!]);
      program.run();
      return { value: program.read(f)[0]!, claimed: program.read(claim)[0]! };
    },
  };
}

/** From a line such as `0.2 < x < 3`. */
function intervalOf(head: string, name: string): readonly [number, number] {
  const both = new RegExp(`^(\\S+) < ${name} < (\\S+)$`, 'm').exec(head);
  if (both) return [Number(both[1]), Number(both[2])];
  return new RegExp(`^[\\w, ]*\\b${name}\\b[\\w, ]* > `, 'm').test(head) ? [0.5, 2.5] : [-2, 2];
}

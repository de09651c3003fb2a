/** A scalar sheet as a function of float64 numbers, with the values that claims have at a point. */
import { checkableBook } from '../../src/core/check/check';
import { extract } from '../../src/core/extract/extract';
import { compile } from '../../src/core/graph/program';
import { readBook } from '../../src/core/sheet/book';
import { readInfix } from '../../src/core/syntax/infix/read';
import type { RegimeText } from '../regimes';

export interface Evaluator {
  /** The domain of each input. */
  readonly intervals: readonly (readonly [number, number])[];
  /** The place of the variable of the derivative among the inputs. */
  readonly variable: number;
  /** The function; NaN where it has no value. */
  value(x: readonly number[]): number;
  /** The claimed derivatives in the order asked for; undefined for those without a value at any point. */
  claimed(x: readonly number[]): (number | undefined)[];
}

/** Undefined unless the claim is a first derivative of a defined name by an input, both of them numbers. */
export function evaluatorOf(text: RegimeText, rights: readonly string[]): Evaluator | undefined {
  const [, target, variable] = /^(?:d|∂)([A-Za-z]\w*)\/(?:d|∂)(\w+)$/.exec(text.left) ?? [];
  if (target === undefined || variable === undefined) return undefined;
  // A number alone would be the value of an input; with the variable it is an expression.
  const claims = rights.map(
    (right, i) => `claimedright${i} = (${text.wrap.replace('%', () => right)}) + 0*${variable}`,
  );
  const sheet = `${text.head}\n${claims.join('\n')}\n`;
  const book = readBook(extract({ path: 'peer.nabla', language: 'nabla', text: sheet }), ({ fragment }) =>
    readInfix(fragment.text),
  );
  const sheetGraph = checkableBook(book).sheetGraphs[0];
  if (!sheetGraph) return undefined;
  const { graph } = sheetGraph;
  const nodeOf = (name: string) => {
    for (const [definition, lowered] of sheetGraph.lowered)
      if (definition.name === name && !('failure' in lowered)) return lowered.value.node;
    return undefined;
  };
  const isScalar = (node: number | undefined): node is number =>
    node !== undefined && graph.node(node).shape.length === 0;
  const f = nodeOf(target);
  const nodes = rights.map((_, i) => nodeOf(`claimedright${i}`));
  const present = nodes.filter(isScalar);
  if (!isScalar(f) || present.length === 0) return undefined;
  const program = compile(graph, [f]);
  const claimProgram = compile(graph, present);
  const inputs = [...new Set([...program.inputs, ...claimProgram.inputs])];
  const names = inputs.map((input) => sheetGraph.definitionOf.get(input)?.name ?? '');
  const place = names.indexOf(variable);
  if (place < 0 || !inputs.every(isScalar)) return undefined;
  const run = (ran: typeof program, x: readonly number[]) => {
    for (const input of ran.inputs) ran.write(input, [x[inputs.indexOf(input)]!]);
    ran.run();
  };
  return {
    intervals: names.map((name) => intervalOf(text.head, name)),
    variable: place,
    value: (x) => {
      run(program, x);
      return program.read(f)[0]!;
    },
    claimed: (x) => {
      run(claimProgram, x);
      return nodes.map((node) => (isScalar(node) ? claimProgram.read(node)[0]! : undefined));
    },
  };
}

/** From a line such as `0.2 < x < 3`. */
function intervalOf(head: string, name: string): readonly [number, number] {
  const both = new RegExp(`^(\\S+) < ${name} < (\\S+)$`, 'm').exec(head);
  if (both) return [Number(both[1]), Number(both[2])];
  return new RegExp(`^[\\w, ]*\\b${name}\\b[\\w, ]* > `, 'm').test(head) ? [0.5, 2.5] : [-2, 2];
}

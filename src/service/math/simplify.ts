import { CONSTANT, type GraphBuilder, graphBuilder, type Node, type NodeId } from '../../core/graph/graph';
import type { Attributes, Operation } from '../../core/graph/operation';
import {
  ADD,
  add,
  DIVIDE,
  divide,
  MULTIPLY,
  multiply,
  NEGATE,
  negate,
  power,
  SUBTRACT,
  subtract,
} from '../../core/graph/operations/arithmetic';
import { CONSTANT_POWER, POWER } from '../../core/graph/operations/power';
import { compile } from '../../core/graph/program';
import { quotientOf } from '../../core/print/constants';
import { type PrintOptions, printInfix } from '../../core/print/graph';
import { expand, seenThrough, stopLabel } from '../../core/print/term';
import type { Algebra, AlgebraOperator } from './algebra';

/** Larger expressions take too long, and their simplified form is no easier to read. */
const MOST_TERMS = 40;

/**
 * A node that prints shorter than `id` and is equal to it, or `id` itself where there is none. Gathers terms and factors of
 * scalar arithmetic; functions and parts that are no scalars stay as they are. The result is checked against the original
 * by values with error bounds, never by trust. May append nodes to the graph.
 */
export async function simplify(graph: GraphBuilder, id: NodeId, options: PrintOptions = {}): Promise<NodeId> {
  const read = readAlgebra(graph, id, options);
  if (read === undefined) return id;
  try {
    const { simplifyAlgebra } = await import('./main');
    const shorter = simplifyAlgebra(read.algebra);
    if (shorter === undefined || !areEqual(read, shorter)) return id;
    const result = place(graph, shorter, read, read.atoms);
    return result !== undefined && isShorter(graph, result, id, options) ? result : id;
  } catch {
    // Whatever mathjs makes of an expression, the expression itself can be shown.
    return id;
  }
}

/** Fewer terms are shorter; between equally many, fewer characters. */
function isShorter(graph: GraphBuilder, a: NodeId, b: NodeId, options: PrintOptions): boolean {
  const [x, y] = [a, b].map((id) => {
    const stops = (node: Node): string | undefined => stopLabel(node, options);
    return expand(graph, seenThrough(graph, id, stops), 2 * MOST_TERMS, stops).size;
  }) as [number, number];
  if (x !== y) return x < y;
  return printInfix(graph, a, options).text.length < printInfix(graph, b, options).text.length;
}

/** An expression with symbols `x0`, `x1` … for its atoms and `f0`, `f1` … for its functions. */
interface ReadAlgebra {
  readonly algebra: Algebra;
  readonly atoms: readonly NodeId[];
  readonly functions: readonly { readonly operation: Operation; readonly attributes: Attributes }[];
}

const OPERATORS: ReadonlyMap<Operation, AlgebraOperator> = new Map([
  [ADD, '+'],
  [SUBTRACT, '-'],
  [NEGATE, '-'],
  [MULTIPLY, '*'],
  [DIVIDE, '/'],
  [POWER, '^'],
]);

function readAlgebra(graph: GraphBuilder, id: NodeId, options: PrintOptions): ReadAlgebra | undefined {
  const atoms: NodeId[] = [];
  const functions: { operation: Operation; attributes: Attributes; key: string }[] = [];
  let terms = 0;
  const stops = (node: Node): string | undefined => stopLabel(node, options);
  const atom = (node: Node): Algebra => {
    const known = atoms.indexOf(node.id);
    if (known < 0) atoms.push(node.id);
    return { kind: 'symbol', name: `x${known < 0 ? atoms.length - 1 : known}` };
  };
  const call = (node: Node, operands: readonly Algebra[]): Algebra => {
    const { operation, attributes } = node;
    const key = `${operation.name} ${JSON.stringify(attributes)}`;
    const known = functions.findIndex((other) => other.key === key);
    if (known < 0) functions.push({ operation, attributes, key });
    return { kind: 'call', name: `f${known < 0 ? functions.length - 1 : known}`, operands };
  };
  // The count of terms bounds the depth of the recursion too.
  const walk = (input: NodeId): Algebra | undefined => {
    terms += 1;
    if (terms > MOST_TERMS) return undefined;
    const node = seenThrough(graph, input, stops);
    if (node.shape.length > 0) return undefined;
    if (stops(node) !== undefined) return atom(node);
    if (node.operation === CONSTANT) {
      const value = node.data?.[0] ?? Number.NaN;
      return Number.isFinite(value) ? { kind: 'number', value } : undefined;
    }
    if (node.inputs.some((operand) => graph.node(operand).shape.length > 0)) return atom(node);
    const operands: Algebra[] = [];
    for (const operand of node.inputs) {
      const read = walk(operand);
      if (read === undefined) return undefined;
      operands.push(read);
    }
    if (node.operation === CONSTANT_POWER) {
      const exponent: Algebra = { kind: 'number', value: Number(node.attributes.exponent) };
      return { kind: 'operator', operator: '^', operands: [...operands, exponent] };
    }
    const operator = OPERATORS.get(node.operation);
    return operator === undefined ? call(node, operands) : { kind: 'operator', operator, operands };
  };
  const algebra = walk(id);
  return algebra === undefined || algebra.kind === 'symbol' ? undefined : { algebra, atoms, functions };
}

type Binary = (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId;

const BUILDERS: Readonly<Record<AlgebraOperator, Binary>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '^': power,
};

/** Builds an expression over nodes that stand for its atoms; undefined where it has symbols that are none. */
function place(
  graph: GraphBuilder,
  algebra: Algebra,
  { functions }: ReadAlgebra,
  atoms: readonly NodeId[],
): NodeId | undefined {
  const walk = (part: Algebra): NodeId | undefined => {
    if (part.kind === 'number') return placeNumber(graph, part.value);
    if (part.kind === 'symbol')
      return part.name.startsWith('x') ? atoms[Number(part.name.slice(1))] : undefined;
    const operands: NodeId[] = [];
    for (const operand of part.operands) {
      const node = walk(operand);
      if (node === undefined) return undefined;
      operands.push(node);
    }
    if (part.kind === 'call') {
      const called = part.name.startsWith('f') ? functions[Number(part.name.slice(1))] : undefined;
      if (called === undefined) return undefined;
      const result = graph.tryApply(called.operation, operands, called.attributes);
      return typeof result === 'number' ? result : undefined;
    }
    const [first, ...rest] = operands;
    if (first === undefined) return undefined;
    if (rest.length === 0) return part.operator === '-' ? negate(graph, first) : first;
    return rest.reduce((left, right) => BUILDERS[part.operator](graph, left, right), first);
  };
  return walk(algebra);
}

/**
 * Folding constants leaves digits at the end that nobody wrote: 0.1·0.2 is shown as 0.02, and 2/3 as a quotient. Undefined
 * for what has no short name, such as the digits of √2.
 */
function placeNumber(graph: GraphBuilder, value: number): NodeId | undefined {
  const quotient = quotientOf(value);
  if (quotient !== undefined) return divide(graph, graph.constant(quotient[0]), graph.constant(quotient[1]));
  const rounded = Number(value.toPrecision(15));
  if (Math.abs(rounded - value) > Math.abs(value) * 2 ** -50) return undefined;
  return graph.constant(rounded, Number.isInteger(rounded * 2 ** 20));
}

/** Dyadic, and at no place where functions are special. Signs alternate in the second half. */
const POINTS = [0.8125, 1.4375, 0.3125, 2.6875, 1.1875, 0.5625, 3.3125, 0.1875];
const TRIALS = 8;

/** At least so many trials have to give numbers. */
const LEAST_TRIALS = 4;

/** Whether both are equal within their error bounds wherever one of them is defined. */
function areEqual(read: ReadAlgebra, shorter: Algebra): boolean {
  const graph = graphBuilder();
  const atoms = read.atoms.map((_, i) => graph.input(`x${i}`, []));
  const before = place(graph, read.algebra, read, atoms);
  const after = place(graph, shorter, read, atoms);
  if (before === undefined || after === undefined) return false;
  const program = compile(graph, [before, after]);
  let compared = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    atoms.forEach((atom, i) => {
      if (!program.has(atom)) return;
      const size = POINTS[(3 * i + trial) % POINTS.length]! + 0.015625 * i;
      program.write(atom, [trial >= TRIALS / 2 && (i + trial) % 2 === 1 ? -size : size]);
    });
    program.run();
    program.runRadii();
    const [x, y] = [program.read(before)[0]!, program.read(after)[0]!];
    const radius = program.readRadii(before)[0]! + program.readRadii(after)[0]!;
    if (Number.isNaN(x) && Number.isNaN(y)) continue;
    if (!Number.isFinite(radius) && Number.isFinite(x) && Number.isFinite(y)) continue;
    if (!(Math.abs(x - y) <= radius)) return false;
    compared += 1;
  }
  return compared >= LEAST_TRIALS;
}

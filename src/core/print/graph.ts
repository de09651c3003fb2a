import { CONSTANT, type GraphBuilder, type Node, type NodeId } from '../graph/graph';
import type { Printed } from '../graph/operation';
import { Precedence } from '../graph/operation';
import { arrayInfix, arrayTex, constantInfix, constantTex } from './constants';
import { nameInfix, nameTex } from './names';
import { ELLIPSIS } from './numbers';
import { scriptable } from './scripts';
import { sharedParts } from './sharing';
import {
  DEFAULT_LIMIT,
  expand,
  MAX_LIMIT,
  type PrintOptions,
  type Stops,
  stopLabel,
  type Term,
} from './term';

export type { PrintOptions } from './term';

/** A printed expression; `where` holds parts that stand in several places of it, the outermost first. */
export interface PrintedGraph {
  readonly text: string;
  /** As `Precedence`, for putting the text into another one. */
  readonly precedence: number;
  readonly where: readonly { readonly name: string; readonly text: string }[];
  /** Whether nothing was left out. */
  readonly complete: boolean;
}

interface Style {
  readonly operation: 'infix' | 'tex';
  name(name: string): Printed;
  constant(node: Node): Printed;
  readonly ellipsis: string;
  operand(printed: Printed): Printed;
}

const isScalar = (node: Node): boolean => node.shape.length === 0;

const INFIX: Style = {
  operation: 'infix',
  // `dL/dh` is an operand, but a script on it needs parentheses.
  name: (name) => ({
    text: nameInfix(name),
    precedence: name.includes('/') ? Precedence.unary : Precedence.atom,
  }),
  constant: (node) => (isScalar(node) ? constantInfix(node.data?.[0] ?? Number.NaN) : arrayInfix(node)),
  ellipsis: ELLIPSIS,
  operand: (printed) => printed,
};

const TEX: Style = {
  operation: 'tex',
  name: (name) => {
    const text = nameTex(name);
    return { text, precedence: text.startsWith('\\frac') ? Precedence.unary : Precedence.atom };
  },
  constant: (node) => (isScalar(node) ? constantTex(node.data?.[0] ?? Number.NaN) : arrayTex(node)),
  ellipsis: '\\ldots',
  // Whatever an operation does with an operand that needs no parentheses, it may put a script on it.
  operand: ({ text, precedence }) => ({
    text: precedence >= Precedence.power ? scriptable(text) : text,
    precedence,
  }),
};

/**
 * A node's expression as a sheet writes it, in terms of the names nearest to it. Bounded in time and length whatever the
 * graph: what does not fit is `…`.
 */
export const printInfix = (graph: GraphBuilder, id: NodeId, options: PrintOptions = {}): PrintedGraph =>
  print(graph, id, options, INFIX);

/** The same as TeX for a formula; `where` names are TeX as well. */
export const printTex = (graph: GraphBuilder, id: NodeId, options: PrintOptions = {}): PrintedGraph =>
  print(graph, id, options, TEX);

function print(graph: GraphBuilder, id: NodeId, options: PrintOptions, style: Style): PrintedGraph {
  const stops: Stops = (node) => stopLabel(node, options);
  let root = graph.node(id);
  while (stops(root) === undefined && root.operation.name === 'named') root = graph.node(root.inputs[0]!);
  const label = stops(root);
  if (label !== undefined) return { ...style.name(label), where: [], complete: true };
  const limit = Math.min(MAX_LIMIT, options.limit ?? DEFAULT_LIMIT);
  const whole = expand(graph, root, limit, stops);
  if (whole.complete) return { ...render(whole.term, style), where: [], complete: true };

  const parts = sharedParts(graph, root, 4 * limit, stops);
  const names = new Map([...parts].map(([part, name]) => [name, graph.node(part)]));
  const stopsAtParts: Stops = (node) => stops(node) ?? parts.get(node.id);
  const main = expand(graph, root, limit, stopsAtParts);
  const pending = main.labels.filter((name) => names.has(name));
  const where: { name: string; text: string }[] = [];
  let { complete } = main;
  const printed = new Set<string>();
  while (pending.length > 0) {
    const name = pending.shift()!;
    if (printed.has(name)) continue;
    printed.add(name);
    const part = expand(graph, names.get(name)!, limit, stopsAtParts);
    complete &&= part.complete;
    pending.push(...part.labels.filter((other) => names.has(other)));
    where.push({ name: style.name(name).text, text: render(part.term, style).text });
  }
  return { ...render(main.term, style), where, complete };
}

/** The depth of the recursion is at most the limit on the number of terms. */
function render(term: Term, style: Style): Printed {
  if (term.elided) return { text: style.ellipsis, precedence: Precedence.atom };
  if (term.label !== undefined) return style.name(term.label);
  const { node } = term;
  if (node.operation === CONSTANT) return style.constant(node);
  return node.operation[style.operation](
    term.inputs.map((input) => style.operand(render(input, style))),
    node,
  );
}

import { CONSTANT, type GraphBuilder, type Node, type NodeId } from '../graph/graph';
import type { Printed } from '../graph/operation';
import { Precedence } from '../graph/operation';
import { SLICE } from '../graph/operations/assembly';
import { arrayInfix, arrayTex, constantInfix, constantTex } from './constants';
import { nameInfix, nameTex } from './names';
import { ELLIPSIS } from './numbers';
import { scriptable } from './scripts';
import { freeLetters, sharedParts } from './sharing';
import {
  DEFAULT_LIMIT,
  expand,
  MAX_LIMIT,
  type PrintOptions,
  type Stops,
  seenThrough,
  stopLabel,
  type Term,
} from './term';
import { tidy } from './tidy';

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
  /** A printed operand of `user`. */
  operand(printed: Printed, user: Node): Printed;
}

/** Of names that are derivatives: they stand in products as they are, and need parentheses below a script. */
const FRACTION = Precedence.postfix - 1;

const isScalar = (node: Node): boolean => node.shape.length === 0;

const INFIX: Style = {
  operation: 'infix',
  name: (name) => ({
    text: nameInfix(name),
    precedence: name.includes('/') ? FRACTION : Precedence.atom,
  }),
  constant: (node) => (isScalar(node) ? constantInfix(node.data?.[0] ?? Number.NaN) : arrayInfix(node)),
  ellipsis: ELLIPSIS,
  operand: (printed) => printed,
};

const TEX: Style = {
  operation: 'tex',
  name: (name) => {
    const text = nameTex(name);
    return { text, precedence: text.startsWith('\\frac') ? FRACTION : Precedence.atom };
  },
  constant: (node) => (isScalar(node) ? constantTex(node.data?.[0] ?? Number.NaN) : arrayTex(node)),
  ellipsis: '\\ldots',
  // What needs no parentheses below a script may carry one already.
  operand: ({ text, precedence }, user) => ({
    text: precedence >= Precedence.postfix ? scriptable(text, user.operation === SLICE ? '_' : '^') : text,
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
  const root = seenThrough(graph, id, stops);
  const label = stops(root);
  if (label !== undefined) return { ...style.name(label), where: [], complete: true };
  const limit = Math.min(MAX_LIMIT, options.limit ?? DEFAULT_LIMIT);
  const isTidy = options.tidy !== false;
  const whole = expand(graph, root, limit, stops);
  if (whole.complete) {
    return { ...render(whole.term, style, isTidy, unknownPart), where: [], complete: true };
  }

  const parts = sharedParts(graph, root, SCOPE * limit, stops);
  const letters = freeLetters(graph);
  // Operands are printed from left to right, so the letters come in the order of reading.
  const letterOf = new Map<NodeId, string>();
  const namePart = (part: NodeId): string => {
    const letter = letterOf.get(part) ?? letters[letterOf.size] ?? style.ellipsis;
    letterOf.set(part, letter);
    return letter;
  };
  const main = expand(graph, root, limit, stops, parts);
  const printed = render(main.term, style, isTidy, namePart);
  let { complete } = main;
  const where: { name: string; text: string }[] = [];
  // The map grows while it is walked: parts may use other parts.
  for (const [part, letter] of letterOf) {
    const definition = expand(graph, graph.node(part), limit, stops, parts);
    complete &&= definition.complete;
    const { text } = render(definition.term, style, isTidy, namePart);
    where.push({ name: style.name(letter).text, text });
  }
  return { ...printed, where, complete };
}

const unknownPart = (): string => ELLIPSIS;

/** How many nodes are searched for shared parts, as a multiple of the limit on terms. */
const SCOPE = 4;

function render(term: Term, style: Style, isTidy: boolean, namePart: (part: NodeId) => string): Printed {
  const walk = (part: Term): Printed => {
    if (part.elided) return { text: style.ellipsis, precedence: Precedence.atom };
    if (part.label !== undefined) return style.name(part.label);
    const { node } = part;
    if (part.isPart) return style.name(namePart(node.id));
    if (node.operation === CONSTANT) return style.constant(node);
    return node.operation[style.operation](
      part.inputs.map((input) => style.operand(walk(input), node)),
      node,
      part.inputs.map((input) => input.node.shape),
    );
  };
  // The depth of the recursion is at most the limit on the number of terms.
  return walk(isTidy ? tidy(term, style === TEX) : term);
}

import { CONSTANT, type GraphBuilder, type Node, type NodeId } from '../graph/graph';
import type { Printed } from '../graph/operation';
import { Precedence } from '../graph/operation';
import { SLICE } from '../graph/operations/assembly';
import { atLeast, texAtLeast } from '../graph/operations/printing';
import { BROADCAST } from '../graph/operations/shaping';
import { type Shape, sizeOf } from '../graph/shape';
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
import { bareRoot, tidy } from './tidy';

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
  /** An operand repeated to a shape, where no elementwise operation does that by itself. */
  repeated(printed: Printed, from: Shape, to: Shape): Printed;
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
  repeated: (printed, from, to) =>
    sizeOf(from) === 1
      ? {
          text: `${atLeast(printed, Precedence.product)}*ones(${to.join(', ')})`,
          precedence: Precedence.product,
        }
      : {
          text: `${atLeast(printed, Precedence.sum)} + zeros(${to.join(', ')})`,
          precedence: Precedence.sum,
        },
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
  repeated: (printed, from, to) => {
    const sizes = to.join(' \\times ');
    if (sizeOf(from) !== 1) {
      return {
        text: `\\operatorname{broadcast}_{${sizes}}\\left(${printed.text}\\right)`,
        precedence: Precedence.postfix,
      };
    }
    const text = `${texAtLeast(printed, Precedence.product)} \\, \\mathbf{1}_{${sizes}}`;
    return { text, precedence: Precedence.product };
  },
};

/**
 * A node's expression as a sheet writes it, in terms of the names nearest to it. Bounded in time and length whatever the
 * graph: what does not fit is `…`.
 */
export function printInfix(graph: GraphBuilder, id: NodeId, options: PrintOptions = {}): PrintedGraph {
  const printed = print(graph, id, options, INFIX);
  if (printed.precedence >= Precedence.sum) return printed;
  // A comparison would be taken for the claim itself on a side of one.
  return { ...printed, text: `(${printed.text})`, precedence: Precedence.atom };
}

/** The same as TeX for a formula; `where` names are TeX as well. */
export const printTex = (graph: GraphBuilder, id: NodeId, options: PrintOptions = {}): PrintedGraph =>
  print(graph, id, options, TEX);

function print(graph: GraphBuilder, id: NodeId, options: PrintOptions, style: Style): PrintedGraph {
  const stops: Stops = (node) => stopLabel(node, options);
  const root = seenThrough(graph, id, stops);
  const label = stops(root);
  if (label !== undefined) return { ...style.name(label), where: [], complete: true };
  const limit = Math.min(MAX_LIMIT, options.limit ?? DEFAULT_LIMIT);
  const tidied = (term: Term): Term => tidy(term, style === TEX);
  const whole = expand(graph, root, limit, stops);
  if (whole.complete) {
    return { ...render(bareRoot(tidied(whole.term)), style, unknownPart), where: [], complete: true };
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
  const printed = render(bareRoot(tidied(main.term)), style, namePart);
  let { complete } = main;
  const where: { name: string; text: string }[] = [];
  // The map grows while it is walked: parts may use other parts.
  for (const [part, letter] of letterOf) {
    const definition = expand(graph, graph.node(part), limit, stops, parts);
    complete &&= definition.complete;
    const { text } = render(tidied(definition.term), style, namePart);
    where.push({ name: style.name(letter).text, text });
  }
  return { ...printed, where, complete };
}

const unknownPart = (): string => ELLIPSIS;

/** How many nodes are searched for shared parts, as a multiple of the limit on terms. */
const SCOPE = 4;

/** The depth of the recursion is at most the limit on the number of terms. */
function render(term: Term, style: Style, namePart: (part: NodeId) => string): Printed {
  if (term.elided) return { text: style.ellipsis, precedence: Precedence.atom };
  if (term.label !== undefined) return style.name(term.label);
  const { node, inputs } = term;
  if (term.isPart) return style.name(namePart(node.id));
  if (node.operation === CONSTANT) return style.constant(node);
  const printed = inputs.map((input) => style.operand(render(input, style, namePart), node));
  const shapes = inputs.map((input) => input.node.shape);
  if (node.operation === BROADCAST) return style.repeated(printed[0]!, shapes[0]!, node.shape);
  return node.operation[style.operation](printed, node, shapes);
}

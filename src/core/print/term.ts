import { type GraphBuilder, INPUT, NAMED, type Node, type NodeId } from '../graph/graph';
import { type Shape, sizeOf } from '../graph/shape';

/**
 * A piece of an expression as it will be printed: a tree, unlike the graph, and never larger than a limit, so functions
 * that walk it may recurse.
 */
export interface Term {
  node: Node;
  /** A name, printed instead of the node. */
  readonly label: string | undefined;
  /** The node is printed by a letter, and the letter explained elsewhere. */
  readonly isPart: boolean;
  /** Left out: printed as `…`. */
  elided: boolean;
  inputs: readonly Term[];
}

export interface PrintOptions {
  /** Names whose definitions are printed in their place. By default printing stops at every name. */
  readonly open?: 'all' | ReadonlySet<string>;
  /** What to print in place of a node, as the name of it; undefined where the node is printed as usual. */
  readonly label?: (node: Node) => string | undefined;
  /** How many operands and operations are printed before the rest becomes `…`; 160 by default, at most 1000. */
  readonly limit?: number;
}

export const DEFAULT_LIMIT = 160;
export const MAX_LIMIT = 1000;

/** More operands than this are abbreviated to the first ones and the last. */
const MAX_OPERANDS = 16;
const SHOWN_OPERANDS = 4;

/** The name that stands for a node, where printing stops there. */
export function stopLabel(node: Node, options: PrintOptions): string | undefined {
  const label = options.label?.(node);
  if (label !== undefined) return label;
  if (node.operation === INPUT) return node.name;
  if (node.operation !== NAMED || node.name === undefined) return undefined;
  return options.open === 'all' || options.open?.has(node.name) ? undefined : node.name;
}

/** Tells where printing stops, and what is printed there. */
export type Stops = (node: Node) => string | undefined;

/** A name at which printing does not stop is printed as what it stands for. */
export function seenThrough(graph: GraphBuilder, id: NodeId, stops: Stops): Node {
  let node = graph.node(id);
  while (node.operation === NAMED && stops(node) === undefined) node = graph.node(node.inputs[0]!);
  return node;
}

export interface Expansion {
  readonly term: Term;
  /** Whether nothing was left out for lack of room; long lists of operands are abbreviated all the same. */
  readonly complete: boolean;
  /** How many terms there are. */
  readonly size: number;
}

/**
 * The tree of `root`'s expression, breadth first, until `limit` terms exist; what is deeper then is elided. Breadth first
 * keeps what is near the root wherever the graph is deep, and the limit keeps shared parts from being written out
 * exponentially often. Printing stops where `stops` says and at `parts`, but not at the root itself.
 */
export function expand(
  graph: GraphBuilder,
  root: Node,
  limit: number,
  stops: Stops,
  parts: ReadonlySet<NodeId> = new Set(),
): Expansion {
  let size = 1;
  let complete = true;
  const term: Term = { node: root, label: undefined, isPart: false, elided: false, inputs: [] };
  const queue: Term[] = [term];
  for (let next = 0; next < queue.length; next++) {
    const current = queue[next]!;
    const kept = keptOperands(current.node);
    if (size + kept.inputs.length > limit && kept.inputs.length > 0) {
      current.elided = true;
      complete = false;
      continue;
    }
    size += kept.inputs.length;
    current.node = kept.node;
    current.inputs = kept.inputs.map((input): Term => {
      if (input === undefined)
        return { node: kept.node, label: undefined, isPart: false, elided: true, inputs: [] };
      const node = seenThrough(graph, input, stops);
      const label = stops(node);
      const isPart = label === undefined && parts.has(node.id);
      const operand: Term = { node, label, isPart, elided: false, inputs: [] };
      if (label === undefined && !isPart) queue.push(operand);
      return operand;
    });
  }
  return { term, complete, size };
}

/** The operands to print, undefined for a gap, and the node as if it had only these. */
function keptOperands(node: Node): { node: Node; inputs: readonly (NodeId | undefined)[] } {
  const { inputs, shape } = node;
  if (inputs.length <= MAX_OPERANDS) return { node, inputs };
  const columns = shape.length === 2 && inputs.length === sizeOf(shape) ? shape[1]! : undefined;
  if (columns === undefined) {
    const kept = abbreviated(inputs.length).map((i) => (i === undefined ? undefined : inputs[i]!));
    const fewer: Shape = shape.length === 0 ? shape : [kept.length, ...shape.slice(1)];
    return { node: { ...node, shape: fewer }, inputs: kept };
  }
  const rows = abbreviated(shape[0]!);
  const across = abbreviated(columns);
  const kept = rows.flatMap((row) =>
    across.map((column) =>
      row === undefined || column === undefined ? undefined : inputs[row * columns + column]!,
    ),
  );
  return { node: { ...node, shape: [rows.length, across.length] }, inputs: kept };
}

/** `[0, 1, 2, undefined, 99]` for 100 positions. */
function abbreviated(count: number): (number | undefined)[] {
  if (count <= SHOWN_OPERANDS) return Array.from({ length: count }, (_, i) => i);
  return [...Array.from({ length: SHOWN_OPERANDS - 1 }, (_, i) => i), undefined, count - 1];
}

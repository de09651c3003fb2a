import type { GraphBuilder, Node, NodeId } from '../graph/graph';
import { type Stops, seenThrough } from './term';

/** Smaller parts are as short as the letter that would stand for them. */
const SMALLEST_PART = 4;

/** More letters than this help nobody. */
const MOST_PARTS = 8;

const LETTERS = [...'uvwpqrst', ...Array.from({ length: 99 }, (_, i) => `u_${i + 1}`)];

/** Letters for parts of an expression that no name of the graph is. */
export function freeLetters(graph: GraphBuilder): string[] {
  return LETTERS.filter((letter) => !graph.names.has(letter));
}

/**
 * Parts of `root`'s expression that stand in several places, those nearest to the root where they are many. Looks at no
 * more than `scope` nodes.
 */
export function sharedParts(graph: GraphBuilder, root: Node, scope: number, stops: Stops): Set<NodeId> {
  const uses = new Map<NodeId, number>([[root.id, 1]]);
  const found: Node[] = [root];
  for (let next = 0; next < found.length && found.length < scope; next++) {
    for (const input of found[next]!.inputs) {
      const node = seenThrough(graph, input, stops);
      if (stops(node) !== undefined) continue;
      const known = uses.get(node.id);
      if (known === undefined) found.push(node);
      uses.set(node.id, (known ?? 0) + 1);
    }
  }
  const sizes = treeSizes(graph, found, stops);
  const parts = new Set<NodeId>();
  for (const node of found) {
    if (parts.size === MOST_PARTS) break;
    if (node !== root && uses.get(node.id)! > 1 && sizes.get(node.id)! >= SMALLEST_PART) parts.add(node.id);
  }
  return parts;
}

/** How many terms the expression of each node has when written out. Inputs have smaller ids than their users. */
function treeSizes(graph: GraphBuilder, nodes: readonly Node[], stops: Stops): Map<NodeId, number> {
  const sizes = new Map<NodeId, number>();
  for (const node of nodes.toSorted((a, b) => a.id - b.id)) {
    let size = 1;
    for (const input of node.inputs) size += sizes.get(seenThrough(graph, input, stops).id) ?? 1;
    sizes.set(node.id, size);
  }
  return sizes;
}

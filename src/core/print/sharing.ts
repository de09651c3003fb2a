import type { GraphBuilder, Node, NodeId } from '../graph/graph';
import type { Stops } from './term';
import { seenThrough } from './term';

/** Smaller parts are as short as the name that would stand for them. */
const SMALLEST_PART = 4;

/** More named parts than this help nobody. */
const MOST_PARTS = 8;

const LETTERS = [...'uvwpqrs', ...Array.from({ length: 99 }, (_, i) => `u_${i + 1}`)];

/**
 * Parts of `root`'s expression that stand in several places, with a letter for each, the outermost first. Looks at no more
 * than `scope` nodes.
 */
export function sharedParts(
  graph: GraphBuilder,
  root: Node,
  scope: number,
  stops: Stops,
): Map<NodeId, string> {
  const uses = new Map<NodeId, number>();
  const found: Node[] = [root];
  uses.set(root.id, 1);
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
  const taken = new Set(graph.nodes.map((node) => node.name));
  const letters = LETTERS.filter((letter) => !taken.has(letter));
  const parts = new Map<NodeId, string>();
  for (const node of found) {
    if (parts.size === MOST_PARTS) break;
    if (node === root || uses.get(node.id)! < 2 || (sizes.get(node.id) ?? 0) < SMALLEST_PART) continue;
    parts.set(node.id, letters[parts.size]!);
  }
  return parts;
}

/** How many terms the expression of each node has when written out; inputs come before their users by id. */
function treeSizes(graph: GraphBuilder, nodes: readonly Node[], stops: Stops): Map<NodeId, number> {
  const sizes = new Map<NodeId, number>();
  for (const node of nodes.toSorted((a, b) => a.id - b.id)) {
    let size = 1;
    for (const input of node.inputs) size += sizes.get(seenThrough(graph, input, stops).id) ?? 1;
    sizes.set(node.id, size);
  }
  return sizes;
}

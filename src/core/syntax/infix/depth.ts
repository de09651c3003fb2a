import type { Expr } from '../ast';
import { forEachOperand } from '../walk';

/** The first node that lies deeper than `limit` (the root has depth 1), or undefined. Does not recurse. */
export function firstBelow(root: Expr, limit: number): Expr | undefined {
  const nodes: Expr[] = [root];
  const depths: number[] = [1];
  while (nodes.length > 0) {
    const node = nodes.pop()!;
    const depth = depths.pop()!;
    if (depth > limit) return node;
    forEachOperand(node, (child) => {
      nodes.push(child);
      depths.push(depth + 1);
    });
  }
  return undefined;
}

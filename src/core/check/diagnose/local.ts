import { dependence } from '../../diff/dependence';
import { NAMED, type Node, type NodeId } from '../../graph/graph';
import { functions } from '../../graph/operations/index';
import { sameShape } from '../../graph/shape';
import type { Subject } from '../subject';

/** The derivative of one operation on the way from the variable to the function, entry by entry. */
export interface LocalDerivative {
  readonly node: NodeId;
  /** The operation, and which of its inputs it is differentiated by. */
  readonly of: NodeId;
  readonly by: NodeId;
}

const MAX_LOCALS = 48;

/** Operations of one input that act on each entry alone. */
const isEntrywise = ({ operation, inputs }: Node): boolean =>
  inputs.length === 1 && functions.get(operation.name)?.rule === 'elementwise';

const ARITHMETIC: ReadonlySet<string> = new Set(['power', 'constant_power', 'divide']);

/** The local derivatives of entrywise operations between variable and function; appends them to the graph. */
export function localDerivatives({ sheetGraph: { graph }, derivations }: Subject): LocalDerivative[] {
  const found: LocalDerivative[] = [];
  const seen = new Set<NodeId>();
  for (const { target, variable } of derivations) {
    for (const id of dependence(graph, target, [variable]).order) {
      const node = graph.node(id);
      if (seen.has(id) || node.operation === NAMED || node.operation.vjp === undefined) continue;
      seen.add(id);
      if (!isEntrywise(node) && !ARITHMETIC.has(node.operation.name)) continue;
      const fits = node.inputs.map((input) => sameShape(graph.node(input).shape, node.shape));
      const one = graph.filled(1, node.shape);
      const contributions = node.operation.vjp(graph, node, one, fits);
      for (const [i, by] of node.inputs.entries()) {
        const contribution = contributions[i];
        if (!fits[i] || contribution === undefined || graph.uniformValue(contribution) !== undefined)
          continue;
        found.push({ node: contribution, of: id, by });
        if (found.length >= MAX_LOCALS) return found;
      }
    }
  }
  return found;
}

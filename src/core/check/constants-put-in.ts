import type { NodeId } from '../graph/graph';
import { ancestors } from '../graph/program';
import { bareNamesIn } from '../syntax/walk';
import type { Domains } from './domain';
import type { Subject } from './subject';

/** Given values that a claim has put in where its author could have written the names. */
export interface PutIn {
  /** The domains, with these values alone for their names. */
  readonly domains: Domains;
  readonly names: readonly string[];
}

/**
 * With `g = 9.81` a claim that speaks of `9.81*t` has put the constant in: it is meant for all `t`, and for this `g`. Names that it
 * writes itself are meant for all of their values, as is the variable of a derivative. Undefined where nothing is put in, or
 * nothing would be left to vary.
 */
export function putIn(
  { claim, sheetGraph, left, right, derivations }: Subject,
  domains: Domains,
): PutIn | undefined {
  const { graph, given, definitionOf } = sheetGraph;
  const written = new Set(bareNamesIn(claim.right).map(({ name }) => name));
  const targets = derivations.flatMap(({ target, variable }) => [target, variable]);
  const variables = new Set(derivations.flatMap(({ variable }) => ancestors(graph, [variable])));
  const inputs = ancestors(graph, [left.node, right.node, ...targets]).filter(
    (node) => graph.node(node).inputs.length === 0 && definitionOf.has(node) && !domains.pinned.has(node),
  );
  const pinned = new Map<NodeId, Float64Array>(domains.pinned);
  const names: string[] = [];
  for (const input of inputs) {
    const value = given.get(input);
    const name = definitionOf.get(input)!.name;
    if (value === undefined || variables.has(input) || written.has(name)) continue;
    pinned.set(input, value.data);
    names.push(name);
  }
  const isVaried = inputs.some((input) => !pinned.has(input));
  return names.length === 0 || !isVaried ? undefined : { domains: { ...domains, pinned }, names };
}

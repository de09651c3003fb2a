import { ancestors } from '../graph/program';
import { componentName } from '../sheet/component';
import { chain, resolve } from '../sheet/scope';
import type { Subject } from './subject';

/**
 * A free name of a claim that may be an entry instead, such as `x_2` beside an array `x` that is declared nowhere; undefined
 * where there is none.
 */
export function perhapsEntry(subject: Subject): { readonly name: string; readonly base: string } | undefined {
  const { claim, sheetGraph, left, right, derivations } = subject;
  const { graph, book } = sheetGraph;
  const nodes = [left.node, right.node, ...derivations.flatMap(({ target, variable }) => [target, variable])];
  const used = new Set(ancestors(graph, nodes));
  for (const id of used) {
    const definition = sheetGraph.definitionOf.get(id);
    const component = definition?.kind === 'free' ? componentName(definition.name) : undefined;
    if (definition === undefined || component === undefined || graph.node(id).shape.length > 0) continue;
    if (chain(book.scope, claim.sheet).some((at) => book.sheets[at]!.shapes.has(definition.name))) continue;
    const base = resolve(book.scope, claim.sheet, component.base, claim.span.start);
    const lowered = base && sheetGraph.lowered.get(base);
    if (lowered === undefined || 'failure' in lowered) continue;
    // An entry of an array that the derivative does not speak of otherwise is a variable like any other.
    if (claim.kind === 'derivative' && !used.has(lowered.value.node)) continue;
    if (graph.node(lowered.value.node).shape.length > 0)
      return { name: definition.name, base: component.base };
  }
  return undefined;
}

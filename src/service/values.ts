import type { TensorValue } from '../core/check/verdict';
import { adjoints } from '../core/diff/reverse';
import type { GraphBuilder, NodeId } from '../core/graph/graph';
import { ancestors, compile } from '../core/graph/program';
import { sizeOf } from '../core/graph/shape';
import type { SheetGraph } from '../core/sheet/lowering/sheet-graph';
import type { Definition } from '../core/sheet/model';

/** Numbers at the values that the sheets give: known where everything that a node depends on has a value. */
export interface SheetValues {
  valueOf(node: NodeId): TensorValue | undefined;
  /** ∂output/∂node for the output of the sheet that defines the node's name. */
  adjointOf(definition: Definition): TensorValue | undefined;
  /** The node of that adjoint, for printing it. */
  adjointNodeOf(definition: Definition): NodeId | undefined;
  /** The definition whose derivatives a sheet shows: its last scalar one, or the unknown scalar with given derivatives. */
  outputOf(sheet: number): Definition | undefined;
}

/** More entries than this are not computed for display. */
const MAX_SHOWN_WORK = 2e8;

export function sheetValues(sheetGraph: SheetGraph): SheetValues {
  const { graph, book, lowered, given } = sheetGraph;
  const bySheet: Definition[][] = book.sheets.map(() => []);
  for (const definition of book.definitions) bySheet[definition.sheet]!.push(definition);
  const outputs = new Map<number, Definition>();
  bySheet.forEach((own, sheet) => {
    const output = outputDefinition(sheetGraph, own);
    if (output !== undefined) outputs.set(sheet, output);
  });
  const definitionsAt = new Map<NodeId, Definition[]>();
  for (const definition of book.definitions) {
    const result = lowered.get(definition);
    if (result === undefined || 'failure' in result) continue;
    const known = definitionsAt.get(result.value.node);
    if (known === undefined) definitionsAt.set(result.value.node, [definition]);
    else known.push(definition);
  }
  const adjointNodes = new Map<Definition, NodeId>();
  for (const [sheet, output] of outputs) {
    collectAdjoints(sheetGraph, sheet, output, definitionsAt, adjointNodes);
  }

  const shown = [...lowered.values()].flatMap((result) => ('value' in result ? [result.value.node] : []));
  const parts = [...sheetGraph.nodeOf.values()];
  const wanted = [...new Set([...shown, ...parts, ...adjointNodes.values()])];
  const known = nodesWithValues(graph, wanted, given);
  const program = compile(
    graph,
    wanted.filter((node) => known.has(node)),
  );
  for (const [input, { data, radii }] of given) program.write(input, data, radii);
  const computed = program.work <= MAX_SHOWN_WORK;
  if (computed) program.run();

  const upstream = new Set(
    [...lowered].flatMap(([definition, result]) =>
      definition.kind === 'upstream' && 'value' in result ? [result.value.node] : [],
    ),
  );
  const read = (node: NodeId): TensorValue | undefined => {
    // The stand-in for an unknown function has the given derivatives, but its own value means nothing.
    if (!computed || !known.has(node) || !program.has(node) || upstream.has(node)) return undefined;
    return { shape: graph.node(node).shape, entries: program.read(node) };
  };
  return {
    valueOf: read,
    adjointOf: (definition) => {
      const node = adjointNodes.get(definition);
      return node === undefined ? undefined : read(node);
    },
    adjointNodeOf: (definition) => adjointNodes.get(definition),
    outputOf: (sheet) => outputs.get(sheet),
  };
}

function outputDefinition(
  { graph, lowered }: SheetGraph,
  own: readonly Definition[],
): Definition | undefined {
  const scalar = (definition: Definition): boolean => {
    const result = lowered.get(definition);
    return result !== undefined && 'value' in result && sizeOf(graph.node(result.value.node).shape) === 1;
  };
  return (
    own.findLast((definition) => definition.kind === 'upstream' && scalar(definition)) ??
    own.findLast((definition) => definition.kind === 'expression' && scalar(definition)) ??
    own.findLast((definition) => definition.kind === 'function' && scalar(definition))
  );
}

function collectAdjoints(
  { graph, lowered }: SheetGraph,
  sheet: number,
  output: Definition,
  definitionsAt: ReadonlyMap<NodeId, readonly Definition[]>,
  into: Map<Definition, NodeId>,
): void {
  const root = lowered.get(output);
  if (root === undefined || 'failure' in root) return;
  const targets = ancestors(graph, [root.value.node]).flatMap((node) =>
    (definitionsAt.get(node) ?? []).flatMap((definition) =>
      definition === output || (into.has(definition) && definition.sheet !== sheet)
        ? []
        : [{ definition, node }],
    ),
  );
  const seed = graph.filled(1, graph.node(root.value.node).shape);
  const found = adjoints(
    graph,
    root.value.node,
    seed,
    targets.map(({ node }) => node),
  );
  targets.forEach(({ definition, node }, i) => {
    into.set(definition, found[i] ?? graph.filled(0, graph.node(node).shape));
  });
}

/** The nodes among `wanted` all of whose inputs have values. */
function nodesWithValues(
  graph: GraphBuilder,
  wanted: readonly NodeId[],
  given: SheetGraph['given'],
): ReadonlySet<NodeId> {
  const missing = new Set<NodeId>();
  const order = ancestors(graph, wanted);
  for (const id of order) {
    const node = graph.node(id);
    const open =
      node.operation.name === 'input' ? !given.has(id) : node.inputs.some((input) => missing.has(input));
    if (open) missing.add(id);
  }
  return new Set(order.filter((id) => !missing.has(id)));
}

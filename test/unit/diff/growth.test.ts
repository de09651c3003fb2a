import { expect, test } from 'vitest';
import { derivative } from '../../../src/core/diff/derivative';
import { substitute } from '../../../src/core/diff/substitute';
import { type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import { add } from '../../../src/core/graph/operations/arithmetic';
import { exp } from '../../../src/core/graph/operations/elementary';

/** A graph with `count` names that all depend on `x`, and on nothing else that has a name. */
function manyNames(count: number): { graph: GraphBuilder; x: NodeId; names: NodeId[] } {
  const graph = graphBuilder();
  const x = graph.input('x', []);
  const names = Array.from({ length: count }, (_, i) =>
    graph.named(`y${i}`, add(graph, x, graph.constant(i + 2))),
  );
  return { graph, x, names };
}

test('a copy holds what its output needs, not what was defined in between', () => {
  const { graph, x, names } = manyNames(500);
  const moved = graph.input('step', []);
  const before = graph.nodes.length;
  substitute(graph, names[499]!, x, moved);
  expect(graph.nodes.length - before).toBe(2);
});

test.each([
  [1, 4000, true],
  [1, 13_000, false],
  [60, 100, true],
  [60, 600, false],
])('a derivative of %d rows through %d operations is built: %j', (rows, operations, built) => {
  const graph = graphBuilder();
  const x = graph.input('x', [rows]);
  let y = x;
  for (let i = 0; i < operations; i++) y = exp(graph, y);
  expect('node' in derivative(graph, y, x)).toBe(built);
});

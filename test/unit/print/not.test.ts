import { expect, test } from 'vitest';
import { graphBuilder } from '../../../src/core/graph/graph';
import { add } from '../../../src/core/graph/operations/arithmetic';
import { logical } from '../../../src/core/graph/operations/comparison';
import { printInfix } from '../../../src/core/print/graph';
import { readExpression } from '../../../src/core/syntax/infix/read';

test('`not` keeps to its operand among operators that bind tighter', () => {
  const graph = graphBuilder();
  const [a, b] = [graph.input('a', []), graph.input('b', [])];
  const sum = add(graph, logical.not(graph, a), logical.not(graph, add(graph, a, b)));
  const { text } = printInfix(graph, sum);
  expect(text).toBe('(not a) + (not (a + b))');
  const { expr, errors } = readExpression(text);
  expect(errors).toEqual([]);
  expect(expr).toMatchObject({
    kind: 'binary',
    operator: '+',
    left: { kind: 'unary' },
    right: { kind: 'unary' },
  });
});

import { type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import {
  add,
  divide,
  multiply,
  negate,
  power,
  subtract,
} from '../../../src/core/graph/operations/arithmetic';
import { index, stack } from '../../../src/core/graph/operations/assembly';
import { exp, log, sqrt } from '../../../src/core/graph/operations/elementary';
import { matmul, outer } from '../../../src/core/graph/operations/linear';
import { inverse, trace } from '../../../src/core/graph/operations/matrix';
import { reduceMean, reduceSum } from '../../../src/core/graph/operations/reduce';
import { softmax } from '../../../src/core/graph/operations/softmax';
import { transpose } from '../../../src/core/graph/operations/structure';
import type { Shape } from '../../../src/core/graph/shape';
import type { BinaryOperator, Expr } from '../../../src/core/syntax/ast';
import { readExpression } from '../../../src/core/syntax/infix/read';

type Binary = (b: GraphBuilder, x: NodeId, y: NodeId) => NodeId;

const product: Binary = (b, x, y) =>
  b.node(x).shape.length === 0 || b.node(y).shape.length === 0
    ? multiply(b, x, y)
    : b.node(x).shape.length === 1 && b.node(y).shape.length === 1
      ? outer(b, x, y)
      : matmul(b, x, y);

const BINARY: Partial<Record<BinaryOperator, Binary>> = {
  '+': add,
  '-': subtract,
  '*': product,
  juxtapose: product,
  '@': matmul,
  '/': divide,
  '^': power,
  '.*': multiply,
  './': divide,
  '.^': power,
};

const FUNCTIONS: Readonly<Record<string, (b: GraphBuilder, x: NodeId) => NodeId>> = {
  exp,
  log,
  sqrt,
  softmax,
  inv: inverse,
  tr: trace,
  sum: (b, x) => reduceSum(b, x),
  mean: (b, x) => reduceMean(b, x),
};

export interface Built {
  readonly graph: GraphBuilder;
  readonly ids: ReadonlyMap<string, NodeId>;
  /** The node of an expression over the names. */
  node(text: string): NodeId;
}

/** A graph from definitions `h = W*x + b`; other names are inputs, scalars unless `shapes` says otherwise. */
export function build(definitions: readonly string[], shapes: Readonly<Record<string, Shape>> = {}): Built {
  const graph = graphBuilder();
  const ids = new Map<string, NodeId>();
  const nameOf = (name: string): NodeId => {
    const id = ids.get(name) ?? graph.input(name, shapes[name] ?? []);
    ids.set(name, id);
    return id;
  };
  const of = (expr: Expr): NodeId => {
    switch (expr.kind) {
      case 'number':
        return graph.constant(expr.value, Number.isInteger(expr.value * 2 ** 20));
      case 'name':
        return nameOf(expr.name);
      case 'unary':
        return negate(graph, of(expr.operand));
      case 'transpose':
        return transpose(graph, of(expr.operand));
      case 'binary':
        return BINARY[expr.operator]!(graph, of(expr.left), of(expr.right));
      case 'call':
        return FUNCTIONS[expr.callee.name]!(graph, of(expr.args[0]!.value));
      case 'array': {
        const items = expr.rows.flat().map(of);
        return stack(
          graph,
          items,
          expr.rows.length > 1 ? [expr.rows.length, expr.rows[0]!.length] : [items.length],
        );
      }
      case 'index':
        return index(
          graph,
          of(expr.target),
          expr.items.map((item) =>
            item.kind === 'at' && item.value.kind === 'number' ? item.value.value - 1 : 'all',
          ),
        );
      default:
        throw new Error(`the tests have no ${expr.kind}`);
    }
  };
  const node = (text: string): NodeId => {
    const { expr, errors } = readExpression(text);
    if (errors.length > 0) throw new Error(errors[0]!.message);
    return of(expr);
  };
  for (const definition of definitions) {
    const at = definition.indexOf('=');
    const name = definition.slice(0, at).trim();
    ids.set(name, graph.named(name, node(definition.slice(at + 1))));
  }
  return { graph, ids, node };
}

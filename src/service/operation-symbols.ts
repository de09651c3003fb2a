import { CONSTANT, type GraphBuilder, type Node } from '../core/graph/graph';
import { showNumber, showTensor } from '../core/print/numbers';

/** How the drawing labels operations that are not written as a function. */
const SYMBOLS: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '−',
  multiply: '×',
  divide: '÷',
  negate: '−',
  power: '^',
  matmul: '·',
  dot: '·',
  outer: '⊗',
  transpose: 'ᵀ',
  less: '<',
  less_equal: '≤',
  greater: '>',
  greater_equal: '≥',
  not_equal: '≠',
  equal: '=',
  sqrt: '√',
  sum: 'Σ',
  mean: 'mean',
  prod: 'Π',
};

/** The label of a node without a name. */
export function symbolOf(node: Node, graph: GraphBuilder): string {
  if (node.operation === CONSTANT) {
    const { shape, data } = node;
    if (data === undefined) return '?';
    return shape.length === 0 ? showNumber(data[0]!) : showTensor({ shape, entries: data }, 3, 4);
  }
  if (node.operation.name === 'power') {
    const exponent = graph.uniformValue(node.inputs[1]!);
    if (exponent !== undefined) return `^${showNumber(exponent)}`;
  }
  if (node.operation.name === 'constant_power') return `^${showNumber(Number(node.attributes.exponent))}`;
  return SYMBOLS[node.operation.name] ?? node.operation.name;
}

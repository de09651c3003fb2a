import { describe, expect, it } from 'vitest';
import { CONSTANT, type GraphBuilder, graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import type { Printed } from '../../../src/core/graph/operation';
import {
  add,
  divide,
  multiply,
  negate,
  power,
  square,
  subtract,
} from '../../../src/core/graph/operations/arithmetic';
import { compareOperation, logical } from '../../../src/core/graph/operations/comparison';
import { functions } from '../../../src/core/graph/operations/index';
import { select } from '../../../src/core/graph/operations/select';
import type { Shape } from '../../../src/core/graph/shape';

type Make = (b: GraphBuilder, x: NodeId, y: NodeId, s: NodeId) => NodeId;

const call =
  (name: string): Make =>
  (b, x, y) => {
    const entry = functions.get(name)!;
    const result = entry.build(b, entry.arity[0] > 1 ? [x, y] : [x], {});
    if (typeof result !== 'number') throw new Error(result.mismatch);
    return result;
  };

/** A node by the printing of its operations alone. */
function print(b: GraphBuilder, id: NodeId, style: 'infix' | 'tex'): Printed {
  const node = b.node(id);
  if (node.operation === CONSTANT) return { text: `${node.data![0]}`, precedence: 60 };
  return node.operation[style](
    node.inputs.map((input) => print(b, input, style)),
    node,
    node.inputs.map((input) => b.node(input).shape),
  );
}

/** x and y of this shape, s a scalar. */
function printed(make: Make, shape: Shape): { infix: string; tex: string } {
  const b = graphBuilder();
  const node = make(b, b.input('x', shape), b.input('y', shape), b.input('s', []));
  return { infix: print(b, node, 'infix').text, tex: print(b, node, 'tex').text };
}

describe('scalars', () => {
  it.each<[Make, string, string]>([
    [(b, x, y) => add(b, x, y), 'x + y', 'x + y'],
    [(b, x, y, s) => subtract(b, x, subtract(b, y, s)), 'x - (y - s)', 'x - \\left(y - s\\right)'],
    [(b, x, y, s) => subtract(b, subtract(b, x, y), s), 'x - y - s', 'x - y - s'],
    [(b, x, y) => multiply(b, x, y), 'x*y', 'x \\, y'],
    [(b, x, y, s) => multiply(b, add(b, x, y), s), '(x + y)*s', '\\left(x + y\\right) \\, s'],
    [(b, x, y, s) => divide(b, x, multiply(b, y, s)), 'x/(y*s)', '\\frac{x}{y \\, s}'],
    [(b, x, y, s) => divide(b, multiply(b, x, y), s), 'x*y/s', '\\frac{x \\, y}{s}'],
    [(b, x) => negate(b, square(b, x)), '-x^2', '-x^{2}'],
    [(b, x) => square(b, negate(b, x)), '(-x)^2', '\\left(-x\\right)^{2}'],
    [(b, x, y) => square(b, divide(b, x, y)), '(x/y)^2', '\\left(\\frac{x}{y}\\right)^{2}'],
    [(b, x) => power(b, x, b.constant(-2)), 'x^(-2)', 'x^{-2}'],
    [(b, x, y) => power(b, x, y), 'x^y', 'x^{y}'],
    [(b, x, y, s) => power(b, x, add(b, y, s)), 'x^(y + s)', 'x^{y + s}'],
    [(b, x, y, s) => power(b, power(b, x, y), s), '(x^y)^s', '\\left(x^{y}\\right)^{s}'],
    [(b, x, y) => compareOperation(b, '<=', add(b, x, y), y), 'x + y <= y', 'x + y \\le y'],
    [
      (b, x, y, s) => multiply(b, compareOperation(b, '>', x, y), s),
      '(x > y)*s',
      '\\left(x > y\\right) \\, s',
    ],
    [
      (b, x, y, s) => logical.and(b, compareOperation(b, '<', x, y), logical.or(b, y, s)),
      'x < y and (y or s)',
      'x < y \\land \\left(y \\lor s\\right)',
    ],
    [
      (b, x, y, s) => select(b, compareOperation(b, '>', x, y), x, s),
      'where(x > y, x, s)',
      '\\begin{cases} x & x > y \\\\ s & \\text{otherwise} \\end{cases}',
    ],
    [call('sqrt'), 'sqrt(x)', '\\sqrt{x}'],
    [call('cbrt'), 'cbrt(x)', '\\sqrt[3]{x}'],
    [call('abs'), 'abs(x)', '\\left|x\\right|'],
    [call('floor'), 'floor(x)', '\\left\\lfloor x \\right\\rfloor'],
    [call('exp'), 'exp(x)', '\\exp\\left(x\\right)'],
    [call('log'), 'log(x)', '\\ln\\left(x\\right)'],
    [call('log2'), 'log2(x)', '\\log_{2}\\left(x\\right)'],
    [call('sigmoid'), 'sigmoid(x)', '\\sigma\\left(x\\right)'],
    [call('asin'), 'asin(x)', '\\arcsin\\left(x\\right)'],
    [call('lgamma'), 'lgamma(x)', '\\ln\\Gamma\\left(x\\right)'],
    [call('trigamma'), 'polygamma(1, x)', '\\psi^{(1)}\\left(x\\right)'],
    [call('max'), 'x', 'x'],
    [call('maximum'), 'max(x, y)', '\\max\\left(x, y\\right)'],
    [call('leaky_relu'), 'leaky_relu(x, 0.01)', '\\operatorname{leaky\\_relu}\\left(x, 0.01\\right)'],
    [call('atan2'), 'atan2(x, y)', '\\operatorname{atan2}\\left(x, y\\right)'],
    [call('mod'), 'mod(x, y)', '\\left(x\\right) \\bmod \\left(y\\right)'],
  ])('%#: %o', (make, infix, tex) => {
    expect(printed(make, [])).toEqual({ infix, tex });
  });
});

describe('arrays', () => {
  it.each<[Make, string, string]>([
    [(b, x, y) => multiply(b, x, y), 'x .* y', 'x \\odot y'],
    [(b, x, _y, s) => multiply(b, x, s), 'x*s', 'x \\, s'],
    [(b, x) => multiply(b, x, b.constant(2)), '2*x', '2 \\, x'],
    [(b, x, y) => divide(b, x, y), 'x ./ y', '\\frac{x}{y}'],
    [(b, x, _y, s) => divide(b, x, s), 'x/s', '\\frac{x}{s}'],
    [(b, x, _y, s) => divide(b, s, x), 's ./ x', '\\frac{s}{x}'],
    [(b, x) => square(b, x), 'x.^2', 'x^{2}'],
    [(b, x, y) => power(b, x, y), 'x.^y', 'x^{y}'],
  ])('%#: %o', (make, infix, tex) => {
    expect(printed(make, [2, 2])).toEqual({ infix, tex });
  });
});

import { describe, expect, it } from 'vitest';
import { graphBuilder, type NodeId } from '../../../src/core/graph/graph';
import { ADD, add, multiply, square } from '../../../src/core/graph/operations/arithmetic';
import { stack } from '../../../src/core/graph/operations/assembly';
import { EXP, exp } from '../../../src/core/graph/operations/elementary';
import { MATMUL } from '../../../src/core/graph/operations/linear';
import { BROADCAST } from '../../../src/core/graph/operations/shaping';
import type { Shape } from '../../../src/core/graph/shape';
import { type PrintOptions, printInfix, printTex } from '../../../src/core/print/graph';
import { readExpression } from '../../../src/core/syntax/infix/read';
import { texToSvg } from '../../../src/service/math/mathjax';
import { build } from './build';

const SHAPES: Readonly<Record<string, Shape>> = {
  W: [3, 2],
  V: [2, 3],
  M: [2, 2],
  v: [2],
  w: [2],
  'W^(1)': [3, 2],
  x_1: [2],
};

/** An expression, and its graph as infix (the expression itself where undefined) and as TeX. */
const CASES: [text: string, infix: string | undefined, tex: string][] = [
  ['a + b*c', undefined, 'a + b \\, c'],
  ['a - (b - c)', undefined, 'a - \\left(b - c\\right)'],
  ['(a + b)*(c - 1)', undefined, '\\left(a + b\\right) \\, \\left(c - 1\\right)'],
  ['a*(b/c)', undefined, 'a \\, \\frac{b}{c}'],
  ['a/b*c', undefined, '\\frac{a}{b} \\, c'],
  ['-a*b', undefined, '-a \\, b'],
  ['-(a/b)*c', '-a/b*c', '-\\frac{a}{b} \\, c'],
  ['-(a + b)*c', undefined, '-\\left(a + b\\right) \\, c'],
  ['-a/b', undefined, '-\\frac{a}{b}'],
  ['c - (-a*b)', 'c + a*b', 'c + a \\, b'],
  ['a*2', '2*a', '2 \\, a'],
  ['a + -b', 'a - b', 'a - b'],
  ['a + -2', 'a - 2', 'a - 2'],
  ['a - -2', 'a + 2', 'a + 2'],
  ['a + -2*b', 'a - 2*b', 'a - 2 \\, b'],
  ['-a + b', 'b - a', 'b - a'],
  ['-2*a + b', 'b - 2*a', 'b - 2 \\, a'],
  ['-(a + b)', undefined, '-\\left(a + b\\right)'],
  ['(-a)^b', undefined, '\\left(-a\\right)^{b}'],
  ['-a^2', undefined, '-a^{2}'],
  ['(a + b)^2', undefined, '\\left(a + b\\right)^{2}'],
  ['(a^b)^c', undefined, '\\left(a^{b}\\right)^{c}'],
  ['a/3', undefined, '\\frac{a}{3}'],
  ['0.5*a', undefined, '0.5 \\, a'],
  ['1e-7*a', undefined, '1 \\cdot 10^{-7} \\, a'],
  ['exp(-a)', undefined, '\\exp\\left(-a\\right)'],
  ['log(a + 1)', undefined, '\\ln\\left(a + 1\\right)'],
  ['sqrt(a)*b', undefined, '\\sqrt{a} \\, b'],
  ['W*v', undefined, 'W v'],
  ["(W*v)*x_1'", "W*v*x_1'", 'W v x_{1}^{\\top}'],
  ["W'", undefined, 'W^{\\top}'],
  ["W^{(1)}'", undefined, '{W^{(1)}}^{\\top}'],
  ['a*(b*c)', 'a*b*c', 'a \\, b \\, c'],
  ['a*(b*b)*c', 'a*b^2*c', 'a \\, b^{2} \\, c'],
  ['a*v .* v', 'a*v.^2', 'a \\, v^{2}'],
  ['a*(2*b)*c', '2*a*b*c', '2 \\, a \\, b \\, c'],
  ['2*(W*V)', '2*W*V', '2 \\, W V'],
  ["2*(W'*V')", "2*W'*V'", '2 \\, W^{\\top} V^{\\top}'],
  ['v .* (a*w)', 'v*a .* w', 'v \\, a \\odot w'],
  ['v .* w', undefined, 'v \\odot w'],
  ['v ./ w', undefined, '\\frac{v}{w}'],
  ['v.^2', undefined, 'v^{2}'],
  ['a*v', undefined, 'a \\, v'],
  ['sum(v)', undefined, '\\sum v'],
  ['x_1[2]', undefined, '{x_{1}}_{2}'],
  ["(W*V)'", "V'*W'", 'V^{\\top} W^{\\top}'],
  ['[a, b + 1]', undefined, '\\begin{pmatrix}a \\\\ b + 1\\end{pmatrix}'],
  ['[a, b; c, 1]', '[[a, b], [c, 1]]', '\\begin{pmatrix}a & b \\\\ c & 1\\end{pmatrix}'],
];

describe('a graph', () => {
  it.each(CASES)('%s', (text, infix, tex) => {
    const { graph, node } = build([], SHAPES);
    const id = node(text);
    expect(printInfix(graph, id)).toMatchObject({ text: infix ?? text, where: [], complete: true });
    const printed = printTex(graph, id);
    expect(printed.text).toBe(tex);
    expect(() => texToSvg(printed.text, true)).not.toThrow();
    expect(readExpression(infix ?? text).errors).toEqual([]);
  });
});

/** Constants as they print. */
const CONSTANTS: [data: number[], shape: Shape, infix: string, tex: string][] = [
  [[2], [], '2', '2'],
  [[-1], [], '-1', '-1'],
  [[-0], [], '0', '0'],
  [[1 / 3], [], '1/3', '\\frac{1}{3}'],
  [[-2 / 7], [], '-2/7', '-\\frac{2}{7}'],
  [[0.1], [], '0.1', '0.1'],
  [[Math.PI], [], '3.141592653589793', '3.141592653589793'],
  [[Number.POSITIVE_INFINITY], [], 'inf', '\\infty'],
  [[Number.NaN], [], 'NaN', '\\mathrm{NaN}'],
  [[1, 0], [2], '[1, 0]', '\\begin{pmatrix} 1 \\\\ 0 \\end{pmatrix}'],
];

it.each(CONSTANTS)('the constant %j of shape %j', (data, shape, infix, tex) => {
  const graph = graphBuilder();
  const id = graph.constantArray(Float64Array.from(data), shape);
  expect(printInfix(graph, id).text).toBe(infix);
  expect(printTex(graph, id).text).toBe(tex);
});

/** One number stands for all entries at the root and in elementwise operations, and nowhere else. */
const UNIFORM: [value: number, root: string, infix: string, tex: string][] = [
  [1, '1', 'M*ones(2, 3)', 'M \\mathbf{1}_{2 \\times 3}'],
  [0.5, '0.5', 'M*(0.5*ones(2, 3))', 'M \\left(0.5 \\, \\mathbf{1}_{2 \\times 3}\\right)'],
];

it.each(UNIFORM)('an array of %s', (value, root, infix, tex) => {
  const b = graphBuilder();
  const filled = b.filled(value, [2, 3]);
  expect(printInfix(b, filled).text).toBe(root);
  expect(printTex(b, filled).text).toBe(root);
  const used = b.apply(MATMUL, [b.input('M', [2, 2]), filled]);
  expect(printInfix(b, used).text).toBe(infix);
  expect(printTex(b, used).text).toBe(tex);
  const x = b.input('x', []);
  const repeated = b.apply(BROADCAST, [x], { shape: [2, 3] });
  expect(printInfix(b, repeated).text).toBe('x');
  expect(printInfix(b, b.apply(ADD, [b.input('N', [2, 3]), repeated])).text).toBe('N + x');
  expect(printInfix(b, b.apply(MATMUL, [b.input('M', [2, 2]), repeated])).text).toBe('M*(x*ones(2, 3))');
  const row = b.apply(BROADCAST, [b.input('r', [3])], { shape: [2, 3] });
  expect(printInfix(b, row).text).toBe('r + zeros(2, 3)');
});

describe('names', () => {
  const { graph, ids } = build(['z = W*v', 'h = z + b', 'L = sum(h.^2)'], SHAPES);
  const definition = graph.node(ids.get('L')!).inputs[0]!;
  const cases: [what: string, id: NodeId, options: PrintOptions, text: string][] = [
    ['stop the printing', definition, {}, 'sum(h.^2)'],
    ['stop it at the root', ids.get('L')!, {}, 'L'],
    ['are opened one by one', definition, { open: new Set(['h']) }, 'sum((z + b).^2)'],
    ['are opened all at once', ids.get('L')!, { open: 'all' }, 'sum((W*v + b).^2)'],
    [
      'may be called otherwise',
      definition,
      { label: (node) => (node.name === 'h' ? 'k_1' : undefined) },
      'sum(k_1.^2)',
    ],
  ];
  it.each(cases)('%s', (_, id, options, text) => {
    expect(printInfix(graph, id, options).text).toBe(text);
  });

  it('of derivatives are fractions, which need parentheses below a script', () => {
    const b = graphBuilder();
    const delta = b.input('dL/dh', []);
    const id = multiply(b, b.input('x', []), square(b, delta));
    expect(printInfix(b, id).text).toBe('x*(dL/dh)^2');
    expect(printTex(b, id).text).toBe('x \\, \\left(\\frac{\\partial L}{\\partial h}\\right)^{2}');
  });
});

describe('what is large', () => {
  it('is cut near the limit, however deep', () => {
    const b = graphBuilder();
    let id = b.input('x', []);
    for (let i = 0; i < 1e5; i++) id = b.apply(EXP, [id]);
    const { text, complete } = printInfix(b, id, { limit: 5 });
    expect(text).toBe('exp(exp(exp(exp(…))))');
    expect(complete).toBe(false);
    expect(printTex(b, id, { limit: 3 }).text).toBe('\\exp\\left(\\exp\\left(\\ldots\\right)\\right)');
  });

  it('keeps what is near the root', () => {
    const { graph, node } = build([]);
    const sum = node(Array.from({ length: 40 }, (_, i) => `x_${i}*y_${i}`).join(' + '));
    expect(printInfix(graph, sum, { limit: 12 }).text).toBe('… + x_38*y_38 + x_39*y_39');
  });

  it('names the parts that stand in several places', () => {
    const { graph, node } = build([]);
    const u = '(a*b + exp(c))';
    const id = node(`${u}*(1 - ${u}) + 2*${u} + u*log(${u} + (a + 1)*(a - 1)) + (a + 1)*(a - 1)`);
    const printed = printInfix(graph, id, { limit: 20 });
    expect(printed).toEqual({
      text: 'v*(1 - v) + 2*v + u*log(v + w) + w',
      precedence: 10,
      where: [
        { name: 'v', text: 'a*b + exp(c)' },
        { name: 'w', text: '(a + 1)*(a - 1)' },
      ],
      complete: true,
    });
  });

  it('is never written out exponentially often', () => {
    const b = graphBuilder();
    let id = b.input('x', []);
    for (let i = 0; i < 60; i++) id = add(b, exp(b, id), multiply(b, id, b.input(`y_${i}`, [])));
    const printed = printInfix(b, id);
    const length = printed.text.length + printed.where.reduce((sum, { text }) => sum + text.length, 0);
    expect(length).toBeLessThan(4000);
    expect(printed.where.length).toBeGreaterThan(0);
    expect(printed.complete).toBe(false);
  });

  it('abbreviates long lists', () => {
    const b = graphBuilder();
    const items = Array.from({ length: 100 }, (_, i) => b.input(`x_${i}`, []));
    const id = stack(b, items, [100]);
    expect(printInfix(b, id).text).toBe('[x_0, x_1, x_2, …, x_99]');
    const grid = stack(b, items, [10, 10]);
    expect(printInfix(b, grid).text).toBe(
      '[[x_0, x_1, x_2, …, x_9], [x_10, x_11, x_12, …, x_19], [x_20, x_21, x_22, …, x_29], […, …, …, …, …], ' +
        '[x_90, x_91, x_92, …, x_99]]',
    );
    const rows = Array.from({ length: 50 }, (_, i) => b.input(`r_${i}`, [50]));
    expect(printInfix(b, stack(b, rows, [50, 50])).text).toBe('[r_0, r_1, r_2, …, r_49]');
  });
});

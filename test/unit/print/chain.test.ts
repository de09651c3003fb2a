import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../src/core/graph/shape';
import { derivationInfix, derivationTex } from '../../../src/core/print/chain';
import { texToSvg } from '../../../src/service/math/mathjax';
import { build } from './build';

interface Case {
  readonly what: string;
  readonly definitions: readonly string[];
  readonly shapes?: Readonly<Record<string, Shape>>;
  readonly of: string;
  readonly by: string;
  readonly lines: readonly string[];
}

const d = (of: string, by: string): string => `\\frac{\\partial ${of}}{\\partial ${by}}`;

const CASES: readonly Case[] = [
  {
    what: 'two paths',
    definitions: ['c = a + b', 'd = b + 1', 'e = c*d'],
    of: 'e',
    by: 'b',
    lines: [
      `${d('e', 'b')} = ${d('e', 'c')} \\, ${d('c', 'b')} + ${d('e', 'd')} \\, ${d('d', 'b')}`,
      `${d('e', 'd')} = c`,
      `${d('e', 'c')} = d`,
      `${d('e', 'b')} = ${d('e', 'c')} + ${d('e', 'd')}`,
      `${d('e', 'b')} = c + d`,
    ],
  },
  {
    what: 'a direct use',
    definitions: ['L = x^2*y'],
    of: 'L',
    by: 'x',
    lines: [`${d('L', 'x')} = 2 \\, y \\, x`],
  },
  {
    what: 'a layer',
    definitions: ['h = W*x + b', 'L = 0.5*sum((h - t).^2)'],
    shapes: { W: [3, 2], x: [2], b: [3], t: [3] },
    of: 'L',
    by: 'W',
    lines: [
      `${d('L', 'W')} = ${d('L', 'h')} \\, ${d('h', 'W')}`,
      `${d('L', 'h')} = h - t`,
      `${d('L', 'W')} = ${d('L', 'h')} x^{\\top}`,
      `${d('L', 'W')} = \\left(h - t\\right) x^{\\top}`,
    ],
  },
  {
    what: 'a name and what it is made of',
    definitions: ['h = x^2', 'L = h*x'],
    of: 'L',
    by: 'x',
    lines: [
      `${d('L', 'x')} = \\left.${d('L', 'x')}\\right|_{h} + ${d('L', 'h')} \\, ${d('h', 'x')}`,
      `${d('L', 'h')} = x`,
      `${d('L', 'x')} = 2 \\, ${d('L', 'h')} \\, x + h`,
      `${d('L', 'x')} = h + 2 \\, x^{2}`,
    ],
  },
  {
    what: 'what a name stands for',
    definitions: ['z = w*x', 'y = exp(z)', 'L = (y - t)^2'],
    of: 'L',
    by: 'w',
    lines: [
      `${d('L', 'w')} = ${d('L', 'y')} \\, ${d('y', 'z')} \\, ${d('z', 'w')}`,
      `${d('L', 'y')} = 2 \\, \\left(y - t\\right)`,
      `${d('L', 'z')} = ${d('L', 'y')} \\, y`,
      `${d('L', 'w')} = ${d('L', 'z')} \\, x`,
      `${d('L', 'w')} = 2 \\, \\left(y - t\\right) \\, y \\, x`,
    ],
  },
  {
    what: 'many paths',
    definitions: ['a = x', 'b = x', 'c = x', 'p = a + b + c', 'q = a*b*c', 'L = p*q'],
    of: 'L',
    by: 'x',
    lines: [
      `${d('L', 'x')} = ${['a', 'b', 'c'].map((name) => `${d('L', name)} \\, ${d(name, 'x')}`).join(' + ')}`,
      `${d('L', 'q')} = p`,
      `${d('L', 'p')} = q`,
      `${d('L', 'c')} = ${d('L', 'p')} + ${d('L', 'q')} \\, a \\, b`,
      `${d('L', 'b')} = ${d('L', 'p')} + ${d('L', 'q')} \\, c \\, a`,
      `${d('L', 'a')} = ${d('L', 'p')} + ${d('L', 'q')} \\, c \\, b`,
      `${d('L', 'x')} = ${d('L', 'a')} + ${d('L', 'b')} + ${d('L', 'c')}`,
      `${d('L', 'x')} = p \\, a \\, b + q + p \\, c \\, a + q + p \\, c \\, b + q`,
    ],
  },
  {
    what: 'matrices',
    definitions: ['h = X*W', 'L = 0.25*sum((h - T).^2)'],
    shapes: { X: [4, 3], W: [3, 2], T: [4, 2] },
    of: 'L',
    by: 'W',
    lines: [
      `${d('L', 'W')} = ${d('L', 'h')} \\, ${d('h', 'W')}`,
      `${d('L', 'h')} = 0.5 \\, \\left(h - T\\right)`,
      `${d('L', 'W')} = X^{\\top} ${d('L', 'h')}`,
      `${d('L', 'W')} = 0.5 \\, X^{\\top} \\left(h - T\\right)`,
    ],
  },
];

describe('the chain rule', () => {
  it.each(CASES)('over $what', ({ definitions, shapes, of, by, lines }) => {
    const { graph, ids } = build(definitions, shapes);
    const got = derivationTex(graph, ids.get(of)!, ids.get(by)!).map((line) => line.tex);
    expect(got).toEqual(lines);
    for (const tex of got) expect(() => texToSvg(tex, true)).not.toThrow();
  });

  it('as lines of a sheet', () => {
    const two = build(['c = a + b', 'd = b + 1', 'e = c*d']);
    const lines = derivationInfix(two.graph, two.ids.get('e')!, two.ids.get('b')!);
    expect(lines.map(({ infix }) => infix)).toEqual([
      'de/db = de/dc*dc/db + de/dd*dd/db',
      'de/dd = c',
      'de/dc = d',
      'de/db = de/dc + de/dd',
      'de/db = c + d',
    ]);
    const layer = build(['h = W*x + b', 'L = 0.5*sum((h - t).^2)'], { W: [3, 2], x: [2], b: [3], t: [3] });
    const arrays = derivationInfix(layer.graph, layer.ids.get('L')!, layer.ids.get('W')!);
    expect(arrays.map(({ infix }) => infix)).toEqual([
      'dL/dh = h - t',
      "dL/dW = dL/dh*x'",
      "dL/dW = (h - t)*x'",
    ]);
    const held = build(['h = x^2', 'L = h*x']);
    const direct = derivationInfix(held.graph, held.ids.get('L')!, held.ids.get('x')!);
    expect(direct.map(({ infix }) => infix)).toEqual([
      'dL/dh = x',
      'dL/dx = 2*dL/dh*x + h',
      'dL/dx = h + 2*x^2',
    ]);
  });

  it('has no line without a path, and none for an output that is no scalar', () => {
    const { graph, ids } = build(['h = 2*x', 'L = y^2', 'k = 2*v'], { v: [2] });
    expect(derivationTex(graph, ids.get('L')!, ids.get('x') ?? 0)).toEqual([]);
    expect(derivationTex(graph, ids.get('k')!, ids.get('v')!)).toEqual([]);
    expect(derivationTex(graph, ids.get('L')!, ids.get('L')!)).toEqual([]);
  });

  it('stops at names that are fixed', () => {
    const { graph, ids } = build(['h = x^2', 'L = h*x']);
    const lines = derivationTex(graph, ids.get('L')!, ids.get('x')!, { fixed: new Set([ids.get('h')!]) });
    expect(lines.map((line) => line.tex)).toEqual([`${d('L', 'x')} = h`]);
  });

  it('says little where there is much', () => {
    const layers = Array.from({ length: 30 }, (_, i) => `h_${i + 1} = sin_${i}*h_${i} + h_${i}`);
    const { graph, ids } = build([...layers, 'L = h_30^2']);
    const lines = derivationTex(graph, ids.get('L')!, ids.get('h_0')!, { steps: 4 });
    expect(lines.length).toBeLessThanOrEqual(6);
    expect(lines[0]!.tex).toBe(`${d('L', 'h_{0}')} = ${d('L', 'h_{1}')} \\, ${d('h_{1}', 'h_{0}')}`);
    const wide = Array.from({ length: 400 }, (_, i) => `k_${i + 1} = k_${i}*2`);
    const long = build([...wide, 'L = k_400']);
    expect(derivationTex(long.graph, long.ids.get('L')!, long.ids.get('k_0')!)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/core/graph/program';
import { printInfix, printTex } from '../../../src/core/print/graph';
import { simplify } from '../../../src/service/math/simplify';
import { build } from '../print/build';

/** What is shown before, where it differs from the first column, and after. */
const CASES: [text: string, simplified: string, before?: string][] = [
  ['2*x + 3*x', '5*x', '5*x'],
  ['x*cos_x + x*cos_x', '2*x*cos_x', '2*(x*cos_x)'],
  ['x*y*x', 'x^2*y'],
  ['2*(w*x - y)*x*0.5', '(w*x - y)*x', '(w*x - y)*x'],
  ['x*2^0.5', 'x*2^0.5'],
  ['exp(x)*2/2', 'exp(x)', '2*exp(x)/2'],
  ['a*2/3', '2*a/3', '2*a/3'],
  ['0.1*a*0.2', '0.02*a'],
  ['a - (b - a)', '2*a - b'],
  ['log(exp(x) + exp(x))', 'log(2*exp(x))', 'log(2*exp(x))'],
  ['sum(v) + sum(v)', '2*sum(v)', '2*sum(v)'],
  // As short as they get.
  ['a + b', 'a + b'],
  ['(s - y)*s*(1 - s)*x', '(s - y)*s*(1 - s)*x'],
  ['x', 'x'],
  // The rules of mathjs would drop the sign of a negative x.
  ['sqrt(x^2)', 'sqrt(x^2)'],
  ['(x^2)^0.5', '(x^2)^0.5'],
  ['v + v', '2*v', '2*v'],
];

describe('simplify', () => {
  it.each(CASES)('%s', async (text, simplified, before) => {
    const { graph, node } = build([], { v: [3] });
    const id = node(text);
    expect(printInfix(graph, id).text).toBe(before ?? text);
    expect(printInfix(graph, await simplify(graph, id)).text).toBe(simplified);
  });

  it('stops at names unless they are opened', async () => {
    const { graph, node } = build(['h = 2*x', 'k = h + h']);
    const id = node('h*x + h*x');
    expect(printTex(graph, await simplify(graph, id)).text).toBe('2 \\, h \\, x');
    const opened = { open: 'all' } as const;
    expect(printTex(graph, await simplify(graph, id, opened), opened).text).toBe('4 \\, x^{2}');
  });

  it('leaves what is large as it is', async () => {
    const { graph, node } = build([]);
    const id = node(Array.from({ length: 60 }, (_, i) => `x_${i % 3}`).join(' + '));
    expect(await simplify(graph, id)).toBe(id);
  });
});

const leaf = fc.constantFrom('x', 'y', 'z', '2', '0.5', '3', '0.1');
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/'), tie('expression'))
      .map(([a, operator, b]) => `(${a}${operator}${b})`),
    fc.tuple(tie('expression'), fc.constantFrom('2', '3', '(-1)', '0.5')).map(([a, n]) => `(${a})^${n}`),
    tie('expression').map((a) => `exp(${a})`),
    tie('expression').map((a) => `(-${a})`),
  ),
}));

it('never changes a value', async () => {
  const value = fc.double({ min: -4, max: 4, noNaN: true });
  await fc.assert(
    fc.asyncProperty(expression, fc.tuple(value, value, value), async (text, values) => {
      const { graph, node, ids } = build([]);
      const id = node(text);
      const result = await simplify(graph, id);
      const program = compile(graph, [id, result]);
      ['x', 'y', 'z'].forEach((name, i) => {
        const input = ids.get(name);
        if (input !== undefined && program.has(input)) program.write(input, [values[i]!]);
      });
      program.run();
      program.runRadii();
      const [before, after] = [program.read(id)[0]!, program.read(result)[0]!];
      const radius = program.readRadii(id)[0]! + program.readRadii(result)[0]!;
      if (!Number.isFinite(before) || !Number.isFinite(after) || !Number.isFinite(radius)) return;
      expect(Math.abs(before - after)).toBeLessThanOrEqual(radius);
    }),
    { numRuns: 150 },
  );
}, 60_000);

import { describe, expect, it } from 'vitest';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, fixesAt, graphView, hints, hover, lenses } from '../../../src/service/service';

async function check(text: string, path = 'a.nabla'): Promise<CheckedDocument> {
  const checked = await checkDocument({ path, language: '', text }, { settings: DEFAULT_SETTINGS });
  if (checked === undefined) throw new Error('The check was cancelled.');
  return checked;
}

/** The document with the first fix at a piece of its text applied. */
async function repaired(text: string, at: string, path?: string): Promise<string | undefined> {
  const start = text.indexOf(at);
  const fix = fixesAt(await check(text, path), { start, end: start + at.length })[0];
  return fix && text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
}

describe('a fix', () => {
  /** One of these is refuted at 0 alone, which is the number on its right as well. */
  const BOUNDS =
    '# inequalities\ny = tanh(x)\n-1 < y < 1\ny^2 <= 1\ndy/dx <= 1\n0 < dy/dx <= 0.9\nexp(x) >= 1 + x\nx^2 + y^2 >= 2*x*y\ny != 0\nz = x^2\nz >= 0\nz > 0\n';
  const repairs: readonly [what: string, text: string, at: string, expected: string | undefined][] = [
    ['writes the derivative', 'y = x^2\ndy/dx = x\n', 'dy/dx', 'y = x^2\ndy/dx = 2*x\n'],
    ['turns a difference', 'v = tanh(u)\nL = (v - t)^2/2\ndL/dt = v - t\n', 'dL/dt', 't - v'],
    ['turns a difference in brackets', 'L = (x - t)^2/2\ndL/dt = (x - t)\n', 'dL/dt', 't - x'],
    ['turns a difference of products', 'y = a*x - b*x^2\ndy/dx = 2*b*x - a\n', 'dy/dx', 'a - 2*b*x'],
    ['turns a longer sum', 'y = a*x - b*x - c*x^2\ndy/dx = b - a + 2*c*x\n', 'dy/dx', '2*c*x'],
    [
      'turns a product of brackets',
      'L = (t - y)^2*(1 - x)\ndL/dy = (t - y)*2*(1 - x)\n',
      'dL/dy',
      '(1 - x)\n',
    ],
    ['takes a sign away', 'y = cos(x)\nz = y*x\ndz/dy = -x\n', 'dz/dy', 'dz/dy = x\n'],
    ['takes the sign of a quotient away', 'y = a*log(x)/b^2\ndy/dx = -a/(x*b^2)\n', 'dy/dx', '= a/(x*b^2)\n'],
    ['puts a sign', 'h = atan(u/v)\ndh/dv = u/(u^2 + v^2)\n', 'dh/dv', 'dh/dv = -u/(u^2 + v^2)\n'],
    [
      'keeps the words of the claim',
      'z : R^5\ny in simplex\ny : R^5\np = softmax(z)\nL = -sum(y .* log(p))\ndL/dz = y - p\n',
      'dL/dz',
      'dL/dz = p - y\n',
    ],
    ['fills in what is asked', 'f = x^2*sin(y)\ndf/dy = ?\n', '?', 'df/dy = x^2*cos(y)\n'],
    ['fills in arrays', 'W : 3x4\nL = sum(W*x)\ndL/dx = ? # here\n', 'dL/dx', 'here\n'],
    [
      'spells no open size out',
      'X : N x 4\nJ = mean(X*w)\ndJ/dw = sum(X, axis=0)/3\n',
      'dJ/dw',
      'dJ/dw = sum(X, axis=0)/N\n',
    ],
    ['offers no bound', BOUNDS, 'z > 0', undefined],
    ['holds for all sizes', 'x : R^n\nJ = sum(x.^2)/2\ndJ/dx = 2*x\n', 'dJ/dx', 'dJ/dx = x\n'],
    ['answers for no single size', 'X : N x 4\nJ = mean(X*w)\ndJ/dw = ?\n', '?', undefined],
    ['fills in nothing that cannot be said', 'W : 3x2\nx : R^3\nh = W*x\ndh/dx = ?\n', '?', undefined],
  ];
  it.each(repairs)('%s', async (_what, text, at, expected) => {
    const after = await repaired(text, at);
    if (expected === undefined) expect(after).toBeUndefined();
    else {
      expect(after).toContain(expected);
      const { counts, diagnostics } = await check(after!);
      expect([counts.disagree, diagnostics]).toEqual([0, []]);
    }
  });

  it('is written into the string of a network', async () => {
    const text = '{ "nodes": { "y": "x^2" }, "claims": ["dy/dx = ?"] }';
    expect(await repaired(text, '?', 'a.nabla.json')).toBe(
      '{ "nodes": { "y": "x^2" }, "claims": ["dy/dx = 2*x"] }',
    );
  });
});

describe('a hover', () => {
  const at = async (text: string, piece: string): Promise<string> => {
    const options = { settings: DEFAULT_SETTINGS, dark: false };
    return (await hover(await check(text), text.indexOf(piece), options))?.markdown ?? '';
  };

  it('on a wrong claim tells the numbers once, in the evidence', async () => {
    const text = await at('x = 2\ny = x^2\ndy/dx = 3*x\n', 'dy/dx');
    expect(text).toMatch(/^\*\*✗ disagrees\*\*\n/);
    expect(text).toContain('| `the given values` | `4` | `6` | different |');
    expect(text).toContain('a difference quotient supports the computed derivative');
  });

  it('on a right claim says to how many digits', async () => {
    expect(await at('y = x^2\ndy/dx = 2*x\n', 'dy/dx')).toMatch(/^\*\*✓ agrees\*\* · .* digits/);
  });
});

describe('hints', () => {
  it('show shapes as a sheet declares them', async () => {
    const checked = await check("W : 4x3\nh = W*x\nO = h*x'\n");
    expect(hints(checked, DEFAULT_SETTINGS).map(({ text }) => text)).toEqual([': R^4', ': R^3', ': 4×3']);
  });
});

describe('lenses', () => {
  it('count lines that could not be read', async () => {
    const checked = await check('y = x^2\ndy/dx = 2*x\ndy/dx = ) 3\n---\nz = w +* 2\n');
    expect(lenses(checked).map(({ title }) => title)).toEqual([
      '✓ 1 right  ? 1 open',
      'Show graph',
      '? 1 open',
      'Show graph',
    ]);
  });
});

describe('the graph', () => {
  it('has the definitions as they are written', async () => {
    const checked = await check("W : 2x3\nδ = W*x\nL = 1/2*sum((δ\n  - t)^2) + a'*x\n");
    const nodes = graphView(checked)!.nodes.filter(({ kind }) => kind === 'definition');
    expect(nodes.map(({ expression }) => expression)).toEqual(['W*x', "1/2*sum((δ - t)^2) + a'*x"]);
  });
});

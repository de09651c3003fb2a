import { describe, expect, it } from 'vitest';
import type { CheckedDocument, DerivationSteps } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, derivationAt } from '../../../src/service/service';

async function check(text: string, path: string): Promise<CheckedDocument> {
  const checked = await checkDocument({ path, language: '', text }, { settings: DEFAULT_SETTINGS });
  if (checked === undefined) throw new Error('The check was cancelled.');
  return checked;
}

async function stepsAt(text: string, at: string, path = 'a.nabla'): Promise<DerivationSteps> {
  const steps = derivationAt(await check(text, path), text.indexOf(at));
  if ('message' in steps) throw new Error(steps.message);
  return steps;
}

/** Everything that a text claims agrees, and nothing of it is unread. */
async function expectAgreement(text: string, path: string, claims: number): Promise<void> {
  const { counts } = await check(text, path);
  expect([counts, text]).toEqual([{ agree: claims, disagree: 0, inconclusive: 0, unread: 0 }, text]);
}

interface Case {
  readonly what: string;
  readonly path?: string;
  readonly text: string;
  readonly at: string;
  /** The lines below the statement; undefined where nothing can be inserted. */
  readonly inserted: readonly string[] | undefined;
  /** How many claims the document has with them. */
  readonly claims?: number;
}

const LAYER = 'W : 3x2\nx : R^2\nh = tanh(W*x)\nL = sum((h - t).^2)/2\n';

const CASES: readonly Case[] = [
  {
    what: 'two paths',
    text: 'a = 2\nb = 1\nc = a + b\nd = b + 1\ne = c*d\n∂e/∂b = d + c\n',
    at: '∂e/∂b',
    inserted: [
      '∂e/∂b = ∂e/∂c*∂c/∂b + ∂e/∂d*∂d/∂b',
      '∂e/∂d = c',
      '∂e/∂c = d',
      '∂e/∂b = ∂e/∂c + ∂e/∂d',
      '∂e/∂b = c + d',
    ],
    claims: 6,
  },
  {
    what: 'a layer',
    text: `${LAYER}dL/dW = ((h - t) .* (1 - h.^2))*x'\n`,
    at: 'dL/dW',
    inserted: ['dL/dh = h - t', "dL/dW = dL/dh .* (1 - h.^2)*x'", "dL/dW = (h - t) .* (1 - h.^2)*x'"],
    claims: 4,
  },
  {
    what: 'a question',
    text: 'z = w*x\ny = sigmoid(z)\nL = (y - t)^2\ndL/dw = ?\n',
    at: 'dL/dw',
    inserted: [
      'dL/dw = dL/dy*dy/dz*dz/dw',
      'dL/dy = 2*(y - t)',
      'dL/dz = dL/dy*y*(1 - y)',
      'dL/dw = dL/dz*x',
      'dL/dw = 2*(y - t)*y*(1 - y)*x',
    ],
    claims: 5,
  },
  {
    what: 'a wrong claim, by the cursor behind it',
    text: 'h = x^2\nL = h^3 # here\ndL/dx = 3*h^2 # a mistake\n',
    at: '# a mistake',
    inserted: ['dL/dx = dL/dh*dh/dx', 'dL/dh = 3*h^2', 'dL/dx = 2*dL/dh*x', 'dL/dx = 6*h^2*x'],
  },
  {
    what: 'a name, by its definition',
    text: 'h = x^2\nL = h^3\n',
    at: 'h = x',
    inserted: ['dL/dh = 3*h^2'],
    claims: 1,
  },
  {
    what: 'a comment of a program',
    path: 'a.py',
    text: 'def f():\n    # @grad\n    # h = x^2\n    # L = exp(h)\n    # dL/dx = 2*x*L\n    pass\n',
    at: 'dL/dx',
    inserted: ['dL/dx = dL/dh*dh/dx', 'dL/dh = L', 'dL/dx = 2*dL/dh*x', 'dL/dx = 2*L*x'],
    claims: 5,
  },
  {
    what: 'a fence in Markdown, with line breaks of Windows',
    path: 'a.md',
    text: '# A\r\n```nabla\r\nL = x^2*y\r\ndL/dx = 2*x*y\r\n```\r\n',
    at: 'dL/dx',
    inserted: ['dL/dx = 2*y*x'],
    claims: 2,
  },
  {
    what: 'a comment that ends on its line',
    path: 'a.c',
    text: '/* @grad L = x^2*y; dL/dx = 2*x*y */\n',
    at: 'dL/dx',
    inserted: undefined,
  },
  {
    what: 'a gutter',
    path: 'a.c',
    text: '/*\n * @grad\n * h = 2*x\n * L = h^2\n * dL/dx = ?\n */\n',
    at: 'dL/dx',
    inserted: ['dL/dx = dL/dh*dh/dx', 'dL/dh = 2*h', 'dL/dx = 2*dL/dh', 'dL/dx = 4*h'],
    claims: 4,
  },
  {
    what: 'a function',
    text: 'f(x, y) = x^2*y\ndf/dx = ?\n',
    at: 'df/dx',
    inserted: ['df/dx = 2*y*x'],
    claims: 1,
  },
  {
    what: 'an upstream gradient',
    text: 'W : 3x4\nz = W*x\nh = relu(z)\ngiven dL/dh\ndL/dx = ?\n',
    at: 'dL/dx',
    inserted: ['dL/dz = dL/dh .* step(z)', "dL/dx = W'*dL/dz", "dL/dx = W'*(dL/dh .* step(z))"],
    claims: 3,
  },
  {
    what: 'a network',
    path: 'a.nabla.json',
    text: '{ "nodes": { "h": "x^2", "L": "sin(h)" }, "claims": ["dL/dx = 2*x*cos(h)"] }',
    at: 'dL/dx',
    inserted: undefined,
  },
];

describe('the steps to a derivative', () => {
  it.each(CASES)('for $what', async ({ path = 'a.nabla', text, at, inserted, claims }) => {
    const { insertion, sheet, latex, markdown } = await stepsAt(text, at, path);
    const written = insertion?.text
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.replace(/^[\s#*]*/, ''));
    expect(written).toEqual(inserted);
    if (insertion !== undefined && claims !== undefined) {
      const after = text.slice(0, insertion.offset) + insertion.text + text.slice(insertion.offset);
      await expectAgreement(after, path, claims);
    }
    expect(sheet).toBeDefined();
    await expectAgreement(sheet!, 'steps.nabla', sheet!.split('\n\n')[1]!.trim().split('\n').length);
    expect(latex).toMatch(/^\\begin\{align\}\n\\frac.*\\end\{align\}\n$/s);
    expect(markdown).toContain('```nabla\n# ');
    // A note shows the same lines as formulas, which are read as well.
    const { counts } = await check(markdown, 'note.md');
    const lines = sheet!.split('\n\n')[1]!.trim().split('\n').length;
    expect(counts.agree).toBeGreaterThanOrEqual(lines);
    expect([counts.disagree, counts.unread, markdown]).toEqual([0, 0, markdown]);
  });

  it.each([
    ['a derivative of an array', 'x : R^3\nh = 2*x\ndh/dx = ?\n', 'dh/dx', /array/],
    ['a derivative that is 0', 'L = y^2\nz = x\ndL/dx = 0\n', 'dL/dx', /no path/],
    ['a place without a derivative', '# nothing\n\nL = y^2\n', '# nothing', /no derivative here/],
  ])('do not exist for %s', async (_what, text, at, reason) => {
    const steps = derivationAt(await check(text, 'a.nabla'), text.indexOf(at));
    expect('message' in steps ? steps.message : steps.latex).toMatch(reason);
  });
});

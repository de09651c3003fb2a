import { describe, expect, it } from 'vitest';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, fixesAt } from '../../../src/service/service';

async function check(text: string, path: string): Promise<CheckedDocument> {
  const checked = await checkDocument({ path, language: '', text }, { settings: DEFAULT_SETTINGS });
  if (checked === undefined) throw new Error('The check was cancelled.');
  return checked;
}

interface Case {
  readonly what: string;
  readonly path: string;
  readonly text: string;
  /** The document after the first fix of its last claim or question. */
  readonly after: string;
}

const network = (claim: string): string =>
  `{ "nodes": { "A": "3x3", "x": "R^3", "h": "A*x", "L": "sum(h.^2)" }, "claims": ["${claim}"] }`;

const CASES: readonly Case[] = [
  {
    what: 'a function in TeX',
    path: 'a.md',
    text: 'Let $y = x^2 \\sin x$. Then\n\n$$\\frac{dy}{dx} = 2x \\cos x + x^2 \\cos x$$\n',
    after: 'Let $y = x^2 \\sin x$. Then\n\n$$\\frac{dy}{dx} = 2x \\sin(x) + x^2 \\cos x$$\n',
  },
  {
    what: 'an exponent in TeX',
    path: 'a.md',
    text: '$$g = e^{-x^2/2}, \\qquad \\frac{dg}{dx} = -x^2 e^{-x^2/2}$$\n',
    after: '$$g = e^{-x^2/2}, \\qquad \\frac{dg}{dx} = -x e^{-x^2/2}$$\n',
  },
  {
    what: 'the quotient rule below a fraction bar',
    path: 'a.md',
    text: '$$u = \\frac{\\ln x}{x}, \\qquad \\frac{du}{dx} = \\frac{1 + \\ln x}{x^2}$$\n',
    after: '$$u = \\frac{\\ln x}{x}, \\qquad \\frac{du}{dx} = \\frac{1 - \\ln(x)}{x^2}$$\n',
  },
  {
    what: 'a factor around a sum in TeX',
    path: 'a.md',
    text: '$$L = \\frac{1}{2}(w x - t)^2, \\qquad \\frac{\\partial L}{\\partial w} = w x - t$$\n',
    after: '$$L = \\frac{1}{2}(w x - t)^2, \\qquad \\frac{\\partial L}{\\partial w} = (w x - t) x$$\n',
  },
  {
    what: 'a product whose bracket looks like an argument',
    path: 'a.nabla',
    text: 'L = (w*x - t)^2\ndL/dx = w(w*x - t)\n',
    after: 'L = (w*x - t)^2\ndL/dx = 2*w(w*x - t)\n',
  },
  {
    what: 'a network',
    path: 'a.nabla.json',
    text: '{ "nodes": { "h": "x^2", "L": "sin(h)" }, "claims": ["dL/dx \\u003d 2*x*sin(h)"] }',
    after: '{ "nodes": { "h": "x^2", "L": "sin(h)" }, "claims": ["dL/dx \\u003d 2*x*cos(h)"] }',
  },
];

describe('a fix is written in the notation of its place', () => {
  it.each(CASES)('$what', async ({ path, text, after }) => {
    const checked = await check(text, path);
    const claim = checked.claims.at(-1)!;
    expect(claim.verdict.kind).toBe('disagree');
    const [fix] = fixesAt(checked, claim.span);
    const mended = text.slice(0, fix!.span.start) + fix!.text + text.slice(fix!.span.end);
    expect(mended).toBe(after);
    const again = await check(mended, path);
    expect(again.claims.at(-1)!.verdict.kind).toBe('agree');
    for (const other of fixesAt(checked, claim.span)) {
      const changed = text.slice(0, other.span.start) + other.text + text.slice(other.span.end);
      expect([changed, (await check(changed, path)).counts.disagree]).toEqual([changed, 0]);
    }
  });

  it('with quotes escaped in a network', async () => {
    const text = network('dL/dA = einsum(\\"i,j->ij\\", h, x)');
    const checked = await check(text, 'a.nabla.json');
    for (const fix of fixesAt(checked, checked.claims[0]!.span)) {
      const mended = text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end);
      expect(() => JSON.parse(mended)).not.toThrow();
      expect((await check(mended, 'a.nabla.json')).counts.agree).toBe(1);
    }
  });

  it('in a document of more than forty thousand characters', async () => {
    const text = `${'# A remark that says nothing.\n'.repeat(2000)}y = sin(x)\ndy/dx = sin(x)\n`;
    const checked = await check(text, 'a.nabla');
    const [fix] = fixesAt(checked, checked.claims[0]!.span);
    expect(text.slice(0, fix!.span.start) + fix!.text + text.slice(fix!.span.end)).toBe(
      text.replace('dy/dx = sin(x)', 'dy/dx = cos(x)'),
    );
  });
});

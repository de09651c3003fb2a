import { describe, expect, it } from 'vitest';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, fixAll, fixesAt } from '../../../src/service/service';

async function check(text: string, path = 'a.nabla'): Promise<CheckedDocument> {
  const checked = await checkDocument({ path, language: '', text }, { settings: DEFAULT_SETTINGS });
  if (checked === undefined) throw new Error('The check was cancelled.');
  return checked;
}

/** The document with fixes applied, from the last to the first. */
const apply = (
  text: string,
  fixes: readonly { span: { start: number; end: number }; text: string }[],
): string =>
  [...fixes]
    .reverse()
    .reduce((at, fix) => at.slice(0, fix.span.start) + fix.text + at.slice(fix.span.end), text);

describe('fix all', () => {
  const TEXT =
    'y = x^2\nz = sin(x)*y\ndy/dx = 3*x\ndz/dx = cos(x)\ndz/dy = ?\ndy/dx = 2*x\n---\nL = exp(2*t)\ndL/dt = exp(2*t)\n';

  it('repairs every wrong claim and answers every question, and the result is right', async () => {
    const fixes = fixAll(await check(TEXT));
    expect(fixes.map(({ before }) => before)).toEqual([
      'dy/dx = 3*x',
      'dz/dx = cos(x)',
      'dz/dy = ?',
      'dL/dt = exp(2*t)',
    ]);
    const { counts } = await check(
      apply(
        TEXT,
        fixes.map(({ fix }) => fix),
      ),
    );
    expect(counts).toEqual({ agree: 5, disagree: 0, inconclusive: 0, unread: 0 });
  });

  it('makes the chosen ones', async () => {
    const fixes = fixAll(await check(TEXT), [0, 3]);
    expect(fixes.map(({ after }) => after)).toEqual([
      'dy/dx = 2*x',
      expect.stringMatching(/^dL\/dt = .*2.*exp/),
    ]);
    const { counts } = await check(
      apply(
        TEXT,
        fixes.map(({ fix }) => fix),
      ),
    );
    expect([counts.agree, counts.disagree]).toEqual([3, 1]);
  });

  it('leaves a chain of equalities right, or as it was', async () => {
    const text = 'y = x^2 + x\ndy/dx = 2*x + 2 = 2*(x + 3)\n';
    const fixes = fixAll(await check(text));
    const { counts } = await check(
      apply(
        text,
        fixes.map(({ fix }) => fix),
      ),
    );
    const before = (await check(text)).counts;
    expect(counts.disagree).toBeLessThan(before.disagree);
  });

  it('has nothing to do where nothing is wrong', async () => {
    expect(fixAll(await check('y = x^2\ndy/dx = 2*x\n'))).toEqual([]);
  });
});

describe('a declaration', () => {
  const cases: readonly [what: string, text: string, at: string, title: RegExp | undefined, path?: string][] =
    [
      [
        'of a shape that was guessed',
        'h = W*x + b\nL = sum(h)\ndL/dx = W*1\n',
        'dL/dx',
        /Declare x, W, b : R, with which this claim agrees/,
      ],
      [
        'of a name that nothing else speaks of',
        'y = x^2\ndy/dx = 2*x*q\n',
        'dy/dx',
        /Declare q : R, with which this claim is wrong/,
      ],
      ['in a comment', '# @grad\n# y = x^2\n# dy/dx = 2*x*q\n', 'dy/dx', /Declare q : R/, 'a.py'],
      ['on a line of several statements', 'y = x^2; dy/dx = 2*x*q\n', 'dy/dx', /Declare q : R/],
      ['is not offered for right claims', 'y = x^2\ndy/dx = 2*x\n', 'dy/dx', undefined],
      ['is not offered where it settles nothing', 'y = f(x)\ndu/dx = 3\n', 'du/dx', undefined],
    ];
  it.each(cases)('%s', async (_what, text, at, title, path) => {
    const start = text.indexOf(at);
    const fixes = fixesAt(await check(text, path), { start, end: start }).filter((fix) =>
      fix.title.startsWith('Declare'),
    );
    if (title === undefined) return expect(fixes).toEqual([]);
    expect(fixes[0]?.title).toMatch(title);
    for (const fix of fixes) {
      const { counts } = await check(apply(text, [fix]), path);
      expect(counts).toMatchObject({ inconclusive: 0, unread: 0 });
    }
  });
});

describe('a claim in another layout', () => {
  it('has a hint, and a fix that transposes it', async () => {
    const text = "A : 2x3\nx : R^3\nL = sum(A*x)\ndL/dA = x*ones(2)'\n";
    const checked = await check(text);
    expect(checked.diagnostics).toMatchObject([{ severity: 'hint', code: 'agree-layout' }]);
    const [fix] = fixesAt(checked, checked.claims[0]!.span);
    expect(fix?.title).toBe("Transpose: (x*ones(2)')'");
    const after = await check(apply(text, [fix!]));
    expect([after.claims[0]!.verdict.code, after.diagnostics]).toEqual(['agree', []]);
  });

  it.each([
    ['agree-partial', 'c = 2*b\ne = b*c\nde/db = c\n'],
    ['agree-reading', 'A : 3x3\nL = sum(A^2)\ndL/dA = 2*A\n'],
  ])('%s has a hint', async (code, text) => {
    const { diagnostics, claims } = await check(text);
    expect(claims.map(({ verdict }) => verdict.code)).toEqual([code]);
    expect(diagnostics).toMatchObject([{ severity: 'hint', code }]);
  });
});

describe('a question is answered', () => {
  const cases: readonly [what: string, path: string, text: string, answered: string][] = [
    ['in a fence of Markdown', 'a.md', '```nabla\ny = x^2\ndy/dx = ?\n```\n', 'dy/dx = 2*x\n```'],
    ['in a comment', 'a.py', '# @grad\n# y = sin(x)\n# dy/dx = ?\n', '# dy/dx = cos(x)\n'],
    ['in a gutter', 'a.c', '/*\n * @grad\n * y = x^2\n * dy/dx = ? */\n', ' * dy/dx = 2*x */'],
    ['in a directive', 'a.md', '<!-- @grad y = x^2; dy/dx = ? -->\n', 'dy/dx = 2*x -->'],
    ['in a network', 'a.nabla.json', '{ "nodes": { "y": "x^2" }, "claims": ["dy/dx = ?"] }', '"dy/dx = 2*x"'],
    ['with the sign of a partial derivative', 'a.nabla', 'y = x^2*w\n∂y/∂x = ?\n', '∂y/∂x = 2*w*x'],
    ['as a gradient', 'a.nabla', 'x : R^3\ny = sum(x.^2)\n∇y = ?\n', '∇y = 2*x'],
    ['of a call', 'a.nabla', 'y = x^3\ngrad(y, x) = ?\n', 'grad(y, x) = 3*x^2'],
  ];
  it.each(cases)('%s', async (_what, path, text, answered) => {
    const at = text.indexOf('?');
    const [fix] = fixesAt(await check(text, path), { start: at, end: at });
    expect(fix).toBeDefined();
    const after = apply(text, [fix!]);
    expect(after).toContain(answered);
    expect((await check(after, path)).counts).toEqual({ agree: 1, disagree: 0, inconclusive: 0, unread: 0 });
  });

  it.each([
    ['y = x^2\ny = ?\n', 'y'],
    ['w = [1, -2]\nnorm(w) = ?\n', 'norm(w)'],
  ])('%j asks for no derivative', async (text, asked) => {
    const at = text.indexOf('?');
    const checked = await check(text);
    expect(fixesAt(checked, { start: at, end: at })).toEqual([]);
    expect(checked.diagnostics.map(({ message }) => message)).toEqual([
      `${asked} is no derivative, and cannot be written more simply. Ask for one, as in \`dL/dx = ?\`.`,
    ]);
  });
});

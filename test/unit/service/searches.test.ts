import { describe, expect, it } from 'vitest';
import { booksOf, type JudgedClaim } from '../../../src/service/checked';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, fixAll, fixesAt, hover } from '../../../src/service/service';

async function check(text: string): Promise<CheckedDocument & { readonly judged: readonly JudgedClaim[] }> {
  const document = { path: 'a.nabla', language: 'nabla', text };
  const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS });
  if (checked === undefined) throw new Error('The check was cancelled.');
  return { ...checked, judged: booksOf(checked).flatMap(({ judged }) => judged) };
}

const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

const WRONG: readonly (readonly [what: string, text: string, claims: number])[] = [
  [
    'scalar claims',
    times(300, (i) => `y${i} = x^2*sin(${i + 2}*x)\ndy${i}/dx = sin(x)*x^7 + ${i}*exp(x)\n`),
    300,
  ],
  [
    'a chain of definitions',
    `z0 = tanh(w*x)\n${times(60, (i) => `z${i + 1} = tanh(w*z${i})\n`)}L = z60^2\n${times(60, (i) => `dL/dz${59 - i} = dL/dz${60 - i}*(1 - z${60 - i}^2)\n`)}`,
    60,
  ],
  [
    'array claims',
    times(
      60,
      (i) =>
        `A${i} : 3x3\nx${i} : R^3\nL${i} = sum((A${i}*x${i}).^2)\ndL${i}/dA${i} = exp(A${i}) .* (x${i}.^3)'\n`,
    ),
    60,
  ],
];

const LEFT_ASIDE = 'because many claims of this document are wrong';

describe('a document of many wrong claims', () => {
  it.each(WRONG)(
    'of %s: the first are searched whole, later ones less',
    async (_what, text, claims) => {
      const { judged, counts } = await check(text);
      expect(counts.disagree).toBe(claims);
      expect(judged[0]!.unsearched).toBeUndefined();
      const first = judged.findIndex(({ unsearched }) => unsearched !== undefined);
      expect(first).toBeGreaterThan(0);
      for (const { unsearched, verdict } of judged) {
        const said = verdict.notes.some((note) => note.includes(LEFT_ASIDE));
        if (unsearched === undefined) expect(said).toBe(false);
        else expect(said || (verdict.diagnoses?.length ?? 0) > 0).toBe(true);
      }
    },
    120_000,
  );

  it('is told the same each time', async () => {
    const [, text] = WRONG[2]!;
    const [a, b] = [await check(text), await check(text)];
    expect(a.judged.map(({ verdict }) => verdict.notes)).toEqual(
      b.judged.map(({ verdict }) => verdict.notes),
    );
  }, 120_000);

  it('has the whole search where it is asked for', async () => {
    const filler = WRONG[0]![1];
    const text = `${filler}u = sin(3*v) + v\ndu/dv = 3*sin(3*v) + 1\n`;
    const checked = await check(text);
    const last = checked.judged.at(-1)!;
    expect(last.unsearched).toBeDefined();
    expect(last.report.fixes).toEqual([]);
    const [fix] = fixesAt(checked, last.claim.span);
    expect(fix?.text).toBe('cos');
    const shown = await hover(checked, last.claim.span.start, { settings: DEFAULT_SETTINGS, dark: false });
    expect(shown?.markdown).toContain('should be');
    expect(shown?.markdown).not.toContain(LEFT_ASIDE);
  }, 120_000);

  it('is mended by fix all, as far as one search goes', async () => {
    const text = times(150, (i) => `y${i} = sin(${i + 2}*x)\ndy${i}/dx = ${i + 2}*sin(${i + 2}*x)\n`);
    const checked = await check(text);
    const fixes = fixAll(checked);
    expect(fixes.length).toBeGreaterThanOrEqual(100);
  }, 120_000);
});

describe('the evidence in a hover', () => {
  it('lists the points of a small claim, and is the same the next time', async () => {
    const text = 'y = x^2\ndy/dx = 3*x\n';
    const checked = await check(text);
    const options = { settings: DEFAULT_SETTINGS, dark: false };
    const [one, two] = [await hover(checked, 10, options), await hover(checked, 10, options)];
    expect(one?.markdown).toContain('| point | computed | claimed | |');
    expect(two).toEqual(one);
  });

  it('is what the verdict has where judging again would be dear', async () => {
    const text = 'A : 150x150\nB : 150x150\nf = sum((A*B).^2)/2\ndf/dA = (A*B)*B\n';
    const checked = await check(text);
    expect(checked.counts.disagree).toBe(1);
    const shown = await hover(checked, text.indexOf('df/dA'), { settings: DEFAULT_SETTINGS, dark: false });
    expect(shown?.markdown).toMatch(/read as: .*\n- \d+ points?/);
    expect(shown?.markdown).not.toContain('| point |');
  }, 60_000);
});

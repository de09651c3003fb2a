import { describe, expect, test } from 'vitest';
import { extract } from '../../../src/core/extract/extract';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, coverage, hints } from '../../../src/service/service';

/**
 * Documents of prose that are huge, broken or meant to harm. None of these tests looks at a clock: work is bounded by budgets, and
 * what is not would not end within the time of a test.
 */

const settings = DEFAULT_SETTINGS;

const times = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join('');

async function check(path: string, text: string): Promise<CheckedDocument> {
  const checked = (await checkDocument({ path, language: '', text }, { settings }))!;
  for (const { span } of [...checked.claims, ...checked.diagnostics, ...checked.sheets]) {
    expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
  }
  for (const { offset } of hints(checked, settings)) expect(0 <= offset && offset <= text.length).toBe(true);
  expect(checked.claims.filter(({ verdict }) => verdict.code === 'internal')).toEqual([]);
  return checked;
}

/** The claims with their verdicts, and why formulas were not read. */
async function told(path: string, text: string): Promise<readonly string[]> {
  const checked = await check(path, text);
  const claims = checked.claims.map(
    ({ span, verdict }) => `${text.slice(span.start, span.end)} ${verdict.kind}`,
  );
  coverage(checked);
  const unread = checked.claims.flatMap(({ verdict: { kind, message } }) =>
    kind === 'unread' ? message : [],
  );
  return [...claims, ...new Set(unread)];
}

const RIGHT = "$f(x) = x^3$ has $f'(x) = 3x^2$.\n\n";
const RIGHT_CLAIM = "f'(x) = 3x^2 agree";

describe('what is broken takes nothing else with it', () => {
  test.each([
    ['a dollar that is never closed', 'It costs $x = 3 and more.'],
    ['two dollars that are never closed', 'So $$\\frac{1}{2'],
    ['brackets that are never closed', 'So \\(x and \\[y'],
    ['an environment that is never closed', 'So \\begin{align} x &= y'],
    ['braces that are never closed', 'So $\\frac{1{2$ and ${{{x$.'],
    ['braces that are never opened', 'So $x}}}$ and $\\frac}1{2$.'],
    ['brackets that cross', 'So $\\left( [a \\right) ] + \\{ b$.'],
    ['environments that cross', '$$\\begin{aligned} a &= \\begin{pmatrix} b \\end{aligned} \\end{pmatrix}$$'],
    ['commands that nobody knows', 'So $\\foo{\\bar[x]} \\baz = \\qux$.'],
    ['a comment that is never closed', '<!-- and'],
    ['text from right to left', 'שלום $\u202ex = 1\u202c$ עולם \u200f$y = 2$\u200e مرحبا'],
    ['half of a surrogate pair', 'So $\ud800 = \udc00$ \ud800'],
  ])('%s', async (_, broken) => {
    for (const path of ['a.md', 'a.tex']) {
      expect(await told(path, `${RIGHT}${broken}\n`)).toContain(RIGHT_CLAIM);
      expect(await told(path, `${RIGHT}${broken}\n\n${RIGHT}`)).toContain(RIGHT_CLAIM);
    }
  });
  test('line ends of all kinds', async () => {
    const text = "Let $f(x) = x^3$.\r\rThen\n$$\r\nf'(x) =\r3x^2\n$$\r\n\r\nand $f'(x) = 4x^2$.\n\r";
    expect(await told('a.md', text)).toEqual(["f'(x) =\r3x^2 agree", "f'(x) = 4x^2 disagree"]);
  });
  test('formulas in headings', async () => {
    const text =
      "# On $f(x) = x^3$\n\nSo $f'(x) = 3x^2$.\n\n## Then $f'(x) = 4x^2$\n\nTitle $f'(x) = 3x^2$\n-----\n";
    expect(await told('a.md', text)).toEqual([RIGHT_CLAIM, "f'(x) = 4x^2 disagree", RIGHT_CLAIM]);
    const latex = text
      .replace(/^# (.*)$/gm, '\\section{$1}')
      .replace(/^## (.*)$/gm, '\\subsection{$1}')
      .replace('-----\n', '');
    expect(await told('a.tex', latex)).toEqual([RIGHT_CLAIM, "f'(x) = 4x^2 disagree", RIGHT_CLAIM]);
  });
});

describe('macros', () => {
  test.each([
    ['that expands to itself', '\\newcommand{\\a}{\\a}', '\\a'],
    ['that expands to more of itself', '\\newcommand{\\a}[1]{\\a{#1#1}\\a{#1}}', '\\a{x}'],
    [
      'that doubles each time',
      times(60, (i) => `\\newcommand{\\m${'i'.repeat(i + 1)}}{\\m${'i'.repeat(i)} \\m${'i'.repeat(i)}}`),
      `\\m${'i'.repeat(60)}`,
    ],
    ['of two that expand to each other', '\\def\\a{\\b}\\def\\b{\\a}', '\\a'],
    ['that is its own argument', '\\newcommand{\\a}[1]{#1}', `${'\\a{'.repeat(3000)}x${'}'.repeat(3000)}`],
  ])('%s', async (_, definitions, use) => {
    for (const path of ['a.md', 'a.tex']) {
      const text = `$${definitions}$\n\n${RIGHT}So $y = ${use}$, and $dy/dx = ${use}$.\n`;
      expect(await told(path, text)).toContain(RIGHT_CLAIM);
    }
  });
  test('that have no end say so', async () => {
    const said = await told('a.md', `$\\newcommand{\\a}{\\a x}$\n\nSo $y = \\a$.\n`);
    expect(said.join()).toMatch(/macro/i);
  });
});

describe('what is nested without end says so', () => {
  test.each([
    ['fractions', '\\frac{1}{1+', '}'],
    ['powers', 'x^{', '}'],
    ['brackets', '\\left(', '\\right)'],
    ['braces', '{', '}'],
  ])('%s', async (_, open, close) => {
    const formula = `y = ${open.repeat(10_000)}x${close.repeat(10_000)}`;
    for (const path of ['a.md', 'a.tex']) {
      const said = await told(path, `$${formula}$\n\n${RIGHT}`);
      expect(said).toContain(RIGHT_CLAIM);
      expect(said.join()).toContain('nested too deeply');
      expect((await told(path, `$${formula}$\n`)).join()).toContain('nested too deeply');
    }
  });
  test('quotes, lists and fences', async () => {
    for (const open of ['> ', '- ', '1. ', ':::{note}\n', '````{note}\n', '<div>\n']) {
      const text = `${RIGHT}${open.repeat(5000)}$f'(x) = 3x^2$\n`;
      expect(await told('a.md', text)).toContain(RIGHT_CLAIM);
    }
  });
});

const WORDS = 'The words of a long text that goes on for a while and says nothing that anybody could check. ';

describe('large documents', () => {
  test('of ten megabytes without a formula', async () => {
    const text = times(110_000, (i) => WORDS + (i % 5 === 0 ? '\n\n' : '\n'));
    expect(text.length).toBeGreaterThan(10_000_000);
    for (const path of ['a.md', 'a.tex', 'a.html', 'a.rst', 'a.adoc']) {
      expect((await check(path, text)).claims).toEqual([]);
    }
    expect(await told('a.md', RIGHT + text)).toEqual([RIGHT_CLAIM]);
  });
  test('of ten megabytes with fifty thousand formulas', () => {
    const text = times(
      50_000,
      (i) => `${WORDS}${WORDS}We need $x_{${i}} + 1$ here.${i % 5 === 0 ? '\n\n' : '\n'}`,
    );
    expect(text.length).toBeGreaterThan(10_000_000);
    for (const path of ['a.md', 'a.tex']) {
      const { sheets } = extract({ path, language: '', text });
      expect(sheets.map(({ fragments }) => fragments.length)).toEqual([50_000]);
    }
  });
  test('of one line of five megabytes', async () => {
    const text =
      RIGHT.trimEnd() +
      times(30_000, () => ` ${WORDS}It costs $5 or \`$x$\` <b>more</b>.`) +
      times(25_000, () => WORDS);
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(text).not.toContain('\n');
    expect(await told('a.md', `${text} ${RIGHT}`)).toEqual([RIGHT_CLAIM, 'f(x) = x^3 agree', RIGHT_CLAIM]);
  });
  test('of thousands of headings', async () => {
    const text = RIGHT + times(2000, (i) => `${'#'.repeat(1 + (i % 6))} Heading $h_{${i}}$\n\nwords\n\n`);
    expect(await told('a.md', text)).toEqual([RIGHT_CLAIM]);
    const claims = times(
      200,
      (i) =>
        `${'#'.repeat(1 + (i % 3))} Heading ${i}\n\n$g(x) = x^2$ has $g'(x) = ${i === 100 ? 3 : 2}x$.\n\n`,
    );
    const { counts } = await check('a.md', claims);
    expect(counts).toMatchObject({ agree: expect.any(Number), disagree: 1, unread: 0 });
    expect(counts.agree).toBeGreaterThanOrEqual(199);
  });
  test('of a section with thousands of definitions', async () => {
    const text = `# A\n\n${times(3000, (i) => `$y_{${i}} = x^2 + ${i}$.\n\n`)}$\\frac{dy_{7}}{dx} = 2x$, $\\frac{dy_{2999}}{dx} = 3x$.\n`;
    expect(await told('a.md', text)).toEqual([
      '\\frac{dy_{7}}{dx} = 2x agree',
      '\\frac{dy_{2999}}{dx} = 3x disagree',
    ]);
  });
  test('of a section in which each definition rests on the one before', async () => {
    const text = `# A\n\n$z_0 = x$.\n\n${times(1500, (i) => `$z_{${i + 1}} = z_{${i}} + x$.\n\n`)}$\\frac{dz_{3}}{dx} = 4$, $\\frac{dz_{1500}}{dx} = 1501$.\n`;
    expect(await told('a.md', text)).toContain('\\frac{dz_{3}}{dx} = 4 agree');
  });
  test('of a section with two thousand claims', async () => {
    const text = `# A\n\n$f(x) = x^3$.\n\n${times(2000, (i) => `$f'(x) = ${i === 1000 ? 4 : 3}x^2$ and\n\n`)}`;
    expect((await check('a.md', text)).counts).toEqual({
      agree: 1999,
      disagree: 1,
      inconclusive: 0,
      unread: 0,
    });
  });
  test('of a section with hundreds of wrong claims', async () => {
    const text = `# A\n\n$f(x) = x^3$.\n\n${times(500, (i) => `$f'(x) = ${i + 4}x^2$ and\n\n`)}`;
    expect((await check('a.md', text)).counts).toMatchObject({ agree: 0, disagree: 500 });
  });
});

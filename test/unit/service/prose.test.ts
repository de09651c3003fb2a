import { describe, expect, test } from 'vitest';
import { lineIndex, positionAt } from '../../../src/core/text/lines';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, coverage, coverageReport, hover } from '../../../src/service/service';

/** Each formula of a Markdown text as it was read, with what became of it: `line role infix → verdicts`. */
async function check(text: string, expected: string): Promise<void> {
  const checked = await checkDocument(
    { path: 'notes.md', language: '', text },
    { settings: DEFAULT_SETTINGS },
  );
  const lines = lineIndex(text);
  const shown = coverage(checked!).formulas.flatMap(({ span, statements }) =>
    statements.map(({ role, infix, verdicts }) => {
      const outcome = verdicts.map(({ kind, code }) => (kind === 'agree' ? kind : code)).join(', ');
      return `${positionAt(lines, span.start).line + 1} ${role}${infix && ` ${infix}`}${outcome === '' ? '' : ` → ${outcome}`}`;
    }),
  );
  expect(shown.join('\n')).toBe(expected.trim().replaceAll(/^ +/gm, ''));
}

const diagnosticsOf = async (text: string): Promise<readonly string[]> => {
  const checked = await checkDocument(
    { path: 'notes.md', language: '', text },
    { settings: DEFAULT_SETTINGS },
  );
  return checked!.diagnostics.map(({ span, code }) => `${code} ${text.slice(span.start, span.end)}`);
};

describe('what was read of prose', () => {
  test('definitions, claims and expressions', () =>
    check(
      'Let $y = x^2$, with $x > 0$. Then $\\frac{dy}{dx} = 2x$, not $\\frac{dy}{dx} = 3x$; as $x$ grows so does $y$.\n',
      `1 definition y = x^2
       1 condition x > 0
       1 claim dy/dx = 2x → agree
       1 claim dy/dx = 3x → wrong-derivative
       1 expression x
       1 expression y`,
    ));
  test('what cannot be read is not left out', () =>
    check('We have $y = x^2$ and $\\frac{dy}{dx} = \\foo{x}$.\n', '1 definition y = x^2\n1 unread'));
});

describe('prose is told about its mistakes only', () => {
  test('a mistake', async () =>
    expect(await diagnosticsOf('$y = x^2$ has $\\frac{dy}{dx} = 3x$.\n')).toEqual(['wrong-derivative 3']));
  test('formulas that are not read, names that are not known', async () =>
    expect(
      await diagnosticsOf('$y = \\foo x$, $\\frac{dz}{dx} = 2u$, $u = $, $\\frac{du}{dx} = \\{$\n'),
    ).toEqual([]));
  test('a directive asks to be told more', async () =>
    expect(await diagnosticsOf('<!-- @grad y = x^2; dy/dx = 2*u -->\n')).toEqual([
      'unknown-name dy/dx = 2*u',
    ]));
});

describe('prose is not accused', () => {
  const inconclusive: readonly (readonly [title: string, text: string])[] = [
    [
      'where a name of the claim is said nowhere',
      'The loss is $L = (y - t)^2$, so $\\frac{dL}{dy} = 2\\kappa(y) - 7 \\rho$.\n',
    ],
    [
      'where the words around it may say that a matrix is symmetric',
      'With $A \\in \\mathbb{R}^{3 \\times 3}$, $x \\in \\mathbb{R}^3$ and $f = x^T A x$ we get $\\frac{\\partial f}{\\partial x} = 2 A x$.\n',
    ],
  ];
  test.each(inconclusive)('%s', async (_, text) => expect(await diagnosticsOf(text)).toEqual([]));
});

test('the report lists what has no verdict first, and escapes what Markdown would change', async () => {
  const text = "Let $y = |x|_1$ and $f(x) = x^2$, so $f'(x) = 2x$.\n";
  const checked = await checkDocument(
    { path: 'a/notes.md', language: '', text },
    { settings: DEFAULT_SETTINGS },
  );
  const report = coverageReport(checked!);
  expect(report).toContain('# What was read of notes.md');
  expect(report).toMatch(/3 formulas, \d of them read whole\. Their claims: 1 agree, 0 disagree/);
  expect(report).toContain("| 1 | `f'(x) = 2x` |");
});

test('the report counts what is unread among what has no verdict', async () => {
  const text = 'With $f(x) = x^2$ we have $x^2 = 25$ and $\\lim_{x \\to 0} f(x) = 0$.\n';
  const checked = await checkDocument(
    { path: 'notes.md', language: '', text },
    { settings: DEFAULT_SETTINGS },
  );
  const report = coverageReport(checked!);
  expect(report).toContain('0 agree, 0 disagree, 2 without a verdict.');
  expect(report.split('## Without a verdict')[1]?.match(/^\| 1 \|.*[?○]/gm)).toHaveLength(2);
});

test('a hover begins with how the formula was read', async () => {
  const text = 'Let $y = \\frac{x^2}{2}$. Then $\\frac{dy}{dx} = x$.\n';
  const checked = await checkDocument(
    { path: 'notes.md', language: '', text },
    { settings: DEFAULT_SETTINGS },
  );
  const found = await hover(checked!, text.indexOf('\\frac{dy}') + 3, {
    settings: DEFAULT_SETTINGS,
    dark: false,
  });
  expect(found?.markdown).toMatch(/^read as a claim: `dy\/dx = x`\n\n\*\*✓ agrees\*\*/);
});

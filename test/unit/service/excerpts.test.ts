import { describe, expect, test } from 'vitest';
import { excerptsOf, fromExcerpt, intoExcerpt, isOwn } from '../../../src/core/extract/excerpts';
import { extract } from '../../../src/core/extract/extract';
import { booksOf } from '../../../src/service/checked';
import type { CheckedDocument } from '../../../src/service/facade';
import { DEFAULT_SETTINGS } from '../../../src/service/model';
import { checkDocument, coverage, graphView, hints, hover } from '../../../src/service/service';

const NOTES = `# Notes

We use $f(x) = x^2$ throughout.

## Powers

So $f'(x) = 2x$, and $g(x) = x^3$ has $g'(x) = 3x^2$.

### Higher

$g''(x) = 6x$.

## Waves

Let $g(x) = \\sin x$. Then $g'(x) = \\cos x$, but $f'(x) = x$.

## No formulas

Nothing.
`;

const excerptsIn = (text: string, path = 'notes.md') => {
  const document = { path, language: '', text };
  return excerptsOf(document, extract(document));
};

const check = async (text: string, before?: CheckedDocument, path = 'notes.md'): Promise<CheckedDocument> => {
  const document = { path, language: '', text };
  const checked = await checkDocument(document, { settings: DEFAULT_SETTINGS, ...(before && { before }) });
  return checked!;
};

/** Everything that is shown of a document. */
const shown = (checked: CheckedDocument): unknown => ({
  claims: checked.claims,
  diagnostics: checked.diagnostics,
  counts: checked.counts,
  sheets: checked.sheets,
  hints: hints(checked, DEFAULT_SETTINGS),
  coverage: coverage(checked),
});

describe('a document is read section by section', () => {
  test('each with the sections around it', () =>
    expect(excerptsIn(NOTES).map(({ document }) => document.text.match(/^#+ .*/gm))).toEqual([
      ['# Notes'],
      ['# Notes', '## Powers'],
      ['# Notes', '## Powers', '### Higher'],
      ['# Notes', '## Waves'],
    ]));
  test('places lead into the excerpt and back', () => {
    for (const excerpt of excerptsIn(NOTES)) {
      for (let offset = 0; offset < NOTES.length; offset++) {
        const at = intoExcerpt(excerpt, offset);
        if (at === undefined || at === excerpt.document.text.length) continue;
        expect(excerpt.document.text[at]).toBe(NOTES[offset]);
        if (isOwn(excerpt, at)) expect(fromExcerpt(excerpt, { start: at, end: at + 1 }).start).toBe(offset);
      }
    }
  });
  test('LaTeX keeps its macros', () => {
    const [first, second] = excerptsIn(
      '\\newcommand{\\R}{r}\n\\section{A}\n$y = \\R^2$\n\\section{B}\n$z = \\R^3$\n',
      'a.tex',
    );
    expect(first?.document.macros).toBe('\\newcommand{\\R}{r}');
    expect(second?.document.text).toBe('\\section{B}\n$z = \\R^3$\n');
  });
  test('a sheet, a program and a page without headings stay whole', () => {
    expect(excerptsIn('x = 1\n---\ny = 2\n', 'a.nabla')).toHaveLength(1);
    expect(excerptsIn('# @grad a\n# y = x\n# @grad b\n# z = x\n', 'a.py')).toHaveLength(1);
    expect(excerptsIn('$y = x$ and $z = y$\n')).toHaveLength(1);
  });
});

describe('the whole document', () => {
  test('has each claim once, where it stands', async () => {
    const { claims } = await check(NOTES);
    expect(claims.map(({ span, verdict }) => `${NOTES.slice(span.start, span.end)} ${verdict.kind}`)).toEqual(
      [
        "f'(x) = 2x agree",
        "g'(x) = 3x^2 agree",
        "g''(x) = 6x agree",
        "g'(x) = \\cos x agree",
        "f'(x) = x disagree",
      ],
    );
  });
  test('shows what stands at a place', async () => {
    const checked = await check(NOTES);
    const at = NOTES.indexOf("g''");
    const found = await hover(checked, at, { settings: DEFAULT_SETTINGS, dark: false });
    expect(found?.span).toEqual({ start: at, end: at + "g''(x) = 6x".length });
    expect(graphView(checked, NOTES.indexOf('\\sin'))?.title).toBe('Waves');
    expect(
      hints(checked, DEFAULT_SETTINGS).map(
        ({ offset, text }) => `${text} ${NOTES.slice(offset - 2, offset)}`,
      ),
    ).toEqual(['✓ 2x', '✓ ^2', '✓ 6x', '✓  x']);
  });
});

describe('after an edit', () => {
  const edits: readonly (readonly [what: string, from: string, to: string, checked: number])[] = [
    ['of words above all sections', 'We use', 'From now on we use', 4],
    ['of a section', 'cos x', 'tan x', 1],
    ['of a section with one inside of it', '3x^2', '4x^2', 2],
    ['of words between sections that have no formulas', 'Nothing.', 'Nothing at all.', 0],
    ['of a heading', '## Waves', '### Waves', 1],
    ['that adds a section', '## No formulas', '## More\n\n$h = x$ has $dh/dx = 1$\n\n## No formulas', 1],
  ];
  test.each(edits)('%s only what it concerns is checked again', async (_, from, to, count) => {
    const before = await check(NOTES);
    const text = NOTES.replace(from, to);
    const after = await check(text, before);
    const kept = new Set(booksOf(before).map(({ judged }) => judged));
    expect(booksOf(after).filter(({ judged }) => !kept.has(judged))).toHaveLength(count);
    expect(shown(after)).toEqual(shown(await check(text)));
  });
  test('that divides a document into sections nothing is told twice', async () => {
    const path = 'notes.tex';
    const all = [
      '\\section{A}\n\\input{more}\n$y = x^2$, $dy/dx = 2x$\n',
      '\\section{B}\n$z = x$, $dz/dx = 1$\n',
    ];
    const texts = [all[0]!, all.join(''), all[0]!];
    let before: CheckedDocument | undefined;
    for (const text of texts) {
      before = await check(text, before, path);
      expect(shown(before)).toEqual(shown(await check(text, undefined, path)));
      expect(before.diagnostics.filter(({ message }) => message.includes('more'))).toHaveLength(1);
    }
  });
  test('sections change places with what they say', async () => {
    const [top, ...sections] = NOTES.split(/^(?=## )/m);
    const texts = [
      NOTES,
      [top, ...sections.toReversed()].join(''),
      [top, ...sections, ...sections].join(''),
      NOTES,
    ];
    let before: CheckedDocument | undefined;
    for (const text of texts) {
      before = await check(text, before);
      expect(shown(before)).toEqual(shown(await check(text)));
    }
  });
  test('of a macro everything is checked again', async () => {
    const text = `$\\newcommand{\\half}{\\frac12}$\n\n# A\n\n$y = \\half x$, $dy/dx = \\half$\n\n# B\n\n$z = \\half x^2$, $dz/dx = x$\n`;
    const before = await check(text);
    expect(before.counts).toMatchObject({ agree: 2, disagree: 0 });
    const changed = text.replace('\\frac12', '\\frac13');
    const after = await check(changed, before);
    expect(after.counts).toMatchObject({ agree: 1 });
    expect(shown(after)).toEqual(shown(await check(changed)));
  });
});

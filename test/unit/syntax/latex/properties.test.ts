import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLatex, readMacros } from '../../../../src/core/syntax/latex/read';
import { checkStatement, within } from '../spans';
import { FORMULAS, PIECES } from './formulas';

/** What holds for every text. */
function checkText(text: string): void {
  const whole = { start: 0, end: text.length };
  const result = readLatex(text);
  for (const statement of result.statements) checkStatement(statement, whole);
  for (const { span, message } of [...result.errors, ...result.notes]) {
    expect(within(span, whole)).toBe(true);
    expect(message).toMatch(/^\S.*[.?…)]$/su);
  }
  const unread = result.statements.filter(({ kind }) => kind === 'unread');
  if (result.errors.length > 0) expect(unread.length).toBeGreaterThan(0);
}

describe('any text gives a result', () => {
  it('of any characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), checkText), { numRuns: 500 });
  });

  it('of commands and signs in any order', () => {
    const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(texts, checkText), { numRuns: 3000 });
  });

  it('of formulas cut and joined anywhere', () => {
    const cut = fc
      .tuple(fc.constantFrom(...FORMULAS), fc.nat(200), fc.nat(60))
      .map(([text, from, length]) => text.slice(from % text.length, (from % text.length) + length));
    const texts = fc.array(fc.oneof(cut, fc.constantFrom(...PIECES), fc.constantFrom(...FORMULAS)), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(texts, fc.constantFrom('', ' ', ' \\\\ ', ', '), (pieces, glue) =>
        checkText(pieces.join(glue)),
      ),
      { numRuns: 4000 },
    );
  });

  it('of formulas with one character lost', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FORMULAS), fc.nat(), (text, at) => {
        const i = at % text.length;
        checkText(text.slice(0, i) + text.slice(i + 1));
      }),
      { numRuns: 2000 },
    );
  });

  it('of macros that call each other', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'x', 'frac', 'left');
    const body = fc
      .array(
        fc.oneof(
          fc.constantFrom(...PIECES),
          name.map((macro) => `\\${macro}`),
          fc.constantFrom('#1', '#2', '#'),
        ),
        {
          maxLength: 8,
        },
      )
      .map((pieces) => pieces.join(''));
    const definition = fc
      .tuple(name, fc.nat(2), body)
      .map(([macro, count, text]) => `\\newcommand{\\${macro}}${count > 0 ? `[${count}]` : ''}{${text}}`);
    fc.assert(
      fc.property(fc.array(definition, { maxLength: 4 }), body, (definitions, text) => {
        checkText(definitions.join('') + text);
        readLatex(text, { macros: readMacros(definitions.join('\n')) });
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['braces', '{', '}'],
    ['brackets', '(', ')'],
    ['fractions', '\\frac{1}{1+', '}'],
    ['roots', '\\sqrt{', '}'],
    ['powers', 'x^{', '}'],
    ['subscripts', 'x_{', '}'],
    ['deltas', '\\delta_{', '}'],
    ['bars', '|a+', '|'],
    ['sums', '\\sum_i ', ''],
    ['signs', '-', ''],
    ['functions', '\\sin ', ''],
    ['gradients', '\\nabla ', ''],
    ['derivatives', '\\frac{d}{dx} ', ''],
    ['inline derivatives', 'd f(', ')/dx'],
    ['accents', '\\hat{', '}'],
    ['bold letters', '\\mathbf{', '}'],
    ['underset signs', '\\underset{a}{', '}'],
    ['matrices', '\\begin{pmatrix} ', ' \\end{pmatrix}'],
    ['cases', '\\begin{cases} 1 & x > 0 \\\\ ', ' & x < 0 \\end{cases}'],
    ['calls', 'f(', ')'],
    ['points', '\\left. ', ' \\right|_{x=1}'],
    ['open brackets', '(', ''],
    ['closed brackets', '', ')'],
    ['left brackets', '\\left(', ''],
    ['words', '\\text{a $', '$}'],
    ['environments', '\\begin{aligned} ', ''],
    ['rows', '= a \\\\ ', ''],
    ['conditions', '\\text{if } x > 0, ', ''],
    ['commas', 'a, ', ''],
    ['relations', 'a = ', ''],
    ['factors', 'a ', ''],
    ['primes', "f'", ''],
  ])('of %s nested deeply', (_, open, close) => {
    for (const count of [10, 150, 400, 5000]) checkText(`y = ${open.repeat(count)}x${close.repeat(count)}`);
  });
});

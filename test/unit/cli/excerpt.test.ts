import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excerpt } from '../../../src/cli/excerpt';
import { displayWidth } from '../../../src/cli/width';
import { lineIndex } from '../../../src/core/text/lines';

const show = (text: string, start: number, end: number, width = 60): string =>
  excerpt(text, lineIndex(text), { start, end }, width)
    .map((line) => `${line.line}|${line.text}\n |${line.carets}`)
    .join('\n');

/** Each case is a text with its span between « and ». */
function check(marked: string, expected: string, width?: number): void {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace('«', '').replace('»', '');
  expect(show(text, start, end, width)).toBe(expected);
}

describe('an excerpt', () => {
  test('stands on its line', () => check('a = 1\ndL/dx = «2*x»\nb', '2|dL/dx = 2*x\n |        ^^^'));
  test('ends before CRLF', () => check('a\r\n«b c»\r\nd', '2|b c\n |^^^'));
  test('has one caret where something is missing', () => check('x = «»', '1|x = \n |    ^'));
  test('has one caret at the end of the text', () => check('x = 1\n«»', '2|\n |^'));
  test('widens tabs', () => check('\tx\t= «y»', '1|    x   = y\n |          ^'));
  test('counts wide characters twice', () => check('宽字 = «値2»', '1|宽字 = 値2\n |       ^^^'));
  test('counts an emoji of several code points as one', () => check('👩‍🔬 «x»', '1|👩‍🔬 x\n |   ^'));
  test('counts a combining mark with its letter', () => check('x̂ = «ŷ»', '1|x̂ = ŷ\n |    ^'));
  test('marks a surrogate pair whole', () => check('a «𝛼»', '1|a 𝛼\n |  ^'));
  test('goes over several lines', () =>
    check('f = «[1, 2;\n  3]» + 1', '1|f = [1, 2;\n |    ^^^^^^\n2|  3] + 1\n |  ^^'));
  test('leaves out the line behind a line break', () => check('«a\n»b', '1|a\n |^'));
  test('shows what could drive the terminal', () => check('a\u001b[2J «b»', '1|a␛[2J b\n |      ^'));
  test('shows marks of direction', () => check('\u202e«b»', '1|<U+202E>b\n |        ^'));
  test('cuts a long line around the span', () =>
    check(`${'a'.repeat(100)}«bb»${'c'.repeat(100)}`, '1|…aaaaaabbcccccccccc…\n |       ^^', 20));
  test('cuts a long span', () =>
    check(`x«${'b'.repeat(100)}»`, '1|xbbbbbbbbbbbbbbbbb…\n | ^^^^^^^^^^^^^^^^^', 20));
});

test('a line of a million characters is cut', () => {
  const text = `${'x + '.repeat(250_000)}y`;
  const [line] = excerpt(text, lineIndex(text), { start: 500_000, end: 500_003 }, 80);
  expect(displayWidth(line!.text)).toBeLessThanOrEqual(80);
  expect(line!.carets.trim()).toBe('^^^');
  const column = line!.carets.indexOf('^');
  expect(line!.text.slice(column, column + 3)).toBe(text.slice(500_000, 500_003));
});

test('an excerpt of any span of any text is as wide as allowed and has a caret on every line', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', ' ', '\t', '\n', '\r\n', '宽', '😀', 'e\u0301', '\0'),
  });
  fc.assert(
    fc.property(
      texts,
      fc.nat(40),
      fc.nat(40),
      fc.integer({ min: 8, max: 40 }),
      (text, start, length, width) => {
        const from = Math.min(start, text.length);
        const span = { start: from, end: Math.min(text.length, from + length) };
        for (const line of excerpt(text, lineIndex(text), span, width)) {
          expect(displayWidth(line.text)).toBeLessThanOrEqual(width);
          expect(line.carets.length).toBeLessThanOrEqual(width + 1);
        }
      },
    ),
  );
});

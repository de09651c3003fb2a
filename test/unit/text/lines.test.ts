import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineIndex, offsetAt, positionAt } from '../../../src/core/text/lines';

describe('line index', () => {
  it.each([
    ['', [0]],
    ['a', [0]],
    ['a\nb', [0, 2]],
    ['a\r\nb', [0, 3]],
    ['a\rb', [0, 2]],
    ['\n\n', [0, 1, 2]],
    ['a\n\rb', [0, 2, 3]],
    ['𝑥\r\ny', [0, 4]],
    ['\uFEFFa\nb', [0, 3]],
  ])('starts of %j', (text, starts) => expect(lineIndex(text).starts).toEqual(starts));

  it.each([
    ['a\r\nb', 3, { line: 1, character: 0 }],
    ['a\r\nb', 4, { line: 1, character: 1 }],
    ['a\r\nb', 2, { line: 0, character: 2 }],
    ['𝑥 = 1', 3, { line: 0, character: 3 }],
    ['a\nb', -5, { line: 0, character: 0 }],
    ['a\nb', 99, { line: 1, character: 1 }],
  ])('the position in %j of %i', (text, offset, position) => {
    expect(positionAt(lineIndex(text), offset)).toEqual(position);
  });

  it.each([
    ['a\r\nb', { line: 1, character: 1 }, 4],
    ['a\r\nb', { line: 0, character: 1 }, 1],
    ['a\nb', { line: 7, character: 0 }, 3],
    ['a\nb', { line: 1, character: 99 }, 3],
    ['𝑥y', { line: 0, character: 2 }, 2],
    ['ab\ncd', { line: 0, character: 99 }, 2],
    ['ab\r\ncd', { line: 0, character: 99 }, 2],
    ['a\nb', { line: -1, character: 0 }, 0],
    ['a\nb', { line: 1, character: -3 }, 2],
  ])('the offset in %j of %j', (text, position, offset) => {
    expect(offsetAt(lineIndex(text), position)).toBe(offset);
  });

  it('gives back every offset', () => {
    const texts = fc.array(fc.constantFrom('a', '𝑥', '\n', '\r', '\r\n', ' '), { maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.nat(40), (parts, at) => {
        const text = parts.join('');
        const offset = Math.min(at, text.length);
        const lines = lineIndex(text);
        const position = positionAt(lines, offset);
        // Between `\r` and `\n` there is no position to come back to.
        const insideBreak = text[offset - 1] === '\r' && text[offset] === '\n';
        expect(offsetAt(lines, position)).toBe(insideBreak ? offset - 1 : offset);
        expect(position.line).toBe(breaksBefore(text, offset));
      }),
    );
  });
});

/** How many line breaks end at or before the offset. */
const breaksBefore = (text: string, offset: number): number =>
  [...text.matchAll(/\r\n|\r|\n/g)].filter((found) => found.index + found[0].length <= offset).length;

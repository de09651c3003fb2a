import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineIndex, positionAt } from '../../../src/core/text/lines';

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

  it('gives back every offset', () => {
    const texts = fc.array(fc.constantFrom('a', '𝑥', '\n', '\r', '\r\n', ' '), { maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.nat(40), (parts, at) => {
        const text = parts.join('');
        const offset = Math.min(at, text.length);
        const lines = lineIndex(text);
        const position = positionAt(lines, offset);
        expect(lines.starts[position.line]! + position.character).toBe(offset);
        expect(position.line).toBe(breaksBefore(text, offset));
      }),
    );
  });
});

/** How many line breaks end at or before the offset. */
const breaksBefore = (text: string, offset: number): number =>
  [...text.matchAll(/\r\n|\r|\n/g)].filter((found) => found.index + found[0].length <= offset).length;

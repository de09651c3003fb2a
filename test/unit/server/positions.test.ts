import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { positionMap } from '../../../src/server/positions';

const TEXT = 'a𝛼b\r\n\tdL/dx\r\n\nend';

describe('offsets of positions', () => {
  const cases: readonly (readonly [name: string, position: unknown, rest: string])[] = [
    ['the start', { line: 0, character: 0 }, 'a𝛼b'],
    ['behind a surrogate pair', { line: 0, character: 3 }, 'b'],
    ['behind a tab', { line: 1, character: 1 }, 'dL/dx'],
    ['past the end of a line', { line: 0, character: 99 }, '\r\n\tdL/dx'],
    ['past the last line', { line: 99, character: 0 }, ''],
    ['an empty line', { line: 2, character: 5 }, '\nend'],
    ['a negative line', { line: -1, character: 2 }, '𝛼b'.slice(1)],
    ['fractions', { line: 1.9, character: 1.5 }, 'dL/dx'],
    ['not numbers', { line: Number.NaN, character: 'x' }, 'a𝛼b'],
    ['nothing', undefined, 'a𝛼b'],
  ];
  test.each(cases)('%s', (_name, position, rest) => {
    const offset = positionMap(TEXT).offset(position as Position);
    expect(TEXT.slice(offset)).toSatisfy((text: string) =>
      rest === '' ? text === '' : text.startsWith(rest),
    );
  });
});

describe('positions of offsets', () => {
  const cases: readonly (readonly [offset: number, line: number, character: number])[] = [
    [0, 0, 0],
    [4, 0, 4],
    // Between \r and \n a line has no column of its own.
    [5, 0, 4],
    [6, 1, 0],
    [TEXT.length, 3, 3],
    [9999, 3, 3],
    [-1, 0, 0],
    [Number.NaN, 0, 0],
  ];
  test.each(cases)('%d is %d:%d', (offset, line, character) => {
    expect(positionMap(TEXT).position(offset)).toEqual({ line, character });
  });
});

test('positions are those of the document that the client synchronises', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '😀', '\t') });
  fc.assert(
    fc.property(texts, fc.nat(30), (text, offset) => {
      const theirs = TextDocument.create('file:///a', 'nabla', 1, text);
      const ours = positionMap(text);
      const position = ours.position(offset);
      expect(position).toEqual(theirs.positionAt(offset));
      expect(ours.offset(position)).toBe(theirs.offsetAt(position));
    }),
  );
});

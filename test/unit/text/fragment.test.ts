import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fragmentBuilder, fromDocument, sliceFragment, toDocument } from '../../../src/core/text/fragment';

describe('a fragment that is one stretch of a document', () => {
  const document = '# @grad x = 3\n';
  const fragment = sliceFragment(document, 8, 13);

  it('has its text', () => expect(fragment.text).toBe('x = 3'));

  it.each([
    [{ start: 0, end: 1 }, 'x'],
    [{ start: 4, end: 5 }, '3'],
    [{ start: 0, end: 5 }, 'x = 3'],
    [{ start: 2, end: 2 }, ''],
  ])('maps %j', (span, text) => {
    const { start, end } = toDocument(fragment, span);
    expect(document.slice(start, end)).toBe(text);
    expect(start).toBe(8 + span.start);
  });

  it.each([
    [8, 0],
    [12, 4],
    [13, 5],
    [7, undefined],
    [14, undefined],
  ])('finds the document offset %i', (offset, expected) =>
    expect(fromDocument(fragment, offset)).toBe(expected),
  );
});

describe('a fragment of several pieces', () => {
  // The gutter ` * ` is left out, `\\n` stands for a line break and `&lt;` for `<`.
  const document = ' * a = b\n * c &lt; d';
  const builder = fragmentBuilder();
  builder.copy(document, 3, 9);
  builder.copy(document, 12, 14);
  builder.decoded('<', 14, 18);
  builder.copy(document, 18, 20);
  const fragment = builder.build();

  it('has its text and length', () => {
    expect(fragment.text).toBe('a = b\nc < d');
    expect(builder.length).toBe(fragment.text.length);
  });

  it.each([
    [{ start: 0, end: 1 }, 'a'],
    [{ start: 6, end: 7 }, 'c'],
    [{ start: 8, end: 9 }, '&lt;'],
    [{ start: 6, end: 11 }, 'c &lt; d'],
    [{ start: 10, end: 11 }, 'd'],
    [{ start: 4, end: 7 }, 'b\n * c'],
  ])('maps %j', (span, text) => {
    const { start, end } = toDocument(fragment, span);
    expect(document.slice(start, end)).toBe(text);
  });

  it.each([
    [3, 0],
    [12, 6],
    [15, 8],
    [19, 10],
    [10, undefined],
    [0, undefined],
  ])('finds the document offset %i', (offset, expected) =>
    expect(fromDocument(fragment, offset)).toBe(expected),
  );
});

describe('synthetic and empty pieces', () => {
  it('a word that stands for nothing maps to an empty span', () => {
    const builder = fragmentBuilder();
    builder.copy('ab', 0, 1);
    builder.decoded('; ', 1, 1);
    builder.copy('ab', 1, 2);
    const fragment = builder.build();
    expect(fragment.text).toBe('a; b');
    expect(toDocument(fragment, { start: 1, end: 3 })).toEqual({ start: 1, end: 1 });
    expect(toDocument(fragment, { start: 0, end: 4 })).toEqual({ start: 0, end: 2 });
  });

  it('an empty fragment maps to the empty span at 0', () => {
    expect(toDocument(fragmentBuilder().build(), { start: 0, end: 0 })).toEqual({ start: 0, end: 0 });
    expect(fromDocument(fragmentBuilder().build(), 3)).toBeUndefined();
  });
});

describe('any fragment', () => {
  const pieces = fc.array(
    fc.tuple(fc.nat(4), fc.nat(4), fc.option(fc.string({ maxLength: 3 }), { nil: undefined })),
    {
      maxLength: 12,
    },
  );

  it('maps spans into the document, in order, and copied text to itself', () => {
    fc.assert(
      fc.property(pieces, fc.nat(50), fc.nat(50), (rows, from, length) => {
        const document = 'abcdefghijklmnopqrstuvwxyz'.repeat(5);
        const builder = fragmentBuilder();
        let at = 0;
        for (const [gap, size, decoded] of rows) {
          const start = at + gap;
          at = start + size;
          if (decoded === undefined) builder.copy(document, start, at);
          else builder.decoded(decoded, start, at);
        }
        const fragment = builder.build();
        const start = Math.min(from, fragment.text.length);
        const end = Math.min(start + length, fragment.text.length);
        const span = toDocument(fragment, { start, end });
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(document.length);
        if (rows.every(([, , decoded]) => decoded === undefined) && end > start) {
          const text = document.slice(span.start, span.end);
          expect(text[0]).toBe(fragment.text[start]);
          expect(text[text.length - 1]).toBe(fragment.text[end - 1]);
        }
      }),
    );
  });
});

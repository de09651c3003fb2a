import { describe, expect, it } from 'vitest';
import type { Span } from '../../../../src/core/text/span';
import { definitionsAt, highlightsAt, referencesAt } from '../../../../src/service/language/navigation';
import { marked } from './marked';

/** The document with the spans in brackets of one kind. */
const show = (text: string, spans: readonly Span[], [open, close] = ['«', '»']): string =>
  spans
    .toReversed()
    .reduce(
      (done, { start, end }) =>
        `${done.slice(0, start)}${open}${done.slice(start, end)}${close}${done.slice(end)}`,
      text,
    );

describe('the definition', () => {
  const cases: readonly [what: string, text: string, expected: string][] = [
    ['of a use', 'y = x^2\nz = 2*|y', '«y» = x^2\nz = 2*y'],
    ['of a name in a derivative', 'y = x^2\nd|y/dx = 2*x', '«y» = x^2\ndy/dx = 2*x'],
    ['of a declared name', 'x : R^3\ny = 2*|x', '«x» : R^3\ny = 2*x'],
    ['of a free name is its first use', 'y = x^2\ndy/d|x = 2*x', 'y = «x»^2\ndy/dx = 2*x'],
    ['of a parameter', 'f(x) = 2*|x\nx = 3', 'f(«x») = 2*x\nx = 3'],
    ['of a function', 'f(x) = 2*x\ny = |f(3)', '«f»(x) = 2*x\ny = f(3)'],
    ['behind its use', 'y = |x\nx = 3', 'y = x\n«x» = 3'],
    [
      'of an upstream gradient',
      "h = W*x\ngiven dL/dh\ndL/dx = W'*d|L/dh",
      "h = W*x\ngiven d«L»/dh\ndL/dx = W'*dL/dh",
    ],
    ['of a size is its first use', 'W : m x n\nx : R^|n', 'W : m x «n»\nx : R^n'],
    ['nowhere for a built-in function', 'y = si|n(x)', ''],
  ];
  it.each(cases)('%s', (_what, text, expected) => {
    const { read, text: plain, offset } = marked(text);
    const found = definitionsAt(read, offset);
    expect(found === undefined ? '' : show(plain, found.places)).toBe(expected);
  });

  it('is that of the section, else that of the sections around it', () => {
    const page = (last: string): string =>
      `# A\n\n\`\`\`nabla\ny = x\n\`\`\`\n\n## B\n\n\`\`\`nabla\nz = y\ny = x^2\n${last}\n\`\`\`\n`;
    const { read, text, offset } = marked(page('w = |y'), 'a.md');
    const [span] = definitionsAt(read, offset)!.places;
    expect(span!.start).toBe(text.indexOf('y = x^2'));
    const second = marked(page('w = y').replace('z = y', 'z = |y'), 'a.md');
    expect(definitionsAt(second.read, second.offset)!.places[0]!.start).toBe(second.text.indexOf('y = x\n'));
  });
});

describe('references', () => {
  it('are with the definition or without it', () => {
    const { read, text, offset } = marked('|y = x^2\ndy/dx = 2*x\nz = y + 1');
    expect(show(text, referencesAt(read, offset, { withDefinition: true }))).toBe(
      '«y» = x^2\nd«y»/dx = 2*x\nz = «y» + 1',
    );
    expect(show(text, referencesAt(read, offset, { withDefinition: false }))).toBe(
      'y = x^2\nd«y»/dx = 2*x\nz = «y» + 1',
    );
  });

  it('stop at the end of the sheet', () => {
    const { read, text, offset } = marked('y = |x\n---\nz = x');
    expect(show(text, referencesAt(read, offset, { withDefinition: true }))).toBe('y = «x»\n---\nz = x');
  });
});

describe('highlights', () => {
  it('tell the definition from the uses, in the strings of a network', () => {
    const { read, text, offset } = marked(
      '{"nodes": {"y": "x^2"}, "claims": ["d|y/dx = 2*x"]}',
      'a.nabla.json',
    );
    const found = highlightsAt(read, offset);
    expect(found.map(({ kind }) => kind)).toEqual(['write', 'read']);
    expect(
      show(
        text,
        found.map(({ span }) => span),
      ),
    ).toBe('{"nodes": {"«y»": "x^2"}, "claims": ["d«y»/dx = 2*x"]}');
  });
});

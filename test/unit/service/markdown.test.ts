import { expect, test } from 'vitest';
import { escapeMarkdown, messageMarkdown } from '../../../src/service/markdown';

test.each([
  ['a_1 * b', 'a\\_1 \\* b'],
  ['`x`', '\\`x\\`'],
])('plain text: %s', (text, expected) => expect(escapeMarkdown(text)).toBe(expected));

test.each([
  ['The factor `a_1*b` is missing.', 'The factor `a_1*b` is missing.'],
  ['x_1 is `2*x`, not x_2', 'x\\_1 is `2*x`, not x\\_2'],
  ['one ` alone', 'one \\` alone'],
])('the formulas of a message stay code: %s', (text, expected) =>
  expect(messageMarkdown(text)).toBe(expected),
);

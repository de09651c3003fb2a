import type { Language } from './languages';
import { block, pattern } from './rules';

/** Text without a format: a line that begins with `@grad` opens a block of statements, which ends at an empty line. */
export const PLAIN_TEXT: Language = {
  id: 'plain-text',
  names: ['plaintext'],
  endings: ['.txt', '.text'],
  rules: [
    block(pattern('@', /(?<=^[ \t]*)(?=@grad(?:\s|$))/), /(?:\r\n|\n|\r(?!\n))[ \t]*(?=\r|\n|$(?![\s\S]))/),
  ],
};

import type { Span } from '../core/text/span';

/**
 * What a line of its own begins with beside a statement: its indentation and the comment's gutter. Undefined where the line
 * holds something else before the statement, so that no line beside it would be read alike.
 */
export function linePrefix(text: string, { start }: Span): string | undefined {
  const prefix = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /^[^\p{L}\p{N}"'$\\;]*$/u.test(prefix) && !/\/\*|<!--|\(\*|\{-/.test(prefix) ? prefix : undefined;
}

/** The end of the line that a statement ends on; undefined where a comment or a formula ends behind it as well. */
export function lineEnd(text: string, { end }: Span): number | undefined {
  const at = text.indexOf('\n', end);
  const whole = at < 0 ? text.length : at;
  const stop = text[whole - 1] === '\r' ? whole - 1 : whole;
  return /\*\/|-->|\*\)|-\}|["'$]|\\\)/.test(text.slice(end, stop)) ? undefined : stop;
}

export const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** A line of a text: its content runs from `start` to `end`, and the next line begins at `next`. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

const CR = 13;
const LF = 10;

export const isNewline = (code: number): boolean => code === LF || code === CR;

export const isBlank = (code: number): boolean => code === 32 || code === 9;

export const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;

/** The line that begins at `start`; it does not reach past `limit`. `\n`, `\r\n` and a lone `\r` end a line. */
export function lineAt(text: string, start: number, limit = text.length): Line {
  let end = start;
  while (end < limit && !isNewline(text.charCodeAt(end))) end++;
  let next = end;
  if (next < limit) next += text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? 2 : 1;
  return { start, end, next: Math.min(next, limit) };
}

/** The lines between two offsets; an empty stretch is one empty line. */
export function linesBetween(text: string, start: number, limit: number): readonly Line[] {
  const lines: Line[] = [];
  let at = start;
  for (;;) {
    const line = lineAt(text, at, limit);
    lines.push(line);
    if (line.next === line.end) return lines;
    at = line.next;
  }
}

/** The offset of the first character at or after `start` that is neither a space nor a tab. */
export function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** The end of a stretch without its trailing white space. */
export function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Whether a text has no other characters than line breaks and blanks. */
export const isEmptyText = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (!isBlank(code) && !isNewline(code)) return false;
  }
  return true;
};

import type { Span } from '../text/span';
import type { Heading } from './document-part';
import { isBlank, type Line, skipBlanks, trimEnd } from './lines';

/** How many hashes begin a heading at `first`; 0 where none does. */
function atxLevel(text: string, first: number, end: number): number {
  let level = 0;
  while (first + level < end && text[first + level] === '#' && level <= 6) level++;
  if (level === 0 || level > 6) return 0;
  return first + level === end || isBlank(text.charCodeAt(first + level)) ? level : 0;
}

export const isAtxHeading = (text: string, first: number, end: number): boolean =>
  atxLevel(text, first, end) > 0;

/** The heading that a line is, or that it makes of the paragraph before it. */
export function headingAt(
  text: string,
  first: number,
  line: Line,
  paragraph: Span | undefined,
): Heading | undefined {
  const level = atxLevel(text, first, line.end);
  if (level > 0) {
    const start = skipBlanks(text, first + level, line.end);
    return {
      kind: 'heading',
      level,
      title: withoutAttributes(text, start, closingHashes(text, start, line.end)),
      start: line.start,
    };
  }
  if (!paragraph) return undefined;
  const mark = text[first];
  if (mark !== '=' && mark !== '-') return undefined;
  let at = first;
  while (at < line.end && text[at] === mark) at++;
  if (skipBlanks(text, at, line.end) < line.end) return undefined;
  const title = withoutAttributes(text, paragraph.start, trimEnd(text, paragraph.start, paragraph.end));
  return {
    kind: 'heading',
    level: mark === '=' ? 1 : 2,
    title: title.replace(/[\r\n]+[ \t]*/g, ' '),
    start: paragraph.start,
  };
}

function closingHashes(text: string, start: number, end: number): number {
  const trimmed = trimEnd(text, start, end);
  let at = trimmed;
  while (at > start && text[at - 1] === '#') at--;
  if (at === trimmed) return trimmed;
  if (at === start) return start;
  return isBlank(text.charCodeAt(at - 1)) ? trimEnd(text, start, at) : trimmed;
}

/** A title without the attributes of Pandoc and Quarto: `# Loss {#sec-loss}`. */
function withoutAttributes(text: string, start: number, end: number): string {
  if (text[end - 1] !== '}') return text.slice(start, end);
  const brace = text.lastIndexOf('{', end);
  if (brace < start || !/[#.\-:]/.test(text.charAt(brace + 1))) return text.slice(start, end);
  return text.slice(start, trimEnd(text, start, brace));
}

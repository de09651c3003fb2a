import type { Span } from '../text/span';
import type { Comment, Formula } from './document-part';
import { trimEnd } from './lines';
import { type InlineOptions, inlineParts } from './markdown-inline';
import { paragraphOf, type TextLine } from './paragraph';
import { unescaped } from './run';

const RULE = /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$/;

/**
 * The formulas and comments of lines of text: a table begins where a line of dashes and bars follows one with bars. In it
 * `\|` is a bar (GitHub Flavored Markdown 0.29, section 4.10).
 */
export function* textParts(
  text: string,
  lines: readonly TextLine[],
  options: InlineOptions,
): Generator<Formula | Comment> {
  const rule = lines.findIndex((line, index) => index > 0 && isRule(text, line));
  if (rule < 0 || !text.slice(lines[rule - 1]!.start, lines[rule - 1]!.line.end).includes('|')) {
    yield* inlineParts(paragraphOf(text, lines), options);
    return;
  }
  if (rule > 1) yield* inlineParts(paragraphOf(text, lines.slice(0, rule - 1)), options);
  for (const row of lines.slice(rule - 1)) {
    for (const { start, end } of cellsOf(text, row)) {
      const cell = { start, line: { start: row.line.start, end, next: end } };
      for (const part of inlineParts(paragraphOf(text, [cell]), options)) {
        yield part.kind === 'comment' ? part : { ...part, pieces: unescaped(text, part.pieces, '|') };
      }
    }
  }
}

function isRule(text: string, { start, line }: TextLine): boolean {
  const first = text[start];
  if (first !== '|' && first !== '-' && first !== ':') return false;
  const content = text.slice(start, trimEnd(text, start, line.end));
  return content.includes('|') && RULE.test(content);
}

/** The cells of a row; a bar behind a backslash is none between cells. */
function* cellsOf(text: string, { start, line }: TextLine): Generator<Span> {
  let from = start;
  for (let at = start; at < line.end; at++) {
    if (text[at] !== '|' || text[at - 1] === '\\') continue;
    if (at > from) yield { start: from, end: at };
    from = at + 1;
  }
  if (from < line.end) yield { start: from, end: line.end };
}

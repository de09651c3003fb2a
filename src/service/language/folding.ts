import type { Span } from '../../core/text/span';
import type { Folding } from './model';
import type { ReadDocument } from './reading';

/** Sheets, fences, statements of several lines, and remarks of several lines: everything that is longer than one line. */
export function foldingsOf(read: ReadDocument): readonly Folding[] {
  const { book, document, extraction } = read;
  const { text } = document;
  const found: Folding[] = [];
  const add = (kind: Folding['kind'], span: Span): void => {
    const start = span.start + leadingBlanks(text, span);
    const end = start + text.slice(start, span.end).trimEnd().length;
    if (/[\r\n]/.test(text.slice(start, end))) found.push({ kind, span: { start, end } });
  };
  extraction.sheets.forEach((sheet, index) => {
    add('region', sheet.span);
    for (const { fragment } of sheet.fragments) {
      const [start] = fragment.documentStarts;
      const end = fragment.documentEnds.at(-1);
      if (start === undefined || end === undefined) continue;
      const fence = lineBefore(text, start);
      if (/^[\s>]*(?:`{3}|~{3})/.test(text.slice(fence.start, fence.end)))
        add('region', { start: fence.start, end });
      for (const remark of remarksIn(text, { start, end })) add('comment', remark);
    }
    for (const { span } of book.sheets[index]!.statements) add('array', span);
  });
  return found.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
}

const leadingBlanks = (text: string, { start, end }: Span): number => {
  const content = text.slice(start, end);
  return content.length - content.trimStart().length;
};

function lineBefore(text: string, offset: number): Span {
  const end = Math.max(0, offset - 1);
  return { start: text.lastIndexOf('\n', end - 1) + 1, end };
}

/** Lines of comments one below the other. */
function* remarksIn(text: string, { start, end }: Span): Generator<Span> {
  const lines = /(?:^[^\S\r\n]*(?:#|\/\/)[^\r\n]*(?:\r\n|\r|\n|$)){2,}/gm;
  for (const match of text.slice(start, end).matchAll(lines)) {
    yield { start: start + match.index, end: start + match.index + match[0].length };
  }
}

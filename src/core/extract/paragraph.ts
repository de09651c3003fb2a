import type { Comment, FormulaPiece } from './document-part';
import type { CommentLine } from './gutter';
import { type Line, trimEnd } from './lines';

/** A line of text without the gutters before it: its content begins at `start`. */
export interface TextLine {
  readonly start: number;
  readonly line: Line;
}

/** The lines of a paragraph as one text without gutters, with the way back to the text they stand in. */
export interface Paragraph {
  readonly text: string;
  /** The stretches that a stretch of the paragraph stands for. */
  pieces(start: number, end: number): FormulaPiece[];
  /** The lines of a comment whose content runs from `start` to `end`; its marker runs from `opening` to `start`. */
  comment(opening: number, start: number, end: number): Comment;
}

export function paragraphOf(source: string, lines: readonly TextLine[]): Paragraph {
  const starts: number[] = [];
  let text = '';
  for (const { start, line } of lines) {
    starts.push(text.length);
    text += source.slice(start, line.next);
  }
  const indexAt = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const sourceOffset = (index: number, offset: number): number =>
    lines[index]!.start + (offset - starts[index]!);
  const lengthOf = (index: number): number => (starts[index + 1] ?? text.length) - starts[index]!;
  return {
    text,
    pieces: (start, end) => {
      const pieces: FormulaPiece[] = [];
      for (let index = indexAt(start); index < lines.length && starts[index]! < end; index++) {
        const from = sourceOffset(index, Math.max(start, starts[index]!));
        const to = sourceOffset(index, Math.min(end, starts[index]! + lengthOf(index)));
        if (to > from) pieces.push({ start: from, end: to });
      }
      return pieces;
    },
    comment: (opening, start, end) => {
      const first = indexAt(opening);
      const last = Math.max(first, indexAt(Math.max(start, end - 1)));
      const content: CommentLine[] = [];
      for (let index = first; index <= last; index++) {
        const { start: lineStart, line } = lines[index]!;
        const from = index === first ? sourceOffset(index, start) : lineStart;
        const to = index === last ? sourceOffset(index, end) : line.end;
        content.push(commentLine(source, line, Math.min(from, to), to));
      }
      const marker = sourceOffset(first, opening);
      return {
        kind: 'comment',
        lines: content,
        opening: { start: marker, end: marker + (start - opening) },
        closed: true,
      };
    },
  };
}

export const commentLine = (text: string, line: Line, start: number, end: number): CommentLine => ({
  start,
  end: trimEnd(text, start, end),
  lineStart: line.start,
  breakStart: line.end,
  breakEnd: line.next,
});

import { type Fragment, fragmentBuilder } from '../text/fragment';
import type { Comment, FormulaPiece } from './document-part';
import { linesBetween, skipBlanks, trimEnd } from './lines';
import { fragmentView } from './view';

/** The stretches of a text that a stretch of a fragment of it stands for. */
export function piecesOf(fragment: Fragment, start: number, end: number): readonly FormulaPiece[] {
  const builder = fragmentBuilder();
  fragmentView(fragment).copyTo(builder, start, end);
  const { text, starts, documentStarts, documentEnds } = builder.build();
  return starts.map((from, index) => {
    const to = starts[index + 1] ?? text.length;
    const piece = { start: documentStarts[index]!, end: documentEnds[index]! };
    return piece.end - piece.start === to - from ? piece : { ...piece, text: text.slice(from, to) };
  });
}

/** A comment whose content runs over whole lines from `start` to `end`, behind a marker at `opening`. */
export function blockComment(
  text: string,
  opening: number,
  start: number,
  end: number,
  closed: boolean,
): Comment {
  const lines = linesBetween(text, start, end).map((line, index) => {
    const from = index === 0 ? skipBlanks(text, line.start, line.end) : line.start;
    const to = trimEnd(text, from, line.end);
    return { start: from, end: to, lineStart: line.start, breakStart: line.end, breakEnd: line.next };
  });
  return { kind: 'comment', lines, opening: { start: opening, end: start }, closed };
}

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

/** Stretches of a text in which a backslash before a sign stands for the sign alone. */
export const unescaped = (
  text: string,
  pieces: readonly FormulaPiece[],
  sign: string,
): readonly FormulaPiece[] =>
  pieces.flatMap(({ start, end }) => {
    const content = text.slice(start, end);
    const found: FormulaPiece[] = [];
    let from = 0;
    for (let at = content.indexOf(`\\${sign}`); at >= 0; at = content.indexOf(`\\${sign}`, at + 2)) {
      if (at > from) found.push({ start: start + from, end: start + at });
      found.push({ start: start + at, end: start + at + 2, text: sign });
      from = at + 2;
    }
    if (from < content.length) found.push({ start: start + from, end });
    return found;
  });

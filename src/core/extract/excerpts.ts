import type { Span } from '../text/span';
import { hasExcerpts } from './extract';
import type { Extraction, SourceDocument } from './sheet-source';

/**
 * A section with the sections around it, and without their other sections: all that its names can mean. It is a document of its
 * own, so that it can be read and checked by itself, and stays checked while other sections are edited.
 */
export interface Excerpt {
  readonly document: SourceDocument;
  readonly pieces: readonly Piece[];
}

/** A stretch of the whole document, with its place in the excerpt. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  /** Where the stretch begins in the excerpt. */
  readonly at: number;
  /** Whether it belongs to the section that the excerpt is about, and not to a section around it. */
  readonly own: boolean;
}

/**
 * The excerpts of a document, in document order; the document itself where it does not consist of sections. A section that has
 * no statements of its own has no excerpt.
 */
export function excerptsOf(document: SourceDocument, { sheets, macros }: Extraction): readonly Excerpt[] {
  if (!hasExcerpts(document)) return [whole(document)];
  const sections = sheets.flatMap(({ isSection }, index) => (isSection === true ? [index] : []));
  if (sections.length < 2) return [whole(document)];
  const children = new Map<number, Span[]>();
  for (const index of sections) {
    const { parent, span } = sheets[index]!;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  const hasOwn = new Set<number>();
  sheets.forEach(({ fragments, parent, isSection }, index) => {
    if (isSection !== true && parent !== undefined) hasOwn.add(parent);
    else if (fragments.length > 0) hasOwn.add(index);
  });
  // Programs in a document whose section has no sheet belong to no excerpt.
  if (sheets.some(({ parent, isSection }) => isSection !== true && parent === undefined))
    return [whole(document)];
  return sections
    .filter((index) => hasOwn.has(index))
    .map((index) => {
      const stretches: Omit<Piece, 'at'>[] = [];
      for (let at: number | undefined = index; at !== undefined; at = sheets[at]!.parent) {
        const own = at === index;
        if (own || hasOwn.has(at)) {
          const { span } = sheets[at]!;
          for (const each of without(span, children.get(at) ?? [])) stretches.push({ ...each, own });
        }
      }
      return excerptOf(
        document,
        stretches.sort((a, b) => a.start - b.start),
        macros,
      );
    });
}

const whole = (document: SourceDocument): Excerpt => ({
  document,
  pieces: [{ start: 0, end: document.text.length, at: 0, own: true }],
});

function excerptOf(
  document: SourceDocument,
  stretches: readonly Omit<Piece, 'at'>[],
  macros: string | undefined,
): Excerpt {
  let text = '';
  const pieces = stretches.map((stretch): Piece => {
    const at = text.length;
    text += document.text.slice(stretch.start, stretch.end);
    return { ...stretch, at };
  });
  return { document: { ...document, text, ...(macros !== undefined && { macros }) }, pieces };
}

/** A span without the spans inside of it, which are in order. */
function without(span: Span, inner: readonly Span[]): Span[] {
  const rest: Span[] = [];
  let start = span.start;
  for (const each of inner) {
    if (each.start > start) rest.push({ start, end: each.start });
    start = Math.max(start, each.end);
  }
  if (span.end > start) rest.push({ start, end: span.end });
  return rest;
}

/** The document's span of a span of the excerpt. */
export function fromExcerpt({ pieces }: Excerpt, { start, end }: Span): Span {
  const from = pieceAt(pieces, start);
  const to = end > start ? pieceAt(pieces, end - 1) : from;
  return { start: from.start + start - from.at, end: to.start + end - to.at };
}

/** The excerpt's offset of a document's offset in the section's own text. */
export function intoExcerpt({ pieces }: Excerpt, offset: number): number | undefined {
  const piece = pieces.findLast(({ start, end, own }) => own && start <= offset && offset <= end);
  return piece && piece.at + offset - piece.start;
}

/** Whether an offset of the excerpt lies in the section's own text. */
export const isOwn = ({ pieces }: Excerpt, offset: number): boolean => pieceAt(pieces, offset).own;

function pieceAt(pieces: readonly Piece[], offset: number): Piece {
  return pieces.findLast(({ at }) => at <= offset) ?? pieces[0]!;
}

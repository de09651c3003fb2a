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
  /** It is the document itself, in one piece. */
  readonly isWhole?: true;
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
 * The excerpts of a document, by its extraction or its outline, in document order; the document itself where it does not consist of sections. A section that has
 * no statements of its own has no excerpt.
 */
export function excerptsOf(
  document: SourceDocument,
  { sheets, macros, sections = [] }: Extraction,
): readonly Excerpt[] {
  const own = sectionsWithStatements(sheets);
  const isLoose = sheets.some(({ section, parent }) => section === undefined && parent === undefined);
  // Programs that belong to no section are read with the whole document.
  if (!hasExcerpts(document) || isLoose || own.size === 0 || sections.length < 3)
    return [wholeExcerpt(document)];
  const inner: Span[][] = sections.map(() => []);
  for (const { span, parent } of sections) if (parent !== undefined) inner[parent]!.push(span);
  return [...own]
    .sort((a, b) => sections[a]!.span.start - sections[b]!.span.start || a - b)
    .map((section) => {
      const stretches: Omit<Piece, 'at'>[] = [];
      for (let at: number | undefined = section; at !== undefined; at = sections[at]!.parent) {
        if (!own.has(at)) continue;
        for (const each of without(sections[at]!.span, inner[at]!))
          stretches.push({ ...each, own: at === section });
      }
      stretches.sort((a, b) => a.start - b.start);
      return excerptOf(document, stretches, macros);
    });
}

/** The sections that say something themselves, in a formula, a directive or a program. */
function sectionsWithStatements(sheets: Extraction['sheets']): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { section, fragments, parent } of sheets) {
    const at = section ?? (parent === undefined ? undefined : sheets[parent]!.section);
    if (at !== undefined && (section === undefined || fragments.length > 0)) found.add(at);
  }
  return found;
}

/** A document as its only excerpt. */
export const wholeExcerpt = (document: SourceDocument): Excerpt => ({
  document,
  pieces: [{ start: 0, end: document.text.length, at: 0, own: true }],
  isWhole: true,
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

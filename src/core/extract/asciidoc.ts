import type { DocumentPart, Formula, FormulaPiece } from './document-part';
import type { CommentLine } from './gutter';
import { type Line, lineAt, skipBlanks, trimEnd } from './lines';
import { definitionsIn } from './macro-definitions';
import { frontMatterEnd } from './markdown-blocks';
import { commentLine, paragraphOf, type TextLine } from './paragraph';
import { blockComment, unescaped } from './run';
import { type Sections, SectionWriter } from './sections';
import type { View } from './view';

/** The sheets of an AsciiDoc document: one a section, with the formulas of its macros and blocks. */
export function sheetsInAsciidoc(view: View): Sections {
  const { text } = view;
  const writer = new SectionWriter(view.toDocument({ start: 0, end: text.length }), { commentEnd: '////' });
  writer.read(view, new AsciidocScan(text).parts());
  for (const macro of definitionsIn(text)) writer.define(macro);
  return writer.result();
}

/** Blocks between two equal lines whose content is no text. */
const VERBATIM = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3,})$/;
/** Blocks whose content is text. */
const COMPOUND = /^(?:={4,}|\*{4,}|_{4,}|--|\|={3,})$/;
const HEADING = /^(={1,6}|#{1,6})[ \t]+(\S.*)$/;
const ATTRIBUTES = /^\[([^\]]*(?:\][^\]]*)*)\]$/;
const STEM = /(?:stem|latexmath|asciimath):[a-z,]*\[/g;
const LIST_ITEM = /^[ \t]+(?:[*.-]+|\d+\.|[a-zA-Z]\.)[ \t]/;

type Style = 'latexmath' | 'stem' | 'asciimath';

class AsciidocScan {
  private at: number;
  private paragraph: TextLine[] = [];
  /** The style that the attributes above give to the next block. */
  private style: string | undefined;
  private readonly isLatex: boolean;

  constructor(private readonly text: string) {
    this.at = frontMatterEnd(text);
    this.isLatex = /^:stem:[ \t]*(?:latexmath|tex|latex)[ \t]*$/m.test(text);
  }

  *parts(): Generator<DocumentPart> {
    const { text } = this;
    for (let last = this.at >= text.length; !last; last = this.at >= text.length) {
      const line = lineAt(text, this.at);
      this.at = line.next;
      const content = text.slice(
        line.start,
        trimEnd(text, line.start, Math.min(line.end, line.start + 5000)),
      );
      if (content === '') yield* this.endParagraph();
      else yield* this.line(line, content);
    }
    yield* this.endParagraph();
  }

  private *line(line: Line, content: string): Generator<DocumentPart> {
    if (VERBATIM.test(content)) {
      yield* this.endParagraph();
      yield* this.verbatim(line, content);
    } else if (COMPOUND.test(content)) {
      yield* this.endParagraph();
    } else if (content.startsWith('//') && !content.startsWith('///')) {
      yield* this.comment(line);
    } else if (this.paragraph.length > 0) {
      this.paragraph.push({ start: skipBlanks(this.text, line.start, line.end), line });
    } else {
      yield* this.block(line, content);
    }
  }

  private *block(line: Line, content: string): Generator<DocumentPart> {
    const { text } = this;
    const heading = HEADING.exec(content);
    if (heading) {
      const isLoose = this.style === 'discrete' || this.style === 'float';
      const [, marks, title] = heading;
      if (!isLoose) yield { kind: 'heading', level: marks!.length, title: title!, start: line.start };
      yield* this.inline([{ start: line.start, line }]);
      this.style = undefined;
      return;
    }
    const attributes = ATTRIBUTES.exec(content);
    if (attributes) {
      // `[[id]]` names the next block, `[stem#id,reftext=x]` gives it a style.
      if (!content.startsWith('[[')) this.style = /^[\w-]*/.exec(attributes[1]!)![0];
      return;
    }
    if (/^:!?[\w-]+!?:(?:\s|$)/.test(content)) return;
    if (/^\.[^\s.]/.test(content)) return yield* this.inline([{ start: line.start, line }]);
    if (/^[ \t]/.test(content) && !LIST_ITEM.test(content)) {
      // A paragraph that is indented is a listing.
      while (this.at < text.length) {
        const next = lineAt(text, this.at);
        if (skipBlanks(text, next.start, next.end) === next.end) break;
        this.at = next.next;
      }
      return;
    }
    this.paragraph.push({ start: skipBlanks(text, line.start, line.end), line });
  }

  private *verbatim(line: Line, mark: string): Generator<DocumentPart> {
    const { text, style } = this;
    this.style = undefined;
    const start = line.next;
    let end = text.length;
    for (let closed = false; !closed && this.at < text.length; ) {
      const next = lineAt(text, this.at);
      this.at = next.next;
      if (
        text.startsWith(mark, next.start) &&
        trimEnd(text, next.start, next.end) === next.start + mark.length
      ) {
        closed = true;
        end = next.start;
      }
    }
    if (mark.startsWith('/')) {
      if (text.slice(start, end).includes('@grad')) {
        yield blockComment(text, line.start, start, end, end < text.length);
      }
    } else if (mark.startsWith('+') && isStem(style) && end < text.length) {
      yield* this.formula([{ start, end }], style);
    }
  }

  private *comment(line: Line): Generator<DocumentPart> {
    const { text } = this;
    const lines: CommentLine[] = [];
    let current = line;
    for (;;) {
      const start = skipBlanks(text, current.start + 2, current.end);
      lines.push(commentLine(text, current, start, current.end));
      const next = lineAt(text, current.next);
      if (next.start >= text.length || !text.startsWith('//', next.start) || text[next.start + 2] === '/')
        break;
      current = next;
    }
    this.at = Math.max(this.at, current.next);
    if (!text.slice(line.start, current.end).includes('@grad')) return;
    // A comment is no part of the paragraph that it stands in, whose formulas before it come first.
    if (this.style === undefined) yield* this.endParagraph();
    yield { kind: 'comment', lines, opening: { start: line.start, end: line.start + 2 }, closed: true };
  }

  private *endParagraph(): Generator<DocumentPart> {
    const { paragraph, style } = this;
    if (paragraph.length === 0) return;
    this.paragraph = [];
    this.style = undefined;
    if (isStem(style)) {
      const pieces = paragraph.map(({ start, line }) => ({ start, end: line.next }));
      yield* this.formula(pieces, style);
    } else if (style !== 'listing' && style !== 'source' && style !== 'literal') {
      yield* this.inline(paragraph);
    }
  }

  private *inline(lines: readonly TextLine[]): Generator<Formula> {
    const paragraph = paragraphOf(this.text, lines);
    const { text } = paragraph;
    if (!text.includes('stem:') && !text.includes('math:')) return;
    STEM.lastIndex = 0;
    for (let match = STEM.exec(text); match; match = STEM.exec(text)) {
      const start = STEM.lastIndex;
      let end = text.indexOf(']', start);
      while (end >= 0 && text[end - 1] === '\\') end = text.indexOf(']', end + 1);
      if (end < 0) return;
      const pieces = unescaped(this.text, paragraph.pieces(start, end), ']');
      const next = end + 1;
      const style = match[0].slice(0, match[0].indexOf(':'));
      yield* this.formula(pieces, isStem(style) ? style : 'stem');
      STEM.lastIndex = next;
    }
  }

  private *formula(pieces: readonly FormulaPiece[], style: Style): Generator<Formula> {
    const content = pieces.map(({ start, end }) => this.text.slice(start, end)).join('');
    const isLatex = style === 'latexmath' || (style === 'stem' && this.isLatex) || /\\[A-Za-z]/.test(content);
    if (isLatex || readsAlike(content))
      yield { kind: 'formula', pieces: withoutDelimiters(this.text, pieces) };
  }
}

const isStem = (style: string | undefined): style is Style =>
  style === 'stem' || style === 'latexmath' || style === 'asciimath';

/** Whether AsciiMath means what LaTeX does: it has no words, and its fractions and arguments are not those of LaTeX. */
const readsAlike = (content: string): boolean =>
  !/[A-Za-z]{2}|\/|[_^]\s*[-+\d]{2}|[_^]\s*\(|["]/.test(content);

/** A block may repeat the delimiters of LaTeX around its formula. */
function withoutDelimiters(text: string, pieces: readonly FormulaPiece[]): readonly FormulaPiece[] {
  const [piece] = pieces;
  if (pieces.length !== 1 || !piece || piece.text !== undefined) return pieces;
  const match = /^\s*(?:\\\[([\s\S]*)\\\]|\$\$([\s\S]*)\$\$|\$([\s\S]*)\$|\\\(([\s\S]*)\\\))\s*$/d.exec(
    text.slice(piece.start, piece.end),
  );
  const range = match?.indices?.slice(1).find((each) => each !== undefined);
  return range ? [{ start: piece.start + range[0], end: piece.start + range[1] }] : pieces;
}

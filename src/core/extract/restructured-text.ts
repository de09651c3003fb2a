import type { Span } from '../text/span';
import type { DocumentPart, FormulaPiece } from './document-part';
import { type Line, lineAt, skipBlanks, trimEnd } from './lines';
import { definitionsIn } from './macro-definitions';
import { paragraphOf, type TextLine } from './paragraph';
import { blockComment } from './run';
import { type Sections, SectionWriter } from './sections';
import type { View } from './view';

/** The sheets of a reStructuredText document: one a section, with the formulas of the role and the directive `math`. */
export function sheetsInRst(view: View): Sections {
  const { text } = view;
  const writer = new SectionWriter(view.toDocument({ start: 0, end: text.length }), {
    commentEnd: 'a line that is not indented',
  });
  writer.read(view, new RstScan(text).parts());
  for (const macro of definitionsIn(text)) writer.define(macro);
  return writer.result();
}

const DIRECTIVE = /\.\.[ \t]+(?:\|[^|\r\n]+\|[ \t]+)?([A-Za-z][\w:.+-]*?)[ \t]?::(?=[ \t\r\n]|$)/y;
const EXPLICIT = /\.\.(?=[ \t\r\n]|$)/y;
/** Footnotes, citations, targets and substitutions are text. */
const NAMED = /\.\.[ \t]+(?:\[[^\]\r\n]+\]|_|__|\|)/y;
/** Directives whose content is no text. */
const LITERAL =
  /^(?:code|code-block|sourcecode|literalinclude|raw|parsed-literal|doctest|testcode|testsetup|testoutput|ipython|ipython3|plot|prompt|productionlist|graphviz|digraph|mermaid|uml|highlight|jupyter-execute|code-cell|exec|command-output)$/;
const OPTION = /^:[\w-]+:(?:\s|$)/;
const ROLES = /``[\s\S]*?``|:math:`((?:[^`\\]|\\[\s\S])*)`|`((?:[^`\\]|\\[\s\S])*)`(:math:)?/dg;

/** Walks over the lines of a document once. */
class RstScan {
  private at = 0;
  private paragraph: TextLine[] = [];
  /** The adornments of section titles, the outermost first. */
  private readonly adornments: string[] = [];
  private readonly isMathDefault: boolean;

  constructor(private readonly text: string) {
    this.isMathDefault = /^\.\.[ \t]+default-role::[ \t]+math[ \t]*$/m.test(text);
  }

  *parts(): Generator<DocumentPart> {
    const { text } = this;
    for (let last = text.length === 0; !last; last = this.at >= text.length) {
      const line = lineAt(text, this.at);
      this.at = line.next;
      const first = skipBlanks(text, line.start, line.end);
      if (first === line.end) yield* this.endParagraph();
      else if (this.paragraph.length > 0 && !this.isUnderlined(line))
        this.paragraph.push({ start: first, line });
      else yield* this.block(line, first);
    }
    yield* this.endParagraph();
  }

  private *block(line: Line, first: number): Generator<DocumentPart> {
    const { text } = this;
    const heading = this.paragraph.length === 0 ? this.overlined(line) : undefined;
    if (heading) {
      yield* heading;
      return;
    }
    if (this.paragraph.length === 1) {
      // The line that adorns the title before it.
      const [title] = this.paragraph;
      this.paragraph = [];
      yield* this.heading(title!, text[line.start]!);
      return;
    }
    DIRECTIVE.lastIndex = first;
    const directive = DIRECTIVE.exec(text);
    if (directive && DIRECTIVE.lastIndex <= line.end) {
      yield* this.directive(directive[1]!, line, first, DIRECTIVE.lastIndex);
    } else if (matches(EXPLICIT, text, first) && !matches(NAMED, text, first)) {
      const block = this.indented(first - line.start);
      const end = block.at(-1)?.end ?? line.end;
      if (text.slice(first, end).includes('@grad')) yield blockComment(text, first, first + 2, end, true);
    } else if (text.startsWith('>>>', first)) {
      while (this.at < text.length && !this.isEmpty(lineAt(text, this.at)))
        this.at = lineAt(text, this.at).next;
    } else {
      this.paragraph.push({ start: first, line });
    }
  }

  private *directive(name: string, line: Line, first: number, from: number): Generator<DocumentPart> {
    const { text } = this;
    const argument = { start: skipBlanks(text, from, line.end), end: line.end };
    if (LITERAL.test(name)) {
      this.indented(first - line.start);
    } else if (name === 'math') {
      yield* this.math(argument, this.indented(first - line.start));
    } else if (argument.start < argument.end) {
      this.paragraph.push({ start: argument.start, line });
      yield* this.endParagraph();
    }
  }

  /** The formulas of a directive: empty lines stand between them. */
  private *math(argument: Span, block: readonly Line[]): Generator<DocumentPart> {
    const { text } = this;
    let pieces: FormulaPiece[] = argument.start < argument.end ? [argument] : [];
    let isHead = true;
    for (const line of block) {
      const first = skipBlanks(text, line.start, line.end);
      if (isHead && OPTION.test(text.slice(first, Math.min(line.end, first + 100)))) continue;
      if (first < line.end) {
        // An argument goes on in the next line.
        if (pieces.length > 0 && pieces.at(-1) === argument)
          pieces = [{ start: argument.start, end: argument.end }, gap(argument, first)];
        pieces.push({ start: first, end: line.next });
        isHead = false;
      } else if (pieces.length > 0) {
        yield { kind: 'formula', pieces };
        pieces = [];
      }
    }
    if (pieces.length > 0) yield { kind: 'formula', pieces };
  }

  /** The lines below that are indented by more than `indent`, with the empty ones between them. */
  private indented(indent: number): readonly Line[] {
    const { text } = this;
    const lines: Line[] = [];
    let empty: Line[] = [];
    for (let at = this.at; at < text.length; ) {
      const line = lineAt(text, at);
      at = line.next;
      const first = skipBlanks(text, line.start, line.end);
      if (first === line.end) {
        empty.push(line);
        continue;
      }
      if (first - line.start <= indent) break;
      lines.push(...empty, line);
      empty = [];
      this.at = line.next;
    }
    return lines;
  }

  private *endParagraph(): Generator<DocumentPart> {
    const lines = this.paragraph;
    if (lines.length === 0) return;
    this.paragraph = [];
    yield* this.inline(lines);
    const { line } = lines.at(-1)!;
    const end = trimEnd(this.text, line.start, line.end);
    // Two colons announce a listing.
    if (this.text.startsWith('::', end - 2)) {
      const first = lines[0]!;
      this.indented(first.start - first.line.start);
    }
  }

  private *inline(lines: readonly TextLine[]): Generator<DocumentPart> {
    const paragraph = paragraphOf(this.text, lines);
    if (!paragraph.text.includes(':math:') && !(this.isMathDefault && paragraph.text.includes('`'))) return;
    for (const match of paragraph.text.matchAll(ROLES)) {
      const bare = match.indices?.[2];
      const isMath = match[1] !== undefined || match[3] !== undefined || this.isBare(paragraph.text, bare);
      const range = match.indices?.[1] ?? bare;
      if (isMath && range) yield { kind: 'formula', pieces: paragraph.pieces(...range) };
    }
  }

  /** Whether text in backticks is a formula because roles are `math` where none is given. */
  private isBare(text: string, range: readonly [number, number] | undefined): boolean {
    if (!this.isMathDefault || !range) return false;
    return text[range[0] - 2] !== ':' && text[range[1] + 1] !== '_' && text[range[1] + 1] !== ':';
  }

  /** Whether a line adorns the title in the line before it. */
  private isUnderlined(line: Line): boolean {
    if (this.paragraph.length !== 1) return false;
    const [title] = this.paragraph;
    return title!.start === title!.line.start && this.isAdornment(line, title!);
  }

  private isAdornment(line: Line, { start, line: above }: TextLine): boolean {
    const length = adornmentLength(this.text, line);
    return length >= 4 || (length > 0 && length >= trimEnd(this.text, start, above.end) - start);
  }

  /** The heading that an adornment above and one below a title make. */
  private overlined(line: Line): Iterable<DocumentPart> | undefined {
    const { text } = this;
    if (adornmentLength(text, line) === 0) return undefined;
    const title = lineAt(text, this.at);
    const below = lineAt(text, title.next);
    const start = skipBlanks(text, title.start, title.end);
    const isPair = text[below.start] === text[line.start] && adornmentLength(text, below) > 0;
    if (start === title.end || !isPair || title.next === title.end) return undefined;
    this.at = below.next;
    return this.heading({ start, line: title }, `${text[line.start]!}|`, line.start);
  }

  private *heading(title: TextLine, adornment: string, from?: number): Generator<DocumentPart> {
    if (!this.adornments.includes(adornment)) this.adornments.push(adornment);
    const { text } = this;
    yield {
      kind: 'heading',
      level: this.adornments.indexOf(adornment) + 1,
      title: text.slice(title.start, trimEnd(text, title.start, title.line.end)),
      start: from ?? title.line.start,
    };
    yield* this.inline([title]);
  }

  private isEmpty(line: Line): boolean {
    return skipBlanks(this.text, line.start, line.end) === line.end;
  }
}

/** A line break, for the one between an argument and the line that goes on with it. */
const gap = (argument: Span, next: number): FormulaPiece => ({ start: argument.end, end: next, text: '\n' });

const matches = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/** How long a line is that repeats one sign of punctuation; 0 for any other. */
function adornmentLength(text: string, line: Line): number {
  const mark = text.charAt(line.start);
  if (!/[!-/:-@[-`{-~]/.test(mark)) return 0;
  const end = trimEnd(text, line.start, line.end);
  for (let at = line.start; at < end; at++) if (text[at] !== mark) return 0;
  const length = end - line.start;
  return length >= 2 ? length : 0;
}

import { fragmentBuilder } from '../text/fragment';
import type { Span } from '../text/span';
import { readBlock, statementWriter } from './block';
import { sheetsInCode } from './comments';
import type {
  CodeFence,
  Comment,
  DocumentPart,
  Formula,
  FormulaPiece,
  Heading,
  Nested,
  ScopeEnd,
  StatementFence,
} from './document-part';
import { withoutMargin } from './gutter';
import { languageByName } from './languages';
import { isBlank, isEmptyText, isNewline } from './lines';
import type { ExtractionProblem, SectionSource, SheetSource, SourceFragment } from './sheet-source';
import { collector, fragmentView, type View } from './view';
import { wordsOf } from './words-around';

interface Section {
  readonly index: number;
  readonly outer: Section | undefined;
  readonly level: number;
  title: string;
  readonly start: number;
  end: number;
  /** The index of its sheet, once it has one. */
  sheet?: number;
  /** A directive ended the sheet before the section's end. */
  ended: boolean;
}

interface OpenSheet {
  readonly of: Section;
  readonly parent: number | undefined;
  readonly fragments: SourceFragment[];
}

/** What the comments of a format look like. */
export interface SectionOptions {
  /** What ends a comment, for the report of one that is never closed. */
  readonly commentEnd: string;
  /** Finds a comment behind a directive or a statement. */
  readonly commentMark?: RegExp;
  /** A fragment without text stands for each formula: nobody wants to read them. */
  readonly isOutline?: boolean;
}

export interface Sections {
  readonly macros?: string;
  readonly sheets: readonly SheetSource[];
  readonly problems: readonly ExtractionProblem[];
  readonly sections: readonly SectionSource[];
}

/**
 * Makes the sheets of a document of prose: one a section, with the formulas, statements and directives under its heading. A
 * section has a sheet where it or a section inside it has statements.
 */
export class SectionWriter {
  private readonly sheets: (OpenSheet | SheetSource)[] = [];
  private readonly problems: ExtractionProblem[] = [];
  private readonly macros: string[] = [];
  private readonly words = new WeakMap<View, ReturnType<typeof wordsOf>>();
  /** From the document to the innermost section. */
  private readonly sections: Section[] = [];
  private readonly allSections: Section[] = [];
  /** Where the document ends. */
  private readonly end: number;

  constructor(
    { start, end }: Span,
    private readonly options: SectionOptions = { commentEnd: '-->' },
  ) {
    this.end = end;
    this.open(0, '', start);
  }

  /** Adds the parts of a text to the section that is open. */
  read(view: View, parts: Iterable<DocumentPart>): void {
    for (const part of parts) {
      switch (part.kind) {
        case 'heading':
          this.heading(view, part);
          break;
        case 'scope-end':
          this.scopeEnd(view, part);
          break;
        case 'formula':
          this.formula(view, part);
          break;
        case 'comment':
          this.comment(view, part);
          break;
        case 'statements':
          this.statements(view, part);
          break;
        case 'code':
          this.code(view, part);
          break;
        case 'nested':
          this.nested(view, part);
          break;
      }
    }
  }

  report(problem: ExtractionProblem): void {
    this.problems.push(problem);
  }

  /** Adds the text of the definition of a macro. */
  define(definition: string): void {
    this.macros.push(definition);
  }

  result(): Sections {
    return {
      ...(this.macros.length === 0 ? {} : { macros: this.macros.join('\n') }),
      sheets: this.sheets.map((sheet) => ('of' in sheet ? closeSheet(sheet) : sheet)),
      problems: this.problems,
      sections: this.allSections.map(({ start, end, outer }) => ({
        span: { start, end },
        ...(outer && { parent: outer.index }),
      })),
    };
  }

  private current(): Section {
    return this.sections.at(-1)!;
  }

  private sheetOf(section: Section): number {
    if (section.sheet !== undefined) return section.sheet;
    const parent = this.parentOf(section);
    section.sheet = this.sheets.length;
    this.sheets.push({ of: section, parent, fragments: [] });
    return section.sheet;
  }

  /** The document itself encloses its sections only where it has statements of its own. */
  private parentOf(section: Section): number | undefined {
    const outer = this.sections[this.sections.indexOf(section) - 1];
    if (!outer) return undefined;
    return outer.level === 0 ? outer.sheet : this.sheetOf(outer);
  }

  private addFragment(fragment: SourceFragment): void {
    const sheet = this.sheets[this.sheetOf(this.current())];
    if (sheet && 'of' in sheet) sheet.fragments.push(fragment);
  }

  private heading(view: View, { level, title, start }: Heading): void {
    const at = offsetOf(view, start);
    this.endSections(level, at);
    this.open(level, title, at);
  }

  private open(level: number, title: string, start: number): void {
    const index = this.allSections.length;
    const outer = this.sections.at(-1);
    const section = { index, outer, level, title, start, end: this.end, ended: false };
    this.allSections.push(section);
    this.sections.push(section);
  }

  private scopeEnd(view: View, { level, start }: ScopeEnd): void {
    this.endSections(level, offsetOf(view, start));
  }

  private endSections(level: number, at: number): void {
    while (this.sections.length > 1 && this.current().level >= level) this.sections.pop()!.end = at;
  }

  private formula(view: View, { pieces }: Formula): void {
    if (this.current().ended) return;
    if (this.options.isOutline === true) {
      if (!pieces.every((piece) => isEmptyPiece(view.text, piece))) this.addFragment(UNREAD_FORMULA);
      return;
    }
    const content = collector(view);
    for (const { start, end, text } of pieces) {
      if (text === undefined) content.add(start, end);
      else content.addDecoded(text, start, end);
    }
    const fragment = content.take();
    if (isEmptyText(fragment.text)) return;
    const words = this.wordsIn(view)(pieces[0]!.start, pieces.at(-1)!.end);
    this.addFragment({
      fragment,
      syntax: 'latex',
      dialect: 'latex',
      unannotated: true,
      ...(words !== undefined && { words }),
    });
  }

  private wordsIn(view: View): ReturnType<typeof wordsOf> {
    const known = this.words.get(view) ?? wordsOf(view.text);
    this.words.set(view, known);
    return known;
  }

  private statements(view: View, { title, opening, content: lines, closed }: StatementFence): void {
    const section = this.current();
    const content = collector(view);
    for (const { start, end } of lines) content.add(start, end);
    if (section.ended || content.isEmpty) return;
    if (!closed) this.report({ message: UNCLOSED_FENCE, span: view.toDocument(opening) });
    const fragment = content.take();
    if (isEmptyText(fragment.text)) return;
    if (section.title === '') section.title = title;
    this.addFragment({ fragment, syntax: 'infix', dialect: 'sheet' });
  }

  private code(view: View, { language, content: lines }: CodeFence): void {
    const section = this.current();
    const row = section.ended ? undefined : languageByName(language);
    if (!row) return;
    const content = collector(view);
    for (const { start, end } of lines) content.add(start, end);
    const code = content.take();
    if (!code.text.includes('@grad')) return;
    const found = sheetsInCode(fragmentView(code), row);
    if (found.length === 0) return;
    const parent = section.level === 0 ? section.sheet : this.sheetOf(section);
    for (const sheet of found) this.sheets.push(parent === undefined ? sheet : { ...sheet, parent });
  }

  private nested(view: View, { content: lines, split }: Nested): void {
    const content = collector(view);
    for (const { start, end } of lines) content.add(start, end);
    if (content.isEmpty) return;
    const inner = fragmentView(content.take());
    this.read(inner, split(inner.text));
  }

  private comment(view: View, { lines, opening, closed }: Comment): void {
    const section = this.current();
    const { text } = view;
    const statements = statementWriter(view);
    let isDirective = false;
    for (const event of readBlock(text, withoutMargin(text, lines), this.options.commentMark)) {
      isDirective = true;
      if (event.kind === 'blank') statements.blank(event.line);
      else if (event.kind !== 'directive' && !section.ended) {
        statements.statement(event.start, event.end, event.line);
      }
      if (event.kind !== 'directive') continue;
      const { kind, start, end } = event.directive;
      if (kind === 'end') section.ended = true;
      if (kind !== 'open') continue;
      section.ended = false;
      if (start === end) continue;
      const title = text.slice(start, end);
      if (section.title === '') section.title = title;
      else this.report({ message: titleHasNoEffect(title), span: view.toDocument({ start, end }) });
    }
    if (isDirective && !closed) {
      const message = unclosedComment(this.options.commentEnd);
      this.report({ message, span: view.toDocument(opening) });
    }
    const fragment = statements.take();
    if (fragment) this.addFragment(fragment);
  }
}

const UNREAD_FORMULA: SourceFragment = {
  fragment: fragmentBuilder().build(),
  syntax: 'latex',
  dialect: 'latex',
  unannotated: true,
};

const isEmptyPiece = (view: string, { start, end, text }: FormulaPiece): boolean => {
  if (text !== undefined) return isEmptyText(text);
  for (let at = start; at < end; at++) {
    const code = view.charCodeAt(at);
    if (!isBlank(code) && !isNewline(code)) return false;
  }
  return true;
};

/** The document's offset of an offset of a view, which may be its end. */
function offsetOf(view: View, offset: number): number {
  if (offset < view.text.length) return view.toDocument({ start: offset, end: offset + 1 }).start;
  return offset === 0 ? 0 : view.toDocument({ start: offset - 1, end: offset }).end;
}

function closeSheet({ of: { title, start, end, index }, parent, fragments }: OpenSheet): SheetSource {
  const span = { start, end };
  return { title, span, fragments, section: index, ...(parent === undefined ? {} : { parent }) };
}

const UNCLOSED_FENCE =
  'This fence is never closed, so everything up to the end of the document is read as statements. Close it with a line of the same signs.';
const unclosedComment = (end: string): string =>
  `This comment is never closed, so everything up to the end of the document belongs to it. Close it with \`${end}\`.`;
const titleHasNoEffect = (title: string): string =>
  `\`${title}\` does not read as a statement, and a sheet takes its title from the heading here. Correct the statement, or write a heading.`;

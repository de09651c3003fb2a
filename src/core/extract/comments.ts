import type { Span } from '../text/span';
import { cutComment, type Directive, directiveAt, type ReadsAsStatements } from './directive';
import { type CommentLine, commentLines } from './gutter';
import type { Language } from './languages';
import { isNewline, isSpace, skipBlanks } from './lines';
import { type Comment, scanComments } from './scan';
import type { SheetSource, SourceFragment } from './sheet-source';
import { type Collector, collector, type View } from './view';

/** What a block of comment lines holds, in order; `ignore` is a directive that is also a statement. */
export type BlockEvent =
  | { readonly kind: 'directive'; readonly directive: Directive; readonly line: CommentLine }
  | {
      readonly kind: 'statement' | 'ignore';
      readonly start: number;
      readonly end: number;
      readonly line: CommentLine;
    };

/** A line of signs that draws a rule or a frame. */
const ORNAMENT = /^([-=*#/~_+%!;])\1{2,}$/;
/** A tag of a documentation tool: `@param x`, `:return: y`. What follows it is prose. */
const DOC_TAG = /^(?:@(?!grad(?:\s|$))[A-Za-z]|:[a-z]+[^:]{0,80}:(?:\s|$))/;

/** The sheets that the comments of a program hold; `parent` is the index of the sheet that encloses the program. */
export function sheetsInCode(
  view: View,
  language: Language,
  readsAsStatements: ReadsAsStatements,
  parent?: number,
): readonly SheetSource[] {
  const { text } = view;
  const sheets: SheetSource[] = [];
  const statements = collector(view);
  let open: { title: string; start: number; fragments: SourceFragment[] } | undefined;

  const flush = (): void => {
    if (open && !statements.isEmpty) open.fragments.push(infixFragment(statements));
  };
  const close = (end: number): void => {
    flush();
    if (!open) return;
    const span: Span = view.toDocument({ start: open.start, end });
    const { title, fragments } = open;
    sheets.push({ title, span, fragments, ...(parent === undefined ? {} : { parent }) });
    open = undefined;
  };
  const openSheet = (title: string, start: number): void => {
    open = { title, start, fragments: [] };
  };

  for (const block of commentBlocks(text, scanComments(text, language).comments)) {
    const lines = block.flatMap((comment) => {
      const all = commentLines(text, comment);
      return comment.startsLine ? all : all.slice(1);
    });
    let previous: CommentLine | undefined;
    for (const event of readBlock(text, lines, commentMark(language), readsAsStatements)) {
      const { line } = event;
      if (event.kind === 'ignore' && !open) break;
      if (event.kind !== 'directive') {
        if (!open) openSheet('', line.lineStart);
        addStatement(statements, event.start, event.end, previous);
        previous = line;
      } else if (event.directive.kind === 'open') {
        close(line.lineStart);
        openSheet(text.slice(event.directive.start, event.directive.end), line.lineStart);
      } else if (event.directive.kind === 'end') {
        close(line.breakStart);
      }
      // Code lines that a derivative or `on` and `off` mark are read here once code is.
    }
    flush();
  }
  close(text.length);
  return sheets;
}

/** Adds a line of statements; `previous` is the line of statements before it in the same block. */
export function addStatement(
  statements: Collector,
  start: number,
  end: number,
  previous: CommentLine | undefined,
): void {
  if (previous && !statements.isEmpty) statements.add(previous.breakStart, previous.breakEnd);
  statements.add(start, end);
}

export const infixFragment = (statements: Collector): SourceFragment => ({
  fragment: statements.take(),
  syntax: 'infix',
  dialect: 'sheet',
});

/**
 * Reads the lines of one block. Lines before the first directive are prose; so are lines behind one that is about code
 * (`on`, `off`, a derivative alone) and behind `end`, and everything from a documentation tag on.
 */
export function* readBlock(
  text: string,
  lines: readonly CommentLine[],
  mark: RegExp | undefined,
  readsAsStatements: ReadsAsStatements,
): Generator<BlockEvent> {
  let reading = false;
  for (const line of lines) {
    const first = skipBlanks(text, line.start, line.end);
    if (first >= line.end) continue;
    const directive = directiveAt(text, first, line.end, mark, readsAsStatements);
    if (directive) {
      if (directive.kind === 'statements') {
        reading = true;
        yield { kind: 'statement', start: directive.start, end: directive.end, line };
      } else if (directive.kind === 'ignore') {
        reading = true;
        yield { kind: 'ignore', start: directive.marker, end: directive.end, line };
      } else {
        if (directive.kind === 'open') reading = true;
        else if (directive.kind === 'end') reading = false;
        yield { kind: 'directive', directive, line };
      }
      continue;
    }
    if (!reading) continue;
    const content = text.slice(first, line.end);
    if (DOC_TAG.test(content)) reading = false;
    else if (!ORNAMENT.test(content)) {
      const end = cutComment(text, line.start, line.end, mark);
      if (end > first) yield { kind: 'statement', start: line.start, end, line };
    }
  }
}

/** Neighbouring comments of one line each form a block; a comment of several lines is a block. */
function* commentBlocks(text: string, comments: readonly Comment[]): Generator<readonly Comment[]> {
  let block: Comment[] = [];
  for (const comment of comments) {
    const last = block.at(-1);
    if (last && !continuesBlock(text, last, comment)) {
      yield block;
      block = [];
    }
    block.push(comment);
  }
  if (block.length > 0) yield block;
}

function continuesBlock(text: string, last: Comment, next: Comment): boolean {
  if (!last.startsLine || !next.startsLine || last.kind !== next.kind || last.kind === 'doc') return false;
  if (last.kind === 'block' && (spansLines(text, last) || spansLines(text, next))) return false;
  let breaks = 0;
  for (let i = last.end; i < next.start; i++) {
    const code = text.charCodeAt(i);
    if (!isSpace(code)) return false;
    if (!isNewline(code)) continue;
    if (code === 13 && text.charCodeAt(i + 1) === 10) i++;
    if (++breaks > 1) return false;
  }
  return breaks === 1;
}

function spansLines(text: string, comment: Comment): boolean {
  for (let i = comment.start; i < comment.end; i++) if (isNewline(text.charCodeAt(i))) return true;
  return false;
}

/** Markers that can begin a comment behind a statement without being part of one. */
const CUTTING_MARKS: Readonly<Record<string, string>> = {
  '#': '#',
  '//': '\\/\\/',
  '%': '%',
  '--': '--',
  '!': '!(?!=)',
};
const marks = new WeakMap<Language, RegExp | undefined>();

/** Finds a comment behind a directive or a statement: a line comment's marker after white space. */
function commentMark(language: Language): RegExp | undefined {
  if (marks.has(language)) return marks.get(language);
  const patterns = language.rules.flatMap((rule) =>
    rule.kind === 'line' && CUTTING_MARKS[rule.mark] !== undefined ? [CUTTING_MARKS[rule.mark]!] : [],
  );
  const mark = patterns.length > 0 ? new RegExp(`(?:^|(?<=\\s))(?:${patterns.join('|')})`) : undefined;
  marks.set(language, mark);
  return mark;
}

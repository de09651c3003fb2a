import type { Span } from '../text/span';
import { readBlock, statementWriter } from './block';
import { commentLines } from './gutter';
import type { Language } from './languages';
import { isNewline, isSpace } from './lines';
import { type Comment, scanComments } from './scan';
import type { SheetSource, SourceFragment } from './sheet-source';
import type { View } from './view';

/** The sheets that the comments of a program hold; `parent` is the index of the sheet that encloses the program. */
export function sheetsInCode(view: View, language: Language, parent?: number): readonly SheetSource[] {
  const { text } = view;
  const sheets: SheetSource[] = [];
  const statements = statementWriter(view);
  let open: { title: string; start: number; fragments: SourceFragment[] } | undefined;

  const flush = (): void => {
    const fragment = statements.take();
    if (fragment) open?.fragments.push(fragment);
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
    for (const event of readBlock(text, lines, commentMark(language))) {
      const { line } = event;
      if (event.kind === 'ignore' && !open) break;
      if (event.kind === 'blank') {
        statements.blank(line);
      } else if (event.kind !== 'directive') {
        if (!open) openSheet('', line.lineStart);
        statements.statement(event.start, event.end, line);
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

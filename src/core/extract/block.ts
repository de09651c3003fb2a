import { cutComment, type Directive, directiveAt } from './directive';
import type { CommentLine } from './gutter';
import { skipBlanks } from './lines';
import type { SourceFragment } from './sheet-source';
import { collector, type View } from './view';

/** What a block of comment lines holds, in order; `ignore` is a directive that is also a statement. */
export type BlockEvent =
  | { readonly kind: 'directive'; readonly directive: Directive; readonly line: CommentLine }
  | {
      readonly kind: 'statement' | 'ignore';
      readonly start: number;
      readonly end: number;
      readonly line: CommentLine;
    }
  | { readonly kind: 'blank'; readonly line: CommentLine };

/** A line of signs that draws a rule or a frame. */
const ORNAMENT = /^([-=*#/~_+%!;])\1{2,}$/;
/** A tag of a documentation tool: `@param x`, `:return: y`. What follows it is prose. */
const DOC_TAG = /^(?:@(?!grad(?:\s|$))[A-Za-z]|:[a-z]+[^:]{0,80}:(?:\s|$))/;

/**
 * Reads the lines of one block. Lines before the first directive are prose; so are lines behind one that is about code
 * (`on`, `off`, a derivative alone) and behind `end`, and everything from a documentation tag on.
 */
export function* readBlock(
  text: string,
  lines: readonly CommentLine[],
  mark: RegExp | undefined,
): Generator<BlockEvent> {
  let reading = false;
  for (const line of lines) {
    const first = skipBlanks(text, line.start, line.end);
    const directive = directiveAt(text, first, line.end, mark);
    if (directive) {
      const { kind, marker, start, end } = directive;
      if (kind === 'open' || kind === 'statements' || kind === 'ignore') reading = true;
      else if (kind === 'end') reading = false;
      if (kind === 'statements') yield { kind: 'statement', start, end, line };
      else if (kind === 'ignore') yield { kind, start: marker, end, line };
      else yield { kind: 'directive', directive, line };
      continue;
    }
    if (!reading) continue;
    const content = text.slice(first, line.end);
    if (DOC_TAG.test(content)) {
      reading = false;
    } else if (content === '' || ORNAMENT.test(content)) {
      yield { kind: 'blank', line };
    } else {
      const end = cutComment(text, line.start, line.end, mark);
      if (end > first) yield { kind: 'statement', start: line.start, end, line };
    }
  }
}

/** Writes lines of statements into fragments, with the line breaks between them. */
export interface StatementWriter {
  statement(start: number, end: number, line: CommentLine): void;
  /** An empty line, which ends a statement that is left open. */
  blank(line: CommentLine): void;
  /** The fragment since the last one, or undefined where there was no statement. */
  take(): SourceFragment | undefined;
}

export function statementWriter(view: View): StatementWriter {
  const statements = collector(view);
  let ended: CommentLine[] = [];
  return {
    statement: (start, end, line) => {
      for (const { breakStart, breakEnd } of ended) statements.add(breakStart, breakEnd);
      statements.add(start, end);
      ended = [line];
    },
    blank: (line) => {
      if (ended.length > 0) ended.push(line);
    },
    take: () => {
      ended = [];
      if (statements.isEmpty) return undefined;
      return { fragment: statements.take(), syntax: 'infix', dialect: 'sheet' };
    },
  };
}

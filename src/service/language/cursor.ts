import { extract } from '../../core/extract/extract';
import type { SourceDocument } from '../../core/extract/sheet-source';
import { dialectOf } from '../../core/syntax/infix/dialects';
import { type Layout, layOut } from '../../core/syntax/infix/layout';
import { tokenize } from '../../core/syntax/infix/lexer';
import { looksLikeProse } from '../../core/syntax/infix/prose';
import { Kind } from '../../core/syntax/infix/tokens';
import { type Fragment, fromDocument } from '../../core/text/fragment';
import type { Span } from '../../core/text/span';
import type { ReadDocument } from './reading';

/** The statement in which somebody is writing, cut at the cursor. */
export interface Cursor {
  /** The sheet of the book whose names are in scope; undefined in a sheet that begins here, and has no parent. */
  readonly sheet: number | undefined;
  /** The statement up to the cursor, without what marks it as a comment of a program. */
  readonly before: string;
  /** What stands behind the cursor on its line. */
  readonly after: string;
}

/** Stands for what is about to be written, so that an empty line of a comment is read as a statement, too. */
const STAND_IN = 'x';

/** How many characters before and behind the cursor are looked at. */
const WINDOW = 4000;

/** The statement at an offset; undefined where none is written: in prose, in code, in a remark, in quotes. */
export function cursorAt(read: ReadDocument, document: SourceDocument, offset: number): Cursor | undefined {
  const found = placeIn(document, { start: offset, end: offset }, STAND_IN);
  if (found === undefined) return behindMarker(read, document, offset);
  const { text } = found.fragment;
  const from = startOfLine(text, Math.max(0, found.at - WINDOW));
  const window = text.slice(from, found.at + WINDOW);
  const at = found.at - from;
  const layout = layOut(window, tokenize(window, dialectOf('sheet')));
  const range = layout.statements.find(
    (statement) => layout.starts[statement.from]! <= at && at < layout.ends[statement.to - 1]!,
  );
  if (range === undefined || !isWritten(layout, range, at)) return undefined;
  return {
    sheet: scopeOf(read, found),
    before: window.slice(layout.starts[range.from], at),
    after: /^[^\r\n]*/.exec(window.slice(at + STAND_IN.length))![0],
  };
}

/** A statement that is read wherever one may stand. */
const STATEMENT = 'x = 1';

/** Behind `@grad` half a statement is a title; it is taken for one that goes on with the open sheet. */
function behindMarker(read: ReadDocument, document: SourceDocument, offset: number): Cursor | undefined {
  const { text } = document;
  const line = text.slice(
    Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1,
    offset,
  );
  const before = /@grad[ \t]+(.*)$/.exec(line)?.[1];
  if (before === undefined) return undefined;
  const found = placeIn(document, { start: offset - before.length, end: offset }, STATEMENT);
  return found && { sheet: scopeOf(read, found), before, after: '' };
}

const startOfLine = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;

/** Words that begin a statement, and are no part of a sentence there. */
const LEADING: ReadonlySet<string> = new Set(['at', 'given', 'assume']);

/** Whether the stand-in is a name, or ends one, in a statement that is no sentence. */
function isWritten(layout: Layout, { from, to }: Layout['statements'][number], at: number): boolean {
  const { kinds, starts, ends, text } = layout;
  let token = from;
  while (token < to && ends[token]! <= at) token++;
  if (kinds[token] !== Kind.Name || starts[token]! > at) return false;
  let first = kinds[from] === Kind.Marker ? from + 1 : from;
  if (LEADING.has(text.slice(starts[first], ends[first]))) first++;
  return !looksLikeProse(layout, first, to);
}

/** A place of a fragment, in the sheets of a document. */
interface Place {
  readonly fragment: Fragment;
  readonly at: number;
  readonly sheet: number;
  readonly parent: number | undefined;
  /** Where the sheet begins. */
  readonly start: number;
}

/**
 * Where the end of `text` would be read as a statement, if `text` stood in the place of a span; undefined where it would
 * not. What is read is what stands behind the first `skip` characters.
 */
export function placeIn(document: SourceDocument, span: Span, text: string, skip = 0): Place | undefined {
  const patched = document.text.slice(0, span.start) + text + document.text.slice(span.end);
  const { sheets } = extract({ ...document, text: patched });
  const offset = span.start + skip;
  for (const [sheet, { fragments, parent, span: whole }] of sheets.entries()) {
    for (const { fragment, syntax } of fragments) {
      if (syntax !== 'infix' || !covers(fragment, offset)) continue;
      const at = fromDocument(fragment, offset);
      if (at !== undefined && fragment.text.startsWith(text.slice(skip), at)) {
        return { fragment, at, sheet, parent, start: whole.start };
      }
    }
  }
  return undefined;
}

function covers({ documentStarts, documentEnds }: Fragment, offset: number): boolean {
  const [start] = documentStarts;
  const end = documentEnds.at(-1);
  return start !== undefined && end !== undefined && start <= offset && offset < end;
}

/** The sheet that begins where the one with the stand-in does; a stand-in that makes a sheet sees the names around it. */
function scopeOf({ book }: ReadDocument, { sheet, parent, start }: Place): number | undefined {
  if (book.sheets[sheet]?.span.start === start) return sheet;
  const found = book.sheets.findIndex(({ span }) => span.start === start);
  return found < 0 ? parent : found;
}

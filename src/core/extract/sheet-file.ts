import { isSpace, type Line, lineAt, skipBlanks, trimEnd } from './lines';
import type { SheetSource } from './sheet-source';
import { collector, type View } from './view';

/** The sheets of a `.nabla` text: lines of three or more dashes stand between them. */
export function sheetsInSheetFile(view: View): readonly SheetSource[] {
  const { text } = view;
  const sheets: SheetSource[] = [];
  const close = (start: number, end: number): void => {
    if (isAllSpace(text, start, end)) return;
    const statements = collector(view);
    statements.add(start, end);
    sheets.push({
      title: titleOf(text, start, end),
      span: view.toDocument({ start, end }),
      fragments: [{ fragment: statements.take(), syntax: 'infix', dialect: 'sheet' }],
    });
  };
  let start = 0;
  for (let line = lineAt(text, 0); ; line = lineAt(text, line.next)) {
    if (isSeparator(text, line)) {
      close(start, line.start);
      start = line.next;
    }
    if (line.next === line.end) break;
  }
  close(start, text.length);
  return sheets;
}

function isSeparator(text: string, line: Line): boolean {
  let at = skipBlanks(text, line.start, line.end);
  const first = at;
  while (at < line.end && text[at] === '-') at++;
  return at - first >= 3 && skipBlanks(text, at, line.end) === line.end;
}

function isAllSpace(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
}

/** The comment that the sheet begins with. */
function titleOf(text: string, start: number, end: number): string {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  const line = lineAt(text, at, end);
  const comment = /^(?:#+|\/{2,})[ \t]*/.exec(text.slice(at, Math.min(line.end, at + 200)));
  return comment ? text.slice(at + comment[0].length, trimEnd(text, at, line.end)) : '';
}

import type { VerdictKind } from '../../core/check/verdict';
import type { Claim, Definition, Sheet, SheetQuery, Unread } from '../../core/sheet/model';
import type { Name, Size } from '../../core/syntax/ast';
import type { Statement } from '../../core/syntax/statements';
import { toDocument } from '../../core/text/fragment';
import type { Span } from '../../core/text/span';
import type { CheckedDocument } from '../facade';
import type { OutlineItem } from './model';
import type { ReadDocument } from './reading';

/** How much of a right side stands behind a name. */
const LONGEST_DETAIL = 60;

/**
 * The sheets of a document with their definitions and claims, in document order; a section's sheet lies in that of the
 * section around it. A lone sheet without a title is left out, its entries are not.
 *
 * @param checked the verdicts; used only where they are about the same text
 */
export function outlineOf(read: ReadDocument, checked?: CheckedDocument): readonly OutlineItem[] {
  const { sheets } = read.book;
  const verdicts = verdictsOf(read, checked);
  const { definitions, claims, queries, unread } = read.book;
  const of = {
    definitions: bySheet(definitions),
    claims: bySheet(claims),
    queries: bySheet(queries),
    unread: bySheet(unread),
  };
  const children = sheets.map((sheet) => entriesOf(read, sheet, of, verdicts));
  const [only] = sheets;
  if (only !== undefined && sheets.length === 1 && only.title === '') return children[0]!;
  const roots: OutlineItem[] = [];
  // Parents stand before their children, so the innermost are put in their places first.
  for (const sheet of sheets.toReversed()) {
    const own = children[sheet.index]!.toSorted((a, b) => a.span.start - b.span.start);
    const into = sheet.parent === undefined ? roots : children[sheet.parent]!;
    into.push(sheetItem(read, sheet, own));
  }
  return roots.toSorted((a, b) => a.span.start - b.span.start);
}

function sheetItem({ document }: ReadDocument, sheet: Sheet, children: readonly OutlineItem[]): OutlineItem {
  const { start, end } = sheet.span;
  const content = document.text.slice(start, end);
  const lead = content.length - content.trimStart().length;
  const span = { start: start + lead, end: Math.max(start + lead, start + content.trimEnd().length) };
  const firstLine = /^[^\r\n]*/.exec(document.text.slice(span.start, span.end))![0].trimEnd();
  return {
    name: sheet.title === '' ? `Sheet ${sheet.index + 1}` : sheet.title,
    detail: '',
    kind: 'sheet',
    span,
    selection: { start: span.start, end: span.start + firstLine.length },
    children,
  };
}

type Verdicts = ReadonlyMap<string, { readonly kind: VerdictKind; readonly code: string }>;

function verdictsOf(read: ReadDocument, checked: CheckedDocument | undefined): Verdicts {
  if (checked === undefined || checked.document.text !== read.document.text) return new Map();
  return new Map(checked.claims.map(({ span, verdict }) => [key(span), verdict]));
}

const key = ({ start, end }: Span): string => `${start}:${end}`;

/** What a document has, by sheet. */
interface BySheet {
  readonly definitions: ReadonlyMap<number, readonly Definition[]>;
  readonly claims: ReadonlyMap<number, readonly Claim[]>;
  readonly queries: ReadonlyMap<number, readonly SheetQuery[]>;
  readonly unread: ReadonlyMap<number, readonly Unread[]>;
}

function bySheet<T extends { readonly sheet: number }>(
  items: readonly T[],
): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>();
  for (const each of items) {
    const known = found.get(each.sheet);
    if (known === undefined) found.set(each.sheet, [each]);
    else known.push(each);
  }
  return found;
}

function entriesOf(read: ReadDocument, sheet: Sheet, of: BySheet, verdicts: Verdicts): OutlineItem[] {
  const own = <T>(items: ReadonlyMap<number, readonly T[]>): readonly T[] => items.get(sheet.index) ?? [];
  const items = new Map<string, OutlineItem>();
  for (const definition of own(of.definitions)) {
    if (definition.kind === 'free' || definition.inherited === true) continue;
    items.set(definition.name, definitionItem(read, definition));
  }
  for (const { statement, fragment } of sheet.statements) {
    const declared = declaredBy(statement);
    for (const { name, span } of declared?.names ?? []) {
      if (items.has(name)) continue;
      const place = toDocument(fragment, span);
      items.set(name, item(read, 'input', place, place, `: ${showSizes(declared!.sizes)}`));
    }
  }
  const claims = own(of.claims).map(({ span, left, right, fragment }): OutlineItem => {
    const verdict = verdicts.get(key(span));
    const text = (side: Span): string => fragment.text.slice(side.start, side.end).replace(/\s+/g, ' ');
    const code = verdict === undefined || verdict.code === verdict.kind ? '' : `${verdict.code} `;
    return {
      name: shorten(text(left.span)),
      detail: `${code}${shorten(text({ start: left.span.end, end: right.span.end }).trim())}`,
      kind: 'claim',
      ...(verdict === undefined ? {} : { verdict: verdict.kind }),
      span,
      selection: span,
      children: [],
    };
  });
  const queries = own(of.queries).map(
    ({ span }): OutlineItem => ({
      ...item(read, 'claim', span, span, ''),
      name: shorten(textOf(read, span)),
    }),
  );
  const unread = own(of.unread)
    .filter(({ code }) => code !== 'prose')
    .map(
      ({ span, code }): OutlineItem => ({
        ...item(read, 'claim', span, span, code),
        name: shorten(textOf(read, span)),
        verdict: 'unread',
      }),
    );
  return [...items.values(), ...claims, ...queries, ...unread].sort((a, b) => a.span.start - b.span.start);
}

/** `W : 3x2` and `W in R^{3x2}`. */
function declaredBy(
  statement: Statement,
): { readonly names: readonly Name[]; readonly sizes: readonly Size[] } | undefined {
  if (statement.kind === 'declaration') return statement;
  if (statement.kind !== 'membership' || statement.set.kind !== 'shape') return undefined;
  return { names: statement.names, sizes: statement.set.sizes };
}

function showSizes(sizes: readonly Size[]): string {
  const shown = sizes.map((size) => (size.kind === 'number' ? size.value : size.name));
  if (shown.length === 0) return 'R';
  return shown.length === 1 ? `R^${shown[0]}` : shown.join('×');
}

function definitionItem(read: ReadDocument, definition: Exclude<Definition, { kind: 'free' }>): OutlineItem {
  const { span, nameSpan, fragment } = definition;
  if (definition.kind === 'upstream') return item(read, 'input', span, nameSpan, 'given');
  const right =
    definition.expr.kind === 'missing'
      ? ''
      : fragment.text.slice(definition.expr.span.start, definition.expr.span.end);
  const detail = right === '' ? '' : `= ${shorten(right.replace(/\s+/g, ' '))}`;
  const kind =
    definition.kind === 'value' ? 'input' : definition.kind === 'function' ? 'function' : 'definition';
  const found = item(read, kind, span, nameSpan, detail);
  if (definition.kind !== 'function') return found;
  return { ...found, name: `${found.name}(${definition.parameters.map(({ name }) => name).join(', ')})` };
}

const item = (
  read: ReadDocument,
  kind: OutlineItem['kind'],
  span: Span,
  selection: Span,
  detail: string,
): OutlineItem => ({ name: textOf(read, selection), detail, kind, span, selection, children: [] });

const textOf = ({ document }: ReadDocument, { start, end }: Span): string =>
  document.text.slice(start, end).replace(/\s+/g, ' ').trim();

const shorten = (text: string): string =>
  text.length <= LONGEST_DETAIL ? text : `${text.slice(0, LONGEST_DETAIL - 1)}…`;

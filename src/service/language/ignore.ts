import type { Fix } from '../../core/check/verdict';
import type { Span } from '../../core/text/span';
import type { CheckedDocument } from '../facade';
import type { Edit } from './model';
import { type ReadDocument, readSheets } from './reading';

const DIRECTIVE = '@grad ignore';

/**
 * A directive before each statement that touches a span and whose claims do not all agree, in the comment syntax around it.
 * The document is read again with it: the directive is offered only where it silences these claims and nothing else.
 */
export function ignoreFixesAt(checked: CheckedDocument, read: ReadDocument, span: Span): readonly Fix[] {
  const open = checked.claims.filter(
    (claim) => claim.verdict.kind !== 'agree' && claim.span.start <= span.end && span.start <= claim.span.end,
  );
  const statements = new Map<string, { readonly span: Span; readonly claims: number }>();
  for (const { span: claim } of open) {
    const whole = statementAround(read, claim);
    if (whole === undefined) continue;
    const inside = checked.claims.filter((other) => lies(other.span, whole)).length;
    statements.set(`${whole.start}:${whole.end}`, { span: whole, claims: inside });
  }
  return [...statements.values()].flatMap(({ span: whole, claims }): Fix[] => {
    const edit = insertionsBefore(read.document.text, whole).find((each) => silences(read, whole, each));
    if (edit === undefined) return [];
    return [{ title: claims === 1 ? 'Ignore this claim' : `Ignore these ${claims} claims`, ...edit }];
  });
}

const lies = (inner: Span, outer: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

function statementAround({ book }: ReadDocument, claim: Span): Span | undefined {
  for (const { statements } of book.sheets) {
    const found = statements.find(({ span }) => lies(claim, span));
    if (found !== undefined) return found.span;
  }
  return undefined;
}

/** Where the directive may stand: a line above with what marks the line as a comment, an entry of a list, or the line itself. */
function insertionsBefore(text: string, { start }: Span): readonly Edit[] {
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const lead = text.slice(lineStart, start);
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const indent = /^[^\S\r\n]*/.exec(lead)![0];
  const at = (offset: number, put: string): Edit => ({ span: { start: offset, end: offset }, text: put });
  const above = (put: string): Edit => at(lineStart, `${put}${lineBreak}`);
  if (lead.endsWith('"')) {
    const quote = start - 1;
    const alone = lead.trim() === '"';
    return [at(quote, `"${DIRECTIVE}",${alone ? `${lineBreak}${indent}` : ' '}`)];
  }
  return [
    ...(lead.includes('<!--') ? [above(`${indent}<!-- ${DIRECTIVE} -->`)] : []),
    above(`${lead.replace(/@grad\s*$/, '')}${DIRECTIVE}`),
    at(start, `${DIRECTIVE}; `),
  ];
}

/** Whether the claims of one statement go with an edit before it, and all others stay as they are. */
function silences(read: ReadDocument, statement: Span, edit: Edit): boolean {
  const { document } = read;
  const { start } = edit.span;
  const text = document.text.slice(0, start) + edit.text + document.text.slice(start);
  const after = readSheets({ ...document, text }, read);
  // A definition that would be lost with its claim is needed elsewhere.
  const kept = listed(read).filter(({ span, defines }) => defines === true || !lies(span, statement));
  const now = listed(after);
  return (
    now.length === kept.length &&
    now.every((each, i) => {
      const before = kept[i]!;
      const shift = before.span.start >= start ? edit.text.length : 0;
      return each.what === before.what && each.span.start === before.span.start + shift;
    })
  );
}

interface Listed {
  readonly what: string;
  readonly span: Span;
  readonly defines?: true;
}

/** All that a document claims, asks and defines, and what could not be read. */
function listed({ book }: ReadDocument): readonly Listed[] {
  return [
    ...book.claims.map(({ kind, span }) => ({ what: kind, span })),
    ...book.queries.map(({ span }) => ({ what: 'query', span })),
    ...book.unread.map(({ code, span }) => ({ what: code, span })),
    ...book.definitions.flatMap(({ kind, name, span }) =>
      kind === 'free' ? [] : [{ what: name, span, defines: true as const }],
    ),
  ].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

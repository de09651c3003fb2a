import type { Verdict } from '../core/check/verdict';
import { fromExcerpt, isOwn } from '../core/extract/excerpts';
import { printStatementInfix } from '../core/print/statement-infix';
import type { Book, PlacedStatement, Unread } from '../core/sheet/model';
import type { Fragment } from '../core/text/fragment';
import { toDocument } from '../core/text/fragment';
import type { Span } from '../core/text/span';
import { booksOf, type CheckedBook, type JudgedClaim } from './checked';
import type { CheckedDocument } from './facade';

/** What a statement of a formula does in its section. */
export type Role = 'claim' | 'definition' | 'condition' | 'declaration' | 'expression' | 'ignored' | 'unread';

/** How one statement of a formula was understood. */
export interface StatementReading {
  readonly span: Span;
  readonly role: Role;
  /** As a sheet would write it; empty where it was not read. */
  readonly infix: string;
  /** Why it was not read, or has no verdict. */
  readonly reason?: string;
  /** The verdicts of its claims, in reading order: a chain makes several. */
  readonly verdicts: readonly Pick<Verdict, 'kind' | 'code' | 'message'>[];
}

/** How one formula of prose was understood. */
export interface FormulaReading {
  readonly span: Span;
  /** As the document writes it, white space folded. */
  readonly text: string;
  readonly statements: readonly StatementReading[];
}

/** Everything that the prose of a document says in formulas, and what became of it. */
export interface Coverage {
  readonly formulas: readonly FormulaReading[];
  /** Formulas of which every statement was read. */
  readonly read: number;
}

/** What was read of the formulas in prose: nothing of them is skipped silently, though the editor is silent about them. */
export function coverage(checked: CheckedDocument): Coverage {
  const formulas = booksOf(checked).flatMap(formulasOf);
  formulas.sort((a, b) => a.span.start - b.span.start);
  const isRead = ({ statements }: FormulaReading): boolean =>
    statements.every(({ role }) => role !== 'unread');
  return { formulas, read: formulas.filter(isRead).length };
}

function formulasOf(checked: CheckedBook): FormulaReading[] {
  const { checkable, document, excerpt } = checked;
  const { book } = checkable;
  const byFragment = new Map<Fragment, PlacedStatement[]>();
  for (const { statements } of book.sheets) {
    for (const placed of statements) {
      if (placed.unannotated !== true || !isOwn(excerpt, placed.span.start)) continue;
      const known = byFragment.get(placed.fragment);
      if (known === undefined) byFragment.set(placed.fragment, [placed]);
      else known.push(placed);
    }
  }
  const lookup = lookupOf(checked, book);
  return [...byFragment].map(([fragment, statements]): FormulaReading => {
    const span = toDocument(fragment, { start: 0, end: fragment.text.length });
    return {
      span: fromExcerpt(excerpt, span),
      text: document.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim(),
      statements: statements.map((placed) => {
        const reading = readingOf(placed, lookup);
        return { ...reading, span: fromExcerpt(excerpt, reading.span) };
      }),
    };
  });
}

/** The reading of the formula at an offset. */
export function readingAt(checked: CheckedBook, offset: number): StatementReading | undefined {
  const { book } = checked.checkable;
  for (const { statements } of book.sheets) {
    for (const placed of statements) {
      const { span, unannotated } = placed;
      if (unannotated === true && span.start <= offset && offset <= span.end)
        return readingOf(placed, lookupOf(checked, book));
    }
  }
  return undefined;
}

/** What a document makes of its statements, by the span of a statement. */
interface Lookup {
  readonly claims: (span: Span) => readonly JudgedClaim[];
  readonly unread: (span: Span) => readonly Unread[];
  readonly isDefinition: (span: Span) => boolean;
}

function lookupOf({ judged }: CheckedBook, { definitions, unread }: Book): Lookup {
  const defined = new Set(definitions.flatMap(({ kind, span }) => (kind === 'free' ? [] : [keyOf(span)])));
  return {
    claims: within(judged, ({ claim }) => claim.span),
    unread: within(unread, ({ span }) => span),
    isDefinition: (span) => defined.has(keyOf(span)),
  };
}

const keyOf = ({ start, end }: Span): string => `${start}:${end}`;

/** Those of the items that lie inside of a span. */
function within<T>(items: readonly T[], spanOf: (item: T) => Span): (span: Span) => readonly T[] {
  const sorted = [...items].sort((a, b) => spanOf(a).start - spanOf(b).start);
  return ({ start, end }) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (spanOf(sorted[middle]!).start < start) low = middle + 1;
      else high = middle;
    }
    const found: T[] = [];
    for (let i = low; i < sorted.length && spanOf(sorted[i]!).start <= end; i++)
      if (spanOf(sorted[i]!).end <= end) found.push(sorted[i]!);
    return found;
  };
}

function readingOf({ statement, span }: PlacedStatement, lookup: Lookup): StatementReading {
  const own = lookup.claims(span);
  const [unread] = lookup.unread(span);
  const verdicts = own.map(({ verdict: { kind, code, message } }) => ({ kind, code, message }));
  const open = verdicts.find(({ kind }) => kind !== 'agree' && kind !== 'disagree');
  const reason = unread?.reason ?? open?.message;
  return {
    span,
    role: unread === undefined ? roleOf(statement.kind, own.length > 0, lookup.isDefinition(span)) : 'unread',
    infix: printStatementInfix(statement),
    verdicts,
    ...(reason === undefined ? {} : { reason }),
  };
}

function roleOf(kind: PlacedStatement['statement']['kind'], claims: boolean, defines: boolean): Role {
  if (claims) return 'claim';
  if (defines) return 'definition';
  switch (kind) {
    case 'declaration':
    case 'membership':
    case 'property':
    case 'given':
      return 'declaration';
    case 'mention':
    case 'query':
      return 'expression';
    case 'unread':
      return 'unread';
    case 'relation':
    case 'function':
    case 'at':
    case 'assume':
      return 'condition';
    case 'directive':
      return 'ignored';
  }
}

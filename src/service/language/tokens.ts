import type { Claim } from '../../core/sheet/model';
import { dialectOf } from '../../core/syntax/infix/dialects';
import { tokenize } from '../../core/syntax/infix/lexer';
import { isRelation, Kind } from '../../core/syntax/infix/tokens';
import { type Fragment, toDocument } from '../../core/text/fragment';
import type { Span } from '../../core/text/span';
import type { Token, TokenKind } from './model';
import type { Occurrence, Word } from './names';
import { formulasIn, type ReadDocument } from './reading';

/**
 * What the words and signs of all sheets are, in document order, each on one line and none over another. Comments and
 * brackets are left to the editor's grammar.
 */
export function tokensOf(read: ReadDocument): readonly Token[] {
  const { book } = read;
  const names = read.names();
  const found: Token[] = [
    ...names.occurrences
      .filter(({ formula }) => formula !== true)
      .map(({ span, symbol, role }): Token => ({ span, kind: kindOf(symbol.kind, role) })),
    ...names.words.map(({ span, kind }): Token => ({ span, kind: WORD_KINDS[kind] })),
  ];
  const taken = new Set(found.map(({ span }) => span.start));
  const relations = claimRelations(book.claims);
  const formulas = formulasIn(read.extraction);
  for (const { statements } of book.sheets) {
    for (const { statement, fragment, span } of statements) {
      if (formulas.has(fragment)) continue;
      if (statement.kind === 'unread' && statement.cause === 'prose') {
        found.push(
          ...linesOf(read.document.text, span).map((line): Token => ({ span: line, kind: 'unread' })),
        );
        continue;
      }
      const signs = signsOf(fragment, statement.span, relations, taken);
      // The numbers of a shape are part of a word that the grammar knows.
      const isShape =
        statement.kind === 'declaration' ||
        (statement.kind === 'membership' && statement.set.kind === 'shape');
      found.push(...(isShape ? signs.filter(({ kind }) => kind !== 'number') : signs));
    }
  }
  return inOrder(found);
}

function kindOf(kind: Occurrence['symbol']['kind'], role: Occurrence['role']): TokenKind {
  if (kind === 'parameter' || kind === 'size') return 'parameter';
  if (kind === 'function') return 'function';
  if (role === 'definition') return 'definition';
  return kind === 'free' || kind === 'value' ? 'input' : 'name';
}

const WORD_KINDS: Readonly<Record<Word['kind'], TokenKind>> = {
  function: 'builtin',
  operator: 'builtin',
  constant: 'constant',
  keyword: 'keyword',
};

/** Numbers, words of the notation, directives, the `d` of derivatives, and the relations of claims. */
function signsOf(
  fragment: Fragment,
  within: Span,
  claimed: (fragment: Fragment, offset: number) => boolean,
  taken: ReadonlySet<number>,
): readonly Token[] {
  const { kinds, starts, ends } = tokenize(fragment.text.slice(within.start, within.end), dialectOf('sheet'));
  const found: Token[] = [];
  kinds.forEach((kind, i) => {
    const span = { start: within.start + starts[i]!, end: within.start + ends[i]! };
    const text = fragment.text.slice(span.start, span.end);
    const put = (token: TokenKind, part: Span = span): void => {
      const place = toDocument(fragment, part);
      if (!taken.has(place.start) && place.end > place.start) found.push({ span: place, kind: token });
    };
    if (kind === Kind.Number || kind === Kind.Fraction) put('number');
    else if (kind === Kind.Marker) {
      put('directive');
      if (
        DIRECTIVES.has(
          fragment.text.slice(within.start + (starts[i + 1] ?? 0), within.start + (ends[i + 1] ?? 0)),
        )
      )
        put('directive', { start: within.start + starts[i + 1]!, end: within.start + ends[i + 1]! });
    } else if (kind === Kind.Partial || kind === Kind.Nabla) put('derivative');
    else if (isRelation(kind) && claimed(fragment, span.start)) put('claim');
    else if (kind === Kind.Name || (kind >= Kind.And && kind <= Kind.Else)) {
      const isFirst = i === 0 || kinds[i - 1] === Kind.Marker;
      if (isFirst && LEADING.has(text) && i + 1 < kinds.length) put('directive');
      else if (kind !== Kind.Name && /^\p{L}+$/u.test(text)) put('directive');
      else {
        const sign = /^(?:d\d?|[ΔD])(?=\p{L}|$)/u.exec(text)?.[0];
        const rest = toDocument(fragment, { start: span.start + (sign?.length ?? 0), end: span.end }).start;
        if (sign !== undefined && (taken.has(rest) || isLone(kinds, i, text)))
          put('derivative', { start: span.start, end: span.start + sign.length });
      }
    }
  });
  return found;
}

const DIRECTIVES: ReadonlySet<string> = new Set(['ignore', 'on', 'off', 'end']);
const LEADING: ReadonlySet<string> = new Set(['at', 'given', 'assume']);

/** The `d` of `d/dx (…)` and of `d(L)/d(W)`. */
const isLone = (kinds: readonly Kind[], i: number, text: string): boolean =>
  /^d\d?$/.test(text) &&
  (kinds[i + 1] === Kind.Divide || kinds[i - 1] === Kind.Divide || kinds[i + 1] === Kind.OpenParen);

/** Tells whether the relation at an offset of a fragment lies between the sides of a claim. */
function claimRelations(claims: readonly Claim[]): (fragment: Fragment, offset: number) => boolean {
  const gaps = new Map<Fragment, Span[]>();
  for (const { fragment, left, right } of claims) {
    const gap = { start: left.span.end, end: right.span.start };
    const known = gaps.get(fragment);
    if (known === undefined) gaps.set(fragment, [gap]);
    else known.push(gap);
  }
  for (const own of gaps.values()) own.sort((a, b) => a.start - b.start);
  return (fragment, offset) => {
    const own = gaps.get(fragment) ?? [];
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (own[middle]!.start <= offset) low = middle + 1;
      else high = middle;
    }
    const gap = own[low - 1];
    return gap !== undefined && offset < gap.end;
  };
}

/** A span cut at line breaks, without blanks at the ends of the lines. */
function linesOf(text: string, { start, end }: Span): readonly Span[] {
  const lines: Span[] = [];
  for (const { index, 0: line } of text.slice(start, end).matchAll(/[^\r\n]+/g)) {
    const trimmed = line.trim();
    const from = start + index + line.indexOf(trimmed);
    if (trimmed !== '') lines.push({ start: from, end: from + trimmed.length });
  }
  return lines;
}

function inOrder(tokens: readonly Token[]): readonly Token[] {
  const sorted = tokens.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  let end = 0;
  return sorted.filter(({ span }) => {
    if (span.start < end) return false;
    end = span.end;
    return true;
  });
}

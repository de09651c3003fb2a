import type { ReadBook } from '../../core/sheet/book';
import type { Definition } from '../../core/sheet/model';
import { chain } from '../../core/sheet/scope';
import type { Fragment } from '../../core/text/fragment';
import type { Span } from '../../core/text/span';
import { visitNames } from './visit-names';

/** What a symbol is; `parameter` of a function of the sheet, `size` a name that stands only in shapes. */
export type SymbolKind = Definition['kind'] | 'parameter' | 'size';

/** A name with one meaning: all its occurrences are renamed together. */
export interface NameSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** The sheet that the name belongs to. */
  readonly sheet: number;
  /** Absent for a parameter and a size. */
  readonly definition?: Definition;
}

/** A place of the document that spells a name of a sheet. */
export interface Occurrence {
  readonly span: Span;
  /** The sheet in which it stands. */
  readonly sheet: number;
  readonly role: 'definition' | 'declaration' | 'use';
  readonly symbol: NameSymbol;
  /** One letter of a subscript such as the one of `f_xy`: it cannot hold a longer name. */
  readonly letter?: true;
  /** The name stands behind the `d` of a derivative such as `dL/dW`. */
  readonly differential?: true;
  /** It stands in a formula of TeX, where the name would have another spelling. */
  readonly formula?: true;
}

/** A word that is no name of a sheet. */
export interface Word {
  readonly span: Span;
  readonly kind: 'function' | 'constant' | 'operator' | 'keyword';
  readonly text: string;
}

/** All names of a document, in document order. */
export interface NameIndex {
  readonly occurrences: readonly Occurrence[];
  readonly words: readonly Word[];
  /** The name at an offset, also right behind it. */
  at(offset: number): Occurrence | undefined;
  wordAt(offset: number): Word | undefined;
  /** Every place of the same name, in document order: with the parameters that `df/dx` means, too. */
  same(occurrence: Occurrence): readonly Occurrence[];
  /** Which symbols are one name; equal for those that are renamed together. */
  groupOf(symbol: NameSymbol): NameSymbol;
}

/** @param formulas the stretches that are written in TeX */
export function nameIndex(book: ReadBook, formulas: ReadonlySet<Fragment>): NameIndex {
  const parents = new Map<NameSymbol, NameSymbol>();
  const groupOf = (symbol: NameSymbol): NameSymbol => {
    let root = symbol;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    if (root !== symbol) parents.set(symbol, root);
    return root;
  };
  const found: Occurrence[] = [];
  const words: Word[] = [];
  visitNames(book, formulas, {
    occurrence: (occurrence) => found.push(occurrence),
    word: (word) => words.push(word),
    unite: (a, b) => {
      const [rootA, rootB] = [groupOf(a), groupOf(b)];
      if (rootA !== rootB) parents.set(rootA, rootB);
    },
  });
  const occurrences = inOrder(found);
  const ordered = inOrder(words);
  let groups: Map<NameSymbol, Occurrence[]> | undefined;
  return {
    occurrences,
    words: ordered,
    groupOf,
    at: (offset) => touching(occurrences, offset),
    wordAt: (offset) => touching(ordered, offset),
    same: ({ symbol }) => {
      groups ??= grouped(occurrences, groupOf);
      return groups.get(groupOf(symbol)) ?? [];
    },
  };
}

function grouped(
  occurrences: readonly Occurrence[],
  groupOf: (symbol: NameSymbol) => NameSymbol,
): Map<NameSymbol, Occurrence[]> {
  const groups = new Map<NameSymbol, Occurrence[]>();
  for (const occurrence of occurrences) {
    const group = groupOf(occurrence.symbol);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [occurrence]);
    else known.push(occurrence);
  }
  return groups;
}

/** By place; a place that was met twice, such as the variable of `d2L/dx2`, is kept once. */
function inOrder<T extends { readonly span: Span }>(items: readonly T[]): readonly T[] {
  const sorted = items.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return sorted.filter(({ span }, i) => {
    const before = sorted[i - 1];
    return before === undefined || before.span.start !== span.start || before.span.end !== span.end;
  });
}

/** The item around an offset, else the one that ends there. */
function touching<T extends { readonly span: Span }>(items: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.span.start <= offset) low = middle + 1;
    else high = middle;
  }
  const item = items[low - 1];
  if (item !== undefined && offset < item.span.end) return item;
  return [item, items[low - 2]].find((each) => each !== undefined && each.span.end === offset);
}

/** Whether two sheets see names of each other: one is the other, or encloses it. */
export const shareScope = ({ scope }: ReadBook, a: number, b: number): boolean =>
  chain(scope, a).includes(b) || chain(scope, b).includes(a);

import type { Expr, Name } from '../syntax/ast';
import { isGreekWord } from '../syntax/names';
import { type Fragment, toDocument } from '../text/fragment';
import { type Uses, usesIn } from './applied';
import { componentName } from './component';
import { CONSTANTS } from './constants';
import { isFunction, mentionedNames } from './mentions';
import type { FreeDefinition, PlacedStatement, Sheet } from './model';
import { chain, resolve, type Scope } from './scope';

/** What a book holds when all its statements are sorted. */
export interface SortedBook {
  readonly sheets: readonly Sheet[];
  readonly scope: Scope;
  readonly placed: readonly { readonly sheet: number; readonly statement: PlacedStatement }[];
  /** Names that some statement declares or differentiates by: they are no constants, whatever they are called. */
  readonly variables: ReadonlySet<string>;
  /** The expressions of each sheet's definitions, domains and claims. */
  readonly expressions: readonly (readonly Expr[])[];
}

/**
 * Every name that no statement defines is free; it belongs to the outermost sheet in scope that mentions it. The caller adds
 * each to the scope before it asks for the next one.
 */
export function* freeNames(book: SortedBook): Generator<FreeDefinition> {
  const { sheets, scope, placed, variables } = book;
  const mentions: Map<string, { name: Name; fragment: Fragment; unannotated: boolean }>[] = sheets.map(
    () => new Map(),
  );
  for (const { sheet, statement } of placed) {
    for (const name of mentionedNames(statement.statement)) {
      // Prose that speaks of `\log` gives it no other meaning.
      if (statement.statement.kind === 'mention' && isFunction(name.name) && !isGreekWord(name.name))
        continue;
      if (!mentions[sheet]!.has(name.name))
        mentions[sheet]!.set(name.name, {
          name,
          fragment: statement.fragment,
          unannotated: statement.unannotated === true,
        });
    }
  }
  const uses = book.expressions.map(usesIn);
  const seeing: Uses[][] = sheets.map(() => []);
  for (const { index } of sheets) {
    for (const at of chain(scope, index)) seeing[at]!.push(uses[index]!);
  }
  for (const sheet of sheets) {
    for (const mentioned of mentions[sheet.index]!.keys()) {
      // Before a definition that could not be read, the name is as free as any other.
      if (resolve(scope, sheet.index, mentioned, Number.NEGATIVE_INFINITY) !== undefined) continue;
      const isProse = mentions[sheet.index]!.get(mentioned)!.unannotated;
      if (CONSTANTS.has(mentioned) && !variables.has(mentioned) && !(isProse && mentioned === 'E')) continue;
      if (isEntryOfArray(book, mentioned, sheet.index)) continue;
      const owner = chain(scope, sheet.index).findLast((at) => mentions[at]!.has(mentioned)) ?? sheet.index;
      const { name, fragment } = mentions[owner]!.get(mentioned)!;
      const span = toDocument(fragment, name.span);
      const isFactor =
        mentions[owner]!.get(mentioned)!.unannotated && isCapitalFactor(mentioned, seeing[owner]!);
      const applied = !variables.has(mentioned) && !isFactor && isUnknownFunction(mentioned, seeing[owner]!);
      yield { kind: 'free', applied, name: mentioned, nameSpan: span, span, sheet: owner, fragment };
    }
  }
}

/** `x_2` of an `x` that is declared as an array, or has an array as its value. */
function isEntryOfArray({ sheets, scope }: SortedBook, name: string, sheet: number): boolean {
  const base = componentName(name)?.base;
  if (base === undefined) return false;
  const known = resolve(scope, sheet, base, Number.POSITIVE_INFINITY);
  if (known?.kind === 'value') return known.expr.kind === 'array';
  for (const at of chain(scope, sheet)) {
    const declared = sheets[at]!.shapes.get(base);
    if (declared !== undefined) return declared.sizes.length > 0;
  }
  return false;
}

/** `F` of `F(1 + y)^{-n}` in prose, where it never stands before a name alone. */
const isCapitalFactor = (name: string, seeing: readonly Uses[]): boolean =>
  /^\p{Lu}$/u.test(name) && !seeing.some(({ plain }) => plain.has(name));

/** A name that is used bare, here or in a section that sees it, is a factor before a bracket. */
const isUnknownFunction = (name: string, seeing: readonly Uses[]): boolean =>
  seeing.some(({ applied }) => applied.has(name)) && !seeing.some(({ bare }) => bare.has(name));

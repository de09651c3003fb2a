import { functions } from '../graph/operations/index';
import type { Book, Definition } from './model';
import { chain, resolve, type Scope } from './scope';

/**
 * `xy` where the sheet speaks of `x` and of `y`, and nothing defines or declares `xy`: perhaps their product, written
 * together as on paper. The definitions of the factors, in reading order.
 */
export function factorsOfName(
  book: Book & { readonly scope: Scope },
  definition: Definition,
): readonly Definition[] | undefined {
  const { name, kind, sheet } = definition;
  if (kind !== 'free' || !/^[A-Za-z]{2,4}$/.test(name) || functions.has(name)) return undefined;
  if (chain(book.scope, sheet).some((at) => book.sheets[at]!.shapes.has(name))) return undefined;
  const factors: Definition[] = [];
  for (const letter of name) {
    const factor = resolve(book.scope, sheet, letter, definition.span.start);
    if (factor?.kind !== 'free' && factor?.kind !== 'value') return undefined;
    factors.push(factor);
  }
  return factors;
}

import type { Transpose } from '../syntax/ast';
import { walk } from '../syntax/walk';
import type { ReadBook } from './book';
import { chain, resolve } from './scope';
import { lookOf } from './shapes/conventions';

/**
 * Whether the `x^T` of a document may be a power after all: the sheet gives `T` a number, declares it as a scalar or
 * differentiates by it, and nothing says that `x` is an array.
 *
 * @param mark what stands behind the operand, such as `'` or `^T`
 */
export function mayBePower(
  book: ReadBook,
  expr: Transpose,
  mark: string,
  place: { readonly sheet: number; readonly offset: number },
): boolean {
  if (
    !/\^\s*(?:T|\{\s*T\s*\})$/.test(mark) ||
    expr.operand.kind !== 'name' ||
    lookOf(expr.operand) === 'matrix'
  )
    return false;
  const sizesOf = (name: string): readonly unknown[] | undefined =>
    chain(book.scope, place.sheet)
      .map((sheet) => book.sheets[sheet]!.shapes.get(name))
      .find((shape) => shape !== undefined)?.sizes;
  const operand = resolve(book.scope, place.sheet, expr.operand.name, place.offset);
  if (operand?.kind === 'value' && operand.expr.kind !== 'number') return false;
  if ((sizesOf(expr.operand.name)?.length ?? 0) > 0) return false;
  const sizes = sizesOf('T');
  if (sizes !== undefined) return sizes.length === 0;
  const exponent = resolve(book.scope, place.sheet, 'T', place.offset);
  return exponent?.kind === 'value' ? exponent.expr.kind === 'number' : isVariable(book, place.sheet);
}

const variables = new WeakMap<ReadBook, ReadonlySet<number>>();

/** Whether a claim of the sheet, or of a section of it, differentiates by `T`. */
function isVariable(book: ReadBook, sheet: number): boolean {
  const known = variables.get(book) ?? sheetsWithVariable(book);
  variables.set(book, known);
  return known.has(sheet);
}

function sheetsWithVariable(book: ReadBook): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { left, right, sheet } of book.claims) {
    for (const side of [left, right]) {
      walk(side, (part) => {
        if (part.kind !== 'derivative') return;
        if (!part.variables.some((variable) => variable.kind === 'name' && variable.name === 'T')) return;
        for (const at of chain(book.scope, sheet)) found.add(at);
      });
    }
  }
  return found;
}

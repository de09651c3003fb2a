import type { Expr } from '../../syntax/ast';
import { writtenNumber } from '../constants';

/** A whole number written out. */
export function literalSize(expr: Expr | undefined, otherwise: number | undefined): number | undefined {
  if (expr === undefined) return otherwise;
  return expr.kind === 'number' && Number.isInteger(expr.value) ? expr.value : undefined;
}

/** Numbers written out, alone or in nested lists. */
export interface WrittenEntries {
  readonly shape: readonly number[];
  readonly entries: readonly number[];
}

/** The entries of an argument that is written out, such as `(2, 0, 1)` in `permute(T, (2, 0, 1))`. */
export function writtenEntries(expr: Expr): WrittenEntries | undefined {
  const number = writtenNumber(expr);
  if (number !== undefined) return { shape: [], entries: [number.value] };
  if (expr.kind !== 'array' || expr.rows.length !== 1) return undefined;
  const items = expr.rows[0]!.map(writtenEntries);
  const [first] = items;
  if (first === undefined || !items.every((item) => item?.shape.join() === first.shape.join()))
    return undefined;
  return { shape: [items.length, ...first.shape], entries: items.flatMap((item) => item?.entries ?? []) };
}

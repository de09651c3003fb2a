import type { AxisSize, Size } from '../../syntax/ast';
import type { ReadBook } from '../book';
import { resolve } from '../scope';
import { sizeKey } from './inferred';
import type { Constraint } from './solve';
import type { ShapeStore, SizeId } from './store';

/** `size` = `scale`·`of` + `offset`. */
export interface SizeRelation {
  readonly size: SizeId;
  readonly of: SizeId;
  readonly scale: number;
  readonly offset: number;
}

/** The sizes that names stand for: the `n` of `x : R^n`, and the sizes of arrays that are known by their indices. */
export class NamedSizes {
  /** By `sizeKey`. */
  readonly names = new Map<string, SizeId>();
  readonly relations: SizeRelation[] = [];
  /** What open sizes are at least, so that the entries that a text speaks of exist. */
  readonly least: { readonly size: SizeId; readonly least: number }[] = [];
  private readonly derived = new Map<string, SizeId>();

  constructor(
    private readonly book: ReadBook,
    private readonly store: ShapeStore,
    private readonly constraints: Constraint[],
  ) {}

  size(size: Size, sheet: number): SizeId {
    return size.kind === 'number' ? this.store.freshSize(size.value) : this.named(size.name, sheet);
  }

  axis({ name, scale, offset, least }: AxisSize, sheet: number): SizeId {
    if (name === undefined) return this.store.freshSize(offset);
    const of = this.named(name, sheet);
    if (least > 0) this.least.push({ size: of, least: Math.ceil((least - offset) / scale) });
    if (scale === 1 && offset === 0) return of;
    const key = `${of}:${scale}:${offset}`;
    const known = this.derived.get(key);
    if (known !== undefined) return known;
    const size = this.store.freshSize();
    this.derived.set(key, size);
    // At least one entry, whatever number stands for an open size.
    this.least.push({ size: of, least: Math.ceil((1 - offset) / scale) });
    const relation = { size, of, scale, offset };
    this.relations.push(relation);
    this.constraints.push(relationConstraint(relation));
    return size;
  }

  private named(name: string, sheet: number): SizeId {
    const key = sizeKey(this.book, sheet, name);
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const value = resolve(this.book.scope, sheet, name, Number.POSITIVE_INFINITY);
    const fixed = value?.kind === 'value' && value.expr.kind === 'number' ? value.expr.value : undefined;
    const fresh = this.store.freshSize(fixed);
    this.names.set(key, fresh);
    return fresh;
  }
}

const relationConstraint = ({ size, of, scale, offset }: SizeRelation): Constraint => ({
  propagate: (store) => {
    const base = store.size(of);
    const known = store.size(size);
    if (base !== undefined && known === undefined) store.setSize(size, scale * base + offset);
    if (known !== undefined && base === undefined) {
      const found = (known - offset) / scale;
      if (Number.isInteger(found) && found > 0) store.setSize(of, found);
    }
    return base !== undefined || known !== undefined;
  },
  guesses: [],
});

import { guessRank } from './constraints';
import type { Look } from './conventions';
import { type Constraint, GuessRank } from './solve';
import type { ShapeId, ShapeStore, SizeId } from './store';

const done = true;
const open = false;

interface Product {
  readonly out: ShapeId;
  readonly left: ShapeId;
  readonly right: ShapeId;
  /** Whether a scalar operand scales the other. */
  readonly scalars: boolean;
  /** What the operands look like as they are written. */
  readonly looks: { readonly left: Look; readonly right: Look };
}

/**
 * `*` and juxtaposition: a scalar scales, other operands multiply as matrices. A vector is a column, its transpose a row.
 *
 * @param scalars false for `@`, which never scales
 */
export function productConstraint(
  out: ShapeId,
  left: ShapeId,
  right: ShapeId,
  options: { readonly scalars: boolean; readonly left: Look; readonly right: Look },
): Constraint {
  const product: Product = { out, left, right, scalars: options.scalars, looks: options };
  return {
    propagate: (store) => propagateProduct(store, product),
    guesses: [
      { rank: GuessRank.product, apply: (store) => guessProduct(store, product) },
      {
        // `W @ x` multiplies arrays, whatever they are called.
        rank: GuessRank.array,
        apply: (store) => {
          if (options.scalars) return false;
          if (store.rank(right) === undefined) {
            store.setRank(right, options.right === 'matrix' ? 2 : 1);
            return true;
          }
          if (store.rank(left) !== undefined) return false;
          store.setRank(left, 2);
          return true;
        },
      },
      {
        rank: GuessRank.scalar,
        apply: (store) => {
          if (
            store.rank(left) === undefined &&
            (store.rank(right) !== undefined || store.rank(out) !== undefined)
          ) {
            store.setRank(left, 0);
            return true;
          }
          if (store.rank(right) === undefined && store.rank(left) !== undefined) {
            store.setRank(right, 0);
            return true;
          }
          return false;
        },
      },
    ],
  };
}

/** Beside an array, a name that looks like a matrix is one, and what a matrix or a row stands before is a column. */
function guessProduct(store: ShapeStore, { out, left, right, looks }: Product): boolean {
  const l = store.rank(left);
  const r = store.rank(right);
  const o = store.rank(out);
  const chosen = (id: ShapeId, rank: number, row = false): boolean => {
    store.setRank(id, rank, row);
    return true;
  };
  if (r === undefined && l !== undefined && l >= 2)
    return chosen(right, looks.right === 'matrix' && o !== 1 ? 2 : 1);
  if (r === undefined && l === 1 && store.isRow(left)) {
    if (looks.right === 'matrix' && o !== 0) return chosen(right, 2);
    return o === undefined && chosen(right, 1);
  }
  if (l === undefined && r !== undefined && r >= 2) {
    if (store.isRow(out)) return chosen(left, 1, true);
    return looks.left === 'matrix' && o !== 1 && chosen(left, 2);
  }
  if (l === undefined && r === 1) return looks.left === 'matrix' && chosen(left, 2);
  if (l === undefined && r === undefined && looks.left === 'matrix') {
    if (o === 1) return chosen(left, 2) && chosen(right, 1);
    return o === 2 && looks.right === 'matrix' && chosen(left, 2) && chosen(right, 2);
  }
  return false;
}

function propagateProduct(store: ShapeStore, product: Product): boolean {
  const { out, left, right } = product;
  const l = store.rank(left);
  const r = store.rank(right);
  if (l === 0) {
    store.join(out, right);
    return done;
  }
  if (r === 0) {
    store.join(out, left);
    return done;
  }
  if (l === undefined || r === undefined) return propagateBackwards(store, product);
  return propagateForwards(store, product);
}

function propagateForwards(store: ShapeStore, { out, left, right }: Product): boolean {
  const a = store.axesOf(left);
  const b = store.axesOf(right);
  const only = (axes: readonly SizeId[]): boolean => axes.every((axis) => store.size(axis) === 1);
  const contract = (x: SizeId, y: SizeId, axes: readonly SizeId[], row = false): void => {
    if (store.differ(x, y)) {
      if (only(a)) store.join(out, right);
      else if (only(b)) store.join(out, left);
      return;
    }
    store.joinSizes(x, y);
    store.assign(out, axes, row);
  };
  if ((a.length > 2 && b.length > 0) || (b.length > 2 && a.length > 0)) {
    multiplyStacks(store, out, a, b);
  } else if (a.length === 2 && b.length === 2) contract(a[1]!, b[0]!, [a[0]!, b[1]!]);
  else if (a.length === 2 && b.length === 1 && !store.isRow(right)) contract(a[1]!, b[0]!, [a[0]!]);
  else if (a.length === 2 && b.length === 1) contract(a[1]!, store.freshSize(1), [a[0]!, b[0]!]);
  else if (a.length === 1 && b.length === 2 && store.isRow(left)) contract(a[0]!, b[0]!, [b[1]!], true);
  else if (a.length === 1 && b.length === 2) contract(store.freshSize(1), b[0]!, [a[0]!, b[1]!]);
  else if (a.length === 1 && b.length === 1 && store.isRow(left) && !store.isRow(right))
    contract(a[0]!, b[0]!, []);
  else if (a.length === 1 && b.length === 1 && store.isRow(right) && !store.isRow(left)) {
    store.assign(out, [a[0]!, b[0]!]);
  } else if (only(a)) store.join(out, right);
  else if (only(b)) store.join(out, left);
  return done;
}

/** NumPy's `matmul`: the last axis of the left meets the last but one of the right, and leading axes broadcast. */
function multiplyStacks(store: ShapeStore, out: ShapeId, a: readonly SizeId[], b: readonly SizeId[]): void {
  const inner = a.at(-1)!;
  const rows = b.length === 1 ? b[0]! : b.at(-2)!;
  if (store.differ(inner, rows)) return;
  store.joinSizes(inner, rows);
  const left = a.slice(0, -2);
  const right = b.slice(0, -2);
  const batch: SizeId[] = [];
  for (let back = Math.max(left.length, right.length); back >= 1; back--) {
    const p = left.at(-back);
    const q = right.at(-back);
    if (p !== undefined && q !== undefined && store.size(p) !== 1 && store.size(q) !== 1)
      store.joinSizes(p, q);
    batch.push(p === undefined || (q !== undefined && store.size(p) === 1) ? q! : p);
  }
  store.assign(out, [
    ...batch,
    ...(a.length === 1 ? [] : [a.at(-2)!]),
    ...(b.length === 1 ? [] : [b.at(-1)!]),
  ]);
}

/** `matmul(A, B)`; operands of which nothing else is known have the given ranks. */
export const matmulConstraint = (
  out: ShapeId,
  left: ShapeId,
  right: ShapeId,
  ranks: readonly [number, number],
): Constraint => ({
  propagate: (store) => {
    if (store.rank(left) === undefined || store.rank(right) === undefined) return open;
    const a = store.axesOf(left);
    const b = store.axesOf(right);
    if (a.length > 0 && b.length > 0) multiplyStacks(store, out, a, b);
    return done;
  },
  guesses: [guessRank(left, ranks[0]), guessRank(right, ranks[1])],
});

function propagateBackwards(store: ShapeStore, { out, left, right, scalars }: Product): boolean {
  const l = store.rank(left);
  const r = store.rank(right);
  const o = store.rank(out);
  if (o === undefined) return open;
  if (l === undefined && r === 1 && !store.isRow(right) && o === 1) {
    const differs = store.differ(store.axesOf(out)[0]!, store.axesOf(right)[0]!);
    if (!scalars || differs) {
      store.assign(left, [store.axesOf(out)[0]!, store.axesOf(right)[0]!]);
      return done;
    }
  }
  if (l === undefined && r === 1 && !store.isRow(right) && o === 0) {
    store.assign(left, store.axesOf(right), true);
    return done;
  }
  if (l === 1 && store.isRow(left) && r === undefined && o === 0) {
    store.assign(right, store.axesOf(left), false);
    return done;
  }
  if (l === undefined && r === 1 && store.isRow(right) && o === 2) {
    store.assign(left, [store.axesOf(out)[0]!]);
    return done;
  }
  if (l === 2 && r === undefined && o === 1 && !store.isRow(out)) {
    store.setRank(right, 1);
    return open;
  }
  if (l === 2 && r === undefined && o === 2) {
    const [rows, columns] = store.axesOf(out);
    const [m, n] = store.axesOf(left);
    if (!scalars || store.differ(rows!, m!) || store.differ(columns!, n!)) {
      store.assign(right, [n!, columns!]);
      return done;
    }
  }
  if (l === undefined && r === 2 && o === 2) {
    const [rows, columns] = store.axesOf(out);
    const [m, n] = store.axesOf(right);
    if (!scalars || store.differ(rows!, m!) || store.differ(columns!, n!)) {
      store.assign(left, [rows!, m!]);
      return done;
    }
  }
  return open;
}

import type { IndexItem } from '../../syntax/ast';
import { forwardConstraint, guessRank } from './constraints';
import { literalSize } from './literals';
import type { Constraint } from './solve';
import type { ShapeId, ShapeStore, SizeId } from './store';

/** `T[1, :, 2:3]`: positions drop their axes, ranges keep them, and axes that no item speaks of stay as they are. */
export function indexConstraint(out: ShapeId, target: ShapeId, items: readonly IndexItem[]): Constraint {
  const named = items.filter(({ kind }) => kind !== 'rest').length;
  return forwardConstraint(
    out,
    [target],
    (store) => {
      const axes = store.axesOf(target);
      const kept: SizeId[] = [];
      let at = 0;
      for (const item of items) {
        if (item.kind === 'rest') {
          const rest = Math.max(0, axes.length - named);
          kept.push(...axes.slice(at, at + rest));
          at += rest;
          continue;
        }
        const size = axes[at++];
        if (item.kind === 'at' || size === undefined) continue;
        kept.push(item.kind === 'all' ? size : rangeSize(store, item, size));
      }
      return { axes: [...kept, ...axes.slice(at)] };
    },
    [guessRank(target, named)],
  );
}

function rangeSize(store: ShapeStore, item: Extract<IndexItem, { kind: 'slice' }>, size: SizeId): SizeId {
  const from = literalSize(item.from, 1);
  const to = literalSize(item.to, store.size(size));
  return store.freshSize(from !== undefined && to !== undefined ? to - from + 1 : undefined);
}

/** `[a, b]` of items of one shape, which stand along a new leading axis; `[a, b; c, d]` has two new axes. */
export function literalConstraint(out: ShapeId, rows: readonly (readonly ShapeId[])[]): Constraint {
  const items = rows.flat();
  const lead = (store: ShapeStore): SizeId[] =>
    rows.length > 1
      ? [store.freshSize(rows.length), store.freshSize(rows[0]!.length)]
      : [store.freshSize(items.length)];
  return forwardConstraint(out, items.slice(0, rows.length > 1 ? 1 : items.length), (store) => ({
    axes: [...lead(store), ...(items[0] === undefined ? [] : store.axesOf(items[0]))],
  }));
}

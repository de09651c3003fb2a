import { type Shape, sizeOf, stridesOf } from '../../shape';

/**
 * Offsets of the entries of a strided view, in row-major order of `shape`; `start` is the offset of its first entry.
 */
export function viewOffsets(shape: Shape, strides: readonly number[], start = 0): Int32Array {
  const offsets = new Int32Array(sizeOf(shape));
  if (offsets.length === 0) return offsets;
  offsets[0] = start;
  // Every pass extends the view by one axis, from the last to the first.
  let filled = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const block = filled;
    for (let i = 1; i < shape[axis]!; i++) {
      const shift = i * strides[axis]!;
      for (let j = 0; j < block; j++) offsets[filled++] = offsets[j]! + shift;
    }
  }
  return offsets;
}

/** Where a reduction reads: entry `o` of the output folds the inputs at `groups[o] + members[i]` for all i. */
export interface Folding {
  readonly groups: Int32Array;
  readonly members: Int32Array;
}

/** How an array of this shape folds along `axes` (ascending, not negative). */
export function foldingOf(shape: Shape, axes: readonly number[]): Folding {
  const strides = stridesOf(shape);
  const folded = new Set(axes);
  const pick = <T>(list: readonly T[], inside: boolean): T[] =>
    list.filter((_, i) => folded.has(i) === inside);
  return {
    groups: viewOffsets(pick(shape, false), pick(strides, false)),
    members: viewOffsets(pick(shape, true), pick(strides, true)),
  };
}

/** The shape after folding `axes`: without them, or with size 1 in their place. */
export function foldedShape(shape: Shape, axes: readonly number[], keepdims: boolean): number[] {
  const folded = new Set(axes);
  if (keepdims) return shape.map((n, i) => (folded.has(i) ? 1 : n));
  return shape.filter((_, i) => !folded.has(i));
}

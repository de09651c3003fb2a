import type { Shape } from '../../graph/shape';

/** A shape that is being inferred. */
export type ShapeId = number;
/** A size that is being inferred. */
export type SizeId = number;

const NOBODY = -1;

/**
 * Unknown shapes and sizes, joined as they turn out to be equal (union–find, Tarjan 1975).
 *
 * Contradictions are not reported here: the first knowledge stays, and building the graph with the resulting shapes
 * reports what does not fit, with the two expressions concerned.
 */
export class ShapeStore {
  private readonly shapeParents: ShapeId[] = [];
  private readonly ranks: (number | undefined)[] = [];
  private readonly axes: SizeId[][] = [];
  private readonly rows: boolean[] = [];
  private readonly sizeParents: SizeId[] = [];
  private readonly sizes: (number | undefined)[] = [];
  /** Who has read a shape of unknown rank, and an unknown size, by root. */
  private readonly shapeReaders: (number[] | undefined)[] = [];
  private readonly sizeReaders: (number[] | undefined)[] = [];
  private reader = NOBODY;
  private wake: (reader: number) => void = () => {};
  private wakeAll: () => void = () => {};

  /** `wake` is called for each reader of something that has changed, `wakeAll` when it is not known what has. */
  onChange(wake: (reader: number) => void, wakeAll: () => void): void {
    this.wake = wake;
    this.wakeAll = wakeAll;
  }

  /** Runs `look`, and takes note that `reader` depends on what it reads. */
  readBy(reader: number, look: () => boolean): boolean {
    this.reader = reader;
    const result = look();
    this.reader = NOBODY;
    return result;
  }

  fresh(): ShapeId {
    const id = this.shapeParents.length;
    this.shapeParents.push(id);
    this.ranks.push(undefined);
    this.axes.push([]);
    this.rows.push(false);
    return id;
  }

  freshSize(size?: number): SizeId {
    const id = this.sizeParents.length;
    this.sizeParents.push(id);
    this.sizes.push(size);
    return id;
  }

  /** A shape with these axes. */
  of(axes: readonly SizeId[], row = false): ShapeId {
    const id = this.fresh();
    this.ranks[id] = axes.length;
    this.axes[id] = [...axes];
    this.rows[id] = row;
    return id;
  }

  known(shape: Shape): ShapeId {
    return this.of(shape.map((size) => this.freshSize(size)));
  }

  rank(id: ShapeId): number | undefined {
    return this.ranks[this.root(id)];
  }

  /** The axes of a shape whose rank is known. */
  axesOf(id: ShapeId): readonly SizeId[] {
    return this.axes[this.root(id)]!;
  }

  /** Whether a vector lies on its side, as the transpose of a column does. */
  isRow(id: ShapeId): boolean {
    return this.rows[this.root(id)]!;
  }

  size(id: SizeId): number | undefined {
    return this.sizes[this.sizeRoot(id)];
  }

  sameSize(a: SizeId, b: SizeId): boolean {
    const left = this.size(a);
    return this.sizeRoot(a) === this.sizeRoot(b) || (left !== undefined && left === this.size(b));
  }

  /** Whether both sizes are known to differ. */
  differ(a: SizeId, b: SizeId): boolean {
    const left = this.size(a);
    const right = this.size(b);
    return left !== undefined && right !== undefined && left !== right;
  }

  setRank(id: ShapeId, rank: number, row = false): void {
    const root = this.root(id);
    if (this.ranks[root] !== undefined) return;
    this.ranks[root] = rank;
    this.axes[root] = Array.from({ length: rank }, () => this.freshSize());
    this.rows[root] = row;
    this.wakeReaders(this.shapeReaders, root);
  }

  setSize(id: SizeId, size: number): void {
    const root = this.sizeRoot(id);
    if (this.sizes[root] !== undefined) return;
    this.sizes[root] = size;
    this.wakeReaders(this.sizeReaders, root);
  }

  joinSizes(a: SizeId, b: SizeId): void {
    const left = this.sizeRoot(a);
    const right = this.sizeRoot(b);
    if (left === right) return;
    if (this.differ(left, right)) return;
    const known = this.sizes[left] ?? this.sizes[right];
    const gains = this.sizes[left] !== known;
    this.sizeParents[right] = left;
    this.sizes[left] = known;
    this.wakeReaders(this.sizeReaders, right);
    if (gains) this.wakeReaders(this.sizeReaders, left);
  }

  /** Makes two shapes one; ranks that contradict each other stay as they are. */
  join(a: ShapeId, b: ShapeId): void {
    const left = this.root(a);
    const right = this.root(b);
    if (left === right) return;
    const leftRank = this.ranks[left];
    const rightRank = this.ranks[right];
    if (leftRank !== undefined && rightRank !== undefined) {
      if (leftRank !== rightRank) return;
      const axes = this.axes[left]!;
      const others = this.axes[right]!;
      for (let i = 0; i < axes.length; i++) this.joinSizes(axes[i]!, others[i]!);
      // A row and a column have one size but are not one shape.
      if (this.rows[left] !== this.rows[right]) return;
      this.shapeParents[right] = left;
      // Where their sizes contradict each other, whoever has read the one now finds the other.
      if (axes.some((axis, i) => !this.sameSize(axis, others[i]!))) this.wakeAll();
      return;
    }
    const absorbed = leftRank === undefined ? left : right;
    this.shapeParents[absorbed] = absorbed === left ? right : left;
    this.wakeReaders(this.shapeReaders, absorbed);
  }

  /** Makes `id` a copy of known axes. */
  assign(id: ShapeId, axes: readonly SizeId[], row = false): void {
    this.join(id, this.of(axes, row));
  }

  private root(id: ShapeId): ShapeId {
    let at = id;
    while (this.shapeParents[at] !== at) {
      this.shapeParents[at] = this.shapeParents[this.shapeParents[at]!]!;
      at = this.shapeParents[at]!;
    }
    // A shape whose rank is known changes only in its sizes.
    if (this.reader !== NOBODY && this.ranks[at] === undefined) this.note(this.shapeReaders, at);
    return at;
  }

  private sizeRoot(id: SizeId): SizeId {
    let at = id;
    while (this.sizeParents[at] !== at) {
      this.sizeParents[at] = this.sizeParents[this.sizeParents[at]!]!;
      at = this.sizeParents[at]!;
    }
    if (this.reader !== NOBODY && this.sizes[at] === undefined) this.note(this.sizeReaders, at);
    return at;
  }

  private note(readers: (number[] | undefined)[], root: number): void {
    const known = readers[root];
    if (known === undefined) readers[root] = [this.reader];
    else if (known[known.length - 1] !== this.reader) known.push(this.reader);
  }

  /** They take note of where they read the next time they look. */
  private wakeReaders(readers: (number[] | undefined)[], root: number): void {
    const known = readers[root];
    if (known === undefined) return;
    readers[root] = undefined;
    for (const reader of known) this.wake(reader);
  }

  /** The same number for sizes that are joined. */
  sizeClass(id: SizeId): SizeId {
    return this.sizeRoot(id);
  }
}

import type { Shape } from '../../graph/shape';

/** A shape that is being inferred. */
export type ShapeId = number;
/** A size that is being inferred. */
export type SizeId = number;

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
  /** Grows with every new piece of knowledge. */
  version = 0;

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
    this.version++;
  }

  setSize(id: SizeId, size: number): void {
    const root = this.sizeRoot(id);
    if (this.sizes[root] !== undefined) return;
    this.sizes[root] = size;
    this.version++;
  }

  joinSizes(a: SizeId, b: SizeId): void {
    const left = this.sizeRoot(a);
    const right = this.sizeRoot(b);
    if (left === right) return;
    const known = this.sizes[left] ?? this.sizes[right];
    if (this.differ(left, right)) return;
    this.sizeParents[right] = left;
    this.sizes[left] = known;
    this.version++;
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
      for (const [i, axis] of this.axes[left]!.entries()) this.joinSizes(axis, this.axes[right]![i]!);
      // A row and a column have one size but are not one shape.
      if (this.rows[left] !== this.rows[right]) return;
    }
    if (leftRank === undefined) {
      this.shapeParents[left] = right;
    } else {
      this.shapeParents[right] = left;
    }
    this.version++;
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
    return at;
  }

  private sizeRoot(id: SizeId): SizeId {
    let at = id;
    while (this.sizeParents[at] !== at) {
      this.sizeParents[at] = this.sizeParents[this.sizeParents[at]!]!;
      at = this.sizeParents[at]!;
    }
    return at;
  }

  /** The same number for sizes that are joined. */
  sizeClass(id: SizeId): SizeId {
    return this.sizeRoot(id);
  }
}

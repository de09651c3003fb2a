import type { AxisSize } from '../../syntax/ast';
import { type Linear, onlyTerm } from './linear';

/** What an index of a statement may be: a range that the text gives, or the entries of the arrays that it stands at. */
export interface Extent {
  readonly origin: number;
  readonly size: AxisSize;
  /** The text gives it several ends, or it stands at axes of different sizes: not all values may be meant. */
  readonly uneven: boolean;
}

/** What is known of one axis, or of all that have its size. */
interface Axis {
  readonly lowers: Set<number>;
  /** Each end once. */
  readonly uppers: Linear[];
  /** The greatest number that stands below the array as an index. */
  lastEntry: number;
  /** How often an index stands at an array here. */
  count: number;
}

/** Two names of one size. */
export type SameSize = readonly [string, string];

/**
 * Axes of arrays and the indices that run along them, joined where they have one size (union–find, Tarjan 1975). What
 * definitions say of sizes goes before what claims say, because a claim may be wrong.
 */
export class Axes {
  private readonly parents = new Map<string, string>();
  private readonly axes = new Map<string, Axis>();
  private readonly extents = new Map<string, Extent | undefined>();
  /** Indices of claims that stand at axes of different sizes. */
  private readonly unclear = new Set<string>();
  private areClaims = false;

  /** @param prefix of the names of sizes that the text does not name */
  constructor(private readonly prefix: string) {}

  /** From here on claims speak. */
  enterClaims(): void {
    this.areClaims = true;
  }

  /** An index, or a whole number, stands at the axis. */
  use(key: string, entry?: number): void {
    const axis = this.axis(key);
    axis.count += 1;
    if (entry !== undefined) axis.lastEntry = Math.max(axis.lastEntry, entry);
  }

  /** The axis has at least the entries from `low` to `high`. */
  range(key: string, low: number | undefined, high: Linear | undefined): void {
    const axis = this.axis(key);
    if (this.areClaims && axis.uppers.length > 0) return;
    if (low !== undefined) axis.lowers.add(low);
    if (high !== undefined && high.terms.size <= 1) addTo(axis.uppers, high);
  }

  startsAt(key: string, origin: number): void {
    this.axis(key).lowers.add(origin);
  }

  /** The axes, or an axis and its index `b`, have one size; in claims only where nothing says otherwise. */
  join(a: string, b: string, isIndex: boolean): void {
    const [left, right] = [this.root(a), this.root(b)];
    if (left === right) return;
    const [kept, gone] = [this.axis(left), this.axis(right)];
    if (this.areClaims && !areSame([...kept.uppers, ...gone.uppers])) {
      if (isIndex) this.unclear.add(b);
      return;
    }
    this.parents.set(right, left);
    this.axes.delete(right);
    for (const low of gone.lowers) kept.lowers.add(low);
    for (const high of gone.uppers) addTo(kept.uppers, high);
    kept.lastEntry = Math.max(kept.lastEntry, gone.lastEntry);
    kept.count += gone.count;
  }

  extentOf(key: string): Extent | undefined {
    const root = this.root(key);
    if (!this.extents.has(root))
      this.extents.set(root, extentOf(this.axes.get(root), `${this.prefix}${root}`));
    const extent = this.extents.get(root);
    return extent && this.unclear.has(key) ? { ...extent, uneven: true } : extent;
  }

  /** Names that ranges of one axis give to its size. */
  sameSizes(): SameSize[] {
    const found: SameSize[] = [];
    for (const { uppers } of this.axes.values()) {
      const names = uppers.flatMap((upper) => {
        const term = onlyTerm(upper);
        return term?.factor === 1 ? [{ name: term.name, constant: upper.constant }] : [];
      });
      const [first, ...rest] = names;
      for (const other of rest) {
        if (other.name !== first!.name && other.constant === first!.constant)
          found.push([first!.name, other.name]);
      }
    }
    return found;
  }

  private axis(key: string): Axis {
    const root = this.root(key);
    const known = this.axes.get(root) ?? { lowers: new Set<number>(), uppers: [], lastEntry: 0, count: 0 };
    this.axes.set(root, known);
    return known;
  }

  private root(key: string): string {
    let at = key;
    for (let next = this.parents.get(at); next !== undefined; next = this.parents.get(at)) {
      const further = this.parents.get(next);
      if (further !== undefined) this.parents.set(at, further);
      at = next;
    }
    return at;
  }
}

function addTo(uppers: Linear[], added: Linear): void {
  const term = onlyTerm(added);
  const isKnown = uppers.some((upper) => {
    const other = onlyTerm(upper);
    return upper.constant === added.constant && other?.name === term?.name && other?.factor === term?.factor;
  });
  if (!isKnown) uppers.push(added);
}

/** Whether ends are one end, but for the name of a size. */
function areSame(uppers: readonly Linear[]): boolean {
  const [first] = uppers;
  return uppers.every(
    (upper) =>
      upper.constant === first!.constant &&
      upper.terms.size === first!.terms.size &&
      onlyTerm(upper)?.factor === onlyTerm(first!)?.factor,
  );
}

/** From where to where an axis goes; undefined for an index that stands at no array and has no range. */
function extentOf(axis: Axis | undefined, name: string): Extent | undefined {
  if (axis === undefined || (axis.count === 0 && axis.uppers.length === 0)) return undefined;
  const origin = Math.min(1, ...axis.lowers);
  const uneven = !areSame(axis.uppers) || axis.lowers.size > 1;
  const numbers = axis.uppers.flatMap(({ terms, constant }) => (terms.size === 0 ? [constant] : []));
  const least = Math.max(0, Math.max(axis.lastEntry, ...numbers) - origin + 1);
  const named = axis.uppers.flatMap((upper) => {
    const term = onlyTerm(upper);
    return term === undefined ? [] : [{ ...term, constant: upper.constant }];
  });
  const [first] = named;
  if (first !== undefined) {
    const same = named.filter((other) => other.name === first.name && other.factor === first.factor);
    const offset = Math.max(...same.map(({ constant }) => constant)) + 1 - origin;
    const size = { name: first.name, scale: first.factor, offset, least };
    return first.factor > 0 ? { origin, size, uneven } : undefined;
  }
  if (numbers.length > 0) return { origin, size: { scale: 0, offset: least, least }, uneven };
  return { origin, size: { name, scale: 1, offset: 0, least }, uneven };
}

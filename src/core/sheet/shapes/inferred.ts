import type { Shape } from '../../graph/shape';
import type { ReadBook } from '../book';
import type { Claim, Definition } from '../model';
import { chain, resolve } from '../scope';
import type { NamedSizes } from './sizes';
import type { ShapeId, ShapeStore, SizeId } from './store';

/** Shapes of everything that the sheets define or leave free. */
export interface InferredShapes {
  /** The shape of a definition when the free sizes have the given assignment. */
  shapeOf(definition: Definition, assignment: number): Shape;
  isRow(definition: Definition): boolean;
  /** Whether the text leaves a size of this definition open, by a name or by silence. */
  hasOpenSizes(definition: Definition): boolean;
  /** Whether a declaration says what shape the name has. */
  isDeclared(definition: Definition): boolean;
  /** The size that a name stands for in declarations such as `x : R^n`, where the sheet does not define the name. */
  sizeNamed(sheet: number, name: string, assignment: number): number | undefined;
  /** Whether some size is left open by the text. */
  readonly freeSizes: boolean;
  /** Whether the rank of some name was chosen by convention. */
  readonly guessed: boolean;
  /**
   * Ranks of the operands of what only arrays are for, in the definitions that a claim sees and in the claim itself; in the
   * same order whatever the policy.
   */
  ranksOfArrays(claim: Claim): readonly (number | undefined)[];
}

/** Sizes for dimensions that the text leaves open: distinct, so that a transposed matrix does not fit by accident. */
const ASSIGNMENTS: readonly (readonly number[])[] = [
  [3, 4, 2, 5, 6, 7, 8, 9],
  [2, 5, 4, 3, 7, 6, 9, 8],
];
export const ASSIGNMENT_COUNT = ASSIGNMENTS.length;

/** The assignment that gives every open dimension the size `n`. */
export const allOfSize = (n: number): number => -n;

/** An operand of something that only arrays are for, such as a transpose or a sum. */
export interface WantedArray {
  readonly shape: ShapeId;
  readonly sheet: number;
  readonly claim: Claim | undefined;
}

/** What an inference has found when it is over. */
export interface Inference {
  readonly store: ShapeStore;
  readonly shapes: ReadonlyMap<Definition, ShapeId>;
  readonly sizes: NamedSizes;
  readonly wanted: readonly WantedArray[];
  readonly book: ReadBook;
  readonly guessed: boolean;
}

const users = new WeakMap<ReadBook, ReadonlyMap<string, ReadonlySet<number>>>();

/** The sheets that use a name as a size. */
function usersOf(book: ReadBook, name: string): ReadonlySet<number> | undefined {
  let known = users.get(book);
  if (known === undefined) {
    const found = new Map<string, Set<number>>();
    const note = (size: string, sheet: number): void => {
      found.set(size, (found.get(size) ?? new Set()).add(sheet));
    };
    for (const { index, shapes, sizeNames = [] } of book.sheets) {
      for (const { sizes } of shapes.values())
        for (const size of sizes) if (size.kind === 'name') note(size.name, index);
      for (const size of sizeNames) note(size, index);
    }
    known = found;
    users.set(book, known);
  }
  return known.get(name);
}

/**
 * Size names belong to the outermost sheet around that uses them as sizes or has them as names, so that a section and its
 * subsections mean the same `n`, and other sections may mean another one. Sizes without a name are `#`, and a number of their own.
 */
export function sizeKey(book: ReadBook, sheet: number, name: string): string {
  if (name.startsWith('#')) return name;
  const used = usersOf(book, name);
  const own = resolve(book.scope, sheet, name, Number.POSITIVE_INFINITY)?.sheet;
  const owner = chain(book.scope, sheet).findLast((at) => at === own || used?.has(at) === true);
  return `${owner ?? sheet}:${name}`;
}

export function inferredShapes(inference: Inference): InferredShapes {
  const { store, shapes, sizes, wanted, book, guessed } = inference;
  const related = new Map(sizes.relations.map((relation) => [store.sizeClass(relation.size), relation]));
  const least = new Map<SizeId, number>();
  for (const each of sizes.least) {
    const root = store.sizeClass(each.size);
    least.set(root, Math.max(each.least, least.get(root) ?? 1));
  }
  const open = new Map<SizeId, number>();
  const collect = (axis: SizeId): void => {
    const root = store.sizeClass(axis);
    if (store.size(root) === undefined && !related.has(root) && !open.has(root)) open.set(root, open.size);
  };
  for (const shape of shapes.values()) {
    if (store.rank(shape) === undefined) continue;
    for (const axis of store.axesOf(shape)) collect(axis);
  }
  for (const size of sizes.names.values()) collect(size);
  const sizeIn = (axis: SizeId, assignment: number, depth = 0): number => {
    const known = store.size(axis);
    if (known !== undefined) return known;
    const root = store.sizeClass(axis);
    const relation = related.get(root);
    if (relation !== undefined && depth < related.size) {
      return relation.scale * sizeIn(relation.of, assignment, depth + 1) + relation.offset;
    }
    if (assignment < 0) return Math.max(-assignment, least.get(root) ?? 1);
    const choices = ASSIGNMENTS[assignment % ASSIGNMENTS.length]!;
    const place = open.get(root) ?? 0;
    return Math.max(choices[place % choices.length]!, least.get(root) ?? 1);
  };
  return {
    freeSizes: open.size > 0,
    guessed,
    shapeOf: (definition, assignment) => {
      const shape = shapes.get(definition);
      if (shape === undefined || store.rank(shape) === undefined) return [];
      return store.axesOf(shape).map((axis) => sizeIn(axis, assignment));
    },
    ranksOfArrays: (claim) => {
      const sheets = new Set(chain(book.scope, claim.sheet));
      return wanted
        .filter((array) => sheets.has(array.sheet) && (array.claim ?? claim) === claim)
        .map(({ shape }) => store.rank(shape));
    },
    isRow: (definition) => {
      const shape = shapes.get(definition);
      return shape !== undefined && store.isRow(shape);
    },
    hasOpenSizes: (definition) => {
      const shape = shapes.get(definition);
      const rank = shape === undefined ? undefined : store.rank(shape);
      return rank !== undefined && store.axesOf(shape!).some((axis) => store.size(axis) === undefined);
    },
    isDeclared: (definition) =>
      chain(book.scope, definition.sheet).some((sheet) => book.sheets[sheet]!.shapes.has(definition.name)),
    sizeNamed: (sheet, name, assignment) => {
      const size = sizes.names.get(sizeKey(book, sheet, name));
      return size === undefined ? undefined : sizeIn(size, assignment);
    },
  };
}

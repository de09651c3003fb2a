import type { Expr } from '../../syntax/ast';
import type { Statement } from '../../syntax/statements';
import { isDerivative } from '../../syntax/walk';
import { CONSTANTS } from '../constants';
import type { IndexedArray } from '../model';
import { Axes, type Extent, type SameSize } from './axes';
import { constantOf, type Linear, linearOf, onlyTerm, plus } from './linear';
import { type Binder, expressionsOf, type Occurrence, type Uses, usesOf } from './occurrences';
import { type Ranks, type Slots, slotsOf } from './slots';
import type { Written } from './written';

export interface InheritedArray extends Ranks {
  readonly origins: readonly number[];
  /** What it is called where its letter alone means something else. */
  readonly alias?: string;
}

/** One statement with what is found out about it. */
interface Look {
  readonly written: Written;
  readonly uses: Uses;
  /** Letters that are free indices in it. */
  readonly letters: Set<string>;
}

/** Letters that are indices by custom where they stand below an array, though nothing else says so. */
const CUSTOMARY = /^[h-np-t]$/;
const LETTER = /^[a-z]$/;

/**
 * Which names of a sheet are arrays, which letters are their indices, and from where to where these run.
 *
 * A name is an array where some index below it is bound by a sum, given a range, compared with another index, or stands
 * below another array of the same statement too; or where the sheet declares it so. Anything else that stands below a name is
 * part of the name.
 */
export class Analysis {
  readonly arrays = new Map<string, Ranks>();
  /** Names at which ranges end. */
  readonly sizes = new Set<string>();
  private readonly aliases = new Map<string, string>();
  private readonly looks: Look[];
  private readonly axes: Axes;

  /**
   * @param inherited the arrays of the sheets around it, with where their axes start
   * @param declared ranks of the names that are declared as arrays
   * @param scalars names that are numbers where they stand alone: the array of the same letter is another one
   */
  constructor(
    sheet: number,
    statements: readonly Written[],
    inherited: ReadonlyMap<string, InheritedArray>,
    declared: ReadonlyMap<string, number>,
    scalars: ReadonlySet<string>,
  ) {
    this.axes = new Axes(`#${sheet}.`);
    this.looks = statements.map((written, i) => ({
      written,
      uses: usesIn(written.placed.statement, `${i}`),
      letters: new Set(written.letters),
    }));
    for (const { uses, written } of this.looks) {
      const heads = headLetters(written.placed.statement);
      for (const name of uses.ends) if (!heads.has(name)) this.sizes.add(name);
      for (const end of written.ends)
        for (const name of linearOf(end)?.terms.keys() ?? []) this.sizes.add(name);
    }
    for (const { uses, letters } of this.looks) {
      for (const letter of uses.subscripts) if (LETTER.test(letter)) letters.add(letter);
      for (const { letters: compared, bound } of uses.compared) {
        if (!compared.every((letter) => LETTER.test(letter) || bound.has(letter))) continue;
        for (const letter of compared) if (!bound.has(letter)) letters.add(letter);
      }
    }
    for (const [base, ranks] of inherited) this.arrays.set(base, ranks);
    this.findArrays(declared);
    this.measure();
    for (const [base, { alias }] of inherited) if (alias !== undefined) this.aliases.set(base, alias);
    for (const { uses } of this.looks) {
      for (const { name } of uses.occurrences) {
        const base = name.scripts?.base ?? name.name;
        const isNumber = scalars.has(base) || CONSTANTS.has(base);
        const isOther = isNumber && this.arrays.has(base) && !declared.has(base);
        if (isOther && !this.aliases.has(base)) this.aliases.set(base, name.name);
      }
    }
    for (const [base, { origins }] of inherited) {
      origins.forEach((origin, k) => {
        this.axes.startsAt(axisKey(base, k), origin);
      });
    }
  }

  get isEmpty(): boolean {
    return this.arrays.size === 0;
  }

  /** What an array is called. */
  nameOf(base: string): string {
    return this.aliases.get(base) ?? base;
  }

  /** How many axes an array of this name has. */
  rankOf(name: string): number {
    for (const [base, { above, below }] of this.arrays) if (this.nameOf(base) === name) return above + below;
    return 0;
  }

  lettersOf(statement: number): ReadonlySet<string> {
    return this.looks[statement]!.letters;
  }

  sumsOf(statement: number): Uses['sums'] {
    return this.looks[statement]!.uses.sums;
  }

  /** Whether some statement uses the letter as an index. */
  isIndex(letter: string): boolean {
    return this.looks.some(
      ({ letters, uses }) =>
        letters.has(letter) || uses.occurrences.some(({ bound }) => bound.get(letter) !== undefined),
    );
  }

  /** The array and its indices that a name is at its place; undefined where it is a name of its own. */
  useOf({ name, bound }: Occurrence, statement: number): Slots | undefined {
    const look = this.looks[statement]!;
    const slots = this.slots({ name, bound }, look);
    if (slots === undefined) return undefined;
    const known = this.arrays.get(slots.base);
    if (known === undefined || slots.below.length > known.below || slots.above.length > known.above)
      return undefined;
    const items = [...slots.above, ...slots.below];
    const fits = items.every((item, k) => {
      const linear = linearOf(item);
      if (linear === undefined) return false;
      if (![...linear.terms.keys()].every((letter) => this.isKnown(letter, bound, look))) return false;
      const origin = this.axes.extentOf(axisKey(slots.base, this.axisAt(slots, known, k)))?.origin ?? 1;
      return linear.terms.size > 0 || linear.constant >= origin;
    });
    return fits ? slots : undefined;
  }

  /** What sheets below see of the arrays. */
  forChildren(): Map<string, InheritedArray> {
    return new Map(
      [...this.arrays].map(([base, { above, below }]) => {
        const origins = Array.from(
          { length: above + below },
          (_, k) => this.axes.extentOf(axisKey(base, k))?.origin ?? 1,
        );
        const alias = this.aliases.get(base);
        return [base, { above, below, origins, ...(alias !== undefined && { alias }) }];
      }),
    );
  }

  /** Names that ranges of one axis give to its size. */
  sameSizes(): SameSize[] {
    return this.axes.sameSizes();
  }

  /** The axes that indices of this sheet show. */
  arraysFound(): Map<string, IndexedArray> {
    const found = new Map<string, IndexedArray>();
    for (const [base, { above, below }] of this.arrays) {
      const axes = Array.from({ length: above + below }, (_, k) => this.axes.extentOf(axisKey(base, k)));
      if (axes.every((axis) => axis !== undefined)) found.set(this.nameOf(base), { axes });
    }
    return found;
  }

  originOf(slots: Slots, item: number): number {
    const known = this.arrays.get(slots.base)!;
    return this.axes.extentOf(axisKey(slots.base, this.axisAt(slots, known, item)))?.origin ?? 1;
  }

  /** The values of a free index of a statement; undefined where nothing says what they are. */
  extentOfLetter(letter: string, statement: number): Extent | undefined {
    return this.axes.extentOf(freeKey(statement, letter));
  }

  extentOfBinder({ key }: Binder): Extent | undefined {
    return this.axes.extentOf(key);
  }

  private slots({ name, bound }: Occurrence, { letters }: Look): Slots | undefined {
    return slotsOf(name, (base) => {
      if ((this.arrays.get(base)?.above ?? 0) > 0) return true;
      return name.scripts!.above.some((item) =>
        [...(linearOf(item)?.terms.keys() ?? [])].some((letter) => bound.has(letter) || letters.has(letter)),
      );
    });
  }

  private isKnown(letter: string, bound: Occurrence['bound'], { letters }: Look): boolean {
    return bound.has(letter) || letters.has(letter) || this.sizes.has(letter);
  }

  private findArrays(declared: ReadonlyMap<string, number>): void {
    for (const [name, rank] of declared) if (rank > 0) this.arrays.set(name, { above: 0, below: rank });
    for (let changed = true; changed; ) {
      changed = false;
      for (const look of this.looks) {
        for (const occurrence of look.uses.occurrences)
          changed = this.visit(occurrence, look, declared) || changed;
      }
    }
  }

  /** Whether the occurrence says something new. */
  private visit(occurrence: Occurrence, look: Look, declared: ReadonlyMap<string, number>): boolean {
    const slots = this.slots(occurrence, look);
    if (slots === undefined) return false;
    const { bound } = occurrence;
    const { base, above, below } = slots;
    const items = [...above, ...below].map(linearOf);
    if (!items.every((item) => item !== undefined)) return false;
    const letters = items.flatMap((item) => [...item.terms.keys()]);
    const isIndex = letters.some((letter) => bound.has(letter) || look.letters.has(letter));
    const known = this.arrays.get(base);
    if (known === undefined && !isIndex) return false;
    // A declared rank is the rank.
    const fixed = declared.has(base);
    if (fixed && (below.length > known!.below || above.length > 0)) return false;
    let changed = false;
    const ranks = {
      above: Math.max(known?.above ?? 0, above.length),
      below: Math.max(known?.below ?? 0, below.length),
    };
    if (isIndex && (ranks.above !== known?.above || ranks.below !== known.below)) {
      this.arrays.set(base, ranks);
      changed = true;
    }
    const isPlain = (letter: string): boolean =>
      this.isKnown(letter, bound, look) || (CUSTOMARY.test(letter) && !look.written.labels.has(letter));
    if (!letters.every(isPlain)) return changed;
    for (const letter of letters) {
      if (this.isKnown(letter, bound, look)) continue;
      look.letters.add(letter);
      changed = true;
    }
    return changed;
  }

  private axisAt({ above }: Slots, known: Ranks, item: number): number {
    return item < above.length ? item : known.above + item - above.length;
  }

  /** Gathers what ranges and entries say of the axes. */
  private measure(): void {
    for (const areClaims of [false, true]) {
      if (areClaims) this.axes.enterClaims();
      this.looks.forEach((look, i) => {
        if (isClaim(look.written.placed.statement) === areClaims) this.measureIn(look, i);
      });
    }
  }

  private measureIn(look: Look, i: number): void {
    for (const occurrence of look.uses.occurrences) {
      const slots = this.slots(occurrence, look);
      const known = slots && this.arrays.get(slots.base);
      if (slots === undefined || known === undefined) continue;
      [...slots.above, ...slots.below].forEach((item, k) => {
        const linear = linearOf(item);
        if (linear === undefined) return;
        this.measureItem(
          axisKey(slots.base, this.axisAt(slots, known, k)),
          linear,
          occurrence.bound,
          look,
          i,
        );
      });
    }
    for (const letter of look.letters) {
      const range = look.written.ranges.get(letter);
      if (range !== undefined)
        this.bounds(freeKey(i, letter), range.from, range.to, new Map(), constantOf(0), i);
    }
    for (const { letters, bound } of look.uses.compared) {
      const keys = letters
        .map((letter) => this.keyOf(letter, bound, look, i))
        .filter((key) => key !== undefined);
      for (const key of keys.slice(1)) this.axes.join(keys[0]!, key, false);
    }
  }

  private measureItem(axis: string, linear: Linear, bound: Occurrence['bound'], look: Look, i: number): void {
    const term = onlyTerm(linear);
    this.axes.use(axis, linear.terms.size === 0 ? linear.constant : undefined);
    if (term === undefined || term.factor !== 1) return;
    const binder = bound.get(term.name);
    const shift = constantOf(linear.constant);
    if (binder !== undefined) {
      if (binder.open) return;
      if (binder.to !== undefined || binder.from !== undefined) {
        this.bounds(axis, binder.from, binder.to, bound, shift, i);
      } else if (linear.constant === 0) this.axes.join(axis, binder.key, true);
    } else if (look.letters.has(term.name)) {
      const range = look.written.ranges.get(term.name);
      if (range !== undefined) this.bounds(axis, range.from, range.to, new Map(), shift, i);
      else if (linear.constant === 0) this.axes.join(axis, freeKey(i, term.name), true);
    } else this.axes.range(axis, undefined, linear);
  }

  private bounds(
    axis: string,
    from: Expr | undefined,
    to: Expr | undefined,
    bound: Occurrence['bound'],
    shift: Linear,
    statement: number,
  ): void {
    const start = from === undefined ? constantOf(1) : linearOf(from);
    const low = start !== undefined && start.terms.size === 0 ? start.constant + shift.constant : undefined;
    let high = to && linearOf(to);
    // The end of `\sum_{j=1}^{i}` goes as far as `i` does.
    for (let steps = 0; high !== undefined && steps < 8; steps++) {
      const term = onlyTerm(high);
      if (term === undefined) break;
      const outer = bound.get(term.name);
      const isFree = this.looks[statement]!.letters.has(term.name);
      if (outer === undefined && !isFree) break;
      const range = outer ?? this.looks[statement]!.written.ranges.get(term.name);
      if (term.factor !== 1 || range?.to === undefined) {
        if (term.factor === 1 && high.constant + shift.constant === 0)
          this.axes.join(axis, outer?.key ?? freeKey(statement, term.name), true);
        high = undefined;
        break;
      }
      const end = linearOf(range.to);
      high = end && plus(end, constantOf(high.constant));
    }
    this.axes.range(axis, low, high && plus(high, shift));
  }

  private keyOf(
    letter: string,
    bound: Occurrence['bound'],
    { letters }: Look,
    i: number,
  ): string | undefined {
    return bound.get(letter)?.key ?? (letters.has(letter) ? freeKey(i, letter) : undefined);
  }
}

/** What statements say stays the same while one reading of them follows another. */
const known = new WeakMap<Statement, { readonly id: string; readonly uses: Uses }>();

function usesIn(statement: Statement, id: string): Uses {
  const found = known.get(statement);
  if (found?.id === id) return found.uses;
  const uses = usesOf(expressionsOf(statement), id);
  known.set(statement, { id, uses });
  return uses;
}

const axisKey = (base: string, axis: number): string => `axis ${axis} ${base}`;
const freeKey = (statement: number, letter: string): string => `free ${statement} ${letter}`;

/** The letters below what a statement says something of: `\sum_{j=1}^{i}` in `y_i = …` ends at an index. */
function headLetters(statement: Statement): ReadonlySet<string> {
  const left = statement.kind === 'relation' ? statement.sides[0] : undefined;
  const { below = [], above = [] } = (left?.kind === 'name' && left.scripts) || {};
  return new Set([...below, ...above].flatMap((item) => [...(linearOf(item)?.terms.keys() ?? [])]));
}

/** What says that a derivative has some value may be wrong about sizes, too. */
const isClaim = (statement: Statement): boolean => {
  const left = statement.kind === 'relation' ? statement.sides[0] : undefined;
  return left !== undefined && (isDerivative(left) || left.kind === 'missing');
};

import { type Shape, sameShape, sizeOf } from '../../graph/shape';
import type { BinaryOperator, Expr } from '../../syntax/ast';
import { shortInfix } from '../wording';
import type { Context } from './context';
import type { Valued } from './scratch';
import { binaryOf, callOf, nameOf, numberOf, transposeOf } from './tree';

/** A small expression that a repair may use, with its entries. */
export interface Small {
  readonly expr: Expr;
  readonly valued: Valued;
  /** The unlikelier, the larger. */
  readonly cost: number;
  /** The local derivative that it is, as an index into those of the context. */
  readonly local?: number;
}

/** Entries that something must have, point after point, each computed when it is looked at; NaN where any would do. */
export interface Wanted {
  readonly shape: Shape;
  readonly length: number;
  at(i: number): number;
}

/** The small expressions of one context, findable by value. */
export interface Pool {
  readonly smalls: readonly Small[];
  /** Those with these entries, the cheapest first. */
  find(wanted: Wanted): readonly Small[];
  /** Text for names that stand for printed nodes; undefined where a node cannot be written shortly. */
  textOf(name: string): string | undefined;
}

const MAX_SMALLS = 900;

const NAME = /^⟦(\d+)⟧$/;

/** The names, numbers, sub-expressions and local derivatives at hand, and what one more operation makes of them. */
export function poolOf(context: Context): Pool {
  const { scratch, points } = context;
  const smalls: Small[] = [];
  const index = new Map<number, Small[]>();
  const add = (small: Small): void => {
    if (smalls.length >= MAX_SMALLS || !small.valued.entries.every(Number.isFinite)) return;
    const key = keyOf(small.valued.entries[0]!);
    const same = index.get(key);
    // The same numbers in other words, and dearer.
    if (same?.some(({ valued }) => equal(valued, small.valued)) === true) return;
    smalls.push(small);
    if (same === undefined) index.set(key, [small]);
    else same.push(small);
  };
  for (const { name, valued } of context.names) add({ expr: nameOf(name), valued, cost: 0.2 });
  const [root] = context.positions;
  if (root !== undefined && context.entriesAt !== undefined) {
    const entries = context.entriesAt(root);
    const lowered = entries.flatMap((expr) => {
      const value = scratch.lower(expr);
      return value === undefined ? [] : [{ expr, value }];
    });
    for (const [i, valued] of scratch.evaluate(lowered.map(({ value }) => value)).entries()) {
      if (valued !== undefined) add({ expr: lowered[i]!.expr, valued, cost: 0.3 });
    }
  }
  for (const { expr, depth } of context.positions) {
    const valued = context.valueOf(expr);
    if (valued === undefined || expr.kind === 'number' || depth === 0) continue;
    add({ expr, valued, cost: expr.kind === 'binary' ? 0.6 : 0.4 });
  }
  const placeholder = (i: number, valued: Valued): Expr => {
    const name = `⟦${i}⟧`;
    scratch.declare(name, valued);
    return nameOf(name);
  };
  context.locals.forEach((local, i) => {
    add({ expr: placeholder(local.node, local.valued), valued: local.valued, cost: 0.5, local: i });
  });
  const whole = new Set(context.truths.map(({ node }) => node));
  for (const { node, valued } of context.parts) {
    // The derivative as a whole is no part of itself.
    if (whole.has(node)) continue;
    add({ expr: placeholder(node, valued), valued, cost: 0.7 });
  }
  extend(context, [...smalls], add);
  const texts = new Map<string, string | undefined>();
  const indices = new Map<number, ReadonlyMap<number, readonly Small[]>>();
  /** The small expressions that may stand for `size` entries a point, by the entry at an index. */
  const byEntry = (size: number, at: number): ReadonlyMap<number, readonly Small[]> => {
    const key = size * MOST_ENTRIES + at;
    const known = indices.get(key);
    if (known !== undefined) return known;
    const built = indexOf(smalls, size, at);
    indices.set(key, built);
    return built;
  };
  return {
    smalls,
    find: (wanted) => {
      let known = 0;
      while (known < wanted.length && Number.isNaN(wanted.at(known))) known++;
      if (known === wanted.length) return NONE;
      const at = byEntry(sizeOf(wanted.shape), known);
      const x = wanted.at(known);
      let found: Small[] | undefined;
      for (const shift of x === 0 ? [0] : SHIFTS) {
        for (const small of at.get(keyOf(x, shift)) ?? NONE) {
          if (!matches(small.valued, wanted, points)) continue;
          found ??= [];
          found.push(small);
        }
      }
      return found ?? NONE;
    },
    textOf: (name) => {
      const node = NAME.exec(name)?.[1];
      if (node === undefined) return undefined;
      if (!texts.has(name)) texts.set(name, readable(context, shortInfix(context.sheetGraph, Number(node))));
      return texts.get(name);
    },
  };
}

/** A printed node as people write it. */
function readable({ names }: Context, text: string | undefined): string | undefined {
  if (names.some(({ name }) => name === 'pi')) return text;
  return text?.replaceAll(String(Math.PI), 'pi');
}

/** One more operation on the names and parts: what people leave out is rarely longer. */
function extend(
  { scratch, functionsUsed, names }: Context,
  base: readonly Small[],
  add: (small: Small) => void,
): void {
  const made: { expr: Expr; cost: number }[] = [];
  const isScalar = ({ valued }: Small): boolean => sizeOf(valued.shape) === 1;
  for (const small of base.slice(0, 60)) {
    const { expr, cost } = small;
    // Of a Kronecker delta people take nothing.
    if (expr.kind === 'call' && expr.callee.name === 'kronecker') continue;
    const power: BinaryOperator = isScalar(small) ? '^' : '.^';
    made.push({ expr: binaryOf(power, expr, numberOf(2)), cost: cost + 0.5 });
    made.push({ expr: binaryOf('-', numberOf(1), expr), cost: cost + 0.3 });
    made.push({ expr: binaryOf('-', numberOf(1), binaryOf(power, expr, numberOf(2))), cost: cost + 0.8 });
    made.push({ expr: binaryOf('+', numberOf(1), expr), cost: cost + 0.8 });
    if (small.valued.shape.length > 0) {
      made.push({ expr: transposeOf(expr), cost: cost + 0.3 });
      made.push({ expr: callOf('sum', [expr]), cost: cost + 0.8 });
    }
    for (const name of functionsUsed) made.push({ expr: callOf(name, [expr]), cost: cost + 0.5 });
  }
  for (const [i, a] of names.entries()) {
    for (const b of names.slice(i + 1, i + 9)) {
      const [left, right] = [nameOf(a.name), nameOf(b.name)];
      made.push({ expr: binaryOf('-', left, right), cost: 0.8 });
      made.push({ expr: binaryOf('+', left, right), cost: 0.9 });
    }
  }
  const lowered = made.flatMap((one) => {
    const value = scratch.lower(one.expr);
    return value === undefined ? [] : [{ ...one, value }];
  });
  for (const [i, valued] of scratch.evaluate(lowered.map(({ value }) => value)).entries()) {
    const { expr, cost } = lowered[i]!;
    if (valued !== undefined) add({ expr, valued, cost });
  }
}

export const wantedOf = ({ shape, entries }: Valued): Wanted => ({
  shape,
  length: entries.length,
  at: (i) => entries[i]!,
});

const NONE: readonly Small[] = [];

/** More entries than any array of a context has at all of its points. */
const MOST_ENTRIES = 2 ** 24;

function indexOf(smalls: readonly Small[], size: number, at: number): Map<number, Small[]> {
  const index = new Map<number, Small[]>();
  for (const small of smalls) {
    const own = sizeOf(small.valued.shape);
    if (own !== size && own !== 1) continue;
    const key = keyOf(small.valued.entries[own === size ? at : Math.floor(at / size)]!);
    const same = index.get(key);
    if (same === undefined) index.set(key, [small]);
    else same.push(small);
  }
  return index;
}

/** Numbers that agree to about seven digits share a key, or have neighbouring ones. */
function keyOf(x: number, shift = 0): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return (Math.floor(Math.log2(Math.abs(x)) * 2 ** 21) + shift) * 2 + (x < 0 ? 1 : 0);
}

const SHIFTS: readonly number[] = [0, 1, -1];

function equal(a: Valued, b: Valued): boolean {
  if (!sameShape(a.shape, b.shape) || a.row !== b.row) return false;
  return a.entries.every((entry, i) => Math.abs(entry - b.entries[i]!) <= 1e-9 * Math.abs(entry));
}

/** How far two entries may lie apart, relative to the larger and to the point's largest. */
const CLOSE = 1e-7;

function matches(small: Valued, wanted: Wanted, points: number): boolean {
  const [own, wide] = [sizeOf(small.shape), sizeOf(wanted.shape)];
  if (own !== wide && own !== 1) return false;
  if (own === wide && own > 1 && !sameShape(small.shape, wanted.shape)) return false;
  for (let k = 0; k < points; k++) {
    for (let i = 0; i < wide; i++) {
      const r = wanted.at(k * wide + i);
      if (Number.isNaN(r)) continue;
      const x = small.entries[k * own + (own === 1 ? 0 : i)]!;
      if (!(Math.abs(x - r) <= CLOSE * Math.max(Math.abs(r), Math.abs(x)))) return false;
    }
  }
  return true;
}

import type { FunctionOptions } from '../../graph/function';
import type { Look } from './conventions';
import { type Constraint, type Guess, GuessRank } from './solve';
import type { ShapeId, ShapeStore, SizeId } from './store';

const done = true;
const open = false;

/**
 * What an operand of an elementwise operation is: a free name, with what it looks like, or behind `/`; a number written out;
 * or something whose shape follows from elsewhere.
 */
export type OperandKind = 'matrix' | 'name' | 'divisor' | 'number' | 'formula';

/** Operands that broadcast to `out`, as elementwise operations do. */
export function broadcastConstraint(
  out: ShapeId,
  operands: readonly ShapeId[],
  kinds: readonly OperandKind[] = [],
): Constraint {
  const likeModel = (store: ShapeStore, wanted: (kind: OperandKind) => boolean): boolean => {
    const at = operands.findIndex((id, i) => store.rank(id) === undefined && wanted(kinds[i] ?? 'formula'));
    const model = [out, ...operands].find((id) => (store.rank(id) ?? 0) > 0);
    if (at < 0 || model === undefined) return false;
    const axes = store.axesOf(model);
    // Beside a batch, a small letter is the bias that is added to each of its rows.
    const shared = axes.length > 1 && kinds[at] === 'name';
    store.assign(operands[at]!, shared ? axes.slice(-1) : axes, !shared && store.isRow(model));
    return true;
  };
  return {
    propagate: (store) => {
      const ranks = operands.map((id) => store.rank(id));
      const outRank = store.rank(out);
      if (outRank === 0) {
        for (const id of operands) store.setRank(id, 0);
        return done;
      }
      const known = operands.filter((_, i) => ranks[i] !== undefined);
      if (known.length < operands.length) return open;
      const arrays = known.filter((id) => store.rank(id)! > 0);
      if (arrays.length === 0) {
        store.setRank(out, 0);
        return done;
      }
      const widest = arrays.reduce((a, b) => (store.rank(b)! > store.rank(a)! ? b : a));
      if (outRank === undefined) assignBroadcast(store, out, widest, arrays);
      alignAxes(store, out, arrays);
      return done;
    },
    guesses: [
      {
        rank: GuessRank.name,
        apply: (store) => likeModel(store, (kind) => kind === 'name' || kind === 'matrix'),
      },
      {
        // `z/T`: by a scalar, as `./` is there for arrays.
        rank: GuessRank.name,
        apply: (store) => {
          const at = kinds.indexOf('divisor');
          if (at < 0 || store.rank(operands[at]!) !== undefined) return false;
          if (!operands.some((id) => store.rank(id) !== undefined)) return false;
          store.setRank(operands[at]!, 0);
          return true;
        },
      },
      {
        rank: GuessRank.offset,
        apply: (store) => {
          const at = operands.findIndex((id, i) => store.rank(id) === undefined && kinds[i] === 'name');
          const beside = operands.some((id, i) => store.rank(id) === 0 && kinds[i] === 'formula');
          if (at < 0 || !beside) return false;
          store.setRank(operands[at]!, 0);
          return true;
        },
      },
      { rank: GuessRank.sum, apply: (store) => likeModel(store, () => true) },
      {
        rank: GuessRank.scalar,
        apply: (store) => {
          const unknown = operands.filter((id) => store.rank(id) === undefined);
          const someKnown =
            operands.some((id) => store.rank(id) !== undefined) || store.rank(out) !== undefined;
          if (unknown.length === 0 || !someKnown) return false;
          store.setRank(unknown[0]!, 0);
          return true;
        },
      },
    ],
  };
}

function assignBroadcast(store: ShapeStore, out: ShapeId, widest: ShapeId, arrays: readonly ShapeId[]): void {
  const rank = store.rank(widest)!;
  const axes: SizeId[] = [];
  for (let back = rank; back >= 1; back--) {
    const candidates = arrays
      .filter((id) => store.rank(id)! >= back)
      .map((id) => store.axesOf(id)[store.rank(id)! - back]!);
    axes.push(candidates.find((axis) => store.size(axis) !== 1) ?? candidates[0]!);
  }
  store.assign(out, axes, store.isRow(widest));
}

/** Axes of unknown size are taken to be as long as the result's. */
function alignAxes(store: ShapeStore, out: ShapeId, arrays: readonly ShapeId[]): void {
  const outAxes = store.axesOf(out);
  for (const id of arrays) {
    const axes = store.axesOf(id);
    for (let back = 1; back <= Math.min(axes.length, outAxes.length); back++) {
      const axis = axes[axes.length - back]!;
      if (store.size(axis) !== 1) store.joinSizes(axis, outAxes[outAxes.length - back]!);
    }
  }
}

export const equalConstraint = (a: ShapeId, b: ShapeId): Constraint => ({
  propagate: (store) => {
    store.join(a, b);
    return done;
  },
  guesses: [],
});

/**
 * Both sides of a claim: equal where nothing else says what a side is.
 *
 * @param sizes whether sizes that the text leaves open are such that the sides fit
 */
export const claimConstraint = (a: ShapeId, b: ShapeId, isNumber: boolean, sizes: boolean): Constraint => ({
  propagate: (store) => {
    if (!sizes) return done;
    const rank = store.rank(a);
    if (rank === undefined || store.rank(b) === undefined) return open;
    if (rank === store.rank(b)) store.join(a, b);
    return done;
  },
  guesses: [
    {
      rank: GuessRank.claim,
      apply: (store) => {
        const left = store.rank(a);
        const right = store.rank(b);
        const known = left ?? right;
        if (known === undefined || (left !== undefined && right !== undefined)) return false;
        // `dL/dx = 0` says nothing about the shape of x.
        if (isNumber && known === 0) return false;
        store.join(a, b);
        return true;
      },
    },
  ],
});

/**
 * `A'`: the last two axes exchanged; a column becomes a row.
 *
 * @param look `scalar` where the prime may as well be that of a derivative
 */
export const transposeConstraint = (out: ShapeId, operand: ShapeId, look: Look | 'scalar'): Constraint => ({
  propagate: (store) => {
    const [from, to] = store.rank(operand) !== undefined ? [operand, out] : [out, operand];
    if (store.rank(from) === undefined) return open;
    const axes = store.axesOf(from);
    store.assign(to, withLastExchanged(axes), axes.length === 1 && !store.isRow(from));
    return done;
  },
  guesses: [
    {
      rank: GuessRank.array,
      apply: (store) => {
        if (store.rank(operand) !== undefined || look === 'scalar') return false;
        store.setRank(operand, look === 'matrix' ? 2 : 1);
        return true;
      },
    },
  ],
});

const withLastExchanged = (axes: readonly SizeId[]): SizeId[] =>
  axes.length < 2 ? [...axes] : [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!];

/** An operand with at least one axis that loses all axes, or those given (negative ones count from the end). */
export const reduceConstraint = (
  out: ShapeId,
  operand: ShapeId,
  axis: FunctionOptions['axis'],
  keepdims: boolean,
  look: Look,
): Constraint => ({
  propagate: (store) => {
    if (axis === undefined && !keepdims) store.setRank(out, 0);
    if (store.rank(operand) === undefined) return open;
    const axes = store.axesOf(operand);
    const folded =
      axis === undefined ? undefined : listed(axis).map((at) => (at < 0 ? axes.length + at : at));
    const reduced = axes.flatMap((size, i) => {
      if (folded !== undefined && !folded.includes(i)) return [size];
      return keepdims ? [store.freshSize(1)] : [];
    });
    store.assign(out, reduced);
    return done;
  },
  guesses: [guessRank(operand, Math.max(look === 'matrix' ? 2 : 1, leastRank(axis)))],
});

/** An axis beyond these is a slip, and says nothing about its array. */
const MAX_GUESSED_RANK = 8;

/** The fewest axes of an array that has this one. */
function leastRank(axis: FunctionOptions['axis']): number {
  if (axis === undefined) return 0;
  const ranks = listed(axis).map((at) => (Number.isInteger(at) ? (at < 0 ? -at : at + 1) : 0));
  const rank = Math.max(0, ...ranks);
  return rank <= MAX_GUESSED_RANK ? rank : 0;
}

const listed = (axis: number | readonly number[]): readonly number[] =>
  typeof axis === 'number' ? [axis] : axis;

/** Settles an unknown operand as an array of this rank. */
export const guessRank = (operand: ShapeId, rank: number): Guess => ({
  rank: GuessRank.array,
  apply: (store) => {
    if (store.rank(operand) !== undefined) return false;
    store.setRank(operand, rank);
    return true;
  },
});

/** `out` follows from its operands once their ranks are known. */
export const forwardConstraint = (
  out: ShapeId,
  operands: readonly ShapeId[],
  result: (store: ShapeStore) => { axes: readonly SizeId[]; row?: boolean } | undefined,
  guesses: readonly Guess[] = [],
): Constraint => ({
  propagate: (store) => {
    if (operands.some((id) => store.rank(id) === undefined)) return open;
    const known = result(store);
    if (known !== undefined) store.assign(out, known.axes, known.row ?? false);
    return done;
  },
  guesses,
});

/** ∂target/∂variable: the variable's shape for a scalar, the target's by a scalar, else both, target first. */
export const derivativeConstraint = (out: ShapeId, target: ShapeId, variable: ShapeId): Constraint => ({
  propagate: (store) => {
    const t = store.rank(target);
    const v = store.rank(variable);
    if (t === undefined) return open;
    const scalar = store.axesOf(target).every((axis) => store.size(axis) === 1);
    if (scalar) {
      store.join(out, variable);
      return done;
    }
    if (v === undefined) return open;
    const byScalar = store.axesOf(variable).every((axis) => store.size(axis) === 1);
    store.assign(
      out,
      byScalar ? store.axesOf(target) : [...store.axesOf(target), ...store.axesOf(variable)],
      byScalar && store.isRow(target),
    );
    return done;
  },
  guesses: [],
});

/** Square matrices, or a stack of them; `out` has a scalar (trace) or a matrix (inverse) for each. */
export const squareConstraint = (out: ShapeId, operand: ShapeId, toScalar: boolean): Constraint => ({
  propagate: (store) => {
    const rank = store.rank(operand);
    if (!toScalar) store.join(out, operand);
    else if (rank === undefined || rank <= 2) store.setRank(out, 0);
    if (rank === undefined) return open;
    if (rank < 2) return done;
    const axes = store.axesOf(operand);
    if (toScalar && rank > 2) store.assign(out, axes.slice(0, -2));
    store.joinSizes(axes.at(-2)!, axes.at(-1)!);
    return done;
  },
  guesses: [guessRank(operand, 2)],
});

/** A·x = b: the matrix is square, and has as many rows as the right side. */
export const systemConstraint = (matrix: ShapeId, right: ShapeId): Constraint => ({
  propagate: (store) => {
    const rank = store.rank(matrix);
    if (rank === undefined) return open;
    if (rank < 2) return done;
    const axes = store.axesOf(matrix);
    store.joinSizes(axes.at(-2)!, axes.at(-1)!);
    if (store.rank(right) === undefined) return open;
    const rows = store.axesOf(right);
    if (rows.length > 0) store.joinSizes(axes.at(-1)!, rows.length === 1 ? rows[0]! : rows.at(-2)!);
    return done;
  },
  guesses: [guessRank(matrix, 2), guessRank(right, 1)],
});

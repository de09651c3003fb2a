import { type GraphBuilder, INPUT, type NodeId } from '../graph';
import { ancestors, compile } from '../program';

/**
 * The entries of an argument that is written out, such as the sizes in `eye(3)` or `reshape(x, 2, -1)`; undefined where it
 * depends on an input.
 */
function literalEntries(b: GraphBuilder, id: NodeId): readonly number[] | undefined {
  const { data } = b.node(id);
  if (data !== undefined) return [...data];
  if (ancestors(b, [id]).some((node) => b.node(node).operation === INPUT)) return undefined;
  const program = compile(b, [id]);
  program.run();
  return [...program.read(id)];
}

/** The one number that an argument is, or undefined. */
export function literalNumber(b: GraphBuilder, id: NodeId): number | undefined {
  const entries = literalEntries(b, id);
  return entries?.length === 1 ? entries[0] : undefined;
}

/** An array of more entries than this is not built from its sizes alone. */
const MAX_ENTRIES = 2_000_000;

/** Sizes given one by one or as one list: `zeros(2, 3)`, `zeros((2, 3))`. */
export function literalSizes(
  b: GraphBuilder,
  name: string,
  args: readonly NodeId[],
): readonly number[] | { readonly mismatch: string } {
  const sizes: number[] = [];
  for (const arg of args) {
    const entries = literalEntries(b, arg);
    if (entries === undefined) return { mismatch: `the sizes of ${name} must be whole numbers written out` };
    sizes.push(...entries);
  }
  const wrong = sizes.find((n) => !Number.isInteger(n) || n < -1 || n > 2 ** 31);
  if (wrong !== undefined) return { mismatch: `${wrong} is not a size; ${name} needs whole numbers` };
  // The identity of size n has n² entries.
  const entries = sizes.reduce(
    (product, n) => product * Math.abs(n),
    name === 'eye' && sizes.length === 1 ? sizes[0]! : 1,
  );
  return entries <= MAX_ENTRIES
    ? sizes
    : {
        mismatch: `${name} of ${sizes.join('×')} has more than ${MAX_ENTRIES} entries; choose smaller sizes`,
      };
}

/** The whole numbers that arguments from `first` on write out, one by one or as lists. */
export function wholeNumbers(
  b: GraphBuilder,
  name: string,
  args: readonly NodeId[],
  first: number,
): number[] | { readonly mismatch: string } {
  const numbers: number[] = [];
  for (const arg of args.slice(first)) {
    const entries = literalEntries(b, arg);
    if (entries === undefined || !entries.every(Number.isInteger)) {
      return { mismatch: `${name} needs whole numbers written out` };
    }
    numbers.push(...entries);
  }
  return numbers;
}

/** An axis from the front, for one that counts from the end where it is negative. */
export const countedAxis = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

import type { FunctionEntry, FunctionOptions } from '../../graph/function';
import { graphBuilder } from '../../graph/graph';
import type { Shape } from '../../graph/shape';
import { sizeOf } from '../../graph/shape';
import type { WrittenEntries } from './literals';
import type { Constraint } from './solve';
import type { ShapeId, ShapeStore, SizeId } from './store';

/**
 * Numbers that stand for sizes which are not known yet: primes, so that a product of sizes is none of them, and of other
 * differences in the second list, so that a size and a number more is none of them either.
 */
const PRIMES = [
  [31, 37, 43, 53, 61, 71, 79, 89],
  [97, 107, 127, 139, 151, 173, 193, 199],
] as const;

/** More entries than this are not written down only to learn a shape. */
const MOST_ENTRIES = 100_000;

/**
 * A function whose result has a shape that only its arguments determine: it is built on arguments of these shapes, in a
 * graph of its own, and asked. Sizes that the text leaves open are tried with two sets of numbers: an axis of the result
 * that follows one of them has that size, and one that is equal both times is known.
 *
 * @param written the arguments that are written out, whose entries say more than their shapes
 */
export function probeConstraint(
  out: ShapeId,
  entry: FunctionEntry,
  args: readonly ShapeId[],
  written: readonly (WrittenEntries | undefined)[],
  options: FunctionOptions,
): Constraint {
  return {
    propagate: (store) => {
      if (args.some((id, i) => written[i] === undefined && store.rank(id) === undefined)) return false;
      const axes = probedAxes(store, entry, args, written, options);
      if (axes !== undefined) store.assign(out, axes);
      return true;
    },
    guesses: [],
  };
}

function probedAxes(
  store: ShapeStore,
  entry: FunctionEntry,
  args: readonly ShapeId[],
  written: readonly (WrittenEntries | undefined)[],
  options: FunctionOptions,
): SizeId[] | undefined {
  const open: SizeId[] = [];
  for (const id of args.filter((_, i) => written[i] === undefined)) {
    for (const axis of store.axesOf(id)) {
      if (store.size(axis) === undefined && !open.some((other) => store.sameSize(other, axis)))
        open.push(axis);
    }
  }
  if (open.length > PRIMES[0].length) return undefined;
  const sizesWith = (primes: readonly number[]): ((axis: SizeId) => number) => {
    return (axis) => store.size(axis) ?? primes[open.findIndex((other) => store.sameSize(other, axis))]!;
  };
  const probe = (primes: readonly number[]): Shape | undefined => {
    const sizeOfAxis = sizesWith(primes);
    return shapeOfCall(
      entry,
      args.map((id, i) => written[i] ?? { shape: store.axesOf(id).map(sizeOfAxis) }),
      options,
    );
  };
  const first = probe(PRIMES[0]);
  const second = open.length === 0 ? first : probe(PRIMES[1]);
  if (first === undefined || second === undefined || first.length !== second.length) return undefined;
  const axes = first.map((size, i) => {
    if (size === second[i]) return store.freshSize(size);
    const at = PRIMES[0].indexOf(size as (typeof PRIMES)[0][number]);
    return at >= 0 && second[i] === PRIMES[1][at] ? open[at] : undefined;
  });
  return axes.every((axis) => axis !== undefined) ? axes : undefined;
}

function shapeOfCall(
  entry: FunctionEntry,
  args: readonly (WrittenEntries | { readonly shape: Shape })[],
  options: FunctionOptions,
): Shape | undefined {
  const [least, most] = entry.arity;
  if (args.length < least || args.length > most) return undefined;
  const graph = graphBuilder();
  const nodes = args.map((argument, i) => {
    if (!('entries' in argument)) return graph.input(`x${i}`, argument.shape);
    return graph.constantArray(Float64Array.from(argument.entries), argument.shape);
  });
  if (args.some(({ shape }) => sizeOf(shape) > 2 ** 50)) return undefined;
  const result = entry.build(graph, nodes, options);
  if (typeof result !== 'number') return undefined;
  const small = graph.nodes.every(({ data }) => data === undefined || data.length <= MOST_ENTRIES);
  return small ? graph.node(result).shape : undefined;
}

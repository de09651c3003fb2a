import type { Site } from '../../operation';
import { sizeOf, stridesOf } from '../../shape';
import { viewOffsets } from '../kernels/layout';
import { labelSizes, type Subscripts } from './subscripts';

/**
 * One step of a contraction. Steps read and write a scratch memory of their own, except that `fold` reads the operands, and
 * the last step writes the result, in the program's memory. All offsets count entries.
 */
export type Step = Fold | Multiply | Place;

/** Entry o of the target is the sum of the entries at `groups[o] + members[i]`; with one member only a copy. */
export interface Fold {
  readonly kind: 'fold';
  readonly fromScratch: boolean;
  readonly groups: Int32Array;
  readonly members: Int32Array;
  readonly to: number;
}

/** `batch` products of an m×k with a k×n matrix, one after another. */
export interface Multiply {
  readonly kind: 'multiply';
  readonly a: number;
  readonly b: number;
  readonly to: number;
  readonly batch: number;
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

/** Entry i of the scratch goes to the place `offsets[i]` of the result, all else of which is zero. */
export interface Place {
  readonly kind: 'place';
  readonly from: number;
  readonly offsets: Int32Array;
  readonly to: number;
  readonly size: number;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** Entries of the scratch memory. */
  readonly scratch: number;
}

/** An array on the way: where it lies, and how its labels run through it. */
interface Operand {
  readonly labels: readonly string[];
  readonly strides: readonly number[];
  readonly fromScratch: boolean;
  readonly offset: number;
}

/** The stride of a label that stands at several axes is the sum of theirs: it runs along the diagonal. */
function labelled(labels: string, strides: readonly number[]): Pick<Operand, 'labels' | 'strides'> {
  const sums = new Map<string, number>();
  for (const [axis, label] of [...labels].entries()) {
    sums.set(label, (sums.get(label) ?? 0) + strides[axis]!);
  }
  return { labels: [...sums.keys()], strides: [...sums.values()] };
}

/** A product of two operands, or of products before it, by their places in the list of both. */
export interface Pairing {
  readonly x: number;
  readonly y: number;
  /** Labels of both that the result keeps, and that it sums over; then those of one alone that are kept. */
  readonly batch: readonly string[];
  readonly contracted: readonly string[];
  readonly left: readonly string[];
  readonly right: readonly string[];
}

type Sizes = ReadonlyMap<string, number>;

const sizeOfLabels = (labels: Iterable<string>, sizes: Sizes): number => {
  let size = 1;
  for (const label of labels) size *= sizes.get(label)!;
  return size;
};

/** The order of products: always the pair that takes the fewest multiplications, of equals the smallest result. */
function pairingsOf({ inputs, output }: Subscripts, sizes: Sizes): Pairing[] {
  const operands = inputs.map((labels) => [...new Set(labels)]);
  const open = operands.map((_, i) => i);
  const found: Pairing[] = [];
  const neededBeside = (x: number, y: number): Set<string> =>
    new Set([...output, ...open.filter((i) => i !== x && i !== y).flatMap((i) => operands[i]!)]);
  while (open.length > 1) {
    let best: readonly [number, number] = [open[0]!, open[1]!];
    let least = Number.POSITIVE_INFINITY;
    let smallest = Number.POSITIVE_INFINITY;
    for (const [i, x] of open.entries()) {
      for (const y of open.slice(i + 1)) {
        const union = new Set([...operands[x]!, ...operands[y]!]);
        const needed = neededBeside(x, y);
        const cost = sizeOfLabels(union, sizes);
        const kept = sizeOfLabels(
          [...union].filter((label) => needed.has(label)),
          sizes,
        );
        if (cost < least || (cost === least && kept < smallest)) {
          best = [x, y];
          least = cost;
          smallest = kept;
        }
      }
    }
    const [x, y] = best;
    const needed = neededBeside(x, y);
    const shared = operands[x]!.filter((label) => operands[y]!.includes(label));
    const own = (one: number, other: number): string[] =>
      operands[one]!.filter((label) => !operands[other]!.includes(label) && needed.has(label));
    const pairing = {
      x,
      y,
      batch: shared.filter((label) => needed.has(label)),
      contracted: shared.filter((label) => !needed.has(label)),
      left: own(x, y),
      right: own(y, x),
    };
    found.push(pairing);
    open.splice(open.indexOf(x), 1);
    open.splice(open.indexOf(y), 1, operands.length);
    operands.push([...pairing.batch, ...pairing.left, ...pairing.right]);
  }
  return found;
}

/** Elementary operations of a run, and entries of its scratch memory. */
export function costOf(
  subscripts: Subscripts,
  sizes: Sizes,
): { readonly work: number; readonly scratch: number } {
  let work = 0;
  let scratch = 0;
  for (const labels of [...subscripts.inputs, subscripts.output]) {
    work += 4 * sizeOfLabels(new Set(labels), sizes);
    scratch += sizeOfLabels(new Set(labels), sizes);
  }
  for (const { batch, contracted, left, right } of pairingsOf(subscripts, sizes)) {
    work += 2 * sizeOfLabels([...batch, ...contracted, ...left, ...right], sizes);
    scratch += 2 * sizeOfLabels([...batch, ...left, ...right], sizes);
  }
  return { work, scratch };
}

/** Splits a contraction into products of two operands, and each into a matrix product. */
export function planOf(site: Pick<Site, 'inputs' | 'inputShapes' | 'output'>, subscripts: Subscripts): Plan {
  const sizes = labelSizes(subscripts, site.inputShapes);
  if ('mismatch' in sizes) throw new Error(sizes.mismatch);
  const shapeOfLabels = (labels: readonly string[]): number[] => labels.map((label) => sizes.get(label)!);
  const steps: Step[] = [];
  let scratch = 0;
  const allocate = (labels: readonly string[]): number => {
    const size = sizeOfLabels(labels, sizes);
    scratch += size;
    return scratch - size;
  };

  /** Copies an operand so that its labels run in this order; labels that are left out are summed over. */
  const pack = (operand: Operand, order: readonly string[]): number => {
    const view = (labels: readonly string[], start: number): Int32Array =>
      viewOffsets(
        shapeOfLabels(labels),
        labels.map((label) => operand.strides[operand.labels.indexOf(label)]!),
        start,
      );
    const summed = operand.labels.filter((label) => !order.includes(label));
    const to = allocate(order);
    steps.push({
      kind: 'fold',
      fromScratch: operand.fromScratch,
      groups: view(order, operand.offset),
      members: view(summed, 0),
      to,
    });
    return to;
  };

  const operands: Operand[] = subscripts.inputs.map((labels, i) => ({
    ...labelled(labels, stridesOf(site.inputShapes[i]!)),
    fromScratch: false,
    offset: site.inputs[i]!,
  }));
  for (const { x, y, batch, contracted, left, right } of pairingsOf(subscripts, sizes)) {
    const a = pack(operands[x]!, [...batch, ...left, ...contracted]);
    const b = pack(operands[y]!, [...batch, ...contracted, ...right]);
    const labels = [...batch, ...left, ...right];
    const to = allocate(labels);
    const size = (part: readonly string[]): number => sizeOfLabels(part, sizes);
    steps.push({
      kind: 'multiply',
      ...{ a, b, to },
      ...{ batch: size(batch), m: size(left), k: size(contracted), n: size(right) },
    });
    operands.push({ labels, strides: stridesOf(shapeOfLabels(labels)), fromScratch: true, offset: to });
  }
  const outputShape = shapeOfLabels([...subscripts.output]);
  const target = labelled(subscripts.output, stridesOf(outputShape));
  const from = pack(operands.at(-1)!, target.labels);
  steps.push({
    kind: 'place',
    from,
    offsets: viewOffsets(shapeOfLabels(target.labels), target.strides, site.output),
    to: site.output,
    size: sizeOf(outputShape),
  });
  return { steps, scratch };
}

import { type Shape, sameShape, sizeOf, stridesOf } from '../graph/shape';

/** Which entry of the claim stands beside each entry of the truth, and what must be said about the layout. */
export interface Alignment {
  readonly label: 'direct' | 'transposed' | 'repeated';
  /** For entry `i` of the truth, the claim's entry. */
  readonly claimed: (entry: number) => number;
  readonly note?: string;
}

/** Entry beside entry. */
export const DIRECT: Alignment = { label: 'direct', claimed: (entry) => entry };

/**
 * The ways in which a claim of one shape may stand for a truth of another, most literal first; none when no entry-by-entry
 * comparison makes sense.
 *
 * @param outputAxes how many leading axes of the truth are those of the function that is differentiated, where it is a
 *   Jacobian: beyond matrices that is the only split at which another layout exchanges axes
 */
export function alignments(truth: Shape, claim: Shape, outputAxes = 0): Alignment[] {
  const found: Alignment[] = [];
  const plain = withoutOnes(truth);
  const other = withoutOnes(claim);
  if (sameShape(truth, claim) || sameShape(plain, other)) {
    found.push(
      sameShape(truth, claim) || truth.length <= 1 || claim.length <= 1 || plain.length === 0
        ? DIRECT
        : { ...DIRECT, note: layoutNote(truth, claim) },
    );
  }
  const reversed = [...truth].reverse();
  if (truth.length === 2 && claim.length === 2 && sameShape(reversed, claim) && plain.length === 2) {
    const [rows, columns] = truth as [number, number];
    found.push({
      label: 'transposed',
      claimed: (entry) => (entry % columns) * rows + Math.floor(entry / columns),
      note: layoutNote(truth, claim),
    });
  } else if (truth.length > 2 && outputAxes > 0 && outputAxes < truth.length) {
    found.push(...jacobianLayouts(truth, claim, outputAxes));
  }
  if (found.length === 0 && sizeOf(claim) === 1) {
    found.push({ label: 'repeated', claimed: () => 0, note: 'The one number stands for every entry.' });
  }
  return found;
}

const withoutOnes = (shape: Shape): Shape => shape.filter((size) => size !== 1);

const layoutNote = (truth: Shape, claim: Shape): string =>
  sameShape(truth, claim)
    ? 'The claim is the transpose of the derivative in the shape of its variable: the other layout.'
    : `The claim is written as ${claim.join('×')}; in the shape of its variable the derivative is ${truth.join('×')}: the other layout.`;

/**
 * Other layouts of a Jacobian of more than two axes: the axes of the variable first, and matrices whose rows are the entries
 * of the function and whose columns those of the variable (or the other way round), in the order of rows or, as vec(X) has
 * it, of columns (Magnus and Neudecker, Matrix Differential Calculus, 1988, §9.3).
 */
function jacobianLayouts(truth: Shape, claim: Shape, outputAxes: number): Alignment[] {
  const axes = truth.map((_, i) => i);
  const [output, variable] = [axes.slice(0, outputAxes), axes.slice(outputAxes)];
  const size = (part: readonly number[]): number => sizeOf(part.map((axis) => truth[axis]!));
  const found: Alignment[] = [];
  const offer = (order: readonly number[], shape: Shape, note: string): void => {
    if (!sameShape(shape, claim)) return;
    found.push({ label: 'transposed', claimed: permutedEntry(truth, order), note });
  };
  const variableFirst = [...variable, ...output];
  offer(
    variableFirst,
    variableFirst.map((axis) => truth[axis]!),
    'The axes of the variable stand before those of the function here: the other layout.',
  );
  const columns = (part: readonly number[]): number[] => [...part].reverse();
  const inRows = 'Entries are in the order of rows here, function by variable.';
  const inColumns = 'Entries are in the order of columns here, as vec(X) has them, function by variable.';
  const flat: readonly (readonly [readonly number[], readonly number[], string])[] = [
    [output, variable, inRows],
    [columns(output), columns(variable), inColumns],
    [variable, output, `${inRows} The matrix is transposed: the other layout.`],
    [columns(variable), columns(output), `${inColumns} The matrix is transposed: the other layout.`],
  ];
  for (const [rows, rest, note] of flat) offer([...rows, ...rest], [size(rows), size(rest)], note);
  return found;
}

/** For an entry of `shape`, its place where the axes stand in another order. */
function permutedEntry(shape: Shape, order: readonly number[]): (entry: number) => number {
  const strides = stridesOf(shape);
  const permuted = stridesOf(order.map((axis) => shape[axis]!));
  const strideOf = shape.map((_, axis) => permuted[order.indexOf(axis)]!);
  return (entry) => {
    let rest = entry;
    let claimed = 0;
    for (const [axis, stride] of strides.entries()) {
      const index = Math.floor(rest / stride);
      rest -= index * stride;
      claimed += index * strideOf[axis]!;
    }
    return claimed;
  };
}

import { type Shape, sameShape, sizeOf, stridesOf } from '../graph/shape';

/** Which entry of the claim stands beside each entry of the truth, and what must be said about the layout. */
export interface Alignment {
  readonly label: 'direct' | 'transposed' | 'repeated';
  /** For entry `i` of the truth, the claim's entry. */
  readonly claimed: (entry: number) => number;
  readonly note?: string;
}

const DIRECT: Alignment = { label: 'direct', claimed: (entry) => entry };

/**
 * The ways in which a claim of one shape may stand for a truth of another, most literal first; none when no entry-by-entry
 * comparison makes sense.
 */
export function alignments(truth: Shape, claim: Shape): Alignment[] {
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
  } else if (truth.length > 2 && sameShape(reversed, claim)) {
    const strides = stridesOf(claim);
    found.push({
      label: 'transposed',
      claimed: (entry) => reversedEntry(entry, truth, strides),
      note: layoutNote(truth, claim),
    });
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

function reversedEntry(entry: number, shape: Shape, claimStrides: readonly number[]): number {
  let rest = entry;
  let claimed = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis]!;
    claimed += (rest % size) * claimStrides[shape.length - 1 - axis]!;
    rest = Math.floor(rest / size);
  }
  return claimed;
}

import { completeSubscripts, readSubscripts } from '../../graph/operations/einsum/subscripts';
import { guessRank } from './constraints';
import type { Constraint } from './solve';
import type { ShapeId, ShapeStore, SizeId } from './store';

/** The labels say how many axes each operand has, and which axes are of one size. */
export function einsumConstraint(out: ShapeId, operands: readonly ShapeId[], text: string): Constraint {
  const written = readSubscripts(text);
  if ('mismatch' in written || written.inputs.length !== operands.length) {
    return { propagate: () => true, guesses: [] };
  }
  const axesNamed = written.inputs.map((labels) => [...labels].filter((label) => label !== '…').length);
  return {
    propagate: (store) => {
      for (const [i, labels] of written.inputs.entries()) {
        if (!labels.includes('…')) store.setRank(operands[i]!, axesNamed[i]!);
      }
      const ranks = operands.map((id) => store.rank(id));
      if (!ranks.every((rank) => rank !== undefined)) return false;
      const subscripts = completeSubscripts(written, ranks);
      if ('mismatch' in subscripts) return true;
      const sizes = joinLabels(store, subscripts.inputs, operands);
      const axes = [...subscripts.output].map((label) => sizes.get(label));
      if (axes.every((axis) => axis !== undefined)) store.assign(out, axes);
      return true;
    },
    guesses: operands.map((id, i) => guessRank(id, axesNamed[i]!)),
  };
}

/** An axis of size 1 goes with any size. */
function joinLabels(
  store: ShapeStore,
  inputs: readonly string[],
  operands: readonly ShapeId[],
): ReadonlyMap<string, SizeId> {
  const sizes = new Map<string, SizeId>();
  for (const [i, labels] of inputs.entries()) {
    const axes = store.axesOf(operands[i]!);
    for (const [k, label] of [...labels].entries()) {
      const axis = axes[k]!;
      const known = sizes.get(label);
      if (known === undefined || store.size(known) === 1) sizes.set(label, axis);
      else if (store.size(axis) !== 1) store.joinSizes(known, axis);
    }
  }
  return sizes;
}

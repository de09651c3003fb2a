import type { ShapeMismatch } from '../../operation';
import { type Shape, showShape } from '../../shape';

/**
 * The labels of the axes of all operands and of the result, one letter an axis. A label that an operand has twice reads its
 * diagonal; one that the result has twice fills a diagonal and leaves zeros beside it; one that the result lacks is summed
 * over.
 */
export interface Subscripts {
  readonly inputs: readonly string[];
  readonly output: string;
}

/** As written, `...` still in it as `…`; without `->` the result's labels follow from the operands'. */
interface Written {
  readonly inputs: readonly string[];
  readonly output?: string;
}

const REST = '…';

const LABELS = /^[\p{L}…]*$/u;

/** Reads `bij,bjk->bik`; blanks mean nothing. */
export function readSubscripts(text: string): Written | ShapeMismatch {
  const plain = text.replaceAll(/\s/g, '').replaceAll('...', REST).replaceAll('→', '->');
  const [left = '', right, ...more] = plain.split('->');
  const inputs = left.split(',');
  const parts = right === undefined ? inputs : [...inputs, right];
  if (more.length > 0) return { mismatch: `the subscripts "${text}" have more than one ->` };
  const odd = parts.find((part) => !LABELS.test(part) || part.split(REST).length > 2);
  if (odd !== undefined) {
    return {
      mismatch: `the subscripts "${text}" are not read: an operand is a row of letters, one for each axis, with at most one "..."`,
    };
  }
  return right === undefined ? { inputs } : { inputs, output: right };
}

/**
 * The labels for operands of these ranks: `...` becomes letters that the text does not use, and a missing result has all
 * labels that occur once, in the order of the alphabet, behind those of `...` (NumPy).
 */
export function completeSubscripts(written: Written, ranks: readonly number[]): Subscripts | ShapeMismatch {
  const { inputs } = written;
  if (inputs.length !== ranks.length) {
    return { mismatch: `the subscripts name ${inputs.length} operands, but ${ranks.length} are given` };
  }
  const named = inputs.map((part) => [...part].filter((label) => label !== REST).length);
  for (const [i, part] of inputs.entries()) {
    const rank = ranks[i]!;
    const fits = part.includes(REST) ? named[i]! <= rank : named[i] === rank;
    if (!fits) {
      return {
        mismatch: `the subscripts "${shown(part)}" name ${named[i]} ${named[i] === 1 ? 'axis' : 'axes'}, but operand ${i + 1} has ${rank}`,
      };
    }
  }
  const used = new Set([...inputs.join(''), ...(written.output ?? '')]);
  const free = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'].filter(
    (label) => !used.has(label),
  );
  const most = Math.max(0, ...inputs.map((part, i) => (part.includes(REST) ? ranks[i]! - named[i]! : 0)));
  const rest = free.slice(0, most);
  if (rest.length < most) return { mismatch: 'the subscripts leave no letters for "..."' };
  const expanded = inputs.map((part, i) =>
    part.replace(REST, rest.slice(most - (ranks[i]! - named[i]!)).join('')),
  );
  const output = written.output?.replace(REST, rest.join('')) ?? rest.join('') + once(inputs);
  const absent = [...output].find((label) => !expanded.some((part) => part.includes(label)));
  if (absent !== undefined) return { mismatch: `the label ${absent} of the result is at no operand` };
  return { inputs: expanded, output };
}

function once(inputs: readonly string[]): string {
  const all = [...inputs.join('')].filter((label) => label !== REST);
  return all
    .filter((label) => all.indexOf(label) === all.lastIndexOf(label))
    .sort()
    .join('');
}

const shown = (part: string): string => part.replace(REST, '...');

export const printSubscripts = ({ inputs, output }: Subscripts): string => `${inputs.join(',')}->${output}`;

/** The labels of an operation, which were completed when it was built. */
export function subscriptsOf(text: string): Subscripts {
  const [left = '', output = ''] = text.split('->');
  return { inputs: left.split(','), output };
}

/** The size behind each label, or which two operands contradict each other. */
export function labelSizes(
  { inputs }: Pick<Subscripts, 'inputs'>,
  shapes: readonly Shape[],
): ReadonlyMap<string, number> | ShapeMismatch {
  const sizes = new Map<string, { readonly size: number; readonly operand: number }>();
  for (const [operand, labels] of inputs.entries()) {
    const shape = shapes[operand]!;
    for (const [axis, label] of [...labels].entries()) {
      const size = shape[axis]!;
      const known = sizes.get(label);
      if (known === undefined) sizes.set(label, { size, operand });
      else if (known.size !== size) {
        const where =
          known.operand === operand
            ? `twice in operand ${operand + 1}`
            : `in operands ${known.operand + 1} and ${operand + 1}`;
        return {
          mismatch: `the label ${label} stands for the sizes ${known.size} and ${size} ${where} (${showShape(shapes[known.operand]!)} and ${showShape(shape)})`,
        };
      }
    }
  }
  return new Map([...sizes].map(([label, { size }]) => [label, size]));
}

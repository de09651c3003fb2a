import type { TensorView } from '../protocol/graph-view';

export type Entry = TensorView['entries'][number];

/** The number behind an entry. */
export const toNumber = (entry: Entry): number => (typeof entry === 'number' ? entry : Number(entry));

/**
 * A number to `digits` significant digits, with a true minus sign. Whole numbers below a million are shown in full;
 * trailing zeros are dropped.
 */
export function formatNumber(entry: Entry, digits = 4): string {
  const x = toNumber(entry);
  if (Number.isNaN(x)) return 'NaN';
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞';
  if (x === 0) return '0';
  return plainNumber(x, digits).replaceAll('-', '−');
}

function plainNumber(x: number, digits: number): string {
  const size = Math.abs(x);
  if (Number.isInteger(x) && size < 1e6) return String(x);
  if (size < 1e-4 || size >= 1e6) {
    const [mantissa, exponent] = x.toExponential(digits - 1).split('e');
    return `${dropZeros(mantissa!)}e${Number(exponent)}`;
  }
  // Below a million all whole digits are shown, even when there are more than asked for.
  const whole = Math.floor(Math.log10(size)) + 1;
  return dropZeros(x.toFixed(Math.max(0, digits - whole)));
}

const dropZeros = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** Rows by columns of the picture of a tensor: a vector is one row, what has a higher rank is stacked by its last axis. */
export function gridOf(tensor: TensorView): { rows: number; columns: number } {
  const columns = tensor.shape.at(-1) ?? 1;
  return { rows: columns === 0 ? 0 : sizeOf(tensor.shape) / columns, columns };
}

/** All entries as nested brackets: `[[1, 2], [3, 4]]`; says how many were left out. */
export function formatTensor(tensor: TensorView, digits = 4): string {
  const total = sizeOf(tensor.shape);
  const text = nest(tensor.shape, tensor.entries, digits, 0);
  return tensor.entries.length < total
    ? `${text} (first ${tensor.entries.length} of ${total} entries)`
    : text;
}

function nest(shape: readonly number[], entries: readonly Entry[], digits: number, from: number): string {
  const [length, ...rest] = shape;
  if (length === undefined) return from < entries.length ? formatNumber(entries[from]!, digits) : '…';
  const step = sizeOf(rest);
  const parts: string[] = [];
  for (let i = 0; i < length; i++) {
    if (from + i * step >= entries.length) {
      parts.push('…');
      break;
    }
    parts.push(nest(rest, entries, digits, from + i * step));
  }
  return `[${parts.join(', ')}]`;
}

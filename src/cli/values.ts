import type { TensorValue } from '../core/check/verdict';

export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';
export type JsonTensor = JsonNumber | readonly JsonTensor[];

/** A tensor as nested lists; what JSON has no number for becomes its name. */
export function nested({ shape, entries }: TensorValue): JsonTensor {
  const build = (axis: number, offset: number): JsonTensor => {
    if (axis === shape.length) return jsonNumber(entries[offset] ?? Number.NaN);
    const stride = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
    return Array.from({ length: shape[axis]! }, (_, i) => build(axis + 1, offset + i * stride));
  };
  return build(0, 0);
}

const jsonNumber = (value: number): JsonNumber => {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
};

/** Longer tensors are cut before they are printed. */
const MAX_ENTRIES = 64;

/** A tensor on one line, its numbers to a few digits. */
export function inline({ shape, entries }: TensorValue): string {
  if (entries.length > MAX_ENTRIES) return `${shape.join('×')} numbers`;
  return plain(nested({ shape, entries }));
}

const plain = (value: JsonTensor): string => {
  if (typeof value === 'number') return short(value);
  return typeof value === 'string' ? value : `[${value.map(plain).join(', ')}]`;
};

/** A number to a few significant digits, for reading. */
const short = (value: number, digits = 6): string =>
  // An error bar below the normal numbers stands for none.
  Math.abs(value) < 1e-300 ? '0' : String(Number(value.toPrecision(digits)));

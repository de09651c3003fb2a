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

/** A tensor on one line, cut where it is long. */
export function inline(value: TensorValue, width = 72): string {
  const text = plain(nested(value));
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

const plain = (value: JsonTensor): string =>
  Array.isArray(value) ? `[${value.map(plain).join(', ')}]` : String(value);

/** A number to a few significant digits, for reading. */
export const short = (value: number, digits = 6): string => String(Number(value.toPrecision(digits)));

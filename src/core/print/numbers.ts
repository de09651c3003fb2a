import type { Shape } from '../graph/shape';

/** What stands for entries, operands or digits that are left out. */
export const ELLIPSIS = '…';

/** Significant digits for people who did not ask for more. */
const DEFAULT_DIGITS = 4;

/** Entries of a tensor with its sizes, row-major; an empty shape is a scalar. */
export interface Tensor {
  readonly shape: Shape;
  readonly entries: ArrayLike<number>;
}

/** Whole numbers below this are written out in full, whatever the digits asked for. */
const WHOLE_LIMIT = 1e10;

/**
 * A number with this many significant digits, without trailing zeros: `0.34`, `54`, `2.3e-16`, `∞`, `NaN`.
 * Minus zero is `0`.
 */
export function showNumber(x: number, digits: number = DEFAULT_DIGITS): string {
  const special = showSpecial(x);
  if (special !== undefined) return special;
  if (Number.isInteger(x) && Math.abs(x) < WHOLE_LIMIT) return x.toFixed(0);
  return layOut(x, digits, true, Math.max(digits, 6));
}

function showSpecial(x: number): string | undefined {
  if (Number.isNaN(x)) return 'NaN';
  if (x === Number.POSITIVE_INFINITY) return '∞';
  if (x === Number.NEGATIVE_INFINITY) return '-∞';
  return x === 0 ? '0' : undefined;
}

/** A finite number other than 0, rounded to `digits`, as a plain decimal from 1e-4 to 10^`plain`, else with an exponent. */
function layOut(x: number, digits: number, trim: boolean, plain: number): string {
  const scientific = x.toExponential(clampDigits(digits) - 1);
  const [mantissa = '', exponentText = '0'] = scientific.split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= plain) {
    return `${trim ? trimZeros(mantissa) : mantissa}e${exponent}`;
  }
  // The rounded value is laid out, so that 9.99996 with four digits becomes 10 and not 10.000.
  const fixed = Number(scientific).toFixed(Math.max(0, clampDigits(digits) - 1 - exponent));
  return trim ? trimZeros(fixed) : fixed;
}

const clampDigits = (digits: number): number => Math.min(17, Math.max(1, Math.trunc(digits)));

const trimZeros = (text: string): string =>
  text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;

/** The shortest text that reads back as exactly this number: `0.1`, `1e-7`, `12345678`. */
export function showExact(x: number): string {
  const special = showSpecial(x);
  if (special !== undefined) return special;
  const text = String(x);
  return text.replace('e+', 'e');
}

/**
 * Only the digits that hold for every number within `radius` of `value`, at most `digits` of them: `0.3333`, `1.250e-8`.
 * Where not even the first digit is certain, the ball itself: `0.3 ± 0.5`.
 */
export function showCertain(value: number, radius: number, digits = 10): string {
  const special = showSpecial(value);
  if (radius === 0 || (special !== undefined && value !== 0)) return showNumber(value, digits);
  if (!(radius < Number.POSITIVE_INFINITY)) return `${showNumber(value)} ± ∞`;
  const low = value - radius;
  const high = value + radius;
  if (low > 0 || high < 0) {
    for (let d = clampDigits(digits); d >= 1; d--) {
      const rounded = Number(low.toPrecision(d));
      if (rounded === Number(high.toPrecision(d))) return layOut(rounded, d, d === clampDigits(digits), d);
    }
  }
  const error = showNumber(radius, 1);
  return Math.abs(value) < radius / 10 ? `0 ± ${error}` : `${showNumber(value, 2)} ± ${error}`;
}

/** Two different numbers with as many digits as it takes to see that they differ; at least `digits`. */
export function showDistinct(a: number, b: number, digits: number = DEFAULT_DIGITS): [string, string] {
  for (let d = clampDigits(digits); d < 17; d++) {
    const texts: [string, string] = [showNumber(a, d), showNumber(b, d)];
    if (texts[0] !== texts[1]) return texts;
  }
  return [showNumber(a, 17), showNumber(b, 17)];
}

/** How many entries a tensor may show before it is abbreviated. */
const DEFAULT_ENTRIES = 16;

/** `[9, 0]`, `[[1, 2], [3, 4]]`; more than about `limit` entries become `[1, 2, …, 9]` along each long axis. */
export function showTensor(
  tensor: Tensor,
  digits: number = DEFAULT_DIGITS,
  limit: number = DEFAULT_ENTRIES,
): string {
  return nest(tensor, limit, (x) => showNumber(x, digits), {
    gap: ELLIPSIS,
    join: (items) => `[${items.join(', ')}]`,
  });
}

/** As `showTensor`, with every entry exact, for text that is read again. */
export function showTensorExact(tensor: Tensor, limit: number = DEFAULT_ENTRIES): string {
  return nest(tensor, limit, showExact, { gap: ELLIPSIS, join: (items) => `[${items.join(', ')}]` });
}

/** `2.3 \cdot 10^{-16}` for the text of a number as the functions above write it. */
export function numberTex(text: string): string {
  const plain = text.replace('∞', '\\infty').replace('NaN', '\\mathrm{NaN}').replace('±', '\\pm');
  return plain.replace(/e(-?\d+)/g, ' \\cdot 10^{$1}');
}

/** A column for a vector, a grid for a matrix, with every entry exact; higher ranks are columns of grids. */
export function showTensorExactTex(tensor: Tensor, limit: number = DEFAULT_ENTRIES): string {
  const entry = (x: number): string => numberTex(showExact(x));
  const columns = tensor.shape.length - 1;
  return nest(tensor, limit, entry, {
    gap: '\\cdots',
    verticalGap: '\\vdots',
    join: (items, axis) =>
      axis === columns && axis > 0
        ? items.join(' & ')
        : `\\begin{pmatrix} ${items.join(' \\\\ ')} \\end{pmatrix}`,
  });
}

interface Nesting {
  /** Stands for left-out entries of the last axis, and of the others unless `verticalGap` does. */
  readonly gap: string;
  readonly verticalGap?: string;
  join(items: readonly string[], axis: number): string;
}

/** Walks the axes of a tensor; the depth of the recursion is its rank. */
function nest(tensor: Tensor, limit: number, show: (x: number) => string, style: Nesting): string {
  const { shape, entries } = tensor;
  const kept = keptAlongAxes(shape, limit);
  const walk = (axis: number, offset: number, stride: number): string => {
    if (axis === shape.length) return show(entries[offset] ?? Number.NaN);
    const size = shape[axis]!;
    const step = size === 0 ? 0 : stride / size;
    const items: string[] = [];
    const shown = kept[axis]!;
    for (let i = 0; i < size; i++) {
      if (shown < size && i === shown - 1) {
        const isColumn = axis < shape.length - 1 || shape.length === 1;
        items.push(isColumn ? (style.verticalGap ?? style.gap) : style.gap);
        i = size - 1;
      }
      items.push(walk(axis + 1, offset + i * step, step));
    }
    return style.join(items, axis);
  };
  return walk(
    0,
    0,
    shape.reduce((product, n) => product * n, 1),
  );
}

/** How many positions of each axis are shown so that about `limit` entries are; short axes stay whole. */
function keptAlongAxes(shape: Shape, limit: number): number[] {
  for (let cap = limit; cap > 2; cap--) {
    const kept = shape.map((n) => Math.min(n, cap));
    if (kept.reduce((product, n) => product * n, 1) <= limit) return kept;
  }
  return shape.map((n) => Math.min(n, 2));
}

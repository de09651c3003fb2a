import type { Node } from '../graph/graph';
import type { Printed } from '../graph/operation';
import { Precedence } from '../graph/operation';
import { sizeOf } from '../graph/shape';
import { numberTex, showExact, showTensorExact, showTensorExactTex } from './numbers';

/** Quotients of whole numbers up to this are recognised. */
const LARGEST_DENOMINATOR = 100;

/** A number in as few digits as say it: `2`, `-0.5`, `1e-7`, and `1/3` for the double nearest to it. */
export function constantInfix(x: number): Printed {
  const quotient = quotientOf(x);
  if (quotient !== undefined)
    return { text: `${quotient[0]}/${quotient[1]}`, precedence: Precedence.product };
  return signed(Number.isFinite(x) ? showExact(x) : nonFinite(x, 'inf'));
}

export function constantTex(x: number): Printed {
  const quotient = quotientOf(x);
  if (quotient !== undefined) {
    const sign = quotient[0] < 0 ? '-' : '';
    return {
      text: `${sign}\\frac{${Math.abs(quotient[0])}}{${quotient[1]}}`,
      precedence: Precedence.unary,
    };
  }
  const { text, precedence } = signed(Number.isFinite(x) ? showExact(x) : nonFinite(x, '\\infty'));
  return text.includes('e')
    ? { text: numberTex(text), precedence: Precedence.product }
    : { text: text === 'NaN' ? '\\mathrm{NaN}' : text, precedence };
}

const signed = (text: string): Printed => ({
  text,
  precedence: text.startsWith('-') ? Precedence.unary : Precedence.atom,
});

const nonFinite = (x: number, infinity: string): string =>
  Number.isNaN(x) ? 'NaN' : x > 0 ? infinity : `-${infinity}`;

/** `[1, 3]` for the double nearest to 1/3; undefined where the decimal is short or no small quotient is this double. */
export function quotientOf(x: number): [above: number, below: number] | undefined {
  if (!Number.isFinite(x) || Math.abs(x) > LARGEST_DENOMINATOR || String(x).length < 12) return undefined;
  for (let below = 2; below <= LARGEST_DENOMINATOR; below++) {
    const above = Math.round(x * below);
    if (above !== 0 && above / below === x) return [above, below];
  }
  return undefined;
}

/** Arrays with more entries than this are written by their value when all entries are equal. */
const SMALL_ARRAY = 4;

export function arrayInfix(node: Node): Printed {
  const data = node.data ?? new Float64Array(sizeOf(node.shape));
  const value = uniformValue(data);
  if (value !== undefined && data.length > SMALL_ARRAY) {
    const sizes = node.shape.join(', ');
    if (value === 0) return { text: `zeros(${sizes})`, precedence: Precedence.postfix };
    const ones = `ones(${sizes})`;
    if (value === 1) return { text: ones, precedence: Precedence.postfix };
    return { text: `${constantInfix(value).text}*${ones}`, precedence: Precedence.product };
  }
  return { text: showTensorExact({ shape: node.shape, entries: data }), precedence: Precedence.atom };
}

export function arrayTex(node: Node): Printed {
  const data = node.data ?? new Float64Array(sizeOf(node.shape));
  const value = uniformValue(data);
  if (value !== undefined && data.length > SMALL_ARRAY) {
    const sizes = node.shape.join(' \\times ');
    const filled = `\\mathbf{${value === 0 ? 0 : 1}}_{${sizes}}`;
    if (value === 0 || value === 1) return { text: filled, precedence: Precedence.postfix };
    return { text: `${constantTex(value).text} \\, ${filled}`, precedence: Precedence.product };
  }
  return { text: showTensorExactTex({ shape: node.shape, entries: data }), precedence: Precedence.atom };
}

function uniformValue(data: Float64Array): number | undefined {
  const first = data[0];
  return first !== undefined && data.every((x) => x === first) ? first : undefined;
}

import type { Size } from '../ast';
import { canonicalName } from '../names';
import { fail, failAt } from '../token-parser';
import { kindAt, nameAt, type Parser } from './parser';
import { plainOfRaised } from './raised';
import { Kind } from './tokens';

const LONGEST_SHAPE = 200;
const LARGEST_SIZE = 1_000_000;

const SEPARATOR = /\s*[×*·⋅]\s*|\s+x\s+|\s+x(?=\d)|(?<=\d)x\s+/gu;

/**
 * Reads a shape from the tokens `from` up to `to`: `3x2`, `3 x 2`, `m×n`, `(3, 2)`, `R`, `R^4`, `R^n`, `R^{3x2}`,
 * `R^(m x n)`, `R³`. Sizes of rank 0 are an empty list; undefined after an error.
 */
export function readShape(p: Parser, from: number, to: number): readonly Size[] | undefined {
  if (kindAt(p, from) === Kind.Name && nameAt(p, from).name === 'R') return readPowerOfReals(p, from, to);
  const bracketed = kindAt(p, from) === Kind.OpenParen && p.match[from] === to - 1;
  const [first, last] = bracketed ? [from + 1, to - 1] : [from, to];
  const sizes = readSizes(p, first, last, bracketed);
  // One number is a length only in brackets; `v : 4` is too close to a value.
  if (sizes && sizes.length === 1 && !bracketed) return failShape(p, from, to);
  return sizes;
}

function readPowerOfReals(p: Parser, from: number, to: number): readonly Size[] | undefined {
  if (to === from + 1) return [];
  const sign = kindAt(p, from + 1);
  if (sign === Kind.Superscript && to === from + 2) {
    const text = plainOfRaised(p.text.slice(p.starts[from + 1], p.ends[from + 1]));
    return sizesOf(p, text, p.starts[from + 1]!, p.ends[from + 1]!);
  }
  if (sign !== Kind.Power || to === from + 2) return failShape(p, from, to);
  const open = kindAt(p, from + 2);
  const grouped = (open === Kind.OpenBrace || open === Kind.OpenParen) && p.match[from + 2] === to - 1;
  return grouped ? readSizes(p, from + 3, to - 1, true) : readSizes(p, from + 2, to, false);
}

function readSizes(p: Parser, from: number, to: number, commas: boolean): readonly Size[] | undefined {
  if (to <= from) return failShape(p, from, to);
  const start = p.starts[from]!;
  const end = p.ends[to - 1]!;
  if (end - start > LONGEST_SHAPE) return failShape(p, from, to);
  let text = p.text.slice(start, end);
  if (commas) text = text.replace(/,\s*$/, '').replaceAll(',', '×');
  return sizesOf(p, text, start, end);
}

/** The sizes that `text` lists; it stands at `start` in the text that is read. */
function sizesOf(p: Parser, text: string, start: number, end: number): readonly Size[] | undefined {
  const sizes: Size[] = [];
  let at = 0;
  const take = (stop: number): boolean => {
    if (stop === at) {
      fail(p, 'A size is missing here. Write a shape as 3x2, R^4 or R^(m x n).', start, end);
      return false;
    }
    for (const part of splitCompact(text.slice(at, stop))) {
      const size = sizeOf(p, part, start + at, start + at + part.length, end);
      if (!size) return false;
      sizes.push(size);
      at += part.length + 1;
    }
    return true;
  };
  for (const separator of text.matchAll(SEPARATOR)) {
    if (!take(separator.index)) return undefined;
    at = separator.index + separator[0].length;
  }
  return take(text.length) ? sizes : undefined;
}

/** `3x2`, `mxn`, `3xn_h` and `batchx10` without blanks; a longer word such as `max` is one name. */
function splitCompact(text: string): readonly string[] {
  const parts = text.split('x');
  if (parts.length < 2 || parts.includes('')) return [text];
  const plain = parts.every((part) => /^(?:\d+|\p{L})$/u.test(part));
  const besideNumber = parts.every((part, i) => i === 0 || /^\d+$/.test(part) || /^\d+$/.test(parts[i - 1]!));
  return plain || besideNumber ? parts : [text];
}

function sizeOf(p: Parser, text: string, start: number, limit: number, end: number): Size | undefined {
  const span = { start: Math.min(start, end), end: Math.min(limit, end) };
  if (/^\d+$/.test(text)) {
    const value = Number(text);
    if (value >= 1 && value <= LARGEST_SIZE) return { kind: 'number', value, span };
    fail(p, `A size lies between 1 and ${LARGEST_SIZE}. Write another number.`, span.start, span.end);
    return undefined;
  }
  if (/^[\p{L}_][\p{L}\p{N}\p{M}_{}]*$/u.test(text)) return { kind: 'name', name: canonicalName(text), span };
  fail(p, 'A size is a number or a name. Write a shape as 3x2, R^4 or R^(m x n).', span.start, span.end);
  return undefined;
}

function failShape(p: Parser, from: number, to: number): undefined {
  const message = "A shape is missing after ':'. Write 3x2, R^4, R^(m x n), or R for a scalar.";
  if (to <= from) failAt(p, message, Math.min(from, p.end) - 1);
  else {
    fail(
      p,
      'This is not read as a shape. Write 3x2, R^4, R^(m x n), or R for a scalar.',
      p.starts[from]!,
      p.ends[to - 1]!,
    );
  }
  return undefined;
}

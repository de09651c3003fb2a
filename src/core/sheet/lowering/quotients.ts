import type { Binary, Expr } from '../../syntax/ast';
import type { Place } from './place';
import type { SheetGraph } from './sheet-graph';

/**
 * `x^2/2\sigma^2` of TeX, where what follows the sign without a gap is sooner the denominator than a factor; `1/2 mv^2` starts with a
 * number of its own. A fraction that is set as one, or in brackets, leaves no doubt. Undefined where the tree is what is meant.
 */
export function wholeQuotient(sheetGraph: SheetGraph, expr: Binary, place: Place): Expr | undefined {
  if (place.prose === undefined || expr.operator !== 'juxtapose' || settled.has(expr)) return undefined;
  const parts = partsOf(expr, place.fragment.text);
  if (parts === undefined) return undefined;
  sheetGraph.ambiguous.quotients = true;
  const { quotient, factors, close } = parts;
  const { quotients } = sheetGraph.reading;
  const isOther = quotients === 'all' || quotients === place.prose;
  const isNumber = quotient.left.kind === 'number' && quotient.right.kind === 'number';
  const isFactor = isNumber || close === 0;
  if (isFactor !== isOther) return undefined;
  const count = close === 0 ? factors.length : close;
  const known = rewritten.get(expr);
  if (known !== undefined) return known;
  const right = product(quotient.right, factors.slice(0, count));
  const whole: Binary = { ...quotient, right, span: { ...quotient.span, end: right.span.end } };
  const result = product(whole, factors.slice(count));
  rewritten.set(expr, result);
  for (let at = result; at.kind === 'binary' && at !== whole; at = at.left) settled.add(at);
  return result;
}

/** `first` times the right sides of the products. */
const product = (first: Expr, factors: readonly Binary[]): Expr =>
  factors.reduce<Expr>(
    (left, factor) => ({
      ...factor,
      left,
      operatorSpan: { start: left.span.end, end: Math.max(left.span.end, factor.right.span.start) },
      span: { start: left.span.start, end: factor.span.end },
    }),
    first,
  );

/** The same tree each time, since graphs remember what a tree became. */
const rewritten = new WeakMap<Binary, Expr>();

/** Products that were made here. */
const settled = new WeakSet<Expr>();

interface Parts {
  readonly quotient: Binary;
  /** The products behind it, from the inside out. */
  readonly factors: readonly Binary[];
  /** How many of them follow without a gap. */
  readonly close: number;
}

/** The quotient that a product starts with; undefined where it starts with none, or with one in brackets. */
function partsOf(expr: Binary, text: string): Parts | undefined {
  const factors: Binary[] = [];
  let at: Expr = expr;
  while (at.kind === 'binary' && at.operator === 'juxtapose') {
    factors.unshift(at);
    at = at.left;
  }
  const [first] = factors;
  if (first === undefined || at.kind !== 'binary' || at.operator !== '/') return undefined;
  if (text.slice(at.operatorSpan.start, at.operatorSpan.end).trim() !== '/') return undefined;
  if (/[)}\]]/.test(text.slice(at.right.span.end, first.right.span.start))) return undefined;
  const gap = factors.findIndex(({ left, right }) => {
    if (!isPlain(right)) return true;
    const before = text.slice(Math.max(0, left.span.end - LONGEST_COMMAND), left.span.end);
    // The blank behind a command such as `\pi` belongs to it.
    return !/\\[A-Za-z]+$/.test(before) && /\s|\\[,;:!]/.test(text.slice(left.span.end, right.span.start));
  });
  return { quotient: at, factors, close: gap < 0 ? factors.length : gap };
}

const LONGEST_COMMAND = 20;

/** A letter, a number or a power of one; a root or a bracket starts a factor of its own. */
const isPlain = (expr: Expr): boolean =>
  expr.kind === 'name' ||
  expr.kind === 'number' ||
  (expr.kind === 'binary' && expr.operator === '^' && isPlain(expr.left));

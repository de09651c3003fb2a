import { writtenNumber } from '../../sheet/constants';
import type { Claim } from '../../sheet/model';
import type { Expr, NumberLiteral } from '../../syntax/ast';
import { readExpression } from '../../syntax/infix/read';
import { mapOperands } from '../../syntax/map';
import { walk } from '../../syntax/walk';

/** A claim with exact numbers in the place of decimals that may be rounded ones. */
export interface Unrounded {
  readonly claim: Claim;
  /** The right side as it would be written. */
  readonly text: string;
  /** `0.33 is 1/3 rounded` and what follows from it. */
  readonly note: string;
}

/** More decimals than this are not tried one by one. */
const MAX_DECIMALS = 4;

/**
 * The right side of a claim with its decimals made exact: all of them, then one at a time. Decimals count to the digits written
 * only where they are a whole side; inside an expression `0.33*x` is not `x/3`.
 */
export function* unroundedClaims(claim: Claim): Generator<Unrounded> {
  if (writtenNumber(claim.right) !== undefined) return;
  const found: Rounding[] = [];
  walk(claim.right, (part) => {
    const exact = part.kind === 'number' ? exactOf(part) : undefined;
    if (part.kind === 'number' && exact !== undefined) found.push({ literal: part, exact });
  });
  if (found.length === 0) return;
  yield unrounded(claim, found);
  if (found.length === 1 || found.length > MAX_DECIMALS) return;
  for (const one of found) yield unrounded(claim, [one]);
}

interface Rounding {
  readonly literal: NumberLiteral;
  /** As a sheet would write it: `1/3`, `pi`, `sqrt(2)`. */
  readonly exact: string;
}

function unrounded(claim: Claim, roundings: readonly Rounding[]): Unrounded {
  const { fragment, right } = claim;
  let text = '';
  let at = right.span.start;
  for (const { literal, exact } of roundings) {
    const { start, end } = literal.span;
    text += fragment.text.slice(at, start);
    const alone =
      /(?:^|[-+([,;=]\s*)$/.test(text) &&
      /^\s*(?:$|[*+)\],;-])/.test(fragment.text.slice(end, right.span.end));
    text += alone || !exact.includes('/') ? exact : `(${exact})`;
    at = end;
  }
  text += fragment.text.slice(at, right.span.end);
  const exactBySpan = new Map(roundings.map(({ literal, exact }) => [literal, exact]));
  const change = (expr: Expr): Expr => {
    const exact = expr.kind === 'number' ? exactBySpan.get(expr) : undefined;
    return exact === undefined ? mapOperands(expr, change) : placed(readExpression(exact).expr, expr);
  };
  const said = [...new Set(roundings.map(({ literal, exact }) => `${literal.text} is ${exact} rounded`))];
  return {
    claim: { ...claim, right: change(right) },
    text,
    note: `${said.join(', and ')}; inside an expression decimals are exact, so write ${roundings.length === 1 ? roundings[0]!.exact : 'the exact numbers'}.`,
  };
}

/** An expression at the place of another, so that all spans lie in one fragment. */
function placed(expr: Expr, { span }: Expr): Expr {
  const moved = mapOperands({ ...expr, span }, (operand) => placed(operand, { ...expr, span }));
  return moved.kind === 'binary' ? { ...moved, operatorSpan: span } : moved;
}

const CONSTANTS: readonly (readonly [number, string])[] = [
  [Math.PI, 'pi'],
  [2 * Math.PI, '2*pi'],
  [Math.PI / 2, 'pi/2'],
  [Math.PI / 4, 'pi/4'],
  [1 / Math.PI, '1/pi'],
  [Math.E, 'e'],
  [1 / Math.E, '1/e'],
  [Math.SQRT2, 'sqrt(2)'],
  [Math.SQRT1_2, '1/sqrt(2)'],
  [Math.sqrt(3), 'sqrt(3)'],
  [Math.sqrt(5), 'sqrt(5)'],
  [Math.sqrt(2 * Math.PI), 'sqrt(2*pi)'],
  [1 / Math.sqrt(2 * Math.PI), '1/sqrt(2*pi)'],
  [2 / Math.sqrt(Math.PI), '2/sqrt(pi)'],
  [Math.LN2, 'log(2)'],
  [Math.LN10, 'log(10)'],
];

/** A fraction with a larger denominator is no more likely than the decimal itself. */
const LARGEST_DENOMINATOR = 50;

/** The likeliest exact number that rounds to the digits written; undefined for a number that needs none. */
function exactOf(literal: NumberLiteral): string | undefined {
  const written = writtenNumber(literal);
  if (written === undefined || written.halfUnit === 0 || written.value === 0) return undefined;
  const { value, halfUnit } = written;
  const near = (exact: number): boolean => Math.abs(exact - value) <= halfUnit * (1 + 1e-9);
  // Two digits fit too many numbers to guess one that is no fraction.
  const constant = halfUnit <= 0.005 * value ? CONSTANTS.find(([exact]) => near(exact)) : undefined;
  const fraction = simplestFraction(value, near);
  if (fraction !== undefined && (fraction[1] <= 12 || constant === undefined)) {
    // `0.25` is 1/4, exactly.
    return Math.abs(fraction[0] / fraction[1] - value) <= 1e-15 * value ? undefined : fraction.join('/');
  }
  return constant?.[1];
}

/** The fraction with the smallest denominator that a test accepts near `value`. */
function simplestFraction(
  value: number,
  near: (x: number) => boolean,
): readonly [number, number] | undefined {
  for (let q = 1; q <= LARGEST_DENOMINATOR; q++) {
    const p = Math.round(value * q);
    if (p > 0 && near(p / q)) return [p, q];
  }
  return undefined;
}

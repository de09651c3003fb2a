import type { Expr, NumberLiteral } from '../syntax/ast';
import { bareNamesIn, calleesIn, walk } from '../syntax/walk';

/** Names that are numbers unless the sheet defines them. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['e', Math.E],
  ['E', Math.E],
  ['pi', Math.PI],
  ['inf', Number.POSITIVE_INFINITY],
  ['nan', Number.NaN],
  ['NaN', Number.NaN],
  ['true', 1],
  ['True', 1],
  ['false', 0],
  ['False', 0],
]);

/**
 * Whether the double that a decimal was read as is exactly the number written. Doubles with at most 20 binary places are;
 * decimals of 16 digits and more, and whole numbers such as 1e200 beyond those that are all doubles, may have been rounded onto one.
 */
export function isExact(literal: NumberLiteral): boolean {
  return (
    literal.text.length < 16 &&
    Math.abs(literal.value) <= Number.MAX_SAFE_INTEGER &&
    Number.isInteger(literal.value * 2 ** 20)
  );
}

/** Whether `expr` has a value without any name of the sheet: numbers, constants, and functions of them. */
export function isNameless(
  expr: Expr,
  defined: (name: string) => boolean,
  isFunction: (name: string) => boolean,
): boolean {
  let nameless = true;
  walk(expr, (part) => {
    if (
      part.kind === 'missing' ||
      part.kind === 'text' ||
      part.kind === 'derivative' ||
      part.kind === 'operator'
    )
      nameless = false;
  });
  return (
    nameless &&
    bareNamesIn(expr).every(({ name }) => CONSTANTS.has(name) && !defined(name)) &&
    calleesIn(expr).every(({ name }) => isFunction(name) && !defined(name))
  );
}

/** The number that a literal, perhaps signed, writes as a whole; with its last digit's place. */
export interface WrittenNumber {
  readonly value: number;
  /** Half a unit of the last digit written; 0 for a whole number, which is exact. */
  readonly halfUnit: number;
}

/** `expr` as a number written out, or undefined when it is anything else, such as `1/3`. */
export function writtenNumber(expr: Expr): WrittenNumber | undefined {
  if (expr.kind === 'unary' && expr.operator !== 'not') {
    const inner = writtenNumber(expr.operand);
    if (inner === undefined) return undefined;
    return expr.operator === '-' ? { ...inner, value: -inner.value } : inner;
  }
  if (expr.kind !== 'number') return undefined;
  return { value: expr.value, halfUnit: halfUnitOf(expr.text) };
}

/** `0.34` has the half unit 0.005, `2.3e-16` has 5e-18, `54` has 0. */
function halfUnitOf(text: string): number {
  const match = /^(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?/.exec(text);
  if (match === null) return 0;
  const [, , decimals, exponent] = match;
  if (decimals === undefined && exponent === undefined) return 0;
  return 0.5 * 10 ** (Number(exponent ?? 0) - (decimals?.length ?? 0));
}

import type { Printed } from '../graph/operation';

/** The text of a printed operand, in parentheses where it binds weaker than its place asks for. */
export function parenthesise(printed: Printed, minimumPrecedence: number): string {
  return printed.precedence >= minimumPrecedence ? printed.text : `(${printed.text})`;
}

/** The same for TeX, with parentheses that grow with what they hold. */
export function parenthesiseTex(printed: Printed, minimumPrecedence: number): string {
  return printed.precedence >= minimumPrecedence ? printed.text : `\\left(${printed.text}\\right)`;
}

import type { Printed } from '../operation';
import { Precedence } from '../operation';

/** The text of a piece, in parentheses where it binds weaker than `least`. */
export const atLeast = (piece: Printed | undefined, least: number): string => {
  if (piece === undefined) return '?';
  return piece.precedence >= least ? piece.text : `(${piece.text})`;
};

/** As `atLeast`, with parentheses that grow with their content. */
export const texAtLeast = (piece: Printed | undefined, least: number): string => {
  if (piece === undefined) return '?';
  return piece.precedence >= least ? piece.text : `\\left(${piece.text}\\right)`;
};

/** `name(a, b, axis=0)`; the keywords come as printed text. */
export const printedCall = (
  name: string,
  inputs: readonly Printed[],
  keywords: readonly string[] = [],
): Printed => ({
  text: `${name}(${[...inputs.map((input) => input.text), ...keywords].join(', ')})`,
  precedence: Precedence.postfix,
});

/** `\operatorname{name}\left(a, b\right)`; pass a command such as `\det` as it is. */
export const texCall = (name: string, inputs: readonly Printed[], subscript = ''): Printed => {
  const head = name.startsWith('\\') ? name : `\\operatorname{${name}}`;
  const under = subscript === '' ? '' : `_{${subscript}}`;
  return {
    text: `${head}${under}\\left(${inputs.map((input) => input.text).join(', ')}\\right)`,
    precedence: Precedence.postfix,
  };
};

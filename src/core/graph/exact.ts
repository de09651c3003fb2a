import type { Operation } from './operation';

/** What a constant stands for where its doubles are only near it. */
export type ExactConstant =
  | { readonly kind: 'decimal'; readonly text: string }
  | { readonly kind: 'symbol'; readonly name: 'pi' | 'e' }
  /** The result of an operation without attributes on other constants, by their numbers in the graph. */
  | { readonly kind: 'applied'; readonly operation: Operation; readonly inputs: readonly number[] };

export const PI: ExactConstant = { kind: 'symbol', name: 'pi' };
export const E: ExactConstant = { kind: 'symbol', name: 'e' };

const NUMERAL = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,15}))?$/;

/** A decimal as written, in a form that equal numbers share; undefined for what is no decimal numeral. */
export function decimalConstant(text: string): ExactConstant | undefined {
  const [, whole = '', fraction = '', power = '0'] = NUMERAL.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return undefined;
  const short = digits.replace(/0+$/, '');
  const exponent = Number(power) - fraction.length + digits.length - short.length;
  return { kind: 'decimal', text: `${short}e${exponent}` };
}

/** Equal for constants that stand for the same number by their description. */
export function exactKey(exact: ExactConstant): string {
  switch (exact.kind) {
    case 'decimal':
      return exact.text;
    case 'symbol':
      return exact.name;
    case 'applied':
      return `${exact.operation.name}(${exact.inputs.join(',')})`;
  }
}

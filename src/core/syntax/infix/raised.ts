import type { Expr } from '../ast';
import { type Parser, tokenText } from './parser';

const PLAIN = new Map([...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ'].map((char, i) => [char, '0123456789+-nx'[i]!]));

/** The plain spelling of raised signs: `⁻¹` is `-1`. */
export const plainOfRaised = (text: string): string =>
  Array.from(text, (char) => PLAIN.get(char) ?? char).join('');

/** The exponent that the raised signs at token `index` stand for, or undefined. */
export function readRaised(p: Parser, index: number): Expr | undefined {
  const text = plainOfRaised(tokenText(p, index));
  const span = { start: p.starts[index]!, end: p.ends[index]! };
  if (text === 'n' || text === 'x') return { kind: 'name', name: text, span };
  if (/^\d{1,300}$/.test(text)) return { kind: 'number', value: Number(text), text, span };
  if (!/^-\d{1,300}$/.test(text)) return undefined;
  const digits = text.slice(1);
  return {
    kind: 'unary',
    operator: '-',
    operand: {
      kind: 'number',
      value: Number(digits),
      text: digits,
      span: { start: span.start + 1, end: span.end },
    },
    span,
  };
}

import type { Expr, Name } from '../ast';
import { fail, lastOffset, spanFrom } from '../token-parser';
import { parseArguments } from './brackets';
import { Precedence, parseExpression } from './expressions';
import { parseSuffixes } from './operands';
import { failOperand, kindAt, matchAt, nameOf, type Parser, refuse, textAt, within } from './parser';
import { argumentAt, type Range } from './scripts';
import { Kind } from './tokens';

/** `12`, `0.5`, `.5`, `10{,}000`, and `1e-3` as people type it. */
export function parseDigits(p: Parser, start: number): Expr {
  const token = p.tokens[p.pos]!;
  if (token.style !== undefined && token.kind === Kind.Digit) return parseStyledDigit(p, start);
  let digits = readDigits(p);
  if (kindAt(p, p.pos) === Kind.Period && (isDigit(p, p.pos + 1) || digits !== '') && !isSentenceEnd(p)) {
    p.pos += 1;
    digits += `.${readDigits(p)}`;
  }
  if (digits === '' || digits === '.') return failOperand(p);
  digits += readExponent(p);
  const value = Number(digits);
  const span = spanFrom(p, start);
  if (!Number.isFinite(value)) {
    return fail(
      p,
      'This number is too large: the largest is about 1.8e308. Write \\infty for infinity.',
      span.start,
      span.end,
    );
  }
  return parseSuffixes(p, { kind: 'number', value, text: digits, span }, start, false);
}

const isDigit = (p: Parser, index: number): boolean =>
  kindAt(p, index) === Kind.Digit && !p.tokens[index]!.spaced && p.tokens[index]!.style === undefined;

/** The full stop behind a number that ends a sentence. */
const isSentenceEnd = (p: Parser): boolean => !isDigit(p, p.pos + 1);

function readDigits(p: Parser): string {
  let digits = '';
  while (kindAt(p, p.pos) === Kind.Digit && (digits === '' || isDigit(p, p.pos))) {
    digits += textAt(p, p.pos);
    p.pos += 1;
    const grouped =
      kindAt(p, p.pos) === Kind.GroupOpen &&
      kindAt(p, p.pos + 1) === Kind.Comma &&
      kindAt(p, p.pos + 2) === Kind.GroupClose &&
      isDigit(p, p.pos + 3);
    if (grouped) p.pos += 3;
  }
  return digits;
}

/** The `e-3` of `1e-3`, where no blank stands between. */
function readExponent(p: Parser): string {
  const at = p.pos;
  const e = p.tokens[at];
  if (kindAt(p, at) !== Kind.Letter || !/^[eE]$/.test(e!.text) || e!.spaced || e!.style !== undefined)
    return '';
  const isSigned = kindAt(p, at + 1) === Kind.Minus && !p.tokens[at + 1]!.spaced;
  if (!isSigned || !isDigit(p, at + 2)) return '';
  p.pos += 2;
  return `e-${readDigits(p)}`;
}

/** `\mathbf{1}`: a vector of ones, or the indicator of a condition. */
function parseStyledDigit(p: Parser, start: number): Expr {
  const token = p.tokens[p.pos]!;
  p.pos += 1;
  if (token.text !== '1') {
    const value = Number(token.text);
    return parseSuffixes(
      p,
      { kind: 'number', value, text: token.text, span: spanFrom(p, start) },
      start,
      false,
    );
  }
  const callee = nameOf('indicator', token.start, token.end);
  if (kindAt(p, p.pos) === Kind.Open && matchAt(p, p.pos) > 0) {
    const args = parseArguments(p);
    if (args.length === 1 && isCondition(args[0]!.value)) {
      const call: Expr = { kind: 'call', callee, args, span: spanFrom(p, start) };
      return parseSuffixes(p, call, start, false);
    }
    const message = 'An indicator takes one condition: \\mathbb{1}[x > 0]. Write it so.';
    return p.error ? (args[0]?.value ?? callee) : refuse(p, message, start, lastOffset(p));
  }
  const range = kindAt(p, p.pos) === Kind.Sub ? argumentAt(p, p.pos + 1) : undefined;
  const ones: Name = {
    ...nameOf('ones', token.start, token.end),
    ...(token.style && { style: token.style }),
  };
  if (range === undefined) return parseSuffixes(p, ones, start, false);
  const { from, to, after } = stripBraces(p, range);
  const value = within<Expr>(p, from, to, after, ones, (q) => parseExpression(q, Precedence.Lowest));
  const isOnes = !isCondition(value);
  const call: Expr = {
    kind: 'call',
    callee: isOnes ? ones : callee,
    args: [{ value }],
    span: spanFrom(p, start),
  };
  return parseSuffixes(p, call, start, false);
}

/** The inside of `\{x > 0\}` where that is all there is. */
function stripBraces(p: Parser, range: Range): Range {
  const isSet = kindAt(p, range.from) === Kind.Open && matchAt(p, range.from) === range.to - 1;
  return isSet ? { from: range.from + 1, to: range.to - 1, after: range.after } : range;
}

export const isCondition = (expr: Expr): boolean =>
  expr.kind === 'compare' ||
  (expr.kind === 'unary' && expr.operator === 'not') ||
  (expr.kind === 'binary' && (expr.operator === 'and' || expr.operator === 'or'));

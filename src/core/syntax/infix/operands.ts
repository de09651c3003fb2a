import type { Expr, Name } from '../ast';
import { binary, deeper, failAt, failTooDeep, lastOffset, note, startOffset } from '../token-parser';
import {
  parseArguments,
  parseArray,
  parseBars,
  parseBraced,
  parseIndex,
  parseParenthesised,
} from './brackets';
import { parseDerivative } from './derivatives';
import { numberAt, parseNamedFunction, parseRoot } from './functions';
import { isNablaWord, parseNabla, parseOperatorWord } from './nabla';
import { withOperator, wordOperator } from './operators';
import { failOperand, isAdjacent, kindAt, nameAt, type Parser, tokenText } from './parser';
import { parseAccess, passNamespace, settleQualified } from './qualified';
import { readRaised } from './raised';
import { Kind } from './tokens';

/** How many signs may follow one operand: `x''''` has four. */
const MAX_POSTFIX = 200;

/** Reads an operand with everything that binds tighter than a sign: calls, indices, transposes and powers. */
export function parsePower(p: Parser): Expr {
  const start = startOffset(p);
  return parsePowerOf(p, parsePostfix(p), start);
}

/** Goes on with the powers of `operand`, which started at `start`. */
export function parsePowerOf(p: Parser, operand: Expr, start: number): Expr {
  let base = operand;
  for (let steps = 0; ; steps++) {
    const kind = kindAt(p, p.pos);
    if (kind === Kind.Power || kind === Kind.ElementPower) base = parseExponentOf(p, base, start);
    else if (steps > 0 && kind === Kind.Quote && !p.inExponent) {
      p.pos += 1;
      base = { kind: 'transpose', operand: base, span: { start, end: lastOffset(p) } };
    } else return base;
    if (steps >= MAX_POSTFIX) return failTooDeep(p);
  }
}

function parseExponentOf(p: Parser, base: Expr, start: number): Expr {
  const sign = p.pos;
  const elementwise = kindAt(p, sign) === Kind.ElementPower;
  p.pos += 1;
  if (!elementwise && passTransposeSign(p)) {
    return { kind: 'transpose', operand: base, span: { start, end: lastOffset(p) } };
  }
  const first = p.pos;
  const exponent = parseExponent(p);
  if (p.pos === first + 1) noteShortExponent(p, start);
  if (!elementwise && exponent.kind === 'name' && exponent.name === 'T') {
    const message =
      "Of an array, '^(T)' is read as its transpose. Write '^T' for that, pow(…, T) for the power.";
    note(p, message, start, lastOffset(p));
  }
  return binary(p, elementwise ? '.^' : '^', base, exponent, start, p.starts[sign]!, p.ends[sign]!);
}

/** Passes the `T` of `x^T`, `x^{T}` and `x^⊤`. */
function passTransposeSign(p: Parser): boolean {
  const braced = kindAt(p, p.pos) === Kind.OpenBrace;
  const at = braced ? p.pos + 1 : p.pos;
  const kind = kindAt(p, at);
  if (kind !== Kind.Raised && !(kind === Kind.Name && tokenText(p, at) === 'T')) return false;
  if (braced && kindAt(p, at + 1) !== Kind.CloseBrace) return false;
  p.pos = braced ? at + 2 : at + 1;
  return true;
}

function parseExponent(p: Parser): Expr {
  const { inExponent } = p;
  p.inExponent = true;
  const exponent = deeper(p, parseSignedExponent);
  p.inExponent = inExponent;
  return exponent;
}

function parseSignedExponent(p: Parser): Expr {
  const kind = kindAt(p, p.pos);
  if (kind === Kind.Name && /^T\p{L}/u.test(tokenText(p, p.pos))) {
    const rest = tokenText(p, p.pos).slice(1);
    return failAt(
      p,
      `Is this a transpose or a power? Write '^T ${shorten(rest)}' or '^(${shorten(`T${rest}`)})'.`,
      p.pos,
    );
  }
  if (kind === Kind.OpenBrace) return parseBraced(p);
  if (kind !== Kind.Minus && kind !== Kind.Plus) return parsePower(p);
  const start = startOffset(p);
  p.pos += 1;
  if (kindAt(p, p.pos) === Kind.Name && tokenText(p, p.pos) === 'T') {
    return failAt(p, "The inverse of a transpose is written with brackets: (A^-1)'.", p.pos);
  }
  const operand = parseExponent(p);
  return {
    kind: 'unary',
    operator: kind === Kind.Minus ? '-' : '+',
    operand,
    span: { start, end: lastOffset(p) },
  };
}

const LONGEST_QUOTE = 40;

const shorten = (text: string): string => (text.length <= LONGEST_QUOTE ? text : '…');

/** `e^2x` and `x^1/2` are read as `(e^2)*x` and `(x^1)/2`, which may not be meant. */
function noteShortExponent(p: Parser, start: number): void {
  if (kindAt(p, p.pos - 1) !== Kind.Number || p.pos >= p.end || !isAdjacent(p, p.pos)) return;
  const kind = kindAt(p, p.pos);
  const isName = kind === Kind.Name || kind === Kind.OpenParen;
  // `x^2/2` means what it looks like; `x^1/2` can only be meant as a root.
  const isQuotient =
    kind === Kind.Divide &&
    tokenText(p, p.pos - 1) === '1' &&
    kindAt(p, p.pos + 1) === Kind.Number &&
    isAdjacent(p, p.pos + 1);
  if (!isName && !isQuotient) return;
  const end = lastOffset(p);
  const power = end - start <= LONGEST_QUOTE ? `(${p.text.slice(start, end)})` : 'the power';
  const rest = isQuotient ? ` divided by ${tokenText(p, p.pos + 1)}` : ' times what follows';
  note(p, `Read as ${power}${rest}. Put brackets around the exponent if it is longer.`, start, end);
}

/** `d|x|/dx` is no product of d and |x|. */
const BARS: ReadonlySet<Kind> = new Set([Kind.Bar, Kind.DoubleBar]);

/** Reads a primary with its calls, indices, transposes and raised exponents. */
function parsePostfix(p: Parser): Expr {
  const start = startOffset(p);
  switch (kindAt(p, p.pos)) {
    case Kind.Name: {
      if (isNablaWord(p, p.pos)) return parseSuffixes(p, parseNabla(p), start, false, true);
      if (wordOperator(p, p.pos)) return parseSuffixes(p, parseOperatorWord(p), start, false, true);
      const derivative = parseDerivative(p);
      if (derivative) return parseSuffixes(p, derivative, start, false, true);
      if (tokenText(p, p.pos) === 'd' && BARS.has(kindAt(p, p.pos + 1)) && isAdjacent(p, p.pos + 1)) {
        return failAt(
          p,
          'Is this a derivative? Write d(…)/dx with round brackets, or a * for a product.',
          p.pos,
        );
      }
      const namespace = passNamespace(p);
      const name = nameAt(p, p.pos);
      p.pos += 1;
      if (namespace !== undefined) {
        const applied = settleQualified(p, parseSuffixes(p, name, start, true, false), namespace);
        return parseSuffixes(p, applied, start, false, true);
      }
      return parseNamedFunction(p, name) ?? parseSuffixes(p, name, start, true, true);
    }
    case Kind.Number:
      p.pos += 1;
      return parseSuffixes(p, numberAt(p, p.pos - 1), start, false, true);
    case Kind.Text:
      p.pos += 1;
      return {
        kind: 'text',
        value: tokenText(p, p.pos - 1).slice(1, -1),
        span: { start, end: lastOffset(p) },
      };
    case Kind.Fraction:
      return parseSuffixes(p, parseFraction(p), start, false, true);
    case Kind.OpenParen:
      return parseSuffixes(p, parseParenthesised(p), start, false, true);
    case Kind.OpenBracket:
      return parseSuffixes(p, parseArray(p), start, false, true);
    case Kind.Bar:
    case Kind.DoubleBar:
      return parseSuffixes(p, parseBars(p), start, false, true);
    case Kind.Partial: {
      const derivative = parseDerivative(p);
      if (derivative) return parseSuffixes(p, derivative, start, false, true);
      return failAt(p, "'∂' is read only in a derivative such as ∂L/∂W. Write it whole.", p.pos);
    }
    case Kind.Nabla:
      return parseSuffixes(p, parseNabla(p), start, false, true);
    case Kind.Root:
      return parseRoot(p);
    case Kind.OpenBrace:
      return failAt(p, "Braces hold sets, as in y in {0, 1}. Write '(' to group.", p.pos);
    default:
      return failOperand(p);
  }
}

/**
 * Goes on after `operand`: calls (of a bare name) and indices; with `raised` also transposes and raised exponents.
 */
export function parseSuffixes(
  p: Parser,
  operand: Expr,
  start: number,
  bareName: boolean,
  raised: boolean,
): Expr {
  let expr = operand;
  let callee: Name | undefined = bareName && operand.kind === 'name' ? operand : undefined;
  for (let steps = 0; ; steps++) {
    const kind = kindAt(p, p.pos);
    if (kind === Kind.End || (p.spaced && !isAdjacent(p, p.pos))) return expr;
    if (kind === Kind.OpenParen && callee) {
      const args = parseArguments(p);
      expr = withOperator(p, { kind: 'call', callee, args, span: { start, end: lastOffset(p) } });
    } else if (kind === Kind.OpenBracket && isAdjacent(p, p.pos)) {
      expr = parseIndex(p, expr, start);
    } else if (kind === Kind.Dot && raised) {
      const accessed = parseAccess(p, expr, start);
      if (!accessed) return expr;
      expr = accessed;
    } else if (raised && kind === Kind.Quote && !p.inExponent) {
      expr = parseQuotes(p, expr, callee, start);
    } else if (raised && kind === Kind.Raised) {
      p.pos += 1;
      expr = { kind: 'transpose', operand: expr, span: { start, end: lastOffset(p) } };
    } else if (raised && kind === Kind.Superscript) {
      expr = parseRaised(p, expr, start);
    } else return expr;
    callee = undefined;
    if (steps >= MAX_POSTFIX) return failTooDeep(p);
  }
}

/** `f'(x)` is a derivative, `x'` a transpose. */
function parseQuotes(p: Parser, operand: Expr, callee: Name | undefined, start: number): Expr {
  let at = p.pos;
  while (callee && kindAt(p, at) === Kind.Quote) at++;
  const order = at - p.pos;
  if (callee && kindAt(p, at) === Kind.OpenParen && !(p.spaced && !isAdjacent(p, at))) {
    p.pos = at;
    const args = parseArguments(p);
    return { kind: 'prime-call', callee, order, args, span: { start, end: lastOffset(p) } };
  }
  p.pos += 1;
  return { kind: 'transpose', operand, span: { start, end: lastOffset(p) } };
}

function parseRaised(p: Parser, base: Expr, start: number): Expr {
  const at = p.pos;
  const exponent = readRaised(p, at);
  if (!exponent) return failAt(p, 'This raised exponent is not read. Write it as ^(…).', at);
  p.pos += 1;
  return binary(p, '^', base, exponent, start, p.starts[at]!, p.starts[at]!);
}

/** `½` */
function parseFraction(p: Parser): Expr {
  const at = p.pos;
  const [above = '', below = ''] = tokenText(p, at).normalize('NFKC').split('⁄');
  p.pos += 1;
  if (kindAt(p, at - 1) === Kind.Number && at > p.first && isAdjacent(p, at)) {
    return failAt(p, 'A mixed number is written with a sign: 2 + 1/2.', at);
  }
  const span = { start: p.starts[at]!, end: p.ends[at]! };
  const number = (text: string): Expr => ({ kind: 'number', value: Number(text), text, span });
  return binary(p, '/', number(above), number(below), span.start, span.start, span.end);
}

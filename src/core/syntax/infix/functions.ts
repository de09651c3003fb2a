import type { Call, Expr, Name } from '../ast';
import { binary, deeper, fail, failAt, lastOffset, note, startOffset } from '../token-parser';
import { parseArguments, parseBraced, parseParenthesised } from './brackets';
import { startsDerivative } from './derivatives';
import { parsePower, parseSuffixes } from './operands';
import { failOperand, isAdjacent, kindAt, nameAt, type Parser, tokenText } from './parser';
import { readRaised } from './raised';
import { Kind, STARTS_OPERAND } from './tokens';

/** Functions that people write without brackets: `sin x`, `log 2x`, `sin^2 x`. */
const ELEMENTARY: ReadonlySet<string> = new Set(
  (
    'sin cos tan cot sec csc asin acos atan arcsin arccos arctan sinh cosh tanh coth asinh acosh atanh ' +
    'exp log ln log2 log10 det tr'
  ).split(' '),
);

/**
 * Goes on after the name of an elementary function where its argument has no brackets or the name has a power; undefined
 * where it is an ordinary call or a bare name.
 */
export function parseNamedFunction(p: Parser, callee: Name): Expr | undefined {
  const next = kindAt(p, p.pos);
  if (next === Kind.OpenParen || next === Kind.End || !ELEMENTARY.has(callee.name)) return undefined;
  if (next === Kind.Power || next === Kind.Superscript) return parsePowerOfFunction(p, callee);
  if (p.spaced || !startsBareArgument(p)) return undefined;
  return parseBareArgument(p, callee);
}

const startsBareArgument = (p: Parser): boolean => {
  const kind = kindAt(p, p.pos);
  return (
    kind !== Kind.Bar && kind !== Kind.OpenBracket && kind !== Kind.OpenBrace && STARTS_OPERAND[kind] === 1
  );
};

/** `sin^2(x)` and `sin² x` are `sin(x)^2`. */
function parsePowerOfFunction(p: Parser, callee: Name): Expr | undefined {
  const sign = p.pos;
  const exponent = readExponent(p);
  if (!exponent || (kindAt(p, p.pos) !== Kind.OpenParen && !startsBareArgument(p))) {
    p.pos = sign;
    return undefined;
  }
  const { start } = callee.span;
  const signEnd = lastOffset(p);
  if (exponent.kind === 'unary') {
    const message = `'${callee.name}^-1' may be the inverse function or 1/${callee.name}. Write one of them.`;
    return fail(p, message, start, signEnd);
  }
  const call = kindAt(p, p.pos) === Kind.OpenParen ? callOf(p, callee) : parseBareArgument(p, callee);
  return binary(p, '^', call, exponent, start, p.starts[sign]!, p.ends[sign]!);
}

function readExponent(p: Parser): Expr | undefined {
  const at = p.pos;
  if (kindAt(p, at) === Kind.Superscript) {
    p.pos += 1;
    return readRaised(p, at);
  }
  p.pos += 1;
  if (kindAt(p, p.pos) === Kind.OpenBrace) return parseBraced(p);
  const negative = kindAt(p, p.pos) === Kind.Minus;
  if (negative) p.pos += 1;
  if (kindAt(p, p.pos) !== Kind.Number) return undefined;
  const number = numberAt(p, p.pos);
  p.pos += 1;
  if (!negative) return number;
  return {
    kind: 'unary',
    operator: '-',
    operand: number,
    span: { start: p.starts[at + 1]!, end: lastOffset(p) },
  };
}

export function numberAt(p: Parser, index: number): Expr {
  const text = tokenText(p, index);
  const value = Number(text);
  if (!Number.isFinite(value)) {
    return failAt(
      p,
      `${text} is too large for a number: the largest is about 1.8e308. Write inf for infinity.`,
      index,
    );
  }
  return { kind: 'number', value, text, span: { start: p.starts[index]!, end: p.ends[index]! } };
}

function callOf(p: Parser, callee: Name): Call {
  const args = parseArguments(p);
  return { kind: 'call', callee, args, span: { start: callee.span.start, end: lastOffset(p) } };
}

/** The argument of `sin x` and `sin 2x`: one factor, or a number with the factor after it. */
function parseBareArgument(p: Parser, callee: Name): Expr {
  const first = p.pos;
  const start = startOffset(p);
  let value = deeper(p, parsePower);
  if (value.kind === 'number' && p.pos === first + 1 && startsBareArgument(p) && !startsFunction(p)) {
    const left = lastOffset(p);
    const right = startOffset(p);
    const factor = parsePower(p);
    value = binary(p, 'juxtapose', value, factor, start, left, right);
  }
  const end = lastOffset(p);
  if (startsBareArgument(p) && !startsFunction(p)) {
    const message = `It is not clear where the argument of '${callee.name}' ends. Put it in brackets: ${callee.name}(…).`;
    return fail(p, message, callee.span.start, callee.span.end);
  }
  note(p, `Read as ${callee.name}(${shorten(p.text.slice(start, end))}).`, callee.span.start, end);
  return { kind: 'call', callee, args: [{ value }], span: { start: callee.span.start, end } };
}

const shorten = (text: string): string => (text.length <= 40 ? text : '…');

/** Whether the next factor is a function or a derivative of its own, as in `sin x cos x`. */
const startsFunction = (p: Parser): boolean =>
  kindAt(p, p.pos) === Kind.Name && (ELEMENTARY.has(tokenText(p, p.pos)) || startsDerivative(p, p.pos));

/** `√x`: the root of the next factor. */
export function parseRoot(p: Parser): Expr {
  const start = startOffset(p);
  const callee: Name = { kind: 'name', name: 'sqrt', span: { start, end: lastOffsetOf(p, p.pos) } };
  p.pos += 1;
  const first = p.pos;
  const value = parseRadicand(p);
  const next = kindAt(p, p.pos);
  const bare = kindAt(p, first) !== Kind.OpenParen;
  if (bare && (next === Kind.Power || next === Kind.ElementPower || next === Kind.Superscript)) {
    return fail(
      p,
      'Is this the root of a power or the power of a root? Put brackets: √(x^2) or (√x)^2.',
      start,
      lastOffset(p),
    );
  }
  const end = lastOffset(p);
  if (bare && p.pos < p.end && isAdjacent(p, p.pos) && startsBareArgument(p)) {
    note(p, `Read as √(${shorten(p.text.slice(callee.span.end, end))}) times what follows.`, start, end);
  }
  return { kind: 'call', callee, args: [{ value }], span: { start, end } };
}

const lastOffsetOf = (p: Parser, index: number): number => p.ends[index]!;

function parseRadicand(p: Parser): Expr {
  switch (kindAt(p, p.pos)) {
    case Kind.OpenParen:
      return parseParenthesised(p);
    case Kind.Number:
      p.pos += 1;
      return numberAt(p, p.pos - 1);
    case Kind.Name: {
      const start = startOffset(p);
      const name = nameAt(p, p.pos);
      p.pos += 1;
      return parseSuffixes(p, name, start, true, false);
    }
    default:
      return failOperand(p);
  }
}

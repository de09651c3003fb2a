import type { Expr, Name } from '../ast';
import { binary, deeper, failAt, failTooDeep, lastOffset, spanFrom, startOffset } from '../token-parser';
import { parseEnvironment } from './arrays';
import { parseArguments, parseBars, parseBracket } from './brackets';
import { parseNabla, parsePartial, parseSlashed } from './derivatives';
import { parseDigits } from './digits';
import { isPointBar, parseEvaluation } from './evaluation';
import { Precedence, parseExpression } from './expressions';
import { parseFraction, parseGroup } from './fractions';
import { parseFunction } from './functions';
import { isExpectation, isRemainder, parseBase, timeDerivative, wordAt } from './letters';
import { markExpr, markName } from './marks';
import { parseNamedOperator } from './nabla';
import { withOperator } from './named-operators';
import {
  failOperand,
  failUnexpected,
  kindAt,
  matchAt,
  nameOf,
  type Parser,
  refuseAt,
  textAt,
  within,
} from './parser';
import { argumentAt } from './scripts';
import { parseSum } from './sums';
import { Kind } from './tokens';
import { isFunctionWord, isNameText } from './words';

/** How many groups of scripts and arguments may follow one operand. */
const MAX_POSTFIX = 100;

/** Reads an operand with everything that binds tighter than a sign: arguments, indices, transposes and powers. */
export function parsePower(p: Parser): Expr {
  return deeper(p, readPower);
}

function readPower(p: Parser): Expr {
  const start = startOffset(p);
  switch (kindAt(p, p.pos)) {
    case Kind.Letter:
    case Kind.Accent:
      return parseNamed(p, start);
    case Kind.Text:
      return isNameText(p, p.pos, false) ? parseNamed(p, start) : failOperand(p);
    case Kind.Digit:
    case Kind.Period:
      return parseDigits(p, start);
    case Kind.GroupOpen: {
      const group = parseGroup(p);
      return parseSuffixes(p, group, start, group.kind === 'name');
    }
    case Kind.Open:
      return parseSuffixes(p, parseComposition(p, start) ?? parseBracket(p), start, false);
    case Kind.Bar:
      return parseSuffixes(p, parseBars(p), start, false);
    case Kind.Begin:
      return parseSuffixes(p, parseEnvironment(p), start, false);
    case Kind.Frac:
      return parseSuffixes(p, parseFraction(p), start, false);
    case Kind.Root:
      return parseSuffixes(p, parseRoot(p), start, false);
    case Kind.Binomial:
      return refuseAt(p, 'Binomial coefficients are not read yet.', p.pos);
    case Kind.Function:
      return parseFunction(p, nameOf(textAt(p, p.pos), start, p.tokens[p.pos]!.end), 1);
    case Kind.Sum:
      return parseSum(p);
    case Kind.Partial:
      return parsePartial(p);
    case Kind.Nabla:
      return parseSuffixes(p, parseNabla(p), start, false);
    default:
      return failOperand(p);
  }
}

/** `(f \circ g)(x)` is `f(g(x))`. */
function parseComposition(p: Parser, start: number): Expr | undefined {
  const open = p.pos;
  const close = matchAt(p, open);
  const isPair =
    close === open + 4 &&
    kindAt(p, open + 1) === Kind.Letter &&
    textAt(p, open + 2) === '∘' &&
    kindAt(p, open + 3) === Kind.Letter;
  if (!isPair) return undefined;
  const next = kindAt(p, close + 1);
  if (next === Kind.Prime)
    return refuseAt(p, 'The derivative of a composition is not read. Write f(g(x)) first.', open + 2);
  if (next !== Kind.Open) return undefined;
  const [outer, inner] = [open + 1, open + 3].map((i) =>
    nameOf(textAt(p, i), p.tokens[i]!.start, p.tokens[i]!.end),
  );
  p.pos = close + 1;
  const args = parseArguments(p);
  const span = { start: inner!.span.start, end: Math.max(inner!.span.end, lastOffset(p)) };
  const value: Expr = { kind: 'call', callee: inner!, args, span };
  return { kind: 'call', callee: outer!, args: [{ value }], span: spanFrom(p, start) };
}

/** A name with all that follows it, unless it starts a derivative such as `dL/dw` or is a function such as `exp`. */
function parseNamed(p: Parser, start: number): Expr {
  const derivative = parseSlashed(p);
  if (derivative) return parseSuffixes(p, derivative, start, false);
  const word = kindAt(p, p.pos) === Kind.Letter ? wordAt(p) : undefined;
  if (word && isFunctionWord(word.name)) return parseFunction(p, word, word.tokens);
  if (word?.name === 'max' || word?.name === 'min') return parseSum(p, word.tokens);
  const operator = word && parseNamedOperator(p, word, word.tokens);
  if (operator) return parseSuffixes(p, operator, start, false);
  const token = p.tokens[p.pos]!;
  if (isExpectation(p)) return refuseAt(p, 'Expectations and variances are not checked yet.', p.pos);
  if (isRemainder(p)) return refuseAt(p, 'Expansions with O(…) are not checked yet.', p.pos);
  const { name, dots } = parseBase(p);
  if (p.error !== undefined) return name;
  if (token.style === 'blackboard' && name.name === '1') return name;
  return parseSuffixes(p, name, start, true, dots);
}

/** `\sqrt{x}`, `\sqrt[3]{x}` */
function parseRoot(p: Parser): Expr {
  const start = startOffset(p);
  const sign = p.tokens[p.pos]!;
  p.pos += 1;
  let degree: Expr | undefined;
  if (kindAt(p, p.pos) === Kind.Open && textAt(p, p.pos) === '[' && matchAt(p, p.pos) > 0) {
    const close = matchAt(p, p.pos);
    degree = within<Expr | undefined>(p, p.pos + 1, close, close + 1, undefined, (q) =>
      parseExpression(q, Precedence.Lowest),
    );
  }
  const range = argumentAt(p, p.pos);
  if (range === undefined) return failOperand(p);
  const value = within<Expr>(p, range.from, range.to, range.after, nameOf('', start, start), (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  const span = spanFrom(p, start);
  const isSquare = degree === undefined || (degree.kind === 'number' && degree.value === 2);
  if (isSquare || (degree?.kind === 'number' && degree.value === 3)) {
    const callee = nameOf(isSquare ? 'sqrt' : 'cbrt', sign.start, sign.end);
    return { kind: 'call', callee, args: [{ value }], span };
  }
  const one: Expr = {
    kind: 'number',
    value: 1,
    text: '1',
    span: { start: degree!.span.start, end: degree!.span.start },
  };
  const exponent = {
    ...binary(p, '/', one, degree!, degree!.span.start, degree!.span.start, degree!.span.start),
    span: degree!.span,
  };
  return {
    kind: 'binary',
    operator: '^',
    left: value,
    right: exponent,
    operatorSpan: { start: sign.start, end: sign.end },
    span,
  };
}

/**
 * Goes on after `operand`: arguments where it is a name that may be applied, scripts, primes, and points at which it is taken.
 */
export function parseSuffixes(p: Parser, operand: Expr, start: number, callable: boolean, dots = 0): Expr {
  let expr = operand;
  let callee: Name | undefined = callable && operand.kind === 'name' ? operand : undefined;
  let pending = dots;
  let marked = -1;
  for (let steps = 0; p.error === undefined; steps++) {
    const kind = kindAt(p, p.pos);
    if (steps >= MAX_POSTFIX) return failTooDeep(p);
    if (kind === Kind.Sub || kind === Kind.Sup || kind === Kind.Prime) {
      if (marked === p.pos) return failUnexpected(p);
      const read = callee ? markName(p, callee, start, pending) : markExpr(p, expr, start);
      expr = read.expr;
      callee = read.callee;
      marked = expr.kind === 'prime-call' ? -1 : p.pos;
      if (!callee) pending = 0;
      continue;
    }
    if (callee && kind === Kind.Open && isCallBracket(p)) {
      const args = parseArguments(p);
      const span = spanFrom(p, start);
      expr =
        pending > 0
          ? { kind: 'prime-call', callee, order: pending, args, span }
          : withOperator(p, { kind: 'call', callee, args, span });
      callee = undefined;
      pending = 0;
      continue;
    }
    if ((kind === Kind.Bar || kind === Kind.Close) && isPointBar(p, kind)) {
      expr = parseEvaluation(p, settle(p, expr, callee, pending, start), start);
      callee = undefined;
      pending = 0;
      continue;
    }
    if (kind === Kind.Factorial) {
      if (kindAt(p, p.pos + 1) === Kind.Factorial) return failAt(p, DOUBLE_FACTORIAL, p.pos);
      expr = factorialOf(p, settle(p, expr, callee, pending, start), start);
      callee = undefined;
      pending = 0;
      continue;
    }
    break;
  }
  return settle(p, expr, callee, pending, start);
}

const DOUBLE_FACTORIAL = "'!!' may be a double factorial or the factorial of one. Put brackets.";

/** `n!`, `(n - 1)!`; `n (n - 1)!` is a product, and `f(n)!` the factorial of a value. */
function factorialOf(p: Parser, operand: Expr, start: number): Expr {
  const sign = p.tokens[p.pos]!;
  p.pos += 1;
  const callee = nameOf('factorial', sign.start, sign.end);
  const of = (value: Expr, from: number): Expr => {
    const span = { start: from, end: lastOffset(p) };
    return { kind: 'call', callee, args: [{ value }], span };
  };
  const [argument, ...others] = operand.kind === 'call' ? operand.args : [];
  const isProduct =
    operand.kind === 'call' &&
    operand.callee.span.start === start &&
    /^[a-eijklmnpqrstuvwxyz]$/.test(operand.callee.name);
  if (!isProduct || argument === undefined || others.length > 0) return of(operand, start);
  const open = operand.callee.span.end;
  const right = of(argument.value, open);
  return binary(p, 'juxtapose', operand.callee, right, start, open, open);
}

/** A name that turned out to be no call: the derivative by time where dots stand above it. */
function settle(p: Parser, expr: Expr, callee: Name | undefined, dots: number, start: number): Expr {
  if (callee === undefined || dots === 0) return expr;
  return timeDerivative(p, callee, dots, start);
}

/** `(` and `[` behind a name are arguments; whether they multiply is decided where names are known. */
export const isCallBracket = (p: Parser): boolean =>
  /^[([]$/.test(textAt(p, p.pos)) && !(p.isBare && p.tokens[p.pos]!.gap === true);

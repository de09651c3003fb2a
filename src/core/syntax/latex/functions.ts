import type { Argument, Expr, Name } from '../ast';
import { deeper, fail, failAt, lastOffset, note, spanFrom, startOffset } from '../token-parser';
import { parseArguments } from './brackets';
import { Precedence, parseExpression, startsFactor } from './expressions';
import { raise } from './marks';
import { parsePower, parseSuffixes } from './operands';
import { kindAt, matchAt, nameOf, type Parser, shorten, textAt, within } from './parser';
import { isInverseTranspose, type Marks, type Range, readMarks } from './scripts';
import { Kind } from './tokens';
import { isFunctionWord, italicWord } from './words';

/** The inverse functions that `\sin^{-1}` and its kin name. */
const INVERSES: ReadonlyMap<string, string> = new Map([
  ['sin', 'asin'],
  ['cos', 'acos'],
  ['tan', 'atan'],
  ['sinh', 'asinh'],
  ['cosh', 'acosh'],
  ['tanh', 'atanh'],
]);

/** `\sin x`, `\log_2(x)`, `\sin^2 x`, `\ln|x|`: the name of a function, which takes `tokens` tokens, with its argument. */
export function parseFunction(p: Parser, callee: Name, tokens: number): Expr {
  const { start } = callee.span;
  p.pos += tokens;
  const marks = readMarks(p);
  if (p.error !== undefined) return callee;
  const inverse = marks.above && isMinusOne(p, marks.above);
  if (inverse && !INVERSES.has(callee.name)) {
    const message = `'${callee.name}^{-1}' may be the inverse function or the reciprocal. Write one of them.`;
    return fail(p, message, start, lastOffset(p));
  }
  if (marks.above && isInverseTranspose(p, marks.above))
    return failAt(p, 'A function has no transpose.', marks.above.from);
  const named: Name = inverse ? { ...callee, name: INVERSES.get(callee.name)! } : callee;
  if (inverse) {
    note(
      p,
      `Read as ${named.name}, the inverse function. Write (…)^{-1} for the reciprocal.`,
      start,
      lastOffset(p),
    );
  }
  const isBare = kindAt(p, p.pos) !== Kind.Open && kindAt(p, p.pos) !== Kind.GroupOpen;
  const args = parseArgumentsOf(p, named);
  if (args === undefined) {
    if (marks.below || marks.above || marks.primes > 0)
      return failAt(p, `The argument of '${callee.name}' is missing here. Write it.`, p.pos - 1);
    return callee;
  }
  if (p.error !== undefined) return args[0]?.value ?? callee;
  const span = spanFrom(p, start);
  const call: Expr =
    marks.primes > 0
      ? { kind: 'prime-call', callee: named, order: marks.primes, args, span }
      : { kind: 'call', callee: named, args, ...(isBare && { bare: true }), span };
  const based = marks.below ? withBase(p, call, marks.below, start) : call;
  return finish(p, based, marks, inverse === true, start);
}

function finish(p: Parser, call: Expr, marks: Marks, inverse: boolean, start: number): Expr {
  const powered = inverse ? call : raise(p, call, marks.above, start);
  return parseSuffixes(p, powered, start, false);
}

const isMinusOne = (p: Parser, { from, to }: Range): boolean =>
  to === from + 2 && kindAt(p, from) === Kind.Minus && textAt(p, from + 1) === '1';

/** `\log_2 x` and `\log_b x`. */
function withBase(p: Parser, call: Expr, below: Range, start: number): Expr {
  if (call.kind !== 'call' || !/^(?:log|lg|ln)$/.test(call.callee.name)) {
    return failAt(p, 'A subscript of this function is not read. Remove it.', below.from);
  }
  const base = within<Expr>(p, below.from, below.to, p.pos, call, (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  if (p.error !== undefined) return call;
  const span = spanFrom(p, start);
  if (base.kind === 'number' && (base.value === 2 || base.value === 10)) {
    return { ...call, callee: { ...call.callee, name: `log${base.value}` } };
  }
  if (base.kind === 'name' && base.name === 'e') return call;
  const natural = nameOf('log', call.callee.span.start, call.callee.span.end);
  const above: Expr = { ...call, callee: natural };
  const below_: Expr = { kind: 'call', callee: natural, args: [{ value: base }], span };
  const operatorSpan = { start, end: call.callee.span.end };
  return { kind: 'binary', operator: '/', left: above, right: below_, operatorSpan, span };
}

/** The arguments in brackets or braces, or the bare one; undefined where none follows. */
function parseArgumentsOf(p: Parser, callee: Name): readonly Argument[] | undefined {
  const kind = kindAt(p, p.pos);
  if (kind === Kind.Open && /^[([{]$/.test(textAt(p, p.pos))) return parseArguments(p);
  if (kind === Kind.GroupOpen && matchAt(p, p.pos) > p.pos + 1) {
    const close = matchAt(p, p.pos);
    const value = within<Expr>(p, p.pos + 1, close, close + 1, callee, (q) =>
      parseExpression(q, Precedence.Lowest),
    );
    return [{ value }];
  }
  if (kind === Kind.Sum || startsFactor(p)) return [{ value: parseBareArgument(p, callee) }];
  return undefined;
}

/**
 * The argument of `\sin x`, `\sin 2\omega t` and `\log \sigma(z)`: a run of letters, or one factor of another sort. A space that
 * is written ends it, as does a derivative: `\sin\theta\,\dot\theta`, `\cos y y'`.
 */
function parseBareArgument(p: Parser, callee: Name): Expr {
  const { isBare } = p;
  p.isBare = true;
  const value = readBareArgument(p, callee);
  p.isBare = isBare;
  return value;
}

function readBareArgument(p: Parser, callee: Name): Expr {
  const from = startOffset(p);
  const first = p.pos;
  const isRun = isSimple(p);
  let value = deeper(p, parsePower);
  let factors = 1;
  let hasEnded = endsBefore(p, first);
  while (
    isRun &&
    !hasEnded &&
    p.error === undefined &&
    isSimple(p) &&
    !startsFunction(p) &&
    !endsInCall(value)
  ) {
    if (kindAt(p, p.pos) === Kind.Digit) break;
    const left = lastOffset(p);
    const right = startOffset(p);
    const factor = deeper(p, parsePower);
    const operatorSpan = { start: Math.min(left, right), end: right };
    value = {
      kind: 'binary',
      operator: 'juxtapose',
      left: value,
      right: factor,
      operatorSpan,
      span: spanFrom(p, from),
    };
    factors += 1;
    hasEnded = endsBefore(p, first);
    if (factors > 200) return failAt(p, 'This argument is too long. Put it in brackets.', p.pos);
  }
  if (p.error !== undefined) return value;
  if (!hasEnded && startsFactor(p) && !startsFunction(p)) {
    const message = `It is not clear where the argument of '${callee.name}' ends. Put it in brackets: ${callee.name}(…).`;
    return fail(p, message, callee.span.start, callee.span.end);
  }
  const next = kindAt(p, p.pos);
  if (factors > 1 || next === Kind.Slash || next === Kind.Times) {
    const end = lastOffset(p);
    note(
      p,
      `The argument of '${callee.name}' was taken to be ${wordFor(factors)}. Brackets leave no doubt.`,
      callee.span.start,
      end,
    );
  }
  return value;
}

/** Whether what follows an argument that started at `first` is no part of it. */
function endsBefore(p: Parser, first: number): boolean {
  const token = p.tokens[p.pos];
  if (p.pos >= p.end || token === undefined) return false;
  const read = p.tokens.slice(first, p.pos);
  if (read.every(({ kind, text }) => kind === Kind.Digit || kind === Kind.Period || text === 'pi'))
    return false;
  if (token.gap === true) return true;
  if (token.kind === Kind.Accent) return /dot$/.test(token.text);
  if (token.kind !== Kind.Letter) return false;
  const next = kindAt(p, p.pos + 1);
  // `\sin x dx`
  if (token.text === 'd' && next === Kind.Letter) return true;
  const isKnown = read.some(({ kind, text }) => kind === Kind.Letter && text === token.text);
  return isKnown && next === Kind.Prime;
}

const wordFor = (factors: number): string =>
  factors > 1 ? shorten(`the next ${factors} factors`) : 'the next factor alone';

/** A letter or a number, rather than brackets, a fraction or a function. */
function isSimple(p: Parser): boolean {
  const kind = kindAt(p, p.pos);
  return (
    kind === Kind.Letter ||
    kind === Kind.Accent ||
    (kind === Kind.Digit && p.tokens[p.pos]!.style === undefined)
  );
}

const endsInCall = (expr: Expr): boolean =>
  expr.kind === 'call' ||
  expr.kind === 'prime-call' ||
  (expr.kind === 'binary' && expr.operator === 'juxtapose' && endsInCall(expr.right));

/** Whether the next factor is a function, a sum or a derivative of its own, as in `\sin x \cos x`. */
function startsFunction(p: Parser): boolean {
  const kind = kindAt(p, p.pos);
  if (kind === Kind.Function || kind === Kind.Sum || kind === Kind.Partial || kind === Kind.Nabla)
    return true;
  if (kind === Kind.Frac) {
    const first = kindAt(p, p.pos + 1) === Kind.GroupOpen ? p.pos + 2 : p.pos + 1;
    return (
      kindAt(p, first) === Kind.Partial || (kindAt(p, first) === Kind.Letter && textAt(p, first) === 'd')
    );
  }
  if (kind !== Kind.Letter) return false;
  const length = italicWord(p, p.pos);
  if (length === 0) return isFunctionWord(textAt(p, p.pos));
  const word = p.tokens.slice(p.pos, p.pos + length).map(({ text }) => text);
  return isFunctionWord(word.join(''));
}

import type { Binding, Derivative, Expr, Name } from '../ast';
import { parseEnvironment } from './arrays';
import { parseArguments, parseBars, parseBracket } from './brackets';
import { parseNabla, parsePartial, parseSlashed } from './derivatives';
import { hasRelation, isPointBar, parseBindings, parseEvaluation } from './evaluation';
import { Precedence, parseExpression } from './expressions';
import { parseFraction, parseGroup } from './fractions';
import { parseFunction } from './functions';
import { parseNamedOperator } from './nabla';
import { withOperator } from './named-operators';
import {
  binary,
  deeper,
  fail,
  failAt,
  failOperand,
  failTooDeep,
  failUnexpected,
  kindAt,
  lastOffset,
  matchAt,
  nameOf,
  type Parser,
  refuse,
  spanFrom,
  startOffset,
  textAt,
  within,
} from './parser';
import {
  argumentAt,
  isInverseTranspose,
  isStar,
  isTransposeSign,
  isWord,
  itemsOf,
  layerEnd,
  type Marks,
  type Range,
  readMarks,
  withScripts,
} from './scripts';
import { parseSum } from './sums';
import { Kind } from './tokens';
import { isFunctionWord, italicWord, nameOfText } from './words';

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
    case Kind.Text:
      return parseNamed(p, start);
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
      return failAt(p, 'Binomial coefficients are not read yet.', p.pos, true);
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
    return failAt(p, 'The derivative of a composition is not read. Write f(g(x)) first.', open + 2, true);
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
  if (isExpectation(p)) return failAt(p, 'Expectations and variances are not checked yet.', p.pos, true);
  const { name, dots } = parseBase(p);
  if (p.error !== undefined) return name;
  if (token.style === 'blackboard' && name.name === '1') return name;
  return parseSuffixes(p, name, start, true, dots);
}

interface Word extends Name {
  readonly tokens: number;
}

/** An upright word, or letters in italics that spell a known one. */
function wordAt(p: Parser): Word | undefined {
  const token = p.tokens[p.pos]!;
  const length = italicWord(p, p.pos);
  if (length > 0) {
    const name = p.tokens.slice(p.pos, p.pos + length).map(({ text }) => text);
    return { ...nameOf(name.join(''), token.start, p.tokens[p.pos + length - 1]!.end), tokens: length };
  }
  if (token.style !== 'upright' || token.text.length < 2) return undefined;
  return { ...nameOf(token.text, token.start, token.end), style: 'upright', tokens: 1 };
}

const EXPECTATIONS: ReadonlySet<string> = new Set(['E', 'Var', 'Cov', 'V', 'P', 'Prob', 'var', 'cov']);

/** `\mathbb{E}[X]`, `\operatorname{Var}(X)`, `E[X]`. */
function isExpectation(p: Parser): boolean {
  const { text, style } = p.tokens[p.pos]!;
  if (!EXPECTATIONS.has(text) || kindAt(p, p.pos) !== Kind.Letter) return false;
  if (style === 'blackboard') return true;
  const next = p.pos + 1;
  const opens = kindAt(p, next) === Kind.Open ? textAt(p, next) : '';
  if (style === 'upright') return opens !== '' || (text === 'E' && kindAt(p, next) === Kind.Sub);
  return text === 'E' && opens === '[' && !p.tokens[next]!.spaced;
}

/** A letter, a word or an accented letter, without scripts; `dots` counts Newton's. */
export function parseBase(p: Parser): { readonly name: Name; readonly dots: number } {
  const token = p.tokens[p.pos]!;
  const { start, end, text, style } = token;
  if (token.kind === Kind.Accent) return parseAccent(p);
  if (token.kind === Kind.Text) {
    p.pos += 1;
    return { name: nameOf(nameOfText(text), start, end), dots: 0 };
  }
  const word = wordAt(p);
  if (word) {
    p.pos += word.tokens;
    const { tokens: _, ...name } = word;
    return { name, dots: 0 };
  }
  p.pos += 1;
  const prefix = isDifferentialPrefix(p, p.pos - 1) ? text : '';
  if (prefix !== '') {
    const { name } = parseBase(p);
    return { name: { ...name, name: prefix + name.name, span: { start, end: name.span.end } }, dots: 0 };
  }
  return { name: { ...nameOf(text, start, end), ...(style && { style }) }, dots: 0 };
}

/** The `d` of `dW` and the `Δ` of `Δx`, which are one name with the letter behind it. */
function isDifferentialPrefix(p: Parser, index: number): boolean {
  const { text, style } = p.tokens[index]!;
  const next = kindAt(p, index + 1);
  if (next !== Kind.Letter && next !== Kind.Accent) return false;
  const following = p.tokens[index + 1]!;
  if (text === 'Delta') return next === Kind.Letter && following.style !== 'upright';
  if (text !== 'd' || (style !== undefined && style !== 'upright')) return false;
  if (following.style === 'upright' && following.text.length > 1) return false;
  if (style === 'upright') return true;
  const previous = p.tokens[index - 1];
  const isInside =
    previous?.kind === Kind.Letter && !p.tokens[index]!.spaced && previous.end === p.tokens[index]!.start;
  return !following.spaced && !isInside;
}

function parseAccent(p: Parser): { readonly name: Name; readonly dots: number } {
  const token = p.tokens[p.pos]!;
  const range = argumentAt(p, p.pos + 1);
  if (range === undefined) {
    p.pos += 1;
    failOperand(p);
    return { name: nameOf('', token.start, token.end), dots: 0 };
  }
  const expr = within<Expr>(p, range.from, range.to, range.after, nameOf('', token.start, token.end), (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  const span = spanFrom(p, token.start);
  if (expr.kind !== 'name') {
    const message = 'A sign above more than one letter is not read. Give the whole a name.';
    if (p.error === undefined) refuse(p, message, span.start, span.end);
    return { name: nameOf('', span.start, span.end), dots: 0 };
  }
  const dots = DOTS.get(token.text) ?? 0;
  if (dots > 0) return { name: { ...expr, span }, dots };
  return { name: { ...accented(expr, token.text), span }, dots: 0 };
}

const DOTS: ReadonlyMap<string, number> = new Map([
  ['dot', 1],
  ['ddot', 2],
  ['dddot', 3],
]);

/** `x_1` with a hat is `x_hat_1`. */
function accented(name: Name, accent: string): Name {
  const { scripts } = name;
  if (scripts === undefined) return { ...name, name: `${name.name}_${accent}` };
  const base = `${scripts.base}_${accent}`;
  return { ...name, name: base + name.name.slice(scripts.base.length), scripts: { ...scripts, base } };
}

/** `12`, `0.5`, `.5`, `10{,}000`, and `1e-3` as people type it. */
function parseDigits(p: Parser, start: number): Expr {
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
    if (kind === Kind.Factorial) return failOperand(p);
    break;
  }
  return settle(p, expr, callee, pending, start);
}

/** A name that turned out to be no call: the derivative by time where dots stand above it. */
function settle(p: Parser, expr: Expr, callee: Name | undefined, dots: number, start: number): Expr {
  if (callee === undefined || dots === 0) return expr;
  return timeDerivative(p, callee, dots, start);
}

/** `\dot{x}`; the sheet may define it as a name of its own. */
export function timeDerivative(p: Parser, name: Name, dots: number, start: number): Expr {
  const span = spanFrom(p, start);
  const time = nameOf('t', start, start);
  const accent = dots === 1 ? 'dot' : dots === 2 ? 'ddot' : 'dddot';
  return {
    kind: 'derivative',
    operator: 'leibniz',
    target: name,
    variables: new Array<Expr>(dots).fill(time),
    dotted: { ...accented(name, accent), span },
    span,
  };
}

/** `(` and `[` behind a name are arguments; whether they multiply is decided where names are known. */
const isCallBracket = (p: Parser): boolean => /^[([]$/.test(textAt(p, p.pos));

interface Marked {
  readonly expr: Expr;
  /** The name, where it may still be applied. */
  readonly callee: Name | undefined;
}

/** Scripts of a name: what belongs to the name, then primes, then powers. */
function markName(p: Parser, base: Name, start: number, dots: number): Marked {
  const marks = readMarks(p);
  if (p.error !== undefined) return { expr: base, callee: undefined };
  let { above } = marks;
  let name = base;
  let inName: Range | undefined;
  const close = above && !isConstant(base) ? layerEnd(p, above) : -1;
  if (above && close >= 0) {
    inName = { from: above.from, to: close + 1, after: close + 1 };
    above = restOf(p, above, close + 1);
  } else if (above && isStar(p, above)) {
    name = accented(name, 'star');
    above = undefined;
  } else if (above && isWord(p, above)) {
    inName = above;
    above = undefined;
  }
  if (base.scripts && marks.below) return markExpr(p, base, start, marks);
  const named = withScripts(p, name, marks.below, inName);
  const delta = kroneckerOf(p, named, marks, start);
  if (delta) return { expr: delta, callee: undefined };
  name = named;
  if (marks.primes > 0 && !above && kindAt(p, p.pos) === Kind.Open && isCallBracket(p)) {
    const args = parseArguments(p);
    const expr: Expr = {
      kind: 'prime-call',
      callee: name,
      order: marks.primes + dots,
      args,
      span: spanFrom(p, start),
    };
    return { expr, callee: undefined };
  }
  if (marks.primes === 0 && !above) return { expr: name, callee: name };
  const dotted = dots > 0 ? timeDerivative(p, name, dots, start) : name;
  return { expr: raise(p, primed(p, dotted, marks.primes, start), above, start), callee: undefined };
}

/** Numbers that are written with letters. */
const isConstant = ({ name, style }: Name): boolean =>
  name === 'e' && (style === undefined || style === 'upright');

/** What stands behind the layer of `W^{(1)T}` or `W^{(1)^T}`. */
function restOf(p: Parser, above: Range, from: number): Range | undefined {
  if (from >= above.to) return undefined;
  if (kindAt(p, from) !== Kind.Sup) return { ...above, from };
  const inner = argumentAt(p, from + 1);
  if (inner === undefined || inner.after !== above.to) return { ...above, from };
  return { from: inner.from, to: inner.to, after: above.after };
}

/** `\delta_{ij}` */
function kroneckerOf(p: Parser, name: Name, { above, primes }: Marks, start: number): Expr | undefined {
  const { scripts } = name;
  if (scripts?.base !== 'delta' || scripts.below.length !== 2 || above !== undefined || primes > 0)
    return undefined;
  const callee = nameOf('kronecker', name.span.start, name.span.end);
  return { kind: 'call', callee, args: scripts.below.map((value) => ({ value })), span: spanFrom(p, start) };
}

/** Scripts of what is no name: entries, transposes and powers. */
function markExpr(p: Parser, base: Expr, start: number, read?: Marks): Marked {
  const { below, above, primes } = read ?? readMarks(p);
  if (p.error !== undefined) return { expr: base, callee: undefined };
  let expr = base;
  if (below !== undefined && isPoint(p, below)) {
    const { pos } = p;
    const at = within<readonly Binding[]>(p, below.from, below.to, pos, [], parseBindings);
    expr = {
      kind: 'evaluated',
      target: base,
      at,
      span: { start, end: Math.max(base.span.end, p.tokens[below.after - 1]!.end) },
    };
  } else if (below !== undefined) {
    const items = itemsOf(p, below.from, below.to);
    if (items.length === 0) {
      const { start: from } = p.tokens[below.from] ?? p.tokens[below.from - 1]!;
      return {
        expr: refuse(p, 'This index is not read. Give what it is an entry of a name.', from, lastOffset(p)),
        callee: undefined,
      };
    }
    const fixed = fixedNames(base, items);
    if (fixed !== undefined) {
      return { expr: raise(p, { ...fixed, span: spanFrom(p, start) }, above, start), callee: undefined };
    }
    if (base.kind === 'number') {
      return {
        expr: fail(p, 'A number has no subscript. Remove it.', base.span.start, lastOffset(p)),
        callee: undefined,
      };
    }
    expr = {
      kind: 'index',
      target: expr,
      items: items.map((value) => ({ kind: 'at', value })),
      span: { start, end: Math.max(expr.span.end, p.tokens[below.after - 1]!.end) },
    };
  }
  return { expr: raise(p, primed(p, expr, primes, start), above, start), callee: undefined };
}

/** `x = 1` or `(1, 2)` below a bracket. */
const isPoint = (p: Parser, range: Range): boolean =>
  hasRelation(p, range) || (kindAt(p, range.from) === Kind.Open && matchAt(p, range.from) === range.to - 1);

/** What stands below a partial derivative in brackets is held fixed, unless it is an index by custom. */
function fixedNames(base: Expr, items: readonly Expr[]): Derivative | undefined {
  if (base.kind !== 'derivative' || base.operator !== 'leibniz') return undefined;
  const names = items.filter((item): item is Name => item.kind === 'name');
  if (names.length < items.length || names.every(({ name }) => /^[i-n]$/.test(name))) return undefined;
  return { ...base, fixed: names };
}

function primed(p: Parser, operand: Expr, primes: number, start: number): Expr {
  let expr = operand;
  for (let k = 0; k < primes; k++)
    expr = { kind: 'transpose', operand: expr, prime: true, span: spanFrom(p, start) };
  return expr;
}

/** The power, or the transpose, that the range above spells. */
export function raise(p: Parser, base: Expr, above: Range | undefined, start: number): Expr {
  if (above === undefined || p.error !== undefined) return base;
  const { from, to } = above;
  const span = spanFrom(p, start);
  const sign = { start: Math.min(base.span.end, p.tokens[from]?.start ?? base.span.end), end: base.span.end };
  if (to === from) return failAt(p, 'This superscript is empty. Write it, or remove the sign.', from - 1);
  if (isTransposeSign(p, above)) {
    // `(a, b)^T` and `[a & b]^T` are columns, which vectors are anyway.
    if (base.kind === 'array' && p.rows.has(base)) {
      const inner = base.rows[0]?.[0];
      return base.rows[0]!.length === 1 && inner?.kind === 'array' ? { ...inner, span } : { ...base, span };
    }
    return { kind: 'transpose', operand: base, span };
  }
  if (isInverseTranspose(p, above)) {
    const minus = p.tokens[from]!;
    const one: Expr = { kind: 'number', value: 1, text: '1', span: { start: minus.end, end: minus.end } };
    const exponent: Expr = {
      kind: 'unary',
      operator: '-',
      operand: one,
      span: { start: minus.start, end: minus.end },
    };
    const inverse: Expr = {
      kind: 'binary',
      operator: '^',
      left: base,
      right: exponent,
      operatorSpan: sign,
      span,
    };
    return { kind: 'transpose', operand: inverse, span };
  }
  const refused = refusedPower(p, above, base);
  if (refused !== undefined) return refuse(p, refused, p.tokens[from]!.start, p.tokens[to - 1]!.end);
  const isEntrywise = kindAt(p, from) === Kind.Times && /^(?:\.\*|∘)$/.test(textAt(p, from)) && to > from + 1;
  const exponent = within<Expr>(p, isEntrywise ? from + 1 : from, to, p.pos, base, (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  return {
    kind: 'binary',
    operator: isEntrywise ? '.^' : '^',
    left: base,
    right: exponent,
    operatorSpan: { start: sign.start, end: Math.max(sign.start, sign.end) },
    span,
  };
}

function refusedPower(p: Parser, { from, to }: Range, base: Expr): string | undefined {
  if (to !== from + 1) return undefined;
  const { kind, text, style } = p.tokens[from]!;
  if (kind === Kind.Plus || kind === Kind.Minus) return 'A superscript + or - alone is not read.';
  if (kind === Kind.Times && text === '∘') return 'Degrees are not read. Write the angle in radians.';
  if (kind === Kind.Star || kind === Kind.Times)
    return 'A star above an expression is not read. Give it a name.';
  if (kind === Kind.Letter && text === 'H' && style !== undefined) {
    return 'Complex conjugates are not read. Write ^T for the transpose.';
  }
  if (kind === Kind.Letter && text === 'c' && style === 'upright' && base.kind !== 'number') {
    return 'Complements are not read.';
  }
  return undefined;
}

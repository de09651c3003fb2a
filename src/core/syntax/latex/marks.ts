import type { Binding, Derivative, Expr, Name } from '../ast';
import { fail, failAt, lastOffset, spanFrom } from '../token-parser';
import { parseArguments } from './brackets';
import { speaksOfIndices, UNCLEAR_ENTRIES } from './entries';
import { hasRelation, parseBindings } from './evaluation';
import { Precedence, parseExpression } from './expressions';
import { accented, timeDerivative } from './letters';
import { isCallBracket } from './operands';
import { kindAt, matchAt, nameOf, type Parser, refuse, textAt, within } from './parser';
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
import { Kind } from './tokens';

interface Marked {
  readonly expr: Expr;
  /** The name, where it may still be applied. */
  readonly callee: Name | undefined;
}

/** Scripts of a name: what belongs to the name, then primes, then powers. */
export function markName(p: Parser, base: Name, start: number, dots: number): Marked {
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
export function markExpr(p: Parser, base: Expr, start: number, read?: Marks): Marked {
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
    const speaks = speaksOfIndices(expr, items);
    expr = {
      kind: 'index',
      target: expr,
      items: items.map((value) => ({ kind: 'at', value })),
      span: { start, end: Math.max(expr.span.end, p.tokens[below.after - 1]!.end) },
    };
    if (speaks === 'some' && base.kind !== 'name')
      return { expr: refuse(p, UNCLEAR_ENTRIES, expr.span.start, expr.span.end), callee: undefined };
    if (speaks === 'all' && base.kind !== 'name') p.built.add(expr);
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

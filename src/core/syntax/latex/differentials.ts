import type { Expr } from '../ast';
import { fail, failAt, lastOffset, startOffset } from '../token-parser';
import { parseBracket } from './brackets';
import { parseGroup } from './fractions';
import { parseBase, timeDerivative } from './letters';
import { asName, failVariable } from './named-operators';
import { failOperand, failUnexpected, kindAt, matchAt, type Parser, refuseAt, textAt } from './parser';
import {
  argumentAt,
  isTransposeSign,
  itemsOf,
  layerEnd,
  type Range,
  readMarks,
  withScripts,
} from './scripts';
import { Kind } from './tokens';

/** What stands at the start of a derivative: `\partial`, `d`, `\partial^2`. */
export interface Marker {
  /** 0 for an order that is no number. */
  readonly order: number;
  /** The index of what is differentiated. */
  readonly target: number;
}

const isD = (p: Parser, index: number): boolean => {
  const token = p.tokens[index]!;
  return (
    token.kind === Kind.Letter &&
    token.text === 'd' &&
    (token.style === undefined || token.style === 'upright')
  );
};

/** The marker at `index`, before `to`. */
export function markerAt(p: Parser, index: number, to: number): Marker | undefined {
  if (index >= to) return undefined;
  const isPartial = kindAt(p, index) === Kind.Partial;
  if (!isPartial && !isD(p, index)) return undefined;
  const next = kindAt(p, index + 1);
  if (next === Kind.Sub || next === Kind.Prime) return undefined;
  if (next !== Kind.Sup) return { order: 1, target: index + 1 };
  const range = argumentAt(p, index + 2);
  if (range === undefined) return undefined;
  const order = orderOf(p, range);
  if (order === undefined && !isPartial) return undefined;
  return { order: order ?? 0, target: range.after };
}

function orderOf(p: Parser, { from, to }: Range): number | undefined {
  const digit = to === from + 1 && kindAt(p, from) === Kind.Digit ? Number(textAt(p, from)) : 0;
  return digit >= 1 ? digit : undefined;
}

const ATOMS: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Letter,
  Kind.Accent,
  Kind.GroupOpen,
  Kind.Open,
  Kind.Text,
]);

/** Whether a differential such as `dx` or `\partial x` starts at `index`, before `to`. */
export function differentialAt(p: Parser, index: number, to: number): boolean {
  if (index >= to) return false;
  // `(\partial x)^2`
  if (kindAt(p, index) === Kind.Open) return kindAt(p, index + 1) === Kind.Partial;
  const isMarker = kindAt(p, index) === Kind.Partial || isD(p, index);
  return isMarker && index + 1 < to && ATOMS.has(kindAt(p, index + 1));
}

/** The index after the name, or the bracket, at `index` with its scripts and arguments; -1 where there is none. */
export function afterAtom(p: Parser, index: number): number {
  const kind = kindAt(p, index);
  let at = index + 1;
  if (kind === Kind.GroupOpen || kind === Kind.Open) {
    const close = matchAt(p, index);
    if (close < 0) return -1;
    at = close + 1;
  } else if (kind === Kind.Accent) {
    const range = argumentAt(p, at);
    if (range === undefined) return -1;
    at = range.after;
  } else if (kind !== Kind.Letter && kind !== Kind.Text) return -1;
  // An italic word such as `loss` has several letters.
  for (let steps = 0; steps < 12 && isNextLetter(p, at); steps++) at += 1;
  at = afterScripts(p, at);
  if (kindAt(p, at) === Kind.Open && matchAt(p, at) > 0) at = afterScripts(p, matchAt(p, at) + 1);
  return at;
}

const isNextLetter = (p: Parser, index: number): boolean => {
  const token = p.tokens[index];
  return (
    kindAt(p, index) === Kind.Letter &&
    token!.text.length === 1 &&
    !token!.spaced &&
    token!.style === undefined
  );
};

function afterScripts(p: Parser, index: number): number {
  let at = index;
  for (let steps = 0; steps < 6; steps++) {
    const kind = kindAt(p, at);
    if (kind === Kind.Prime) at += 1;
    else if (kind === Kind.Sub || kind === Kind.Sup) {
      const range = argumentAt(p, at + 1);
      if (range === undefined) return at;
      at = range.after;
    } else return at;
  }
  return at;
}

interface Differential {
  readonly variable: Expr;
  readonly order: number;
  readonly transposed: boolean;
}

/**
 * Reads differentials up to the end of what is read, or, `inline`, until the order is reached; undefined after an error.
 * A `\partial` that is missing before a further name is passed over.
 */
export function readVariables(
  p: Parser,
  order: number,
  inline = false,
): { readonly variables: readonly Expr[]; readonly transposed: boolean } | undefined {
  const start = startOffset(p);
  const isPartial = kindAt(p, p.pos) === Kind.Partial || kindAt(p, p.pos) === Kind.Open;
  const variables: Expr[] = [];
  let transposed = false;
  while (p.pos < p.end && p.error === undefined && !(inline && variables.length >= order)) {
    const bracket =
      kindAt(p, p.pos) === Kind.Open && kindAt(p, p.pos + 1) === Kind.Partial ? matchAt(p, p.pos) : -1;
    if (bracket > 0) p.pos += 1;
    if (
      kindAt(p, p.pos) === Kind.Partial ||
      (p.pos + 1 < p.end && isD(p, p.pos) && ATOMS.has(kindAt(p, p.pos + 1)))
    )
      p.pos += 1;
    else if (inline && variables.length > 0) break;
    else if (!isPartial || variables.length === 0) {
      failUnexpected(p);
      break;
    } else if (kindAt(p, p.pos) === Kind.Open) {
      failVariable(p, variables.at(-1)!);
      break;
    }
    const differential = readDifferential(p, bracket);
    if (differential === undefined) break;
    transposed ||= differential.transposed;
    for (let k = 0; k < differential.order; k++) variables.push(differential.variable);
    if (kindAt(p, p.pos) === Kind.Times && !inline) p.pos += 1;
  }
  if (p.error !== undefined) return undefined;
  if (variables.length === order) return { variables, transposed };
  const below = variables.length === 1 ? 'one variable' : `${variables.length} variables`;
  fail(
    p,
    `The order is ${order} above, and ${below} below. Make them the same.`,
    start,
    Math.max(start, lastOffset(p)),
  );
  return undefined;
}

/** One variable with its order; `bracket` is the `)` of `(\partial x)^2`. */
function readDifferential(p: Parser, bracket: number): Differential | undefined {
  const start = startOffset(p);
  const kind = kindAt(p, p.pos);
  let base: Expr;
  let dots = 0;
  if (kind === Kind.Letter || kind === Kind.Accent || kind === Kind.Text) {
    const read = parseBase(p);
    base = read.name;
    dots = read.dots;
  } else if (kind === Kind.GroupOpen) base = asName(parseGroup(p));
  else if (kind === Kind.Open) base = parseBracket(p);
  else {
    failOperand(p);
    return undefined;
  }
  if (p.error !== undefined) return undefined;
  const { above, below, primes } = readMarks(p);
  if (p.error !== undefined) return undefined;
  let rest = above;
  let inName: Range | undefined;
  const close = above && base.kind === 'name' ? layerEnd(p, above) : -1;
  if (above && close >= 0) {
    inName = { from: above.from, to: close + 1, after: close + 1 };
    rest = close + 1 < above.to ? { ...above, from: close + 1 } : undefined;
  }
  let variable = base;
  if (base.kind === 'name' && base.scripts === undefined) variable = withScripts(p, base, below, inName);
  else if (below !== undefined) {
    const items = itemsOf(p, below.from, below.to);
    const span = { start, end: p.tokens[below.after - 1]!.end };
    variable = { kind: 'index', target: base, items: items.map((value) => ({ kind: 'at', value })), span };
  }
  if (dots > 0 && variable.kind === 'name') variable = asName(timeDerivative(p, variable, dots, start));
  if (primes > 0) {
    if (variable.kind !== 'name') {
      failAt(p, 'A prime on this variable of differentiation is not read. Rename the variable.', p.pos - 1);
      return undefined;
    }
    // Nobody differentiates by a derivative or a transpose without taking it for a variable of its own.
    const end = Math.max(variable.span.end, lastOffset(p));
    variable = { ...variable, name: variable.name + "'".repeat(primes), span: { start, end } };
  }
  if (bracket > 0 && p.pos === bracket) {
    p.pos = bracket + 1;
    if (kindAt(p, p.pos) === Kind.Sup) rest = argumentAt(p, p.pos + 1);
    if (rest !== undefined) p.pos = rest.after;
  }
  if (rest === undefined) return { variable, order: 1, transposed: false };
  if (isTransposeSign(p, rest)) return { variable, order: 1, transposed: true };
  const order = orderOf(p, rest);
  if (order !== undefined) return { variable, order, transposed: false };
  refuseAt(p, 'An upper index of a variable is not read. Write it in brackets: b^{(l)}.', rest.from);
  return undefined;
}

import type { Expr, Name } from '../ast';
import { canonicalName } from '../names';
import { binary, deeper, fail, failAt, lastOffset, missingAt, startOffset } from '../token-parser';
import { parseIndex, parseParenthesised } from './brackets';
import {
  afterDifferential,
  afterPower,
  afterTarget,
  isLoneD,
  type Numerator,
  numeratorAt,
  orderOf,
  splitDifferentials,
  startsDenominator,
} from './differentials';
import { parsePower, parsePowerOf, parseSuffixes } from './operands';
import { failVariable, isVariable } from './operators';
import { failOperand, isAdjacent, kindAt, nameAt, type Parser, tokenText } from './parser';
import { Kind, STARTS_OPERAND } from './tokens';

/** Whether a derivative such as `dL/dW`, `∂²L/∂x∂y` or `d/dx …` starts at token `index`. */
export const startsDerivative = (p: Parser, index: number): boolean => {
  const numerator = numeratorAt(p, index);
  return numerator !== undefined && fractionBarOf(p, numerator) >= 0;
};

/** The index of the fraction bar, where a denominator follows it; else -1. */
function fractionBarOf(p: Parser, numerator: Numerator): number {
  const { target } = numerator;
  const bar = kindAt(p, target) === Kind.Divide ? target : afterTarget(p, target);
  if (bar < 0 || kindAt(p, bar) !== Kind.Divide || !startsDenominator(p, bar + 1)) return -1;
  return bar;
}

/** Reads the derivative that starts here, or nothing where the tokens are an ordinary name or quotient. */
export function parseDerivative(p: Parser): Expr | undefined {
  const first = p.pos;
  const numerator = numeratorAt(p, first);
  if (numerator === undefined) return undefined;
  const bar = fractionBarOf(p, numerator);
  if (bar < 0) return undefined;
  return bar === numerator.target
    ? parseOperatorForm(p, numerator, bar)
    : deeper(p, () => parseFraction(p, numerator, first, bar));
}

/** `dL/dW` and its kin. */
function parseFraction(p: Parser, numerator: Numerator, first: number, bar: number): Expr {
  const start = startOffset(p);
  const target = parseTarget(p, numerator, bar);
  if (p.pos !== bar)
    return failAt(p, 'What is differentiated here is not read. Give it a name first.', first);
  p.pos = bar + 1;
  const variables = parseVariables(p, numerator.order, first);
  if (!variables) return missingAt(start);
  const refused = refuseSuffix(p, numerator.order, bar + 1);
  if (refused) return refused;
  const span = { start, end: lastOffset(p) };
  const quotient = quotientOf(p, numerator, first, bar, target, variables);
  return { kind: 'derivative', operator: 'leibniz', target, variables, span, ...(quotient && { quotient }) };
}

function parseTarget(p: Parser, { target, skip }: Numerator, bar: number): Expr {
  p.pos = target;
  if (kindAt(p, target) === Kind.OpenParen) return parseParenthesised(p);
  const name = nameAt(p, target, skip);
  p.pos += 1;
  // The power in `dx^2/dx` belongs to what is differentiated; nothing beyond the bar does.
  const { end } = p;
  p.end = bar;
  const expr = parsePowerOf(p, parseSuffixes(p, name, name.span.start, true, true), name.span.start);
  const failed = p.error !== undefined;
  p.end = end;
  if (failed) p.pos = end;
  return expr;
}

/** `dL/dW(x)` and `dL/dW^2` can be read in two ways. */
function refuseSuffix(p: Parser, order: number, denominator: number): Expr | undefined {
  const kind = kindAt(p, p.pos);
  const from = p.starts[denominator]!;
  if (kind === Kind.OpenParen && isAdjacent(p, p.pos)) {
    const close = Math.max(p.match[p.pos]!, p.pos);
    return fail(
      p,
      "This may be a product or the derivative at a point. Write a '*' for the product, 'at x = …:' for a point.",
      from,
      p.ends[close]!,
    );
  }
  const raised = kind === Kind.Superscript || kind === Kind.ElementPower || isPlainPower(p);
  if (!raised) return undefined;
  const message =
    order === 1
      ? 'The order below is not the order above. Write d2L/dx2, or (dL/dx)^2 for a square.'
      : 'Is this a power of the derivative? Put the derivative in brackets.';
  const last = kind === Kind.Superscript ? p.pos : Math.min(p.pos + 1, p.end - 1);
  return fail(p, message, from, p.ends[last]!);
}

/** A power that is no transpose: `^T` and `^⊤` may follow a derivative. */
function isPlainPower(p: Parser): boolean {
  if (kindAt(p, p.pos) !== Kind.Power) return false;
  const at = kindAt(p, p.pos + 1) === Kind.OpenBrace ? p.pos + 2 : p.pos + 1;
  return kindAt(p, at) !== Kind.Raised && !(kindAt(p, at) === Kind.Name && tokenText(p, at) === 'T');
}

interface Differential {
  readonly variable: Expr;
  /** The characters of a name that may hold several differentials or an order; empty otherwise. */
  readonly text: string;
  readonly start: number;
  readonly power: number | undefined;
}

/** The variables below the bar, in the order in which the derivatives are taken. */
function parseVariables(p: Parser, order: number, first: number): readonly Expr[] | undefined {
  const open = kindAt(p, p.pos) === Kind.OpenParen ? p.pos : -1;
  if (open >= 0) p.pos += 1;
  const differentials: Differential[] = [];
  let count = 0;
  do {
    const differential = parseDifferential(p, order);
    if (!isVariable(differential.variable)) {
      failVariable(p, differential.variable);
      return undefined;
    }
    differentials.push(differential);
    count += differential.power ?? 1;
    if (open >= 0 && kindAt(p, p.pos) === Kind.Times) p.pos += 1;
  } while (open >= 0 ? p.pos < p.match[open]! : count < order && goesOn(p));
  if (open >= 0) p.pos = Math.min(p.match[open]! + 1, p.end);
  const variables = resolveOrders(differentials, order);
  if (variables) return variables.reverse();
  fail(
    p,
    `The derivative has order ${order} above, but not below. Write d2L/dx2, d2L/dxdy or d2L/(dx dy).`,
    p.starts[first]!,
    lastOffset(p),
  );
  return undefined;
}

/** Whether another differential of the same denominator follows; `dy` in `d2L/dx2 dy/dt` starts a factor of its own. */
function goesOn(p: Parser): boolean {
  const after = afterDifferential(p, p.pos);
  if (after < 0) return false;
  return kindAt(p, after) !== Kind.Divide || !startsDenominator(p, after + 1);
}

function parseDifferential(p: Parser, order: number): Differential {
  const at = p.pos;
  const separate = kindAt(p, at) === Kind.Partial || isLoneD(p, at);
  const nameIndex = separate ? at + 1 : at;
  const skip = separate ? 0 : 1;
  let variable: Expr;
  let text = '';
  const start = p.starts[nameIndex]! + skip;
  p.pos = nameIndex;
  if (kindAt(p, nameIndex) === Kind.OpenParen) variable = parseParenthesised(p);
  else {
    variable = nameAt(p, nameIndex, skip);
    text = p.text.slice(start, p.ends[nameIndex]);
    p.pos += 1;
    if (kindAt(p, p.pos) === Kind.OpenBracket && isAdjacent(p, p.pos)) {
      variable = parseIndex(p, variable, start);
      text = '';
    }
  }
  if (order === 1) return { variable, text, start, power: undefined };
  const after = afterPower(p, p.pos);
  const power = after > p.pos ? orderOf(p, p.pos) : undefined;
  if (power !== undefined) p.pos = after;
  return { variable, text, start, power };
}

/** One entry a differentiation, or undefined where the orders do not add up. */
function resolveOrders(differentials: readonly Differential[], order: number): Expr[] | undefined {
  if (order === 1) return differentials.length === 1 ? [differentials[0]!.variable] : undefined;
  for (const split of [true, false]) {
    for (const digitsAreOrders of [false, true]) {
      const variables = differentials.flatMap((differential) => expand(differential, split, digitsAreOrders));
      if (variables.length === order) return variables;
    }
  }
  return undefined;
}

/** `x` of `dx²` twice, `x` and `y` of `dxdy`; with `digitsAreOrders` also `x` of `dx2` twice. */
function expand(differential: Differential, split: boolean, digitsAreOrders: boolean): readonly Expr[] {
  const { variable, text, start, power } = differential;
  if (text === '') return new Array<Expr>(power ?? 1).fill(variable);
  const pieces = split ? splitDifferentials(text) : [text];
  const variables: Expr[] = [];
  let offset = start;
  for (const [i, piece] of pieces.entries()) {
    const last = i === pieces.length - 1;
    const order = digitsAreOrders && !(last && power) ? /^(.*[^\d_])([2-9])$/u.exec(piece) : null;
    const letters = order?.[1] ?? piece;
    const span = { start: offset, end: offset + letters.length };
    const name: Name = { kind: 'name', name: canonicalName(letters), span };
    const times = order ? Number(order[2]) : ((last ? power : undefined) ?? 1);
    for (let k = 0; k < times; k++) variables.push(name);
    offset += piece.length + 1;
  }
  return variables;
}

/** The quotient that the same characters spell where `dL` and `dW`, or `d`, are names of their own. */
function quotientOf(
  p: Parser,
  { skip }: Numerator,
  first: number,
  bar: number,
  target: Expr,
  variables: readonly Expr[],
): Expr | undefined {
  const start = p.starts[first]!;
  const operator = [p.starts[bar]!, p.ends[bar]!] as const;
  const below = bar + 1;
  const denominatorIsName = kindAt(p, below) === Kind.Name && p.pos === below + 1;
  if (skip > 0 && target.kind === 'name' && bar === first + 1 && denominatorIsName) {
    return binary(p, '/', nameAt(p, first), nameAt(p, below), start, ...operator);
  }
  const [variable] = variables;
  if (!isLoneD(p, first) || !isLoneD(p, below) || variables.length !== 1 || variable === undefined)
    return undefined;
  if (bar !== first + 2 || target.kind !== 'name' || variable.kind !== 'name' || p.pos !== below + 2)
    return undefined;
  const above = binary(p, 'juxtapose', nameAt(p, first), target, start, target.span.start, target.span.start);
  const quotient = binary(p, '/', above, nameAt(p, below), start, ...operator);
  return binary(p, 'juxtapose', quotient, variable, start, variable.span.start, variable.span.start);
}

/** `d/dx (x^2)`, `d/dx f(x)`, `∂²/∂x∂y (…)`; a plain quotient where no operand follows. */
function parseOperatorForm(p: Parser, numerator: Numerator, bar: number): Expr | undefined {
  const first = p.pos;
  const start = startOffset(p);
  const { notes } = p;
  const noteCount = notes.length;
  p.pos = bar + 1;
  const variables = parseVariables(p, numerator.order, first);
  if (!variables) return missingAt(start);
  const kind = kindAt(p, p.pos);
  if (STARTS_OPERAND[kind] === 0 || (kind === Kind.Bar && p.bar !== 'none')) {
    p.pos = first;
    notes.length = noteCount;
    return kindAt(p, first) === Kind.Partial ? failOperand(p) : undefined;
  }
  const operandStart = p.pos;
  const target = deeper(p, parseOperand);
  const bracketed = kindAt(p, operandStart) === Kind.OpenParen && p.match[operandStart] === p.pos - 1;
  if (!bracketed && !endsOperand(p)) {
    return fail(
      p,
      'It is not clear where the operand of this derivative ends. Put it in brackets: d/dx (…).',
      start,
      p.ends[operandStart - 1]!,
    );
  }
  return { kind: 'derivative', operator: 'leibniz', target, variables, span: { start, end: lastOffset(p) } };
}

/** A group in brackets alone, or a run of factors without signs. */
function parseOperand(p: Parser): Expr {
  if (kindAt(p, p.pos) === Kind.OpenParen) return parseParenthesised(p);
  const start = startOffset(p);
  let expr = parsePower(p);
  while (STARTS_OPERAND[kindAt(p, p.pos)] === 1 && kindAt(p, p.pos) !== Kind.Bar && !p.spaced) {
    const end = lastOffset(p);
    const next = startOffset(p);
    if (kindAt(p, p.pos) === Kind.Number) return failOperand(p);
    expr = binary(p, 'juxtapose', expr, parsePower(p), start, end, next);
  }
  return expr;
}

/** After `d/dx f(x)` only the end, a relation, a closing bracket or another derivative leaves no doubt. */
function endsOperand(p: Parser): boolean {
  const kind = kindAt(p, p.pos);
  if (kind !== Kind.Plus && kind !== Kind.Minus) {
    return !(kind >= Kind.Plus && kind <= Kind.ElementPower);
  }
  return startsDerivative(p, p.pos + 1);
}

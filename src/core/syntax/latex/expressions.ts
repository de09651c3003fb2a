import type { BinaryOperator, Comparison, Expr } from '../ast';
import { binary, failAt, failTooDeep, lastOffset, note, spanFrom, startOffset } from '../token-parser';
import { sumOfTerms } from './ellipses';
import { parsePower } from './operands';
import { failOperand, failUnexpected, kindAt, type Parser, textAt } from './parser';
import { KINDS, Kind, STARTS_OPERAND } from './tokens';
import { isNameText } from './words';

/** Precedences from the loosest to the tightest; a rule reads operators of at least its own. */
export const Precedence = { Lowest: 1, Or: 2, And: 3, Compare: 5, Sum: 7, Product: 8, Unary: 9 } as const;

/** How many operators of one chain are read; it keeps trees below `MAX_DEPTH`. */
const MAX_CHAIN = 990;

const PRECEDENCE = new Uint8Array(KINDS);
PRECEDENCE[Kind.Or] = Precedence.Or;
PRECEDENCE[Kind.And] = Precedence.And;
PRECEDENCE[Kind.Relation] = Precedence.Compare;
PRECEDENCE[Kind.Plus] = Precedence.Sum;
PRECEDENCE[Kind.Minus] = Precedence.Sum;
PRECEDENCE[Kind.Times] = Precedence.Product;
PRECEDENCE[Kind.Slash] = Precedence.Product;

const OPERATORS: ReadonlyMap<Kind, BinaryOperator> = new Map<Kind, BinaryOperator>([
  [Kind.Or, 'or'],
  [Kind.And, 'and'],
  [Kind.Plus, '+'],
  [Kind.Minus, '-'],
  [Kind.Slash, '/'],
]);

const PRODUCTS: ReadonlyMap<string, BinaryOperator> = new Map<string, BinaryOperator>([
  ['*', '*'],
  ['×', '*'],
  ['.*', '.*'],
  ['∘', '.*'],
  ['./', './'],
  ['@', '@'],
]);

/** Relations as comparisons inside an expression, where `=` compares. */
export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['=', '=='],
  ['==', '=='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['!=', '!='],
]);

/** Reads an expression of operators that bind at least as tightly as `minimum`. */
export function parseExpression(p: Parser, minimum: number): Expr {
  if (p.nesting >= p.depth.most) return failTooDeep(p);
  p.nesting += 1;
  const start = startOffset(p);
  const expr = parseOperators(p, parsePrefix(p), start, minimum);
  p.nesting -= 1;
  return expr;
}

/** Reads one side of a relation: everything but comparisons, which belong to the statement. */
export const parseSide = (p: Parser): Expr => parseExpression(p, Precedence.Sum);

function parsePrefix(p: Parser): Expr {
  while (p.pos + 2 < p.end && skipEmptyGroup(p));
  const start = startOffset(p);
  switch (kindAt(p, p.pos)) {
    case Kind.Minus:
    case Kind.Plus: {
      const operator = kindAt(p, p.pos) === Kind.Minus ? '-' : '+';
      p.pos += 1;
      const operand = parseExpression(p, Precedence.Unary);
      return { kind: 'unary', operator, operand, span: spanFrom(p, start) };
    }
    case Kind.Not: {
      p.pos += 1;
      const operand = parseExpression(p, Precedence.Compare);
      return { kind: 'unary', operator: 'not', operand, span: spanFrom(p, start) };
    }
    default:
      return parsePower(p);
  }
}

function parseOperators(p: Parser, left: Expr, start: number, minimum: number): Expr {
  let expr = left;
  let afterQuotient = false;
  for (let steps = 0; ; steps++) {
    const kind = kindAt(p, p.pos);
    const precedence = PRECEDENCE[kind]!;
    if (precedence === 0) {
      if (skipEmptyGroup(p)) continue;
      if (minimum > Precedence.Product || !startsFactor(p)) return expr;
    } else if (precedence < minimum) return expr;
    if (kind === Kind.Relation && !COMPARISONS.has(textAt(p, p.pos))) return expr;
    if (steps >= MAX_CHAIN) {
      return failAt(
        p,
        `A chain of more than ${MAX_CHAIN} operators is too long. Give a part a name of its own.`,
        p.pos,
      );
    }
    if (precedence === 0) {
      expr = parseJuxtaposed(p, expr, start, afterQuotient);
      afterQuotient = false;
      continue;
    }
    if (kind === Kind.Relation) {
      expr = parseComparison(p, expr, start);
      continue;
    }
    if (kind === Kind.Plus && kindAt(p, p.pos + 1) === Kind.Ellipsis) {
      expr = parseEllipsis(p, expr);
      continue;
    }
    const sign = p.tokens[p.pos]!;
    p.pos += 1;
    const operator = OPERATORS.get(kind) ?? PRODUCTS.get(sign.text) ?? '*';
    const right = parseExpression(p, precedence + 1);
    expr = binary(p, operator, expr, right, start, sign.start, sign.end);
    afterQuotient = kind === Kind.Slash;
  }
}

/** `x_1 + \dots + x_n` behind its first terms; the error says where the pattern is not plain. */
function parseEllipsis(p: Parser, before: Expr): Expr {
  p.pos += 1;
  if (kindAt(p, p.pos + 1) !== Kind.Plus) return failOperand(p);
  const { pos } = p;
  p.pos += 2;
  const last = parseExpression(p, Precedence.Sum + 1);
  if (p.error !== undefined) return last;
  const sum = sumOfTerms(before, last);
  if (sum !== undefined) return sum;
  p.pos = pos;
  return failOperand(p);
}

/** `x{}` */
function skipEmptyGroup(p: Parser): boolean {
  if (kindAt(p, p.pos) !== Kind.GroupOpen || kindAt(p, p.pos + 1) !== Kind.GroupClose) return false;
  p.pos += 2;
  return true;
}

/** Whether a factor without a sign before it starts here. */
export function startsFactor(p: Parser): boolean {
  const kind = kindAt(p, p.pos);
  if (STARTS_OPERAND[kind] === 0) return false;
  if (kind === Kind.Bar) return !p.barSeparates && (p.bar === '||' ? '|' : p.bar) !== textAt(p, p.pos);
  if (kind === Kind.Text) return isNameText(p, p.pos, true);
  return true;
}

const LONGEST_QUOTE = 40;

function parseJuxtaposed(p: Parser, left: Expr, start: number, afterQuotient: boolean): Expr {
  if (kindAt(p, p.pos) === Kind.Digit && !p.tokens[p.pos]!.style && !endsFactor(p, left))
    return failUnexpected(p);
  if (left.kind === 'number' && isMixedNumber(p)) {
    return failAt(p, 'A mixed number is written with a sign: 2 + \\frac{1}{2}.', p.pos);
  }
  const leftEnd = lastOffset(p);
  const rightStart = startOffset(p);
  const slashed = afterQuotient;
  const right = parsePower(p);
  const expr = binary(p, 'juxtapose', left, right, start, Math.min(leftEnd, rightStart), rightStart);
  if (slashed && p.error === undefined) {
    const { end } = expr.span;
    note(
      p,
      `Read from the left: the quotient first, then times ${end - rightStart <= LONGEST_QUOTE ? 'the factor behind it' : 'what follows'}. Use \\frac if the denominator is longer.`,
      start,
      end,
    );
  }
  return expr;
}

/** Whether a number may stand behind `left` as a factor: behind a bracket, and behind a power in braces. */
function endsFactor(p: Parser, left: Expr): boolean {
  const { kind } = p.tokens[p.pos - 1]!;
  const last = left.kind === 'binary' && left.operator === 'juxtapose' ? left.right : left;
  const isPower = last.kind === 'binary' && last.operator === '^';
  return kind === Kind.Close || (kind === Kind.GroupClose && isPower);
}

/** `2 \frac{1}{2}` */
function isMixedNumber(p: Parser): boolean {
  if (kindAt(p, p.pos) !== Kind.Frac) return false;
  let at = p.pos + 1;
  for (let k = 0; k < 2; k++) {
    const braced = kindAt(p, at) === Kind.GroupOpen;
    if (braced) at += 1;
    if (kindAt(p, at) !== Kind.Digit) return false;
    at += 1;
    if (!braced) continue;
    if (kindAt(p, at) !== Kind.GroupClose) return false;
    at += 1;
  }
  return true;
}

function parseComparison(p: Parser, first: Expr, start: number): Expr {
  const operators: Comparison[] = [];
  const operands: Expr[] = [first];
  while (kindAt(p, p.pos) === Kind.Relation) {
    const comparison = COMPARISONS.get(textAt(p, p.pos));
    if (comparison === undefined) break;
    operators.push(comparison);
    p.pos += 1;
    operands.push(parseExpression(p, Precedence.Sum));
  }
  return { kind: 'compare', operators, operands, span: spanFrom(p, start) };
}

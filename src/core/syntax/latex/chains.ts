import type { Expr, Name } from '../ast';
import { asFunction } from '../definitions';
import type { Relation, RelationStatement, Statement, UnreadStatement } from '../statements';
import { fail, lastOffset, missingAt, startOffset } from '../token-parser';
import { isDerivative } from '../walk';
import { parseSide } from './expressions';
import { asName } from './named-operators';
import { failUnexpected, kindAt, matchAt, type Parser, refuse } from './parser';
import { isEquationNumber } from './pieces';
import { Kind } from './tokens';

export const VALUES =
  'This may give several values to one name, or one to several. Write a formula for each.';

const RELATIONS: ReadonlyMap<string, Relation> = new Map<string, Relation>([
  ['=', '='],
  [':=', '='],
  ['==', '=='],
  ['≈', '≈'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
  ['!=', '!='],
]);

/** `a = b = c`, `f(x) := …`, `dL/dw = ?`, and `= c` that goes on with the formula before. */
export function readChain(p: Parser, also: readonly Name[]): Exclude<Statement, UnreadStatement> | undefined {
  const start = startOffset(p);
  const first = kindAt(p, p.pos);
  const continues = first === Kind.Relation;
  if (refuseNumber(p)) return undefined;
  const sides: Expr[] = [continues ? missingAt(start) : parseSide(p)];
  const relations: Relation[] = [];
  const relationSpans: { start: number; end: number }[] = [];
  let definition = false;
  while (p.error === undefined && kindAt(p, p.pos) === Kind.Relation) {
    const sign = p.tokens[p.pos]!;
    const relation = RELATIONS.get(sign.text);
    p.pos += 1;
    if (relation === undefined) return readDefinite(p, sides, [...also], start, sign);
    if (p.pos >= p.end) {
      const asks = isDerivative(sides[0]!) ? ", or '?' to ask for the derivative" : '';
      fail(p, `The right side of '${sign.text}' is missing. Write it${asks}.`, sign.start, sign.end);
      return undefined;
    }
    if (
      kindAt(p, p.pos) === Kind.Question &&
      p.pos + 1 === p.end &&
      sides.length === 1 &&
      also.length === 0
    ) {
      p.pos += 1;
      return { kind: 'query', target: sides[0]!, span: { start, end: lastOffset(p) } };
    }
    if (sign.text === ':=') {
      if (relations.length > 0) {
        fail(p, 'A definition stands at the start of a chain. Write it apart.', sign.start, sign.end);
        return undefined;
      }
      definition = true;
    }
    relations.push(relation);
    relationSpans.push({ start: sign.start, end: sign.end });
    if (refuseNumber(p)) return undefined;
    sides.push(parseSide(p));
  }
  if (p.error !== undefined) return undefined;
  if (p.pos < p.end) {
    failUnexpected(p);
    return undefined;
  }
  const span = { start, end: lastOffset(p) };
  const isList = also.length > 0;
  if (isList && (relations.includes('=') || relations.includes('==')) && sides[1]?.kind !== 'number') {
    fail(p, VALUES, span.start, span.end);
    return undefined;
  }
  const relation: RelationStatement = {
    kind: 'relation',
    sides: isDotted(sides[0]!) && definition ? sides.with(0, asName(sides[0]!)) : sides,
    relations,
    relationSpans,
    also,
    place: 0,
    ...(definition && { definition: true as const }),
    ...(continues && { continues: true as const }),
    span,
  };
  return (isOwnName(first, sides[0]!) && asFunction(relation, nameOfParameter)) || relation;
}

/** `(1) = …` goes on with the formula of that number, and in `y = 2x\;(1)` it is no factor. */
function refuseNumber(p: Parser): boolean {
  const close = kindAt(p, p.pos) === Kind.Open ? matchAt(p, p.pos) : -1;
  const isSide = close > 0 && isEquationNumber(p, p.pos, close + 1) && endsSide(p, close + 1);
  const open = isSide ? p.pos : trailingNumber(p);
  if (open < 0) return false;
  refuse(
    p,
    isSide
      ? 'The number of a formula stands for one of its sides here. Write the side.'
      : 'This number in brackets may be the number of the formula, or a factor. Write \\tag for the one, \\cdot for the other.',
    p.tokens[open]!.start,
    p.tokens[isSide ? close : p.end - 1]!.end,
  );
  return true;
}

const endsSide = (p: Parser, index: number): boolean => index >= p.end || kindAt(p, index) === Kind.Relation;

/** Where a number in brackets stands apart at the end of the statement, or -1; behind a letter it may be an argument. */
function trailingNumber(p: Parser): number {
  const open = kindAt(p, p.end - 1) === Kind.Close ? p.match[p.end - 1]! : -1;
  if (open <= p.pos || !isEquationNumber(p, open, p.end)) return -1;
  const { gap = false, spaced } = p.tokens[open]!;
  const before = kindAt(p, open - 1);
  const isBehindBracket = before === Kind.GroupClose || before === Kind.Close || before === Kind.Digit;
  return !OPENS_OPERAND.has(before) && (gap || (spaced && isBehindBracket)) ? open : -1;
}

const OPENS_OPERAND: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Plus,
  Kind.Minus,
  Kind.Times,
  Kind.Slash,
  Kind.Relation,
  Kind.Function,
  Kind.Sub,
  Kind.Sup,
]);

/** Whether a call is of a letter or a word rather than of a sign such as `\log` or `!`, or a Kronecker delta. */
const isOwnName = (first: Kind, head: Expr): boolean =>
  (first === Kind.Letter || first === Kind.Accent || first === Kind.Text) &&
  head.kind === 'call' &&
  head.callee.span.start === head.span.start &&
  head.callee.name !== 'kronecker';

const isDotted = (expr: Expr): boolean => expr.kind === 'derivative' && expr.dotted !== undefined;

/** `q` and `\dot{q}` are parameters. */
function nameOfParameter(expr: Expr): Name | undefined {
  const name = asName(expr);
  return name.kind === 'name' ? name : undefined;
}

/** `A \succ 0` */
function readDefinite(
  p: Parser,
  sides: readonly Expr[],
  names: Name[],
  start: number,
  sign: { readonly start: number; readonly end: number },
): (Statement & { kind: 'property' }) | undefined {
  const right = parseSide(p);
  const [left] = sides;
  const isZero = right.kind === 'number' && right.value === 0;
  if (p.error === undefined && sides.length === 1 && left?.kind === 'name' && isZero) {
    const span = { start, end: lastOffset(p) };
    return { kind: 'property', names: [...names, left], property: 'positive definite', span };
  }
  refuse(p, 'Orders of matrices other than A ≻ 0 are not checked yet.', sign.start, sign.end);
  return undefined;
}

import type { Expr, Name } from '../ast';
import { asFunction } from '../definitions';
import type { FunctionStatement, Query, Relation, RelationStatement } from '../statements';
import { fail, failAt, lastOffset, note, startOffset } from '../token-parser';
import { bareNamesIn, isDerivative } from '../walk';
import { Precedence, parseExpression, parseSide } from './expressions';
import { failUnexpected, kindAt, nameAt, type Parser, tokenText } from './parser';
import { isRelation, Kind } from './tokens';

const RELATIONS: ReadonlyMap<Kind, Relation> = new Map([
  [Kind.Assign, '='],
  [Kind.Equal, '=='],
  [Kind.Approximately, '≈'],
  [Kind.Less, '<'],
  [Kind.LessEqual, '<='],
  [Kind.Greater, '>'],
  [Kind.GreaterEqual, '>='],
  [Kind.NotEqual, '!='],
]);

/** How much of the statement the side after `=` may hold: with `full`, comparisons and logic too. */
export interface ChainOptions {
  readonly full: boolean;
  /** Whether `f(x) = …` may define a function; not at a point. */
  readonly functions: boolean;
}

/** Reads `a = b < c`, `A, K > 0`, `f(x) = …` or `dL/dW = ?` from the parser's tokens. */
export function readChain(
  p: Parser,
  options: ChainOptions,
): RelationStatement | FunctionStatement | Query | undefined {
  const start = startOffset(p);
  const also = [...readNamesBefore(p)];
  let place = 0;
  const sides: Expr[] = [parseSide(p)];
  const relations: Relation[] = [];
  const relationSpans: { start: number; end: number }[] = [];
  while (p.pos < p.end && isRelation(kindAt(p, p.pos))) {
    const at = p.pos;
    const kind = kindAt(p, at);
    p.pos += 1;
    if (p.pos === p.end) return failRightSide(p, sides, at);
    if (kindAt(p, p.pos) === Kind.Question && p.pos + 1 === p.end)
      return readQuery(p, sides, also, at, start);
    relations.push(RELATIONS.get(kind)!);
    relationSpans.push({ start: p.starts[at]!, end: p.ends[at]! });
    sides.push(options.full && kind === Kind.Assign ? parseFullSide(p) : parseSide(p));
    if (sides.at(-1)!.kind !== 'name' || kindAt(p, p.pos) !== Kind.Comma) continue;
    if (also.length > 0) return failLists(p);
    also.push(...readNamesAfter(p));
    place = sides.length - 1;
  }
  if (p.error) return undefined;
  if (p.pos < p.end) {
    failAfterSide(p);
    return undefined;
  }
  if (relations.length === 0) {
    failAlone(p, sides[0]!, start);
    return undefined;
  }
  const span = { start, end: lastOffset(p) };
  noteMixedChain(p, relations, span.start, span.end);
  const relation: RelationStatement = {
    kind: 'relation',
    sides,
    relations,
    relationSpans,
    also,
    place,
    span,
    ...(isUnclear(sides, also, place) && { unclear: true }),
  };
  if (isUnpacking(relation)) return failUnpacking(p, relation);
  return (options.functions && asFunction(relation)) || relation;
}

/** Passes `A, K,` of `A, K, L > 0`. */
function readNamesBefore(p: Parser): readonly Name[] {
  const names: Name[] = [];
  while (kindAt(p, p.pos) === Kind.Name && kindAt(p, p.pos + 1) === Kind.Comma) {
    names.push(nameAt(p, p.pos));
    p.pos += 2;
  }
  return names;
}

/** Passes `, y, z` of `0 < x, y, z < 1`. */
function readNamesAfter(p: Parser): readonly Name[] {
  const names: Name[] = [];
  while (kindAt(p, p.pos) === Kind.Comma && kindAt(p, p.pos + 1) === Kind.Name) {
    names.push(nameAt(p, p.pos + 1));
    p.pos += 2;
  }
  return names;
}

function failLists(p: Parser): undefined {
  failAt(p, 'Two lists stand in one relation. Write a relation for each name on a line of its own.', p.pos);
}

/** Between two numbers `0 < x, y < 1` can only be a list; with names at the ends, two relations may be meant. */
function isUnclear(sides: readonly Expr[], also: readonly Name[], place: number): boolean {
  if (also.length === 0 || place === 0 || place === sides.length - 1) return false;
  return sides.some((side, i) => i !== place && bareNamesIn(side).some(({ name }) => !ENDS.has(name)));
}

/** Names that are numbers by custom. */
const ENDS: ReadonlySet<string> = new Set(['pi', 'inf', 'e']);

/** `a, b = v` may give both names one value, or each an entry of it; `a, b = 3` cannot. */
function isUnpacking({ also, relations, sides }: RelationStatement): boolean {
  if (also.length === 0 || !relations.includes('=')) return false;
  return (
    relations.length > 1 || (sides[1]!.kind === 'unary' ? sides[1].operand : sides[1]!).kind !== 'number'
  );
}

function failUnpacking(p: Parser, { span }: RelationStatement): undefined {
  fail(
    p,
    'This may give each name the whole right side or an entry of it. Write a line for each name.',
    span.start,
    span.end,
  );
}

function failRightSide(p: Parser, sides: readonly Expr[], at: number): undefined {
  const [left] = sides;
  const asks = left && isDerivative(left) && sides.length === 1 ? ", or '?' to ask for the derivative" : '';
  failAt(p, `The right side of '${tokenText(p, at)}' is missing. Write it${asks}.`, at);
}

function failAfterSide(p: Parser): void {
  const kind = kindAt(p, p.pos);
  if (kind === Kind.And || kind === Kind.Or) {
    failAt(
      p,
      'This condition is not read here. Write each relation on its own line, or put brackets around a value.',
      p.pos,
    );
  } else failUnexpected(p);
}

/** `y = a > 0 and b > 0` takes the rest as its value, but in `y = 3 and x > 0` two statements may be meant. */
function parseFullSide(p: Parser): Expr {
  const start = startOffset(p);
  const expr = parseExpression(p, Precedence.Lowest);
  const isLogic = expr.kind === 'binary' && (expr.operator === 'and' || expr.operator === 'or');
  if (isLogic && expr.right.kind === 'compare' && !isCondition(expr.left)) {
    return fail(
      p,
      'This may be one value or two statements. Use brackets, or a line for each.',
      start,
      lastOffset(p),
    );
  }
  return expr;
}

const isCondition = (expr: Expr): boolean =>
  expr.kind === 'compare' ||
  (expr.kind === 'unary' && expr.operator === 'not') ||
  (expr.kind === 'binary' && (expr.operator === 'and' || expr.operator === 'or'));

function readQuery(
  p: Parser,
  sides: readonly Expr[],
  also: readonly Name[],
  at: number,
  start: number,
): Query | undefined {
  p.pos = p.end;
  const [target] = sides;
  if (p.error || !target) return undefined;
  if (sides.length > 1 || also.length > 0 || kindAt(p, at) !== Kind.Assign) {
    fail(
      p,
      "'?' asks for one derivative and stands alone after '=': dL/dW = ?",
      p.starts[at]!,
      p.ends[at + 1]!,
    );
    return undefined;
  }
  return { kind: 'query', target, span: { start, end: lastOffset(p) } };
}

function failAlone(p: Parser, expr: Expr, start: number): void {
  const advice = isDerivative(expr)
    ? "Write '= …' after it to claim its value, or '= ?' to ask for it."
    : "Give it a name ('y = …'), or compare it ('… == …').";
  fail(p, `This expression stands alone and states nothing. ${advice}`, start, lastOffset(p));
}

/** In `mask = z > 0` each step is read as a claim, which may not be meant. */
function noteMixedChain(p: Parser, relations: readonly Relation[], start: number, end: number): void {
  if (relations.length < 2 || relations[0] !== '=' || relations[1] === '=' || relations[1] === '≈') return;
  note(
    p,
    'Read as a chain in which each step holds. Put brackets around a comparison that is a value.',
    start,
    end,
  );
}

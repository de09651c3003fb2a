import {
  type Expr,
  MAX_DEPTH,
  type Name,
  type ReadError,
  type Relation,
  type RelationStatement,
  type Statement,
  type UnreadStatement,
} from '../ast';
import { asFunction } from '../definitions';
import { firstBelow } from '../infix/depth';
import { bareNamesIn, forEachOperand, isDerivative } from '../walk';
import { Precedence, parseExpression, parseSide } from './expressions';
import { asName } from './named-operators';
import { parsePower } from './operands';
import {
  attempt,
  enterStatement,
  fail,
  failAt,
  failUnexpected,
  kindAt,
  lastOffset,
  missingAt,
  type Parser,
  refuse,
  startOffset,
  textAt,
} from './parser';
import { isBareName, isNumber, type Part, states } from './pieces';
import { readSet } from './sets';
import { Kind } from './tokens';

/** Where read statements and errors go. */
export interface Reading {
  readonly p: Parser;
  readonly errors: ReadError[];
}

const VALUES = 'This may give several values to one name, or one to several. Write a formula for each.';

/** The statements of the parts of one section. Names without a relation share the one that follows. */
export function readParts(reading: Reading, parts: readonly Part[]): readonly Statement[] {
  const { p } = reading;
  const out: Statement[] = [];
  for (let i = 0; i < parts.length; i++) {
    const first = i;
    while (i < parts.length && !states(parts[i]!) && isBareName(p, parts[i]!)) i += 1;
    const main = parts[i];
    if (main === undefined || !states(main)) {
      for (let k = first; k <= Math.min(i, parts.length - 1); k++) out.push(readPart(reading, parts[k]!, []));
      continue;
    }
    const names = parts.slice(first, i);
    const last = lastOfList(p, parts, i);
    if (last > i) {
      out.push(readListed(reading, names, parts.slice(i, last + 1)));
      i = last;
    } else out.push(readPart(reading, main, names));
  }
  return out;
}

/** The last of the parts that belong to the list that the part `index` opens: `i = 1, \dots, n`; `0 < x, y < 1`. */
function lastOfList(p: Parser, parts: readonly Part[], index: number): number {
  const main = parts[index]!;
  if (main.relation < 0 || main.member >= 0) return index;
  let last = index;
  while (last + 1 < parts.length && !states(parts[last + 1]!)) {
    const endsRange = last > index && parts[last]!.ellipsis === parts[last]!.from;
    if (!endsRange && !isListed(p, parts[last + 1]!)) break;
    last += 1;
  }
  const isValues = last > index && main.equalities;
  if (isValues) return last;
  // `0 < x, y < 1`
  const next = parts[last + 1];
  const opens = !main.equalities && isBareName(p, { ...main, from: main.relation + 1 });
  const names = parts.slice(index + 1, last + 1).every((part) => isBareName(p, part));
  if (opens && names && next !== undefined && next.relation > 0 && !next.equalities) {
    const closes = isBareName(p, { ...next, to: next.relation });
    if (closes && directionOf(p, main) === directionOf(p, next)) return last + 1;
  }
  return opens && names ? last : index;
}

const isListed = (p: Parser, part: Part): boolean =>
  part.ellipsis === part.from || isNumber(p, part) || isBareName(p, part);

const directionOf = (p: Parser, { relation }: Part): string => textAt(p, relation)[0] ?? '';

/** `i = 1, \dots, n` as a range, `0 < x, y < 1` as one relation of both. */
function readListed(reading: Reading, names: readonly Part[], parts: readonly Part[]): Statement {
  const { p } = reading;
  const [main, ...rest] = parts;
  const [from, to] = [(names[0] ?? main!).from, parts.at(-1)!.to];
  enterStatement(p, from, to);
  const noteCount = p.notes.length;
  const statement = main!.equalities ? readRange(p, names, main!, rest) : readShared(p, main!, rest);
  if (statement !== undefined && p.error === undefined) return statement;
  p.notes.length = noteCount;
  return failed(reading, from, to);
}

/** `i, j = 1, \dots, n`, `k = 1, 2, 3` */
function readRange(
  p: Parser,
  before: readonly Part[],
  main: Part,
  rest: readonly Part[],
): Statement | undefined {
  const names: Name[] = [];
  for (const part of [...before, { ...main, to: main.relation }]) {
    const name = expressionIn(p, part);
    if (name.kind === 'name') names.push(name);
    else if (p.error === undefined) fail(p, VALUES, name.span.start, name.span.end);
  }
  const values = [{ ...main, from: main.relation + 1 }, ...rest].filter(
    (part) => part.ellipsis !== part.from,
  );
  const members = values.map((part) => expressionIn(p, part));
  if (p.error !== undefined) return undefined;
  const span = { start: p.tokens[(before[0] ?? main).from]!.start, end: members.at(-1)!.span.end };
  const isRange = rest.some((part) => part.ellipsis === part.from);
  if (isRange && rest.at(-1)!.ellipsis === rest.at(-1)!.from) {
    refuse(
      p,
      'An ellipsis (…) at the end leaves the range open. Write its last value.',
      span.start,
      span.end,
    );
    return undefined;
  }
  if (isRange) {
    return {
      kind: 'membership',
      names,
      set: { kind: 'range', from: members[0]!, to: members.at(-1)! },
      span,
    };
  }
  const isIndex =
    names.every(({ name }) => /^[i-n]$/.test(name)) && members.every(({ kind }) => kind === 'number');
  if (isIndex) return { kind: 'membership', names, set: { kind: 'finite', members }, span };
  fail(p, VALUES, span.start, span.end);
  return undefined;
}

/** `0 < x, y < 1` */
function readShared(p: Parser, main: Part, rest: readonly Part[]): Statement | undefined {
  const start = p.tokens[main.from]!.start;
  p.pos = main.from;
  const first = within(p, main.to, () => readChain(p, []));
  if (p.error !== undefined || first?.kind !== 'relation') return undefined;
  const also: Name[] = [];
  for (const part of rest.slice(0, -1)) {
    const name = expressionIn(p, part);
    if (name.kind === 'name') also.push(name);
  }
  const closing = rest.at(-1)!;
  const place = first.sides.length - 1;
  if (closing.relation < 0) {
    const name = expressionIn(p, closing);
    if (name.kind === 'name') also.push(name);
    return p.error ? undefined : { ...first, also, place, span: { start, end: lastOffset(p) } };
  }
  p.pos = closing.from;
  const second = within(p, closing.to, () => readChain(p, []));
  if (p.error !== undefined || second?.kind !== 'relation') return undefined;
  const head = second.sides[0]!;
  if (head.kind === 'name') also.push(head);
  const sides = [...first.sides, ...second.sides.slice(1)];
  const ends = sides.filter((_, i) => i !== place);
  const unclear = ends.some((side) => bareNamesIn(side).some(({ name }) => !/^(?:pi|inf|e)$/.test(name)));
  return {
    ...first,
    sides,
    relations: [...first.relations, ...second.relations],
    relationSpans: [...first.relationSpans, ...second.relationSpans],
    also,
    place,
    ...(unclear && { unclear: true as const }),
    span: { start, end: lastOffset(p) },
  };
}

function within<T>(p: Parser, to: number, read: () => T): T {
  const { end } = p;
  p.end = to;
  const result = read();
  if (p.error === undefined && p.pos < to) failUnexpected(p);
  p.end = end;
  return result;
}

/** The one expression that a part consists of. */
function expressionIn(p: Parser, { from, to }: Pick<Part, 'from' | 'to'>): Expr {
  if (p.error !== undefined) return missingAt(0);
  p.pos = from;
  return within(p, to, () => parseSide(p));
}

/** One statement; `names` share its relation. */
function readPart(reading: Reading, part: Part, names: readonly Part[]): Statement {
  const { p } = reading;
  let { from, to } = part;
  const start = names[0]?.from ?? from;
  const isWrapped =
    p.tokens[from]!.kind === Kind.Open && p.match[from] === to - 1 && p.tokens[from]!.text === '(';
  if (isWrapped && names.length === 0 && !states(part) && relationInside(p, from + 1, to - 1)) {
    from += 1;
    to -= 1;
  }
  enterStatement(p, start, to);
  const noteCount = p.notes.length;
  const statement = readKind(p, { ...part, from, to }, names);
  if (p.error === undefined && p.pos < to) failUnexpected(p);
  if (statement !== undefined && p.error === undefined) refuseDepth(p, statement);
  if (statement !== undefined && p.error === undefined) return statement;
  p.notes.length = noteCount;
  return failed(reading, start, to);
}

function relationInside(p: Parser, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const { kind } = p.tokens[i]!;
    if (kind === Kind.Comma) return false;
    if (kind === Kind.Relation) return true;
    if (p.match[i]! > i) i = p.match[i]!;
  }
  return false;
}

function readKind(p: Parser, part: Part, names: readonly Part[]): Statement | undefined {
  const { from, to } = part;
  const offset = p.tokens[names[0]?.from ?? from]!.start;
  const also: Name[] = [];
  for (const name of names) {
    const expr = expressionIn(p, name);
    if (p.error !== undefined) return undefined;
    if (expr.kind === 'name') also.push(expr);
    else {
      fail(p, 'Only names share a relation. Write a formula for each.', expr.span.start, expr.span.end);
      return undefined;
    }
  }
  p.pos = from;
  if (part.colon >= 0 && (part.relation < 0 || part.colon < part.relation))
    return readDeclaration(p, part, also, offset);
  if (part.member >= 0) return readMembership(p, part, also, offset);
  if (part.arrow >= 0 && part.relation < 0) {
    p.pos = part.arrow;
    refuse(p, 'Limits and maps (→) are not checked.', p.tokens[part.arrow]!.start, p.tokens[part.arrow]!.end);
    return undefined;
  }
  if (part.relation >= 0 || relationInside(p, from, to)) {
    const chain = readChain(p, also);
    return chain && { ...chain, span: { start: Math.min(offset, chain.span.start), end: chain.span.end } };
  }
  const expr = parseExpression(p, Precedence.Lowest);
  return { kind: 'mention', expr, span: { start: offset, end: Math.max(lastOffset(p), offset) } };
}

function namesBefore(
  p: Parser,
  from: number,
  to: number,
  also: readonly Name[],
): readonly Name[] | undefined {
  const last = expressionIn(p, { from, to });
  if (p.error !== undefined) return undefined;
  const name = asName(last);
  if (name.kind === 'name') return [...also, name];
  refuse(
    p,
    'Only names are declared here: x \\in \\mathbb{R}^n. Write a formula for each.',
    last.span.start,
    last.span.end,
  );
  return undefined;
}

/** `x \in \mathbb{R}^n`, `x, y \in \{0, 1\}` */
function readMembership(p: Parser, part: Part, also: readonly Name[], start: number): Statement | undefined {
  if (part.relation >= 0 && part.relation < part.member) {
    p.pos = part.member;
    failUnexpected(p);
    return undefined;
  }
  const names = namesBefore(p, part.from, part.member, also);
  if (names === undefined) return undefined;
  p.pos = part.member + 1;
  const set = readSet(p);
  return set && { kind: 'membership', names, set, span: { start, end: lastOffset(p) } };
}

/** `W : \mathbb{R}^{3 \times 2}`; `f : A \to B` declares a function, which is not used. */
function readDeclaration(p: Parser, part: Part, also: readonly Name[], start: number): Statement | undefined {
  const { colon } = part;
  if (part.arrow >= 0) {
    const end = p.tokens[part.to - 1]!.end;
    refuse(p, 'The domain and range of a function are not used yet.', start, end);
    return undefined;
  }
  if (kindAt(p, colon + 1) !== Kind.Letter || textAt(p, colon + 1) !== 'R') {
    failAt(p, "':' is not expected here. Write a shape as W \\in \\mathbb{R}^{3 \\times 2}.", colon);
    return undefined;
  }
  const names = namesBefore(p, part.from, colon, also);
  if (names === undefined) return undefined;
  p.pos = colon + 1;
  const set = readSet(p);
  const span = { start, end: lastOffset(p) };
  if (set?.kind === 'shape') return { kind: 'declaration', names, sizes: set.sizes, span };
  return set && { kind: 'membership', names, set, span };
}

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
function readChain(p: Parser, also: readonly Name[]): Exclude<Statement, UnreadStatement> | undefined {
  const start = startOffset(p);
  const first = kindAt(p, p.pos);
  const continues = first === Kind.Relation;
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

/** Whether a call is of a letter or a word rather than of a sign such as `\log` or a Kronecker delta. */
const isOwnName = (first: Kind, head: Expr): boolean =>
  (first === Kind.Letter || first === Kind.Accent || first === Kind.Text) &&
  head.kind === 'call' &&
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

export const spanOf = (p: Parser, from: number, to: number): { start: number; end: number } => {
  const start = p.tokens[from]?.start ?? 0;
  return { start, end: Math.max(start, p.tokens[to - 1]?.end ?? start) };
};

/** Hands the parser's error over and leaves a statement in its place. */
export function failed(reading: Reading, from: number, to: number): UnreadStatement {
  const { p } = reading;
  const error = p.error ?? { message: 'This is not read.', span: spanOf(p, from, to) };
  const { unsupported } = p;
  if (!unsupported) reading.errors.push(error);
  return unread(p, from, to, error.message, unsupported ? 'unsupported' : 'error');
}

export function unread(
  p: Parser,
  from: number,
  to: number,
  reason: string,
  cause: NonNullable<UnreadStatement['cause']>,
): UnreadStatement {
  const defines = definedNames(p, from, to);
  return { kind: 'unread', reason, cause, span: spanOf(p, from, to), ...(defines.length > 0 && { defines }) };
}

/** The name, or the function, that stands alone before the first relation: what the statement seems to define. */
function definedNames(p: Parser, from: number, to: number): readonly Name[] {
  let end = from;
  for (; end < to; end++) {
    const { kind } = p.tokens[end]!;
    if (kind === Kind.Relation || kind === Kind.In || kind === Kind.Colon) break;
    if (p.match[end]! > end) end = p.match[end]!;
  }
  if (end >= to || end === from) return [];
  enterStatement(p, from, end);
  const noteCount = p.notes.length;
  const head = attempt(p, (q) => {
    const expr = parsePower(q);
    if (q.error === undefined && q.pos < q.end) failUnexpected(q);
    return expr;
  });
  p.notes.length = noteCount;
  if (head === undefined) return [];
  const name = asName(head);
  if (name.kind === 'name') return [name];
  return head.kind === 'call' ? [head.callee] : [];
}

/** A tree has few levels a token, so shorter statements cannot reach the limit. */
const SHALLOW = 300;

function refuseDepth(p: Parser, statement: Statement): void {
  if (statement.span.end - statement.span.start < SHALLOW) return;
  for (const expr of expressionsOf(statement)) {
    const deep = firstBelow(expr, MAX_DEPTH);
    if (deep === undefined) continue;
    const message = `This lies deeper than ${MAX_DEPTH} operations. Give a part a name of its own.`;
    fail(p, message, deep.span.start, deep.span.end);
  }
}

function expressionsOf(statement: Statement): readonly Expr[] {
  switch (statement.kind) {
    case 'relation':
      return statement.sides;
    case 'function':
      return statement.relation.sides;
    case 'query':
      return [statement.target];
    case 'mention':
      return [statement.expr];
    default:
      return [];
  }
}

/** Whether an expression holds nothing but names, as what "for all" speaks of. */
export function isNames(expr: Expr): boolean {
  if (expr.kind === 'name') return true;
  let all = expr.kind === 'array';
  forEachOperand(expr, (operand) => {
    all &&= isNames(operand);
  });
  return all;
}

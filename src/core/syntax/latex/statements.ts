import { type Expr, MAX_DEPTH, type Name } from '../ast';
import { firstBelow } from '../infix/depth';
import type { ReadError } from '../read-result';
import type { Statement, UnreadStatement } from '../statements';
import { fail, failAt, lastOffset, spanOf, unreadStatement } from '../token-parser';
import { forEachOperand } from '../walk';
import { readChain } from './chains';
import { settleEntries } from './entries';
import { Precedence, parseExpression } from './expressions';
import { expressionIn, lastOfList, readRange, readShared } from './listed';
import { asName } from './named-operators';
import { parsePower } from './operands';
import {
  attempt,
  enterStatement,
  failUnexpected,
  kindAt,
  meetsRelation,
  type Parser,
  refuse,
  refuseAt,
  textAt,
} from './parser';
import { isBareName, type Part, states } from './pieces';
import { readSet } from './sets';
import { Kind } from './tokens';

/** Where read statements and errors go. */
export interface Reading {
  readonly p: Parser;
  readonly errors: ReadError[];
}

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

/** One statement; `names` share its relation. */
function readPart(reading: Reading, part: Part, names: readonly Part[]): Statement {
  const { p } = reading;
  let { from, to } = part;
  const start = names[0]?.from ?? from;
  const isWrapped =
    p.tokens[from]!.kind === Kind.Open && p.match[from] === to - 1 && p.tokens[from]!.text === '(';
  if (isWrapped && names.length === 0 && !states(part) && meetsRelation(p, from + 1, to - 1, COMMA)) {
    from += 1;
    to -= 1;
  }
  enterStatement(p, start, to);
  if (to === from + 1 && SIGNS.has(p.tokens[from]!.kind)) {
    refuseAt(p, 'A sign alone states nothing.', from);
    return failed(reading, start, to);
  }
  const noteCount = p.notes.length;
  const read = readKind(p, { ...part, from, to }, names);
  if (p.error === undefined && p.pos < to) failUnexpected(p);
  const statement = read && p.error === undefined ? settleEntries(p, read) : read;
  if (statement !== undefined && p.error === undefined) refuseDepth(p, statement);
  if (statement !== undefined && p.error === undefined) return statement;
  p.notes.length = noteCount;
  return failed(reading, start, to);
}

const SIGNS: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Plus,
  Kind.Minus,
  Kind.Times,
  Kind.Slash,
  Kind.Relation,
  Kind.In,
  Kind.Partial,
  Kind.Prime,
  Kind.Bar,
]);

const COMMA: ReadonlySet<Kind> = new Set<Kind>([Kind.Comma]);

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
  if (part.relation >= 0 || meetsRelation(p, from, to, COMMA)) {
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
  return unreadStatement(p, from, to, reason, cause, defines);
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
  return head.kind === 'call' && !isExpansion(p, from, to) ? [head.callee] : [];
}

/** `f(x) = 1 + x + O(x^2)` and `f(x) = 1 + x + \dots` say something of an `f` that is known. */
function isExpansion(p: Parser, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) {
    const before = kindAt(p, i - 1);
    if (before !== Kind.Plus && before !== Kind.Minus) continue;
    if (kindAt(p, i) === Kind.Ellipsis && i === to - 1) return true;
    if (kindAt(p, i) === Kind.Letter && /^[Oo]$/.test(textAt(p, i)) && kindAt(p, i + 1) === Kind.Open)
      return true;
  }
  return false;
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

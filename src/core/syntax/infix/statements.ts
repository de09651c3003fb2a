import { type Expr, MAX_DEPTH, type Name } from '../ast';
import type { ReadError } from '../read-result';
import type { Declaration, Membership, Property, Statement, UnreadStatement } from '../statements';
import { fail, failAt, report, spanOf, unreadStatement } from '../token-parser';
import { firstBelow } from './depth';
import { splitList } from './lists';
import { enterStatement, failUnexpected, nameAt, type Parser, reportUnclosed, tokenText } from './parser';
import { looksLikeProse } from './prose';
import { readChain } from './relations';
import { readSet } from './sets';
import { readShape } from './shapes';
import { definedNames, mentionedNames, type Survey, survey } from './survey';
import { IS_BINARY, isRelation, Kind } from './tokens';

/** Where read statements and errors go. */
export interface Reading {
  readonly p: Parser;
  readonly errors: ReadError[];
}

/** Words around a formula make it part of a sentence. */
export const FORMULA_IN_PROSE =
  "Words stand beside this formula, so it is not read. Put it on a line of its own, and remarks after '#'.";

const SUM = 'Sums over an index are not read yet. Write sum(…) of an array.';

export const PROSE =
  "This reads as prose, so nothing is checked here. Write long names with '*' between them, and remarks after '#'.";

/** Reads the statements in the tokens `from` up to `to`, which have no block and no leading word of their own. */
export function readStatements(
  reading: Reading,
  from: number,
  to: number,
  out: Statement[],
  functions = true,
): void {
  const { p } = reading;
  const end = withoutFullStop(p, from, to);
  if (end <= from) return;
  const whole = survey(p, from, end);
  if (readProperty(p, from, end)) readList(reading, from, end, whole, functions, out);
  else if (whole.is > from && isKnownQuality(p, whole.is + 1, end)) {
    const quality =
      tokenText(p, end - 1).length > 40 ? 'property' : p.text.slice(p.starts[whole.is + 1], p.ends[end - 1]);
    out.push(unsupported(p, from, end, `'is ${shorten(quality)}' is not checked yet.`));
  } else if (looksLikeProse(p, from, end) || isLabel(p, from, end, whole))
    out.push(unread(p, from, end, whole.relations > 0 ? FORMULA_IN_PROSE : PROSE, 'prose'));
  else if (whole.unclosed >= 0) {
    enterStatement(p, from, end);
    reportUnclosed(p, whole.unclosed);
    out.push(failed(reading, from, end));
  } else {
    readList(reading, from, end, whole, functions, out);
  }
}

function readList(
  reading: Reading,
  from: number,
  to: number,
  whole: Survey,
  functions: boolean,
  out: Statement[],
): void {
  const { p } = reading;
  const bounds = splitList(p, from, to, whole.assign, whole.assigns);
  if (bounds.length === 2) {
    out.push(readOne(reading, from, to, whole, functions));
    return;
  }
  const parts: (readonly [from: number, to: number, seen: Survey])[] = [];
  for (let i = 0; i < bounds.length; i += 2) {
    const [first, last] = [bounds[i]!, bounds[i + 1]!];
    const seen = survey(p, first, last);
    if (!states(p, first, last, seen)) {
      // In `a, b = 1, 2` the first part alone would say something else.
      enterStatement(p, from, to);
      const message =
        'Each part of a list states something, and this one does not. Write x = [1, 2] for a vector, or a line for each.';
      const at = Math.min(first, to - 1);
      report(p, message, p.starts[at]!, p.ends[Math.max(at, last - 1)]!);
      out.push(failed(reading, from, to));
      return;
    }
    parts.push([first, last, seen]);
  }
  for (const [first, last, seen] of parts) out.push(readOne(reading, first, last, seen, functions));
}

const states = (p: Parser, from: number, to: number, seen: Survey): boolean =>
  seen.relations > 0 ||
  Math.max(seen.colon, seen.member, seen.tilde) >= 0 ||
  readProperty(p, from, to) !== undefined;

/** The end of the statement without the `.` or `,` of a sentence. */
function withoutFullStop(p: Parser, from: number, to: number): number {
  let end = to;
  while (end > from && (p.kinds[end - 1] === Kind.Dot || p.kinds[end - 1] === Kind.Comma)) end -= 1;
  return end;
}

function readOne(reading: Reading, from: number, to: number, seen: Survey, functions: boolean): Statement {
  const { p } = reading;
  const property = readProperty(p, from, to);
  if (property) return property;
  if (seen.tilde >= 0) return unsupported(p, from, to, 'Random variables (~) are not checked yet.');
  if (seen.special === 'expectation') return unsupported(p, from, to, 'Expectations are not checked yet.');
  if (seen.special === 'sum') return unsupported(p, from, to, SUM);
  if (seen.special === 'expansion')
    return unsupported(p, from, to, 'Expansions with O(…) are not checked yet.');
  enterStatement(p, from, to);
  const noteCount = p.notes.length;
  const statement = readKind(p, from, to, seen, functions);
  if (statement && !p.error && to - from > SHALLOW) refuseDepth(p, statement);
  if (statement && !p.error) return statement;
  p.notes.length = noteCount;
  return failed(reading, from, to);
}

function readKind(
  p: Parser,
  from: number,
  to: number,
  seen: Survey,
  functions: boolean,
): Statement | undefined {
  if (isBullet(p, from, seen) || isNumbered(p, from, to)) return undefined;
  if (seen.member >= 0) return readMembership(p, from, to, seen.member);
  const isDeclaration = seen.colon >= 0 && (seen.question < 0 || seen.colon < seen.question);
  if (isDeclaration) return readDeclaration(p, from, to, seen);
  const full = seen.logic >= 0 || (seen.question >= 0 && seen.question < to - 1);
  return readChain(p, { full, functions });
}

/** `- x = 3` is a list entry rather than `-x = 3`. */
function isBullet(p: Parser, from: number, seen: Survey): boolean {
  const kind = p.kinds[from]!;
  const isSign = kind === Kind.Minus || kind === Kind.Plus || kind === Kind.Times;
  if (!isSign || from + 1 >= p.end || p.starts[from + 1] === p.ends[from]) return false;
  if (seen.relations + Math.max(seen.colon, seen.member, 0) === 0) return false;
  const sign = tokenText(p, from);
  failAt(
    p,
    `This '${sign}' may be a bullet or a sign. Remove it, or write it right before its operand.`,
    from,
  );
  return true;
}

/** `y = W*x   (2)` may end in the number of the formula. */
function isNumbered(p: Parser, from: number, to: number): boolean {
  const open = to - 3;
  if (open <= from || p.kinds[open] !== Kind.OpenParen || p.kinds[to - 2] !== Kind.Number) return false;
  const apart = p.starts[open]! - p.ends[open - 1]! >= 2;
  const isFactor = IS_BINARY[p.kinds[open - 1]!] === 1 || isRelation(p.kinds[open - 1]!);
  if (p.kinds[to - 1] !== Kind.CloseParen || !apart || isFactor) return false;
  const message = "This may be the number of the formula or a factor. Remove it, or write a '*' before it.";
  fail(p, message, p.starts[open]!, p.ends[to - 1]!);
  return true;
}

function readMembership(p: Parser, from: number, to: number, member: number): Membership | undefined {
  const names = readNames(p, from, member);
  const set = names && readSet(p, member + 1, to);
  return set && names && { kind: 'membership', names, set, span: spanOf(p, from, to) };
}

function readDeclaration(p: Parser, from: number, to: number, seen: Survey): Declaration | undefined {
  if (seen.relations > 0) {
    failColon(p, seen, seen.colon + 1 < to ? tokenText(p, seen.colon + 1) : '');
    return undefined;
  }
  const names = readNames(p, from, seen.colon);
  const sizes = names && readShape(p, seen.colon + 1, to);
  return sizes && names && { kind: 'declaration', names, sizes, span: spanOf(p, from, to) };
}

/** A relation and a colon: a label, a shape with a value, or a stray colon. */
function failColon(p: Parser, seen: Survey, after: string): void {
  if (seen.assign >= 0 && seen.assign < seen.colon) {
    p.pos = seen.colon;
    failUnexpected(p);
  }
  const message = /^(?:[Rℝ]|\d+|\()$/.test(after)
    ? 'A shape and a value are two statements: x : R^2; x = [1, 2]. Write them apart.'
    : "A statement after a label is not read. Put it on a line of its own, without the ':'.";
  failAt(p, message, seen.colon);
}

/** `a, b, c` and nothing else. */
function readNames(p: Parser, from: number, to: number): readonly Name[] | undefined {
  const names: Name[] = [];
  for (let i = from; i < to; i += 2) {
    const separated = i + 1 === to || p.kinds[i + 1] === Kind.Comma;
    if (p.kinds[i] !== Kind.Name || !separated) {
      failAt(p, 'Only names can be declared: W : 3x2, or a list such as x, y : R^4.', i);
      return undefined;
    }
    names.push(nameAt(p, i));
  }
  if (names.length > 0) return names;
  failAt(p, 'A name is missing before this. Write what is declared: W : 3x2.', from);
  return undefined;
}

const PROPERTIES: ReadonlySet<string> = new Set(['symmetric', 'diagonal', 'orthogonal']);

/** `S symmetric`, `A, B positive definite`. */
function readProperty(p: Parser, from: number, to: number): Property | undefined {
  if (p.kinds[to - 1] !== Kind.Name || to - from < 2) return undefined;
  const last = tokenText(p, to - 1);
  const isDefinite = last === 'definite' && to - from > 2 && tokenText(p, to - 2) === 'positive';
  if (!isDefinite && !PROPERTIES.has(last)) return undefined;
  const end = isDefinite ? to - 2 : to - 1;
  const names: Name[] = [];
  for (let i = from; i < end; i += 2) {
    if (p.kinds[i] !== Kind.Name || (i + 1 < end && p.kinds[i + 1] !== Kind.Comma)) return undefined;
    names.push(nameAt(p, i));
  }
  const property = isDefinite ? 'positive definite' : (last as Property['property']);
  return { kind: 'property', names, property, span: spanOf(p, from, to) };
}

const QUALITIES = new Set(
  (
    'convex concave positive negative nonnegative semidefinite definite indefinite symmetric diagonal orthogonal minimum ' +
    'maximum minimizer maximizer saddle extremum stationary critical degenerate even odd linear monotone increasing ' +
    'decreasing bounded Lipschitz invertible singular'
  ).split(' '),
);

const FILLERS = new Set('a an the not strictly local global strict no'.split(' '));

function isKnownQuality(p: Parser, from: number, to: number): boolean {
  for (let i = from; i < to && p.kinds[i] === Kind.Name; i++) {
    const word = tokenText(p, i);
    if (QUALITIES.has(word)) return true;
    if (!FILLERS.has(word)) return false;
  }
  return false;
}

/** Words, numbers and full stops alone: a heading such as `Step 1` or `Loss:`. */
function isLabel(p: Parser, from: number, to: number, seen: Survey): boolean {
  if (seen.relations > 0 || p.kinds[from] !== Kind.Name) return false;
  if (p.ends[from]! - p.starts[from]! < 2 && to > from + 1) return false;
  let words = 0;
  for (let i = from; i < to; i++) {
    const kind = p.kinds[i]!;
    if (kind === Kind.Name) words += p.ends[i]! - p.starts[i]! > 2 ? 1 : 0;
    const fits = kind === Kind.Name || kind === Kind.And || kind === Kind.Or || kind === Kind.Not;
    const mark = kind === Kind.Number || kind === Kind.Dot || (kind === Kind.Colon && i === to - 1);
    if (!fits && !mark) return false;
  }
  return words > 0;
}

const shorten = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 40)}…`);

export function unread(
  p: Parser,
  from: number,
  to: number,
  reason: string,
  cause: NonNullable<UnreadStatement['cause']>,
): UnreadStatement {
  const defines = cause === 'prose' ? mentionedNames(p, from, to) : definedNames(p, from, to);
  return unreadStatement(p, from, to, reason, cause, defines);
}

const unsupported = (p: Parser, from: number, to: number, reason: string): UnreadStatement =>
  unread(p, from, to, reason, 'unsupported');

/** Hands the parser's error over and leaves a statement in its place. */
export function failed(reading: Reading, from: number, to: number): UnreadStatement {
  const error = reading.p.error ?? { message: 'This is not read.', span: spanOf(reading.p, from, to) };
  reading.errors.push(error);
  return unread(reading.p, from, to, error.message, 'error');
}

/** A tree has at most two levels a token, so shorter statements cannot reach the limit. */
const SHALLOW = 450;

function refuseDepth(p: Parser, statement: Statement): void {
  for (const expr of expressionsOf(statement)) {
    const deep = firstBelow(expr, MAX_DEPTH);
    if (deep) {
      const message = `This lies deeper than ${MAX_DEPTH} operations. Give a part a name on a line of its own.`;
      report(p, message, deep.span.start, deep.span.end);
    }
  }
}

function expressionsOf(statement: Statement): readonly Expr[] {
  if (statement.kind === 'relation') return statement.sides;
  if (statement.kind === 'function') return statement.relation.sides;
  return statement.kind === 'query' ? [statement.target] : [];
}

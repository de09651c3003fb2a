import { type Derivative, type Expr, MAX_DEPTH } from '../ast';
import type { ReadError, ReadResult } from '../read-result';
import type { At, RelationStatement, Statement } from '../statements';
import { failAt, missingAt, report, spanOf } from '../token-parser';
import { firstBelow } from './depth';
import { dialectOf } from './dialects';
import { Precedence, parseExpression, parseSide } from './expressions';
import { layOut, type StatementRange } from './layout';
import { tokenize } from './lexer';
import { splitList } from './lists';
import {
  enterStatement,
  failUnexpected,
  kindAt,
  type Parser,
  parserOf,
  reportUnclosed,
  tokenText,
} from './parser';
import { looksLikeProse } from './prose';
import { failed, PROSE, type Reading, readStatements, unread } from './statements';
import { survey } from './survey';
import { Kind, STARTS_OPERAND } from './tokens';

export interface ReadOptions {
  /** The name of a dialect; `sheet` unless given. */
  readonly dialect?: string;
}

/**
 * Reads infix text as statements. Any text gives a result: what cannot be read is an `UnreadStatement` at its place, with
 * an error for each mistake. The work is linear in the length of the text.
 */
export function readInfix(text: string, options?: ReadOptions): ReadResult {
  const layout = layOut(text, tokenize(text, dialectOf(options?.dialect)));
  const p = parserOf(layout);
  const reader: Reader = { p, errors: [], ranges: layout.statements, blocks: 0 };
  const statements: Statement[] = [];
  let index = 0;
  while (index < reader.ranges.length) index = readRange(reader, index, statements, true);
  return { statements, errors: reader.errors, notes: p.notes };
}

export interface ReadExpression {
  readonly expr: Expr;
  readonly errors: readonly ReadError[];
}

/** Reads one expression; the tree has `missing` nodes where `errors` says so. */
export function readExpression(text: string, options?: ReadOptions): ReadExpression {
  const layout = layOut(text, tokenize(text, dialectOf(options?.dialect)));
  const p = parserOf(layout);
  const [range, next] = layout.statements;
  if (!range) {
    const span = { start: 0, end: text.length };
    return { expr: missingAt(0), errors: [{ message: 'An expression is missing here. Write one.', span }] };
  }
  enterStatement(p, range.from, range.to);
  let expr = parseExpression(p, Precedence.Lowest);
  if (!p.error && p.pos < p.end) failUnexpected(p);
  if (!p.error && next) {
    const { start, end } = spanOf(p, next.from, next.to);
    report(p, 'One expression is expected here. Remove the rest.', start, end);
  }
  const deep = firstBelow(expr, MAX_DEPTH);
  if (deep) {
    report(p, `This lies deeper than ${MAX_DEPTH} operations.`, deep.span.start, deep.span.end);
    expr = missingAt(expr.span.start);
  }
  return { expr, errors: p.error ? [p.error] : [] };
}

interface Reader extends Reading {
  readonly ranges: readonly StatementRange[];
  /** How many `at` blocks are open. */
  blocks: number;
}

/** Reads the statement at `index`, with its block; returns the index after it. */
function readRange(reader: Reader, index: number, out: Statement[], functions: boolean): number {
  const { from, to } = reader.ranges[index]!;
  return readTokens(reader, index, from, to, out, functions);
}

function readTokens(
  reader: Reader,
  index: number,
  from: number,
  to: number,
  out: Statement[],
  functions: boolean,
): number {
  const { p } = reader;
  if (p.kinds[from] === Kind.Marker) return readMarker(reader, index, from, to, out);
  const word = leadingWord(p, from, to);
  if (word === 'at') return readAt(reader, index, from, to, out);
  if (word === 'given') readGiven(reader, from, to, out);
  else if (word === 'assume') readAssume(reader, from, to, out);
  else readStatements(reader, from, to, out, functions);
  return index + 1;
}

const LEADING = new Set(['at', 'given', 'assume']);

/** `at`, `given` or `assume` where it starts a statement of its kind; these words may be names too: `at = 3`. */
function leadingWord(p: Parser, from: number, to: number): string | undefined {
  if (p.kinds[from] !== Kind.Name || from + 1 >= to) return undefined;
  const length = p.ends[from]! - p.starts[from]!;
  if (length !== 2 && length !== 5 && length !== 6) return undefined;
  const word = tokenText(p, from);
  const next = p.kinds[from + 1]!;
  const startsStatement = next === Kind.Minus || STARTS_OPERAND[next] === 1;
  const isCall = p.starts[from + 1] === p.ends[from];
  return LEADING.has(word) && startsStatement && !isCall ? word : undefined;
}

const DIRECTIVES = ['ignore', 'on', 'off', 'end'] as const;

/** `@grad ignore` and its kin; anything else after `@grad` is a statement. */
function readMarker(reader: Reader, index: number, from: number, to: number, out: Statement[]): number {
  const { p } = reader;
  const word = to === from + 2 ? tokenText(p, from + 1) : '';
  const name = DIRECTIVES.find((directive) => directive === word);
  if (name) {
    out.push({ kind: 'directive', name, span: spanOf(p, from, to) });
    return index + 1;
  }
  if (to === from + 1) {
    out.push(unread(p, from, to, "'@grad' alone opens a sheet; nothing is checked on this line.", 'prose'));
    return index + 1;
  }
  return readTokens(reader, index, from + 1, to, out, true);
}

/** How deep `at` blocks may nest. */
const MAX_BLOCKS = 20;

/** `at x = 1, y = 2: claims`, or the claims on the lines below that are indented deeper. */
function readAt(reader: Reader, index: number, from: number, to: number, out: Statement[]): number {
  const { p } = reader;
  const seen = survey(p, from + 1, to);
  if (seen.colon < 0 || reader.blocks >= MAX_BLOCKS) {
    if (seen.colon < 0 && looksLikeProse(p, from + 1, to)) out.push(unread(p, from, to, PROSE, 'prose'));
    else {
      enterStatement(p, from, to);
      const message =
        seen.colon < 0
          ? "':' is missing after the point. Write 'at x = 1, y = 2: dL/dx = 3'."
          : `'at' nests deeper than ${MAX_BLOCKS} levels. Write all values in one 'at'.`;
      failAt(p, message, from);
      out.push(failed(reader, from, to));
    }
    return index + 1;
  }
  const errorCount = reader.errors.length;
  const point = readPoint(reader, from + 1, seen.colon);
  const body: Statement[] = [];
  reader.blocks += 1;
  const next = readBody(reader, index, seen.colon + 1, to, body);
  reader.blocks -= 1;
  const last = reader.ranges[next - 1]!;
  const span = { start: p.starts[from]!, end: p.ends[last.to - 1]! };
  if (point && body.length === 0) {
    enterStatement(p, from, to);
    failAt(p, "No claims follow. Write them after the ':', or below it and indented deeper.", seen.colon);
    out.push(failed(reader, from, to));
  } else if (point) out.push({ kind: 'at', point, body, span } satisfies At);
  else {
    // Without its point nothing in the block can be judged.
    const reason = reader.errors[errorCount]?.message ?? PROSE;
    out.push({ kind: 'unread', cause: 'error', reason, span });
  }
  return next;
}

function readPoint(reader: Reader, from: number, to: number): readonly RelationStatement[] | undefined {
  const { p } = reader;
  const point: Statement[] = [];
  const errorCount = reader.errors.length;
  readStatements(reader, from, to, point, false);
  if (reader.errors.length > errorCount) return undefined;
  const values = point.filter(isValue);
  if (values.length > 0 && values.length === point.length) return values;
  enterStatement(p, from, to);
  const [first, last] = from < to ? [from, to - 1] : [from, from];
  const message = "A point lists values of names: 'at x = 1, y = 2: …'. Write it so.";
  report(p, message, p.starts[first]!, p.ends[last]!);
  reader.errors.push(p.error!);
  return undefined;
}

/** Values are set by one `=` after names. */
const isValue = (statement: Statement): statement is RelationStatement =>
  statement.kind === 'relation' &&
  statement.relations.length === 1 &&
  statement.relations[0] === '=' &&
  statement.sides[0]?.kind === 'name';

function readBody(reader: Reader, index: number, from: number, to: number, body: Statement[]): number {
  const { ranges } = reader;
  const { indent } = ranges[index]!;
  let next = index + 1;
  if (from < to) {
    next = readTokens(reader, index, from, to, body, false);
    while (ranges[next]?.sameLine) next = readRange(reader, next, body, false);
    return next;
  }
  while (next < ranges.length && ranges[next]!.indent > indent) next = readRange(reader, next, body, false);
  return next;
}

/** `given dL/dh`, `given dL/dh = [1, 2], dL/dk = g`. */
function readGiven(reader: Reader, from: number, to: number, out: Statement[]): void {
  const { p } = reader;
  if (looksLikeProse(p, from + 1, to)) {
    out.push(unread(p, from, to, PROSE, 'prose'));
    return;
  }
  const seen = survey(p, from + 1, to);
  const bounds = splitList(p, from + 1, to, seen.assign, seen.assigns);
  if (seen.unclosed >= 0) {
    enterStatement(p, from, to);
    reportUnclosed(p, seen.unclosed);
    out.push(failed(reader, from, to));
    return;
  }
  for (let i = 0; i < bounds.length; i += 2) {
    out.push(readOneGiven(reader, i === 0 ? from : bounds[i]!, bounds[i]!, bounds[i + 1]!));
  }
}

function readOneGiven(reader: Reader, start: number, from: number, to: number): Statement {
  const { p } = reader;
  if (to <= from) {
    const comma = Math.min(from, p.kinds.length - 1);
    enterStatement(p, comma, comma + 1);
    failAt(p, 'An upstream gradient is missing here: given dL/dh, dL/dk. Write it.', comma);
    return failed(reader, comma, comma + 1);
  }
  enterStatement(p, from, to);
  const derivative = parseSide(p);
  const value = kindAt(p, p.pos) === Kind.Assign ? readValue(p) : undefined;
  if (!p.error && p.pos < p.end) failUnexpected(p);
  if (derivative.kind === 'derivative' && !p.error) return givenOf(p, derivative, value, start, to);
  const message =
    "'given' introduces an upstream gradient: given dL/dh = [1, 2]. Write a value without 'given'.";
  report(p, message, p.starts[from]!, p.ends[to - 1]!);
  return failed(reader, start, to);
}

function readValue(p: Parser): Expr {
  p.pos += 1;
  return parseExpression(p, Precedence.Lowest);
}

const givenOf = (
  p: Parser,
  derivative: Derivative,
  value: Expr | undefined,
  from: number,
  to: number,
): Statement => ({
  kind: 'given',
  derivative,
  span: spanOf(p, from, to),
  ...(value && { value }),
});

/** `assume a < b, c < d`; each part is a domain. */
function readAssume(reader: Reader, from: number, to: number, out: Statement[]): void {
  const parts: Statement[] = [];
  readStatements(reader, from + 1, to, parts, false);
  const start = reader.p.starts[from]!;
  for (const [i, statement] of parts.entries()) {
    if (statement.kind === 'unread') out.push(statement);
    else
      out.push({
        kind: 'assume',
        statement,
        span: i === 0 ? { start, end: statement.span.end } : statement.span,
      });
  }
}

import type { ReadError, ReadResult } from '../read-result';
import type { At, RelationStatement, Statement } from '../statements';
import { spanOf } from '../token-parser';
import { failUnclosed } from './brackets';
import { layOut } from './layout';
import { splitTex } from './lexer';
import { joinLines } from './lines';
import { expand, type MacroTable, takeMacros } from './macros';
import { normalize } from './normalize';
import { enterStatement, type Parser, parserOf, textAt } from './parser';
import { isEquationNumber, partsOf, type Section, sectionsOf } from './pieces';
import { failed, isNames, type Reading, readParts, unread } from './statements';
import { Kind } from './tokens';

export { type MacroTable, readMacros } from './macros';

export interface ReadLatexOptions {
  /** The macros of the document; those that the text defines itself come on top. */
  readonly macros?: MacroTable;
}

const NO_MACROS: MacroTable = new Map();

const WORDS = 'Words stand beside this formula that may change what it says, so it is not read.';

const ALTERNATIVES = 'One of two formulas holds here ("or"), so neither is checked.';

/**
 * Reads the LaTeX of one formula, without its delimiters, as statements. Any text gives a result: what cannot be read is an
 * `UnreadStatement` at its place, with an error for each mistake. The work is linear in the length of the text, macros that
 * it calls aside.
 */
export function readLatex(text: string, options?: ReadLatexOptions): ReadResult {
  const { macros, rest } = takeMacros(text, options?.macros ?? NO_MACROS);
  const expanded = expand(splitTex(rest), macros);
  if (expanded.error !== undefined) return unexpanded(text, expanded.error);
  const lines = joinLines(layOut(normalize(expanded.tokens)));
  const p = parserOf(layOut(lines));
  const reading: Reading = { p, errors: [] };
  const statements: Statement[] = [];
  let start = 0;
  for (let i = 0; i <= lines.length; i++) {
    if (i < lines.length) {
      if (lines[i]!.kind !== Kind.Row) {
        if (p.match[i]! > i) i = p.match[i]!;
        continue;
      }
    }
    if (i > start) readLine(reading, start, i, statements);
    start = i + 1;
  }
  return { statements, errors: reading.errors, notes: p.notes };
}

function unexpanded(text: string, error: ReadError): ReadResult {
  const start = text.length - text.trimStart().length;
  const span = { start, end: Math.max(start, text.trimEnd().length) };
  return {
    statements: [{ kind: 'unread', reason: error.message, cause: 'error', span }],
    errors: [error],
    notes: [],
  };
}

/** Reads one line: its sections, with the conditions that stand beside a statement. */
function readLine(reading: Reading, from: number, to: number, out: Statement[]): void {
  const { p } = reading;
  p.end = to;
  const broken = unclosedIn(p, from, to);
  if (broken >= 0) {
    // What stands behind a bracket that is never closed may be inside of it.
    enterStatement(p, from, to);
    p.pos = broken;
    if (isOpenInWords(p, from, broken)) {
      out.push(unread(p, from, to, WORDS, 'prose'));
      return;
    }
    failUnclosed(p, broken);
    out.push(failed(reading, from, to));
    return;
  }
  let pending: Statement[] = [];
  let owners: number[] = [];
  for (const section of sectionsOf(p, from, to)) {
    p.end = to;
    if (isEquationNumber(p, section.from, section.to)) continue;
    const read = readSection(reading, section);
    if (section.lead === 'condition' || section.lead === 'point') {
      const conditions = read.filter((statement) => !isBareMention(statement));
      if (owners.length === 0) pending.push(...conditions);
      else
        for (const at of owners)
          out[at] = withConditions(
            out[at]!,
            conditions,
            section.lead,
            spanOf(p, section.from, section.to).end,
          );
      continue;
    }
    if (section.lead === 'alternative' && owners.length > 0) {
      const last = owners.at(-1)!;
      out[last] = alternative(out[last]!);
    }
    owners = [];
    for (const statement of read) {
      let made = section.lead === 'alternative' ? alternative(statement) : statement;
      if (section.lead === 'implies' || section.lead === 'equivalent') made = follows(made, section.lead);
      if (pending.length > 0) made = withConditions(made, pending, 'condition', made.span.end);
      owners.push(out.length);
      out.push(made);
    }
    pending = [];
  }
  out.push(...pending);
}

/** The first bracket without a partner, or -1; the bar of `f|_{x=1}` has none. */
function unclosedIn(p: Parser, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const { kind, text } = p.tokens[i]!;
    const opens = kind === Kind.Open || kind === Kind.GroupOpen || kind === Kind.Begin;
    const closes = kind === Kind.Close || kind === Kind.GroupClose || kind === Kind.Finish;
    if ((opens || closes) && p.match[i]! < 0 && text !== '|') return i;
  }
  return -1;
}

/** `\text{(by } y = x)`: words open the bracket that is closed at `index`. */
const isOpenInWords = (p: Parser, from: number, index: number): boolean =>
  textAt(p, index) === ')' &&
  p.tokens.slice(from, index).some(({ kind, text }) => kind === Kind.Text && /\([^)]*$/.test(text));

function readSection(reading: Reading, { from, to, prose }: Section): readonly Statement[] {
  const { p } = reading;
  p.end = to;
  const parts = partsOf(p, from, to);
  if (parts.length === 0) return [];
  if (prose) return [unread(p, parts[0]!.from, parts.at(-1)!.to, WORDS, 'prose')];
  return readParts(reading, parts);
}

const isBareMention = (statement: Statement): boolean =>
  statement.kind === 'mention' && isNames(statement.expr);

const alternative = (statement: Statement): Statement =>
  statement.kind === 'unread'
    ? statement
    : { kind: 'unread', reason: ALTERNATIVES, cause: 'unsupported', span: statement.span };

function follows(statement: Statement, after: 'implies' | 'equivalent'): Statement {
  if (statement.kind === 'relation') return { ...statement, after };
  if (statement.kind === 'function') return { ...statement, relation: { ...statement.relation, after } };
  return statement;
}

/** A statement that holds under conditions; where they are not read, or it cannot carry them, it is not read either. */
function withConditions(
  statement: Statement,
  conditions: readonly Statement[],
  lead: 'condition' | 'point',
  end: number,
): Statement {
  if (conditions.length === 0 || statement.kind === 'unread') return statement;
  const span = {
    start: Math.min(statement.span.start, conditions[0]!.span.start),
    end: Math.max(statement.span.end, end),
  };
  const isRead = conditions.every(({ kind }) => kind !== 'unread' && kind !== 'mention');
  if (!isRead || (statement.kind !== 'relation' && statement.kind !== 'function')) {
    return { kind: 'unread', reason: WORDS, cause: 'prose', span };
  }
  const values = conditions.filter(isValue);
  if (lead === 'point' && values.length === conditions.length) {
    return { kind: 'at', point: values, body: [statement], span } satisfies At;
  }
  if (statement.kind === 'relation') {
    return { ...statement, when: [...(statement.when ?? []), ...conditions], span };
  }
  const when = [...(statement.relation.when ?? []), ...conditions];
  return { ...statement, relation: { ...statement.relation, when, span }, span };
}

const isValue = (statement: Statement): statement is RelationStatement =>
  statement.kind === 'relation' &&
  statement.relations.length === 1 &&
  statement.relations[0] === '=' &&
  statement.sides[0]?.kind === 'name';

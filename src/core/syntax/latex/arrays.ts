import type { Comparison, Expr } from '../ast';
import { printExpr } from '../debug';
import { failAt, missingAt, spanFrom, startOffset } from '../token-parser';
import { Precedence, parseExpression } from './expressions';
import { kindAt, matchAt, nameOf, type Parser, refuse, textAt, within } from './parser';
import { Kind } from './tokens';

/** A stretch of tokens between `&` and `\\`. */
interface Cell {
  readonly from: number;
  readonly to: number;
}

const MATRICES: ReadonlySet<string> = new Set([
  'matrix',
  'pmatrix',
  'bmatrix',
  'Bmatrix',
  'smallmatrix',
  'psmallmatrix',
  'bsmallmatrix',
  'array',
  'vmatrix',
  'Vmatrix',
]);

export const CASES: ReadonlySet<string> = new Set(['cases', 'dcases', 'rcases']);

/** A matrix, a determinant or cases. */
export function parseEnvironment(p: Parser): Expr {
  const open = p.pos;
  const start = startOffset(p);
  const name = textAt(p, open);
  const close = matchAt(p, open);
  if (close < 0) return failAt(p, `\\begin{${name}} is never closed. Add \\end{${name}}.`, open);
  if (textAt(p, close) !== name) {
    return failAt(p, `\\begin{${name}} is closed by \\end{${textAt(p, close)}}. Write the same name.`, open);
  }
  if (CASES.has(name)) return parseCasesIn(p, open, close + 1, close + 1);
  if (!MATRICES.has(name)) {
    return refuse(
      p,
      `The environment '${name}' is not read inside an expression.`,
      start,
      p.tokens[open]!.end,
    );
  }
  const rows = within<readonly (readonly Expr[])[]>(p, open + 1, close, close + 1, [], (q) => readMatrix(q));
  if (p.error !== undefined) return missingAt(start);
  const array = arrayOf(p, rows, start);
  const token = p.tokens[open]!;
  if (name === 'vmatrix' || name === 'Vmatrix') {
    const callee = nameOf(name === 'vmatrix' ? 'det' : 'norm', token.start, token.end);
    return { kind: 'call', callee, args: [{ value: array }], span: spanFrom(p, start) };
  }
  return array;
}

/** The rows of cells from here to the end of what is read; brackets inside of them are passed. */
function readRows(p: Parser): readonly (readonly Cell[])[] {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let from = p.pos;
  for (let i = p.pos; i <= p.end; i++) {
    const kind = kindAt(p, i);
    if (kind === Kind.Amp || kind === Kind.Row || i === p.end) {
      row.push({ from, to: i });
      from = i + 1;
      if (kind === Kind.Amp) continue;
      rows.push(row);
      row = [];
    } else if (p.match[i]! > i && p.match[i]! < p.end) i = p.match[i]!;
  }
  p.pos = p.end;
  return rows.filter((cells) => cells.some((cell) => cell.to > cell.from));
}

function readMatrix(p: Parser): readonly (readonly Expr[])[] {
  const start = p.pos;
  const rows = readRows(p);
  if (rows.length === 0) {
    failAt(p, 'This matrix is empty. Write its entries.', start - 1);
    return [];
  }
  const { end } = p;
  // `a, b \\ c, d` separates entries by commas.
  const listed = rows.length > 1 && rows.every((cells) => cells.length === 1);
  return readEntries(p, listed ? rows.map((cells) => splitAtCommas(p, cells[0]!)) : rows, end);
}

function splitAtCommas(p: Parser, cell: Cell): readonly Cell[] {
  const cells: Cell[] = [];
  const to = withoutPunctuation(p, cell);
  let { from } = cell;
  for (let i = from; i <= to; i++) {
    if (i === to || kindAt(p, i) === Kind.Comma) {
      cells.push({ from, to: i });
      from = i + 1;
    } else if (p.match[i]! > i && p.match[i]! < to) i = p.match[i]!;
  }
  return cells;
}

function readEntries(
  p: Parser,
  rows: readonly (readonly Cell[])[],
  end: number,
): readonly (readonly Expr[])[] {
  const width = rows[0]!.length;
  return rows.map((cells) => {
    if (cells.length !== width) {
      failAt(
        p,
        `This row has ${cells.length} entries, and the first has ${width}. Make them the same.`,
        cells[0]!.from,
      );
    }
    return cells.map((cell) => readCell(p, cell, end));
  });
}

function readCell(p: Parser, cell: Cell, end: number): Expr {
  if (p.error !== undefined) return missingAt(0);
  const to = withoutPunctuation(p, cell);
  if (to <= cell.from)
    return failAt(p, 'An entry is missing here. Write it.', Math.min(cell.from, p.end - 1));
  return within<Expr>(p, cell.from, to, end, missingAt(p.tokens[cell.from]!.start), (q) =>
    parseExpression(q, Precedence.Lowest),
  );
}

const PUNCTUATION: ReadonlySet<Kind> = new Set<Kind>([Kind.Comma, Kind.Semicolon, Kind.Period, Kind.Quad]);

function withoutPunctuation(p: Parser, { from, to }: Cell): number {
  let end = to;
  while (end > from && PUNCTUATION.has(kindAt(p, end - 1))) end -= 1;
  return end;
}

/** A column is a vector, a row a matrix of one row, a single entry itself. */
function arrayOf(p: Parser, rows: readonly (readonly Expr[])[], start: number): Expr {
  const span = spanFrom(p, start);
  const [first] = rows;
  if (rows.length === 1 && first!.length === 1) return first![0]!;
  if (first!.length === 1) return { kind: 'array', rows: [rows.map((row) => row[0]!)], span };
  if (rows.length > 1) return { kind: 'array', rows, span };
  const row: Expr = { kind: 'array', rows: [first!], span };
  const array: Expr = { kind: 'array', rows: [[row]], span };
  p.rows.add(array);
  return array;
}

/** Cases between `from` and `to`, which may be an environment of their own. */
export function parseCasesIn(p: Parser, from: number, to: number, after: number): Expr {
  const start = startOffset(p);
  const isEnvironment = kindAt(p, from) === Kind.Begin && matchAt(p, from) === to - 1;
  const [first, last] = isEnvironment ? [from + 1, to - 1] : [from, to];
  const branches = within<readonly Branch[]>(p, first, last, after, [], readBranches);
  if (p.error !== undefined) return missingAt(start);
  const span = spanFrom(p, start);
  return conditionalOf(branches, span);
}

interface Branch {
  /** Undefined for "otherwise". */
  readonly test: Expr | undefined;
  readonly value: Expr;
}

function readBranches(p: Parser): readonly Branch[] {
  const start = p.pos;
  const rows = readRows(p);
  const { end } = p;
  const branches: Branch[] = [];
  for (const cells of rows) {
    if (p.error !== undefined) return branches;
    const [valueCell, testCell] = cells.length > 1 ? [cells[0]!, join(cells)] : divide(p, cells[0]!);
    const value = readCell(p, valueCell, end);
    if (p.error === undefined && value.kind === 'compare') {
      const message = 'A case that holds an equation is not read. Write its value alone.';
      refuse(p, message, value.span.start, value.span.end);
    }
    if (p.error !== undefined) return branches;
    const test = readTest(p, testCell, end);
    branches.push({ test, value });
  }
  if (branches.length < 2)
    failAt(p, 'Cases have two lines at least, each with its condition. Write them.', start - 1);
  return branches;
}

/** Everything behind the first cell. */
const join = (cells: readonly Cell[]): Cell => ({ from: cells[1]!.from, to: cells.at(-1)!.to });

/** `x \text{ if } x > 0` and `x, x > 0` without a `&`. */
function divide(p: Parser, { from, to }: Cell): readonly [Cell, Cell] {
  let comma = -1;
  for (let i = from; i < to; i++) {
    if (kindAt(p, i) === Kind.Text && conditionWord(textAt(p, i)) !== undefined) {
      return [
        { from, to: i },
        { from: i, to },
      ];
    }
    if (comma < 0 && (kindAt(p, i) === Kind.Comma || kindAt(p, i) === Kind.Quad)) comma = i;
    if (p.match[i]! > i && p.match[i]! < to) i = p.match[i]!;
  }
  if (comma < 0)
    return [
      { from, to },
      { from: to, to },
    ];
  return [
    { from, to: comma },
    { from: comma + 1, to },
  ];
}

/** What words before a condition say. */
function conditionWord(text: string): 'if' | 'else' | undefined {
  const word = text
    .toLowerCase()
    .replace(/[.,:;]/g, '')
    .trim();
  if (/^(?:if|for|when|where|falls|wenn|für|si|provided|whenever|and if|for all|for each)$/.test(word))
    return 'if';
  if (
    /^(?:otherwise|else|elsewhere|sonst|sinon|other|others|in other cases|in all other cases|if not)$/.test(
      word,
    )
  )
    return 'else';
  return undefined;
}

function readTest(p: Parser, cell: Cell, end: number): Expr | undefined {
  let { from } = cell;
  let to = withoutPunctuation(p, cell);
  while (from < to && (PUNCTUATION.has(kindAt(p, from)) || kindAt(p, from) === Kind.Amp)) from += 1;
  const word = from < to && kindAt(p, from) === Kind.Text ? conditionWord(textAt(p, from)) : undefined;
  if (word !== undefined) from += 1;
  if (word === undefined && isElse(p, from, to)) return undefined;
  if (word === 'else' && from === to) return undefined;
  if (from >= to)
    return failAt(
      p,
      'A condition is missing here. Write it, or \\text{otherwise}.',
      Math.max(0, cell.to - 1),
    );
  // `(x > 0)`
  if (kindAt(p, from) === Kind.Open && matchAt(p, from) === to - 1) {
    from += 1;
    to -= 1;
  }
  return within<Expr>(p, from, to, end, missingAt(p.tokens[from]?.start ?? 0), readConditions);
}

/** `otherwise` in italics or upright letters. */
function isElse(p: Parser, from: number, to: number): boolean {
  if (to <= from || to - from > 9) return false;
  let word = '';
  for (let i = from; i < to; i++) {
    if (kindAt(p, i) !== Kind.Letter) return false;
    word += textAt(p, i);
  }
  return conditionWord(word) === 'else';
}

/** Conditions joined by commas and "and", or by "or". */
function readConditions(p: Parser): Expr {
  const start = startOffset(p);
  let test = parseExpression(p, Precedence.Lowest);
  for (;;) {
    const kind = kindAt(p, p.pos);
    const word = kind === Kind.Text ? textAt(p, p.pos).toLowerCase() : '';
    const isAnd = kind === Kind.Comma || word === 'and';
    if (p.error !== undefined || (!isAnd && word !== 'or')) break;
    const sign = p.tokens[p.pos]!;
    p.pos += 1;
    const right = parseExpression(p, Precedence.Lowest);
    const operatorSpan = { start: sign.start, end: sign.end };
    test = {
      kind: 'binary',
      operator: isAnd ? 'and' : 'or',
      left: test,
      right,
      operatorSpan,
      span: spanFrom(p, start),
    };
  }
  if (p.error === undefined && !isTest(test)) {
    return refuse(
      p,
      'This condition is not read. Write a comparison such as x > 0.',
      test.span.start,
      test.span.end,
    );
  }
  return test;
}

const isTest = (expr: Expr): boolean =>
  expr.kind === 'compare' ||
  (expr.kind === 'unary' && expr.operator === 'not') ||
  (expr.kind === 'binary' && (expr.operator === 'and' || expr.operator === 'or'));

/** Nested conditionals; the last of two cases that exclude each other needs no condition. */
function conditionalOf(branches: readonly Branch[], span: Expr['span']): Expr {
  const last = branches.at(-1)!;
  const isElse =
    last.test === undefined || (branches.length === 2 && complements(branches[0]!.test, last.test));
  let result: Expr = isElse ? last.value : missingAt(span.end);
  const tested = isElse ? branches.slice(0, -1) : branches;
  for (const { test, value } of [...tested].reverse()) {
    if (test === undefined) continue;
    result = { kind: 'conditional', test, whenTrue: value, whenFalse: result, span };
  }
  return result;
}

const OPPOSITES: Readonly<Record<Comparison, Comparison>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '==': '!=',
  '!=': '==',
};

function complements(a: Expr | undefined, b: Expr | undefined): boolean {
  if (a?.kind !== 'compare' || b?.kind !== 'compare' || a.operators.length !== 1 || b.operators.length !== 1)
    return false;
  const [left, right] = [a.operands.map(printExpr), b.operands.map(printExpr)];
  return OPPOSITES[a.operators[0]!] === b.operators[0] && left.every((side, i) => side === right[i]);
}

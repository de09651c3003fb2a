import type { Absolute, Argument, ArrayLiteral, Call, Expr, Index, IndexItem } from '../ast';
import { fail, failAt, lastOffset, missingAt, startOffset } from '../token-parser';
import { Precedence, parseExpression, parseOperators } from './expressions';
import {
  closeBracket,
  failUnexpected,
  insideBrackets,
  isAdjacent,
  kindAt,
  nameAt,
  type OpenBar,
  type Parser,
} from './parser';
import { Kind } from './tokens';

/** `(a)` is `a`; `(a, b)` is a vector. */
export function parseParenthesised(p: Parser): Expr {
  const start = startOffset(p);
  return insideBrackets<Expr>(p, missingAt(start), (_, open) => {
    const first = parseExpression(p, Precedence.Lowest);
    if (kindAt(p, p.pos) !== Kind.Comma) {
      closeBracket(p, open);
      return first;
    }
    const items = [first];
    while (kindAt(p, p.pos) === Kind.Comma) {
      p.pos += 1;
      if (kindAt(p, p.pos) === Kind.CloseParen) break;
      items.push(parseExpression(p, Precedence.Lowest));
    }
    closeBracket(p, open);
    return { kind: 'array', rows: [items], span: { start, end: lastOffset(p) } };
  });
}

/** `{…}` after `^`, where it groups. */
export function parseBraced(p: Parser): Expr {
  const start = startOffset(p);
  return insideBrackets<Expr>(p, missingAt(start), (_, open) => {
    const expr = parseExpression(p, Precedence.Lowest);
    closeBracket(p, open);
    return expr;
  });
}

/** `[a, b]`, `[a, b; c, d]`, `[1 2; 3 -4]`; a line break separates rows too. */
export function parseArray(p: Parser): ArrayLiteral | Expr {
  const start = startOffset(p);
  return insideBrackets<Expr>(p, missingAt(start), (_, open) => {
    if (p.match[open] === p.pos) {
      return failAt(p, 'This array is empty. Write at least one entry.', open);
    }
    const rows: Expr[][] = [];
    let row: Expr[] = [];
    p.spaced = rowIsSpaced(p);
    for (;;) {
      row.push(parseExpression(p, Precedence.Lowest));
      const kind = kindAt(p, p.pos);
      if (kind === Kind.Comma) {
        p.pos += 1;
        if (!endsRow(kindAt(p, p.pos))) continue;
      } else if (p.spaced && !endsRow(kind)) continue;
      rows.push(row);
      const separator = kindAt(p, p.pos);
      if (separator !== Kind.Semicolon && separator !== Kind.Newline) break;
      while (kindAt(p, p.pos) === Kind.Semicolon || kindAt(p, p.pos) === Kind.Newline) p.pos += 1;
      if (kindAt(p, p.pos) === Kind.CloseBracket) break;
      row = [];
      p.spaced = rowIsSpaced(p);
    }
    closeBracket(p, open);
    return { kind: 'array', rows, span: { start, end: lastOffset(p) } };
  });
}

const endsRow = (kind: Kind): boolean =>
  kind === Kind.End || kind === Kind.Semicolon || kind === Kind.Newline || kind === Kind.CloseBracket;

/** A row without a comma separates its entries by blanks. */
function rowIsSpaced(p: Parser): boolean {
  for (let i = p.pos; i < p.end; i++) {
    const kind = p.kinds[i]!;
    if (kind === Kind.Comma) return false;
    if (endsRow(kind)) return true;
    if (p.match[i]! > i) i = p.match[i]!;
  }
  return true;
}

/** `x[1]`, `A[1, :]`, `A[1:2, 3]`: goes on at the bracket after `target`, which started at `start`. */
export function parseIndex(p: Parser, target: Expr, start: number): Index | Expr {
  return insideBrackets<Expr>(p, target, (_, open) => {
    const items: IndexItem[] = [];
    do {
      if (items.length > 0) p.pos += 1;
      items.push(parseIndexItem(p));
    } while (kindAt(p, p.pos) === Kind.Comma);
    closeBracket(p, open);
    return { kind: 'index', target, items, span: { start, end: lastOffset(p) } };
  });
}

function parseIndexItem(p: Parser): IndexItem {
  const start = startOffset(p);
  if (kindAt(p, p.pos) === Kind.Ellipsis) {
    p.pos += 1;
    return { kind: 'rest', span: { start, end: lastOffset(p) } };
  }
  const from = kindAt(p, p.pos) === Kind.Colon ? undefined : parseExpression(p, Precedence.Or);
  if (kindAt(p, p.pos) !== Kind.Colon) return { kind: 'at', value: from ?? missingAt(start) };
  p.pos += 1;
  const next = kindAt(p, p.pos);
  const to =
    next === Kind.Comma || next === Kind.CloseBracket || next === Kind.End
      ? undefined
      : parseExpression(p, Precedence.Or);
  if (kindAt(p, p.pos) === Kind.Colon) {
    failAt(p, 'A step in an index is not read. Write a range as first:last.', p.pos);
  }
  const span = { start, end: lastOffset(p) };
  if (!from && !to) return { kind: 'all', span };
  return { kind: 'slice', span, ...(from && { from }), ...(to && { to }) };
}

/** The arguments of a call, from `(` to `)`; `f(x; w)` separates parameters by `;`. */
export function parseArguments(p: Parser): readonly Argument[] {
  return insideBrackets<readonly Argument[]>(p, [], (_, open) => {
    const args: Argument[] = [];
    while (p.pos < p.end && kindAt(p, p.pos) !== Kind.CloseParen) {
      args.push(parseArgument(p));
      const kind = kindAt(p, p.pos);
      if (kind !== Kind.Comma && kind !== Kind.Semicolon) break;
      p.pos += 1;
    }
    closeBracket(p, open);
    return args;
  });
}

function parseArgument(p: Parser): Argument {
  if (kindAt(p, p.pos) === Kind.Name && kindAt(p, p.pos + 1) === Kind.Assign) {
    const keyword = nameAt(p, p.pos);
    p.pos += 2;
    return { keyword, value: parseExpression(p, Precedence.Lowest) };
  }
  return { value: parseExpression(p, Precedence.Lowest) };
}

/** `|x|`, `||x||` and `‖x‖`; the latter two are norms. `||x|-|y||` are three absolute values. */
export function parseBars(p: Parser): Expr {
  const open = p.pos;
  const outer = p.bar;
  const { inExponent } = p;
  p.inExponent = false;
  const expr = readBars(p, open, outer);
  p.inExponent = inExponent;
  return expr;
}

function readBars(p: Parser, open: number, outer: OpenBar): Expr {
  const kind: OpenBar =
    kindAt(p, open) === Kind.DoubleBar
      ? 'wide'
      : kindAt(p, open + 1) === Kind.Bar && isAdjacent(p, open + 1)
        ? 'double'
        : 'single';
  p.bar = kind;
  p.pos += kind === 'double' ? 2 : 1;
  let operand = parseExpression(p, Precedence.Lowest);
  if (kind === 'double' && kindAt(p, p.pos) === Kind.Bar && !closesNorm(p)) {
    // Only one bar closes here, so the two that opened were two absolute values.
    const inner = p.starts[open + 1]!;
    p.pos += 1;
    p.bar = 'single';
    const absolute: Absolute = { kind: 'absolute', operand, span: { start: inner, end: lastOffset(p) } };
    operand = parseOperators(p, absolute, inner, Precedence.Lowest);
    return closeBars(p, operand, 'single', open, outer);
  }
  return closeBars(p, operand, kind, open, outer);
}

const closesNorm = (p: Parser): boolean => kindAt(p, p.pos + 1) === Kind.Bar && isAdjacent(p, p.pos + 1);

function closeBars(p: Parser, operand: Expr, kind: OpenBar, open: number, outer: OpenBar): Expr {
  const start = p.starts[open]!;
  const width = kind === 'double' ? 2 : 1;
  p.bar = outer;
  if (kindAt(p, p.pos) !== (kind === 'wide' ? Kind.DoubleBar : Kind.Bar)) {
    const sign = kind === 'wide' ? '‖' : '|'.repeat(width);
    if (p.pos < p.end) return failUnexpected(p);
    const end = p.starts[open]! + width;
    return fail(p, `'${sign}' is missing: this '${sign}' is never closed. Add '${sign}'.`, start, end);
  }
  const closing = p.starts[p.pos]!;
  p.pos += width;
  const span = { start, end: lastOffset(p) };
  if (kind === 'single') return { kind: 'absolute', operand, span };
  return normOf(p, operand, start, closing);
}

/** `‖x‖`, `‖x‖_1`, `‖x‖_inf`; `‖W‖_F` and `‖x‖_2` are the root of the sum of squares. */
function normOf(p: Parser, operand: Expr, start: number, closing: number): Call | Expr {
  const args: Argument[] = [{ value: operand }];
  const at = p.pos;
  if (kindAt(p, at) === Kind.Name && isAdjacent(p, at) && p.text[p.starts[at]!] === '_') {
    const { name, span } = nameAt(p, at, 1);
    const plain = name.startsWith('_') ? name.slice(1) : name;
    p.pos += 1;
    if (plain === '1') args.push({ value: { kind: 'number', value: 1, text: '1', span } });
    else if (plain === 'inf') args.push({ value: { kind: 'name', name: 'inf', span } });
    else if (plain !== '2' && plain !== 'F') {
      p.pos = at;
      return failAt(p, 'This norm is not known. Known are ‖x‖, ‖x‖_1, ‖x‖_2, ‖x‖_inf and ‖W‖_F.', at);
    }
  }
  return {
    kind: 'call',
    callee: { kind: 'name', name: 'norm', span: { start, end: Math.min(start + 1, closing) } },
    args,
    span: { start, end: lastOffset(p) },
  };
}

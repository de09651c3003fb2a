import type { Argument, Call, Expr } from '../ast';
import {
  fail,
  failAt,
  failTooDeep,
  lastOffset,
  MAX_BRACKETS,
  missingAt,
  spanFrom,
  startOffset,
} from '../token-parser';
import { parseCasesIn } from './arrays';
import { isCondition } from './digits';
import { parsePoint } from './evaluation';
import { Precedence, parseExpression } from './expressions';
import {
  failOperand,
  failUnexpected,
  isDoubleBar,
  kindAt,
  matchAt,
  nameOf,
  type Parser,
  refuse,
  refuseAt,
  textAt,
  within,
} from './parser';
import { argumentAt } from './scripts';
import { Kind } from './tokens';

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['|', '|'],
  ['‖', '‖'],
  ['⟨', '⟩'],
  ['⌊', '⌋'],
  ['⌈', '⌉'],
  ['⟦', '⟧'],
]);

/** `(a)` is `a`, `(a, b)` a vector; floors, absolute values, inner products and conditions by their brackets. */
export function parseBracket(p: Parser): Expr {
  const open = p.pos;
  const start = startOffset(p);
  const sign = textAt(p, open);
  const close = matchAt(p, open);
  if (close < 0) return failUnclosed(p, open);
  const closer = textAt(p, close);
  if (sign === '{' && closer === '.') return parseCasesIn(p, open + 1, close, close + 1);
  if (sign === '.') return parseLeftOpen(p, open, close);
  if (CLOSERS.get(sign) !== closer) {
    const expected = CLOSERS.get(sign);
    if (expected === undefined)
      return failAt(p, `A bracket cannot start with '${sign}'. Write '(' to group.`, open);
    return fail(
      p,
      `This '${sign}' is closed by '${closer}'. Write '${expected}'.`,
      start,
      p.tokens[close]!.end,
    );
  }
  const items = parseItems(p, open, close);
  if (p.error !== undefined) return items[0]?.value ?? missingAt(start);
  return bracketOf(p, sign, items, start, open);
}

function bracketOf(p: Parser, sign: string, items: readonly Argument[], start: number, open: number): Expr {
  const span = spanFrom(p, start);
  const values = items.map(({ value }) => value);
  const [first] = values;
  const token = p.tokens[open]!;
  const callee = (name: string): Call['callee'] => nameOf(name, token.start, token.end);
  if (first === undefined)
    return fail(p, 'These brackets are empty. Write what stands in them.', span.start, span.end);
  const isOne = values.length === 1;
  switch (sign) {
    case '⟨':
      if (values.length === 2) return { kind: 'call', callee: callee('dot'), args: items, span };
      return refuse(
        p,
        'A mean in angle brackets is not read. An inner product has two parts: ⟨a, b⟩.',
        span.start,
        span.end,
      );
    case '⌊':
    case '⌈':
      if (!isOne) break;
      return { kind: 'call', callee: callee(sign === '⌊' ? 'floor' : 'ceil'), args: items, span };
    case '⟦':
      if (!isOne || !isCondition(first)) break;
      return { kind: 'call', callee: callee('indicator'), args: items, span };
    case '|':
      if (!isOne) break;
      return absoluteOf(first, span, callee('det'));
    case '‖':
      if (!isOne) break;
      return normOf(p, first, start, token.end);
    case '[':
      if (isOne && isCondition(first))
        return { kind: 'call', callee: callee('indicator'), args: items, span };
      break;
    case '{':
      if (!isOne) return refuse(p, 'A set is read only behind ∈.', span.start, span.end);
      break;
    default:
  }
  if (isOne && first.kind !== 'range') return first;
  const array: Expr = { kind: 'array', rows: [values], span };
  p.rows.add(array);
  return array;
}

/** A determinant where a matrix stands between the bars. */
const absoluteOf = (operand: Expr, span: Expr['span'], det: Call['callee']): Expr =>
  operand.kind === 'array' && operand.rows.length > 1
    ? { kind: 'call', callee: det, args: [{ value: operand }], span }
    : { kind: 'absolute', operand, span };

/** `\left. a \right|_{x=1}`, or an empty bracket on the left that only balances. */
function parseLeftOpen(p: Parser, open: number, close: number): Expr {
  const start = startOffset(p);
  const target = within<Expr>(p, open + 1, close, close + 1, missingAt(start), (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  const isBar = textAt(p, close) === '|' && kindAt(p, p.pos) === Kind.Sub;
  return p.error === undefined && isBar ? parsePoint(p, target, start) : target;
}

export function failUnclosed(p: Parser, open: number): Expr {
  const sign = textAt(p, open);
  const kind = kindAt(p, open);
  if (kind === Kind.Begin) return failAt(p, `\\begin{${sign}} is never closed. Add \\end{${sign}}.`, open);
  if (kind === Kind.Finish) return failAt(p, `\\end{${sign}} closes nothing. Add \\begin{${sign}}.`, open);
  if (kind === Kind.Close || kind === Kind.GroupClose) {
    return failAt(p, `'${sign}' closes nothing: no bracket is open here. Remove it.`, open);
  }
  const closer = kindAt(p, open) === Kind.GroupOpen ? '}' : (CLOSERS.get(sign) ?? sign);
  return failAt(p, `'${closer}' is missing: this '${sign}' is never closed. Add '${closer}'.`, open);
}

/** What stands between the brackets `open` and `close`, separated by commas, semicolons or a lone bar. */
function parseItems(p: Parser, open: number, close: number): readonly Argument[] {
  const separates = p.bars[open]! === 1;
  return within<readonly Argument[]>(p, open + 1, close, close + 1, [], (q) => {
    q.barSeparates = separates;
    return parseList(q);
  });
}

/** `a, b, \dots, z` up to the end of what is read. */
export function parseList(p: Parser): readonly Argument[] {
  const items: Argument[] = [];
  while (p.pos < p.end && p.error === undefined) {
    if (kindAt(p, p.pos) === Kind.Ellipsis && items.length > 0) {
      const from = items.pop()!.value;
      p.pos += 1;
      if (!isSeparator(p)) {
        refuseAt(p, 'An ellipsis (…) at the end of a list leaves it open. Write its last entry.', p.pos - 1);
        break;
      }
      p.pos += 1;
      const to = parseExpression(p, Precedence.Lowest);
      items.push({ value: { kind: 'range', from, to, span: spanFrom(p, from.span.start) } });
    } else items.push({ value: parseExpression(p, Precedence.Lowest) });
    if (!isSeparator(p)) break;
    p.pos += isDoubleBar(p, p.pos) ? 2 : 1;
    if (p.pos === p.end && p.error === undefined) failOperand(p);
  }
  return items;
}

function isSeparator(p: Parser): boolean {
  const kind = kindAt(p, p.pos);
  return kind === Kind.Comma || kind === Kind.Semicolon || (kind === Kind.Bar && p.barSeparates);
}

/** The arguments of a call, from its opening bracket on. */
export function parseArguments(p: Parser): readonly Argument[] {
  const open = p.pos;
  const close = matchAt(p, open);
  if (close < 0) {
    failUnclosed(p, open);
    return [];
  }
  if (CLOSERS.get(textAt(p, open)) !== textAt(p, close)) {
    failAt(p, `This '${textAt(p, open)}' is closed by '${textAt(p, close)}'. Write the same bracket.`, open);
    return [];
  }
  return parseItems(p, open, close);
}

/** `|x|` and `‖x‖` between plain bars. */
export function parseBars(p: Parser): Expr {
  const open = p.pos;
  const start = startOffset(p);
  const isDouble = isDoubleBar(p, open);
  const sign = textAt(p, open) === '‖' ? '‖' : isDouble ? '||' : '|';
  const outer = p.bar;
  if (p.brackets >= MAX_BRACKETS) return failTooDeep(p);
  p.brackets += 1;
  p.bar = sign;
  p.pos += sign.length;
  const operand = parseExpression(p, Precedence.Lowest);
  p.bar = outer;
  p.brackets -= 1;
  if (p.error !== undefined) return operand;
  if (isDouble ? !isDoubleBar(p, p.pos) : textAt(p, p.pos) !== sign || kindAt(p, p.pos) !== Kind.Bar) {
    if (p.pos < p.end) return failUnexpected(p);
    return failAt(p, `'${sign}' is missing: this '${sign}' is never closed. Add '${sign}'.`, open);
  }
  p.pos += sign.length;
  const token = p.tokens[open]!;
  if (sign !== '|') return normOf(p, operand, start, token.end);
  return absoluteOf(operand, spanFrom(p, start), nameOf('det', token.start, token.end));
}

/** `‖x‖`, `‖x‖_1`, `‖x‖_\infty`; `‖W‖_F` and `‖x‖_2` are the root of the sum of squares. */
function normOf(p: Parser, operand: Expr, start: number, end: number): Expr {
  const args: Argument[] = [{ value: operand }];
  const range = kindAt(p, p.pos) === Kind.Sub ? argumentAt(p, p.pos + 1) : undefined;
  if (range !== undefined) {
    const { from, to, after } = range;
    const token = p.tokens[from];
    const plain = to === from + 1 ? textAt(p, from) : '';
    const span = { start: token?.start ?? end, end: token?.end ?? end };
    p.pos = after;
    if (plain === '1') args.push({ value: { kind: 'number', value: 1, text: '1', span } });
    else if (plain === 'inf') args.push({ value: { kind: 'name', name: 'inf', span } });
    else if (plain !== '2' && plain !== 'F') {
      return refuse(
        p,
        'This norm is not known. Known are ‖x‖, ‖x‖_1, ‖x‖_2, ‖x‖_∞ and ‖W‖_F.',
        start,
        lastOffset(p),
      );
    }
  }
  return {
    kind: 'call',
    callee: nameOf('norm', start, Math.max(start, end)),
    args,
    span: spanFrom(p, start),
  };
}

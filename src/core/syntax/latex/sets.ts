import type { Expr, MemberSet, Size } from '../ast';
import { halfLine } from '../half-line';
import { failAt, lastOffset, startOffset } from '../token-parser';
import { parseList } from './brackets';
import { Precedence, parseExpression } from './expressions';
import { failOperand, kindAt, matchAt, type Parser, refuse, textAt, within } from './parser';
import { type Range, readMarks, scriptedName, spell } from './scripts';
import { Kind } from './tokens';

const LARGEST_SIZE = 1_000_000;

/** Reads the set behind `\in` up to the end of what is read, or `named` up to where its name ends; undefined after an error. */
export function readSet(p: Parser, named = false): MemberSet | undefined {
  const kind = kindAt(p, p.pos);
  if (kind === Kind.Open) return readBracketed(p);
  if (kind === Kind.Close) {
    failAt(p, "An interval without its ends is written with '(': x \\in (0, 1).", p.pos);
    return undefined;
  }
  if (kind === Kind.Letter || kind === Kind.Text) return readNamed(p, named);
  failOperand(p);
  return undefined;
}

/** `\{0, 1\}`, `\{1, \dots, n\}`, `[0, 1)`, `(0, \infty)` */
function readBracketed(p: Parser): MemberSet | undefined {
  const open = p.pos;
  const start = startOffset(p);
  const close = matchAt(p, open);
  const [left, right] = [textAt(p, open), close < 0 ? '' : textAt(p, close)];
  const isList = left === '{' && right === '}';
  if (!isList && !(/^[([]$/.test(left) && /^[)\]]$/.test(right))) {
    failAt(p, 'This is not read as a set. Write \\{0, 1\\}, [0, 1], (0, 1) or \\mathbb{R}^n.', open);
    return undefined;
  }
  const items = within(p, open + 1, close, close + 1, [], parseList).map(({ value }) => value);
  if (p.error !== undefined) return undefined;
  if (kindAt(p, p.pos) === Kind.Sup || kindAt(p, p.pos) === Kind.Times) {
    refuse(
      p,
      'Powers and products of sets are not read. Declare the shape and the bounds apart.',
      start,
      lastOffset(p),
    );
    return undefined;
  }
  if (isList) return finiteSet(p, items, open);
  if (items.length !== 2) {
    refuse(p, 'An interval has two ends. Write [0, 1] or (0, \\infty).', start, lastOffset(p));
    return undefined;
  }
  return { kind: 'interval', from: items[0]!, to: items[1]!, fromOpen: left === '(', toOpen: right === ')' };
}

function finiteSet(p: Parser, items: readonly Expr[], open: number): MemberSet | undefined {
  if (items.length === 0) {
    failAt(p, 'This set is empty. Write its members: \\{0, 1\\}.', open);
    return undefined;
  }
  const last = items.at(-1)!;
  if (last.kind === 'range')
    return { kind: 'range', from: items.length > 1 ? items[0]! : last.from, to: last.to };
  return { kind: 'finite', members: items };
}

/** `\mathbb{R}`, `\mathbb{R}^{m \times n}`, `\mathbb{R}_{>0}`, `\mathbb{N}`; with `named` any name. */
function readNamed(p: Parser, named: boolean): MemberSet | undefined {
  const token = p.tokens[p.pos]!;
  const { text, style, start } = token;
  p.pos += 1;
  const { above, below } = readMarks(p);
  if (p.error !== undefined) return undefined;
  const isReal = text === 'R' && (style === 'blackboard' || style === 'bold' || style === undefined);
  if (isReal) {
    const half = readHalfLine(p, above, below, start);
    if (half !== undefined) return half;
    if (below === undefined) {
      if (above === undefined) return { kind: 'shape', sizes: [] };
      const sizes = readSizes(p, above);
      return sizes && { kind: 'shape', sizes };
    }
  } else if ((text === 'N' || text === 'Z') && style !== undefined && above === undefined) {
    if (below === undefined) return { kind: 'named', name: text };
    if (text === 'N' && spell(p, below.from, below.to) === '0') return { kind: 'named', name: 'N' };
  }
  if (named) {
    const low = below === undefined ? '' : spell(p, below.from, below.to);
    return {
      kind: 'named',
      name: scriptedName(text, low, above === undefined ? '' : spell(p, above.from, above.to)),
    };
  }
  refuse(p, 'This set is not known. Known are ℝ, ℝ^n, ℕ, ℤ, \\{0, 1\\} and [0, 1].', start, lastOffset(p));
  return undefined;
}

/** `\mathbb{R}_+`, `\mathbb{R}^+`, `\mathbb{R}_{>0}`, `\mathbb{R}_{\ge 0}` */
function readHalfLine(
  p: Parser,
  above: Range | undefined,
  below: Range | undefined,
  start: number,
): MemberSet | undefined {
  const only = above ?? below;
  if (only === undefined || (above !== undefined && below !== undefined)) return undefined;
  const sign = spell(p, only.from, only.to);
  const isOpen = HALF_LINES.get(sign);
  if (isOpen === undefined) return undefined;
  return halfLine(isOpen, { start, end: lastOffset(p) });
}

const HALF_LINES: ReadonlyMap<string, boolean> = new Map([
  ['+', true],
  ['++', true],
  ['>0', true],
  ['>=0', false],
]);

/** The sizes of `n`, `3\times 4`, `m \times n`, `2n` being no size. */
function readSizes(p: Parser, { from, to }: Range): readonly Size[] | undefined {
  const sizes: Size[] = [];
  let start = from;
  for (let i = from; i <= to; i++) {
    const isEnd = i === to || (kindAt(p, i) === Kind.Times && /^[*×]$/.test(textAt(p, i)));
    if (isEnd) {
      const size = sizeOf(p, start, i);
      if (size === undefined) return undefined;
      sizes.push(size);
      start = i + 1;
    } else if (kindAt(p, i) === Kind.GroupOpen) {
      const close = matchAt(p, i);
      if (close > 0 && close < to) i = close;
    }
  }
  return sizes;
}

function sizeOf(p: Parser, from: number, to: number): Size | undefined {
  const first = p.tokens[from] ?? p.tokens[from - 1]!;
  const span = {
    start: first.start,
    end: Math.max(first.end, p.tokens[Math.max(from, to - 1)]?.end ?? first.end),
  };
  const refuseSize = (): undefined => {
    refuse(p, 'A size is a number or a name here: \\mathbb{R}^{3 \\times n}.', span.start, span.end);
    return undefined;
  };
  if (to <= from) return refuseSize();
  const { pos } = p;
  const expr = within<Expr | undefined>(p, from, to, pos, undefined, (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  if (p.error !== undefined) return undefined;
  if (expr?.kind === 'name') return { kind: 'name', name: expr.name, span };
  if (expr?.kind !== 'number') return refuseSize();
  const isSize = Number.isInteger(expr.value) && expr.value >= 1 && expr.value <= LARGEST_SIZE;
  return isSize ? { kind: 'number', value: expr.value, span } : refuseSize();
}

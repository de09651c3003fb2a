import type { Expr, MemberSet } from '../ast';
import { halfLine } from '../half-line';
import { fail, failAt } from '../token-parser';
import { Precedence, parseExpression } from './expressions';
import { closeBracket, failUnexpected, insideBrackets, kindAt, nameAt, type Parser } from './parser';
import { readShape } from './shapes';
import { Kind } from './tokens';

/** Sets that have a name; several spellings stand for one. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['simplex', 'simplex'],
  ['N', 'N'],
  ['naturals', 'N'],
  ['Z', 'Z'],
  ['integers', 'Z'],
]);

/** Spellings of the positive and of the nonnegative numbers, as token texts without blanks. */
const HALF_LINES: ReadonlyMap<string, boolean> = new Map([
  ['R+', true],
  ['R^+', true],
  ['R⁺', true],
  ['R_+', true],
  ['R_{+}', true],
  ['R_{>0}', true],
  ['R_{>=0}', false],
  ['R_{≥0}', false],
]);

/** Reads the set after `in` from the tokens `from` up to `to`; undefined after an error. */
export function readSet(p: Parser, from: number, to: number): MemberSet | undefined {
  p.pos = from;
  if (from >= to) {
    failAt(p, "A set is missing after 'in'. Write {0, 1}, [0, 1], 1..10, R^n or simplex.", from - 1);
    return undefined;
  }
  switch (kindAt(p, from)) {
    case Kind.OpenBrace:
      return atEnd(p, readFinite(p), to);
    case Kind.OpenParen:
    case Kind.OpenBracket:
      return atEnd(p, readInterval(p), to);
    case Kind.CloseBracket:
      failAt(p, "An interval without its ends is written with '(': x in (0, 1).", from);
      return undefined;
    case Kind.Name:
      return readNamed(p, from, to) ?? readRange(p, to);
    default:
      return readRange(p, to);
  }
}

function atEnd(p: Parser, set: MemberSet | undefined, to: number): MemberSet | undefined {
  if (p.error || p.pos >= to) return p.error ? undefined : set;
  fail(
    p,
    'Powers and differences of sets are not read. Declare the shape and the bounds apart.',
    p.starts[p.pos]!,
    p.ends[to - 1]!,
  );
  return undefined;
}

/** `{0, 1}`; `{1, ..., 10}` is a range. */
function readFinite(p: Parser): MemberSet | undefined {
  return insideBrackets<MemberSet | undefined>(p, undefined, (_, open) => {
    const members: Expr[] = [];
    let ellipsis = false;
    while (p.pos < p.end && p.pos !== p.match[open]) {
      if (kindAt(p, p.pos) === Kind.Ellipsis && members.length > 0) {
        ellipsis = true;
        p.pos += 1;
      } else members.push(parseExpression(p, Precedence.Or));
      if (kindAt(p, p.pos) !== Kind.Comma) break;
      p.pos += 1;
    }
    closeBracket(p, open);
    const [from] = members;
    const to = members[members.length - 1];
    if (!from || !to) {
      failAt(p, 'This set is empty. Write its members: {0, 1}.', open);
      return undefined;
    }
    return ellipsis && members.length > 1 ? { kind: 'range', from, to } : { kind: 'finite', members };
  });
}

/** `[0, 1]`, `(0, 1]`, `(-inf, 0)`. */
function readInterval(p: Parser): MemberSet | undefined {
  return insideBrackets<MemberSet | undefined>(p, undefined, (_, open) => {
    const from = parseExpression(p, Precedence.Or);
    const separator = kindAt(p, p.pos);
    if (separator === Kind.Comma || separator === Kind.Semicolon) p.pos += 1;
    else if (!p.error)
      fail(
        p,
        'An interval has two ends. Write [0, 1] or (0, inf).',
        p.starts[open]!,
        p.ends[p.match[open]!]!,
      );
    const to = parseExpression(p, Precedence.Or);
    const close = p.match[open]!;
    if (p.pos === close) p.pos += 1;
    else if (p.pos < p.end) failUnexpected(p);
    return {
      kind: 'interval',
      from,
      to,
      fromOpen: kindAt(p, open) === Kind.OpenParen,
      toOpen: kindAt(p, close) === Kind.CloseParen,
    };
  });
}

const LONGEST_NAME = 12;

function readNamed(p: Parser, from: number, to: number): MemberSet | undefined {
  const { name, span } = nameAt(p, from);
  const end = p.ends[to - 1]!;
  const spelling =
    end - span.start <= LONGEST_NAME ? name + p.text.slice(span.end, end).replace(/\s+/g, '') : name;
  const open = HALF_LINES.get(spelling);
  if (open !== undefined) return halfLine(open, { start: span.start, end });
  if (name === 'R' || (name === 'reals' && to === from + 1)) {
    const sizes = name === 'R' ? readShape(p, from, to) : [];
    p.pos = p.end;
    return sizes && { kind: 'shape', sizes };
  }
  if (to !== from + 1) return undefined;
  const known = NAMED.get(name);
  if (known !== undefined) {
    p.pos = to;
    return { kind: 'named', name: known };
  }
  failAt(p, 'This set is not known. Known are R, R^n, N, Z, simplex, {0, 1}, [0, 1] and 1..10.', from);
  return undefined;
}

/** `1..10` */
function readRange(p: Parser, to: number): MemberSet | undefined {
  if (p.error) return undefined;
  const start = p.pos;
  const range = parseExpression(p, Precedence.Range);
  if (!p.error && (range.kind !== 'range' || p.pos < to)) {
    fail(
      p,
      'This is not read as a set. Write {0, 1}, [0, 1], 1..10, R^n or simplex.',
      p.starts[start]!,
      p.ends[to - 1]!,
    );
  }
  return range.kind === 'range' && !p.error ? { kind: 'range', from: range.from, to: range.to } : undefined;
}

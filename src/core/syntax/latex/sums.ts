import type { Expr, IndexedSum, MemberSet, Name } from '../ast';
import { binary, deeper, fail, failAt, lastOffset, missingAt, spanFrom, startOffset } from '../token-parser';
import { parseArguments } from './brackets';
import { COMPARISONS, Precedence, parseExpression, startsFactor } from './expressions';
import { parsePower, parseSuffixes } from './operands';
import { attempt, failUnexpected, kindAt, nameOf, type Parser, refuse, textAt, within } from './parser';
import { type Range, readMarks } from './scripts';
import { readSet } from './sets';
import { Kind } from './tokens';

interface Bounds {
  readonly indices: Name[];
  from?: Expr;
  to?: Expr;
  set?: MemberSet;
  readonly conditions: Expr[];
}

/** `\sum_{i=1}^{n} a_i b_i`, `\prod`, `\max_j a_j`; `\max(a, b)` is a call. The sign takes `tokens` tokens. */
export function parseSum(p: Parser, tokens = 1): Expr {
  return deeper(p, (q) => readSum(q, tokens));
}

function readSum(p: Parser, tokens: number): Expr {
  const start = startOffset(p);
  const word = p.tokens
    .slice(p.pos, p.pos + tokens)
    .map(({ text }) => text)
    .join('');
  const operator = word as IndexedSum['operator'];
  p.pos += tokens;
  const end = lastOffset(p);
  const { below, above, primes } = readMarks(p);
  if (p.error !== undefined) return missingAt(start);
  const isExtreme = operator === 'max' || operator === 'min';
  if (isExtreme && below === undefined && above === undefined) return extremeCall(p, word, start, end);
  if (primes > 0) return failAt(p, 'A prime behind this sign is not read. Remove it.', p.pos - 1);
  const bounds: Bounds = { indices: [], conditions: [] };
  const { pos } = p;
  if (below !== undefined)
    within<undefined>(p, below.from, below.to, pos, undefined, (q) => readBounds(q, bounds));
  if (p.error === undefined && above !== undefined) readEnd(p, above, bounds, pos);
  if (p.error !== undefined) return missingAt(start);
  if (!startsFactor(p) && kindAt(p, p.pos) !== Kind.Minus) {
    return refuse(
      p,
      `What stands behind this ${WORDS[operator]} is missing. Write it.`,
      start,
      lastOffset(p),
    );
  }
  const body = isExtreme ? parseExtremeBody(p) : parseExpression(p, Precedence.Product);
  if (p.error !== undefined) return body;
  return { kind: 'sum', operator, ...bounds, body, span: spanFrom(p, start) };
}

const WORDS: Readonly<Record<IndexedSum['operator'], string>> = {
  sum: 'sum',
  product: 'product',
  max: 'maximum',
  min: 'minimum',
};

/** `\max(0, x)`, `\max\{a, b\}` */
function extremeCall(p: Parser, word: string, start: number, end: number): Expr {
  const callee = nameOf(word, start, end);
  if (kindAt(p, p.pos) === Kind.Open && /^[([{]$/.test(textAt(p, p.pos))) {
    const args = parseArguments(p);
    return parseSuffixes(p, { kind: 'call', callee, args, span: spanFrom(p, start) }, start, false);
  }
  if (!startsFactor(p)) return callee;
  const value = parsePower(p);
  return { kind: 'call', callee, args: [{ value }], span: spanFrom(p, start) };
}

/** A bracket alone, or factors side by side: a sign of a product ends what the maximum is taken of. */
function parseExtremeBody(p: Parser): Expr {
  const start = startOffset(p);
  const isBracket = kindAt(p, p.pos) === Kind.Open;
  let body = parsePower(p);
  for (let steps = 0; !isBracket && p.error === undefined && startsFactor(p); steps++) {
    const left = lastOffset(p);
    const right = startOffset(p);
    if (steps >= 900 || kindAt(p, p.pos) === Kind.Digit) return failUnexpected(p);
    const factor = parsePower(p);
    body = binary(p, 'juxtapose', body, factor, start, Math.min(left, right), right);
  }
  return body;
}

function readEnd(p: Parser, { from, to }: Range, bounds: Bounds, after: number): void {
  const end = within<Expr | undefined>(p, from, to, after, undefined, (q) =>
    parseExpression(q, Precedence.Sum),
  );
  if (end === undefined) return;
  if (bounds.to !== undefined || bounds.set !== undefined) {
    fail(p, 'This index has two ends. Remove one.', end.span.start, end.span.end);
  } else bounds.to = end;
}

/** `i = 1`, `i, j`, `i \in S`, `j \ne i`, `i : y_i > 0`, and lists of those. */
function readBounds(p: Parser, bounds: Bounds): undefined {
  do {
    const kind = kindAt(p, p.pos);
    if (
      kind === Kind.Colon &&
      bounds.from !== undefined &&
      bounds.to === undefined &&
      readRangeEnd(p, bounds)
    )
      continue;
    if (kind === Kind.Comma || kind === Kind.Colon || kind === Kind.Bar || kind === Kind.Semicolon)
      p.pos += 1;
    readBound(p, bounds);
  } while (p.error === undefined && SEPARATORS.has(kindAt(p, p.pos)));
  return undefined;
}

/** The `N` of `n = 1:N`; what states something behind the colon is a condition. */
function readRangeEnd(p: Parser, bounds: Bounds): boolean {
  const { pos } = p;
  p.pos += 1;
  const end = attempt(p, (q) => parseExpression(q, Precedence.Sum));
  const isEnd = end !== undefined && (p.pos >= p.end || SEPARATORS.has(kindAt(p, p.pos)));
  if (isEnd) bounds.to = end;
  else p.pos = pos;
  return isEnd;
}

const SEPARATORS: ReadonlySet<Kind> = new Set<Kind>([Kind.Comma, Kind.Colon, Kind.Bar, Kind.Semicolon]);

function readBound(p: Parser, bounds: Bounds): void {
  if (kindAt(p, p.pos) === Kind.Ellipsis && bounds.from !== undefined) {
    p.pos += 1;
    if (kindAt(p, p.pos) === Kind.Comma) p.pos += 1;
    bounds.to = parseExpression(p, Precedence.Sum);
    return;
  }
  const start = startOffset(p);
  const sides: Expr[] = [parseExpression(p, Precedence.Sum)];
  if (p.error !== undefined) return;
  if (kindAt(p, p.pos) === Kind.In) {
    addIndices(p, sides[0]!, bounds);
    p.pos += 1;
    const set = readSet(p, true);
    if (set !== undefined) bounds.set = set;
    return;
  }
  const signs: string[] = [];
  while (kindAt(p, p.pos) === Kind.Relation && COMPARISONS.has(textAt(p, p.pos)) && p.error === undefined) {
    signs.push(textAt(p, p.pos));
    p.pos += 1;
    sides.push(parseExpression(p, Precedence.Sum));
  }
  if (p.error !== undefined) return;
  // `i = 1, 2, \dots, n`
  if (signs.length === 0 && isNextValue(p, sides[0]!, bounds)) return;
  if (signs.length === 0) {
    if (sides[0]!.kind === 'number' && bounds.indices.length === 0) bounds.from = sides[0]!;
    else addIndices(p, sides[0]!, bounds);
    return;
  }
  const isStart = signs.every((sign) => sign === '=') && isNewIndex(sides[0]!, bounds);
  if (isStart) {
    for (const side of sides.slice(0, -1)) addIndices(p, side, bounds);
    bounds.from = sides.at(-1)!;
    return;
  }
  addConditionIndices(sides, signs, bounds);
  bounds.conditions.push({
    kind: 'compare',
    operators: signs.map((sign) => COMPARISONS.get(sign)!),
    operands: sides,
    span: spanFrom(p, start),
  });
}

function isNextValue(p: Parser, value: Expr, { from, to, set }: Bounds): boolean {
  if (value.kind !== 'number' || from?.kind !== 'number' || to !== undefined || set !== undefined)
    return false;
  const next = p.pos + 1;
  const leads =
    kindAt(p, next) === Kind.Ellipsis ||
    (kindAt(p, next) === Kind.Digit && kindAt(p, next + 2) === Kind.Ellipsis);
  return (
    kindAt(p, p.pos) === Kind.Comma && leads && value.value > from.value && value.value <= from.value + 2
  );
}

/** `i = 1` starts an index; `y_i = 1` behind an index is a condition. */
const isNewIndex = (side: Expr, { indices, from }: Bounds): boolean =>
  side.kind === 'name' && (indices.length === 0 ? true : from !== undefined && side.scripts === undefined);

function addIndices(p: Parser, side: Expr, { indices }: Bounds): void {
  if (side.kind === 'name') indices.push(side);
  else if (side.kind === 'array' && side.rows.every((row) => row.every((item) => item.kind === 'name'))) {
    for (const item of side.rows.flat()) if (item.kind === 'name') indices.push(item);
  } else fail(p, 'An index is a name: \\sum_{i=1}^{n}. Write it so.', side.span.start, side.span.end);
}

/** In `j \ne i` the first name is the index; in `i < j` both letters are, unless one is bound outside. */
function addConditionIndices(sides: readonly Expr[], signs: readonly string[], { indices }: Bounds): void {
  if (indices.length > 0) return;
  const names = sides.filter((side): side is Name => side.kind === 'name');
  const isOrdered = signs.every((sign) => /^[<>]=?$/.test(sign));
  for (const [i, name] of names.entries()) {
    if (i === 0 && !(isOrdered && names.length > 1 && !/^[i-l]$/.test(name.name) && signs.length > 1))
      indices.push(name);
    else if (isOrdered && /^[i-l]$/.test(name.name)) indices.push(name);
  }
}

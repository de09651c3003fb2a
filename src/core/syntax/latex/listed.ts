import type { Expr, Name } from '../ast';
import type { Statement } from '../statements';
import { fail, lastOffset, missingAt } from '../token-parser';
import { bareNamesIn } from '../walk';
import { readChain, VALUES } from './chains';
import { parseSide } from './expressions';
import { failUnexpected, type Parser, refuse, textAt } from './parser';
import { isBareName, isNumber, type Part, states } from './pieces';

/** The last of the parts that belong to the list that the part `index` opens: `i = 1, \dots, n`; `0 < x, y < 1`. */
export function lastOfList(p: Parser, parts: readonly Part[], index: number): number {
  const main = parts[index]!;
  if (main.relation < 0 || main.member >= 0) return index;
  let last = index;
  while (last + 1 < parts.length && !states(parts[last + 1]!)) {
    const endsRange = last > index && parts[last]!.ellipsis === parts[last]!.from;
    if (!endsRange && !isListed(p, parts[last + 1]!)) break;
    last += 1;
  }
  const isValues = last > index && main.equalities;
  if (isValues) return last;
  // `0 < x, y < 1`
  const next = parts[last + 1];
  const opens = !main.equalities && isBareName(p, { ...main, from: main.relation + 1 });
  const names = parts.slice(index + 1, last + 1).every((part) => isBareName(p, part));
  if (opens && names && next !== undefined && next.relation > 0 && !next.equalities) {
    const closes = isBareName(p, { ...next, to: next.relation });
    if (closes && directionOf(p, main) === directionOf(p, next)) return last + 1;
  }
  return opens && names ? last : index;
}

const isListed = (p: Parser, part: Part): boolean =>
  part.ellipsis === part.from || isNumber(p, part) || isBareName(p, part);

const directionOf = (p: Parser, { relation }: Part): string => textAt(p, relation)[0] ?? '';

/** `i, j = 1, \dots, n`, `k = 1, 2, 3` */
export function readRange(
  p: Parser,
  before: readonly Part[],
  main: Part,
  rest: readonly Part[],
): Statement | undefined {
  const names: Name[] = [];
  for (const part of [...before, { ...main, to: main.relation }]) {
    const name = expressionIn(p, part);
    if (name.kind === 'name') names.push(name);
    else if (p.error === undefined) fail(p, VALUES, name.span.start, name.span.end);
  }
  const values = [{ ...main, from: main.relation + 1 }, ...rest].filter(
    (part) => part.ellipsis !== part.from,
  );
  const members = values.map((part) => expressionIn(p, part));
  if (p.error !== undefined) return undefined;
  const span = { start: p.tokens[(before[0] ?? main).from]!.start, end: members.at(-1)!.span.end };
  const isRange = rest.some((part) => part.ellipsis === part.from);
  if (isRange && rest.at(-1)!.ellipsis === rest.at(-1)!.from) {
    refuse(
      p,
      'An ellipsis (…) at the end leaves the range open. Write its last value.',
      span.start,
      span.end,
    );
    return undefined;
  }
  if (isRange) {
    return {
      kind: 'membership',
      names,
      set: { kind: 'range', from: members[0]!, to: members.at(-1)! },
      span,
    };
  }
  const isIndex =
    names.every(({ name }) => /^[i-n]$/.test(name)) && members.every(({ kind }) => kind === 'number');
  if (isIndex) return { kind: 'membership', names, set: { kind: 'finite', members }, span };
  fail(p, VALUES, span.start, span.end);
  return undefined;
}

/** `0 < x, y < 1` */
export function readShared(p: Parser, main: Part, rest: readonly Part[]): Statement | undefined {
  const start = p.tokens[main.from]!.start;
  p.pos = main.from;
  const first = within(p, main.to, () => readChain(p, []));
  if (p.error !== undefined || first?.kind !== 'relation') return undefined;
  const also: Name[] = [];
  for (const part of rest.slice(0, -1)) {
    const name = expressionIn(p, part);
    if (name.kind === 'name') also.push(name);
  }
  const closing = rest.at(-1)!;
  const place = first.sides.length - 1;
  if (closing.relation < 0) {
    const name = expressionIn(p, closing);
    if (name.kind === 'name') also.push(name);
    return p.error ? undefined : { ...first, also, place, span: { start, end: lastOffset(p) } };
  }
  p.pos = closing.from;
  const second = within(p, closing.to, () => readChain(p, []));
  if (p.error !== undefined || second?.kind !== 'relation') return undefined;
  const head = second.sides[0]!;
  if (head.kind === 'name') also.push(head);
  const sides = [...first.sides, ...second.sides.slice(1)];
  const ends = sides.filter((_, i) => i !== place);
  const unclear = ends.some((side) => bareNamesIn(side).some(({ name }) => !/^(?:pi|inf|e)$/.test(name)));
  return {
    ...first,
    sides,
    relations: [...first.relations, ...second.relations],
    relationSpans: [...first.relationSpans, ...second.relationSpans],
    also,
    place,
    ...(unclear && { unclear: true as const }),
    span: { start, end: lastOffset(p) },
  };
}

function within<T>(p: Parser, to: number, read: () => T): T {
  const { end } = p;
  p.end = to;
  const result = read();
  if (p.error === undefined && p.pos < to) failUnexpected(p);
  p.end = end;
  return result;
}

/** The one expression that a part consists of. */
export function expressionIn(p: Parser, { from, to }: Pick<Part, 'from' | 'to'>): Expr {
  if (p.error !== undefined) return missingAt(0);
  p.pos = from;
  return within(p, to, () => parseSide(p));
}

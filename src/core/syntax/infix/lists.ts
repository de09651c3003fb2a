import { note } from '../token-parser';
import { type Parser, tokenText } from './parser';
import { isRelation, Kind } from './tokens';

/** A part of a list, between two commas. */
interface Part {
  readonly from: number;
  readonly to: number;
  /** Whether a comma stands behind it, rather than `and` or the end. */
  readonly comma: boolean;
}

/**
 * The ranges that a list of statements consists of. Commas separate them, except between names that share a relation:
 * `A, K, L > 0`, `0 < a, b` and `0 < x, y < 1` are one statement each.
 */
export function splitList(
  p: Parser,
  from: number,
  to: number,
  assign: number,
  assigns: number,
): readonly number[] {
  const parts = partsOf(p, from, to, assign, assigns);
  const bounds: number[] = [];
  for (let i = 0; i < parts.length; i++) {
    const first = parts[i]!;
    i = afterNames(p, parts, i);
    i = lastShared(p, parts, i);
    bounds.push(first.from, parts[i]!.to);
  }
  return bounds;
}

function partsOf(p: Parser, from: number, to: number, assign: number, assigns: number): readonly Part[] {
  const parts: Part[] = [];
  let start = from;
  for (let i = from; i < to; i++) {
    const kind = p.kinds[i]!;
    // `m = a and b` is one statement; `0 < a and a < b` are two.
    if (kind === Kind.Comma || (kind === Kind.And && !(assigns === 1 && assign < i))) {
      parts.push({ from: start, to: i, comma: kind === Kind.Comma });
      start = i + 1;
    }
    if (p.match[i]! > i) i = p.match[i]!;
  }
  if (start < to) parts.push({ from: start, to, comma: false });
  return parts;
}

const isName = (p: Parser, part: Part): boolean =>
  part.to === part.from + 1 && p.kinds[part.from] === Kind.Name;

/** The first part from `index` on that is more than a name with a comma behind it, or the last part. */
function afterNames(p: Parser, parts: readonly Part[], index: number): number {
  let at = index;
  while (at + 1 < parts.length && parts[at]!.comma && isName(p, parts[at]!)) at++;
  return at;
}

/** The last part that shares the relation of the part `index`, if that ends with a name. */
function lastShared(p: Parser, parts: readonly Part[], index: number): number {
  const opening = parts[index]!;
  const direction = directionOf(p, opening.from, opening.to);
  const last = opening.to - 1;
  const opens =
    direction !== undefined &&
    opening.comma &&
    p.kinds[last] === Kind.Name &&
    last > opening.from &&
    isRelation(p.kinds[last - 1]!);
  if (!opens) return index;
  const next = afterNames(p, parts, index + 1);
  const closing = parts[next];
  if (closing === undefined) return index;
  if (isName(p, closing)) return next;
  const startsWithName = p.kinds[closing.from] === Kind.Name && isRelation(p.kinds[closing.from + 1]!);
  if (!startsWithName) return next - 1;
  const listed = [last, ...parts.slice(index + 1, next).map((part) => part.from), closing.from];
  const names = new Set(listed.map((at) => tokenText(p, at)));
  const goesOn = directionOf(p, closing.from, closing.to) === direction;
  if (
    goesOn &&
    names.size === listed.length &&
    !mentions(p, opening.from, last, names) &&
    !mentions(p, closing.from + 1, closing.to, names)
  ) {
    return next;
  }
  if (next > index + 1) {
    const [start, end] = [p.starts[parts[index + 1]!.from]!, p.ends[closing.to - 1]!];
    note(
      p,
      `Read as ${shorten(p.text.slice(start, end))} alone. Write a relation for each name if more is meant.`,
      start,
      end,
    );
  }
  return index;
}

const shorten = (text: string): string => (text.length <= 40 ? text : 'the last relation');

/** `<` or `>` where all relations of a range point that way. */
function directionOf(p: Parser, from: number, to: number): '<' | '>' | undefined {
  let direction: '<' | '>' | undefined;
  for (let i = from; i < to; i++) {
    const kind = p.kinds[i]!;
    if (isRelation(kind)) {
      const sign = kind === Kind.Less || kind === Kind.LessEqual ? '<' : '>';
      if (kind < Kind.Less || kind > Kind.GreaterEqual || (direction ?? sign) !== sign) return undefined;
      direction = sign;
    }
    if (p.match[i]! > i) i = p.match[i]!;
  }
  return direction;
}

function mentions(p: Parser, from: number, to: number, names: ReadonlySet<string>): boolean {
  for (let i = from; i < to; i++) {
    if (p.kinds[i] === Kind.Name && names.has(tokenText(p, i))) return true;
  }
  return false;
}

import { isGreekWord } from '../names';
import { isAdjacent, kindAt, type Parser, tokenText } from './parser';
import { Kind } from './tokens';

/**
 * Recognising differentials (`dx`, `∂x`, `d(x)`, `d x`) among the tokens. Every question looks at a bounded number of
 * tokens, with the help of the brackets' partners.
 */

/** Words that start with a `d` and are not differentials. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'data date day days dead decay decays deep def default deg degree degrees delay delayed delta den denom denominator ' +
    'dense density depth depths det detach dev deviation diag diagonal diam diameter diff difference digamma digit digits ' +
    'dim dimension dims dir direction discount dist distance div divisor dof domain done dose dot down drag draw drift ' +
    'drop dropout dual dummy dump dur duration dynamic dynamics'
  ).split(' '),
);

const isLetterAt = (text: string, index: number): boolean =>
  index < text.length && /\p{L}/u.test(String.fromCodePoint(text.codePointAt(index)!));

/** Whether the name at `index` is one word of the form `d` + name, such as `dx` or `dη`. */
function isJoined(p: Parser, index: number): boolean {
  const start = p.starts[index]!;
  if (p.text.charCodeAt(start) !== 100 || p.ends[index]! - start < 2) return false;
  if (!isLetterAt(p.text, start + 1)) return false;
  return !WORDS.has(tokenText(p, index));
}

export const isLoneD = (p: Parser, index: number): boolean =>
  kindAt(p, index) === Kind.Name &&
  p.ends[index]! - p.starts[index]! === 1 &&
  p.text[p.starts[index]!] === 'd';

/** The index after the differential that starts at `index`, or -1. Its power is not counted in. */
export function afterDifferential(p: Parser, index: number): number {
  const kind = kindAt(p, index);
  if (kind === Kind.Partial || isLoneD(p, index)) {
    const next = kindAt(p, index + 1);
    if (next === Kind.Name) return afterIndex(p, index + 2);
    return next === Kind.OpenParen && p.match[index + 1]! > 0 ? p.match[index + 1]! + 1 : -1;
  }
  return kind === Kind.Name && isJoined(p, index) ? afterIndex(p, index + 1) : -1;
}

/** Passes an index written right after a name. */
function afterIndex(p: Parser, index: number): number {
  const opens = kindAt(p, index) === Kind.OpenBracket && isAdjacent(p, index) && p.match[index]! > 0;
  return opens ? p.match[index]! + 1 : index;
}

/** Whether a derivative could have its denominator at `index`: a differential, or differentials in brackets. */
export function startsDenominator(p: Parser, index: number): boolean {
  if (kindAt(p, index) === Kind.OpenParen) return isGroup(p, index);
  return afterDifferential(p, index) >= 0;
}

const MAX_GROUP = 8;

/** `(dx dy)` with nothing else inside. */
function isGroup(p: Parser, open: number): boolean {
  const close = p.match[open]!;
  let at = open + 1;
  for (let count = 0; count < MAX_GROUP && at < close; count++) {
    at = afterDifferential(p, at);
    if (at < 0) return false;
    at = afterPower(p, at);
    if (kindAt(p, at) === Kind.Times) at += 1;
    if (at === close) return true;
  }
  return false;
}

/** Passes `²`, `^2` and `^{2}`. */
export function afterPower(p: Parser, index: number): number {
  if (kindAt(p, index) === Kind.Superscript) return index + 1;
  if (kindAt(p, index) !== Kind.Power) return index;
  if (kindAt(p, index + 1) === Kind.Number) return index + 2;
  const braced = kindAt(p, index + 1) === Kind.OpenBrace && kindAt(p, index + 2) === Kind.Number;
  return braced && kindAt(p, index + 3) === Kind.CloseBrace ? index + 4 : index;
}

/** What stands above the fraction bar, up to its target. */
export interface Numerator {
  readonly order: number;
  /** The token with which the target starts, or the fraction bar in `d/dx`. */
  readonly target: number;
  /** How many characters of that token belong to the `d` and its order. */
  readonly skip: number;
}

/** The start of a derivative at `index`: `d`, `∂`, `dL`, `d2L`, `d^2`, `∂²`; undefined for any other token. */
export function numeratorAt(p: Parser, index: number): Numerator | undefined {
  if (kindAt(p, index) === Kind.Partial || isLoneD(p, index)) {
    const target = afterPower(p, index + 1);
    const order = target === index + 1 ? 1 : orderOf(p, index + 1);
    return order === undefined ? undefined : { order, target, skip: 0 };
  }
  if (kindAt(p, index) !== Kind.Name || p.text.charCodeAt(p.starts[index]!) !== 100) return undefined;
  const digit = p.text.charCodeAt(p.starts[index]! + 1) - 48;
  if (digit >= 2 && digit <= 9) {
    const width = p.ends[index]! - p.starts[index]!;
    if (width === 2) return { order: digit, target: index + 1, skip: 0 };
    return isLetterAt(p.text, p.starts[index]! + 2) ? { order: digit, target: index, skip: 2 } : undefined;
  }
  return isJoined(p, index) ? { order: 1, target: index, skip: 1 } : undefined;
}

/** The order that the power at `index` gives, or undefined. */
export function orderOf(p: Parser, index: number): number | undefined {
  const at = kindAt(p, index) === Kind.Power ? index + 1 : index;
  const number = kindAt(p, at) === Kind.OpenBrace ? at + 1 : at;
  const digits = tokenText(p, number).normalize('NFKC');
  return /^[1-9]$/.test(digits) ? Number(digits) : undefined;
}

/** The index after the target that starts at `index`, or -1. */
export function afterTarget(p: Parser, index: number): number {
  const kind = kindAt(p, index);
  if (kind === Kind.OpenParen) return p.match[index]! > 0 ? p.match[index]! + 1 : -1;
  if (kind !== Kind.Name) return -1;
  let at = index + 1;
  if (kindAt(p, at) === Kind.OpenParen && isAdjacent(p, at) && p.match[at]! > 0) at = p.match[at]! + 1;
  at = afterIndex(p, at);
  while (kindAt(p, at) === Kind.Quote && at - index < MAX_GROUP) at += 1;
  return afterPower(p, at);
}

const PIECE = /([\p{L}])(_?\d+|_\p{L})?/uy;

/** The names in `xdy` (of `dxdy`): single letters and Greek words, each with a subscript at most; else one name. */
export function splitDifferentials(text: string): readonly string[] {
  const pieces: string[] = [];
  let at = 0;
  while (at < text.length) {
    const greek = greekWordAt(text, at);
    PIECE.lastIndex = at + Math.max(0, greek - 1);
    const match = PIECE.exec(text);
    if (match === null) return [text];
    const end = PIECE.lastIndex;
    pieces.push(text.slice(at, end));
    if (end === text.length) return pieces;
    if (text[end] !== 'd' || end + 1 === text.length) return [text];
    at = end + 1;
  }
  return [text];
}

/** The length of the spelt Greek letter at `at`, or 0. */
function greekWordAt(text: string, at: number): number {
  for (let length = 7; length >= 2; length--) {
    if (isGreekWord(text.slice(at, at + length))) return length;
  }
  return 0;
}

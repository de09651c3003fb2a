import {
  asciiClass,
  CharClass,
  continuesName,
  isDigit,
  isRaised,
  isWideSpace,
  SIGNS,
  startsName,
} from './characters';
import type { Dialect } from './dialects';
import { Kind, type Tokens } from './tokens';

/** How far a `{…}` inside a name may reach. */
const LONGEST_BRACES = 64;

const LAYER = /\^\{[([][A-Za-z0-9]{1,32}(?:[+-][A-Za-z0-9]{1,32})?[)\]]\}/y;

interface Lexer {
  readonly text: string;
  readonly dialect: Dialect;
  readonly kinds: Kind[];
  readonly starts: number[];
  readonly ends: number[];
  /** Whether the current line holds a token, or a comment. */
  lineHasTokens: boolean;
  lineHasComment: boolean;
}

/** Splits any text into tokens. Every character is looked at a bounded number of times. */
export function tokenize(text: string, dialect: Dialect): Tokens {
  const lexer: Lexer = {
    text,
    dialect,
    kinds: [],
    starts: [],
    ends: [],
    lineHasTokens: false,
    lineHasComment: false,
  };
  let at = 0;
  while (at < text.length) at = readToken(lexer, at);
  return lexer;
}

function push(lexer: Lexer, kind: Kind, start: number, end: number): number {
  lexer.kinds.push(kind);
  lexer.starts.push(start);
  lexer.ends.push(end);
  lexer.lineHasTokens = true;
  return end;
}

function readToken(lexer: Lexer, at: number): number {
  const code = lexer.text.charCodeAt(at);
  switch (asciiClass(code)) {
    case CharClass.Space:
      return at + 1;
    case CharClass.Letter:
      return readName(lexer, at);
    case CharClass.Digit:
      return readNumber(lexer, at);
    case CharClass.LineEnd:
      return endLine(lexer, at, code);
    case CharClass.Other:
      return readSign(lexer, at, code);
    default:
      return readBeyondAscii(lexer, at, code);
  }
}

function endLine(lexer: Lexer, at: number, code: number): number {
  const end = code === 13 && lexer.text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  if (lexer.lineHasTokens) push(lexer, Kind.Newline, at, end);
  else if (!lexer.lineHasComment) push(lexer, Kind.Blank, at, end);
  lexer.lineHasTokens = false;
  lexer.lineHasComment = false;
  return end;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && asciiClass(text.charCodeAt(at)) !== CharClass.LineEnd) at++;
  return at;
}

function readName(lexer: Lexer, start: number, firstWidth = 1): number {
  const { text } = lexer;
  let at = start + firstWidth;
  for (;;) {
    const code = text.charCodeAt(at);
    const kind = asciiClass(code);
    if (kind === CharClass.Letter || kind === CharClass.Digit) at++;
    else if (code === 123 && text.charCodeAt(at - 1) === 95) {
      const end = afterBraces(text, at);
      if (end < 0) break;
      at = end;
    } else if (code === 94 && text.charCodeAt(at + 1) === 123) {
      LAYER.lastIndex = at;
      const layer = LAYER.exec(text);
      // `e^{(x)}` is the exponential function.
      if (layer === null || (at === start + 1 && text.charCodeAt(start) === 101)) break;
      at += layer[0].length;
    } else if (kind === undefined && at < text.length) {
      const wide = text.codePointAt(at)!;
      // `‖x‖_∞` has one subscript.
      if (!continuesName(wide) && !(wide === 0x221e && text.charCodeAt(at - 1) === 95)) break;
      at += wide > 0xffff ? 2 : 1;
    } else break;
  }
  return push(lexer, keyword(text, start, at), start, at);
}

function afterBraces(text: string, open: number): number {
  const limit = Math.min(text.length, open + LONGEST_BRACES);
  for (let at = open + 1; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 125) return at + 1;
    if (code === 123 || asciiClass(code) === CharClass.LineEnd) return -1;
  }
  return -1;
}

const KEYWORDS: ReadonlyMap<string, Kind> = new Map([
  ['in', Kind.In],
  ['if', Kind.If],
  ['then', Kind.Then],
  ['else', Kind.Else],
  ['and', Kind.And],
  ['or', Kind.Or],
  ['not', Kind.Not],
]);

function keyword(text: string, start: number, end: number): Kind {
  const length = end - start;
  if (length < 2 || length > 4) return Kind.Name;
  return KEYWORDS.get(text.slice(start, end)) ?? Kind.Name;
}

function readNumber(lexer: Lexer, start: number): number {
  const { text } = lexer;
  let at = digits(text, start);
  if (text.charCodeAt(at) === 46 && !startsOperatorAfterDot(text.charCodeAt(at + 1)))
    at = digits(text, at + 1);
  const exponent = text.charCodeAt(at);
  if (exponent === 101 || exponent === 69) {
    const sign = text.charCodeAt(at + 1);
    const first = sign === 43 || sign === 45 ? at + 2 : at + 1;
    if (isDigit(text.charCodeAt(first))) at = digits(text, first);
  }
  return push(lexer, Kind.Number, start, at);
}

function digits(text: string, from: number): number {
  let at = from;
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

/** In `1..10`, `1.*x`, `1./x`, `1.^x` and `1.'` the dot belongs to the operator. */
const startsOperatorAfterDot = (code: number): boolean =>
  code === 46 || code === 42 || code === 47 || code === 94 || code === 39;

const SINGLE: ReadonlyMap<number, Kind> = new Map(
  (
    [
      ['(', Kind.OpenParen],
      [')', Kind.CloseParen],
      ['[', Kind.OpenBracket],
      [']', Kind.CloseBracket],
      ['{', Kind.OpenBrace],
      ['}', Kind.CloseBrace],
      ['|', Kind.Bar],
      [',', Kind.Comma],
      [';', Kind.Semicolon],
      [':', Kind.Colon],
      ['?', Kind.Question],
      ['+', Kind.Plus],
      ['-', Kind.Minus],
      ['*', Kind.Times],
      ['/', Kind.Divide],
      ['@', Kind.MatrixTimes],
      ['^', Kind.Power],
      ["'", Kind.Quote],
      ['=', Kind.Assign],
      ['<', Kind.Less],
      ['>', Kind.Greater],
      ['~', Kind.Tilde],
      ['!', Kind.Not],
      ['\\', Kind.Backslash],
      ['.', Kind.Dot],
    ] as const
  ).map(([sign, kind]) => [sign.charCodeAt(0), kind] as const),
);

/** Signs of several characters by their first one, longest first. */
const LONGER: ReadonlyMap<number, readonly (readonly [string, Kind])[]> = new Map(
  Object.entries({
    '*': [['**', Kind.Power]],
    '.': [
      ['...', Kind.Ellipsis],
      ['..', Kind.Range],
      ['.**', Kind.ElementPower],
      ['.*', Kind.ElementTimes],
      ['./', Kind.ElementDivide],
      ['.^', Kind.ElementPower],
      [".'", Kind.Quote],
    ],
    ':': [[':=', Kind.Assign]],
    '=': [
      ['===', Kind.Equal],
      ['==', Kind.Equal],
    ],
    '!': [['!=', Kind.NotEqual]],
    '~': [['~=', Kind.Approximately]],
    '<': [['<=', Kind.LessEqual]],
    '>': [['>=', Kind.GreaterEqual]],
    '&': [['&&', Kind.And]],
  } satisfies Record<string, readonly (readonly [string, Kind])[]>).map(
    ([first, rows]) => [first.charCodeAt(0), rows] as const,
  ),
);

const RULES = new Set([...'-=*_~+'].map((sign) => sign.charCodeAt(0)));

function readSign(lexer: Lexer, at: number, code: number): number {
  const { text } = lexer;
  const next = text.charCodeAt(at + 1);
  if (lexer.dialect.comments && (code === 35 || (code === 47 && next === 47))) {
    lexer.lineHasComment = true;
    return lineEnd(text, at);
  }
  if (!lexer.lineHasTokens && next === code && RULES.has(code)) {
    const end = afterRule(text, at, code);
    if (end > 0) return end;
  }
  if (code === 46 && isDigit(next)) return readNumber(lexer, at);
  if ((code === 34 || code === 39) && startsArgument(lexer)) {
    const end = afterText(text, at, code);
    if (end > 0) return push(lexer, Kind.Text, at, end);
  }
  if (code === 64 && isMarker(lexer, at)) {
    return push(lexer, Kind.Marker, at, at + 5);
  }
  // `std::exp` is one name of C++; the first colon of `x[::2]` stands behind no name.
  if (code === 58 && next === 58 && lexer.kinds.at(-1) === Kind.Name && lexer.ends.at(-1) === at) {
    return push(lexer, Kind.Dot, at, at + 2);
  }
  for (const [sign, kind] of LONGER.get(code) ?? []) {
    if (text.startsWith(sign, at)) return push(lexer, kind, at, at + sign.length);
  }
  return push(lexer, SINGLE.get(code) ?? Kind.Unknown, at, at + 1);
}

/** Whether an argument starts here: behind `(`, `,`, or the `=` of a keyword. A quote is no transpose there. */
function startsArgument({ kinds }: Lexer): boolean {
  const last = kinds.length - 1;
  const opens = (index: number): boolean =>
    kinds[index] === Kind.OpenParen || kinds[index] === Kind.Comma || kinds[index] === Kind.Semicolon;
  return opens(last) || (kinds[last] === Kind.Assign && kinds[last - 1] === Kind.Name && opens(last - 2));
}

/** How long a text in quotes may be. */
const LONGEST_TEXT = 200;

/** The place behind the closing quote on the same line, or -1. */
function afterText(text: string, open: number, quote: number): number {
  const limit = Math.min(text.length, open + LONGEST_TEXT);
  for (let at = open + 1; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (asciiClass(code) === CharClass.LineEnd) return -1;
  }
  return -1;
}

/** The end of a ruled line such as `-----`, which only decorates, or -1. */
function afterRule(text: string, start: number, code: number): number {
  let at = start;
  while (text.charCodeAt(at) === code) at++;
  if (at - start < 3) return -1;
  while (asciiClass(text.charCodeAt(at)) === CharClass.Space) at++;
  return at >= text.length || asciiClass(text.charCodeAt(at)) === CharClass.LineEnd ? at : -1;
}

/** `@grad` where a statement or a word could start; `A@grad` is a product. */
function isMarker({ text, lineHasTokens }: Lexer, at: number): boolean {
  if (!text.startsWith('@grad', at)) return false;
  const after = asciiClass(text.charCodeAt(at + 5));
  if (after === CharClass.Letter || after === CharClass.Digit) return false;
  const before = text.charCodeAt(at - 1);
  return !lineHasTokens || before === 59 || asciiClass(before) === CharClass.Space;
}

function readBeyondAscii(lexer: Lexer, at: number, code: number): number {
  const { text } = lexer;
  if (isWideSpace(code)) return at + 1;
  const sign = SIGNS.get(code);
  if (sign !== undefined) return push(lexer, sign, at, at + 1);
  if (isRaised(code)) {
    let end = at + 1;
    while (isRaised(text.charCodeAt(end))) end++;
    return push(lexer, Kind.Superscript, at, end);
  }
  const wide = text.codePointAt(at)!;
  const width = wide > 0xffff ? 2 : 1;
  if (startsName(wide)) return readName(lexer, at, width);
  return push(lexer, Kind.Unknown, at, at + width);
}

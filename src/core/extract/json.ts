import { createScanner, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Span } from '../text/span';
import { isNewline } from './lines';
import type { ExtractionProblem } from './sheet-source';
import type { Collector } from './view';

/** Deeper JSON is refused, since trees of it are walked by recursion. */
const DEEPEST = 100;

export interface JsonTree {
  /** Undefined where the text has no value at all or is nested too deeply. */
  readonly root: Node | undefined;
  /** One a line of those that upset what follows them: the next ones on its line are mostly its consequence. */
  readonly problems: readonly ExtractionProblem[];
}

/** Reads JSON as far as its errors allow. `relaxed` admits comments and trailing commas. */
export function readJson(text: string, relaxed: boolean): JsonTree {
  const deep = deepestBracket(text);
  if (deep !== undefined) {
    const message = `This bracket is nested more than ${DEEPEST} levels deep, so nothing of this file is read. Flatten the arrays.`;
    return { root: undefined, problems: [{ message, span: { start: deep, end: deep + 1 } }] };
  }
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: !relaxed, allowTrailingComma: relaxed });
  return { root, problems: firstOfEachLine(text, errors) };
}

/** The offset of the first bracket that is nested too deeply. */
function deepestBracket(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    if (offset >= text.length) return undefined;
    const first = text[offset];
    if (first === '{' || first === '[') {
      if (++depth > DEEPEST) return offset;
    } else if (first === '}' || first === ']') {
      depth--;
    }
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is no JSON value. Put text in double quotes.',
  InvalidNumberFormat: 'This is no JSON number. Write it as 3, -0.5 or 1e-3.',
  PropertyNameExpected: 'A key in double quotes is expected here. Add one, or remove the comma before it.',
  ValueExpected: 'A value is expected here. Add one, or remove the comma before it.',
  ColonExpected: 'A colon is expected between a key and its value. Add `:`.',
  CommaExpected: 'A comma is expected between two entries. Add `,`.',
  CloseBraceExpected: 'An object is not closed. Add `}`.',
  CloseBracketExpected: 'An array is not closed. Add `]`.',
  EndOfFileExpected: 'The JSON value ends before this text. Remove the text.',
  InvalidCommentToken: 'JSON has no comments. Remove it, or name the file `.jsonc`.',
  UnexpectedEndOfComment: 'This comment is not closed. Add `*/`.',
  UnexpectedEndOfString: 'This string is not closed on its line. Add a double quote.',
  UnexpectedEndOfNumber: 'This number breaks off. Complete it.',
  InvalidUnicode: 'An escape of the form \\u takes four hexadecimal digits. Complete it.',
  InvalidEscapeCharacter: 'JSON does not know this escape. Write a backslash as `\\\\`.',
  InvalidCharacter: 'A string may not hold this control character. Write it as an escape such as `\\n`.',
};

/** Errors that do not upset the reading of what follows. */
const HARMLESS = new Set([
  'InvalidEscapeCharacter',
  'InvalidUnicode',
  'InvalidCharacter',
  'InvalidCommentToken',
]);

function firstOfEachLine(text: string, errors: readonly ParseError[]): readonly ExtractionProblem[] {
  const problems: ExtractionProblem[] = [];
  let silentUntil = -1;
  for (const error of errors) {
    if (error.offset <= silentUntil) continue;
    const code = printParseErrorCode(error.error);
    problems.push({ message: MESSAGES[code] ?? 'This is no JSON.', span: errorSpan(text, error, code) });
    if (HARMLESS.has(code)) continue;
    silentUntil = error.offset;
    while (silentUntil < text.length && !isNewline(text.charCodeAt(silentUntil))) silentUntil++;
  }
  return problems;
}

function errorSpan(text: string, error: ParseError, code: string): Span {
  const { offset, length } = error;
  if (code === 'InvalidEscapeCharacter') {
    for (let i = offset; i < offset + length; i++) {
      if (text[i] !== '\\') continue;
      if (!'"\\/bfnrtu'.includes(text.charAt(i + 1))) return { start: i, end: i + 2 };
      i++;
    }
  }
  return { start: offset, end: Math.min(offset + length, text.length) };
}

/** Whether a string in the tree is whole: closed and with valid escapes. Errors of others are reported already. */
export function isWholeString(text: string, node: Node): boolean {
  if (node.type !== 'string') return false;
  const end = node.offset + node.length - 1;
  if (end <= node.offset || text[end] !== '"') return false;
  for (let i = node.offset + 1; i < end; i++) {
    if (text[i] === '\\' && escapeAt(text, i++) === undefined) return false;
  }
  return true;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function escapeAt(text: string, at: number): { readonly decoded: string; readonly end: number } | undefined {
  const sign = text.charAt(at + 1);
  if (sign === 'u') {
    const digits = text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) return undefined;
    return { decoded: String.fromCharCode(Number.parseInt(digits, 16)), end: at + 6 };
  }
  const decoded = Object.hasOwn(ESCAPES, sign) ? ESCAPES[sign] : undefined;
  return decoded === undefined ? undefined : { decoded, end: at + 2 };
}

/** Appends the value of a whole string; each escape maps to its spelling. */
export function addString(statements: Collector, text: string, node: Node): void {
  const end = node.offset + node.length - 1;
  let start = node.offset + 1;
  for (let at = start; at < end; ) {
    const decoding = text[at] === '\\' ? escapeAt(text, at) : undefined;
    if (!decoding) {
      at++;
      continue;
    }
    statements.add(start, at);
    statements.addDecoded(decoding.decoded, at, decoding.end);
    at = decoding.end;
    start = at;
  }
  statements.add(start, end);
}

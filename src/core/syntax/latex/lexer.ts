import { canonicalName } from '../names';

/** What a piece of TeX is before its commands have a meaning. */
export const Raw = {
  Letter: 0,
  Digit: 1,
  /** `\name` and `\,`; `\begin{name}` is one piece. */
  Command: 2,
  Open: 3,
  Close: 4,
  /** `#1` */
  Parameter: 5,
  Sign: 6,
} as const;

export type Raw = (typeof Raw)[keyof typeof Raw];

export interface RawToken {
  readonly kind: Raw;
  /** The canonical letter, the command without its backslash, or the sign. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether a blank or a comment stands before it. */
  readonly spaced: boolean;
}

/** Signs beyond ASCII as the commands that spell them. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['−', '-'],
  ['–', '-'],
  ['×', '\\times'],
  ['·', '\\cdot'],
  ['⋅', '\\cdot'],
  ['∗', '*'],
  ['∙', '\\cdot'],
  ['÷', '\\div'],
  ['⊙', '\\odot'],
  ['∘', '\\circ'],
  ['≤', '\\le'],
  ['≥', '\\ge'],
  ['≠', '\\ne'],
  ['≈', '\\approx'],
  ['≡', '\\equiv'],
  ['≔', '\\coloneqq'],
  ['∈', '\\in'],
  ['→', '\\to'],
  ['⇒', '\\Rightarrow'],
  ['⇔', '\\Leftrightarrow'],
  ['←', '\\leftarrow'],
  ['∂', '\\partial'],
  ['∇', '\\nabla'],
  ['∑', '\\sum'],
  ['∏', '\\prod'],
  ['∫', '\\int'],
  ['√', '\\sqrt'],
  ['∞', '\\infty'],
  ['…', '\\dots'],
  ['⋯', '\\dots'],
  ['∀', '\\forall'],
  ['‖', '\\|'],
  ['′', "'"],
  ['’', "'"],
  ['″', "''"],
  ['ᵀ', '^T'],
  ['⊤', '\\top'],
  ['∧', '\\land'],
  ['∨', '\\lor'],
  ['¬', '\\lnot'],
  ['±', '\\pm'],
  ['∝', '\\propto'],
  ['∼', '\\sim'],
]);

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻';
const LOWERED = '₀₁₂₃₄₅₆₇₈₉₊₋';
const PLAIN = '0123456789+-';

const ENVIRONMENT = /(begin|end)\s*\{\s*([A-Za-z]+)\*?\s*\}/y;

const isLetterCode = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

const isBlankCode = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** Splits any text into pieces of TeX. Blanks and comments are left out. Every character is looked at a bounded number of times. */
export function splitTex(text: string): RawToken[] {
  const tokens: RawToken[] = [];
  let spaced = false;
  let at = 0;
  const push = (kind: Raw, name: string, start: number, end: number): void => {
    tokens.push({ kind, text: name, start, end, spaced });
    spaced = false;
  };
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlankCode(code)) {
      spaced = true;
      at += 1;
    } else if (code === 92) {
      const end = commandEnd(text, at);
      push(Raw.Command, commandName(text, at, end), at, end);
      at = end;
    } else if (code === 37) {
      spaced = true;
      while (at < text.length && !isLineEnd(text.charCodeAt(at))) at += 1;
    } else if (isLetterCode(code)) {
      push(Raw.Letter, text[at]!, at, at + 1);
      at += 1;
    } else if (code >= 48 && code <= 57) {
      push(Raw.Digit, text[at]!, at, at + 1);
      at += 1;
    } else if (code === 123 || code === 125) {
      push(code === 123 ? Raw.Open : Raw.Close, text[at]!, at, at + 1);
      at += 1;
    } else if (code === 35 && /[1-9]/.test(text[at + 1] ?? '')) {
      push(Raw.Parameter, text[at + 1]!, at, at + 2);
      at += 2;
    } else if (code < 128) {
      push(Raw.Sign, text[at]!, at, at + 1);
      at += 1;
    } else {
      at = splitBeyondAscii(text, at, tokens, spaced);
      spaced = false;
    }
  }
  return tokens;
}

function environmentAt(text: string, start: number): RegExpExecArray | null {
  const first = text.charCodeAt(start + 1);
  if (first !== 98 && first !== 101) return null;
  ENVIRONMENT.lastIndex = start + 1;
  return ENVIRONMENT.exec(text);
}

function commandEnd(text: string, start: number): number {
  const environment = environmentAt(text, start);
  if (environment !== null) return ENVIRONMENT.lastIndex;
  let at = start + 1;
  while (at < text.length && isLetterCode(text.charCodeAt(at))) at++;
  if (at > start + 1) return at;
  return Math.min(text.length, at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
}

function commandName(text: string, start: number, end: number): string {
  const environment = environmentAt(text, start);
  return environment === null ? text.slice(start + 1, end) : `${environment[1]}{${environment[2]}}`;
}

/** Letters of other scripts, signs that have a command, and runs of raised or lowered digits. */
function splitBeyondAscii(text: string, start: number, out: RawToken[], spaced: boolean): number {
  const char = String.fromCodePoint(text.codePointAt(start)!);
  let end = start + char.length;
  const put = (kind: Raw, name: string): void => {
    out.push({ kind, text: name, start, end, spaced });
  };
  for (const [run, sign] of [
    [RAISED, '^'],
    [LOWERED, '_'],
  ] as const) {
    if (!run.includes(char)) continue;
    while (end < text.length && run.includes(text[end]!)) end += 1;
    put(Raw.Sign, sign);
    put(Raw.Open, '{');
    for (const script of text.slice(start, end)) {
      const plain = PLAIN[run.indexOf(script)]!;
      put(/\d/.test(plain) ? Raw.Digit : Raw.Sign, plain);
    }
    put(Raw.Close, '}');
    return end;
  }
  const sign = SIGNS.get(char);
  if (sign?.startsWith('\\')) put(Raw.Command, sign.slice(1));
  else if (sign !== undefined) for (const part of sign) put(part === 'T' ? Raw.Letter : Raw.Sign, part);
  else if (/\p{L}/u.test(char)) {
    while (end < text.length && /\p{M}/u.test(text[end]!)) end += 1;
    put(Raw.Letter, canonicalName(text.slice(start, end)));
  } else put(Raw.Sign, char);
  return end;
}

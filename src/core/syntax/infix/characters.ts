import { Kind } from './tokens';

/** Classes of ASCII characters. */
export const CharClass = { Other: 0, Letter: 1, Digit: 2, Space: 3, LineEnd: 4 } as const;

const ASCII = new Uint8Array(128);
for (let code = 0; code < 33; code++) ASCII[code] = CharClass.Space;
for (let code = 48; code < 58; code++) ASCII[code] = CharClass.Digit;
for (let code = 65; code < 91; code++) {
  ASCII[code] = CharClass.Letter;
  ASCII[code + 32] = CharClass.Letter;
}
ASCII[95] = CharClass.Letter;
ASCII[10] = CharClass.LineEnd;
ASCII[13] = CharClass.LineEnd;

/** The class of a UTF-16 unit; `undefined` beyond ASCII. */
export const asciiClass = (code: number): number | undefined => ASCII[code];

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Signs beyond ASCII that stand for a token of their own. */
export const SIGNS: ReadonlyMap<number, Kind> = new Map(
  (
    [
      ['×·⋅∗∙', Kind.Times],
      ['÷∕⁄', Kind.Divide],
      ['⊙∘', Kind.ElementTimes],
      ['−–', Kind.Minus],
      ['＋', Kind.Plus],
      ['≔≜≝', Kind.Assign],
      ['≡', Kind.Equal],
      ['≈≃≅', Kind.Approximately],
      ['≤⩽', Kind.LessEqual],
      ['≥⩾', Kind.GreaterEqual],
      ['≠', Kind.NotEqual],
      ['∼', Kind.Tilde],
      ['∈', Kind.In],
      ['∧', Kind.And],
      ['∨', Kind.Or],
      ['¬', Kind.Not],
      ['∂', Kind.Partial],
      ['∇', Kind.Nabla],
      ['√', Kind.Root],
      ['‖∥', Kind.DoubleBar],
      ['…', Kind.Ellipsis],
      ['ᵀ⊤', Kind.Raised],
      ['′’', Kind.Quote],
      ['½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞', Kind.Fraction],
      ['∞', Kind.Name],
    ] as const
  ).flatMap(([signs, kind]) => [...signs].map((sign) => [sign.charCodeAt(0), kind] as const)),
);

const RAISED = new Set([...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ'].map((char) => char.charCodeAt(0)));

export const isRaised = (code: number): boolean => RAISED.has(code);

const NAME_START = /\p{L}/u;
const NAME_PART = /[\p{L}\p{M}\p{Nd}]/u;

const isSubscript = (code: number): boolean => code >= 0x2080 && code <= 0x208b;

/** Whether a name may start with this character beyond ASCII. */
export const startsName = (code: number): boolean =>
  code > 127 && !SIGNS.has(code) && !RAISED.has(code) && NAME_START.test(String.fromCodePoint(code));

/** Whether a name may go on with this character beyond ASCII. */
export const continuesName = (code: number): boolean =>
  code > 127 &&
  (isSubscript(code) ||
    (!SIGNS.has(code) && !RAISED.has(code) && NAME_PART.test(String.fromCodePoint(code))));

/** Blanks beyond ASCII: no-break and typographic spaces, zero-width signs and the byte order mark. */
export const isWideSpace = (code: number): boolean =>
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202f) ||
  code === 0x205f ||
  (code >= 0x2060 && code <= 0x2064) ||
  code === 0x3000 ||
  code === 0xfeff;

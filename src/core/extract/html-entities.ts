/** A reference to a character: `&lt;`, `&#60;`, `&#x3C;`; its name is the first group. */
export const ENTITY = /&(#?\w{1,10});/y;

/** The references that stand in formulas; Greek letters and signs are spelled as commands there. */
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  minus: '−',
  times: '×',
  middot: '·',
  sdot: '⋅',
  le: '≤',
  ge: '≥',
  ne: '≠',
  prime: '′',
  lbrace: '{',
  rbrace: '}',
  lcub: '{',
  rcub: '}',
  bsol: '\\',
  lowbar: '_',
  Hat: '^',
  dollar: '$',
  ndash: '–',
  thinsp: '\u2009',
};

/** The character of a reference without its `&` and `;`. */
export function decodedEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const isHex = /^#x/i.test(name);
  const digits = name.slice(isHex ? 2 : 1);
  if (!(isHex ? /^[0-9a-f]+$/i : /^\d+$/).test(digits)) return undefined;
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

/** Texts that somebody is in the middle of typing, or that a tool has broken. */
import fc from 'fast-check';

/** A document; its path says how it is read. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** What sheets, comments and fences are made of. */
const SHEET_PIECES: readonly string[] = [
  ...'()[]{}|‖,;:?+-*/^\'=<>~!.@\\ \n\t#∂∇√½²ᵀ…$"\u0000\ufeff\ud800\u2028',
  '\r\n',
  '==',
  '..',
  '...',
  'axis=',
  '"ij->i"',
  'd/dx',
  '∂²L/∂x²',
  'at x = 1:',
  'given ',
  'assume ',
  'if ',
  ' then ',
  ' else ',
  '@grad ',
  '---\n',
  '```nabla\n',
  '$$',
  '\\frac{',
  '*/',
  '-->',
  '1e999',
  '_{',
  '^T',
  '(((((((((',
  'x'.repeat(300),
  '='.repeat(20),
];

/** What prose with formulas is made of, and what disturbs it. */
export const PROSE_PIECES: readonly string[] = [
  ...'$\\{}[]()&_^%#~|`*<>-=+,;:. \n\t∂∇²…\u0000\u200f\u202e\ufeff\ud800\u2028',
  '\r',
  '\r\n',
  '\n\n',
  '$$',
  '\\(',
  '\\)',
  '\\[',
  '\\]',
  '\n# A\n',
  '\n## B $x$\n',
  '\nTitle\n=====\n',
  '\n---\n',
  '\n```\n',
  '\n```math\n',
  '\n```nabla\n',
  '\n~~~~\n',
  '\n:::{note}\n',
  '\n> ',
  '\n- ',
  '\n    ',
  '| a | b |\n|---|---|\n',
  '<!--',
  '-->',
  '<!-- @grad x > 0 -->',
  '<!-- @grad ignore -->',
  '<!-- @grad end -->',
  '<pre>',
  '</pre>',
  '<div>\n',
  '\n% @grad x : R^3\n',
  '\\section{C}\n',
  '\\subsection*{D $y$}\n',
  '\\begin{document}',
  '\\end{document}',
  '\\begin{align}',
  '\\end{align}',
  '\\begin{example}',
  '\\end{example}',
  '\\begin{verbatim}',
  '\\iffalse ',
  '\\fi ',
  '\\verb|',
  '\\newcommand{\\R}{\\frac}',
  '\\newcommand{\\x}[1]{\\x{#1#1}}',
  '\\def\\frac#1{',
  '\\let\\partial\\nabla ',
  '\\input{a}',
  '\\frac{',
  '\\left(',
  '\\right|',
  '\\\\',
  '\\text{if }',
  '\\partial ',
  '{'.repeat(200),
  '\\frac{1}{'.repeat(100),
  '$'.repeat(9),
];

/** Gives another text; the second one is there to be cut up. */
export type Edit = (text: string, other: string) => string;

const at = (text: string, place: number): number => Math.floor(place * (text.length + 1));

export const editWith = (pieces: readonly string[]): fc.Arbitrary<Edit> =>
  fc.oneof(
    fc.tuple(unit(), fc.nat(30)).map(
      ([p, n]): Edit =>
        (text) =>
          text.slice(0, at(text, p)) + text.slice(at(text, p) + n),
    ),
    unit().map(
      (p): Edit =>
        (text) =>
          text.slice(0, at(text, p)),
    ),
    fc.tuple(unit(), fc.constantFrom(...pieces)).map(
      ([p, piece]): Edit =>
        (text) =>
          text.slice(0, at(text, p)) + piece + text.slice(at(text, p)),
    ),
    fc.tuple(unit(), fc.nat(40)).map(
      ([p, n]): Edit =>
        (text) =>
          text.slice(0, at(text, p) + n) + text.slice(at(text, p)),
    ),
    fc.tuple(unit(), unit(), fc.nat(60)).map(
      ([p, q, n]): Edit =>
        (text, other) =>
          text.slice(0, at(text, p)) + other.slice(at(other, q), at(other, q) + n) + text.slice(at(text, p)),
    ),
    fc.tuple(unit(), unit()).map(
      ([p, q]): Edit =>
        (text) =>
          exchanged(text.split('\n'), p, q).join('\n'),
    ),
    fc.tuple(unit(), fc.constantFrom('0', '-1', '1e308', '5e-324', 'inf', 'NaN', '1e5', '3', '')).map(
      ([p, n]): Edit =>
        (text) =>
          withNumber(text, p, n),
    ),
    fc.tuple(unit(), unit()).map(
      ([p, q]): Edit =>
        (text) =>
          withName(text, p, q),
    ),
  );

function unit(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 0.999, noNaN: true });
}

function exchanged(lines: string[], p: number, q: number): string[] {
  const [i, j] = [Math.floor(p * lines.length), Math.floor(q * lines.length)];
  return lines.map((line, k) => (k === i ? lines[j]! : k === j ? lines[i]! : line));
}

/** One of the matches of a pattern, replaced. */
function replaced(text: string, pattern: RegExp, p: number, by: string): string {
  const matches = [...text.matchAll(pattern)];
  const match = matches[Math.floor(p * matches.length)];
  return match === undefined
    ? text
    : text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}

const withNumber = (text: string, p: number, number: string): string =>
  replaced(text, /\d+(?:\.\d+)?/g, p, number);

function withName(text: string, p: number, q: number): string {
  const names = text.match(/\b[a-zA-Z]\w*\b/g) ?? [];
  return replaced(text, /\b[a-zA-Z]\w*\b/g, p, names[Math.floor(q * names.length)] ?? 'x');
}

/**
 * A source with one to four edits; what is spliced in comes from another one.
 *
 * @param pieces what is put in
 */
export const damaged = (
  source: fc.Arbitrary<Source>,
  pieces: readonly string[] = SHEET_PIECES,
): fc.Arbitrary<Source> =>
  fc
    .tuple(source, source, fc.array(editWith(pieces), { minLength: 1, maxLength: 4 }))
    .map(([{ path, text }, other, edits]) => ({
      path,
      text: edits.reduce((now, change) => change(now, other.text), text),
    }));

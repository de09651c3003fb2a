/** Environments of LaTeX that hold formulas, without their stars. */
const MATH_ENVIRONMENTS: ReadonlySet<string> = new Set(
  (
    'equation align gather multline eqnarray alignat flalign xalignat xxalignat displaymath math dmath dgroup darray ' +
    'IEEEeqnarray aligned gathered split alignedat'
  ).split(' '),
);

/** What matters inside of a formula: its end, braces, comments and empty lines. */
const INSIDE = /\\(?:[A-Za-z]+|[\s\S])|[${}]|%[^\r\n]*|(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r(?!\n))/g;
/** How far behind a dollar inside of braces the one that closes the formula is looked for. */
const FARTHEST = 2000;

/** Searches for the ends of formulas; what is searched for and not found is not searched for again. */
export class FormulaEnds {
  /** Up to where a closing delimiter was searched for in vain. */
  private readonly absent = new Map<string, number>();

  /** How many characters behind dollars inside of braces may still be looked at. */
  private budget: number;

  constructor(private readonly text: string) {
    this.budget = text.length;
  }

  /** Where the delimiter stands that closes a formula from `from` on; an empty line ends the search. */
  delimiter(close: '$' | '$$' | '\\)' | '\\]', from: number): number | undefined {
    const { text } = this;
    if (from < (this.absent.get(close) ?? 0)) return undefined;
    let depth = 0;
    let inner: number | undefined;
    INSIDE.lastIndex = from;
    for (let match = INSIDE.exec(text); match; match = INSIDE.exec(text)) {
      const { 0: sign, index } = match;
      if (inner !== undefined && index - inner > Math.min(FARTHEST, this.budget)) {
        this.budget -= index - inner;
        return inner;
      }
      if (sign === '{') depth++;
      else if (sign === '}') depth = Math.max(0, depth - 1);
      else if (sign === '$' || sign === '\\)' || sign === '\\]') {
        if (!text.startsWith(close, index)) continue;
        // A dollar inside of braces begins a formula in a text inside of this one.
        if (depth === 0 || close.startsWith('\\')) return index;
        inner ??= index;
      } else if (sign.startsWith('\n') || sign.startsWith('\r')) {
        if (inner === undefined) this.absent.set(close, index);
        return inner;
      }
    }
    if (inner === undefined) this.absent.set(close, text.length);
    return inner;
  }

  /** Where an environment ends whose content begins at `from`. */
  environment(name: string, from: number): { readonly start: number; readonly end: number } | undefined {
    if (from < (this.absent.get(name) ?? 0)) return undefined;
    const found = environmentEnd(this.text, from, name);
    if (!found) this.absent.set(name, this.text.length);
    return found;
  }
}

const BEGIN = /\\begin\s*\{\s*([^{}\\\s]{1,60})\s*\}/y;

/** The environment that begins at an offset: its name with its star, and where what follows begins. */
export function environmentAt(
  text: string,
  at: number,
): { readonly name: string; readonly end: number } | undefined {
  BEGIN.lastIndex = at;
  const match = BEGIN.exec(text);
  return match === null ? undefined : { name: match[1]!, end: BEGIN.lastIndex };
}

export const isMathEnvironment = (name: string): boolean =>
  MATH_ENVIRONMENTS.has(name.endsWith('*') ? name.slice(0, -1) : name);

const ends = new Map<string, RegExp>();

/** The `\end` of an environment; environments of the same name nest, and comments do not count. */
export function environmentEnd(
  text: string,
  from: number,
  name: string,
): { readonly start: number; readonly end: number } | undefined {
  let marks = ends.get(name);
  if (!marks) {
    const literal = name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    marks = new RegExp(`\\\\(begin|end)\\s*\\{\\s*${literal}\\s*\\}|\\\\[\\s\\S]|%[^\\r\\n]*`, 'g');
    if (ends.size < 200) ends.set(name, marks);
  }
  marks.lastIndex = from;
  let depth = 1;
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    if (match[1] === 'begin') depth++;
    else if (match[1] === 'end' && --depth === 0) return { start: match.index, end: marks.lastIndex };
  }
  return undefined;
}

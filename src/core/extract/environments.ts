/** Environments of LaTeX that hold formulas, without their stars. */
export const MATH_ENVIRONMENTS: ReadonlySet<string> = new Set(
  (
    'equation align gather multline eqnarray alignat flalign xalignat xxalignat displaymath math dmath dgroup darray ' +
    'IEEEeqnarray aligned gathered split alignedat'
  ).split(' '),
);

const BEGIN = /\\begin\s*\{\s*([A-Za-z]+)(\*?)\s*\}/y;

/** The environment that begins at an offset: its name without a star, and where the next text begins. */
export function environmentAt(
  text: string,
  at: number,
): { readonly name: string; readonly star: string; readonly end: number } | undefined {
  BEGIN.lastIndex = at;
  const match = BEGIN.exec(text);
  return match === null ? undefined : { name: match[1]!, star: match[2]!, end: BEGIN.lastIndex };
}

/** Where the `\end{name}` stands that closes an environment whose content begins at `from`; -1 where none does. */
export function environmentEnd(
  text: string,
  from: number,
  name: string,
  star: string,
  limit = text.length,
): { readonly start: number; readonly end: number } | undefined {
  const marks = new RegExp(
    `\\\\(begin|end)\\s*\\{\\s*${name}${star === '' ? '' : '\\*'}\\s*\\}|\\\\[\\s\\S]`,
    'g',
  );
  marks.lastIndex = from;
  let depth = 1;
  for (let match = marks.exec(text); match && match.index < limit; match = marks.exec(text)) {
    if (match[1] === 'begin') depth++;
    else if (match[1] === 'end' && --depth === 0) return { start: match.index, end: marks.lastIndex };
  }
  return undefined;
}

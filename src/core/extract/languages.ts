import { C_FAMILY } from './languages/c-family';
import { FUNCTIONAL } from './languages/functional';
import { MARKUP } from './languages/markup';
import { SCIENTIFIC } from './languages/scientific';
import { SCRIPTS } from './languages/scripts';
import type { Rule } from './rules';

/**
 * One row of the language table: how a language is recognised, and the forms that decide what is a comment in it. A new
 * language is one row.
 */
export interface Language {
  /** The name of the row, which fragments carry as their dialect. */
  readonly id: string;
  /** Language identifiers of editors and names after a Markdown fence, in lower case. */
  readonly names: readonly string[];
  /** Endings of file names with their dot, and whole file names, in lower case. */
  readonly endings: readonly string[];
  /** In the order in which they are tried. */
  readonly rules: readonly Rule[];
  /** Code stands only between these markers; what is outside is text. */
  readonly embedded?: { readonly open: RegExp; readonly close: string };
}

export const LANGUAGES: readonly Language[] = [
  ...C_FAMILY,
  ...SCRIPTS,
  ...SCIENTIFIC,
  ...FUNCTIONAL,
  ...MARKUP,
];

const byName = new Map<string, Language>();
const byEnding = new Map<string, Language>();
for (const language of LANGUAGES) {
  for (const name of language.names) byName.set(name, language);
  for (const ending of language.endings) byEnding.set(ending, language);
}

/** The row of an editor's language identifier or of the name after a fence. */
export const languageByName = (name: string): Language | undefined => byName.get(name.toLowerCase());

/** The row of a path, by its whole file name, else by its longest known ending. */
export function languageByPath(path: string): Language | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  const whole = byEnding.get(name);
  if (whole) return whole;
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const language = byEnding.get(name.slice(dot));
    if (language) return language;
  }
  return undefined;
}

/** Markers of comments by the rows of the languages that share the ending `.m`. */
const DOT_M: readonly (readonly [marker: string, id: string])[] = [
  ['%', 'matlab'],
  ['#', 'matlab'],
  ['//', 'objective-c'],
  ['/*', 'objective-c'],
  ['(*', 'mathematica'],
];

/**
 * The row of a file that ends in `.m`, which editors take for Objective-C unless they know MATLAB: that of the marker which
 * stands last before the first directive.
 */
export function languageOfDotM(text: string): Language | undefined {
  const directive = text.indexOf('@grad');
  let last = -1;
  let id = 'matlab';
  for (const [marker, candidate] of directive < 0 ? [] : DOT_M) {
    const at = text.lastIndexOf(marker, directive);
    if (at > last) [last, id] = [at, candidate];
  }
  return languageByName(id);
}

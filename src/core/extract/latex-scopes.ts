import { type Budget, groupEnd } from './macro-definitions';

/** Levels of sections, the outermost first. */
const LEVELS: Readonly<Record<string, number>> = {
  part: 1,
  chapter: 2,
  section: 3,
  subsection: 4,
  subsubsection: 5,
  paragraph: 6,
  subparagraph: 7,
};

/** The level of the sheets of examples and exercises, which lie inside the innermost section. */
export const ENVIRONMENT_LEVEL = 8;

const SECTION = /\\(part|chapter|(?:sub){0,2}section|(?:sub)?paragraph)\*?\s*(?:\[[^\]\r\n]*\]\s*)?\{/y;

export interface SectionCommand {
  readonly level: number;
  readonly title: string;
  /** Where the title begins, which may hold formulas. */
  readonly end: number;
}

/** The section that a command at an offset opens. */
export function sectionAt(text: string, at: number, budget: Budget): SectionCommand | undefined {
  SECTION.lastIndex = at;
  const match = SECTION.exec(text);
  if (match === null) return undefined;
  const end = SECTION.lastIndex;
  const close = groupEnd(text, end - 1, budget) ?? end + 1;
  return { level: LEVELS[match[1]!]!, title: plainTitle(text.slice(end, close - 1)), end };
}

const plainTitle = (title: string): string =>
  title
    .slice(0, 500)
    .replace(/\\(?:label|index|texorpdfstring)\s*\{[^{}]*\}/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** An exercise is followed by its solution, up to the next exercise; an example ends where it says. */
export type ScopeKind = 'exercise' | 'example';

const EXERCISE =
  /^(?:exercise|exer|exc|exo|ex|problem|problema|prob|prb|homeworkproblem|question|quest|qn|homework|hw|task|assignment|aufgabe|übung|exercice|ejercicio|esercizio)$/i;
const EXAMPLE =
  /^(?:example|exampl|exm|exmp|exam|eg|examp|beispiel|bsp|exemple|ejemplo|esempio|illustration)$/i;
const SOLUTION = /^(?:solution|soln|sol|answer|ans|proof|hint|resolution|lösung|loesung|corrige|solucion)$/i;

export const isSolution = (name: string): boolean => SOLUTION.test(name);

const NEW_THEOREM = /\\newtheorem\*?\s*\{([^{}]+)\}\s*(?:\[[^\]]*\]\s*)?\{([^{}]*)\}/y;

/** The environments that make sheets, by the names and the printed titles that a document gives them. */
export class Scopes {
  private readonly titles = new Map<string, string>();

  /** Reads a `\newtheorem` at an offset; the offset behind it. */
  define(text: string, at: number): number | undefined {
    NEW_THEOREM.lastIndex = at;
    const match = NEW_THEOREM.exec(text);
    if (match === null) return undefined;
    this.titles.set(match[1]!.trim(), match[2]!.trim());
    return NEW_THEOREM.lastIndex;
  }

  kindOf(name: string): ScopeKind | undefined {
    for (const word of [name, this.titles.get(name)]) {
      if (word === undefined) continue;
      if (EXERCISE.test(word)) return 'exercise';
      if (EXAMPLE.test(word)) return 'example';
    }
    return undefined;
  }

  /** The title of a sheet: what the environment is called in print, with its argument. */
  titleOf(name: string, text: string, from: number): string {
    const title = this.titles.get(name) ?? name.charAt(0).toUpperCase() + name.slice(1);
    const argument = /^\s*\[([^\]\r\n]{1,200})\]/.exec(text.slice(from, from + 300))?.[1];
    return argument === undefined ? title : `${title} (${plainTitle(argument)})`;
  }
}

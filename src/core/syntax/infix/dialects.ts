/** What differs between the places where infix text is written. */
export interface Dialect {
  /** Whether `#` and `//` start comments. */
  readonly comments: boolean;
}

const SHEET: Dialect = { comments: true };

/** `sheet` is what people write in sheets and comments; `formula` is a single expression, as in a JSON spec. */
const DIALECTS: Readonly<Record<string, Dialect>> = {
  sheet: SHEET,
  formula: { comments: false },
};

/** The dialect of that name; text in comments is written like a sheet whatever the language around it. */
export const dialectOf = (name: string | undefined): Dialect => DIALECTS[name ?? 'sheet'] ?? SHEET;

/** What the test looks at; a part of an editor's document. */
export interface Candidate {
  readonly language: string;
  readonly path: string;
  readonly text: string;
}

/**
 * Whether a document may hold a sheet. Cheap, and false only where there is none for certain, so that no server is
 * started for people who write no derivatives.
 */
export function mayHoldSheets({ language, path, text }: Candidate): boolean {
  if (language === 'nabla' || isNetwork(path) || /\.nabla$/i.test(path)) return true;
  return mentionsSheet({ language, path, text });
}

/** The same for a stretch of an edited document: a marker, a fence that names the language, or a formula. */
export function mentionsSheet({ language, path, text }: Candidate): boolean {
  if (text.includes('@grad') || /(?:```|~~~)[^\n]{0,80}nabla/i.test(text)) return true;
  return MARKDOWN.test(language) || MARKDOWN_PATH.test(path) ? MATH.test(withoutCode(text)) : false;
}

const isNetwork = (path: string): boolean => /\.nabla\.jsonc?$/i.test(path);

const MARKDOWN = /^(?:markdown|mdx|quarto|rmd|juliamarkdown)$/i;
const MARKDOWN_PATH = /\.(?:md|markdown|mdown|mkd|mdx|qmd|rmd|jmd)$/i;

/** Dollars as formulas have them, not prices: see the rule of Pandoc in the notation. */
const MATH =
  /\$\$|\$`|\$[^\s$](?:[^$]*[^\s$])?\$(?!\d)|\$\s[^$]*[\\_^][^$]*\s\$|\\[([]|\\begin\s*\{|^[ \t>*+\d.-]*(?:```+|~~~+|:::+)[ \t]*\{?\.?math\b|\{math\}`|``[^`\n]/im;

/** A text without its programs, in which dollars are something else. */
const withoutCode = (text: string): string =>
  text
    .replace(
      /^ {0,3}(```+|~~~+)(?![`~]*[ \t]*\{)(?![ \t]*(?:math|nabla))[^\n`]*\n[\s\S]*?^ {0,3}\1[ \t]*$/gim,
      '',
    )
    .replace(/(?<![`$}])(`+)(?!`)[^`\n]+\1(?!`)/g, (span, mark: string) => (mark.length === 2 ? span : ''));

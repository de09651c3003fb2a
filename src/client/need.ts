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
  const format =
    FORMATS.find(({ languages }) => languages.test(language)) ??
    (IS_TEXT.test(language) ? FORMATS.find(({ paths }) => paths.test(path)) : undefined);
  if (!format) return false;
  return format.math.test(format.prose ? format.prose(text) : text);
}

/** Languages that say nothing: the ending of the path tells the format. */
const IS_TEXT = /^(?:|plaintext|json|jsonc|xml)$/i;

const isNetwork = (path: string): boolean => /\.nabla\.jsonc?$/i.test(path);

interface Format {
  readonly languages: RegExp;
  readonly paths: RegExp;
  /** What a formula looks like. */
  readonly math: RegExp;
  /** The text without its programs, in which dollars are something else. */
  readonly prose?: (text: string) => string;
}

/** Documents whose formulas are read without a mark. */
const FORMATS: readonly Format[] = [
  {
    languages: /^(?:markdown|mdx|quarto|rmd)$/i,
    paths: /\.(?:md|markdown|mdown|mkd|mdx|qmd|rmd)$/i,
    // Dollars as formulas have them, not prices: see the rule of Pandoc in the notation.
    math: /\$\$|\$`|\$(?!\s)[^$]{1,20000}(?<!\s)\$(?!\d)|\$(?=\s[^$]{0,20000}[\\_^])[^$]{1,20000}\s\$|\\[([]|\\begin\s*\{|^[ \t>*+\d.-]*(?:```+|~~~+|:::+)[ \t]*\{?\.?math\b|\{math\}`/im,
    prose: (text) =>
      text
        .replace(
          /^ {0,3}(```+|~~~+)(?![`~]*[ \t]*\{)(?![ \t]*(?:math|nabla))[^\n`]*\n[\s\S]*?^ {0,3}\1[ \t]*$/gim,
          '',
        )
        .replace(/(?<![`$}])(`+)(?!`)[^`\n]+\1(?!`)/g, (span, mark: string) =>
          mark.length === 2 ? span : '',
        ),
  },
  { languages: /^juliamarkdown$/i, paths: /\.jmd$/i, math: /\$|``|\\[([]|\\begin\s*\{|math/ },
  {
    languages: /^(?:latex|tex|plaintex|rsweave|latex-expl3)$/i,
    paths: /\.(?:tex|ltx|rnw|snw)$/i,
    math: /\$|\\[([]|\\begin\s*\{/,
  },
  {
    languages: /^x?html$/i,
    paths: /\.x?html?$/i,
    math: /\$\$|\\[([]|\\begin\s*\{|math\/tex|["']\$["']/,
    prose: (text) => text.replace(/<(style|pre|code|textarea)\b[\s\S]*?<\/\1/gi, ''),
  },
  {
    languages: /^(?:restructuredtext|rst)$/i,
    paths: /\.re?st$/i,
    math: /:math:|\bmath::|::\s+math\b/,
  },
  {
    languages: /^(?:asciidoc|adoc)$/i,
    paths: /\.(?:adoc|asciidoc)$/i,
    math: /stem:|math:|\[(?:stem|latexmath|asciimath)/,
  },
  { languages: /^jupyter$/i, paths: /\.ipynb$/i, math: /\$|\\\\/ },
];

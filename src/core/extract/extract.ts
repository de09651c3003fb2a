import { fragmentBuilder, sliceFragment } from '../text/fragment';
import { sheetsInAsciidoc } from './asciidoc';
import { sheetsInCode } from './comments';
import { sheetsInHtml } from './html-document';
import { type Language, languageByName, languageByPath, languageOfDotM } from './languages';
import { sheetsInLatex } from './latex-document';
import { type MarkdownOptions, sheetsInMarkdown } from './markdown';
import { mayNameSchema, networkSheet } from './network';
import { sheetsInNotebook } from './notebook';
import { PLAIN_TEXT } from './plain-text';
import { sheetsInRst } from './restructured-text';
import { sheetsInSheetFile } from './sheet-file';
import type { Extraction, SourceDocument } from './sheet-source';
import { documentView, fragmentView, type View } from './view';

type Front =
  | { readonly kind: 'sheet' }
  | { readonly kind: 'markdown'; readonly options: MarkdownOptions }
  | { readonly kind: 'latex'; readonly hasChunks: boolean }
  | { readonly kind: 'html' | 'rst' | 'asciidoc' | 'notebook' }
  | { readonly kind: 'network'; readonly isNamed: boolean; readonly isRelaxed: boolean }
  | { readonly kind: 'code'; readonly language: Language };

const MARKDOWN_NAMES = new Set(['markdown', 'mdx', 'quarto', 'rmd', 'juliamarkdown']);
const MARKDOWN_ENDINGS = ['.md', '.markdown', '.mdown', '.mkd', '.mdx', '.qmd', '.rmd', '.jmd'];

const LATEX_NAMES = new Set(['latex', 'tex', 'plaintex', 'rsweave', 'latex-expl3']);
const LATEX_ENDINGS = ['.tex', '.ltx', '.rnw', '.snw'];
/** Names of languages and endings of paths by the format of their documents. */
const FORMATS: readonly {
  readonly kind: 'html' | 'rst' | 'asciidoc';
  readonly names: readonly string[];
  readonly endings: readonly string[];
}[] = [
  { kind: 'html', names: ['html', 'xhtml'], endings: ['.html', '.htm', '.xhtml'] },
  { kind: 'rst', names: ['restructuredtext', 'rst'], endings: ['.rst', '.rest'] },
  { kind: 'asciidoc', names: ['asciidoc', 'adoc'], endings: ['.adoc', '.asciidoc'] },
];
/** What the editor takes for TeX, though it is a program. */
const TEX_PROGRAMS = ['.sty', '.cls', '.dtx', '.bbx', '.cbx', '.ins'];

const JSON_NAMES = new Set(['json', 'jsonc', 'json5']);
const JSON_ENDING = /\.json[c5]?$/;
const NETWORK_ENDING = /\.nabla\.json[c5]?$/;

/** Any pair of dollars that may be one of a formula, and the other delimiters. */
const MATH_IN_MARKDOWN =
  /\$\$|\$[^\s$][^$]{20000}|\$`|\$(?!\s)[^$]{1,20000}(?<!\s)\$(?!\d)|\$(?=\s[^$]{0,20000}[\\_^])[^$]{1,20000}\s\$|\\[([]|\\begin\s*\{|^[ \t>*+\d.-]*(?:```+|~~~+|:::+)[ \t]*\{?\.?math\b|\{math\}`/im;

const NOTHING: Extraction = { sheets: [], problems: [] };

/** The sheets of a document: by its language identifier, else by the ending of its path. Other text has none. */
export const extract = (document: SourceDocument): Extraction => extraction(document, false);

/**
 * The same sections, sheets, macros and problems, where a fragment without text stands for each formula in Markdown or LaTeX: all
 * that is needed to cut a document into its excerpts, for less.
 */
export const outline = (document: SourceDocument): Extraction => extraction(document, true);

function extraction(document: SourceDocument, isOutline: boolean): Extraction {
  const { text } = document;
  const nul = text.indexOf('\0');
  if (nul >= 0) return binaryFile(document.path, nul);
  const front = frontOf(document);
  if (!front || !mayHold(front, text)) return NOTHING;
  const found = extractFrom(front, document, isOutline);
  if (document.macros === undefined) return found;
  return {
    ...found,
    macros: [document.macros, ...(found.macros === undefined ? [] : [found.macros])].join('\n'),
  };
}

/** Whether the sections of a document, cut out, are documents of the same format. */
export function hasExcerpts(document: SourceDocument): boolean {
  const kind = frontOf(document)?.kind;
  return kind === 'markdown' || kind === 'latex';
}

function extractFrom(front: Front, { text }: SourceDocument, isOutline: boolean): Extraction {
  const view = withoutByteOrderMark(text);
  switch (front.kind) {
    case 'sheet':
      return { sheets: sheetsInSheetFile(view), problems: [] };
    case 'markdown':
      return sheetsInMarkdown(view, front.options, isOutline);
    case 'latex':
      return sheetsInLatex(view, front.hasChunks, isOutline);
    case 'html':
      return sheetsInHtml(view);
    case 'rst':
      return sheetsInRst(view);
    case 'asciidoc':
      return sheetsInAsciidoc(view);
    case 'notebook':
      return sheetsInNotebook(view);
    case 'network':
      return networkSheet(text, front.isRelaxed, front.isNamed);
    case 'code':
      return { sheets: sheetsInCode(view, front.language), problems: [] };
  }
}

/** A cheap test that is false only for documents without any sheet. */
export function mayHoldSheets(document: SourceDocument): boolean {
  const front = frontOf(document);
  return front !== undefined && mayHold(front, document.text);
}

function frontOf(document: SourceDocument): Front | undefined {
  const language = document.language.toLowerCase();
  const path = document.path.toLowerCase();
  if (language === 'nabla') return { kind: 'sheet' };
  if (MARKDOWN_NAMES.has(language)) {
    return markdownFront(language, path);
  }
  const isLatex = LATEX_NAMES.has(language) && !TEX_PROGRAMS.some((ending) => path.endsWith(ending));
  if (isLatex) return latexFront(path);
  if (path.endsWith('.ipynb') && (language === '' || JSON_NAMES.has(language) || language === 'jupyter')) {
    return { kind: 'notebook' };
  }
  const format = FORMATS.find(({ names }) => names.includes(language));
  if (format) return { kind: format.kind };
  const named = JSON_NAMES.has(language) ? undefined : languageByName(language);
  if (path.endsWith('.m') && (!named || named.id === 'objective-c')) {
    return codeFront(languageOfDotM(document.text));
  }
  if (named) return codeFront(named);
  if (JSON_NAMES.has(language) || JSON_ENDING.test(path)) {
    const isNamed = NETWORK_ENDING.test(path);
    const isRelaxed = language === 'jsonc' || language === 'json5' || /\.json[c5]$/.test(path);
    // Other JSON with comments is a program, whose comments may hold sheets.
    if (isNamed || !isRelaxed || mayNameSchema(document.text)) return { kind: 'network', isNamed, isRelaxed };
    return codeFront(languageByName('jsonc'));
  }
  if (path.endsWith('.nabla')) return { kind: 'sheet' };
  if (MARKDOWN_ENDINGS.some((ending) => path.endsWith(ending))) {
    return markdownFront('', path);
  }
  const ending = FORMATS.find(({ endings }) => endings.some((each) => path.endsWith(each)));
  if (ending) return { kind: ending.kind };
  if (LATEX_ENDINGS.some((ending) => path.endsWith(ending))) return latexFront(path);
  const isPlain =
    PLAIN_TEXT.names.includes(language) || PLAIN_TEXT.endings.some((each) => path.endsWith(each));
  return codeFront(languageByPath(path) ?? (isPlain ? PLAIN_TEXT : undefined));
}

const latexFront = (path: string): Front => ({ kind: 'latex', hasChunks: /\.[rs]nw$/.test(path) });

const markdownFront = (language: string, path: string): Front => ({
  kind: 'markdown',
  options: {
    isMdx: language === 'mdx' || path.endsWith('.mdx'),
    isCell: path.endsWith('.ipynb'),
    isJulia: language === 'juliamarkdown' || path.endsWith('.jmd'),
  },
});

const codeFront = (language: Language | undefined): Front | undefined =>
  language && { kind: 'code', language };

function mayHold(front: Front, text: string): boolean {
  switch (front.kind) {
    case 'sheet':
      return true;
    case 'markdown':
      return (
        text.includes('@grad') ||
        /nabla/i.test(text) ||
        MATH_IN_MARKDOWN.test(text) ||
        (front.options.isCell && text.includes('$')) ||
        (front.options.isJulia && text.includes('``'))
      );
    case 'latex':
      return text.includes('$') || /@grad|\\[([]|\\begin\s*\{/.test(text);
    case 'html':
      return text.includes('$$') || /@grad|\\[([]|\\begin\s*\{|math\/tex|["']\$["']/.test(text);
    case 'rst':
      return /@grad|:math:|::\s+math|\bmath::/.test(text);
    case 'asciidoc':
      return /@grad|stem:|math:|\[(?:stem|latexmath|asciimath)/.test(text);
    case 'notebook':
      return text.includes('@grad') || /nabla/i.test(text) || text.includes('$') || text.includes('\\\\');
    case 'network':
      return front.isNamed || mayNameSchema(text);
    case 'code':
      return text.includes('@grad');
  }
}

function withoutByteOrderMark(text: string): View {
  if (text.charCodeAt(0) !== 0xfeff) return documentView(text);
  return fragmentView(text.length > 1 ? sliceFragment(text, 1) : fragmentBuilder().build());
}

const binaryFile = (path: string, nul: number): Extraction => ({
  sheets: [],
  problems: [
    {
      message: `${path} looks like a binary file: it has a NUL character at offset ${nul}. If it is text, save it as UTF-8.`,
      span: { start: nul, end: nul + 1 },
    },
  ],
});

import type { Span } from '../text/span';
import type { DocumentPart } from './document-part';
import { lineAt } from './lines';
import { definitionsIn } from './macro-definitions';
import { frontMatterEnd, type MarkdownBlock, markdownBlocks } from './markdown-blocks';
import type { CommentMarkers, InlineOptions } from './markdown-inline';
import { textParts } from './markdown-tables';
import { type Sections, SectionWriter } from './sections';
import type { View } from './view';

const HTML_COMMENT: CommentMarkers = { open: '<!--', close: '-->', shared: 2 };
const MDX_COMMENT: CommentMarkers = { open: '{/*', close: '*/}', shared: 0 };

/** What a dialect of Markdown has of its own. */
export interface MarkdownOptions {
  /** MDX: comments stand in braces. */
  readonly isMdx: boolean;
  /** A cell of a notebook, where MathJax reads formulas. */
  readonly isCell: boolean;
  /** Julia Markdown: two backticks begin a formula. */
  readonly isJulia: boolean;
}

/** The sheets of a Markdown text: one a section, with the formulas, fences and directives under its heading. */
export function sheetsInMarkdown(view: View, options: MarkdownOptions, isOutline = false): Sections {
  const { text } = view;
  const writer = new SectionWriter(view.toDocument({ start: 0, end: text.length }), {
    commentEnd: '-->',
    isOutline,
  });
  readMarkdown(writer, view, options);
  return writer.result();
}

/** Adds a Markdown text to the section that is open, and its macros. */
export function readMarkdown(writer: SectionWriter, view: View, options: MarkdownOptions): void {
  const { text } = view;
  const programs: Span[] = [];
  const parts = [...markdownParts(text, options)];
  for (const part of parts) if (part.kind === 'code') programs.push(...part.content);
  // Metadata holds macros for the preamble, in strings whose backslashes may be doubled.
  const begin = frontMatterEnd(text);
  const metadata = definitionsIn(text.slice(0, begin).replaceAll('\\\\', '\\'));
  const body = definitionsIn(text, [{ start: 0, end: begin }, ...programs]);
  for (const macro of [...metadata, ...body]) writer.define(macro);
  writer.read(view, parts);
}

/**
 * The parts of a Markdown text, with its formulas.
 *
 * @param depth how many directives it stands in, whose headings open no sections
 */
export function* markdownParts(text: string, options: MarkdownOptions, depth = 0): Generator<DocumentPart> {
  const { isMdx, isCell, isJulia } = options;
  const comments = isMdx ? [HTML_COMMENT, MDX_COMMENT] : [HTML_COMMENT];
  const inline: InlineOptions = {
    comments,
    looseDollars: isCell,
    backtickMath: isJulia,
    onlyComments: false,
  };
  const html: InlineOptions = { ...inline, onlyComments: true };
  for (const block of markdownBlocks(text, comments, depth > 0 ? 0 : frontMatterEnd(text))) {
    switch (block.kind) {
      case 'heading':
        if (depth === 0) yield block;
        break;
      case 'comment':
        yield block;
        break;
      case 'fence':
        yield* fenceParts(text, block, options, depth);
        break;
      case 'text':
        yield* textParts(text, block.lines, block.isHtml && !isCell ? html : inline);
    }
  }
}

function* fenceParts(
  text: string,
  { info, opening, content, closed }: MarkdownBlock & { kind: 'fence' },
  options: MarkdownOptions,
  depth: number,
): Generator<DocumentPart> {
  const { language, title, isDirective } = readInfo(info);
  if (language === 'nabla') {
    yield { kind: 'statements', title, opening, content, closed };
  } else if (language === 'math') {
    if (closed) yield { kind: 'formula', pieces: isDirective ? withoutOptions(text, content) : content };
  } else if (isDirective && depth < DEEPEST && PROSE_DIRECTIVES.test(language)) {
    yield {
      kind: 'nested',
      content: withoutOptions(text, content),
      split: (inner) => markdownParts(inner, options, depth + 1),
    };
  } else {
    yield { kind: 'code', language, content };
  }
}

/** Directives inside of one another; what is nested deeper is left alone. */
const DEEPEST = 8;

/** Directives of MyST whose content is Markdown. */
const PROSE_DIRECTIVES =
  /^(?:note|warning|tip|hint|important|attention|caution|danger|error|seealso|admonition|dropdown|margin|sidebar|topic|epigraph|exercise|solution|proof|prf:[a-z]+|tab-item|tab-set|grid|grid-item|card|details|aside|figure)(?:-start|-end)?$/;

/** The lines of a directive behind its options: `:label: x`, or metadata between dashes. */
function withoutOptions(text: string, content: readonly Span[]): readonly Span[] {
  let from = 0;
  if (/^\s*---\s*$/.test(slice(text, content[0]))) {
    from = content.findIndex((span, index) => index > 0 && /^\s*---\s*$/.test(slice(text, span))) + 1;
  }
  while (from < content.length && /^\s*:[\w-]+:/.test(slice(text, content[from]))) from++;
  return content.slice(from);
}

const slice = (text: string, span: Span | undefined): string =>
  span ? text.slice(span.start, Math.min(span.end, lineAt(text, span.start).end, span.start + 200)) : '';

/** The language and the title of a fence: `nabla title="x"`, `{nabla}`, `{.nabla title='x'}`, `{python, echo=FALSE}`. */
function readInfo(info: string): {
  readonly language: string;
  readonly title: string;
  readonly isDirective: boolean;
} {
  const head = info.slice(0, 1000);
  const language = /^\{?[ \t]*[.=]?([\w#+:-]+)/.exec(head)?.[1] ?? '';
  const title = /\btitle[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')/.exec(head);
  const isDirective = /^\{[\w:-]+\}/.test(head);
  return { language: language.toLowerCase(), title: title?.[1] ?? title?.[2] ?? '', isDirective };
}

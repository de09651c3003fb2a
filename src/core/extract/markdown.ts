import { readBlock, statementWriter } from './block';
import { sheetsInCode } from './comments';
import { withoutMargin } from './gutter';
import { languageByName } from './languages';
import { isEmptyText, type MarkdownBlock, markdownBlocks } from './markdown-blocks';
import type { CommentMarkers } from './markdown-comments';
import type { ExtractionProblem, SheetSource, SourceFragment } from './sheet-source';
import { collector, fragmentView, type View } from './view';

const HTML_COMMENT: CommentMarkers = { open: '<!--', close: '-->', shared: 2 };
const MDX_COMMENT: CommentMarkers = { open: '{/*', close: '*/}', shared: 0 };

interface Section {
  readonly level: number;
  title: string;
  readonly start: number;
  end: number;
  /** The index of its sheet, once it has one. */
  sheet?: number;
  /** A directive ended the sheet before the section's end. */
  ended: boolean;
}

interface OpenSheet {
  readonly section: Section;
  readonly parent: number | undefined;
  readonly fragments: SourceFragment[];
}

/** The sheets of a Markdown text: one a section, with the fences and directives under its heading. */
export function sheetsInMarkdown(
  view: View,
  isMdx: boolean,
): { readonly sheets: readonly SheetSource[]; readonly problems: readonly ExtractionProblem[] } {
  const { text } = view;
  const problems: ExtractionProblem[] = [];
  const sheets: (OpenSheet | SheetSource)[] = [];
  /** From the document to the innermost section. */
  let sections: Section[] = [newSection(0, '', 0, text.length)];

  const sheetOf = (section: Section): number => {
    if (section.sheet !== undefined) return section.sheet;
    const parent = parentOf(section);
    section.sheet = sheets.length;
    sheets.push({ section, parent, fragments: [] });
    return section.sheet;
  };
  /** The document itself encloses its sections only where it has statements of its own. */
  const parentOf = (section: Section): number | undefined => {
    const outer = sections[sections.indexOf(section) - 1];
    if (!outer) return undefined;
    return outer.level === 0 ? outer.sheet : sheetOf(outer);
  };
  const addFragment = (fragment: SourceFragment): void => {
    const sheet = sheets[sheetOf(sections.at(-1)!)];
    if (sheet && 'section' in sheet) sheet.fragments.push(fragment);
  };

  const readHeading = (level: number, title: string, start: number): void => {
    const outer = sections.filter((section) => section.level < level);
    for (const section of sections.slice(outer.length)) section.end = start;
    sections = [...outer, newSection(level, title, start, text.length)];
  };

  const readFence = (block: MarkdownBlock & { kind: 'fence' }): void => {
    const section = sections.at(-1)!;
    const { language, title } = readInfo(block.info);
    const content = collector(view);
    for (const { start, end } of block.content) content.add(start, end);
    if (section.ended || content.isEmpty) return;
    // Fences of mathematics (`math`) become LaTeX fragments here, once there is a reader for them.
    if (language === 'nabla') {
      if (!block.closed) problems.push({ message: UNCLOSED_FENCE, span: view.toDocument(block.opening) });
      const fragment = content.take();
      if (isEmptyText(fragment.text)) return;
      if (section.title === '') section.title = title;
      addFragment({ fragment, syntax: 'infix', dialect: 'sheet' });
      return;
    }
    const row = languageByName(language);
    const code = row && content.take();
    if (!row || !code?.text.includes('@grad')) return;
    const found = sheetsInCode(fragmentView(code), row);
    if (found.length === 0) return;
    const parent = section.level === 0 ? section.sheet : sheetOf(section);
    for (const sheet of found) sheets.push(parent === undefined ? sheet : { ...sheet, parent });
  };

  const readComment = (block: MarkdownBlock & { kind: 'comment' }): void => {
    const section = sections.at(-1)!;
    const statements = statementWriter(view);
    let isDirective = false;
    for (const event of readBlock(text, withoutMargin(text, block.lines), undefined)) {
      isDirective = true;
      if (event.kind === 'blank') statements.blank(event.line);
      else if (event.kind !== 'directive' && !section.ended) {
        statements.statement(event.start, event.end, event.line);
      }
      if (event.kind !== 'directive') continue;
      const { kind, start, end } = event.directive;
      if (kind === 'end') section.ended = true;
      if (kind !== 'open') continue;
      section.ended = false;
      if (start === end) continue;
      const title = text.slice(start, end);
      if (section.title === '') section.title = title;
      else problems.push({ message: titleHasNoEffect(title), span: view.toDocument({ start, end }) });
    }
    if (isDirective && !block.closed) {
      problems.push({ message: UNCLOSED_COMMENT, span: view.toDocument(block.opening) });
    }
    const fragment = statements.take();
    if (fragment) addFragment(fragment);
  };

  for (const block of markdownBlocks(text, isMdx ? [HTML_COMMENT, MDX_COMMENT] : [HTML_COMMENT])) {
    if (block.kind === 'heading') readHeading(block.level, block.title, block.start);
    else if (block.kind === 'fence') readFence(block);
    else readComment(block);
  }

  return { sheets: sheets.map((sheet) => ('section' in sheet ? closeSheet(view, sheet) : sheet)), problems };
}

const newSection = (level: number, title: string, start: number, end: number): Section => ({
  level,
  title,
  start,
  end,
  ended: false,
});

function closeSheet(view: View, { section, parent, fragments }: OpenSheet): SheetSource {
  const { title, start, end } = section;
  const span = view.toDocument({ start, end });
  return { title, span, fragments, ...(parent === undefined ? {} : { parent }) };
}

/** The language and the title of a fence: `nabla title="x"`, `{nabla}`, `{.nabla title='x'}`, `{python, echo=FALSE}`. */
function readInfo(info: string): { readonly language: string; readonly title: string } {
  const head = info.slice(0, 1000);
  const language = /^\{?[ \t]*[.=]?([\w#+-]+)/.exec(head)?.[1] ?? '';
  const title = /\btitle[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')/.exec(head);
  return { language: language.toLowerCase(), title: title?.[1] ?? title?.[2] ?? '' };
}

const UNCLOSED_FENCE =
  'This fence is never closed, so everything up to the end of the document is read as statements. Close it with a line of the same signs.';
const UNCLOSED_COMMENT =
  'This comment is never closed, so everything up to the end of the document belongs to it. Close it with `-->`.';
const titleHasNoEffect = (title: string): string =>
  `\`${title}\` does not read as a statement, and a sheet in Markdown takes its title from the heading. Correct the statement, or write a heading.`;

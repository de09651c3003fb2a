import type { DocumentPart } from './document-part';
import type { CommentLine } from './gutter';
import { environmentAt, FormulaEnds, isMathEnvironment } from './latex-formula';
import { ENVIRONMENT_LEVEL, isSolution, Scopes, sectionAt } from './latex-scopes';
import { isBlank, isSpace, type Line, lineAt, skipBlanks, trimEnd } from './lines';
import { type Budget, budgetOf, definitionEnd, definitionsIn, groupEnd } from './macro-definitions';
import { type Sections, SectionWriter } from './sections';
import type { View } from './view';

/** The sheets of a LaTeX document: one a section, an exercise or an example, with the formulas and directives in it. */
export function sheetsInLatex(view: View, hasChunks: boolean, isOutline = false): Sections {
  const writer = new SectionWriter(view.toDocument({ start: 0, end: view.text.length }), {
    commentEnd: 'the end of the line',
    commentMark: /(?:^|(?<=\s))%/,
    isOutline,
  });
  const scan = new LatexScan(view.text, hasChunks);
  writer.read(view, scan.parts());
  for (const definition of scan.definitions) writer.define(definition);
  const [first] = scan.inputs;
  if (first) {
    const message = unreadInput(view.text.slice(first.start, first.end), scan.inputs.length - 1);
    writer.report({ message, span: view.toDocument(first), severity: 'hint' });
  }
  return writer.result();
}

const unreadInput = (command: string, others: number): string =>
  `\`${command}\`${others === 0 ? ' brings' : ` and ${others} more of its kind bring`} in text of other files, which is not read with this one, so names and macros that are defined there are unknown here. Say what the formulas need in a comment such as \`% @grad x : R^3\`.`;

const SIGNS = /[\\$%]/g;
const SIGNS_AND_CHUNKS = /[\\$%]|^<<[^\r\n]*>>=/gm;
const CHUNK_END = /^@[ \t]*$/gm;
const COMMAND = /\\([A-Za-z@]+)\*?/y;
/** Environments whose content is no LaTeX. */
const VERBATIM =
  /^(?:[BL]?[vV]erbatim\*?|lstlisting|minted|alltt|filecontents\*?|comment|code|spec|luacode\*?|pycode|sagesilent|asy)$/;
const SKIPPED_GROUPS: Readonly<Record<string, number>> = {
  url: 1,
  path: 1,
  nolinkurl: 1,
  href: 1,
  Sexpr: 1,
  label: 1,
  ref: 1,
  includegraphics: 1,
  usepackage: 1,
  newenvironment: 3,
  renewenvironment: 3,
  NewDocumentEnvironment: 4,
};
const INPUTS = new Set(['input', 'include', 'subfile', 'import', 'subimport', 'InputIfFileExists']);
const VERB = /\\(?:verb|lstinline|mintinline|Verb)\*?(?:\[[^\]\r\n]*\])?/y;

/** Walks over a LaTeX document once. */
class LatexScan {
  readonly definitions: string[] = [];
  readonly inputs: { readonly start: number; readonly end: number }[] = [];
  private at = 0;
  private readonly scopes = new Scopes();
  private readonly ends: FormulaEnds;
  /** The solution behind an example, which ends the example's sheet. */
  private solution: string | undefined;
  private readonly budget: Budget;
  /** What is nowhere behind where it was searched for. */
  private readonly absent = new Set<string>();

  constructor(
    private readonly text: string,
    private readonly hasChunks: boolean,
  ) {
    this.ends = new FormulaEnds(text);
    this.budget = budgetOf(text);
  }

  *parts(): Generator<DocumentPart> {
    const { text } = this;
    const signs = this.hasChunks ? SIGNS_AND_CHUNKS : SIGNS;
    while (this.at < text.length) {
      signs.lastIndex = this.at;
      const match = signs.exec(text);
      if (!match) return;
      this.at = match.index;
      const part = this.step(match[0]);
      if (part) yield part;
    }
  }

  private step(sign: string): DocumentPart | undefined {
    const { text, at } = this;
    switch (sign) {
      case '%':
        return this.comment();
      case '$': {
        const mark = text[at + 1] === '$' ? '$$' : '$';
        return this.formula(mark, at + mark.length);
      }
      case '\\':
        return this.command();
      default: {
        CHUNK_END.lastIndex = at;
        return this.skipTo(CHUNK_END.test(text) ? CHUNK_END.lastIndex : text.length);
      }
    }
  }

  private skipTo(offset: number): undefined {
    this.at = Math.max(offset, this.at + 1);
    return undefined;
  }

  private formula(close: '$' | '$$' | '\\)' | '\\]', start: number): DocumentPart | undefined {
    const end = this.ends.delimiter(close, start);
    if (end === undefined) return this.skipTo(start);
    return this.take(start, end, end + close.length);
  }

  private take(start: number, end: number, next: number): DocumentPart {
    const content = this.text.slice(start, end);
    if (content.includes('command') || content.includes('\\def') || content.includes('\\let')) {
      this.definitions.push(...definitionsIn(content));
    }
    this.at = next;
    return { kind: 'formula', pieces: [{ start, end }] };
  }

  private command(): DocumentPart | undefined {
    const { text, at } = this;
    COMMAND.lastIndex = at;
    const name = COMMAND.exec(text)?.[1];
    if (name === undefined) {
      if (text[at + 1] === '(') return this.formula('\\)', at + 2);
      if (text[at + 1] === '[') return this.formula('\\]', at + 2);
      return this.skipTo(at + 2);
    }
    const end = COMMAND.lastIndex;
    if (name === 'begin') return this.begin();
    if (name === 'end') return this.end();
    if (name === 'verb' || name === 'lstinline' || name === 'mintinline' || name === 'Verb')
      return this.verb(name);
    if (name === 'newtheorem') return this.skipTo(this.scopes.define(text, at) ?? end);
    if (name === 'question' || name === 'titledquestion') {
      this.skipTo(end);
      return { kind: 'heading', level: ENVIRONMENT_LEVEL, title: 'Question', start: at };
    }
    if (name === 'iffalse') return this.skipTo(this.conditionalEnd(end));
    if (INPUTS.has(name)) return this.input(end);
    const groups = Object.hasOwn(SKIPPED_GROUPS, name) ? SKIPPED_GROUPS[name] : undefined;
    if (groups !== undefined) return this.skipTo(this.behindGroups(end, groups));
    const defined = definitionEnd(text, at, this.budget);
    if (defined !== undefined) {
      this.definitions.push(text.slice(at, defined));
      return this.skipTo(defined);
    }
    const section = sectionAt(text, at, this.budget);
    if (!section) return this.skipTo(end);
    this.solution = undefined;
    this.skipTo(section.end);
    return { kind: 'heading', level: section.level, title: section.title, start: at };
  }

  private begin(): DocumentPart | undefined {
    const { text, at } = this;
    const environment = environmentAt(text, at);
    if (!environment) return this.skipTo(at + 6);
    const { name, end } = environment;
    if (isMathEnvironment(name)) {
      const close = this.ends.environment(name, end);
      if (!close) return this.skipTo(end);
      return this.take(at, close.end, close.end);
    }
    if (VERBATIM.test(name)) {
      const close = this.absent.has(name) ? -1 : text.indexOf(`\\end{${name}}`, end);
      if (close < 0) this.absent.add(name);
      return this.skipTo(close < 0 ? end : close);
    }
    this.skipTo(end);
    if (this.scopes.kindOf(name) === undefined) return undefined;
    return {
      kind: 'heading',
      level: ENVIRONMENT_LEVEL,
      title: this.scopes.titleOf(name, text, end),
      start: at,
    };
  }

  /** The end of an example, or of the solution behind it, ends its sheet unless a solution follows. */
  private end(): DocumentPart | undefined {
    const { text, at } = this;
    const match = /^\\end\s*\{\s*([^{}\\\s]{1,60})\s*\}/.exec(text.slice(at, at + 100));
    if (!match) return this.skipTo(at + 4);
    const [whole, name] = match;
    this.skipTo(name === 'document' ? text.length : at + whole.length);
    if (this.solution !== name && this.scopes.kindOf(name!) !== 'example') return undefined;
    const next = environmentAt(text, skipSpaceAndComments(text, this.at));
    this.solution = next && isSolution(next.name) ? next.name : undefined;
    return this.solution === undefined
      ? { kind: 'scope-end', level: ENVIRONMENT_LEVEL, start: this.at }
      : undefined;
  }

  private verb(name: string): undefined {
    const { text, at } = this;
    VERB.lastIndex = at;
    VERB.test(text);
    let start = VERB.lastIndex;
    if (name === 'mintinline')
      start = text[start] === '{' ? (groupEnd(text, start, this.budget) ?? start) : start;
    const mark = text[start];
    if (mark === undefined || /[A-Za-z\s*]/.test(mark)) return this.skipTo(start);
    if (mark === '{') return this.skipTo(groupEnd(text, start, this.budget) ?? start);
    const close = this.absent.has(mark) ? -1 : text.indexOf(mark, start + 1);
    if (close < 0) this.absent.add(mark);
    return this.skipTo(close < 0 || /[\r\n]/.test(text.slice(start, close)) ? start : close + 1);
  }

  private input(end: number): undefined {
    const { text, at } = this;
    const line = lineAt(text, end, Math.min(text.length, end + 200));
    const behind = this.behindGroups(end, 1);
    if (behind === end && !/^[ \t]+[\w./-]/.test(text.slice(end, line.end))) return this.skipTo(end);
    this.inputs.push({
      start: at,
      end: trimEnd(text, at, Math.min(behind > end ? behind : line.end, at + 200)),
    });
    return this.skipTo(Math.max(behind, end));
  }

  /** Behind arguments in brackets and at most `count` in braces. */
  private behindGroups(from: number, count: number): number {
    const { text } = this;
    let at = from;
    for (let left = count; left > 0; ) {
      const next = skipBlanks(text, at, text.length);
      if (text[next] === '[') {
        const close = text.indexOf(']', next);
        if (close < 0 || close - next > 500) return at;
        at = close + 1;
      } else if (text[next] === '{') {
        const close = groupEnd(text, next, this.budget);
        if (close === undefined) return at;
        at = close;
        left--;
      } else {
        return at;
      }
    }
    return at;
  }

  /** Behind the `\fi` of a condition that is never met. */
  private conditionalEnd(from: number): number {
    if (this.absent.has('fi')) return from;
    const marks = /\\(?:(if(?!f(?![A-Za-z])|thenelse)[A-Za-z]*)|fi(?![A-Za-z]))/g;
    marks.lastIndex = from;
    let depth = 1;
    for (let match = marks.exec(this.text); match; match = marks.exec(this.text)) {
      depth += match[1] === undefined ? -1 : 1;
      if (depth === 0) return marks.lastIndex;
    }
    this.absent.add('fi');
    return from;
  }

  /** A comment; those on the following lines belong to it where it begins its line. */
  private comment(): DocumentPart | undefined {
    const { text, at } = this;
    const lines: CommentLine[] = [];
    let line = lineAt(text, at);
    const opening = { start: at, end: at + 1 };
    lines.push(commentLine(text, line, at));
    for (const isAlone = beginsLine(text, at); isAlone && line.next > line.end; ) {
      const next = lineAt(text, line.next);
      const first = skipBlanks(text, next.start, next.end);
      if (text[first] !== '%') break;
      line = next;
      lines.push(commentLine(text, line, first));
    }
    this.skipTo(line.end);
    const mayDirect = text.slice(at, line.end).includes('@grad');
    return mayDirect ? { kind: 'comment', lines, opening, closed: true } : undefined;
  }
}

function commentLine(text: string, line: Line, mark: number): CommentLine {
  let start = mark;
  while (text[start] === '%') start++;
  if (start < line.end && isBlank(text.charCodeAt(start))) start++;
  const end = trimEnd(text, start, line.end);
  return { start, end, lineStart: line.start, breakStart: line.end, breakEnd: line.next };
}

function beginsLine(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
  return start === 0 || isSpace(text.charCodeAt(start - 1));
}

function skipSpaceAndComments(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (text[at] !== '%') return at;
    at = lineAt(text, at).end;
  }
}

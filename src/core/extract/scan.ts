import { findBlockEnd, findClose, type Search } from './block-end';
import { type CompiledRule, matchAt, type RuleTable, tableOf, withFlags } from './compile';
import { firstFrom, type TagLines, tagLines } from './heredoc';
import type { Language } from './languages';
import { isBlank, isNewline, isSpace, lineAt, skipBlanks } from './lines';
import type { BlockRule, HeredocRule, Hole, LineRule, RegexRule, TextRule } from './rules';

/** A comment, with offsets of the text that was scanned; `contentStart` to `contentEnd` leaves the markers out. */
export interface Comment {
  readonly kind: 'line' | 'block' | 'doc';
  readonly start: number;
  readonly end: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  /** Nothing but white space or other comments stand before it on its line. */
  readonly startsLine: boolean;
  readonly rule: LineRule | BlockRule | TextRule;
}

export interface Scan {
  /** In the order of the text. */
  readonly comments: readonly Comment[];
  /** How many characters were looked at: a small multiple of the length of the text. */
  readonly work: number;
}

interface TextFrame {
  readonly kind: 'text';
  readonly rule: TextRule;
  readonly close: string;
  readonly start: number;
  readonly contentStart: number;
  readonly isDoc: boolean;
  /** How many nested openers are not closed yet. */
  depth: number;
}

interface HoleFrame {
  readonly kind: 'hole';
  readonly hole: Hole;
  /** How many brackets of the code inside are not closed yet. */
  depth: number;
}

interface State extends Search {
  readonly language: Language;
  readonly table: RuleTable;
  readonly comments: Comment[];
  /** The strings and the code inside strings that are open, from the outermost in. */
  readonly frames: (TextFrame | HoleFrame)[];
  at: number;
  /** Only white space and comments so far on this line. */
  lineIsBlank: boolean;
  /** Where the first code of this line begins. */
  codeStart: number;
  /** The offset of the last character of code, and of the last one before this line. */
  lastCode: number;
  lastCodeBefore: number;
  heredocs: { readonly tag: string; readonly starts: readonly number[] }[];
  tagLines: TagLines | undefined;
  /** No slash before this offset begins a regular expression: none was closed on the line. */
  noRegexBefore: number;
}

/** Characters after which an operand follows, so that a slash begins a regular expression. */
const OPERAND_FOLLOWS = new Set('(,=:[!&|?{;+-*%^~<>');
/** Characters after which a string that begins a line goes on with an expression and is no documentation. */
const EXPRESSION_GOES_ON = new Set('([{,=+-*/%\\|&<>.');
const LONGEST_WORD = 12;
const LONGEST_DOC_PREFIX = 24;

/**
 * Finds the comments of a program by its row of the language table. Any text is accepted: a comment or a string that is
 * never closed ends with the text, and a string that may not span lines ends with its line.
 */
export function scanComments(source: string, language: Language): Scan {
  const state: State = {
    source,
    language,
    table: tableOf(language),
    comments: [],
    frames: [],
    at: 0,
    work: 0,
    lineIsBlank: true,
    codeStart: 0,
    lastCode: -1,
    lastCodeBefore: -1,
    heredocs: [],
    tagLines: undefined,
    noRegexBefore: 0,
    noQuoteInComments: false,
  };
  if (language.embedded) leaveCode(state, 0);
  while (state.at < source.length) {
    const top = state.frames.at(-1);
    if (top?.kind === 'text') readText(state, top);
    else readCode(state, top);
  }
  for (const frame of state.frames) {
    if (frame.kind === 'text') closeText(state, frame, source.length, source.length);
  }
  // A documenting string is known when it closes, after the comments of code inside it.
  const { comments, work } = state;
  if (comments.some((comment) => comment.kind === 'doc')) comments.sort((a, b) => a.start - b.start);
  return { comments, work };
}

/** Reads code up to where a string opens or the code inside a string ends. */
function readCode(state: State, hole: HoleFrame | undefined): void {
  const { source, table } = state;
  const { embedded } = state.language;
  while (state.at < source.length) {
    state.work++;
    const code = source.charCodeAt(state.at);
    if (isNewline(code)) {
      endLine(state);
      continue;
    }
    if (isSpace(code)) {
      state.at++;
      continue;
    }
    if (embedded && source.startsWith(embedded.close, state.at)) {
      leaveCode(state, state.at + embedded.close.length);
      continue;
    }
    const before = state.at;
    const depth = state.frames.length;
    if (table.get(code)?.some((rule) => apply(state, rule))) {
      if (state.frames.length !== depth) return;
      if (state.at !== before) continue;
    }
    sawCode(state, state.at, state.at + 1);
    if (hole && closesHole(state, hole)) return;
    state.at++;
  }
}

/** Counts the brackets of code inside a string; true, and moved on, where that code ends. */
function closesHole(state: State, frame: HoleFrame): boolean {
  const { source } = state;
  if (source.startsWith(frame.hole.close, state.at)) {
    if (frame.depth === 0) {
      state.frames.pop();
      state.at += frame.hole.close.length;
      return true;
    }
    frame.depth--;
  } else if (source.startsWith(frame.hole.nest, state.at)) {
    frame.depth++;
  }
  return false;
}

function sawCode(state: State, start: number, end: number): void {
  if (state.lineIsBlank) {
    state.lineIsBlank = false;
    state.codeStart = start;
    state.lastCodeBefore = state.lastCode;
  }
  state.lastCode = end - 1;
}

function moveTo(state: State, end: number): void {
  state.work += end - state.at;
  state.at = end;
}

function endLine(state: State): void {
  state.at = lineAt(state.source, state.at).next;
  state.lineIsBlank = true;
  for (const { tag, starts } of state.heredocs) {
    const start = firstFrom(starts, state.at);
    if (start === undefined) continue;
    sawCode(state, start, start + 1);
    moveTo(state, skipBlanks(state.source, start, state.source.length) + tag.length);
  }
  state.heredocs = [];
}

/** Moves on to where code begins in a language that is embedded in text. */
function leaveCode(state: State, from: number): void {
  const open = withFlags(state.language.embedded!.open, 'g');
  open.lastIndex = from;
  const match = open.exec(state.source);
  moveTo(state, match ? match.index + match[0].length : state.source.length);
  sawCode(state, from, state.at);
}

/** Tries one rule at the current offset; true where it applies and the scanner has moved on. */
function apply(state: State, compiled: CompiledRule): boolean {
  const { rule } = compiled;
  const start = state.at;
  const match = matchAt(state.source, compiled.open, start);
  if (!match) return false;
  const end = start + (match[0]?.length ?? 0);
  switch (rule.kind) {
    case 'skip':
      sawCode(state, start, end);
      moveTo(state, end);
      return true;
    case 'line':
      readLineComment(state, rule, start, end);
      return true;
    case 'block':
      readBlockComment(state, compiled, rule, start, end);
      return true;
    case 'heredoc':
      openHeredoc(state, rule, match);
      sawCode(state, start, end);
      moveTo(state, end);
      return true;
    case 'regex':
      return readRegex(state, rule, start);
    case 'text':
      openText(state, rule, match, end);
      return true;
  }
}

function readLineComment(state: State, rule: LineRule, start: number, contentStart: number): void {
  const { source } = state;
  let { end, next } = lineAt(source, contentStart);
  while (rule.continues && end > contentStart && source[end - 1] === '\\' && next > end) {
    ({ end, next } = lineAt(source, next));
  }
  if (rule.until !== undefined) {
    const stop = source.slice(contentStart, end).indexOf(rule.until);
    if (stop >= 0) end = contentStart + stop;
  }
  const startsLine = state.lineIsBlank;
  state.comments.push({ kind: 'line', start, end, contentStart, contentEnd: end, startsLine, rule });
  moveTo(state, end);
}

function readBlockComment(
  state: State,
  compiled: CompiledRule,
  rule: BlockRule,
  start: number,
  contentStart: number,
): void {
  const { contentEnd, end } =
    compiled.inside || typeof rule.close !== 'string'
      ? findBlockEnd(state, compiled.inside!, contentStart)
      : findClose(state.source, rule.close, contentStart);
  const startsLine = state.lineIsBlank;
  state.comments.push({ kind: 'block', start, end, contentStart, contentEnd, startsLine, rule });
  if (lineAt(state.source, start, end).end < end) state.lineIsBlank = true;
  moveTo(state, end);
}

function openText(state: State, rule: TextRule, match: readonly string[], contentStart: number): void {
  const { source, at: start } = state;
  const close = rule.close.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
  const isDoc = rule.doc !== undefined && documents(state, rule.doc);
  sawCode(state, start, contentStart);
  state.frames.push({ kind: 'text', rule, close, start, contentStart, isDoc, depth: 0 });
  moveTo(state, Math.min(contentStart, source.length));
}

/** Whether a string at the current offset is a statement of its own: that is how documentation is written. */
function documents(state: State, allowed: RegExp): boolean {
  const { source, at } = state;
  const prefixStart = state.lineIsBlank ? at : state.codeStart;
  if (at - prefixStart > LONGEST_DOC_PREFIX || !allowed.test(source.slice(prefixStart, at))) return false;
  const before = state.lineIsBlank ? state.lastCode : state.lastCodeBefore;
  return before < 0 || !EXPRESSION_GOES_ON.has(source.charAt(before));
}

/** Reads a string up to its end or to code inside it. */
function readText(state: State, frame: TextFrame): void {
  const { source } = state;
  const { rule, close } = frame;
  while (state.at < source.length) {
    state.work++;
    const { at } = state;
    const character = source.charAt(at);
    if (!rule.multiline && isNewline(source.charCodeAt(at))) {
      state.frames.pop();
      return;
    }
    const passed = rule.pass.find((candidate) => source.startsWith(candidate, at));
    if (passed !== undefined) {
      state.at = at + passed.length;
      continue;
    }
    const hole = rule.holes.find((candidate) => source.startsWith(candidate.open, at));
    if (hole) {
      state.frames.push({ kind: 'hole', hole, depth: 0 });
      moveTo(state, at + hole.open.length);
      return;
    }
    if (character === rule.escape) {
      state.at = source.startsWith('\r\n', at + 1) ? at + 3 : at + 2;
      continue;
    }
    if (source.startsWith(close, at)) {
      const end = at + close.length;
      if (rule.doubled && source.startsWith(close, end)) {
        state.at = end + close.length;
        continue;
      }
      if (frame.depth > 0) {
        frame.depth--;
        state.at = end;
        continue;
      }
      let last = end;
      while (rule.greedy && source[last] === close.at(-1)) last++;
      state.frames.pop();
      closeText(state, frame, last - close.length, last);
      moveTo(state, last);
      return;
    }
    if (rule.nests !== undefined && source.startsWith(rule.nests, at)) frame.depth++;
    state.at = at + 1;
  }
  state.at = source.length;
}

function closeText(state: State, frame: TextFrame, contentEnd: number, end: number): void {
  sawCode(state, frame.start, end);
  if (!frame.isDoc) return;
  const { start, contentStart, rule } = frame;
  state.comments.push({ kind: 'doc', start, end, contentStart, contentEnd, startsLine: true, rule });
}

function openHeredoc(state: State, rule: HeredocRule, match: readonly (string | undefined)[]): void {
  const tag = match.slice(1).find((group) => group !== undefined);
  if (tag === undefined) return;
  state.tagLines ??= tagLines(state.source);
  const starts = (rule.tail ? state.tagLines.prefix : state.tagLines.whole).get(tag);
  if (starts && starts.at(-1)! > state.at) state.heredocs.push({ tag, starts });
}

function readRegex(state: State, rule: RegexRule, start: number): boolean {
  const { source } = state;
  if (start < state.noRegexBefore || !operandFollows(state, rule)) return false;
  let inClass = false;
  for (let i = start + 1; i < source.length; i++) {
    state.work++;
    const character = source.charAt(i);
    if (character === '\n' || character === '\r') {
      state.noRegexBefore = i;
      return false;
    }
    if (character === '\\' && !isNewline(source.charCodeAt(i + 1))) i++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) {
      sawCode(state, start, i + 1);
      state.at = i + 1;
      return true;
    }
  }
  state.noRegexBefore = source.length;
  return false;
}

/** Whether the code before a slash asks for an operand, so that the slash is no division. */
function operandFollows(state: State, rule: RegexRule): boolean {
  const { source, lastCode, at } = state;
  if (lastCode < 0) return true;
  const last = source.charAt(lastCode);
  if ((last === '+' || last === '-') && source[lastCode - 1] === last) return false;
  if (OPERAND_FOLLOWS.has(last)) return true;
  const word = /\w*$/.exec(source.slice(Math.max(0, lastCode - LONGEST_WORD), lastCode + 1))?.[0] ?? '';
  if (rule.words.has(word)) return true;
  const next = source.charCodeAt(at + 1);
  return (
    rule.argument &&
    /^[a-z_]/.test(word) &&
    isBlank(source.charCodeAt(at - 1)) &&
    !isSpace(next) &&
    source[at + 1] !== '='
  );
}

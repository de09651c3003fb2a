import type { ReadError } from '../read-result';
import { Raw, type RawToken, splitTex } from './lexer';

/** What a command of the author's own stands for. */
export interface Macro {
  /** How many arguments it takes, an optional one included. */
  readonly parameters: number;
  /** What an optional first argument is where it is left out. */
  readonly optional?: readonly RawToken[];
  readonly body: readonly RawToken[];
  /** Whether a star or a size in brackets may follow the name: `\abs*{x}`, `\abs[\big]{x}`. */
  readonly sized?: true;
  /** Why a call of it cannot be expanded; a sentence. */
  readonly refused?: string;
}

/** Macros by their names, without the backslash. */
export type MacroTable = ReadonlyMap<string, Macro>;

const DEFINITION =
  /\\(?:(newcommand|renewcommand|providecommand|DeclareRobustCommand)\*?|(DeclareMathOperator)(\*?)|([gex]?def)(?![A-Za-z])|(let)(?![A-Za-z])|(DeclarePairedDelimiter)(?![A-Za-z])|((?:New|Renew|Provide|Declare)DocumentCommand))/g;

/** How long a definition may be. */
const LONGEST = 20_000;

/** A line that is a comment up to here. */
const COMMENT = /(?:^|\n)[ \t]*%[^\n]*$/;

interface Definition {
  readonly name: string;
  readonly macro: Macro;
  readonly keepOld: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * The macros that a text defines with `\newcommand`, `\renewcommand`, `\providecommand`, `\def`, `\let`,
 * `\DeclareMathOperator`, `\DeclarePairedDelimiter` and `\NewDocumentCommand`; the last definition of a name counts.
 * `text` may be a whole document or a preamble. The work is linear.
 */
export function readMacros(text: string): MacroTable {
  return tableOf(definitionsIn(text));
}

/** The same, with the text without the definitions; blanks stand in their place. */
export function takeMacros(
  text: string,
  known: MacroTable,
): { readonly macros: MacroTable; readonly rest: string } {
  const definitions = text.includes('\\') ? definitionsIn(text) : [];
  if (definitions.length === 0) return { macros: known, rest: text };
  let rest = '';
  let at = 0;
  for (const { start, end } of definitions) {
    rest += text.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return { macros: tableOf(definitions, known), rest: rest + text.slice(at) };
}

function tableOf(definitions: readonly Definition[], known?: MacroTable): MacroTable {
  const table = new Map(known);
  for (const { name, macro, keepOld } of definitions) {
    if (!keepOld || !table.has(name)) table.set(name, macro);
  }
  return table;
}

function definitionsIn(text: string): Definition[] {
  const definitions: Definition[] = [];
  let end = 0;
  const scanner: Scanner = { text, at: 0, budget: 4 * text.length + 100_000 };
  for (const match of text.matchAll(DEFINITION)) {
    const start = match.index;
    if (start < end) continue;
    if (COMMENT.test(text.slice(Math.max(0, start - 200), start))) continue;
    scanner.at = start + match[0].length;
    const definition = readDefinition(scanner, match);
    if (definition === undefined) continue;
    end = scanner.at;
    definitions.push({ ...definition, start, end });
  }
  return definitions;
}

interface Scanner {
  readonly text: string;
  at: number;
  /** How many characters of groups may still be looked at, so that unclosed ones cost no more than the text is long. */
  budget: number;
}

function readDefinition(
  scanner: Scanner,
  match: RegExpMatchArray,
): Pick<Definition, 'name' | 'macro' | 'keepOld'> | undefined {
  const [, command, operator, star, def, alias, paired, document] = match;
  const name = readName(scanner);
  if (name === undefined) return undefined;
  const plain = { name, keepOld: command === 'providecommand' };
  if (operator !== undefined) {
    const body = readGroup(scanner);
    return body === undefined
      ? undefined
      : { ...plain, macro: { parameters: 0, body: splitTex(`\\operatorname${star}{${body}}`) } };
  }
  if (paired !== undefined) {
    const open = readGroup(scanner);
    const close = readGroup(scanner);
    if (open === undefined || close === undefined) return undefined;
    const body = splitTex(`\\left${open} #1 \\right${close}`);
    return { ...plain, macro: { parameters: 1, body, sized: true } };
  }
  if (alias !== undefined) {
    skipBlanks(scanner);
    if (scanner.text[scanner.at] === '=') scanner.at += 1;
    const target = readName(scanner);
    return target === undefined || target === name
      ? undefined
      : { ...plain, macro: { parameters: 0, body: splitTex(`\\${target}`) } };
  }
  if (document !== undefined) return readDocumentCommand(scanner, plain);
  if (def !== undefined) return readDef(scanner, plain);
  const count = readOption(scanner);
  const optional = count === undefined ? undefined : readOption(scanner);
  const body = readGroup(scanner);
  if (body === undefined) return undefined;
  const parameters = count !== undefined && /^\s*[1-9]\s*$/.test(count) ? Number(count) : 0;
  return {
    ...plain,
    macro: {
      parameters,
      body: splitTex(body),
      ...(optional !== undefined && { optional: splitTex(optional) }),
    },
  };
}

/** `\def\foo#1#2{…}` */
function readDef(
  scanner: Scanner,
  plain: Pick<Definition, 'name' | 'keepOld'>,
): Pick<Definition, 'name' | 'macro' | 'keepOld'> | undefined {
  const ahead = scanner.text.slice(scanner.at, scanner.at + 100);
  const open = ahead.indexOf('{');
  if (open < 0) return undefined;
  const parameters = ahead.slice(0, open).trim();
  scanner.at += open;
  const body = readGroup(scanner);
  if (body === undefined) return undefined;
  const count = parameters.length / 2;
  const isPlain = Array.from({ length: Math.floor(count) }, (_, i) => `#${i + 1}`).join('') === parameters;
  const macro = { parameters: Math.floor(count), body: splitTex(body) };
  return {
    ...plain,
    macro: isPlain
      ? macro
      : { ...macro, refused: `The macro \\${plain.name} takes arguments that are not in braces.` },
  };
}

/** `\NewDocumentCommand{\foo}{m m}{…}`; other arguments than `m` are not expanded. */
function readDocumentCommand(
  scanner: Scanner,
  plain: Pick<Definition, 'name' | 'keepOld'>,
): Pick<Definition, 'name' | 'macro' | 'keepOld'> | undefined {
  const signature = readGroup(scanner)?.replace(/\s+/g, '');
  const body = readGroup(scanner);
  if (signature === undefined || body === undefined) return undefined;
  const macro = { parameters: signature.length, body: splitTex(body) };
  return {
    ...plain,
    macro: /^m{0,9}$/.test(signature)
      ? macro
      : { ...macro, refused: `The macro \\${plain.name} takes arguments that are not in braces.` },
  };
}

function skipBlanks(scanner: Scanner): void {
  while (/\s/.test(scanner.text[scanner.at] ?? '')) scanner.at += 1;
}

const NAME = /\s*\{?\s*\\([A-Za-z@]+|[^A-Za-z\s{}])\s*\}?/y;

/** `{\foo}` or `\foo`. */
function readName(scanner: Scanner): string | undefined {
  NAME.lastIndex = scanner.at;
  const match = NAME.exec(scanner.text);
  if (match === null) return undefined;
  scanner.at = NAME.lastIndex;
  return match[1];
}

/** `[…]` */
function readOption(scanner: Scanner): string | undefined {
  skipBlanks(scanner);
  if (scanner.text[scanner.at] !== '[') return undefined;
  const ahead = scanner.text.slice(scanner.at, scanner.at + 200);
  const close = ahead.indexOf(']');
  if (close < 0) return undefined;
  scanner.at += close + 1;
  return ahead.slice(1, close);
}

/** What stands in the braces that come next. */
function readGroup(scanner: Scanner): string | undefined {
  skipBlanks(scanner);
  const { text } = scanner;
  if (text[scanner.at] !== '{') return undefined;
  let depth = 0;
  const limit = Math.min(text.length, scanner.at + LONGEST);
  for (let at = scanner.at; at < limit && scanner.budget > 0; at++) {
    const char = text[at];
    scanner.budget -= 1;
    if (char === '\\') at += 1;
    else if (char === '{') depth += 1;
    else if (char === '}') {
      depth -= 1;
      if (depth > 0) continue;
      const group = text.slice(scanner.at + 1, at);
      scanner.at = at + 1;
      return group;
    }
  }
  return undefined;
}

/** How many tokens an expansion may have for each token of the text, and besides. */
const GROWTH = 40;
const BASE = 4000;

interface Frame {
  readonly tokens: readonly RawToken[];
  at: number;
  /** The span of the outermost call that the tokens come from; undefined for the text itself. */
  readonly call: { readonly start: number; end: number } | undefined;
}

/**
 * The tokens with the calls of macros replaced by what they stand for; those tokens all have the span of the call in the text.
 * A macro that calls itself without end, or grows beyond measure, is an error.
 */
export function expand(
  tokens: readonly RawToken[],
  macros: MacroTable,
): { readonly tokens: readonly RawToken[]; readonly error?: ReadError } {
  if (macros.size === 0 || !tokens.some((token) => isCall(token, macros))) return { tokens };
  const out: RawToken[] = [];
  const frames: Frame[] = [{ tokens, at: 0, call: undefined }];
  let budget = BASE + GROWTH * tokens.length;
  for (;;) {
    const frame = frames.at(-1);
    if (frame === undefined) return { tokens: out };
    if (frame.at >= frame.tokens.length) {
      frames.pop();
      continue;
    }
    const token = frame.tokens[frame.at]!;
    frame.at += 1;
    const span = frame.call ?? token;
    budget -= 1;
    if (budget < 0) return { tokens: out, error: endless(token, span) };
    if (!isCall(token, macros)) {
      out.push(frame.call ? { ...token, start: span.start, end: span.end } : token);
      continue;
    }
    const macro = macros.get(token.text)!;
    const call = frame.call ?? { start: token.start, end: token.end };
    if (macro.refused !== undefined) {
      return { tokens: out, error: { message: `${macro.refused} Write it out.`, span: spanOf(call) } };
    }
    const from = frame.at;
    const args = readArguments(frame, macro, call);
    budget -= frame.at - from;
    if (args === undefined) {
      const message = `The macro \\${token.text} takes ${macro.parameters === 1 ? 'an argument, and it is not' : `${macro.parameters} arguments, and not all are`} here. Add them in braces.`;
      return { tokens: out, error: { message, span: spanOf(call) } };
    }
    const body = substitute(macro.body, args, budget);
    if (body === undefined) return { tokens: out, error: endless(token, call) };
    budget -= body.length;
    const [first, ...rest] = body;
    const spaced = first === undefined ? body : [{ ...first, spaced: token.spaced }, ...rest];
    frames.push({ tokens: spaced, at: 0, call });
  }
}

const isCall = (token: RawToken, macros: MacroTable): boolean =>
  token.kind === Raw.Command && macros.has(token.text);

const spanOf = ({ start, end }: { start: number; end: number }): { start: number; end: number } => ({
  start,
  end,
});

const endless = (token: RawToken, span: { start: number; end: number }): ReadError => ({
  message: `The macro \\${token.text} grows without end. Write out what it stands for.`,
  span: spanOf(span),
});

/** The arguments that follow in the same piece of text, each a group or a single token. */
function readArguments(
  frame: Frame,
  macro: Macro,
  call: { readonly start: number; end: number },
): readonly (readonly RawToken[])[] | undefined {
  const { tokens } = frame;
  const own = frame.call === undefined;
  const pass = (): void => {
    if (own) call.end = Math.max(call.end, tokens[frame.at - 1]!.end);
  };
  if (macro.sized && isSign(tokens[frame.at], '*')) frame.at += 1;
  else if (macro.sized && isSign(tokens[frame.at], '[')) skipOption(frame);
  const args: (readonly RawToken[])[] = [];
  if (macro.optional !== undefined) {
    const from = frame.at + 1;
    const given = isSign(tokens[frame.at], '[') && skipOption(frame);
    args.push(given ? tokens.slice(from, frame.at - 1) : macro.optional);
    if (given) pass();
  }
  while (args.length < macro.parameters) {
    const token = tokens[frame.at];
    if (token === undefined || token.kind === Raw.Close) return undefined;
    const from = frame.at;
    if (token.kind !== Raw.Open) {
      frame.at += 1;
      args.push([token]);
    } else {
      const close = closeOf(tokens, from);
      if (close < 0) return undefined;
      frame.at = close + 1;
      args.push(tokens.slice(from + 1, close));
    }
    pass();
  }
  return args;
}

const isSign = (token: RawToken | undefined, sign: string): boolean =>
  token?.kind === Raw.Sign && token.text === sign;

const LONGEST_OPTION = 200;

/** Passes `[…]`; false where it is not closed. */
function skipOption(frame: Frame): boolean {
  let depth = 0;
  const limit = Math.min(frame.tokens.length, frame.at + LONGEST_OPTION);
  for (let i = frame.at; i < limit; i++) {
    const token = frame.tokens[i]!;
    if (token.kind === Raw.Open) depth += 1;
    else if (token.kind === Raw.Close) depth -= 1;
    if (depth < 0) return false;
    if (depth > 0 || !isSign(token, ']')) continue;
    frame.at = i + 1;
    return true;
  }
  return false;
}

function closeOf(tokens: readonly RawToken[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    const { kind } = tokens[i]!;
    if (kind === Raw.Open) depth += 1;
    else if (kind === Raw.Close) depth -= 1;
    if (depth === 0) return i;
  }
  return -1;
}

/** The body with its parameters replaced, or undefined where it gets longer than `limit`. */
function substitute(
  body: readonly RawToken[],
  args: readonly (readonly RawToken[])[],
  limit: number,
): readonly RawToken[] | undefined {
  const out: RawToken[] = [];
  for (const token of body) {
    if (token.kind === Raw.Parameter) {
      for (const part of args[Number(token.text) - 1] ?? []) out.push(part);
    } else out.push(token);
    if (out.length > limit) return undefined;
  }
  return out;
}

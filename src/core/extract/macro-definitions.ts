import type { Span } from '../text/span';
import { isSpace } from './lines';

const DEFINITION =
  /\\(?:((?:re)?newcommand|providecommand|DeclareRobustCommand|DeclareMathOperator|(?:New|Renew|Provide|Declare)DocumentCommand|DeclarePairedDelimiter)\*?|([gex]?def|let))(?![A-Za-z])/y;
const ANY_DEFINITION =
  /\\(?:(?:re)?newcommand|providecommand|Declare(?:RobustCommand|MathOperator|PairedDelimiter)|(?:New|Renew|Provide|Declare)DocumentCommand|[gex]?def(?![A-Za-z])|let(?![A-Za-z]))/g;

/** How many groups in braces follow the name that a command defines. */
const GROUPS: Readonly<Record<string, number>> = {
  DeclarePairedDelimiter: 2,
  NewDocumentCommand: 2,
  RenewDocumentCommand: 2,
  ProvideDocumentCommand: 2,
  DeclareDocumentCommand: 2,
};

/** How long a definition may be. */
const LONGEST = 20_000;

/** How many characters of groups may still be looked at, so that unclosed ones cost no more than the text is long. */
export interface Budget {
  left: number;
}

export const budgetOf = (text: string): Budget => ({ left: 4 * text.length + 100_000 });

/** Where the definition of a macro ends that begins at an offset; undefined where none is there, or it breaks off. */
export function definitionEnd(text: string, at: number, budget: Budget): number | undefined {
  DEFINITION.lastIndex = at;
  const match = DEFINITION.exec(text);
  if (match === null) return undefined;
  const [, command, primitive] = match;
  let end = nameEnd(text, skipSpace(text, DEFINITION.lastIndex));
  if (end === undefined) return undefined;
  if (primitive === 'let') {
    let target = skipSpace(text, end);
    if (text[target] === '=') target = skipSpace(text, target + 1);
    return nameEnd(text, target) ?? (target < text.length ? target + 1 : undefined);
  }
  if (primitive !== undefined) {
    const open = text.indexOf('{', end);
    return open < 0 || open - end > 100 ? undefined : groupEnd(text, open, budget);
  }
  for (let left = GROUPS[command!] ?? 1; left > 0; left--) {
    end = skipOptions(text, end);
    const group = text[end] === '{' ? groupEnd(text, end, budget) : undefined;
    if (group === undefined) return undefined;
    end = group;
  }
  return end;
}

/**
 * The definitions of macros in a text, one below the other. The work is linear.
 *
 * @param without stretches that do not count, in order
 */
export function definitionsIn(text: string, without: readonly Span[] = []): readonly string[] {
  const found: string[] = [];
  if (!text.includes('\\')) return found;
  const budget = budgetOf(text);
  ANY_DEFINITION.lastIndex = 0;
  let next = 0;
  for (let match = ANY_DEFINITION.exec(text); match; match = ANY_DEFINITION.exec(text)) {
    const at = match.index;
    while (next < without.length && without[next]!.end <= at) next++;
    if (next < without.length && without[next]!.start <= at) continue;
    const before = text[at - 1];
    if (before === '`' || before === '\\') continue;
    const end = definitionEnd(text, at, budget);
    if (end === undefined) continue;
    found.push(text.slice(at, end));
    ANY_DEFINITION.lastIndex = end;
  }
  return found;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The end of a command's name, which may stand in braces. */
function nameEnd(text: string, at: number): number | undefined {
  const inBraces = text[at] === '{';
  const start = inBraces ? skipSpace(text, at + 1) : at;
  if (text[start] !== '\\') return undefined;
  let end = start + 1;
  while (/[A-Za-z@]/.test(text.charAt(end))) end++;
  if (end === start + 1) end++;
  if (!inBraces) return end;
  const close = skipSpace(text, end);
  return text[close] === '}' ? close + 1 : undefined;
}

/** Behind `[…]` arguments. */
function skipOptions(text: string, from: number): number {
  let at = skipSpace(text, from);
  while (text[at] === '[') {
    const close = text.indexOf(']', at);
    if (close < 0 || close - at > 200) return at;
    at = skipSpace(text, close + 1);
  }
  return at;
}

/** The end of the group in braces that begins at an offset. */
export function groupEnd(text: string, open: number, budget: Budget): number | undefined {
  const limit = Math.min(text.length, open + Math.min(LONGEST, budget.left));
  let depth = 0;
  let at = open;
  let end: number | undefined;
  for (; at < limit && end === undefined; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) end = at + 1;
  }
  budget.left -= at - open;
  return end;
}

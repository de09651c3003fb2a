import type { Name } from '../ast';
import { isAdjacent, nameAt, type Parser, tokenText } from './parser';
import { isRelation, Kind, STARTS_OPERAND } from './tokens';

/** What one look over the tokens of a statement shows; only tokens outside of brackets count. */
export interface Survey {
  readonly relations: number;
  readonly assigns: number;
  /** Indices of the first such token, or -1. */
  readonly assign: number;
  readonly colon: number;
  readonly question: number;
  readonly tilde: number;
  readonly member: number;
  /** The word `is`. */
  readonly is: number;
  readonly logic: number;
  /** A bracket that is never closed; also inside of brackets. */
  readonly unclosed: number;
  /** `E[`, `Var[`, `+ O(` or `∑`, also inside of brackets. */
  readonly special: 'expectation' | 'expansion' | 'sum' | undefined;
}

export function survey(p: Parser, from: number, to: number): Survey {
  let relations = 0;
  let assigns = 0;
  let assign = -1;
  let colon = -1;
  let question = -1;
  let tilde = -1;
  let member = -1;
  let is = -1;
  let logic = -1;
  let unclosed = -1;
  let special: Survey['special'];
  let inside = from;
  for (let i = from; i < to; i++) {
    const kind = p.kinds[i]!;
    if (kind === Kind.Name) {
      special ??= specialAt(p, i, from, to);
      if (i >= inside && is < 0 && p.ends[i]! - p.starts[i]! === 2 && tokenText(p, i) === 'is') is = i;
      continue;
    }
    if (kind === Kind.Unknown && SUM_SIGNS.has(tokenText(p, i))) special ??= 'sum';
    if (kind === Kind.OpenParen || kind === Kind.OpenBracket || kind === Kind.OpenBrace) {
      const close = p.match[i]!;
      if (close < 0 && unclosed < 0) unclosed = i;
      if (close > inside) inside = close;
      continue;
    }
    if (i < inside) continue;
    if (isRelation(kind)) {
      relations += 1;
      if (kind === Kind.Assign) {
        assigns += 1;
        if (assign < 0) assign = i;
      }
    } else if (kind === Kind.Colon) colon = colon < 0 ? i : colon;
    else if (kind === Kind.Question) question = question < 0 ? i : question;
    else if (kind === Kind.Tilde) tilde = tilde < 0 ? i : tilde;
    else if (kind === Kind.In) member = member < 0 ? i : member;
    else if (kind === Kind.And || kind === Kind.Or || kind === Kind.Not) logic = logic < 0 ? i : logic;
  }
  return { relations, assigns, assign, colon, question, tilde, member, is, logic, unclosed, special };
}

const SUM_SIGNS: ReadonlySet<string> = new Set(['∑', '∏', '∫']);

const EXPECTATIONS: ReadonlySet<string> = new Set(['E', 'Var', 'Cov']);

function specialAt(p: Parser, index: number, from: number, to: number): Survey['special'] {
  const next = index + 1;
  if (next < to && STARTS_OPERAND[p.kinds[next]!] === 1 && isIndexedSum(p, index)) return 'sum';
  if (next >= to || !isAdjacent(p, next) || p.ends[index]! - p.starts[index]! > 3) return undefined;
  const kind = p.kinds[next]!;
  if (kind === Kind.OpenBracket) return EXPECTATIONS.has(tokenText(p, index)) ? 'expectation' : undefined;
  if (kind !== Kind.OpenParen || index === from || !/^[Oo]$/.test(tokenText(p, index))) return undefined;
  const before = p.kinds[index - 1]!;
  return before === Kind.Plus || before === Kind.Minus ? 'expansion' : undefined;
}

/** The `sum_k` of `sum_k w_k x_k`. */
function isIndexedSum(p: Parser, index: number): boolean {
  const start = p.starts[index]!;
  const first = p.text.charCodeAt(start);
  if (first !== 115 && first !== 112) return false;
  return p.text.startsWith('sum_', start) || p.text.startsWith('prod_', start);
}

/** In a sentence: every name right before `=`, `:`, `~` or `in`. */
export function mentionedNames(p: Parser, from: number, to: number): readonly Name[] {
  const names: Name[] = [];
  for (let i = from; i + 1 < to; i++) {
    if (p.kinds[i] === Kind.Name && DEFINES.has(p.kinds[i + 1]!)) names.push(nameAt(p, i));
  }
  return names;
}

/** The names that stand before the first `=`, `:`, `~` or `in`: what the statement seems to define. */
export function definedNames(p: Parser, from: number, to: number): readonly Name[] {
  const names: Name[] = [];
  for (let i = from; i < to; i++) {
    if (p.kinds[i] !== Kind.Name) return [];
    names.push(nameAt(p, i));
    const next = i + 1 < to ? p.kinds[i + 1]! : Kind.End;
    if (DEFINES.has(next)) return names;
    if (next === Kind.OpenParen) {
      const close = p.match[i + 1]!;
      return close > 0 && close + 1 < to && p.kinds[close + 1] === Kind.Assign ? names : [];
    }
    if (next !== Kind.Comma) return [];
    i += 1;
  }
  return [];
}

const DEFINES: ReadonlySet<Kind> = new Set([Kind.Assign, Kind.Colon, Kind.Tilde, Kind.In]);

import { kindAt, meetsRelation, type Parser, textAt } from './parser';
import { type Phrase, phraseOf } from './phrases';
import { Kind } from './tokens';
import { isNameText } from './words';

/** How a piece of a line hangs together with the one before it. */
export type Lead = '' | 'implies' | 'equivalent' | 'condition' | 'point' | 'alternative';

/** A stretch of a line that may hold several statements, separated by commas. */
export interface Section {
  readonly from: number;
  readonly to: number;
  readonly lead: Lead;
  /** Words stand in it that the reader does not know. */
  readonly prose: boolean;
}

/** Divides the tokens `from` up to `to` at `;`, `\quad`, `⇒`, full stops and words. */
export function sectionsOf(p: Parser, from: number, to: number): readonly Section[] {
  const sections: Section[] = [];
  let start = from;
  let lead = '' as Lead;
  let prose = false;
  let relations = 0;
  let colon = false;
  const close = (end: number, next: Lead, nextStart: number): void => {
    if (end > start) {
      sections.push({ from: start, to: end, lead, prose });
      lead = next;
    } else if (next !== '') lead = next;
    prose = false;
    relations = 0;
    colon = false;
    start = nextStart;
  };
  for (let i = from; i < to; i++) {
    const { kind, text } = p.tokens[i]!;
    switch (kind) {
      case Kind.Semicolon:
        close(i, '', i + 1);
        break;
      case Kind.Period:
        if (kindAt(p, i + 1) !== Kind.Digit || p.tokens[i + 1]!.spaced) close(i, '', i + 1);
        break;
      case Kind.Quad:
        close(i, '', i + 1);
        break;
      case Kind.Arrow:
        // `f : A ⇒ B` means `f : A → B`.
        if (colon && relations === 0) break;
        close(i, text === 'equivalent' ? 'equivalent' : 'implies', i + 1);
        break;
      case Kind.To:
        if (i === start || (relations > 0 && meetsRelation(p, i + 1, to, SECTION_ENDS)))
          close(i, 'implies', i + 1);
        break;
      case Kind.And:
      case Kind.Or:
        if (relations > 0 && meetsRelation(p, i + 1, to, SECTION_ENDS))
          close(i, kind === Kind.Or ? 'alternative' : '', i + 1);
        break;
      case Kind.Colon:
        if (lead === 'condition') close(i, '', i + 1);
        else colon = true;
        break;
      case Kind.Forall:
        close(i, 'condition', i + 1);
        break;
      case Kind.Relation:
        relations += 1;
        break;
      case Kind.Text:
        if (!isOperandText(p, i, start)) {
          const phrase = phraseOf(text);
          if (phrase === 'prose') prose = true;
          else close(i, LEADS[phrase], i + 1);
        }
        break;
      default:
        if (p.match[i]! > i && p.match[i]! < to) i = p.match[i]!;
    }
  }
  close(to, '', to);
  return sections;
}

const LEADS: Readonly<Record<Exclude<Phrase, 'prose'>, Lead>> = {
  separator: '',
  remark: '',
  condition: 'condition',
  point: 'point',
  implies: 'implies',
  equivalent: 'equivalent',
  alternative: 'alternative',
};

const JOINS: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Relation,
  Kind.Plus,
  Kind.Minus,
  Kind.Times,
  Kind.Slash,
  Kind.In,
  Kind.Colon,
  Kind.To,
  Kind.Ellipsis,
]);

const SECTION_ENDS: ReadonlySet<Kind> = new Set<Kind>([Kind.To, Kind.Quad, Kind.Semicolon]);

/** Whether words are a name in the expression: `\text{loss} = …`, `a + \text{softmax}(z)`. */
function isOperandText(p: Parser, index: number, start: number): boolean {
  const behind = index > start && !BEFORE_OPERAND.has(p.tokens[index - 1]!.kind);
  if (!isNameText(p, index, behind)) return false;
  if (behind) return true;
  const next = kindAt(p, index + 1);
  // Words before a letter are words.
  return next === Kind.End || AFTER_NAME.has(next);
}

const BEFORE_OPERAND: ReadonlySet<Kind> = new Set<Kind>([
  ...JOINS,
  Kind.Comma,
  Kind.Quad,
  Kind.Semicolon,
  Kind.Arrow,
  Kind.Open,
  Kind.Text,
]);

const AFTER_NAME: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Relation,
  Kind.Plus,
  Kind.Minus,
  Kind.Times,
  Kind.Slash,
  Kind.Open,
  Kind.Sub,
  Kind.Sup,
  Kind.Prime,
  Kind.Comma,
  Kind.In,
  Kind.Quad,
  Kind.Period,
  Kind.Frac,
]);

/** A part of a section between commas, with what stands in it outside of brackets. */
export interface Part {
  readonly from: number;
  readonly to: number;
  /** Indices of the first such token, or -1. */
  readonly relation: number;
  readonly member: number;
  readonly colon: number;
  readonly ellipsis: number;
  readonly arrow: number;
  /** `=` alone relates here. */
  readonly equalities: boolean;
}

/** The parts between the commas of a section; empty ones are left out. */
export function partsOf(p: Parser, from: number, to: number): readonly Part[] {
  const parts: Part[] = [];
  let start = from;
  let seen = fresh();
  const close = (end: number): void => {
    if (end > start) parts.push({ from: start, to: end, ...seen });
    start = end + 1;
    seen = fresh();
  };
  for (let i = from; i < to; i++) {
    const { kind, text } = p.tokens[i]!;
    if (kind === Kind.Comma) close(i);
    else if (kind === Kind.Relation) {
      if (seen.relation < 0) seen.relation = i;
      seen.equalities &&= text === '=' || text === ':=';
    } else if (kind === Kind.In && seen.member < 0) seen.member = i;
    else if (kind === Kind.Colon && seen.colon < 0) seen.colon = i;
    else if (kind === Kind.Ellipsis && seen.ellipsis < 0) seen.ellipsis = i;
    else if ((kind === Kind.To || kind === Kind.Arrow) && seen.arrow < 0) seen.arrow = i;
    else if (p.match[i]! > i && p.match[i]! < to) i = p.match[i]!;
  }
  close(to);
  return parts;
}

const fresh = (): {
  relation: number;
  member: number;
  colon: number;
  ellipsis: number;
  arrow: number;
  equalities: boolean;
} => ({
  relation: -1,
  member: -1,
  colon: -1,
  ellipsis: -1,
  arrow: -1,
  equalities: true,
});

/** Whether the part says something by itself. */
export const states = (part: Part): boolean =>
  Math.max(part.relation, part.member, part.colon, part.arrow) >= 0;

/** Whether the part is one letter with its scripts, such as `x` or `\hat{y}_k`. */
export function isBareName(p: Parser, { from, to }: Part): boolean {
  const kind = kindAt(p, from);
  let at = from + 1;
  if (kind === Kind.Accent) {
    if (kindAt(p, at) === Kind.GroupOpen) at = p.match[at]! < 0 ? to : p.match[at]! + 1;
    else at += 1;
  } else if (kind !== Kind.Letter) return false;
  while (at < to) {
    const script = kindAt(p, at);
    if (script !== Kind.Sub && script !== Kind.Sup) return false;
    at += 1;
    if (kindAt(p, at) === Kind.GroupOpen) at = p.match[at]! < 0 ? to : p.match[at]! + 1;
    else at += 1;
  }
  return at === to;
}

/** Whether the part is a number. */
export function isNumber(p: Parser, { from, to }: Pick<Part, 'from' | 'to'>): boolean {
  const first = kindAt(p, from) === Kind.Minus ? from + 1 : from;
  for (let i = first; i < to; i++)
    if (kindAt(p, i) !== Kind.Digit && kindAt(p, i) !== Kind.Period) return false;
  return to > first;
}

/** The number of an equation: `(12)` alone. */
export const isEquationNumber = (p: Parser, from: number, to: number): boolean =>
  to - from >= 3 &&
  kindAt(p, from) === Kind.Open &&
  textAt(p, from) === '(' &&
  p.match[from] === to - 1 &&
  isNumber(p, { from: from + 1, to: to - 1 });

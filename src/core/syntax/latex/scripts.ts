import type { Expr, Name } from '../ast';
import { failAt } from '../token-parser';
import { Precedence, parseExpression } from './expressions';
import { attempt, failOperand, kindAt, matchAt, type Parser, textAt, within } from './parser';
import { Kind } from './tokens';

/** A stretch of tokens; `after` is the first one behind its braces. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly after: number;
}

/** What is written below and above an atom. */
export interface Marks {
  readonly below?: Range;
  readonly above?: Range;
  readonly primes: number;
}

/** The group or the single token at `index`, which TeX takes as an argument; undefined at the end. */
export function argumentAt(p: Parser, index: number): Range | undefined {
  const kind = kindAt(p, index);
  if (kind === Kind.End || ENDS.has(kind)) return undefined;
  if (kind === Kind.GroupOpen) {
    const close = matchAt(p, index);
    return close < 0 ? undefined : { from: index + 1, to: close, after: close + 1 };
  }
  let after = index + 1;
  // An accent or a root brings its own argument with it.
  if (kind === Kind.Accent || kind === Kind.Root) after = argumentAt(p, after)?.after ?? after;
  else if (kind === Kind.Frac || kind === Kind.Binomial) {
    for (let k = 0; k < 2; k++) after = argumentAt(p, after)?.after ?? after;
  }
  return { from: index, to: after, after };
}

const ENDS: ReadonlySet<Kind> = new Set<Kind>([
  Kind.GroupClose,
  Kind.Close,
  Kind.Sub,
  Kind.Sup,
  Kind.Amp,
  Kind.Row,
  Kind.Finish,
]);

/** Passes the scripts and primes that follow an atom: one below and one above at most. */
export function readMarks(p: Parser): Marks {
  let below: Range | undefined;
  let above: Range | undefined;
  let primes = 0;
  for (;;) {
    const kind = kindAt(p, p.pos);
    if (kind === Kind.Prime) {
      primes += 1;
      p.pos += 1;
      continue;
    }
    const isBelow = kind === Kind.Sub;
    if ((!isBelow && kind !== Kind.Sup) || (isBelow ? below : above) !== undefined) break;
    const range = argumentAt(p, p.pos + 1);
    if (range === undefined) {
      p.pos += 1;
      failOperand(p);
      break;
    }
    if (isLongerInDigits(p, range)) {
      const digit = textAt(p, range.from);
      const message = `Only '${digit}' is ${isBelow ? 'lowered' : 'raised'} here. Put the whole number in braces.`;
      failAt(p, message, range.from);
      break;
    }
    p.pos = range.after;
    if (isBelow) below = range;
    else if (isOnlyPrimes(p, range)) primes += range.to - range.from;
    else above = range;
  }
  return { primes, ...(below && { below }), ...(above && { above }) };
}

/** `2^10` raises the 1 alone; in `b_2\mathbf{1}` the vector is a factor. */
const isLongerInDigits = (p: Parser, { from, after }: Range): boolean =>
  kindAt(p, from) === Kind.Digit &&
  after === from + 1 &&
  kindAt(p, after) === Kind.Digit &&
  p.tokens[after]!.style === undefined &&
  !p.tokens[after]!.spaced;

function isOnlyPrimes(p: Parser, { from, to }: Range): boolean {
  for (let i = from; i < to; i++) if (kindAt(p, i) !== Kind.Prime) return false;
  return to > from;
}

/** Whether the range is `T`, `\top` or `\mathsf{T}`. */
export function isTransposeSign(p: Parser, { from, to }: Pick<Range, 'from' | 'to'>): boolean {
  if (to !== from + 1) return false;
  const kind = kindAt(p, from);
  return kind === Kind.Top || (kind === Kind.Letter && textAt(p, from) === 'T');
}

/** `-T`: the inverse transposed. */
export const isInverseTranspose = (p: Parser, { from, to }: Range): boolean =>
  to === from + 2 && kindAt(p, from) === Kind.Minus && isTransposeSign(p, { from: from + 1, to });

export const isStar = (p: Parser, { from, to }: Range): boolean =>
  to === from + 1 &&
  (kindAt(p, from) === Kind.Star || (kindAt(p, from) === Kind.Times && textAt(p, from) === '*'));

const SIMPLE: ReadonlySet<Kind> = new Set<Kind>([
  Kind.Letter,
  Kind.Digit,
  Kind.Plus,
  Kind.Minus,
  Kind.Comma,
  Kind.Text,
  Kind.Prime,
]);

/** The end of the bracket `(l)` or `[l-1]` that starts an upper index, or -1. */
export function layerEnd(p: Parser, { from, to }: Range): number {
  if (kindAt(p, from) !== Kind.Open || !/^[([]$/.test(textAt(p, from))) return -1;
  const close = matchAt(p, from);
  if (close < 0 || close >= to || close === from + 1) return -1;
  for (let i = from + 1; i < close; i++) if (!SIMPLE.has(kindAt(p, i))) return -1;
  return close;
}

/** Words above a name: `\theta^{\text{new}}`. */
export function isWord(p: Parser, { from, to }: Range): boolean {
  if (to !== from + 1) {
    return to > from + 1 && WORDS.has(spell(p, from, to)) && kindAt(p, from) === Kind.Letter;
  }
  const token = p.tokens[from]!;
  if (token.kind === Kind.Text) return /^[A-Za-z0-9 _-]+$/.test(token.text);
  return token.kind === Kind.Letter && token.style === 'upright' && !/^[TH]$/.test(token.text);
}

const WORDS: ReadonlySet<string> = new Set(
  'new old true pred obs test train val opt ref std left right init prev next out in eff tot'.split(' '),
);

/** The tokens as part of a name: Greek letters are spelt out, braces left out. */
export function spell(p: Parser, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) {
    const token = p.tokens[i]!;
    if (UNSPELT.has(token.kind)) continue;
    if (token.kind === Kind.Text) text += token.text.replace(/[ -]/g, '_');
    else if (token.kind === Kind.Sub) text += '_';
    else if (token.kind === Kind.Times && token.text !== '*') text += '∘';
    else if (token.kind === Kind.Ellipsis) text += '…';
    else if (token.kind === Kind.To) text += '→';
    else if (token.kind === Kind.In) text += '∈';
    else if (token.kind === Kind.Frac) text += 'frac';
    else text += token.text;
  }
  return text.replace(/[{}]/g, '');
}

const UNSPELT: ReadonlySet<Kind> = new Set<Kind>([Kind.GroupOpen, Kind.GroupClose, Kind.Accent]);

const PLAIN_WORD = /^[\p{L}\p{N}_]+$/u;

/** `x` with `i` below, `(l)` above: `x_i^(l)`. */
export function scriptedName(base: string, below: string, above: string): string {
  const low = below === '' ? '' : `_${PLAIN_WORD.test(below) ? below : `{${below}}`}`;
  return `${base}${low}${above === '' ? '' : `^${above}`}`;
}

/** Letters that are indices by custom, so that `ijk` is three of them. */
const INDEX_LETTERS = /^[a-dh-np-u]$/;

/** The expressions that a subscript lists: `i`, `j` of `ij` and of `i,j`; none for a word or what is no expression. */
export function itemsOf(p: Parser, from: number, to: number): readonly Expr[] {
  const items: Expr[] = [];
  let start = from;
  for (let i = from; i <= to; i++) {
    const kind = i === to ? Kind.Comma : kindAt(p, i);
    if (kind === Kind.Comma) {
      const part = itemsOfPart(p, start, i);
      if (part === undefined) return [];
      items.push(...part);
      start = i + 1;
    } else if (kind === Kind.GroupOpen || kind === Kind.Open) {
      const close = matchAt(p, i);
      if (close < 0 || close > to) return [];
      i = close;
    }
  }
  return items;
}

function itemsOfPart(p: Parser, from: number, to: number): readonly Expr[] | undefined {
  let plain = to > from;
  let letters = 0;
  let indices = 0;
  for (let i = from; i < to; i++) {
    const token = p.tokens[i]!;
    if (token.kind === Kind.Letter) {
      if (token.style === 'upright') return undefined;
      letters += 1;
      if (INDEX_LETTERS.test(token.text)) indices += 1;
    } else if (token.kind !== Kind.Digit) plain = false;
    if (token.kind === Kind.Sum || token.kind === Kind.Function) return undefined;
    if (token.kind === Kind.Text || token.kind === Kind.Ellipsis || token.kind === Kind.Colon)
      return undefined;
  }
  if (plain) return letters > 2 && indices < letters ? undefined : split(p, from, to);
  const { pos } = p;
  const expr = attempt(p, () =>
    within<Expr | undefined>(p, from, to, p.pos, undefined, () => parseExpression(p, Precedence.Lowest)),
  );
  p.pos = pos;
  return expr === undefined ? undefined : [expr];
}

/** Letters one by one, digits together. */
function split(p: Parser, from: number, to: number): readonly Expr[] {
  const items: Expr[] = [];
  for (let i = from; i < to; ) {
    const { kind, text, start, style } = p.tokens[i]!;
    let { end } = p.tokens[i]!;
    i += 1;
    if (kind === Kind.Letter) {
      items.push({ kind: 'name', name: text, ...(style && { style }), span: { start, end } });
      continue;
    }
    let digits = text;
    for (; i < to && kindAt(p, i) === Kind.Digit && !p.tokens[i]!.spaced; i++) {
      digits += textAt(p, i);
      end = p.tokens[i]!.end;
    }
    items.push({ kind: 'number', value: Number(digits), text: digits, span: { start, end } });
  }
  return items;
}

/** The name `base` with what stands below it and, in brackets or as a word, above it. */
export function withScripts(p: Parser, base: Name, below: Range | undefined, above: Range | undefined): Name {
  if (below === undefined && above === undefined) return base;
  const bracketed = above !== undefined && kindAt(p, above.from) === Kind.Open;
  const low = below === undefined ? '' : spell(p, below.from, below.to);
  const high = above === undefined ? '' : spell(p, above.from, above.to);
  const end = Math.max(
    base.span.end,
    below === undefined ? 0 : p.tokens[below.after - 1]!.end,
    above === undefined ? 0 : p.tokens[above.to - 1]!.end,
  );
  return {
    kind: 'name',
    name: scriptedName(base.name, low, high),
    scripts: {
      base: base.name,
      below: below === undefined ? [] : itemsOf(p, below.from, below.to),
      above: bracketed ? itemsOf(p, above.from + 1, above.to - 1) : [],
    },
    ...(base.style && { style: base.style }),
    span: { start: base.span.start, end },
  };
}

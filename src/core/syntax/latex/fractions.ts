import type { Expr } from '../ast';
import { failAt, missingAt, spanFrom, startOffset } from '../token-parser';
import { failUnclosed } from './brackets';
import { parseQuotientOfDifferentials } from './derivatives';
import { Precedence, parseExpression } from './expressions';
import { kindAt, matchAt, type Parser, refuse, textAt, within } from './parser';
import { argumentAt, type Range } from './scripts';
import { Kind } from './tokens';

/** `\frac{a}{b}`, `\frac12`; a derivative where both parts start with a differential. */
export function parseFraction(p: Parser): Expr {
  const start = startOffset(p);
  const at = p.pos;
  const above = argumentAt(p, at + 1);
  const below = above && argumentAt(p, above.after);
  if (above === undefined || below === undefined) {
    const open = above === undefined ? at + 1 : above.after;
    if (kindAt(p, open) === Kind.GroupOpen) return failUnclosed(p, open);
    return failAt(p, 'A fraction has two parts: \\frac{a}{b}. Write both.', at);
  }
  return fractionOf(p, above, below, below.after, start, p.tokens[at]!);
}

/** `{x}` groups without a sign; `{a \over b}` and `{\partial L}/{\partial w}` are fractions. */
export function parseGroup(p: Parser): Expr {
  const open = p.pos;
  const start = startOffset(p);
  const close = matchAt(p, open);
  if (close < 0) return failUnclosed(p, open);
  const over = p.over[open]!;
  if (over > open) {
    const above = { from: open + 1, to: over, after: over };
    return fractionOf(
      p,
      above,
      { from: over + 1, to: close, after: close + 1 },
      close + 1,
      start,
      p.tokens[over]!,
    );
  }
  const slash = close + 1;
  if (kindAt(p, slash) === Kind.Slash && kindAt(p, slash + 1) === Kind.GroupOpen) {
    const below = argumentAt(p, slash + 1);
    const isPartial = kindAt(p, open + 1) === Kind.Partial || textAt(p, open + 1) === 'd';
    if (below !== undefined && isPartial) {
      const above = { from: open + 1, to: close, after: close + 1 };
      return fractionOf(p, above, below, below.after, start, p.tokens[slash]!);
    }
  }
  if (close === open + 1) return failAt(p, 'These braces are empty. Write what stands in them.', open);
  return within<Expr>(p, open + 1, close, close + 1, missingAt(start), (q) =>
    parseExpression(q, Precedence.Lowest),
  );
}

function fractionOf(
  p: Parser,
  above: Range,
  below: Range,
  after: number,
  start: number,
  sign: { readonly start: number; readonly end: number },
): Expr {
  const derivative = parseQuotientOfDifferentials(p, above, below, after, start);
  if (derivative) return derivative;
  for (const [letter, message] of DIFFERENCES) {
    if (isDifference(p, above, letter) && isDifference(p, below, letter)) {
      return refuse(p, message, start, p.tokens[after - 1]!.end);
    }
  }
  const missing = missingAt(start);
  const left = within<Expr>(p, above.from, above.to, above.after, missing, (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  if (p.error !== undefined) return left;
  const right = within<Expr>(p, below.from, below.to, after, missing, (q) =>
    parseExpression(q, Precedence.Lowest),
  );
  const operatorSpan = { start: sign.start, end: sign.end };
  return { kind: 'binary', operator: '/', left, right, operatorSpan, span: spanFrom(p, start) };
}

const DIFFERENCES: readonly (readonly [letter: string, message: string])[] = [
  ['D', 'The material derivative D/Dt is not read. Write it as a sum of partial derivatives.'],
  ['delta', 'A quotient of variations δ/δ is not read. Write \\partial for a partial derivative.'],
];

const isDifference = (p: Parser, { from, to }: Range, letter: string): boolean =>
  kindAt(p, from) === Kind.Letter &&
  textAt(p, from) === letter &&
  (to === from + 1 || kindAt(p, from + 1) === Kind.Letter || kindAt(p, from + 1) === Kind.Accent);

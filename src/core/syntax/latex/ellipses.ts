import type { Expr, IndexedSum, Name } from '../ast';
import { printExpr } from '../debug';
import { walk } from '../walk';
import { scriptedName } from './scripts';

/** Two terms of a sum with `…` that differ in one number alone: `x_1` and `x_n`. */
interface Pattern {
  readonly first: number;
  readonly last: Expr;
}

/**
 * `x_1 + … + x_n` and `w_1 x_1 + w_2 x_2 + … + w_n x_n` as sums over an index, where `before` holds the terms before the ellipsis
 * and `last` the one behind it. Undefined where the terms differ in more than a lower index, or do not start at 1.
 */
export function sumOfTerms(before: Expr, last: Expr): IndexedSum | undefined {
  const terms = termsOf(before);
  const pattern = patternOf(terms.at(-1)!, last);
  const [start] = terms;
  if (pattern === undefined || start === undefined || pattern.first !== terms.length) return undefined;
  const isRun = terms.every((term, k) => {
    const each = patternOf(term, last);
    return each?.first === k + 1 && printExpr(each.last) === printExpr(pattern.last);
  });
  const index = isRun ? freeLetter([...terms, last]) : undefined;
  if (index === undefined) return undefined;
  const span = { start: start.span.start, end: last.span.end };
  const name: Name = { kind: 'name', name: index, span: { start: span.start, end: span.start } };
  const one: Expr = { kind: 'number', value: 1, text: '1', span: name.span };
  const body = withIndex(last, pattern.last, name);
  return {
    kind: 'sum',
    operator: 'sum',
    indices: [name],
    from: one,
    to: pattern.last,
    conditions: [],
    body,
    span,
  };
}

function termsOf(expr: Expr): readonly Expr[] {
  const terms: Expr[] = [];
  let at = expr;
  for (; at.kind === 'binary' && at.operator === '+'; at = at.left) terms.unshift(at.right);
  return [at, ...terms];
}

/** Where the only difference is a number below letters of `a`, and one letter in the same places of `b`. */
function patternOf(a: Expr, b: Expr): Pattern | undefined {
  const found: Pattern[] = [];
  if (!differ(a, b, found)) return undefined;
  const [first, ...rest] = found;
  const isOne = rest.every(
    (each) => each.first === first!.first && printExpr(each.last) === printExpr(first!.last),
  );
  return first !== undefined && isOne ? first : undefined;
}

/** Collects the differences of lower indices; false where anything else differs. */
function differ(a: Expr, b: Expr, found: Pattern[]): boolean {
  if (printExpr(a) === printExpr(b)) return true;
  if (a.kind === 'name' && b.kind === 'name') {
    const [below, above] = [a.scripts?.below ?? [], b.scripts?.below ?? []];
    const isPlain = (a.scripts?.above ?? b.scripts?.above ?? []).length === 0;
    const [from, to] = [below[0], above[0]];
    if (a.scripts?.base !== b.scripts?.base || below.length !== 1 || above.length !== 1 || !isPlain)
      return false;
    if (from?.kind !== 'number' || to?.kind !== 'name' || to.scripts !== undefined) return false;
    found.push({ first: from.value, last: to });
    return true;
  }
  if (a.kind === 'binary' && b.kind === 'binary')
    return a.operator === b.operator && differ(a.left, b.left, found) && differ(a.right, b.right, found);
  return false;
}

/** `expr` with `index` for `last` below its letters; the tree holds nothing but names and operators where those differ. */
function withIndex(expr: Expr, last: Expr, index: Name): Expr {
  if (expr.kind === 'binary')
    return { ...expr, left: withIndex(expr.left, last, index), right: withIndex(expr.right, last, index) };
  if (expr.kind !== 'name' || expr.scripts === undefined) return expr;
  const [below] = expr.scripts.below;
  if (below === undefined || printExpr(below) !== printExpr(last)) return expr;
  const scripts = { ...expr.scripts, below: [{ ...index, span: below.span }] };
  return { ...expr, name: scriptedName(scripts.base, index.name, ''), scripts };
}

function freeLetter(terms: readonly Expr[]): string | undefined {
  const used = new Set<string>();
  for (const term of terms)
    walk(term, (part) => {
      if (part.kind !== 'name') return;
      used.add(part.name);
      for (const index of part.scripts?.below ?? []) if (index.kind === 'name') used.add(index.name);
    });
  return ['i', 'j', 'k', 'l'].find((letter) => !used.has(letter));
}

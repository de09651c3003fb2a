import { sameShape } from '../../../graph/shape';
import type { Expr } from '../../../syntax/ast';
import { readExpression } from '../../../syntax/infix/read';
import { mapOperands } from '../../../syntax/map';
import { shortInfix } from '../../wording';
import type { Candidate } from '../candidate';
import { combined, sameEntries } from '../compare';
import type { Context } from '../context';
import { editsAt } from '../edits';
import { constantOf, rationalOf } from '../inserts';
import type { Valued } from '../scratch';
import { type Budget, hitsAmong } from '../search';
import { isProduct, isQuotient, NOWHERE, nameOf, negative, positionsOf, replacedAt } from '../tree';
import { times } from './factor';

/** One term of a sum, without its sign, and what it contributes. */
interface Term {
  readonly expr: Expr;
  readonly sign: 1 | -1;
  readonly valued: Valued;
}

/** A term that is wrong, and what it should be. */
export interface Change {
  readonly old: Expr;
  readonly new: Expr;
}

export interface TermRepair {
  readonly candidate: Candidate;
  readonly changes: readonly Change[];
  readonly pieces: ReadonlyMap<string, string>;
}

/** More terms than these are not matched with each other. */
const MOST_WRONG = 3;

/**
 * Several terms of a sum are wrong, each by one edit of its own: the terms that the true derivative has as well are struck from
 * both, and each of the others is mended for one of those that remain.
 */
export function severalTerms(context: Context, budget: Budget): TermRepair | undefined {
  const [root] = context.positions;
  const truth = context.truths[0];
  const formula = truth && shortInfix(context.sheetGraph, truth.node);
  if (root === undefined || formula === undefined) return undefined;
  const claimed = termsOf(context, root.expr);
  const right = termsOf(context, readExpression(formula).expr);
  if (claimed === undefined || right === undefined || claimed.length < 2) return undefined;
  const wanted = [...right];
  const wrong = claimed.filter((term) => {
    const at = wanted.findIndex((other) => isEqual(context, term, other));
    if (at >= 0) wanted.splice(at, 1);
    return at < 0;
  });
  if (wrong.length < 2 || wrong.length > MOST_WRONG || wrong.length !== wanted.length) return undefined;
  const changes: Change[] = [];
  const pieces = new Map<string, string>();
  let cost = 3;
  let whole: Term | undefined;
  for (const term of wrong) {
    const found = cheapest(context, term, wanted, budget);
    if (found === undefined) {
      // One term may be written anew, where the others tell which one it is.
      if (whole !== undefined) return undefined;
      whole = term;
      continue;
    }
    wanted.splice(wanted.indexOf(found.target), 1);
    changes.push({ old: term.expr, new: found.replacement });
    cost += found.cost;
  }
  const [last] = wanted;
  if (whole !== undefined && last !== undefined) {
    const piece = '⟦term⟧';
    pieces.set(piece, spanText(formula, last.expr));
    const anew = last.sign === whole.sign ? nameOf(piece) : negative(nameOf(piece));
    const valued = last.sign === 1 ? last.valued : negated(last.valued);
    context.scratch.declare(piece, valued);
    changes.push({ old: whole.expr, new: anew });
    cost += 2;
  }
  const replacement = changed(root.expr, new Map(changes.map((change) => [change.old, change.new])));
  return { candidate: { mistake: 'several', position: root, replacement, cost }, changes, pieces };
}

const spanText = (text: string, { span }: Expr): string => {
  const part = text.slice(span.start, span.end);
  const [before, after] = [text[span.start - 1], text[span.end]];
  return before === '(' && after === ')' ? `(${part})` : part;
};

/** The terms of a sum with their values; undefined where one has none. */
function termsOf(context: Context, expr: Expr): Term[] | undefined {
  const found: { expr: Expr; sign: 1 | -1 }[] = [];
  const walk = (part: Expr, sign: 1 | -1): void => {
    if (part.kind === 'binary' && (part.operator === '+' || part.operator === '-')) {
      walk(part.left, sign);
      walk(part.right, part.operator === '+' ? sign : sign === 1 ? -1 : 1);
    } else if (part.kind === 'unary' && part.operator === '-') walk(part.operand, sign === 1 ? -1 : 1);
    else found.push({ expr: part, sign });
  };
  walk(expr, 1);
  const lowered = found.map((term) => context.scratch.lower(term.expr));
  if (lowered.some((value) => value === undefined)) return undefined;
  const values = context.scratch.evaluate(lowered.flatMap((value) => value ?? []));
  const terms = found.flatMap((term, i) => {
    const valued = values[i];
    return valued === undefined ? [] : [{ ...term, valued: term.sign === 1 ? valued : negated(valued) }];
  });
  return terms.length === found.length ? terms : undefined;
}

const negated = (valued: Valued): Valued => ({ ...valued, entries: valued.entries.map((x) => -x) });

const isEqual = ({ points }: Context, { valued: a }: Term, { valued: b }: Term): boolean =>
  sameEntries(points, a, b);

/** The likeliest edit of a term with which it is one of those that are wanted. */
function cheapest(
  context: Context,
  { expr, sign, valued }: Term,
  wanted: readonly Term[],
  budget: Budget,
): { target: Term; replacement: Expr; cost: number } | undefined {
  let best: { target: Term; replacement: Expr; cost: number } | undefined;
  const positions = positionsOf(expr);
  for (const target of wanted) {
    if (!sameShape(target.valued.shape, valued.shape)) continue;
    const ratio = combined(target.valued, valued, (a, b) => (a === 0 && b === 0 ? Number.NaN : a / b));
    const constant = ratio === undefined ? undefined : constantOf(ratio);
    const number = constant === undefined ? undefined : rationalOf(constant);
    if (number !== undefined && constant !== undefined) {
      const replacement = constant === -1 ? negative(expr) : times(number, expr);
      const cost = constant === -1 ? 1 : 2;
      if (best === undefined || cost < best.cost) best = { target, replacement, cost };
      continue;
    }
    const { shape, entries } = sign === 1 ? target.valued : negated(target.valued);
    const node = context.truths[0]!.node;
    const inTerm: Context = { ...context, positions, truths: [{ node, shape, entries }] };
    const edits = positions.flatMap((position) => editsAt(inTerm, position));
    const [hit] = hitsAmong(inTerm, edits, budget).exact;
    if (hit === undefined || (best !== undefined && best.cost <= hit.cost)) continue;
    best = { target, replacement: replacedAt(hit.position, hit.replacement), cost: hit.cost };
  }
  return best;
}

/** A term without the minus before its first factor; undefined where it has none. */
function withoutMinus(expr: Expr): Expr | undefined {
  if (expr.kind === 'unary' && expr.operator === '-') return expr.operand;
  if (expr.kind !== 'binary' || !(isProduct(expr.operator) || isQuotient(expr.operator))) return undefined;
  const left = withoutMinus(expr.left);
  return left && { ...expr, left, span: NOWHERE };
}

/** The whole with its changed terms, signs where people write them. */
function changed(expr: Expr, changes: ReadonlyMap<Expr, Expr>): Expr {
  const own = changes.get(expr);
  if (own !== undefined) return own;
  let differs = false;
  const result = mapOperands(expr, (operand) => {
    const other = changed(operand, changes);
    differs ||= other !== operand;
    return other;
  });
  if (!differs) return expr;
  if (result.kind === 'unary' && result.operand.kind === 'unary') return result.operand.operand;
  const opposite = result.kind === 'binary' ? withoutMinus(result.right) : undefined;
  if (result.kind !== 'binary' || opposite === undefined) return { ...result, span: NOWHERE };
  if (result.operator !== '+' && result.operator !== '-') return { ...result, span: NOWHERE };
  return { ...result, operator: result.operator === '+' ? '-' : '+', right: opposite, span: NOWHERE };
}

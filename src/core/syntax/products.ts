import type { Expr } from './ast';
import { mapItems, mapOperands } from './map';
import { walk } from './walk';

/**
 * Whether `f(x)` applies a function or multiplies is known only where names are known. A reader takes every name before a
 * bracket for a function; this is the other reading: the tree with the calls of names that are no functions as products.
 *
 * It is more than a product in the call's place, since a product binds looser: `a/b(c)` is `(a/b)*(c)` and `x^n(c)` is
 * `x^n*(c)`, as for any other juxtaposition. Calls with several arguments or keywords stay as they are.
 */
export function readCallsAsProducts(expr: Expr, isFunction: (name: string) => boolean): Expr {
  let changes = false;
  walk(expr, (part) => {
    changes ||= isProduct(part, isFunction);
  });
  return changes ? rewrite(expr, isFunction) : expr;
}

const isProduct = (expr: Expr, isFunction: (name: string) => boolean): boolean => {
  if (expr.kind === 'call' || expr.kind === 'prime-call') {
    return expr.args.length === 1 && expr.args[0]!.keyword === undefined && !isFunction(expr.callee.name);
  }
  const { perhapsFactor = false, target = undefined } = expr.kind === 'derivative' ? expr : {};
  return perhapsFactor && target?.kind === 'name' && !isFunction(target.name);
};

type Test = (name: string) => boolean;

const rewrite = (expr: Expr, isFunction: Test): Expr => {
  // The bracket at the end of a call belongs to the whole, not to the last factor.
  const product = multiply(factors(expr, isFunction));
  return { ...product, span: expr.span };
};

/** The product from the left, as the reader would make it. */
const multiply = (parts: readonly Expr[]): Expr =>
  parts.reduce((left, right) => ({
    kind: 'binary',
    operator: 'juxtapose',
    left,
    right,
    operatorSpan: { start: left.span.end, end: Math.max(left.span.end, right.span.start) },
    span: { start: left.span.start, end: Math.max(left.span.end, right.span.end) },
  }));

/** The factors that stand side by side in `expr`; what stands before it in a term applies to the first one alone. */
function factors(expr: Expr, isFunction: Test): readonly Expr[] {
  if (isProduct(expr, isFunction)) {
    return expr.kind === 'derivative' ? factorsOfPoint(expr, isFunction) : factorsOfCall(expr, isFunction);
  }
  switch (expr.kind) {
    case 'binary':
      return factorsOfBinary(expr, isFunction);
    case 'unary': {
      if (expr.operator === 'not' || expr.span.end > expr.operand.span.end) break;
      const [first, ...rest] = factors(expr.operand, isFunction);
      return [{ ...expr, operand: first!, span: { start: expr.span.start, end: first!.span.end } }, ...rest];
    }
    case 'operator': {
      // `∇a(b)` is `∇a` beside `(b)`.
      if (expr.along !== undefined || !isProduct(expr.target, isFunction)) break;
      const [first, ...rest] = factorsOfCall(expr.target, isFunction);
      return [{ ...expr, target: first!, span: { start: expr.span.start, end: first!.span.end } }, ...rest];
    }
    case 'transpose':
    case 'index': {
      const inner = expr.kind === 'index' ? expr.target : expr.operand;
      if (inner.span.start > expr.span.start) break;
      const parts = [...factors(inner, isFunction)];
      const last = parts.pop()!;
      const span = { start: last.span.start, end: expr.span.end };
      parts.push(
        expr.kind === 'index'
          ? { ...expr, target: last, items: mapItems(expr.items, (item) => rewrite(item, isFunction)), span }
          : { ...expr, operand: last, span },
      );
      return parts;
    }
    default:
  }
  return [mapOperands(expr, (operand) => rewrite(operand, isFunction))];
}

/** `\frac{df}{dx}(c)` is `\frac{df}{dx}` beside `(c)`. */
function factorsOfPoint(expr: Extract<Expr, { kind: 'derivative' }>, isFunction: Test): readonly Expr[] {
  const { at, perhapsFactor: _, ...derivative } = expr;
  const factor = at![0]!;
  const span = {
    start: expr.span.start,
    end: Math.max(expr.span.start, Math.min(expr.span.end, factor.span.start)),
  };
  return [{ ...derivative, span }, rewrite(factor, isFunction)];
}

/** `b(c)` is `b` beside `(c)`; `A'(c)` is `A'` beside `(c)`. */
function factorsOfCall(expr: Expr, isFunction: Test): readonly Expr[] {
  if (expr.kind !== 'call' && expr.kind !== 'prime-call') return [expr];
  const { start, end } = expr.callee.span;
  const quotes = expr.kind === 'prime-call' ? expr.order : 0;
  let first: Expr = expr.callee;
  for (let i = 1; i <= quotes; i++) {
    first = { kind: 'transpose', operand: first, prime: true, span: { start, end: end + i } };
  }
  return [first, rewrite(expr.args[0]!.value, isFunction)];
}

function factorsOfBinary(expr: Extract<Expr, { kind: 'binary' }>, isFunction: Test): readonly Expr[] {
  const { operator, left, right, span } = expr;
  const rightParts = span.end > right.span.end ? [rewrite(right, isFunction)] : factors(right, isFunction);
  const [first, ...rest] = rightParts;
  if (operator === '^' || operator === '.^') {
    const parts = left.span.start > span.start ? [rewrite(left, isFunction)] : [...factors(left, isFunction)];
    const base = parts.pop()!;
    const power: Expr = {
      ...expr,
      left: base,
      right: first!,
      span: { start: base.span.start, end: first!.span.end },
    };
    return [...parts, power, ...rest];
  }
  const isTerm = operator === '+' || operator === '-' || operator === 'and' || operator === 'or';
  if (isTerm) return [{ ...expr, left: rewrite(left, isFunction), right: rewrite(right, isFunction) }];
  const head: Expr = { ...expr, left: rewrite(left, isFunction), right: first! };
  return [multiply([head, ...rest])];
}

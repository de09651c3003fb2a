import type { Binary, Call, Expr, Name } from '../syntax/ast';
import { mapOperands } from '../syntax/map';
import { bareNamesIn, walk } from '../syntax/walk';
import type { Span } from '../text/span';

/**
 * How prose writes functions with a power, and without their arguments: `f^2(x)` is `f(x)^2` and no product, and
 * `\sigma(1 - \sigma)` is a product and no application.
 *
 * @param text the formula that the spans of `expr` point into
 * @param isFunction whether the sheet knows a name as a function
 */
export function settleApplications(expr: Expr, text: string, isFunction: (name: string) => boolean): Expr {
  return speaksOfFunctions(expr, isFunction) ? settle(expr, text, isFunction) : expr;
}

/** Whether there is anything to settle: most expressions keep their identity. */
function speaksOfFunctions(expr: Expr, isFunction: (name: string) => boolean): boolean {
  let found = false;
  walk(expr, (part) => {
    const raised = raisedIn(part);
    found ||= isOfItself(part, isFunction) || (raised !== undefined && isFunction(nameOf(raised).name));
  });
  return found;
}

function settle(expr: Expr, text: string, isFunction: (name: string) => boolean): Expr {
  const inner = (part: Expr): Expr => settle(part, text, isFunction);
  if (isOfItself(expr, isFunction)) return product(expr, inner(expr.args[0]!.value), expr.span);
  if (expr.kind === 'binary' && expr.operator === '^' && isOfItself(expr.left, isFunction)) {
    const { left } = expr;
    return product(left, { ...expr, left: inner(left.args[0]!.value), right: inner(expr.right) }, expr.span);
  }
  const changed = mapOperands(expr, inner);
  const raised = raisedIn(changed);
  if (raised === undefined || changed.kind !== 'binary' || !isFunction(nameOf(raised).name)) return changed;
  const { right } = changed;
  // `f^2 g` is short for a product of two functions.
  if (!text.slice(raised.span.end, right.span.start + 1).includes('(')) return changed;
  const power = applied(raised, right, text);
  if (changed.left === raised) return power;
  return changed.left.kind === 'binary'
    ? { ...changed.left, right: power, span: { start: changed.span.start, end: power.span.end } }
    : changed;
}

/** `f(1 - f)`: nobody applies a function to itself. */
const isOfItself = (expr: Expr, isFunction: (name: string) => boolean): expr is Call =>
  expr.kind === 'call' &&
  expr.args.length === 1 &&
  isFunction(expr.callee.name) &&
  bareNamesIn(expr.args[0]!.value).some(({ name }) => name === expr.callee.name);

/** The function's value times what stands in the brackets, or a power of that. */
function product({ callee }: Call, right: Expr, span: Span): Binary {
  const at = callee.span.end;
  return {
    kind: 'binary',
    operator: 'juxtapose',
    left: callee,
    right,
    operatorSpan: { start: at, end: at },
    span,
  };
}

/** The power of a name that stands right before the last factor: the `f^2` of `f^2(x)` and of `2f^2(x)`. */
function raisedIn(expr: Expr): Binary | undefined {
  if (expr.kind !== 'binary' || expr.operator !== 'juxtapose') return undefined;
  const { left } = expr;
  if (left.kind !== 'binary') return undefined;
  if (isPowerOfName(left)) return left;
  const { operator, right } = left;
  const isProduct = operator === 'juxtapose' || operator === '*';
  return isProduct && right.kind === 'binary' && isPowerOfName(right) ? right : undefined;
}

const isPowerOfName = (expr: Binary): boolean => expr.operator === '^' && expr.left.kind === 'name';

const nameOf = (power: Binary): Name => power.left as Name;

/** `f(x)^2`; the inverse function, which `f^{-1}(x)` is, has a name of its own. */
function applied(power: Binary, right: Expr, text: string): Expr {
  const items = right.kind === 'array' && right.rows.length === 1 ? right.rows[0]! : [right];
  const name = nameOf(power);
  const bracket = /^\s*(?:\\right\s*)?\)/.exec(text.slice(right.span.end, right.span.end + 20))?.[0] ?? '';
  const span = { start: power.span.start, end: right.span.end + bracket.length };
  const args = items.map((value) => ({ value }));
  if (isMinusOne(power.right)) {
    return { kind: 'call', callee: { ...name, name: `${name.name}_inverse` }, args, span };
  }
  return { ...power, left: { kind: 'call', callee: name, args, span }, span };
}

const isMinusOne = (expr: Expr): boolean =>
  expr.kind === 'unary' &&
  expr.operator === '-' &&
  expr.operand.kind === 'number' &&
  expr.operand.value === 1;

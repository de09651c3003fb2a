import type { Call, Derivative, Expr, Gradient } from '../ast';
import { fail, type Parser } from './parser';

type Operator = 'grad' | 'jacobian' | 'hessian';

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['grad', 'grad'],
  ['gradient', 'grad'],
  ['jacobian', 'jacobian'],
  ['Jacobian', 'jacobian'],
  ['hessian', 'hessian'],
  ['Hessian', 'hessian'],
]);

/** `grad(L, W)`, `jacobian(h, x)` and `hessian(L, x)` as derivatives; other calls as they are. */
export function withOperator(p: Parser, call: Call): Call | Derivative | Gradient | Expr {
  const operator = OPERATORS.get(call.callee.name);
  if (operator === undefined || p.error) return call;
  const [target, variable] = call.args;
  const { span } = call;
  const positional = call.args.every((argument) => argument.keyword === undefined);
  if (operator === 'grad' && target && !variable && positional) {
    return { kind: 'gradient', target: target.value, span };
  }
  if (!target || !variable || call.args.length > 2 || !positional) {
    const { name } = call.callee;
    const message = `'${name}' takes what to differentiate and one variable, or a list of them: ${name}(L, [w, b]).`;
    return fail(p, message, span.start, span.end);
  }
  if (!isVariable(variable.value)) return failVariable(p, variable.value);
  // A Hessian differentiates twice.
  const variables = operator === 'hessian' ? [variable.value, variable.value] : [variable.value];
  return { kind: 'derivative', operator, target: target.value, variables, span };
}

/** A name, an entry of an array, or a list of those. */
export const isVariable = (expr: Expr): boolean =>
  expr.kind === 'name' ||
  (expr.kind === 'index' && expr.target.kind === 'name') ||
  (expr.kind === 'array' &&
    expr.rows.every((row) => row.every((item) => item.kind !== 'array' && isVariable(item))));

export const failVariable = (p: Parser, variable: Expr): Expr =>
  fail(
    p,
    'A derivative is taken with respect to a name or an entry such as x[1]. Give this expression a name first.',
    variable.span.start,
    variable.span.end,
  );

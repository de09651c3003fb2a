import type { ArrayLiteral, Call, Expr, Name, OperatorName } from '../ast';
import { fail } from '../token-parser';
import type { Parser } from './parser';

/** Words for differential operators. */
const OPERATORS: ReadonlyMap<string, OperatorName> = new Map<string, OperatorName>([
  ['grad', 'gradient'],
  ['gradient', 'gradient'],
  ['Jac', 'jacobian'],
  ['jac', 'jacobian'],
  ['jacobian', 'jacobian'],
  ['Jacobian', 'jacobian'],
  ['Hess', 'hessian'],
  ['hess', 'hessian'],
  ['hessian', 'hessian'],
  ['Hessian', 'hessian'],
  ['laplacian', 'laplacian'],
  ['Laplacian', 'laplacian'],
  ['divergence', 'divergence'],
  ['div', 'divergence'],
  ['curl', 'curl'],
  ['rot', 'curl'],
]);

export const operatorWord = (name: string): OperatorName | undefined => OPERATORS.get(name);

/** `\operatorname{Hess}(f)`, `\operatorname{grad}(f, x)`: the operator, with the call for sheets that define the name. */
export function withOperator(p: Parser, call: Call): Expr {
  const { callee, args, span } = call;
  const operator = OPERATORS.get(callee.name);
  const [target, ...rest] = args.map(({ value }) => value);
  if (operator === undefined || target === undefined || p.error !== undefined) return call;
  const variable = variableOf(rest);
  if (variable === undefined) return { kind: 'operator', operator, target, call, span };
  if (!isVariable(variable)) return failVariable(p, variable);
  if (operator === 'gradient' || operator === 'jacobian' || operator === 'hessian') {
    const variables = operator === 'hessian' ? [variable, variable] : [variable];
    return {
      kind: 'derivative',
      operator: operator === 'gradient' ? 'grad' : operator,
      target,
      variables,
      call,
      span,
    };
  }
  return { kind: 'operator', operator, target, variable, call, span };
}

/** One variable, or several as a list. */
function variableOf(variables: readonly Expr[]): Expr | undefined {
  if (variables.length <= 1) return variables[0];
  const span = { start: variables[0]!.span.start, end: variables.at(-1)!.span.end };
  return { kind: 'array', rows: [variables], span } satisfies ArrayLiteral;
}

/** A name, an entry of an array, or a list of those. */
export const isVariable = (expr: Expr): boolean =>
  expr.kind === 'name' ||
  (expr.kind === 'index' && isVariable(expr.target)) ||
  (expr.kind === 'array' &&
    expr.rows.every((row) => row.every((item) => item.kind !== 'array' && isVariable(item))));

export const failVariable = (p: Parser, variable: Expr): Expr =>
  fail(
    p,
    'A derivative is taken with respect to a name or an entry of one. Give this expression a name first.',
    variable.span.start,
    variable.span.end,
  );

/** The name that stands for `\dot{q}` where a name is meant. */
export const asName = (expr: Expr): Expr | Name =>
  expr.kind === 'derivative' && expr.dotted !== undefined ? expr.dotted : expr;

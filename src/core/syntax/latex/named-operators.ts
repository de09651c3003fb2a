import type { Call, Expr, Name, OperatorName } from '../ast';
import { isVariableOr, listOf, OPERATOR_WORDS, operatorOf } from '../differential-operators';
import { fail } from '../token-parser';
import type { Parser } from './parser';

/** Words for differential operators. */
const OPERATORS: ReadonlyMap<string, OperatorName> = new Map<string, OperatorName>([
  ...OPERATOR_WORDS,
  ['Jac', 'jacobian'],
  ['jac', 'jacobian'],
  ['Hess', 'hessian'],
  ['hess', 'hessian'],
  ['rot', 'curl'],
]);

export const operatorWord = (name: string): OperatorName | undefined => OPERATORS.get(name);

/** `\operatorname{Hess}(f)`, `\operatorname{grad}(f, x)`: the operator, with the call for sheets that define the name. */
export function withOperator(p: Parser, call: Call): Expr {
  const { callee, args } = call;
  const operator = OPERATORS.get(callee.name);
  const [target, ...rest] = args.map(({ value }) => value);
  if (operator === undefined || target === undefined || p.error !== undefined) return call;
  const [first, second, ...others] = rest;
  const variable = first && second ? listOf([first, second, ...others]) : first;
  if (variable !== undefined && !isVariable(variable)) return failVariable(p, variable);
  return operatorOf(operator, call, target, variable);
}

/** A name, an entry of an array, or a list of those. */
export const isVariable = (expr: Expr): boolean => isVariableOr(expr, isAtom);

const isAtom = (expr: Expr): boolean =>
  expr.kind === 'name' || (expr.kind === 'index' && isVariable(expr.target));

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

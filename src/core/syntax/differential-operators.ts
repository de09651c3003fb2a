import type { ArrayLiteral, Call, Derivative, Expr, Operator, OperatorName } from './ast';

/** Words for differential operators that all notations know. */
export const OPERATOR_WORDS: readonly (readonly [string, OperatorName])[] = [
  ['grad', 'gradient'],
  ['gradient', 'gradient'],
  ['jacobian', 'jacobian'],
  ['Jacobian', 'jacobian'],
  ['hessian', 'hessian'],
  ['Hessian', 'hessian'],
  ['laplacian', 'laplacian'],
  ['Laplacian', 'laplacian'],
  ['divergence', 'divergence'],
  ['div', 'divergence'],
  ['curl', 'curl'],
];

/** The operator that a call spells, with the call for sheets that define the name. */
export function operatorOf(
  operator: OperatorName,
  call: Call,
  target: Expr,
  variable: Expr | undefined,
  along?: Expr,
): Derivative | Operator {
  const parts = { target, call, span: call.span };
  if (
    variable !== undefined &&
    (operator === 'gradient' || operator === 'jacobian' || operator === 'hessian')
  ) {
    // A Hessian differentiates twice.
    const variables = operator === 'hessian' ? [variable, variable] : [variable];
    return { kind: 'derivative', operator: operator === 'gradient' ? 'grad' : operator, variables, ...parts };
  }
  return { kind: 'operator', operator, ...parts, ...(variable && { variable }), ...(along && { along }) };
}

/** Several variables as a list. */
export const listOf = (variables: readonly [Expr, ...Expr[]]): ArrayLiteral => ({
  kind: 'array',
  rows: [variables],
  span: { start: variables[0].span.start, end: variables.at(-1)!.span.end },
});

/** Whether a derivative can be taken with respect to `expr`: an atom, or a list of those without lists in it. */
export const isVariableOr = (expr: Expr, isAtom: (expr: Expr) => boolean): boolean =>
  isAtom(expr) ||
  (expr.kind === 'array' &&
    expr.rows.every((row) => row.every((item) => item.kind !== 'array' && isAtom(item))));

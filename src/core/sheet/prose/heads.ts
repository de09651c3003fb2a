import { functions } from '../../graph/operations/index';
import type { Call, Expr, Name } from '../../syntax/ast';
import { bareNamesIn, calleesIn } from '../../syntax/walk';

/** What a side defines if it stands on the left: a name, or a function of its parameters. */
export interface Head {
  readonly name: Name;
  readonly parameters?: readonly Name[];
}

/** `y` or `f(x, y)`; undefined for any other expression. */
export function headOf(expr: Expr): Head | undefined {
  if (expr.kind === 'name') return { name: expr };
  if (expr.kind !== 'call') return undefined;
  const parameters = parametersOf(expr);
  return parameters && { name: expr.callee, parameters };
}

/** The arguments of a call where they are distinct names. */
export function parametersOf({ args }: Pick<Call, 'args'>): readonly Name[] | undefined {
  const names = args.flatMap(({ keyword, value }) =>
    keyword === undefined && value.kind === 'name' ? [value] : [],
  );
  const distinct = new Set(names.map(({ name }) => name));
  return names.length > 0 && names.length === args.length && distinct.size === names.length
    ? names
    : undefined;
}

/** `u = u(x, y)` says what `u` depends on. */
export function dependenceSaid(head: Head, expr: Expr): readonly Name[] | undefined {
  if (head.parameters !== undefined || expr.kind !== 'call') return undefined;
  return expr.callee.name === head.name.name ? parametersOf(expr) : undefined;
}

export const mentions = (expr: Expr, name: string): boolean =>
  [...bareNamesIn(expr), ...calleesIn(expr)].some((part) => part.name === name);

/** The names of an expression that are no functions Nabla knows. */
export const namesIn = (expr: Expr): string[] => [
  ...bareNamesIn(expr).map(({ name }) => name),
  ...calleesIn(expr).flatMap(({ name }) => (functions.has(name) ? [] : [name])),
];

/** What a side differentiates, if it is a derivative: of any notation, at a point, an entry of it, or its negative. */
export function derivedIn(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case 'derivative':
    case 'operator':
      return expr.target;
    case 'prime-call':
      return expr.callee;
    case 'transpose':
      return expr.prime === true ? expr.operand : derivedIn(expr.operand);
    case 'unary':
      return expr.operator === 'not' ? undefined : derivedIn(expr.operand);
    case 'evaluated':
    case 'index':
      return derivedIn(expr.target);
    case 'family':
      return derivedIn(expr.body);
    default:
      return undefined;
  }
}

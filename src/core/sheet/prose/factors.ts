import type { Derivative, Expr } from '../../syntax/ast';
import { mapOperands } from '../../syntax/map';
import { walk } from '../../syntax/walk';
import type { Claim } from '../model';

/** `\frac{dL}{dy}(1 - y)`, which is a product or the derivative at a place. */
type Unclear = Derivative & { readonly at: readonly Expr[]; readonly perhapsFactor: true };

const isUnclear = (expr: Expr): expr is Unclear =>
  expr.kind === 'derivative' && expr.perhapsFactor === true && expr.at?.length === 1;

function hasUnclearFactor(expr: Expr): boolean {
  let found = false;
  walk(expr, (part) => {
    found ||= isUnclear(part);
  });
  return found;
}

/** The tree in which the brackets behind derivatives are factors, where `isFactor` says so, and places otherwise. */
export function withFactors(expr: Expr, isFactor: (derivative: Derivative) => boolean): Expr {
  const change = (part: Expr): Expr => withFactors(part, isFactor);
  if (!hasUnclearFactor(expr)) return expr;
  if (!isUnclear(expr)) return mapOperands(expr, change);
  const { at, perhapsFactor: _, ...derivative } = expr;
  const [argument] = at;
  if (!isFactor(expr)) return { ...derivative, at: [change(argument!)] };
  const right = change(argument!);
  const end = Math.max(expr.span.start, Math.min(expr.span.end, right.span.start));
  const left: Expr = { ...derivative, span: { start: expr.span.start, end } };
  const operatorSpan = { start: end, end };
  return { kind: 'binary', operator: 'juxtapose', left, right, operatorSpan, span: expr.span };
}

/** Whether the bracket is likelier a factor: a number in it is a place, as is any argument of what is written as a function. */
export const isLikelyFactor =
  (isFunction: (name: string) => boolean) =>
  ({ target, at }: Derivative): boolean =>
    at?.[0]?.kind !== 'number' && !(target.kind === 'name' && isFunction(target.name));

/** A claim in its likelier reading, with the other one beside it. */
export function withBothFactors(claim: Claim, isFactor: (derivative: Derivative) => boolean): Claim {
  if (![claim.left, claim.right].some(hasUnclearFactor)) return claim;
  const read = (is: typeof isFactor): Pick<Claim, 'left' | 'right'> => ({
    left: withFactors(claim.left, is),
    right: withFactors(claim.right, is),
  });
  const other = read((derivative) => !isFactor(derivative));
  return { ...claim, ...read(isFactor), otherwise: [...(claim.otherwise ?? []), other] };
}

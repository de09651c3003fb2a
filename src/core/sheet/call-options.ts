import type { Argument, Expr } from '../syntax/ast';

/** The `axis` and `keepdims` of a call, given by keyword or, for the axis, as a second literal number. */
export function callOptions(args: readonly Argument[]): { axis?: number; keepdims: boolean } {
  const keyword = (name: string): Expr | undefined =>
    args.find((argument) => argument.keyword?.name === name)?.value;
  const axis = signedLiteral(keyword('axis') ?? keyword('dim'));
  const keep = keyword('keepdims') ?? keyword('keepdim');
  const keepdims =
    keep !== undefined &&
    !(keep.kind === 'name' && /^false$/i.test(keep.name)) &&
    !(keep.kind === 'number' && keep.value === 0);
  return { ...(axis === undefined ? {} : { axis }), keepdims };
}

function signedLiteral(expr: Expr | undefined): number | undefined {
  if (expr?.kind === 'number') return expr.value;
  if (expr?.kind === 'unary' && expr.operator === '-' && expr.operand.kind === 'number')
    return -expr.operand.value;
  return undefined;
}

import type { FunctionEntry, FunctionOptions } from '../graph/function';
import type { Argument, Expr } from '../syntax/ast';

export interface CallOptions extends FunctionOptions {
  readonly keepdims: boolean;
  readonly unclear?: Expr;
}

/**
 * The arguments of a built-in function that have values: without its texts, and with the items of a list in the place of
 * the list, as in `stack([a, b], axis=1)`.
 */
export function operandsOf(entry: FunctionEntry, args: readonly Argument[]): readonly Argument[] {
  const operands = entry.takesText === true ? args.filter(({ value }) => value.kind !== 'text') : args;
  const positional = operands.filter(({ keyword }) => keyword === undefined);
  const [list] = positional;
  if (entry.takesList !== true || positional.length !== 1 || list?.value.kind !== 'array') return operands;
  const [items, ...more] = list.value.rows;
  if (items === undefined || more.length > 0) return operands;
  return operands.flatMap((operand) => (operand === list ? items.map((value) => ({ value })) : [operand]));
}

/**
 * The `axis` and `keepdims` of a call, given by keyword, and the texts among its arguments.
 *
 * `unclear` is an axis that is no number written out and no list of such: to take it for none would change what is meant.
 */
export function callOptions(args: readonly Argument[]): CallOptions {
  const keyword = (name: string): Expr | undefined =>
    args.find((argument) => argument.keyword?.name === name)?.value;
  const written = keyword('axis') ?? keyword('dim');
  const axis = written === undefined || isNone(written) ? undefined : axesWritten(written);
  const keep = keyword('keepdims') ?? keyword('keepdim');
  const keepdims =
    keep !== undefined &&
    !(keep.kind === 'name' && /^false$/i.test(keep.name)) &&
    !(keep.kind === 'number' && keep.value === 0);
  const texts = args.flatMap(({ value }) => (value.kind === 'text' ? [value.value] : []));
  return {
    ...(axis === undefined ? {} : { axis }),
    keepdims,
    ...(texts.length === 0 ? {} : { texts }),
    ...(written === undefined || axis !== undefined || isNone(written) ? {} : { unclear: written }),
  };
}

const isNone = (expr: Expr): boolean => expr.kind === 'name' && /^none$/i.test(expr.name);

function axesWritten(expr: Expr): number | readonly number[] | undefined {
  if (expr.kind !== 'array') return signedLiteral(expr);
  const axes = expr.rows.flat().map(signedLiteral);
  return axes.every((axis) => axis !== undefined) ? axes : undefined;
}

function signedLiteral(expr: Expr): number | undefined {
  if (expr.kind === 'number') return expr.value;
  if (expr.kind === 'unary' && expr.operator === '-' && expr.operand.kind === 'number')
    return -expr.operand.value;
  return undefined;
}

/**
 * Which of the arguments is each input of a function, in its order; keywords that name positional arguments are put in their
 * places. `unknown` is an argument under a name that the function does not have.
 */
export function inputOrder(
  entry: FunctionEntry,
  args: readonly Argument[],
): { readonly order: readonly (number | undefined)[]; readonly unknown?: Argument } {
  const order: (number | undefined)[] = [];
  for (const [i, argument] of args.entries()) {
    const keyword = argument.keyword?.name;
    if (keyword === undefined) order.push(i);
    else if (!isOption(entry, keyword)) {
      const slot = entry.keywords?.indexOf(keyword) ?? -1;
      if (slot < 0) return { order, unknown: argument };
      order[slot + 1] = i;
    }
  }
  return { order: Array.from(order) };
}

/** Whether a keyword is an option of the function and not one of its arguments. Entry by entry, an axis changes nothing. */
function isOption({ keywords = [], rule }: FunctionEntry, keyword: string): boolean {
  const option = /^(axis|dim)$/.test(keyword) ? 'axis' : /^keepdims?$/.test(keyword) ? 'keepdims' : undefined;
  return option !== undefined && (keywords.includes(option) || rule === 'elementwise');
}

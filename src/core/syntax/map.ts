import type { Argument, Expr, IndexItem } from './ast';

type Change = (expr: Expr) => Expr;

/** `expr` with `change` applied to each direct operand; variables of derivatives are names, and stay. */
export function mapOperands(expr: Expr, change: Change): Expr {
  switch (expr.kind) {
    case 'number':
    case 'text':
    case 'name':
    case 'missing':
      return expr;
    case 'call':
    case 'prime-call':
      return { ...expr, args: mapArguments(expr.args, change) };
    case 'binary':
      return { ...expr, left: change(expr.left), right: change(expr.right) };
    case 'unary':
    case 'transpose':
    case 'absolute':
      return { ...expr, operand: change(expr.operand) };
    case 'compare':
      return { ...expr, operands: expr.operands.map(change) };
    case 'conditional':
      return {
        ...expr,
        test: change(expr.test),
        whenTrue: change(expr.whenTrue),
        whenFalse: change(expr.whenFalse),
      };
    case 'index':
      return { ...expr, target: change(expr.target), items: mapItems(expr.items, change) };
    case 'array':
      return { ...expr, rows: expr.rows.map((row) => row.map(change)) };
    case 'range':
      return { ...expr, from: change(expr.from), to: change(expr.to) };
    case 'derivative':
      return { ...expr, target: change(expr.target), ...(expr.at && { at: expr.at.map(change) }) };
    case 'operator':
      return { ...expr, target: change(expr.target), ...(expr.along && { along: change(expr.along) }) };
    case 'sum':
      return {
        ...expr,
        ...(expr.from && { from: change(expr.from) }),
        ...(expr.to && { to: change(expr.to) }),
        conditions: expr.conditions.map(change),
        body: change(expr.body),
      };
    case 'family':
      return {
        ...expr,
        ranges: expr.ranges.map((range) => ({
          ...range,
          ...(range.from && { from: change(range.from) }),
          ...(range.to && { to: change(range.to) }),
        })),
        conditions: expr.conditions.map(change),
        body: change(expr.body),
      };
    case 'evaluated':
      return {
        ...expr,
        target: change(expr.target),
        at: expr.at.map((binding) => ({ ...binding, value: change(binding.value) })),
      };
  }
}

const mapArguments = (args: readonly Argument[], change: Change): readonly Argument[] =>
  args.map((argument) => ({ ...argument, value: change(argument.value) }));

export const mapItems = (items: readonly IndexItem[], change: Change): readonly IndexItem[] =>
  items.map((item) => {
    if (item.kind === 'at') return { ...item, value: change(item.value) };
    if (item.kind === 'all' || item.kind === 'rest') return item;
    return {
      ...item,
      ...(item.from && { from: change(item.from) }),
      ...(item.to && { to: change(item.to) }),
    };
  });

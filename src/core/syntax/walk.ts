import type { Expr, IndexItem, MemberSet, Name } from './ast';

/** Calls `visit` for each direct operand of `expr`, in reading order; the names of called functions are not operands. */
export function forEachOperand(expr: Expr, visit: (operand: Expr) => void): void {
  switch (expr.kind) {
    case 'number':
    case 'text':
    case 'name':
    case 'missing':
      return;
    case 'call':
    case 'prime-call':
      for (const argument of expr.args) visit(argument.value);
      return;
    case 'binary':
      visit(expr.left);
      visit(expr.right);
      return;
    case 'unary':
    case 'transpose':
    case 'absolute':
      visit(expr.operand);
      return;
    case 'compare':
      expr.operands.forEach(visit);
      return;
    case 'conditional':
      visit(expr.test);
      visit(expr.whenTrue);
      visit(expr.whenFalse);
      return;
    case 'index':
      visit(expr.target);
      for (const item of expr.items) visitItem(item, visit);
      return;
    case 'array':
      for (const row of expr.rows) row.forEach(visit);
      return;
    case 'range':
      visit(expr.from);
      visit(expr.to);
      return;
    case 'derivative':
      visit(expr.target);
      expr.variables.forEach(visit);
      expr.at?.forEach(visit);
      return;
    case 'operator':
      visit(expr.target);
      if (expr.variable !== undefined) visit(expr.variable);
      if (expr.along !== undefined) visit(expr.along);
      return;
    case 'sum':
      for (const part of [expr.from, expr.to]) if (part !== undefined) visit(part);
      if (expr.set !== undefined) visitSet(expr.set, visit);
      expr.conditions.forEach(visit);
      visit(expr.body);
      return;
    case 'family':
      for (const { from, to } of expr.ranges)
        for (const part of [from, to]) if (part !== undefined) visit(part);
      expr.conditions.forEach(visit);
      visit(expr.body);
      return;
    case 'evaluated':
      visit(expr.target);
      for (const { variable, value } of expr.at) {
        if (variable !== undefined) visit(variable);
        visit(value);
      }
      return;
  }
}

function visitItem(item: IndexItem, visit: (operand: Expr) => void): void {
  if (item.kind === 'at') visit(item.value);
  else if (item.kind === 'slice') {
    if (item.from !== undefined) visit(item.from);
    if (item.to !== undefined) visit(item.to);
  }
}

function visitSet(set: MemberSet, visit: (operand: Expr) => void): void {
  if (set.kind === 'finite') set.members.forEach(visit);
  else if (set.kind === 'range' || set.kind === 'interval') {
    visit(set.from);
    visit(set.to);
  }
}

/** Calls `visit` for `expr` and everything below it, parents first. */
export function walk(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  forEachOperand(expr, (operand) => walk(operand, visit));
}

/**
 * The names in `expr` that stand for values, in reading order; names of called functions are left out, and indices where a
 * sum or a family binds them.
 */
export function bareNamesIn(expr: Expr): Name[] {
  const names: Name[] = [];
  const visit = (part: Expr, bound: ReadonlySet<string>): void => {
    if (part.kind === 'name' && !bound.has(part.name)) names.push(part);
    const isBinder = part.kind === 'sum' || part.kind === 'family';
    const inner = isBinder ? new Set([...bound, ...part.indices.map(({ name }) => name)]) : bound;
    forEachOperand(part, (operand) => visit(operand, inner));
  };
  visit(expr, new Set());
  return names;
}

/** The names in `expr` that are followed by arguments, in reading order. */
export function calleesIn(expr: Expr): Name[] {
  const names: Name[] = [];
  walk(expr, (part) => {
    if (part.kind === 'call' || part.kind === 'prime-call') names.push(part.callee);
  });
  return names;
}

export function isDerivative(
  expr: Expr,
): expr is Extract<Expr, { kind: 'derivative' | 'operator' | 'prime-call' }> {
  return expr.kind === 'derivative' || expr.kind === 'operator' || expr.kind === 'prime-call';
}

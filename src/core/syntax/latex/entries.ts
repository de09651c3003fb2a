import type { Expr, Index, Name } from '../ast';
import type { RelationStatement, Statement } from '../statements';
import { forEachOperand, walk } from '../walk';
import { type Parser, refuse } from './parser';
import { scriptedName } from './scripts';

export const UNCLEAR_ENTRIES =
  'This may be the array with these entries, or an entry of an array. Write the indices on the other side of the relation.';

/** Whether `[…]_{ij}` around `expr` makes an array of its entries: `expr` speaks of all, or of some, of the indices. */
export function speaksOfIndices(expr: Expr, items: readonly Expr[]): 'all' | 'some' | 'none' {
  const names = items.filter((item): item is Name => item.kind === 'name' && /^[a-eh-np-w]$/.test(item.name));
  const free = new Set<string>();
  addFree(expr, new Set(), free);
  const found = names.filter(({ name }) => free.has(name)).length;
  if (found === 0) return 'none';
  return found === items.length && new Set(names.map(({ name }) => name)).size === found ? 'all' : 'some';
}

/** The names in `expr`, below and above letters too, that no sum in it binds. */
function addFree(expr: Expr, bound: ReadonlySet<string>, free: Set<string>): void {
  if (expr.kind === 'name') {
    if (!bound.has(expr.name)) free.add(expr.name);
    for (const part of [...(expr.scripts?.below ?? []), ...(expr.scripts?.above ?? [])])
      addFree(part, bound, free);
    return;
  }
  const inner = expr.kind === 'sum' ? new Set([...bound, ...expr.indices.map(({ name }) => name)]) : bound;
  if (expr.kind === 'call' || expr.kind === 'prime-call') addFree(expr.callee, inner, free);
  forEachOperand(expr, (operand) => addFree(operand, inner, free));
}

/**
 * `\frac{\partial L}{\partial W} = [\delta_j x_i]_{ij}` says what each entry is: `(\frac{\partial L}{\partial W})_{ij} = \delta_j x_i`.
 * Such a bracket anywhere else leaves open what is meant, and is refused.
 */
export function settleEntries(p: Parser, statement: Statement): Statement {
  if (p.built.size === 0) return statement;
  const settled = statement.kind === 'relation' ? entryByEntry(p, statement) : statement;
  const left = firstBuilt(p, settled);
  if (left !== undefined) refuse(p, UNCLEAR_ENTRIES, left.span.start, left.span.end);
  return settled;
}

function entryByEntry(p: Parser, statement: RelationStatement): RelationStatement {
  const built = statement.sides.filter((side): side is Index => p.built.has(side));
  const [first] = built;
  if (first === undefined || statement.relations.some((sign) => sign !== '=')) return statement;
  const indices = first.items.flatMap((item) => (item.kind === 'at' ? [item.value] : []));
  const written = names(indices);
  if (built.some((side) => names(side.items.flatMap((i) => (i.kind === 'at' ? [i.value] : []))) !== written))
    return statement;
  const sides = statement.sides.map((side) =>
    p.built.has(side) ? (side as Index).target : entryOf(side, indices),
  );
  return sides.every((side) => side !== undefined) ? { ...statement, sides } : statement;
}

const names = (items: readonly Expr[]): string =>
  items.map((item) => (item.kind === 'name' ? item.name : '')).join(',');

/** The entry of an array that a side is; undefined where it is not plain that it is one. */
function entryOf(side: Expr, indices: readonly Expr[]): Expr | undefined {
  const speaks = speaksOfIndices(side, indices);
  if (speaks !== 'none') return speaks === 'all' ? side : undefined;
  const { span } = side;
  if (side.kind === 'name') {
    if (side.scripts !== undefined) return undefined;
    const scripts = { base: side.name, below: indices, above: [] };
    return { ...side, name: scriptedName(side.name, names(indices).replaceAll(',', ''), ''), scripts };
  }
  if (side.kind === 'number' || side.kind === 'missing') return undefined;
  return { kind: 'index', target: side, items: indices.map((value) => ({ kind: 'at', value })), span };
}

function firstBuilt(p: Parser, statement: Statement): Expr | undefined {
  let found: Expr | undefined;
  for (const expr of expressionsIn(statement)) {
    walk(expr, (part) => {
      if (p.built.has(part)) found ??= part;
    });
  }
  return found;
}

const expressionsIn = (statement: Statement): readonly Expr[] =>
  statement.kind === 'relation'
    ? statement.sides
    : statement.kind === 'function'
      ? statement.relation.sides
      : statement.kind === 'mention'
        ? [statement.expr]
        : [];

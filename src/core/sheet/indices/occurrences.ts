import type { Comparison, Expr, IndexedSum, Name } from '../../syntax/ast';
import type { Statement } from '../../syntax/statements';
import { forEachOperand } from '../../syntax/walk';
import { linearOf } from './linear';

/** An index that a sum binds. */
export interface Binder {
  /** One for each index of each sum. */
  readonly key: string;
  readonly from?: Expr;
  readonly to?: Expr;
  /** The values are those of a set that is not known. */
  readonly open: boolean;
}

/** A name with scripts, where it stands. */
export interface Occurrence {
  readonly name: Name;
  readonly bound: ReadonlyMap<string, Binder>;
}

/** Letters that a Kronecker delta or a condition compares. */
export interface Compared {
  readonly letters: readonly string[];
  readonly bound: ReadonlyMap<string, Binder>;
}

/** What one statement says of names and indices. */
export interface Uses {
  readonly occurrences: Occurrence[];
  readonly compared: Compared[];
  /** Letters below something that is no name. */
  readonly subscripts: string[];
  /** Names at the ends of the ranges of its indices that no sum around them binds. */
  readonly ends: Set<string>;
  /** The key of each sum, for `bind`. */
  readonly sums: Map<Expr, string>;
}

/** The expressions of a statement, in reading order. */
export function expressionsOf(statement: Statement): readonly Expr[] {
  switch (statement.kind) {
    case 'relation':
      return [...statement.sides, ...statement.also, ...(statement.when ?? []).flatMap(expressionsOf)];
    case 'function':
      return expressionsOf(statement.relation).slice(1);
    case 'at':
      return statement.body.flatMap(expressionsOf);
    case 'assume':
      return expressionsOf(statement.statement);
    case 'query':
      return [statement.target];
    case 'mention':
      return [statement.expr];
    case 'given':
      return [statement.derivative];
    case 'membership':
      return statement.names;
    default:
      return [];
  }
}

/** @param id tells the sums of one statement from those of others */
export function usesOf(exprs: readonly Expr[], id: string): Uses {
  const uses: Uses = { occurrences: [], compared: [], subscripts: [], ends: new Set(), sums: new Map() };
  const visit = (expr: Expr, bound: ReadonlyMap<string, Binder>): void => {
    switch (expr.kind) {
      case 'name':
        if (expr.scripts !== undefined) uses.occurrences.push({ name: expr, bound });
        return;
      case 'call':
      case 'prime-call':
        if (expr.callee.scripts !== undefined) uses.occurrences.push({ name: expr.callee, bound });
        if (expr.callee.name === 'kronecker')
          compare(
            expr.args.map(({ value }) => value),
            bound,
          );
        break;
      case 'compare':
        if (expr.operators.every((operator) => INDEX_RELATIONS.has(operator))) compare(expr.operands, bound);
        break;
      case 'index':
        for (const item of expr.items) {
          if (item.kind !== 'at' || item.value.kind !== 'name' || bound.has(item.value.name)) continue;
          uses.subscripts.push(item.value.name);
        }
        break;
      case 'sum': {
        const key = uses.sums.get(expr) ?? `${id}.${uses.sums.size}`;
        uses.sums.set(expr, key);
        const inner = bind(expr, key, bound);
        for (const { from, to } of inner.values()) {
          for (const name of [from, to].flatMap(lettersIn)) if (!bound.has(name)) uses.ends.add(name);
        }
        forEachOperand(expr, (part) => {
          visit(part, part === expr.from || part === expr.to ? bound : inner);
        });
        return;
      }
      default:
    }
    forEachOperand(expr, (part) => visit(part, bound));
  };
  const compare = (sides: readonly Expr[], bound: ReadonlyMap<string, Binder>): void => {
    const letters = sides.flatMap((side) =>
      side.kind === 'name' && side.scripts === undefined ? [side.name] : [],
    );
    if (letters.length === sides.length && letters.length > 1) uses.compared.push({ letters, bound });
  };
  for (const expr of exprs) visit(expr, new Map());
  return uses;
}

const lettersIn = (end: Expr | undefined): readonly string[] => [
  ...((end && linearOf(end)?.terms.keys()) ?? []),
];

const INDEX_RELATIONS: ReadonlySet<Comparison> = new Set<Comparison>(['==', '!=', '<', '<=', '>', '>=']);

/** The binders inside of a sum. */
export function bind(
  { indices, from, to, set }: IndexedSum,
  key: string,
  bound: ReadonlyMap<string, Binder>,
): ReadonlyMap<string, Binder> {
  const inner = new Map(bound);
  indices.forEach(({ name }, k) => {
    const ends = set?.kind === 'range' ? set : { ...(from && { from }), ...(to && { to }) };
    const isOpen = set !== undefined && set.kind !== 'range' && set.kind !== 'finite';
    inner.set(name, {
      key: `${key}.${k}`,
      ...(ends.from && { from: ends.from }),
      ...(ends.to && { to: ends.to }),
      open: isOpen,
    });
  });
  return inner;
}

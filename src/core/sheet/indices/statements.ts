import type { Expr } from '../../syntax/ast';
import { mapOperands } from '../../syntax/map';
import { readCallsAsProducts } from '../../syntax/products';
import type { RelationStatement, Statement } from '../../syntax/statements';

/** `expr` with `change` applied to its operands, the variables of derivatives included. */
export function mapParts(expr: Expr, change: (expr: Expr) => Expr): Expr {
  const changed = mapOperands(expr, change);
  if (changed.kind === 'derivative') return { ...changed, variables: changed.variables.map(change) };
  if (changed.kind !== 'operator' || changed.variable === undefined) return changed;
  return { ...changed, variable: change(changed.variable) };
}

/** A whole side with calls of what is no function as products; it covers the same text. */
export function asProducts(side: Expr, isFunction: (name: string) => boolean): Expr {
  const changed = readCallsAsProducts(side, isFunction);
  return changed === side ? side : { ...changed, span: side.span };
}

/** A statement with all its expressions changed, the names that it defines or declares included. */
export function mapStatement(statement: Statement, change: (expr: Expr) => Expr): Statement {
  const relationOf = (relation: RelationStatement): RelationStatement => ({
    ...relation,
    sides: relation.sides.map(change),
    ...(relation.when && { when: relation.when.map((each) => mapStatement(each, change)) }),
  });
  switch (statement.kind) {
    case 'relation':
      return relationOf(statement);
    case 'function': {
      // The head keeps its parameters.
      const [head, ...rest] = statement.relation.sides;
      const sides = [head!, ...rest.map(change)];
      return { ...statement, body: sides[1]!, relation: { ...statement.relation, sides } };
    }
    case 'at':
      return { ...statement, body: statement.body.map((each) => mapStatement(each, change)) };
    case 'assume':
      return { ...statement, statement: mapStatement(statement.statement, change) };
    case 'query':
      return { ...statement, target: change(statement.target) };
    case 'mention':
      return { ...statement, expr: change(statement.expr) };
    default:
      return statement;
  }
}

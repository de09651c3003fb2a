import type { Expr } from '../../syntax/ast';
import type { Statement } from '../../syntax/statements';

/** The expressions that a statement relates or speaks of, in reading order. */
export function expressionsIn(statement: Statement): readonly Expr[] {
  switch (statement.kind) {
    case 'relation':
      return statement.sides;
    case 'function':
      return statement.relation.sides;
    case 'at':
      return statement.body.flatMap(expressionsIn);
    case 'mention':
      return [statement.expr];
    default:
      return [];
  }
}

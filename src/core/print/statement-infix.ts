import type { MemberSet, Size } from '../syntax/ast';
import type { RelationStatement, Statement } from '../syntax/statements';
import { printExprInfix } from './expr-infix';
import { nameInfix } from './names';

/** A statement as a sheet would write it; for a reader's eye where infix text has no form for it. Empty for what is not read. */
export function printStatementInfix(statement: Statement): string {
  switch (statement.kind) {
    case 'relation':
      return relation(statement);
    case 'function':
      return relation(statement.relation);
    case 'declaration':
      return `${names(statement.names)} : ${shape(statement.sizes)}`;
    case 'membership':
      return `${names(statement.names)} in ${memberSet(statement.set)}`;
    case 'property':
      return `${names(statement.names)} ${statement.property}`;
    case 'given': {
      const { derivative, value } = statement;
      return `given ${printExprInfix(derivative)}${value === undefined ? '' : ` = ${printExprInfix(value)}`}`;
    }
    case 'at':
      return `at ${statement.point.map(relation).join(', ')}: ${statement.body.map(printStatementInfix).join('; ')}`;
    case 'assume':
      return `assume ${printStatementInfix(statement.statement)}`;
    case 'query':
      return `${printExprInfix(statement.target)} = ?`;
    case 'mention':
      return printExprInfix(statement.expr);
    case 'directive':
      return `@grad ${statement.name}`;
    case 'unread':
      return '';
  }
}

const names = (list: readonly { readonly name: string }[]): string =>
  list.map(({ name }) => nameInfix(name)).join(', ');

function relation({ sides, relations, also, place, definition, when }: RelationStatement): string {
  const text = sides.map((side, i) => {
    const shared = i === place && also.length > 0 ? `${names(also)}, ` : '';
    const sign = i === 0 ? '' : ` ${definition === true && i === 1 ? ':=' : relations[i - 1]} `;
    return `${sign}${shared}${side.kind === 'missing' ? '…' : printExprInfix(side)}`;
  });
  const conditions = when?.map(printStatementInfix).join(', ') ?? '';
  return text.join('') + (conditions === '' ? '' : `, if ${conditions}`);
}

const shape = (sizes: readonly Size[]): string => {
  const written = sizes.map((size) => (size.kind === 'number' ? String(size.value) : size.name));
  if (written.length === 0) return 'R';
  return written.length === 1 ? `R^${written[0]}` : written.join('x');
};

function memberSet(set: MemberSet): string {
  switch (set.kind) {
    case 'finite':
      return `{${set.members.map(printExprInfix).join(', ')}}`;
    case 'range':
      return `${printExprInfix(set.from)}..${printExprInfix(set.to)}`;
    case 'interval': {
      const [open, close] = [set.fromOpen ? '(' : '[', set.toOpen ? ')' : ']'];
      return `${open}${printExprInfix(set.from)}, ${printExprInfix(set.to)}${close}`;
    }
    case 'shape':
      return shape(set.sizes);
    case 'named':
      return set.name;
  }
}

import type { Argument, Expr, IndexItem, MemberSet, Size } from './ast';
import type { RelationStatement, Statement } from './statements';

/**
 * A tree as a fully bracketed text: `(+ a (* b c))`. Every kind of node prints differently, so equal texts mean equal
 * trees (spans aside). For tests and for looking at a tree.
 */
export function printExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.text;
    case 'text':
      return JSON.stringify(expr.value);
    case 'name':
      return expr.name;
    case 'call':
      return `${expr.callee.name}(${printArguments(expr.args)})`;
    case 'prime-call':
      return `${expr.callee.name}${"'".repeat(expr.order)}(${printArguments(expr.args)})`;
    case 'binary': {
      const operator = expr.operator === 'juxtapose' ? '_' : expr.operator;
      return `(${operator} ${printExpr(expr.left)} ${printExpr(expr.right)})`;
    }
    case 'unary':
      return `(${expr.operator} ${printExpr(expr.operand)})`;
    case 'transpose':
      return `(T ${printExpr(expr.operand)})`;
    case 'compare': {
      const rest = expr.operators.map((operator, i) => `${operator} ${printExpr(expr.operands[i + 1]!)}`);
      return `(compare ${printExpr(expr.operands[0]!)} ${rest.join(' ')})`;
    }
    case 'conditional':
      return `(if ${printExpr(expr.test)} ${printExpr(expr.whenTrue)} ${printExpr(expr.whenFalse)})`;
    case 'index':
      return `(at ${printExpr(expr.target)} ${expr.items.map(printItem).join(' ')})`;
    case 'array':
      return `[${expr.rows.map((row) => row.map(printExpr).join(', ')).join('; ')}]`;
    case 'range':
      return `(.. ${printExpr(expr.from)} ${printExpr(expr.to)})`;
    case 'derivative': {
      const at = expr.at ? ` at ${expr.at.map(printExpr).join(', ')}${expr.perhapsFactor ? '?' : ''}` : '';
      const fixed = expr.fixed ? ` fixed ${printNames(expr.fixed)}` : '';
      return `(${expr.operator} ${printExpr(expr.target)} | ${expr.variables.map(printExpr).join(' ')}${at}${fixed})`;
    }
    case 'operator': {
      const variable = expr.variable ? `_${printExpr(expr.variable)}` : '';
      const along = expr.along ? ` ${printExpr(expr.along)}` : '';
      const operator = expr.operator === 'gradient' ? 'nabla' : expr.operator;
      return `(${operator}${variable} ${printExpr(expr.target)}${along})`;
    }
    case 'absolute':
      return `(abs ${printExpr(expr.operand)})`;
    case 'sum': {
      const indices = expr.indices.map(printExpr).join(' ');
      const range = [expr.from, expr.to].map((end) => (end ? printExpr(end) : '')).join('..');
      const set = expr.set ? ` in ${printSet(expr.set)}` : '';
      const conditions = expr.conditions.map((condition) => ` if ${printExpr(condition)}`).join('');
      const bounds = `${indices}${range === '..' ? '' : ` ${range}`}${set}${conditions}`;
      return `(${expr.operator} [${bounds}] ${printExpr(expr.body)})`;
    }
    case 'family': {
      const indices = expr.indices.map(printExpr).join(' ');
      const conditions = expr.conditions.map((condition) => ` if ${printExpr(condition)}`).join('');
      return `(family [${indices}${conditions}] ${printExpr(expr.body)})`;
    }
    case 'evaluated': {
      const point = expr.at.map(
        ({ variable, value }) => `${variable ? `${printExpr(variable)}=` : ''}${printExpr(value)}`,
      );
      return `(evaluate ${printExpr(expr.target)} | ${point.join(', ')})`;
    }
    case 'missing':
      return '<missing>';
  }
}

const printArguments = (args: readonly Argument[]): string =>
  args.map((arg) => (arg.keyword ? `${arg.keyword.name}=` : '') + printExpr(arg.value)).join(', ');

function printItem(item: IndexItem): string {
  if (item.kind === 'at') return printExpr(item.value);
  if (item.kind === 'all') return ':';
  if (item.kind === 'rest') return '...';
  return `${item.from ? printExpr(item.from) : ''}:${item.to ? printExpr(item.to) : ''}`;
}

export function printStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'relation':
      return printRelation(statement);
    case 'function': {
      const parameters = statement.parameters.map((parameter) => parameter.name).join(', ');
      const { relation } = statement;
      const rest = relation.sides
        .slice(2)
        .map((side, i) => ` ${relation.relations[i + 1]} ${printExpr(side)}`);
      const sign = relation.definition ? ':=' : '=';
      const head = `function ${statement.name.name}(${parameters}) ${sign} ${printExpr(statement.body)}`;
      return `${printAfter(relation)}${head}${rest.join('')}${printWhen(relation)}`;
    }
    case 'declaration':
      return `shape ${printNames(statement.names)} : ${printSizes(statement.sizes)}`;
    case 'membership':
      return `member ${printNames(statement.names)} in ${printSet(statement.set)}`;
    case 'property':
      return `property ${printNames(statement.names)} ${statement.property}`;
    case 'given':
      return `given ${printExpr(statement.derivative)}${statement.value ? ` = ${printExpr(statement.value)}` : ''}`;
    case 'at':
      return `at ${statement.point.map(printRelation).join(', ')} {${statement.body.map(printStatement).join('; ')}}`;
    case 'assume':
      return `assume ${printStatement(statement.statement)}`;
    case 'directive':
      return `@grad ${statement.name}`;
    case 'query':
      return `query ${printExpr(statement.target)}`;
    case 'mention':
      return `mention ${printExpr(statement.expr)}`;
    case 'unread':
      return `unread ${statement.cause ?? 'error'}: ${statement.reason}`;
  }
}

function printRelation(statement: RelationStatement): string {
  const { also, place, relations } = statement;
  const sides = statement.sides.map((side, i) =>
    (i === place ? [side, ...also] : [side])
      .sort((a, b) => a.span.start - b.span.start)
      .map(printExpr)
      .join(', '),
  );
  const chain = sides.map((side, i) => {
    if (i === 0) return statement.continues ? '…' : side;
    return ` ${i === 1 && statement.definition ? ':=' : relations[i - 1]} ${side}`;
  });
  return `${printAfter(statement)}${chain.join('')}${printWhen(statement)}`;
}

const printAfter = ({ after }: RelationStatement): string => (after === undefined ? '' : `${after} `);

const printWhen = ({ when = [] }: RelationStatement): string =>
  when.length === 0 ? '' : ` when {${when.map(printStatement).join('; ')}}`;

const printNames = (names: readonly { readonly name: string }[]): string =>
  names.map((name) => name.name).join(', ');

const printSizes = (sizes: readonly Size[]): string =>
  sizes.length === 0
    ? 'scalar'
    : sizes.map((size) => (size.kind === 'number' ? `${size.value}` : size.name)).join(' x ');

function printSet(set: MemberSet): string {
  switch (set.kind) {
    case 'finite':
      return `{${set.members.map(printExpr).join(', ')}}`;
    case 'range':
      return `${printExpr(set.from)}..${printExpr(set.to)}`;
    case 'interval':
      return `${set.fromOpen ? '(' : '['}${printExpr(set.from)}, ${printExpr(set.to)}${set.toOpen ? ')' : ']'}`;
    case 'shape':
      return `shape ${printSizes(set.sizes)}`;
    case 'named':
      return set.name;
  }
}

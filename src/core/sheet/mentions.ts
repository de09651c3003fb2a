import { functions } from '../graph/operations/index';
import type { Expr, Name, Size } from '../syntax/ast';
import type { Statement } from '../syntax/statements';
import { bareNamesIn, calleesIn } from '../syntax/walk';
import { CONSTANTS } from './constants';

/** Functions of indices, which have a value only where these have one. */
const INDEX_FUNCTIONS: ReadonlySet<string> = new Set(['kronecker', 'indicator']);

export const isFunction = (name: string): boolean => functions.has(name) || INDEX_FUNCTIONS.has(name);

export const showSizes = (sizes: readonly Size[]): string =>
  sizes.length === 0
    ? 'a scalar'
    : sizes.map((size) => (size.kind === 'number' ? size.value : size.name)).join('×');

/** Names that a statement treats as variables: declared, restricted to a set, or differentiated by. */
export function variablesOf(statement: Statement): string[] {
  switch (statement.kind) {
    case 'declaration':
    case 'membership':
    case 'property':
      return statement.names.map(({ name }) => name);
    case 'relation':
      return statement.sides.flatMap((side) =>
        side.kind === 'derivative'
          ? side.variables.flatMap((variable) => (variable.kind === 'name' ? [variable.name] : []))
          : [],
      );
    case 'at':
      return statement.body.flatMap(variablesOf);
    default:
      return [];
  }
}

/** The name that a statement defines by an expression with names in it. */
export function computedName(statement: Statement): string[] {
  if (statement.kind === 'function') return [statement.name.name];
  if (statement.kind !== 'relation') return [];
  const [left, right] = statement.sides;
  if (statement.relations[0] !== '=' || left?.kind !== 'name' || right === undefined) return [];
  return inputNames(right).length > 0 ? [left.name] : [];
}

/** Names that are neither constants nor calls of built-in functions. */
export function inputNames(expr: Expr): Name[] {
  return [
    ...bareNamesIn(expr).filter(({ name }) => !CONSTANTS.has(name)),
    ...calleesIn(expr).filter(({ name }) => !isFunction(name)),
  ];
}

/** All names that a statement uses or declares as values; a built-in function is mentioned only without arguments. */
export function mentionedNames(statement: Statement): Name[] {
  const mentionedIn = (expr: Expr): Name[] => [
    ...bareNamesIn(expr),
    ...calleesIn(expr).filter(({ name }) => !isFunction(name)),
  ];
  switch (statement.kind) {
    case 'relation':
      return [...statement.also, ...statement.sides.flatMap(mentionedIn)];
    case 'function':
      // A parameter is also the free name that `df/dx` means, so parameters are mentioned like any other name.
      return [...statement.parameters, ...mentionedIn(statement.body)];
    case 'declaration':
    case 'property':
      return [...statement.names];
    case 'membership':
      return [...statement.names, ...memberNames(statement.set)];
    case 'given':
      return [
        ...statement.derivative.variables.flatMap(mentionedIn),
        ...(statement.value === undefined ? [] : mentionedIn(statement.value)),
      ];
    case 'at':
      return [
        ...statement.point.flatMap((point) => mentionedNames(point)),
        ...statement.body.flatMap(mentionedNames),
      ];
    case 'assume':
      return mentionedNames(statement.statement);
    case 'query':
      return mentionedIn(statement.target);
    case 'mention':
      return mentionedIn(statement.expr);
    case 'directive':
    case 'unread':
      return [];
  }
}

function memberNames(set: Extract<Statement, { kind: 'membership' }>['set']): Name[] {
  if (set.kind === 'finite') return set.members.flatMap(bareNamesIn);
  if (set.kind === 'range' || set.kind === 'interval')
    return [...bareNamesIn(set.from), ...bareNamesIn(set.to)];
  return [];
}

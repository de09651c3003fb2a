import type { Expr, Name } from '../syntax/ast';
import { bodyOf } from '../syntax/families';
import type { At, Relation, RelationStatement } from '../syntax/statements';
import { isDerivative } from '../syntax/walk';
import { type Fragment, toDocument } from '../text/fragment';
import { isNameless } from './constants';
import { computedName, inputNames, isFunction, variablesOf } from './mentions';
import type { Claim, DeclaredShape, Sheet } from './model';
import { chain, resolve, type Scope } from './scope';

/** Where a statement stands. */
export interface Place {
  readonly sheet: number;
  readonly fragment: Fragment;
  /** The point of the `at` around it. */
  readonly at: At['point'];
  /** It stands in prose that nothing marks to be checked. */
  readonly unannotated?: true;
}

/** What is known of names while statements are sorted; scope and shapes grow on the way. */
export interface Known {
  readonly sheets: readonly (Sheet & { readonly shapes: ReadonlyMap<string, DeclaredShape> })[];
  readonly scope: Scope;
  /** Names that some statement of a sheet defines by an expression, wherever it stands. */
  readonly computedLater: readonly ReadonlySet<string>[];
  /** Names that some statement declares or differentiates by: they are no constants, whatever they are called. */
  readonly variables: ReadonlySet<string>;
}

export const knownNames = (sheets: Known['sheets'], scope: Scope): Known => ({
  sheets,
  scope,
  computedLater: sheets.map(
    (sheet) => new Set(sheet.statements.flatMap((placed) => computedName(placed.statement))),
  ),
  variables: new Set(
    sheets.flatMap((sheet) => sheet.statements.flatMap((placed) => variablesOf(placed.statement))),
  ),
});

/** Whether a relation restricts its names: it compares by order, and the sheet computes none of them. */
export function isDomain(known: Known, statement: RelationStatement, place: Place): boolean {
  if (place.at.length > 0) return false;
  if (!statement.relations.every((r) => r === '<' || r === '<=' || r === '>' || r === '>=' || r === '!=')) {
    return false;
  }
  if (statement.sides.some((side) => isDerivative(bodyOf(side)))) return false;
  const names = statement.sides.flatMap(inputNames);
  return names.length > 0 && names.every(({ name }) => !isComputed(known, name, place));
}

/** Whether the sheet gives the name an expression; a free, declared or valued name is an input. */
export function isComputed({ scope, computedLater }: Known, name: string, { sheet }: Place): boolean {
  const definition = resolve(scope, sheet, name, Number.POSITIVE_INFINITY);
  if (definition !== undefined) return definition.kind !== 'free' && definition.kind !== 'value';
  return chain(scope, sheet).some((each) => computedLater[each]!.has(name));
}

/** Whether the expression is a number: nothing in it has a name that the sheet knows at `offset`. */
export const isNumber = (known: Known, expr: Expr, place: Place, offset: number): boolean =>
  isNameless(expr, (name) => isDefined(known, name, place, offset), isFunction);

const isDefined = (known: Known, name: string, { sheet }: Place, offset: number): boolean =>
  known.variables.has(name) ||
  resolve(known.scope, sheet, name, offset) !== undefined ||
  chain(known.scope, sheet).some((each) => known.sheets[each]!.shapes.has(name));

/**
 * Whether `name = …` defines the name here: it has no definition yet in this sheet, but for what prose says. A parent's
 * definition is shadowed, but a number beside a name that the parent computes is a claim about its value.
 */
export function isDefinable(known: Known, { name }: Name, place: Place, right?: Expr): boolean {
  const { scope } = known;
  const own = scope.bySheet[place.sheet]!.get(name);
  if (own !== undefined && (place.unannotated === true || !own.every((each) => each.unannotated === true)))
    return false;
  const definition = resolve(scope, place.sheet, name, Number.POSITIVE_INFINITY);
  if (definition === undefined || right === undefined || definition.kind === 'value') return true;
  return !isNumber(known, right, place, Number.POSITIVE_INFINITY);
}

export function claimKind(
  known: Known,
  left: Expr,
  relation: Relation,
  right: Expr,
  place: Place,
): Claim['kind'] {
  if (relation !== '=' && relation !== '==' && relation !== '≈') return 'inequality';
  if (isDerivative(bodyOf(left))) return 'derivative';
  return isNumber(known, right, place, toDocument(place.fragment, right.span).start) ? 'value' : 'identity';
}

/** Whether `name(…)` applies a function, or names what a definition depends on, rather than multiplies. */
export function isApplied({ scope }: Known, name: string, sheet: number, offset: number): boolean {
  const definition = resolve(scope, sheet, name, offset);
  if (definition === undefined) return isFunction(name);
  return definition.kind === 'free'
    ? definition.applied
    : definition.kind === 'function' || definition.kind === 'expression';
}

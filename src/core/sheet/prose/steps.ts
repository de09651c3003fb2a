import type { Expr } from '../../syntax/ast';
import type { Relation, RelationStatement } from '../../syntax/statements';
import { forEachOperand } from '../../syntax/walk';
import { toDocument } from '../../text/fragment';
import { cover } from '../../text/span';
import { claimKind, isComputed, isNumber, type Known, type Place } from '../classify';
import { isFunction } from '../mentions';
import type { Claim, Domain, Doubt } from '../model';
import { derivedIn } from './heads';

/** Whether an expression has a value without any name of the sheet. */
export const isNameless = (known: Known, expr: Expr, place: Place): boolean =>
  isNumber(known, expr, place, toDocument(place.fragment, expr.span).start);

/**
 * One step of a chain as a claim, with the doubt that its form leaves.
 *
 * @param isDerivation whether a derivative or a definition stands before it, so that each side is what the one before it was
 */
export function stepOf(
  known: Known,
  left: Expr,
  relation: Relation,
  right: Expr,
  place: Place,
  isDerivation: boolean,
): Claim {
  const derived = derivedIn(left);
  const kind = claimKind(known, left, relation, right, place);
  const doubt = doubtOf(known, left, relation, right, place, isDerivation);
  return {
    kind: derived !== undefined && (kind === 'identity' || kind === 'value') ? 'derivative' : kind,
    left,
    relation,
    right,
    at: place.at,
    span: toDocument(place.fragment, cover(left.span, right.span)),
    sheet: place.sheet,
    fragment: place.fragment,
    unannotated: true,
    ...(doubt && { doubt }),
  };
}

function doubtOf(
  known: Known,
  left: Expr,
  relation: Relation,
  right: Expr,
  place: Place,
  isDerivation: boolean,
): Doubt | undefined {
  if (relation !== '=' && relation !== '==' && relation !== '≈') return 'equation';
  const isNumeric = isNameless(known, right, place);
  if (isNumeric && isNameless(known, left, place)) return undefined;
  const derived = derivedIn(left);
  if (derived !== undefined && place.at.length > 0) return undefined;
  if (derived !== undefined && isZero(right)) return isAtPlace(known, left, place) ? 'value' : 'equation';
  if (!isDerivation) return 'equation';
  if (isNumeric) return 'value';
  if (isNameless(known, left, place) || (left.kind === 'name' && right.kind === 'name')) return 'equation';
  // `mv = p` gives a result its name.
  if (derived === undefined && right.kind === 'name' && !isComputed(known, right.name, place))
    return 'equation';
  const target = derived?.kind === 'call' ? derived.callee : derived;
  const isOwn = target?.kind === 'name' && !isFunction(target.name) && speaksOf(right, target.name);
  return isOwn ? 'differential-equation' : undefined;
}

/** Whether a derivative is taken where its arguments have values, as in `f'(0)`. */
function isAtPlace(known: Known, expr: Expr, place: Place): boolean {
  if (expr.kind === 'evaluated') return expr.at.every(({ value }) => isNameless(known, value, place));
  const args =
    expr.kind === 'prime-call'
      ? expr.args.map(({ value }) => value)
      : expr.kind === 'derivative'
        ? (expr.at ?? [])
        : [];
  return args.length > 0 && args.every((value) => isNameless(known, value, place));
}

/** A claim with the conditions that stand beside its statement. */
export function withConditions({ when }: RelationStatement, claim: Claim, place: Place): Claim {
  if (when === undefined || when.length === 0) return claim;
  const points: RelationStatement[] = [];
  const domains: Domain[] = [];
  for (const each of when) {
    const where = {
      span: toDocument(place.fragment, each.span),
      fragment: place.fragment,
      sheet: place.sheet,
    };
    if (each.kind === 'relation') {
      if (isEquality(each)) {
        if (!each.sides.every(isIndex)) points.push(each);
      } else domains.push({ kind: 'relation', sides: each.sides, relations: each.relations, ...where });
    } else if (each.kind === 'membership' && each.set.kind !== 'shape')
      domains.push({ kind: 'member', names: each.names, set: each.set, ...where });
    else if (each.kind === 'property')
      domains.push({ kind: 'property', names: each.names, property: each.property, ...where });
  }
  const isPoint = points.length > 0 && claim.doubt === 'value';
  const { doubt: _, ...plain } = claim;
  return {
    ...(isPoint ? plain : claim),
    at: [...claim.at, ...points],
    when,
    ...(domains.length > 0 && { domains }),
  };
}

export const isZero = (expr: Expr): boolean =>
  (expr.kind === 'number' && expr.value === 0) ||
  (expr.kind === 'array' && expr.rows.every((row) => row.every(isZero))) ||
  (expr.kind === 'name' && expr.name === '0');

export const isEquality = ({ relations }: RelationStatement): boolean =>
  relations.every((relation) => relation === '=');

const isIndex = (expr: Expr): boolean => expr.kind === 'name' && /^[i-n]$/.test(expr.name);

/** Whether `name` stands for a value in `expr`, and not only as what is differentiated. */
function speaksOf(expr: Expr, name: string): boolean {
  switch (expr.kind) {
    case 'name':
      return expr.name === name;
    case 'derivative':
    case 'operator':
      return !isOf(expr.target, name) && speaksOf(expr.target, name);
    case 'transpose':
      return !(expr.prime === true && isOf(expr.operand, name)) && speaksOf(expr.operand, name);
    default: {
      let found = expr.kind === 'call' && expr.callee.name === name;
      forEachOperand(expr, (operand) => {
        found ||= speaksOf(operand, name);
      });
      return found;
    }
  }
}

const isOf = (expr: Expr, name: string): boolean =>
  expr.kind === 'call' ? expr.callee.name === name : expr.kind === 'name' && expr.name === name;

import type { NodeId } from '../graph/graph';
import type { Place } from '../sheet/lowering/place';
import type { Derivation, SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Failure, Value } from '../sheet/lowering/value';
import type { Claim } from '../sheet/model';
import type { Expr } from '../syntax/ast';
import { walk } from '../syntax/walk';

/** Both sides of a claim as nodes, with the differentiations that they rest on. */
export interface Subject {
  readonly claim: Claim;
  readonly sheetGraph: SheetGraph;
  readonly left: Value;
  readonly right: Value;
  readonly derivations: readonly Derivation[];
}

/** Parts of expressions that one claim may unfold to. */
const MAX_CLAIM_PARTS = 50_000;

export const placeOfClaim = (claim: Claim): Place => ({
  sheet: claim.sheet,
  offset: claim.span.start,
  fragment: claim.fragment,
  parameters: new Map(),
  depth: 0,
});

/** Appends both sides of a claim to the graph of its document. */
export function subjectOf(sheetGraph: SheetGraph, claim: Claim): Subject | { readonly failure: Failure } {
  const place = placeOfClaim(claim);
  sheetGraph.budget.parts = MAX_CLAIM_PARTS;
  const left = sheetGraph.lower(claim.left, place);
  if ('failure' in left) return left;
  const right = sheetGraph.lower(claim.right, place);
  if ('failure' in right) return right;
  const derivations = [claim.left, claim.right].flatMap((side) => derivationsIn(sheetGraph, side));
  return { claim, sheetGraph, left: left.value, right: right.value, derivations };
}

function derivationsIn(sheetGraph: SheetGraph, expr: Expr): Derivation[] {
  const found: Derivation[] = [];
  walk(expr, (part) => {
    const derivation = sheetGraph.derivations.get(part);
    if (derivation !== undefined) found.push(derivation);
  });
  return found;
}

/** The functions that are differentiated: where they have no value, a claim about their derivative means nothing. */
export const targetsOf = (subject: Subject): NodeId[] => subject.derivations.map(({ target }) => target);

import type { NodeId } from '../graph/graph';
import type { Place } from '../sheet/lowering/place';
import type { Derivation, SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Failure, Value } from '../sheet/lowering/value';
import type { Claim } from '../sheet/model';
import type { Expr } from '../syntax/ast';
import { mapOperands } from '../syntax/map';
import { walk } from '../syntax/walk';

/** Both sides of a claim as nodes, with the differentiations that they rest on. */
export interface Subject {
  readonly claim: Claim;
  readonly sheetGraph: SheetGraph;
  readonly left: Value;
  readonly right: Value;
  readonly derivations: readonly Derivation[];
  /** How notation with two meanings was read. */
  readonly notes: readonly string[];
}

/** Parts of expressions that one claim may unfold to. */
const MAX_CLAIM_PARTS = 50_000;

export const placeOfClaim = (claim: Claim): Place => ({
  sheet: claim.sheet,
  offset: claim.span.start,
  fragment: claim.fragment,
  parameters: new Map(),
  depth: 0,
  ...(claim.unannotated && { prose: 'claims' }),
});

/** Appends both sides of a claim to the graph of its document. */
export function subjectOf(sheetGraph: SheetGraph, claim: Claim): Subject | { readonly failure: Failure } {
  sheetGraph.budget.parts = MAX_CLAIM_PARTS;
  const subject = lowerSides(sheetGraph, claim, []);
  if (![claim.left, claim.right].some(hasNabla2)) return subject;
  if ('failure' in subject || !fitsShapes(subject)) {
    const laplacian = lowerSides(sheetGraph, withLaplacian(claim), [
      '`∇²` is read as the Laplacian here, because the other side is no matrix; write `laplacian(f, x)` to say so.',
    ]);
    if (!('failure' in laplacian) && fitsShapes(laplacian)) return laplacian;
  }
  return 'failure' in subject ? subject : { ...subject, notes: [...subject.notes, ...hessianNote(subject)] };
}

/** Where there is but one variable, both are the second derivative. */
const hessianNote = ({ left, sheetGraph }: Subject): string[] =>
  sheetGraph.graph.node(left.node).shape.length === 0
    ? []
    : ['`∇²` is read as the Hessian here; write `hessian(f, x)` to say so.'];

function lowerSides(
  sheetGraph: SheetGraph,
  claim: Claim,
  notes: readonly string[],
): Subject | { readonly failure: Failure } {
  const place = placeOfClaim(claim);
  const written = computable(sheetGraph, claim, place);
  const left = sheetGraph.lower(written, place);
  if ('failure' in left) return left;
  const right = sheetGraph.lower(claim.right, place);
  if ('failure' in right) return right;
  const derivations = [written, claim.right].flatMap((side) => derivationsIn(sheetGraph, side));
  return { claim, sheetGraph, left: left.value, right: right.value, derivations, notes };
}

/** The left side, or, where it cannot be computed, the side of the same derivation that it equals. */
function computable(sheetGraph: SheetGraph, { left, earlier = [] }: Claim, place: Place): Expr {
  if (earlier.length === 0) return left;
  return [left, ...earlier].find((side) => 'value' in sheetGraph.lower(side, place)) ?? left;
}

const fitsShapes = ({ sheetGraph: { graph }, left, right }: Subject): boolean =>
  graph.node(left.node).shape.length === graph.node(right.node).shape.length;

function hasNabla2(expr: Expr): boolean {
  let found = false;
  walk(expr, (part) => {
    found ||= part.kind === 'operator' && part.operator === 'nabla2';
  });
  return found;
}

const laplacians = new WeakMap<Claim, Claim>();

/** The claim with every `∇²` as a Laplacian; the same tree each time, since graphs remember what a tree became. */
function withLaplacian(claim: Claim): Claim {
  const known = laplacians.get(claim);
  if (known !== undefined) return known;
  const change = (expr: Expr): Expr => {
    const changed = mapOperands(expr, change);
    return changed.kind === 'operator' && changed.operator === 'nabla2'
      ? { ...changed, operator: 'laplacian' }
      : changed;
  };
  const result = { ...claim, left: change(claim.left), right: change(claim.right) };
  laplacians.set(claim, result);
  return result;
}

function derivationsIn(sheetGraph: SheetGraph, expr: Expr): Derivation[] {
  const found: Derivation[] = [];
  walk(expr, (part) => {
    const entries = sheetGraph.families.derivations.get(part);
    const derivation = sheetGraph.derivations.get(part);
    if (entries !== undefined) found.push(...entries);
    else if (derivation !== undefined) found.push(derivation);
  });
  return found;
}

/** The functions that are differentiated: where they have no value, a claim about their derivative means nothing. */
export const targetsOf = (subject: Subject): NodeId[] => subject.derivations.map(({ target }) => target);

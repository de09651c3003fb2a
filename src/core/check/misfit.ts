import type { NodeId } from '../graph/graph';
import { ancestors } from '../graph/program';
import { showShape } from '../graph/shape';
import type { SheetGraph } from '../sheet/lowering/sheet-graph';
import type { Claim } from '../sheet/model';
import { resolve } from '../sheet/scope';
import { bareNamesIn } from '../syntax/walk';
import { groundOf } from './equality-verdicts';
import { placeOfClaim, subjectOf } from './subject';
import type { Verdict } from './verdict';
import { shortInfix, sourceText } from './wording';

/**
 * Why a derivative claim is wrong whose right side has operands that do not fit: all its names are declared or have values, so
 * nothing is left that another reading of their shapes could mend. Undefined where something is.
 */
export function misfitOf(sheetGraph: SheetGraph, claim: Claim): Verdict | undefined {
  const subject = subjectOf(sheetGraph, claim);
  if (claim.kind !== 'derivative' || !('failure' in subject)) return undefined;
  const { code, operands, span, message } = subject.failure;
  if (code !== 'shape-mismatch' || operands !== true) return undefined;
  if (span.start < claim.span.start || span.end > claim.span.end) return undefined;
  const left = sheetGraph.lower(claim.left, placeOfClaim(claim));
  if ('failure' in left) return undefined;
  // What does not depend on the variable may not be what was meant.
  if (sheetGraph.graph.uniformValue(left.value.node) === 0) return undefined;
  const nodes = nodesOfNames(sheetGraph, claim);
  if (nodes === undefined || !allDeclared(sheetGraph, nodes)) return undefined;
  const truth = left.value.node;
  const formula = shortInfix(sheetGraph, truth);
  const text = sourceText(claim, claim.left);
  const shape = showShape(sheetGraph.graph.node(truth).shape);
  return {
    kind: 'disagree',
    code: 'wrong-shape',
    message: `${text} is ${shape === 'scalar' ? 'a scalar' : shape}, but the right side has no value. ${message}`,
    notes: formula === undefined ? [] : [`${text} is ${formula}.`],
    expected: formula ?? shape,
    claimed: sourceText(claim, claim.right),
  };
}

/** The nodes of all names of a claim; undefined where one has none. */
function nodesOfNames({ book, lowered }: SheetGraph, claim: Claim): NodeId[] | undefined {
  const nodes: NodeId[] = [];
  for (const { name } of [claim.left, claim.right].flatMap(bareNamesIn)) {
    const definition = resolve(book.scope, claim.sheet, name, claim.span.start);
    if (definition === undefined) continue;
    const known = lowered.get(definition);
    if (known === undefined || 'failure' in known) return undefined;
    nodes.push(known.value.node);
  }
  return nodes;
}

function allDeclared(sheetGraph: SheetGraph, nodes: readonly NodeId[]): boolean {
  const { graph, shapes, definitionOf } = sheetGraph;
  if (groundOf(sheetGraph, nodes) !== 'known') return false;
  return ancestors(graph, nodes).every((id) => {
    const definition = definitionOf.get(id);
    return definition?.kind !== 'free' || shapes.isDeclared(definition);
  });
}

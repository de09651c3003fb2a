import { derivative } from '../../../diff/derivative';
import type { NodeId } from '../../../graph/graph';
import { sizeOf } from '../../../graph/shape';
import type { Claim } from '../../../sheet/model';
import type { Derivative, Expr } from '../../../syntax/ast';
import type { Naming } from '../candidate';
import { claimedOf, sameEntries } from '../compare';
import type { Context } from '../context';
import type { Mistake } from '../diagnosis';
import { constantOf } from '../inserts';
import { nameOf } from '../tree';

interface Other extends Naming {
  readonly node: NodeId;
  /** The claim that holds if this is what was written. */
  readonly proof: Claim;
}

/** More names than this are not differentiated by, or for. */
const MOST_NAMES = 8;

/**
 * The claim is right, but for another question: the derivative by another variable, of another function, the function
 * itself, its integral, one derivative too many or too few.
 */
export function otherDerivative(context: Context): (Naming & { readonly proof: Claim }) | undefined {
  const { claim, subject, sheetGraph } = context;
  const { graph } = sheetGraph;
  const claimed = claimedOf(context);
  const { left } = claim;
  if (claimed === undefined || left.kind !== 'derivative') return undefined;
  const derivation = sheetGraph.derivations.get(left);
  const variable = left.variables[0];
  if (derivation === undefined || variable === undefined) return undefined;
  // A number is the derivative of much.
  if (constantOf(claimed) !== undefined || claimed.entries.every((entry) => entry === claimed.entries[0])) {
    return undefined;
  }
  const size = (id: NodeId): number => sizeOf(graph.node(id).shape);
  const asked = context.textOf(left);
  const of = context.textOf(left.target);
  const found: Other[] = [];
  const offer = (
    mistake: Mistake,
    result: ReturnType<typeof derivative>,
    message: string,
    proof: Expr,
  ): void => {
    if ('node' in result && size(result.node) === sizeOf(claimed.shape))
      found.push({ mistake, node: result.node, message, proof: { ...claim, left: proof } });
  };
  const { target } = derivation;
  const by = variable.kind === 'name' ? variable.name : '';
  offer(
    'not-differentiated',
    { node: functionOf(context, left) },
    `This is ${of} itself, not its derivative with respect to ${by}.`,
    left.target,
  );
  if (left.variables.length === 1 && by !== '') {
    const names = context.names.filter(({ name }) => name !== by).slice(0, MOST_NAMES);
    for (const { name, value } of names) {
      if (size(value.node) !== size(derivation.variable) || value.node === target) continue;
      offer(
        'other-variable',
        derivative(graph, target, value.node),
        `This is the derivative with respect to ${name}: ${spelled(left, of, name)}, not ${asked}.`,
        { ...left, variables: [nameOf(name)] },
      );
    }
    for (const { name, value, definition } of names) {
      if (definition.kind !== 'expression' || value.node === target || size(value.node) !== size(target))
        continue;
      offer(
        'other-function',
        derivative(graph, value.node, derivation.variable),
        `This is the derivative of ${name}: ${spelled(left, name, by)}, not ${asked}.`,
        { ...left, target: nameOf(name) },
      );
    }
    if (size(target) === 1 && size(derivation.variable) === 1) {
      offer(
        'differentiated-twice',
        derivative(graph, subject.left.node, derivation.variable),
        `This is the second derivative of ${of}: it is differentiated once too often.`,
        { ...left, operator: 'leibniz', variables: [variable, variable] },
      );
    }
  } else if (left.variables.length === 2) {
    offer(
      'not-differentiated',
      derivative(graph, functionOf(context, left), derivation.variable),
      `This is the first derivative of ${of}: it is to be differentiated once more.`,
      { ...left, operator: 'leibniz', variables: left.variables.slice(0, 1) },
    );
  }
  const values = context.evaluate(found.map(({ node }) => node));
  for (const [i, other] of found.entries()) {
    const value = values[i];
    if (value !== undefined && sameEntries(context.points, { ...value, shape: claimed.shape }, claimed))
      return other;
  }
  return integral(context, left, target, derivation.variable);
}

/** The function of a second derivative, which is differentiated first. */
function functionOf(context: Context, { target }: Derivative): NodeId {
  return context.sheetGraph.nodeOf.get(target) ?? context.subject.left.node;
}

const spelled = ({ operator }: Derivative, target: string, variable: string): string =>
  operator === 'leibniz' ? `d${target}/d${variable}` : `${operator}(${target}, ${variable})`;

function integral(
  { claim, sheetGraph, subject, points, evaluate, textOf }: Context,
  left: Derivative,
  target: NodeId,
  variable: NodeId,
): (Naming & { readonly proof: Claim }) | undefined {
  const { graph } = sheetGraph;
  const isScalar = (id: NodeId): boolean => sizeOf(graph.node(id).shape) === 1;
  const [by] = left.variables;
  if (!isScalar(target) || !isScalar(variable) || left.variables.length > 1 || by === undefined)
    return undefined;
  const result = derivative(graph, subject.right.node, variable);
  if (!('node' in result)) return undefined;
  const [slope, value] = evaluate([result.node, target]);
  if (slope === undefined || value === undefined || !sameEntries(points, slope, value)) return undefined;
  return {
    mistake: 'integrated',
    message: `This is an integral of ${textOf(left.target)} over ${textOf(by)}, not the derivative.`,
    proof: {
      ...claim,
      left: { ...left, operator: 'leibniz', target: claim.right },
      right: left.target,
    },
  };
}

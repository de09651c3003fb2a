import type { ClaimView, GraphNodeView, GraphView, TensorView } from '../protocol/graph-view';
import { formatTensor, sizeOf } from './numbers';

export type VerdictKind = ClaimView['verdict'];

/** The worst first. */
export const VERDICTS: readonly VerdictKind[] = ['disagree', 'inconclusive', 'unread', 'agree'];

export const KIND_WORDS: Readonly<Record<GraphNodeView['kind'], string>> = {
  input: 'input',
  constant: 'constant',
  definition: 'definition',
  operation: 'operation',
};

const VERDICT_WORDS: Readonly<Record<VerdictKind, string>> = {
  agree: 'agrees',
  disagree: 'disagrees',
  inconclusive: 'inconclusive',
  unread: 'unread',
};

export const verdictWord = (verdict: VerdictKind): string => VERDICT_WORDS[verdict];

export function countVerdicts(claims: readonly ClaimView[]): ReadonlyMap<VerdictKind, number> {
  const counts = new Map<VerdictKind, number>();
  for (const verdict of VERDICTS) {
    const count = claims.filter((claim) => claim.verdict === verdict).length;
    if (count > 0) counts.set(verdict, count);
  }
  return counts;
}

/** `∂L/∂W`: what the node's adjoint is. */
export function adjointName(view: GraphView, node: GraphNodeView): string {
  const output = view.nodes.find(({ id }) => id === view.output);
  const variable = node.kind === 'operation' || node.kind === 'constant' ? `(${node.label})` : node.label;
  return `∂${output?.label ?? 'output'}/∂${variable}`;
}

/** The node in one sentence, for those who hear it. */
export function describeNode(view: GraphView, node: GraphNodeView): string {
  const parts = [`${node.label}, ${KIND_WORDS[node.kind]}${node.id === view.output ? ', output' : ''}`];
  if (node.expression !== '' && node.expression !== node.label) parts.push(`equals ${node.expression}`);
  if (node.shape !== 'scalar') parts.push(`shape ${node.shape}`);
  if (node.value && node.kind !== 'constant') parts.push(`value ${speak(node.value)}`);
  if (node.adjoint) parts.push(`adjoint ${speak(node.adjoint)}`);
  for (const [verdict, count] of countVerdicts(node.claims)) {
    parts.push(`${count} ${count === 1 ? 'claim' : 'claims'}: ${verdictWord(verdict)}`);
  }
  return parts.join('; ');
}

const speak = (tensor: TensorView): string =>
  sizeOf(tensor.shape) <= 16 ? formatTensor(tensor) : `of ${sizeOf(tensor.shape)} entries`;

import type { GraphEdgeView, GraphNodeView, GraphView } from '../protocol/graph-view';
import { claimList } from './card';
import { adjointName, KIND_WORDS } from './describe';
import { html } from './dom';
import { sizeOf } from './numbers';
import { labelElement, tensorElement } from './words';

const COLUMNS = ['Name', 'Kind', 'Expression', 'Inputs', 'Shape', 'Value', 'Adjoint', 'Claims'];

/** Larger arrays are closed at first. */
const OPEN = 64;

/** The same content as the drawing, one row a drawn node, with the wires between them. `reveal` is called for a node whose source exists. */
export function graphTable(
  view: GraphView,
  nodes: readonly GraphNodeView[],
  edges: readonly GraphEdgeView[],
  reveal: (node: GraphNodeView) => void,
): HTMLTableElement {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const inputs = new Map<string, string[]>();
  for (const edge of [...edges].sort((a, b) => a.port - b.port)) {
    const source = byId.get(edge.from);
    if (source === undefined) continue;
    inputs.set(edge.to, [
      ...(inputs.get(edge.to) ?? []),
      source.kind === 'operation' ? source.expression : source.label,
    ]);
  }
  const body = html('tbody');
  for (const node of nodes) {
    const name = node.place
      ? html('button', { class: 'link', type: 'button', 'data-reveal': node.id }, labelElement(node))
      : labelElement(node);
    if (node.place) name.addEventListener('click', () => reveal(node));
    body.append(
      html(
        'tr',
        { 'data-node': node.id },
        html('th', { scope: 'row' }, name),
        html('td', {}, node.id === view.output ? `${KIND_WORDS[node.kind]}, output` : KIND_WORDS[node.kind]),
        html('td', {}, ...(node.expression === node.label ? [] : [html('code', {}, node.expression)])),
        html('td', {}, html('span', {}, (inputs.get(node.id) ?? []).join(', '))),
        html('td', {}, node.shape),
        tensorCell('value', node.value, `value of ${node.label}`),
        tensorCell('adjoint', node.adjoint, `adjoint ${adjointName(view, node)}`),
        html('td', {}, ...(node.claims.length > 0 ? [claimList(node)] : [])),
      ),
    );
  }
  return html(
    'table',
    { class: 'nodes' },
    html('caption', { class: 'hidden' }, `Nodes of ${view.title}`),
    html('thead', {}, html('tr', {}, ...COLUMNS.map((title) => html('th', { scope: 'col' }, title)))),
    body,
  );
}

function tensorCell(tone: string, tensor: GraphNodeView['value'], label: string): HTMLElement {
  const cell = html('td', { class: `tone-${tone}` });
  if (tensor === undefined) return cell;
  const entries = tensorElement(tensor, label);
  if (sizeOf(tensor.shape) <= OPEN) cell.append(entries);
  else cell.append(html('details', {}, html('summary', {}, `${sizeOf(tensor.shape)} entries`), entries));
  return cell;
}

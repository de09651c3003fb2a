import type { GraphNodeView, GraphView, TensorView } from '../protocol/graph-view';
import { html } from './dom';
import { type Piece, setName, setSymbol } from './names';
import { formatNumber, gridOf, sizeOf } from './numbers';

/** A name set as in the drawing. */
export const nameElement = (name: string): HTMLElement => pieces(setName(name), name);

/** The name of a node, or the sign of an operation, set as in the drawing. */
export const labelElement = (node: GraphNodeView): HTMLElement =>
  node.kind === 'operation' ? pieces([setSymbol(node.label)], node.label) : nameElement(node.label);

/** `∂L/∂W`: what the node's adjoint is. */
export function adjointElement(view: GraphView, node: GraphNodeView): HTMLElement {
  const output = view.nodes.find(({ id }) => id === view.output);
  const over = output ? nameElement(output.label) : 'output';
  return html('span', {}, '∂', over, '/∂', node.kind === 'operation' ? 'node' : labelElement(node));
}

function pieces(parts: readonly Piece[], title: string): HTMLElement {
  const element = html('span', { class: 'name', title });
  for (const { text, face, subscript } of parts) {
    element.append(html(subscript ? 'sub' : 'span', { class: `face-${face}` }, text));
  }
  return element;
}

/** All entries of a tensor: a number, or a table with one row a row. */
export function tensorElement(tensor: TensorView, label: string): HTMLElement {
  const entry = (k: number): string =>
    k < tensor.entries.length ? formatNumber(tensor.entries[k]!, 6) : '…';
  if (tensor.shape.length === 0) return html('span', { class: 'number' }, entry(0));
  const { rows, columns } = gridOf(tensor);
  const total = sizeOf(tensor.shape);
  if (total === 0) return html('span', { class: 'number' }, 'empty');
  const shown = Math.min(rows, Math.ceil(tensor.entries.length / columns));
  const table = html('table', { class: 'entries', 'aria-label': label });
  for (let i = 0; i < shown; i++) {
    const row = html('tr');
    const length = Math.min(columns, tensor.entries.length - i * columns);
    for (let j = 0; j < length; j++) row.append(html('td', {}, entry(i * columns + j)));
    table.append(row);
  }
  if (tensor.entries.length >= total) return html('div', { class: 'tensor' }, table);
  const note = html('p', { class: 'muted' }, `The first ${tensor.entries.length} of ${total} entries.`);
  return html('div', { class: 'tensor' }, table, note);
}

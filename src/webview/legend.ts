import type { GraphView } from '../protocol/graph-view';
import { verdictIcon } from './badge';
import { VERDICTS, verdictWord } from './describe';
import { html, svg } from './dom';
import { nameElement } from './words';

/** What the signs of this drawing mean; signs that it does not use are left out. */
export function legend(view: GraphView): HTMLElement {
  const kinds = new Set(view.nodes.map(({ kind }) => kind));
  const output = view.nodes.find(({ id }) => id === view.output);
  const claims = view.nodes.flatMap((node) => node.claims);
  const has = (verdict: string): boolean => claims.some((claim) => claim.verdict === verdict);
  const items: HTMLElement[] = [];
  if (view.nodes.some(({ value }) => value))
    items.push(item(html('span', { class: 'key tone-value' }, '= 1.5'), 'value'));
  if (view.nodes.some(({ adjoint }) => adjoint)) {
    const words = html('span', {}, 'adjoint');
    if (output) words.append(' ∂', nameElement(output.label), '/∂node');
    items.push(item(html('span', { class: 'key key-adjoint tone-adjoint' }, '∂ 1.5'), words));
  }
  if (kinds.has('input')) items.push(item(shape('kind-input', 'box-line', 8), 'input'));
  if (kinds.has('definition')) items.push(item(shape('kind-definition', 'box-line', 3), 'definition'));
  if (kinds.has('operation')) items.push(item(shape('operation', 'lens', 5.5), 'operation'));
  if (output) items.push(item(shape('output', 'box-line', 3), 'output'));
  for (const verdict of [...VERDICTS].reverse()) {
    if (has(verdict)) items.push(item(verdictIcon(verdict), `claim ${verdictWord(verdict)}`));
  }
  return html('ul', { class: 'legend', 'aria-label': 'Legend' }, ...items);
}

const item = (sign: Element, words: Node | string): HTMLElement => html('li', {}, sign, words);

function shape(className: string, line: string, corner: number): SVGSVGElement {
  const box = { x: 3.5, y: 3.5, width: 19, height: 11, rx: corner };
  const picture = svg(
    'svg',
    { class: `icon ${className}`, width: 26, height: 18, viewBox: '0 0 26 18', 'aria-hidden': 'true' },
    svg('rect', { class: 'box-fill', ...box }),
    svg('rect', { class: line, ...box }),
  );
  if (className === 'output') {
    picture.prepend(
      svg('rect', { class: 'output-line', x: 0.8, y: 0.8, width: 24.4, height: 16.4, rx: corner + 2.7 }),
    );
  }
  return picture;
}

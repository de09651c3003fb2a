import type { GraphNodeView, GraphView } from '../protocol/graph-view';
import { verdictIcon } from './badge';
import { adjointName, KIND_WORDS, verdictWord } from './describe';
import { html } from './dom';
import type { Frame } from './drawing/layout';
import { adjointElement, labelElement, tensorElement } from './words';

/** The details of one node, beside it. */
export interface Card {
  readonly element: HTMLElement;
  /** The node whose details are open. */
  readonly shown: string | undefined;
  open(view: GraphView, node: GraphNodeView, beside: Frame): void;
  close(): void;
}

export function createCard(stage: HTMLElement): Card {
  const element = html('div', { class: 'card', id: 'nabla-card', role: 'tooltip', hidden: true });
  let shown: string | undefined;
  return {
    element,
    get shown() {
      return shown;
    },
    open(view, node, beside) {
      shown = node.id;
      element.replaceChildren(...contents(view, node));
      element.hidden = false;
      element.scrollTop = 0;
      place(element, stage, beside);
    },
    close() {
      shown = undefined;
      element.hidden = true;
    },
  };
}

function contents(view: GraphView, node: GraphNodeView): HTMLElement[] {
  const kind = node.id === view.output ? `${KIND_WORDS[node.kind]}, output` : KIND_WORDS[node.kind];
  const head = html(
    'div',
    { class: 'card-head' },
    labelElement(node),
    html('span', { class: 'muted' }, `${kind} · ${node.shape}`),
  );
  const parts: HTMLElement[] = [head];
  if (node.expression !== '' && node.expression !== node.label) {
    parts.push(html('code', { class: 'expression' }, node.expression));
  }
  if (node.value) {
    parts.push(row('value', html('span', {}, 'value'), tensorElement(node.value, `value of ${node.label}`)));
  } else if (node.kind !== 'constant') {
    parts.push(html('p', { class: 'muted' }, 'No value.'));
  }
  if (node.adjoint) {
    const name = adjointName(view, node);
    parts.push(row('adjoint', adjointElement(view, node), tensorElement(node.adjoint, `adjoint ${name}`)));
  }
  if (node.claims.length > 0) parts.push(claimList(node));
  if (node.place) parts.push(html('p', { class: 'muted hint' }, 'Click or press Enter to go to its source.'));
  return parts;
}

const row = (tone: string, label: HTMLElement, content: HTMLElement): HTMLElement =>
  html('div', { class: `card-row tone-${tone}` }, html('span', { class: 'card-label' }, label), content);

/** The claims with their verdicts as the check worded them. */
export function claimList(node: GraphNodeView): HTMLElement {
  const list = html('ul', { class: 'claims' });
  for (const { text, verdict, message } of node.claims) {
    list.append(
      html(
        'li',
        { class: `claim verdict-${verdict}` },
        verdictIcon(verdict),
        html(
          'div',
          {},
          html('code', {}, text),
          html('div', {}, html('span', { class: 'verdict' }, verdictWord(verdict)), ` ${message}`),
        ),
      ),
    );
  }
  return list;
}

const GAP = 14;
const EDGE = 8;

/** To the right of the node, else to its left, else below or above, always inside the stage. */
function place(card: HTMLElement, stage: HTMLElement, node: Frame): void {
  card.style.left = '0';
  card.style.top = '0';
  const { offsetWidth: width, offsetHeight: height } = card;
  const { clientWidth, clientHeight } = stage;
  const right = node.x + node.width + GAP;
  const left = node.x - GAP - width;
  let [x, y] = [right, node.y];
  if (right + width > clientWidth - EDGE) {
    if (left >= EDGE) x = left;
    else {
      x = node.x;
      const below = node.y + node.height + GAP;
      y = below + height <= clientHeight - EDGE ? below : node.y - GAP - height;
    }
  }
  const into = (start: number, length: number, available: number): number =>
    Math.max(EDGE, Math.min(start, available - EDGE - length));
  card.style.left = `${into(x, width, clientWidth)}px`;
  card.style.top = `${into(y, height, clientHeight)}px`;
}

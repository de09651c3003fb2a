import type { GraphNodeView } from '../protocol/graph-view';
import type { Card } from './card';

/** Opens the card for the node under the pointer or the keyboard's focus, and closes it. */
export interface Details {
  open(node: GraphNodeView): void;
  close(): void;
  readonly isOpen: boolean;
}

const OPEN_DELAY = 120;
/** Long enough to move the pointer from the node onto the card. */
const CLOSE_DELAY = 250;

export function listenForDetails(
  stage: HTMLElement,
  card: Card,
  nodeAt: (target: EventTarget | null) => GraphNodeView | undefined,
  show: (node: GraphNodeView) => void,
  hidden: () => void,
): Details {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (action: () => void, delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const close = (): void => {
    clearTimeout(timer);
    if (card.shown === undefined) return;
    card.close();
    hidden();
  };
  const open = (node: GraphNodeView): void => {
    clearTimeout(timer);
    show(node);
  };
  const inCard = (target: EventTarget | null): boolean =>
    target instanceof Node && card.element.contains(target);

  stage.addEventListener('pointerover', (event) => {
    if (event.buttons !== 0) return;
    const node = nodeAt(event.target);
    if (inCard(event.target)) clearTimeout(timer);
    else if (node) soon(() => open(node), card.shown === node.id ? CLOSE_DELAY : OPEN_DELAY);
    else if (card.shown !== undefined) soon(close, CLOSE_DELAY);
    else clearTimeout(timer);
  });
  stage.addEventListener('pointerleave', () => soon(close, CLOSE_DELAY));
  stage.addEventListener('pointerdown', (event) => {
    if (!inCard(event.target)) close();
  });
  // Wheel and drags within the card scroll and select there.
  for (const type of ['wheel', 'pointerdown', 'pointermove'] as const) {
    card.element.addEventListener(type, (event) => event.stopPropagation());
  }
  return {
    open,
    close,
    get isOpen() {
      return card.shown !== undefined;
    },
  };
}

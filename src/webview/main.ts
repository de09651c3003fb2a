import type { ToPanel } from '../protocol/panel';
import { connect } from './host';
import { createPanel } from './panel';

const root = document.querySelector<HTMLElement>('#nabla-panel');
if (root !== null) {
  // Messages that come before the panel stands are none: the extension answers to `ready`.
  let receive: (message: ToPanel) => void = () => {};
  const host = connect((message) => receive(message));
  receive = createPanel(root, root.dataset.workerUri ?? '', host);
  host.send({ type: 'ready' });
}

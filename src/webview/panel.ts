import type { GraphNodeView, GraphView } from '../protocol/graph-view';
import type { PanelState, ToPanel } from '../protocol/panel';
import { findAnchor, followAnchor } from './aim';
import { createCamera, fitScale, listenToPointer } from './camera';
import { createCard } from './card';
import { listenForDetails } from './details';
import { html, svg } from './dom';
import { drawGraph } from './drawing/draw';
import { type DrawnGraph, drawnGraph } from './drawing/drawn-graph';
import { layoutEngine } from './drawing/layout';
import type { Scene } from './drawing/scene';
import { prepareFonts } from './drawing/text';
import type { Host } from './host';
import { type Arrow, arrowOf, neighbour } from './keys';
import { legend } from './legend';
import { createSearch } from './search';
import { graphTable } from './table';
import { createToolbar } from './toolbar';

type Mode = 'drawing' | 'table';

const KEYS = 'arrows: move · Shift+arrows: pan · + − 0: zoom · /: find';

/** Below this scale text cannot be read. */
const FAR = 0.22;

const PAN: Readonly<Record<Arrow, { dx: number; dy: number }>> = {
  left: { dx: 60, dy: 0 },
  right: { dx: -60, dy: 0 },
  up: { dx: 0, dy: 60 },
  down: { dx: 0, dy: -60 },
};

/** Builds the panel in `root` and returns what takes the extension's messages. */
export function createPanel(root: HTMLElement, workerUri: string, host: Host): (message: ToPanel) => void {
  const engine = layoutEngine(workerUri);
  const restored = host.state;
  let mode: Mode = restored?.mode ?? 'drawing';
  /** The user's choice; else what fits the panel. */
  let direction = restored?.direction;
  let view: GraphView | undefined;
  let scene: Scene | undefined;
  /** The part of the drawing that was shown before the panel was hidden. */
  let restoring = restored?.camera;
  /** The node that was chosen last. */
  let selected: string | undefined;

  const canvas = svg('svg', {
    class: 'canvas',
    role: 'application',
    'aria-label': 'Computation graph',
    'aria-description': KEYS,
  });
  const stage = html('div', { class: 'stage' }, canvas);
  const card = createCard(stage);
  stage.append(card.element);
  const tableView = html('div', {
    class: 'table',
    tabindex: 0,
    role: 'region',
    'aria-label': 'Table of nodes',
  });
  const empty = html('p', { class: 'empty', role: 'status' });
  const notes = html('ul', { class: 'notes', 'aria-label': 'Notes' });
  const footer = html('footer', { class: 'footer' });
  const trouble = html('p', { class: 'trouble', role: 'alert', hidden: true });

  let saving: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(saving);
    saving = setTimeout(saveNow, 100);
  };
  const saveNow = (): void => {
    if (view === undefined) return;
    const output = view.nodes.find(({ id, place }) => id === view?.output && place);
    const anchor = output ?? view.nodes.find(({ place }) => place);
    const state: PanelState = {
      uri: view.uri,
      line: anchor?.place?.start.line ?? 0,
      mode,
      ...(direction && { direction }),
    };
    const way = direction ?? (camera.fitted ? undefined : scene?.direction);
    host.saveState({
      ...state,
      ...(way && { direction: way }),
      ...(!camera.fitted && { camera: camera.state }),
    });
  };

  const camera = createCamera(stage, (state) => {
    toolbar.setScale(state.scale);
    canvas.classList.toggle('far', state.scale < FAR);
    details.close();
    save();
  });
  listenToPointer(stage, camera);

  const search = createSearch({
    found(ids) {
      canvas.classList.toggle('searching', ids !== undefined);
      for (const [id, element] of scene?.elements ?? [])
        element.classList.toggle('match', ids?.has(id) === true);
      for (const row of tableView.querySelectorAll<HTMLElement>('tbody > tr[data-node]')) {
        row.hidden = ids !== undefined && !ids.has(row.dataset.node ?? '');
      }
    },
    go(id) {
      mark(id);
      const frame = scene?.frames.get(id);
      if (mode === 'drawing' && frame) camera.show(frame);
    },
    leave(id) {
      mark(undefined);
      focusNode(id ?? scene?.nodes[0]?.id);
    },
  });

  const toolbar = createToolbar(search.element, {
    zoomIn: () => camera.zoom(1.25),
    zoomOut: () => camera.zoom(0.8),
    showAll: () => camera.showAll(true),
    turn() {
      if (view === undefined || scene === undefined) return;
      direction = scene.direction === 'right' ? 'down' : 'right';
      void show(view);
    },
    mode: setMode,
  });

  function setMode(next: Mode): void {
    mode = next;
    root.dataset.mode = mode;
    toolbar.setMode(mode);
    details.close();
    save();
  }

  /** Rings the match that the search is at. */
  function mark(id: string | undefined): void {
    for (const [node, element] of scene?.elements ?? []) element.classList.toggle('current', node === id);
  }

  function focusNode(id: string | undefined): void {
    if (id === undefined) return;
    if (mode === 'table') {
      const row = [...tableView.querySelectorAll<HTMLElement>('tr[data-node]')].find(
        ({ dataset }) => dataset.node === id,
      );
      row?.querySelector('button')?.focus();
      return;
    }
    const frame = scene?.frames.get(id);
    if (frame) camera.show(frame);
    scene?.elements.get(id)?.focus({ preventScroll: true });
  }

  const reveal = (node: GraphNodeView): void => {
    if (view && node.place) host.send({ type: 'reveal', uri: view.uri, place: node.place });
  };

  const choose = (node: GraphNodeView): void => {
    selected = node.id;
    for (const [id, element] of scene?.elements ?? []) element.classList.toggle('selected', id === selected);
    reveal(node);
  };

  const nodeAt = (target: EventTarget | null): GraphNodeView | undefined => {
    if (!(target instanceof Element)) return undefined;
    const id = target.closest<SVGGElement>('.node')?.dataset.node;
    return scene?.nodes.find((node) => node.id === id);
  };

  const details = listenForDetails(
    stage,
    card,
    nodeAt,
    (node) => {
      const frame = scene?.frames.get(node.id);
      if (view === undefined || frame === undefined) return;
      card.open(view, node, camera.onScreen(frame));
      scene?.emphasize(node.id);
      scene?.elements.get(node.id)?.setAttribute('aria-describedby', card.element.id);
    },
    () => {
      scene?.emphasize(undefined);
      for (const element of scene?.elements.values() ?? []) element.removeAttribute('aria-describedby');
    },
  );
  canvas.addEventListener('focusin', (event) => {
    const node = nodeAt(event.target);
    const frame = node && scene?.frames.get(node.id);
    if (!node || !frame || !(event.target as Element).matches(':focus-visible')) return;
    camera.show(frame);
    details.open(node);
  });
  canvas.addEventListener('focusout', () => details.close());
  canvas.addEventListener('click', (event) => {
    const node = nodeAt(event.target);
    if (!node) return;
    choose(node);
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) return;
    if (event.key === '/') search.input.focus();
    else if (mode !== 'drawing' || scene === undefined || !drawingKey(event, scene)) return;
    event.preventDefault();
  });

  function drawingKey(event: KeyboardEvent, shown: Scene): boolean {
    const node = nodeAt(document.activeElement);
    const arrow = arrowOf(event.key);
    if (arrow !== undefined) {
      if (event.shiftKey) {
        const { dx, dy } = PAN[arrow];
        camera.pan(dx, dy);
      } else focusNode(node ? neighbour(shown, node.id, arrow) : shown.nodes[0]?.id);
      return true;
    }
    switch (event.key) {
      case '+':
      case '=':
        camera.zoom(1.25);
        return true;
      case '-':
      case '_':
        camera.zoom(0.8);
        return true;
      case '0':
        camera.showAll(true);
        return true;
      case 'Home':
        focusNode(shown.nodes[0]?.id);
        return true;
      case 'End':
        focusNode(shown.nodes.at(-1)?.id);
        return true;
      case 'Enter':
      case ' ':
        if (node) choose(node);
        return node !== undefined;
      case 'Escape':
        if (details.isOpen) details.close();
        else if (node) search.input.focus();
        return node !== undefined;
      default:
        return false;
    }
  }

  /** Whether this is another state of the graph that is shown. */
  const isSame = (next: GraphView): boolean =>
    view !== undefined && view.uri === next.uri && view.title === next.title;

  let waiting: GraphView | undefined;
  let drawing = false;
  /** The view that is shown, as text. */
  let drawn: string | undefined;

  /** Draws one view at a time; of those that come meanwhile only the newest is drawn. */
  async function show(next: GraphView): Promise<void> {
    waiting = next;
    if (drawing) return;
    drawing = true;
    while (waiting !== undefined) {
      const current: GraphView = waiting;
      waiting = undefined;
      await draw(current);
    }
    drawing = false;
  }

  async function draw(next: GraphView): Promise<void> {
    // The extension sends the graph whenever the cursor moves.
    const text = JSON.stringify({ ...next, version: 0, direction });
    if (text === drawn && root.dataset.content === 'graph') {
      root.dataset.version = String(next.version);
      return;
    }
    const graph = drawnGraph(next);
    await prepareFonts();
    const way = direction ?? (isSame(next) ? scene?.direction : undefined);
    let painted: Scene | undefined;
    let failure = '';
    try {
      painted = await drawGraph(next, graph, engine, way, (width, height) => fitScale(width, height, stage));
    } catch (error) {
      failure = `The graph could not be drawn (${reason(error)}). The table has its content.`;
    }
    // Something else may be asked for by now.
    if (waiting !== undefined || root.dataset.content === 'empty') return;
    replace(next, graph, painted);
    drawn = failure === '' ? text : undefined;
    trouble.hidden = failure === '';
    trouble.textContent = failure;
    if (failure !== '') setMode('table');
  }

  function replace(next: GraphView, graph: DrawnGraph, painted: Scene | undefined): void {
    const kept = isSame(next) && !camera.fitted && scene?.direction === painted?.direction;
    const focused = nodeAt(document.activeElement)?.id;
    const row = document.activeElement?.closest<HTMLElement>('tr[data-node]')?.dataset.node;
    const anchor = scene && findAnchor(scene, camera, stage, focused);
    details.close();
    view = next;
    scene = painted;
    root.dataset.content = 'graph';
    root.dataset.version = String(next.version);
    toolbar.setTitle(next.title);
    root.dataset.direction = painted?.direction ?? 'right';
    toolbar.setDirection(painted?.direction ?? 'right');
    canvas.replaceChildren(...(painted ? [painted.world] : []));
    const nodes = painted?.nodes ?? graph.nodes;
    tableView.replaceChildren(graphTable(next, nodes, graph.edges, reveal));
    notes.replaceChildren(...next.notes.map((note) => html('li', {}, note)));
    notes.hidden = next.notes.length === 0;
    footer.replaceChildren(legend(next), html('p', { class: 'muted keys' }, KEYS));
    search.setNodes(nodes);
    if (painted) {
      camera.setWorld(painted.world, painted.width, painted.height);
      if (kept) followAnchor(painted, camera, anchor);
      else if (restoring && restored?.uri === next.uri) camera.restore(restoring);
      else camera.showAll(false);
      restoring = undefined;
      if (selected !== undefined) painted.elements.get(selected)?.classList.add('selected');
    }
    const again = row ?? focused;
    if (again !== undefined && nodes.some(({ id }) => id === again)) focusNode(again);
    save();
  }

  root.append(
    toolbar.element,
    notes,
    trouble,
    html('main', { class: 'main' }, stage, tableView, empty),
    footer,
  );
  setMode(mode);
  root.dataset.content = 'waiting';

  return (message) => {
    if (message.type === 'graph') {
      if (root.dataset.content === 'empty') root.dataset.content = 'waiting';
      void show(message.view);
    } else if (message.type === 'empty') {
      waiting = undefined;
      details.close();
      root.dataset.content = 'empty';
      empty.textContent = message.message;
    }
  };
}

const reason = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);

import { html, svg } from './dom';
import type { Direction } from './drawing/geometry';

export interface Toolbar {
  readonly element: HTMLElement;
  setTitle(title: string): void;
  setMode(mode: 'drawing' | 'table'): void;
  setScale(scale: number): void;
  /** The way the drawing runs now. */
  setDirection(direction: Direction): void;
}

export interface ToolbarEvents {
  zoomIn(): void;
  zoomOut(): void;
  showAll(): void;
  /** Lays the graph out the other way. */
  turn(): void;
  mode(mode: 'drawing' | 'table'): void;
}

export function createToolbar(search: HTMLElement, events: ToolbarEvents): Toolbar {
  const title = html('h1', { class: 'title' });
  const scale = html('span', { class: 'muted scale' });
  const drawing = textButton('Graph', () => events.mode('drawing'));
  const table = textButton('Table', () => events.mode('table'));
  const turn = iconButton('', '', events.turn);
  const zoom = html(
    'div',
    { class: 'group zoom', role: 'group', 'aria-label': 'Drawing' },
    iconButton('Zoom out (−)', 'M3 8H13', events.zoomOut),
    scale,
    iconButton('Zoom in (+)', 'M3 8H13M8 3V13', events.zoomIn),
    iconButton(
      'Fit the graph into the panel (0)',
      'M2.5 6V2.5H6M10 2.5H13.5V6M13.5 10V13.5H10M6 13.5H2.5V10',
      events.showAll,
    ),
    turn,
  );
  const element = html(
    'header',
    { class: 'toolbar' },
    title,
    search,
    zoom,
    html('div', { class: 'group switch', role: 'group', 'aria-label': 'Show as' }, drawing, table),
  );
  return {
    element,
    setTitle(text) {
      title.textContent = text;
      title.title = text;
    },
    setMode(mode) {
      drawing.setAttribute('aria-pressed', String(mode === 'drawing'));
      table.setAttribute('aria-pressed', String(mode === 'table'));
      zoom.hidden = mode === 'table';
    },
    setDirection(direction) {
      const isRight = direction === 'right';
      const label = isRight ? 'Draw from top to bottom' : 'Draw from left to right';
      turn.title = label;
      turn.setAttribute('aria-label', label);
      const path = isRight ? 'M8 2.5V13M3.5 8.5L8 13L12.5 8.5' : 'M2.5 8H13M8.5 3.5L13 8L8.5 12.5';
      turn.querySelector('path')?.setAttribute('d', path);
    },
    setScale(value) {
      scale.textContent = `${Math.round(value * 100)} %`;
    },
  };
}

function textButton(label: string, click: () => void): HTMLButtonElement {
  const button = html('button', { type: 'button', 'aria-pressed': 'false' }, label);
  button.addEventListener('click', click);
  return button;
}

function iconButton(label: string, d: string, click: () => void): HTMLButtonElement {
  const icon = svg(
    'svg',
    { class: 'icon', width: 16, height: 16, viewBox: '0 0 16 16', 'aria-hidden': 'true' },
    svg('path', { class: 'icon-line', d }),
  );
  const button = html(
    'button',
    { type: 'button', class: 'icon-button', title: label, 'aria-label': label },
    icon,
  );
  button.addEventListener('click', click);
  return button;
}

import type { GraphNodeView } from '../protocol/graph-view';
import { html } from './dom';

export interface Search {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** The nodes that are searched from now on. */
  setNodes(nodes: readonly GraphNodeView[]): void;
}

export interface SearchEvents {
  /** The nodes whose name or expression has the text; undefined when nothing is searched. */
  found(ids: ReadonlySet<string> | undefined): void;
  /** Brings a match into sight. */
  go(id: string): void;
  /** The user is done; `id` is the match on which to end. */
  leave(id: string | undefined): void;
}

/** A field that finds nodes: Enter goes to the next match, Shift+Enter to the one before, Escape to the drawing. */
export function createSearch(events: SearchEvents): Search {
  const input = html('input', {
    type: 'search',
    placeholder: 'Find ( / )',
    'aria-label': 'Find a node',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const count = html('span', { class: 'muted search-count', role: 'status' });
  let nodes: readonly GraphNodeView[] = [];
  let matches: readonly string[] = [];
  let current = 0;

  const tell = (): void => {
    const text = matches.length === 0 ? 'none' : `${current + 1} of ${matches.length}`;
    count.textContent = input.value === '' ? '' : text;
  };
  const find = (): void => {
    const text = input.value.trim().toLowerCase();
    const has = (value: string): boolean => value.toLowerCase().includes(text);
    const byName = nodes.filter((node) => has(node.label));
    const byExpression = nodes.filter((node) => !has(node.label) && has(node.expression));
    matches = text === '' ? [] : [...byName, ...byExpression].map(({ id }) => id);
    current = Math.min(current, Math.max(0, matches.length - 1));
    events.found(text === '' ? undefined : new Set(matches));
    tell();
  };
  const go = (step: number): void => {
    if (matches.length === 0) return;
    current = (current + step + matches.length) % matches.length;
    events.go(matches[current]!);
    tell();
  };
  input.addEventListener('input', () => {
    current = 0;
    find();
    go(0);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      const id = matches[current];
      input.value = '';
      find();
      events.leave(id);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    element: html('div', { class: 'search', role: 'search' }, input, count),
    input,
    setNodes(next) {
      nodes = next;
      find();
    },
  };
}

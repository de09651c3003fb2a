import type { GraphView, Place } from './graph-view';

/** What the extension sends to the graph panel. */
export type ToPanel =
  | { readonly type: 'graph'; readonly view: GraphView }
  /** There is nothing to draw; `message` says why and what to do. */
  | { readonly type: 'empty'; readonly message: string };

/** What the graph panel sends to the extension. */
export type FromPanel =
  /** The panel listens. */
  | { readonly type: 'ready' }
  /** The user chose a node: show its source. */
  | { readonly type: 'reveal'; readonly uri: string; readonly place: Place };

/** Kept by the editor while the panel is hidden or the window reloads. */
export interface PanelState {
  readonly uri: string;
  readonly line: number;
  /** Which of the two is shown; the drawing when absent. */
  readonly mode?: 'drawing' | 'table';
  /** The way the drawing runs; what fits the panel when absent. */
  readonly direction?: 'right' | 'down';
  /** The part of the drawing that the user chose; absent while it is fitted to the panel. */
  readonly camera?: { readonly x: number; readonly y: number; readonly scale: number };
}

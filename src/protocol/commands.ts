import type { Place } from './graph-view';

/** Commands that code lenses run; the editor's extension has them, also in its palette. */
export const CHECK_COMMAND = 'nabla.checkDerivative';
export const GRAPH_COMMAND = 'nabla.showGraph';

/** What a code lens hands to its command; from the palette a command gets nothing and looks at the cursor. */
export interface CommandTarget {
  readonly uri: string;
  readonly position: Place['start'];
}

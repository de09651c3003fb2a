import type { Place } from './graph-view';

/** Commands that code lenses run; the editor's extension has them, also in its palette. */
export const CHECK_COMMAND = 'nabla.checkDerivative';
export const GRAPH_COMMAND = 'nabla.showGraph';
/** Commands that code actions run. */
export const FIX_ALL_COMMAND = 'nabla.fixAll';
export const STEPS_COMMAND = 'nabla.showSteps';

/** What a code lens or action hands to its command; from the palette a command gets nothing and looks at the cursor. */
export interface CommandTarget {
  readonly uri: string;
  readonly position: Place['start'];
}

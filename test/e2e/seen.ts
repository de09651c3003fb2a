import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { usesElectron } from './host';
import { cachePath } from './host/paths';

/**
 * Registers tests of what a person sees and does; a desktop VS Code has no page that a test could look at. A failed one
 * leaves a picture of the window.
 */
export const seenIn =
  (pageOf: () => Page) =>
  (title: string, run: () => Promise<void>): void =>
    test.skipIf(usesElectron)(title, async ({ onTestFailed }) => {
      onTestFailed(async () => {
        const picture = cachePath('e2e', `${title.replaceAll(/\W+/g, '-')}.png`);
        await pageOf().screenshot({ path: picture });
        console.log(`The window at the failure: ${picture}`);
      });
      await run();
    });

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'vitest';
import { builtVsix, projectRoot, startHost, usesElectron } from './host';
import { showHover } from './window-actions';

/** The README's pictures. Drawn only by `npm run screenshots`, for a picture differs a little on every machine. */
const wanted = process.env.NABLA_SCREENSHOTS !== undefined && !usesElectron;

const themes = [
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
  ['high-contrast', 'Default High Contrast'],
] as const;

const SHEET = '07-two-paths.wrong.nabla';

test.skipIf(!wanted).each(themes)('the picture in %s', async (name, theme) => {
  const host = await startHost({
    vsix: builtVsix,
    workspace: 'examples',
    size: { width: 1400, height: 720 },
    scale: 2,
    settings: {
      'workbench.colorTheme': theme,
      'workbench.activityBar.location': 'hidden',
      'workbench.layoutControl.enabled': false,
      'breadcrumbs.enabled': false,
      'editor.fontSize': 15,
      'editor.hover.above': false,
    },
  });
  try {
    const { page } = host;
    await host.runCommand('View: Close Primary Side Bar');
    await host.openFile(SHEET);
    await page.locator('.squiggly-error').first().waitFor();
    await host.runCommand('Nabla: Show Graph');
    const panel = await host.webview('.node');
    await panel.locator('.node[data-name="e"]').waitFor();
    // The mouse rests where it lights up nothing, and animations come to an end.
    await page.mouse.move(400, 690);
    await page.waitForTimeout(1500);
    await showHover(page, 14, 5);
    await page.locator('.monaco-hover img').first().waitFor();
    await page.waitForTimeout(500);
    await mkdir(path.join(projectRoot, 'media', 'screenshots'), { recursive: true });
    await page.screenshot({ path: path.join(projectRoot, 'media', 'screenshots', `${name}.png`) });
  } finally {
    await host.close();
  }
});

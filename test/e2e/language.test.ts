import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtVsix, type HostWindow, hostSuite, startHost, usesElectron } from './host';
import { goTo } from './window-actions';

hostSuite('writing in the editor', 'test/e2e/suite/language.ts', { vsix: builtVsix, workspace: 'examples' });

let host: HostWindow;

beforeAll(async () => {
  if (usesElectron) return;
  host = await startHost({ vsix: builtVsix, workspace: 'examples' });
});
afterAll(() => host?.close());

/** What a person sees and does; a desktop VS Code has no page that a test could look at. */
test.skipIf(usesElectron)('a derivative is completed and a name renamed by keyboard', async () => {
  const { page } = host;
  // The palette knows the extension's commands once the window has come up.
  await host.openFile('07-two-paths.nabla');
  await page.locator('.statusbar-item[id="nabla.nabla.nabla.verdicts"]').waitFor();
  await host.runCommand('Nabla: New Sheet');
  const line = (text: RegExp) => page.locator('.view-line', { hasText: text }).first();
  await line(/^dy\/dx\s=\s2/).waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('h = W*x\nL = sum(h)\n');
  await page.keyboard.type('dL/d');
  const list = page.locator('.suggest-widget.visible');
  await list.waitFor();
  await expect
    .poll(() => list.locator('.monaco-list-row').first().getAttribute('aria-label'))
    .toContain('dL/dW');
  await page.keyboard.press('Tab');
  await line(/^dL\/dW\s=/).waitFor();
  await page.keyboard.type('x');

  await goTo(page, 1, 5);
  await page.keyboard.press('F2');
  const input = page.locator('.rename-box input');
  await input.waitFor();
  expect(await input.inputValue()).toBe('W');
  await input.fill('V');
  await page.keyboard.press('Enter');
  await line(/^h\s=\sV\*x/).waitFor();
  await line(/^dL\/dV\s=\sx/).waitFor();
});

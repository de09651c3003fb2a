import { afterAll, beforeAll, expect } from 'vitest';
import { builtVsix, type HostWindow, hostSuite, retry, startHost, usesElectron } from './host';
import { seenIn } from './seen';
import { focusEditor, goTo, linesOf } from './window-actions';

hostSuite('writing in the editor', 'test/e2e/suite/language.ts', { vsix: builtVsix, workspace: 'examples' });

let host: HostWindow;
const seen = seenIn(() => host.page);

beforeAll(async () => {
  if (usesElectron) return;
  // What is typed with line ends must not choose from a list that opens meanwhile.
  const settings = { 'editor.acceptSuggestionOnEnter': 'off' };
  host = await startHost({ vsix: builtVsix, workspace: 'examples', settings });
});
afterAll(() => host?.close());

seen('a derivative is completed and a name renamed by keyboard', async () => {
  const { page } = host;
  const lines = (): Promise<string[]> => linesOf(page);
  await host.runCommand('Nabla: New Sheet');
  await expect.poll(lines).toContainEqual(expect.stringMatching(/^dy\/dx = 2/));
  await focusEditor(page);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('h = W*x\nL = sum(h)\ndL/d');
  const first = page.locator('.suggest-widget.visible .monaco-list-row').first();
  await retry('dL/dW is offered', async (patience) => {
    if (!(await first.isVisible())) await page.keyboard.press('Control+Space');
    await expect
      .poll(() => first.getAttribute('aria-label', { timeout: patience }), { timeout: patience })
      .toContain('dL/dW');
  });
  await page.keyboard.press('Tab');
  await expect.poll(async () => (await lines())[2]).toMatch(/^dL\/dW =/);
  await page.keyboard.type('x');
  await expect.poll(async () => (await lines())[2]).toMatch(/^dL\/dW = x/);

  const input = page.locator('.rename-box input');
  await retry('the box for a new name opens', async (patience) => {
    await goTo(page, 1, 5);
    await page.keyboard.press('F2');
    await input.waitFor({ timeout: patience });
  });
  await expect.poll(() => input.inputValue()).toBe('W');
  await input.fill('V');
  await page.keyboard.press('Enter');
  await expect.poll(lines).toContainEqual(expect.stringMatching(/^h = V\*x/));
  await expect.poll(lines).toContainEqual(expect.stringMatching(/^dL\/dV = x/));
});

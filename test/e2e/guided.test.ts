import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { builtVsix, type HostWindow, retry, startHost, usesElectron, waitUntil } from './host';
import { cachePath } from './host/paths';
import { seenIn } from './seen';
import {
  actAtList,
  applyAction,
  clearNotifications,
  focusEditor,
  goTo,
  linesOf,
  notification,
  pick,
  showFile,
  verdictsOf,
} from './window-actions';

const folder = cachePath('e2e', 'guided-workspace');
const files: Readonly<Record<string, string>> = {
  'three.nabla':
    'y = x^2\nz = sin(x)*y\ndy/dx = 3*x\ndz/dx = cos(x)\ndz/dy = ?\n---\nL = exp(2*t)\ndL/dt = exp(2*t)\n',
  'steps.py': '# @grad\n# h = x^2\n# L = sin(h)\n# dL/dx = cos(h)\n\nx = 1\n',
  'layout.nabla': "A : 2x3\nx : R^3\nL = sum(A*x)\ndL/dA = x*ones(2)'\n",
  'declare.nabla': 'y = x^2\ndy/dx = 2*x*q\n',
};

let host: HostWindow;
let page: Page;

/** What leads a person from a mistake to its repair: fix all, the steps, the walkthrough. */
const seen = seenIn(() => page);

beforeAll(async () => {
  if (usesElectron) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  host = await startHost({
    vsix: builtVsix,
    workspace: folder,
    settings: {
      'workbench.colorTheme': 'Default Dark Modern',
      'nabla.hints.adjoints': false,
      'nabla.hints.values': false,
    },
  });
  page = host.page;
});
afterAll(() => host?.close());

const lines = (): Promise<string[]> => linesOf(page);
const quickPick = (): Locator => page.locator('.quick-input-widget');
const squiggles = (): Locator => page.locator('.squiggly-error');
const selected = async (): Promise<string> =>
  (await quickPick().locator('.quick-input-count').allTextContents()).join();

seen('fix all lists what would change', async () => {
  await showFile(host, 'three.nabla');
  await squiggles().first().waitFor();
  await host.runCommand('Nabla: Fix All in This File');
  const rows = quickPick().locator('.monaco-list-row');
  await expect.poll(() => rows.count()).toBe(4);
  await expect
    .poll(async () => (await rows.allTextContents()).map((text) => text.replaceAll('\u00a0', ' '))[0])
    .toMatch(/dy\/dx = 2\*x.*line 3.*instead of dy\/dx = 3\*x/);
  await expect.poll(selected).toContain('4 Selected');
});

seen('nothing is changed when the document has changed meanwhile', async () => {
  // The list stays open while something else writes the file.
  const file = `${host.workspace}/three.nabla`;
  await writeFile(file, `# a title\n${files['three.nabla']}`);
  await expect.poll(lines).toContain('# a title');
  await quickPick().locator('.monaco-text-button').first().click();
  await notification(page, /Nothing was changed/);
  await expect
    .poll(async () => (await lines()).slice(0, 4))
    .toEqual(['# a title', 'y = x^2', 'z = sin(x)*y', 'dy/dx = 3*x']);
  await clearNotifications(host);
  await writeFile(file, files['three.nabla']!);
  await expect.poll(lines).not.toContain('# a title');
});

seen('fix all changes what is chosen, and one undo takes it back', async () => {
  await host.runCommand('Nabla: Fix All in This File');
  const rows = quickPick().locator('.monaco-list-row');
  await expect.poll(() => rows.count()).toBe(4);
  await expect.poll(selected).toContain('4 Selected');
  await retry('the last change is left out', async (patience) => {
    if (!(await selected()).includes('3 Selected')) await rows.nth(3).click({ timeout: patience });
    await waitUntil('3 are selected', patience, async () => (await selected()).includes('3 Selected'));
  });
  await quickPick().locator('.monaco-text-button').first().click();
  await expect.poll(async () => (await lines())[2]).toBe('dy/dx = 2*x');
  await expect.poll(() => squiggles().count()).toBe(1);
  await expect
    .poll(async () => (await lines()).filter((_, i) => i === 4 || i === 7))
    .toEqual(['dz/dy = sin(x)', 'dL/dt = exp(2*t)']);
  await focusEditor(page);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect
    .poll(async () => (await lines()).slice(2, 5))
    .toEqual(['dy/dx = 3*x', 'dz/dx = cos(x)', 'dz/dy = ?']);
});

seen('the steps are inserted below a claim in a comment, and agree', async () => {
  await showFile(host, 'steps.py');
  await squiggles().first().waitFor();
  await goTo(page, 4, 6);
  await host.runCommand('Nabla: Show Steps');
  await pick(page, 'Insert below the claim');
  await expect
    .poll(async () => (await lines()).slice(4, 8))
    .toEqual(['# dL/dx = dL/dh*dh/dx', '# dL/dh = cos(h)', '# dL/dx = 2*dL/dh*x', '# dL/dx = 2*cos(h)*x']);
  await expect.poll(() => verdictsOf(page)).toContain('4 agree, 1 disagrees');
});

seen('the steps open as a sheet of their own', async () => {
  await showFile(host, 'three.nabla');
  await goTo(page, 8, 2);
  await host.runCommand('Nabla: Show Steps');
  await pick(page, 'Open as a sheet');
  await expect.poll(lines).toEqual(expect.arrayContaining(['# dL/dt by the chain rule', 'dL/dt = 2*L']));
  await host.runCommand('View: Revert and Close Editor');
});

seen('a claim in another layout is transposed by its quick fix', async () => {
  await showFile(host, 'layout.nabla');
  await page.locator('.squiggly-hint').first().waitFor();
  await goTo(page, 4, 3);
  await applyAction(page, 'Transpose');
  await expect.poll(async () => (await lines())[3]).toBe("dL/dA = (x*ones(2)')'");
  await expect.poll(() => page.locator('.squiggly-hint').count()).toBe(0);
});

seen('a declaration settles an inconclusive claim', async () => {
  await showFile(host, 'declare.nabla');
  await page.locator('.squiggly-warning').first().waitFor();
  await goTo(page, 2, 3);
  await applyAction(page, 'Declare q : R');
  await expect.poll(lines).toEqual(['y = x^2', 'q : R', 'dy/dx = 2*x*q', '']);
  await squiggles().first().waitFor();
});

seen('the walkthrough ends with the mistake fixed', async () => {
  await host.runCommand('View: Close All Editors');
  const tabs = page.locator('.tabs-container .tab');
  const save = page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
  await retry('all editors are closed', async (patience) => {
    if (await save.isVisible()) await save.click({ timeout: patience });
    await waitUntil('no tab is left', patience, async () => (await tabs.count()) === 0);
  });
  await host.runCommand('Nabla: Get Started');
  const guide = page.locator('.gettingStartedContainer');
  await guide.getByText('Check your first derivative').first().waitFor();
  const done = (): Promise<number> =>
    guide.locator('.getting-started-step .codicon-getting-started-step-checked').count();
  /** Opens a step, and presses its button until there is what it promises. */
  const follow = (step: string, button: string, promised: Locator): Promise<void> =>
    retry(step, async (patience) => {
      const press = guide.getByRole('button', { name: button });
      if (!(await press.isVisible())) {
        await guide.locator('.getting-started-step', { hasText: step }).click({ timeout: patience });
      }
      await press.click({ timeout: patience });
      await promised.first().waitFor({ timeout: patience * 2 });
    });
  await follow('Open a sheet with a mistake', 'Open the Sample', squiggles());
  await expect.poll(done).toBe(1);
  const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'is missing' });
  await follow('Read what is wrong', 'Show the Message', hover);
  await expect.poll(done).toBe(2);
  // Pressed once: it writes the steps each time.
  await guide.locator('.getting-started-step', { hasText: 'See how the derivative comes about' }).click();
  await guide.getByRole('button', { name: 'Write the Steps' }).click();
  await expect.poll(done).toBe(3);
  await expect.poll(lines).toContain('dL/dz = dL/dy*y*(1 - y)');
  // Whatever stands beside the lines is there before a list opens above them.
  await expect
    .poll(() => page.locator('.testing-run-glyph.codicon-testing-passed-icon').count())
    .toBeGreaterThan(5);
  const repair = page.locator('.action-widget .monaco-list-row', { hasText: 'Replace by' });
  await retry('the mistake is repaired', async (patience) => {
    if ((await squiggles().count()) === 0) return;
    await follow('Fix it', 'Show the Repairs', repair);
    await actAtList(page, 'Replace by', patience);
    await waitUntil('no squiggle is left', patience, async () => (await squiggles().count()) === 0);
  });
  await expect.poll(done).toBe(4);
});

import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtVsix, type HostWindow, startHost, usesElectron } from './host';
import { cachePath } from './host/paths';
import { focusEditor, goTo } from './window-actions';

/** What leads a person from a mistake to its repair: fix all, the steps, the walkthrough. */
const seen = (title: string, run: () => Promise<void>): void =>
  test.skipIf(usesElectron)(title, async ({ onTestFailed }) => {
    onTestFailed(async () => {
      const picture = cachePath('e2e', `${title.replaceAll(/\W+/g, '-')}.png`);
      await page.screenshot({ path: picture });
      console.log(`The window at the failure: ${picture}`);
    });
    await run();
  });

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

/** The lines of the document in view. */
const lines = (): Promise<string[]> =>
  page.locator('.editor-group-container.active .view-line').evaluateAll((all) =>
    all
      .map((line) => ({
        top: Number.parseFloat((line as HTMLElement).style.top),
        text: line.textContent ?? '',
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ').trim()),
  );
const quickPick = (): Locator => page.locator('.quick-input-widget');
const squiggles = (): Locator => page.locator('.squiggly-error');

const openFile = async (name: string): Promise<void> => {
  const tab = page.locator(`.tab[data-resource-name="${name}"]`);
  if ((await tab.count()) > 0) await tab.first().click();
  else await host.openFile(name);
};

/** Chooses an action of the list at the light bulb, by keyboard as the list asks for. */
/** Opens the list of actions until it has this one: it shows what is known when it opens, which may be too early. */
async function offer(title: string): Promise<void> {
  const row = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  await expect
    .poll(
      async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('ControlOrMeta+Period');
        return row.waitFor({ timeout: 2000 }).then(
          () => true,
          () => false,
        );
      },
      { timeout: 30_000 },
    )
    .toBe(true);
}

async function act(title: string): Promise<void> {
  const focused = page.locator('.action-widget .monaco-list-row.focused');
  await page.locator('.action-widget .monaco-list-row', { hasText: title }).first().waitFor();
  for (let i = 0; i < 20 && !(await focused.textContent())?.includes(title); i++) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

seen('fix all lists what would change', async () => {
  await openFile('three.nabla');
  await squiggles().first().waitFor();
  await host.runCommand('Nabla: Fix All in This File');
  const rows = quickPick().locator('.monaco-list-row');
  await expect.poll(() => rows.count()).toBe(4);
  const texts = (await rows.allTextContents()).map((text) => text.replaceAll('\u00a0', ' '));
  expect(texts[0]).toMatch(/dy\/dx = 2\*x.*line 3.*instead of dy\/dx = 3\*x/);
  expect(await quickPick().locator('.quick-input-count').textContent()).toContain('4 Selected');
});

seen('nothing is changed when the document has changed meanwhile', async () => {
  // The list stays open while something else writes the file.
  const file = `${host.workspace}/three.nabla`;
  await writeFile(file, `# a title\n${files['three.nabla']}`);
  await expect.poll(lines).toContain('# a title');
  await quickPick().locator('.monaco-text-button').first().click();
  const toast = page.locator('.notification-toast', { hasText: 'Nothing was changed' });
  await toast.waitFor();
  expect((await lines()).slice(0, 4)).toEqual(['# a title', 'y = x^2', 'z = sin(x)*y', 'dy/dx = 3*x']);
  await host.runCommand('Notifications: Clear All Notifications');
  await writeFile(file, files['three.nabla']!);
  await expect.poll(lines).not.toContain('# a title');
});

seen('fix all changes what is chosen, and one undo takes it back', async () => {
  await host.runCommand('Nabla: Fix All in This File');
  const rows = quickPick().locator('.monaco-list-row');
  await expect.poll(() => rows.count()).toBe(4);
  await rows.nth(3).click();
  await quickPick().locator('.monaco-text-button').first().click();
  await expect.poll(async () => (await lines())[2]).toBe('dy/dx = 2*x');
  await expect.poll(() => squiggles().count()).toBe(1);
  const changed = await lines();
  expect(changed[4]).toBe('dz/dy = sin(x)');
  expect(changed[7]).toBe('dL/dt = exp(2*t)');
  await focusEditor(page);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect
    .poll(async () => (await lines()).slice(2, 5))
    .toEqual(['dy/dx = 3*x', 'dz/dx = cos(x)', 'dz/dy = ?']);
});

seen('the steps are inserted below a claim in a comment, and agree', async () => {
  await openFile('steps.py');
  await squiggles().first().waitFor();
  await goTo(page, 4, 6);
  await host.runCommand('Nabla: Show Steps');
  await quickPick().locator('.monaco-list-row', { hasText: 'Insert below the claim' }).waitFor();
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await lines()).slice(4, 8))
    .toEqual(['# dL/dx = dL/dh*dh/dx', '# dL/dh = cos(h)', '# dL/dx = 2*dL/dh*x', '# dL/dx = 2*cos(h)*x']);
  const status = page.locator('.statusbar-item[id="nabla.nabla.nabla.verdicts"]');
  await expect.poll(() => status.getAttribute('aria-label')).toContain('4 agree, 1 disagrees');
});

seen('the steps open as a sheet of their own', async () => {
  await openFile('three.nabla');
  await goTo(page, 8, 2);
  await host.runCommand('Nabla: Show Steps');
  await quickPick().locator('.monaco-list-row', { hasText: 'Open as a sheet' }).click();
  await expect.poll(lines).toContain('# dL/dt by the chain rule');
  expect(await lines()).toContain('dL/dt = 2*L');
  await host.runCommand('View: Revert and Close Editor');
});

seen('a claim in another layout is transposed by its quick fix', async () => {
  await openFile('layout.nabla');
  await page.locator('.squiggly-hint').first().waitFor();
  await goTo(page, 4, 3);
  await offer('Transpose');
  await act('Transpose');
  await expect.poll(async () => (await lines())[3]).toBe("dL/dA = (x*ones(2)')'");
  await expect.poll(() => page.locator('.squiggly-hint').count()).toBe(0);
});

seen('a declaration settles an inconclusive claim', async () => {
  await openFile('declare.nabla');
  await page.locator('.squiggly-warning').first().waitFor();
  await goTo(page, 2, 3);
  await offer('Declare q : R');
  await act('Declare q : R');
  await expect.poll(lines).toEqual(['y = x^2', 'q : R', 'dy/dx = 2*x*q', '']);
  await squiggles().first().waitFor();
});

seen('the walkthrough ends with the mistake fixed', async () => {
  await host.runCommand('View: Close All Editors');
  const save = page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
  if (await save.isVisible().catch(() => false)) await save.click();
  await host.runCommand('Nabla: Get Started');
  const guide = page.locator('.gettingStartedContainer');
  await guide.getByText('Check your first derivative').first().waitFor();
  const done = (): Promise<number> =>
    guide.locator('.getting-started-step .codicon-getting-started-step-checked').count();
  await guide.getByRole('button', { name: 'Open the Sample' }).click();
  await squiggles().first().waitFor();
  await expect.poll(done).toBe(1);
  await guide.locator('.getting-started-step', { hasText: 'Read what is wrong' }).click();
  await guide.getByRole('button', { name: 'Show the Message' }).click();
  await page.locator('.monaco-hover', { hasText: 'is missing' }).first().waitFor();
  await expect.poll(done).toBe(2);
  await guide.locator('.getting-started-step', { hasText: 'See how the derivative comes about' }).click();
  await guide.getByRole('button', { name: 'Write the Steps' }).click();
  await expect.poll(done).toBe(3);
  await expect.poll(lines).toContain('dL/dz = dL/dy*y*(1 - y)');
  // Whatever stands beside the lines is there before a list opens above them.
  await expect
    .poll(() => page.locator('.testing-run-glyph.codicon-testing-passed-icon').count())
    .toBeGreaterThan(5);
  await guide.locator('.getting-started-step', { hasText: 'Fix it' }).click();
  await guide.getByRole('button', { name: 'Show the Repairs' }).click();
  const repair = page.locator('.action-widget .monaco-list-row', { hasText: 'Replace by' }).first();
  await repair.waitFor();
  await act('Replace by');
  await expect.poll(() => squiggles().count()).toBe(0);
  await expect.poll(done).toBe(4);
});

import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtVsix, type HostWindow, startHost, usesElectron } from './host';
import { cachePath } from './host/paths';
import { focusEditor, goTo, setTheme, showHover } from './window-actions';

/** What a person sees and does; a desktop VS Code has no page that a test could look at. */
const seen = (title: string, run: () => Promise<void>): void =>
  test.skipIf(usesElectron)(title, async ({ onTestFailed }) => {
    onTestFailed(async () => {
      const picture = cachePath('e2e', `${title.replaceAll(/\W+/g, '-')}.png`);
      await page.screenshot({ path: picture });
      console.log(`The window at the failure: ${picture}`);
    });
    await run();
  });

let host: HostWindow;
let page: Page;

beforeAll(async () => {
  if (usesElectron) return;
  host = await startHost({
    vsix: builtVsix,
    workspace: 'examples',
    settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.hover.delay': 100 },
  });
  page = host.page;
});
afterAll(() => host?.close());

const WRONG = '07-two-paths.wrong.nabla';
const RIGHT = '07-two-paths.nabla';

const openFile = async (name: string): Promise<void> => {
  const tab = page.locator(`.tab[data-resource-name="${name}"]`);
  if ((await tab.count()) > 0) await tab.first().click();
  // By its whole path: another example begins with the same name.
  else await host.openFile(`${host.workspace}/${name}`);
};
const statusBar = () => page.locator('.statusbar-item[id="nabla.nabla.nabla.verdicts"]');
const node = async (name: string) => (await host.webview('.node')).locator(`.node[data-name="${name}"]`);

seen('a wrong claim has a squiggle, and the status bar counts it', async () => {
  await openFile(WRONG);
  await page.locator('.squiggly-error').first().waitFor();
  await expect.poll(() => statusBar().getAttribute('aria-label')).toContain('5 disagree');
});

seen('hints stand behind definitions', async () => {
  await openFile(RIGHT);
  const line = page.locator('.view-line', { hasText: /^e\s=\sc\*d/ }).first();
  await expect.poll(() => line.textContent()).toMatch(/=\s6/);
  const edge = page.locator('.view-line', { hasText: /^c\s=\sa\s\+\sb/ }).first();
  await expect.poll(() => edge.textContent()).toMatch(/∂e\/∂c\s=\s2/);
});

/** The colour in which a piece of the shown text stands. */
const colorOf = (line: RegExp, piece: string): Promise<string> =>
  page
    .locator('.view-line', { hasText: line })
    .first()
    .locator('span span', { hasText: piece })
    .first()
    .evaluate((element) => getComputedStyle(element).color);

seen('comments, names and numbers have colours of their own', async () => {
  const colors = [
    await colorOf(/^#\sOne/, 'One'),
    await colorOf(/^c\s=\sa/, 'a'),
    await colorOf(/^a\s=\s2/, '2'),
  ];
  expect(new Set(colors).size).toBe(3);
});

seen('a fence in Markdown and a marker in a program have them, too', async () => {
  await openFile('07-two-paths.md');
  await page
    .locator('.view-line', { hasText: /^c\s=\sa\s\+\sb/ })
    .first()
    .waitFor();
  const name = await colorOf(/^c\s=\sa\s\+\sb/, 'c');
  await expect.poll(() => colorOf(/^#/, '#')).not.toBe(name);
  await openFile('07-two-paths.py');
  await expect
    .poll(async () => (await colorOf(/@grad\stwo/, '@grad')) === (await colorOf(/@grad\stwo/, 'two')))
    .toBe(false);
  await openFile(RIGHT);
});

seen('a hover shows the derivative as a picture in the colour of the theme', async () => {
  const pictureOf = async (): Promise<string> => {
    await showHover(page, 17, 3);
    const image = page.locator('.monaco-hover img[src^="data:image/svg+xml"]').first();
    await image.waitFor();
    const size = await image.evaluate((element: HTMLImageElement) =>
      element.decode().then(() => element.naturalWidth),
    );
    expect(size).toBeGreaterThan(20);
    const source = await image.getAttribute('src');
    await page.keyboard.press('Escape');
    return Buffer.from(source!.split(',')[1]!, 'base64').toString();
  };
  const dark = await pictureOf();
  await setTheme(host, 'Default Light Modern');
  const light = await pictureOf();
  await setTheme(host, 'Default Dark Modern');
  expect(dark).toContain('<svg');
  expect(dark).not.toBe(light);
});

seen('the command checks the claim at the cursor and tells the verdict', async () => {
  await openFile(WRONG);
  await goTo(page, 14, 5);
  await host.runCommand('Nabla: Check Derivative');
  const toast = page.locator('.notification-toast', { hasText: '∂e/∂b = ∂e/∂c*∂c/∂b' });
  await toast.waitFor();
  expect(await toast.textContent()).toMatch(/5 is right, 2 is claimed/);
  await host.runCommand('Notifications: Clear All Notifications');
});

seen('the code of a problem leads to its explanation', async () => {
  await focusEditor(page);
  await showHover(page, 14, 12);
  await page.locator('.monaco-hover a.code-link').first().click();
  const preview = await host.webview('h1');
  await preview.locator('h1').first().waitFor();
  await page.keyboard.press('Escape');
  await host.runCommand('View: Close Editor');
  await focusEditor(page);
});

seen('the graph panel draws the sheet, with values and adjoints', async () => {
  await openFile(RIGHT);
  await host.runCommand('Nabla: Show Graph');
  for (const name of ['a', 'b', 'c', 'd', 'e']) await (await node(name)).waitFor();
  expect(await (await node('e')).getAttribute('aria-label')).toMatch(/6/);
});

seen('a node leads to its source', async () => {
  await (await node('d')).click();
  const position = page.locator('.statusbar-item[id="status.editor.selection"]');
  await expect.poll(() => position.textContent()).toMatch(/Ln 5/);
});

seen('the panel follows edits', async () => {
  await focusEditor(page);
  await goTo(page, 6, 8);
  await page.keyboard.press('End');
  await page.keyboard.type('*g');
  await (await node('g')).waitFor();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect.poll(async () => (await node('g')).count()).toBe(0);
});

seen('the panel is there again after the window is reloaded', async () => {
  await page.keyboard.press('ControlOrMeta+S');
  const loaded = page.waitForEvent('load');
  await host.runCommand('Developer: Reload Window');
  await loaded;
  await (await node('e')).waitFor({ timeout: 60_000 });
});

seen('the workspace is checked with a summary', async () => {
  await host.runCommand('Nabla: Check Workspace');
  const toast = page.locator('.notification-toast', { hasText: /files checked/ });
  await toast.waitFor({ timeout: 120_000 });
  expect(await toast.textContent()).toMatch(/\d+ agree, \d+ disagree/);
  expect(await readFile(`${host.workspace}/${RIGHT}`, 'utf8')).toContain('e = c*d\n');
});

seen('the check of a large workspace shows its progress and can be cancelled', async () => {
  const sheet = await readFile(`${host.workspace}/19-shared-input.wrong.nabla`, 'utf8');
  const copies = Array.from({ length: 1500 }, (_, i) => `${host.workspace}/copy-${i}.nabla`);
  await Promise.all(copies.map((file) => writeFile(file, sheet)));
  await host.runCommand('Notifications: Clear All Notifications');
  await host.runCommand('Nabla: Check Workspace');
  const progress = page.locator('.notification-toast', { hasText: /\d+ of \d+/ });
  await progress.waitFor({ timeout: 60_000 });
  await progress.getByRole('button', { name: 'Cancel' }).click();
  const done = page.locator('.notification-toast', { hasText: /Cancelled\. \d+ files? checked/ });
  await done.waitFor();
  const [, checked] = /(\d+) files? checked/.exec((await done.textContent())!)!;
  expect(Number(checked)).toBeLessThan(copies.length);
});

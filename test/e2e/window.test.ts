import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { builtVsix, type HostWindow, retry, startHost, usesElectron, waitUntil } from './host';
import { seenIn } from './seen';
import {
  clearNotifications,
  focusEditor,
  goTo,
  linesOf,
  notification,
  setTheme,
  showFile,
  showHover,
  undoUntil,
  verdictsOf,
} from './window-actions';

let host: HostWindow;
let page: Page;

const seen = seenIn(() => page);

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

const node = async (name: string) => (await host.webview('.node')).locator(`.node[data-name="${name}"]`);

seen('a wrong claim has a squiggle, and the status bar counts it', async () => {
  await showFile(host, WRONG);
  await page.locator('.squiggly-error').first().waitFor();
  await expect.poll(() => verdictsOf(page)).toContain('5 disagree');
});

seen('hints stand behind definitions', async () => {
  await showFile(host, RIGHT);
  const line = page.locator('.view-line', { hasText: /^e\s=\sc\*d/ }).first();
  await expect.poll(() => line.textContent()).toMatch(/=\s6/);
  const edge = page.locator('.view-line', { hasText: /^c\s=\sa\s\+\sb/ }).first();
  await expect.poll(() => edge.textContent()).toMatch(/∂e\/∂c\s=\s2/);
});

/** The colour in which a piece of the shown text stands; a line is drawn anew when its colours are known. */
const colorOf = (line: RegExp, piece: string): Promise<string> =>
  page
    .locator('.view-line', { hasText: line })
    .first()
    .locator('span span', { hasText: piece })
    .first()
    .evaluate((element) => getComputedStyle(element).color, undefined, { timeout: 2000 })
    .catch(() => 'none');

/** How many colours some pieces of text have. */
const colorsOf = async (...pieces: readonly (readonly [RegExp, string])[]): Promise<number> => {
  const colors = new Set<string>();
  for (const [line, piece] of pieces) colors.add(await colorOf(line, piece));
  return colors.has('none') ? 0 : colors.size;
};

seen('comments, names and numbers have colours of their own', async () => {
  await expect.poll(() => colorsOf([/^#\sOne/, 'One'], [/^c\s=\sa/, 'a'], [/^a\s=\s2/, '2'])).toBe(3);
});

seen('a fence in Markdown and a marker in a program have them, too', async () => {
  await showFile(host, '07-two-paths.md');
  await expect.poll(() => colorsOf([/^c\s=\sa\s\+\sb/, 'c'], [/^#/, '#'])).toBe(2);
  await showFile(host, '07-two-paths.py');
  await expect.poll(() => colorsOf([/@grad\stwo/, '@grad'], [/@grad\stwo/, 'two'])).toBe(2);
  await showFile(host, RIGHT);
});

seen('a hover shows the derivative as a picture in the colour of the theme', async () => {
  const image = page.locator('.monaco-hover:not(.hidden) img[src^="data:image/svg+xml"]').first();
  // A hover is drawn anew when more is known, so all is read at one moment.
  const pictureOf = (): Promise<string> =>
    retry('the hover has a picture', async (patience) => {
      await showHover(page, 17, 3);
      const { width, source } = await image.evaluate(
        (element: HTMLImageElement) =>
          element.decode().then(() => ({ width: element.naturalWidth, source: element.src })),
        undefined,
        { timeout: patience },
      );
      expect(width).toBeGreaterThan(20);
      await page.keyboard.press('Escape');
      return Buffer.from(source.split(',')[1]!, 'base64').toString();
    });
  const dark = await pictureOf();
  await setTheme(host, 'Default Light Modern');
  const light = await pictureOf();
  await setTheme(host, 'Default Dark Modern');
  expect(dark).toContain('<svg');
  expect(dark).not.toBe(light);
});

seen('the command checks the claim at the cursor and tells the verdict', async () => {
  await showFile(host, WRONG);
  await goTo(page, 14, 5);
  await host.runCommand('Nabla: Check Derivative');
  expect(await notification(page, /∂e\/∂b = ∂e\/∂c\*∂c\/∂b/)).toMatch(/5 is right, 2 is claimed/);
  await clearNotifications(host);
});

seen('the code of a problem leads to its explanation', async () => {
  const tabs = page.locator('.tabs-container .tab');
  const before = await tabs.count();
  const isOpen = async (): Promise<boolean> => (await tabs.count()) > before;
  await retry('the explanation is open', async (patience) => {
    if (await isOpen()) return;
    await showHover(page, 14, 12, 'wrong-derivative');
    await page.locator('.monaco-hover:not(.hidden) a.code-link').first().click({ timeout: patience });
    await waitUntil('a tab more', patience, isOpen);
  });
  await (await host.webview('h1')).locator('h1').first().waitFor();
  await retry('the explanation is closed', async (patience) => {
    if (!(await isOpen())) return;
    const preview = tabs.filter({ hasText: 'Preview' }).first();
    await preview.hover({ timeout: patience });
    await preview.locator('.codicon-close').click({ timeout: patience });
    await waitUntil('a tab less', patience, async () => !(await isOpen()));
  });
  await focusEditor(page);
});

seen('the graph panel draws the sheet, with values and adjoints', async () => {
  await showFile(host, RIGHT);
  await host.runCommand('Nabla: Show Graph');
  for (const name of ['a', 'b', 'c', 'd', 'e']) await (await node(name)).waitFor();
  await expect.poll(async () => (await node('e')).getAttribute('aria-label')).toMatch(/6/);
});

seen('a node leads to its source', async () => {
  const position = page.locator('.statusbar-item[id="status.editor.selection"]');
  await retry('the cursor is at the definition', async (patience) => {
    await (await node('d')).click({ timeout: patience });
    await waitUntil('line 5', patience, async () => /Ln 5/.test((await position.textContent()) ?? ''));
  });
});

seen('the panel follows edits', async () => {
  const definition = async (): Promise<string> =>
    (await linesOf(page)).find((line) => /^e = /.test(line)) ?? '';
  await goTo(page, 6, 8);
  await page.keyboard.press('End');
  await page.keyboard.type('*g');
  await (await node('g')).waitFor();
  await undoUntil(page, async () => /^e = c\*d(?!\*)/.test(await definition()));
  const panel = await host.webview('.node[data-name="e"]');
  await expect.poll(() => panel.locator('.node[data-name="g"]').count()).toBe(0);
});

seen('the panel is there again after the window is reloaded', async () => {
  await retry('the sheet is saved', async (patience) => {
    await focusEditor(page);
    await page.keyboard.press('ControlOrMeta+S');
    const unsaved = page.locator('.tab.dirty');
    await waitUntil('no tab is unsaved', patience, async () => (await unsaved.count()) === 0);
  });
  const loaded = page.waitForEvent('load');
  await host.runCommand('Developer: Reload Window');
  await loaded;
  await (await node('e')).waitFor();
});

seen('the workspace is checked with a summary', async () => {
  await host.runCommand('Nabla: Check Workspace');
  expect(await notification(page, /files checked/)).toMatch(/\d+ agree, \d+ disagree/);
  expect(await readFile(`${host.workspace}/${RIGHT}`, 'utf8')).toContain('e = c*d\n');
});

seen('the check of a large workspace shows its progress and can be cancelled', async () => {
  // Each of them takes seconds: the check is far from its end when it is cancelled.
  const claims = "dL/dW = h*x'\n".repeat(40);
  const sheet = `W : 60x40\nx : R^40\nh = tanh(W*x)\nL = sum(h.^2)\n${claims}`;
  const copies = Array.from({ length: 100 }, (_, i) => `${host.workspace}/copy-${i}.nabla`);
  for (const file of copies) await writeFile(file, sheet);
  await clearNotifications(host);
  await host.runCommand('Nabla: Check Workspace');
  const toasts = page.locator('.notification-toast');
  const cancelled = /Cancelled\. (\d+) files? checked/;
  let checked: string | undefined;
  await retry('the check is cancelled', async (patience) => {
    const progress = toasts.filter({ hasText: /\d+ of \d+/ }).first();
    await progress.getByRole('button', { name: 'Cancel' }).click({ timeout: patience });
    await waitUntil('cancelled', patience * 3, async () => {
      [, checked] = cancelled.exec((await toasts.allTextContents()).join('\n')) ?? [];
      return checked !== undefined;
    });
  });
  expect(Number(checked)).toBeLessThan(copies.length);
});

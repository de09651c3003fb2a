import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { closeQuickInput, type HostWindow, openQuickInput, retry, waitUntil } from './host';

/** What separates words on the screen may be a space that does not break. */
const spaced = (text: string | null): string => (text ?? '').replaceAll('\u00a0', ' ');

/** Puts the keyboard into the first editor. */
export const focusEditor = (page: Page): Promise<void> =>
  retry('the editor has the keyboard', async (patience) => {
    await page.keyboard.press('ControlOrMeta+1');
    await page.locator('.editor-instance .monaco-editor.focused').first().waitFor({ timeout: patience });
  });

/** Puts the cursor at a place, counted from 1. */
export const goTo = (page: Page, line: number, column: number): Promise<void> =>
  retry(`the cursor is at ${line}:${column}`, async (patience) => {
    await closeQuickInput(page, patience);
    await focusEditor(page);
    await openQuickInput(page, 'Control+G', `:${line}:${column}`, patience);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout: patience });
    await focusEditor(page);
    const position = page.locator('.statusbar-item[id="status.editor.selection"]');
    const wanted = `Ln ${line}, Col ${column}`;
    await waitUntil(wanted, patience, async () => spaced(await position.textContent()).startsWith(wanted));
  });

/** Shows the hover at a place that has a text in it, by keyboard as a person without a mouse does. */
export async function showHover(
  page: Page,
  line: number,
  column: number,
  text: string | RegExp = '',
): Promise<void> {
  const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: text }).first();
  await retry(`the hover at ${line}:${column} says ${text}`, async (patience) => {
    await goTo(page, line, column);
    // Text that moves below a resting mouse counts as a move of the mouse, which hides the hover.
    await page.mouse.move(1, 1);
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('ControlOrMeta+I');
    await hover.waitFor({ timeout: patience });
  });
}

/** Shows a file of the workspace, in the tab that it has already. */
export async function showFile(host: HostWindow, name: string): Promise<void> {
  const tab = host.page.locator(`.tab[data-resource-name="${name}"]`).first();
  if ((await tab.count()) === 0) return host.openFile(name);
  await retry(`the tab of ${name} is active`, async (patience) => {
    await tab.click({ timeout: patience });
    await host.page
      .locator(`.tab.active[data-resource-name="${name}"]`)
      .first()
      .waitFor({ timeout: patience });
  });
}

/** The lines of the active editor's document, as far as they are in view. */
export const linesOf = (page: Page): Promise<string[]> =>
  page.locator('.editor-group-container.active .view-line').evaluateAll((all) =>
    all
      .map((line) => ({
        top: Number.parseFloat((line as HTMLElement).style.top),
        text: line.textContent ?? '',
      }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ').trim()),
  );

/** Whether the last stop of the undo stack may hold only a part of what was typed, so that one undo is not enough. */
export async function undoUntil(page: Page, done: () => Promise<boolean>): Promise<void> {
  await retry('the edit is undone', async (patience) => {
    if (await done()) return;
    await focusEditor(page);
    await page.keyboard.press('ControlOrMeta+Z');
    await waitUntil('the edit is undone', patience, done);
  });
}

const actionRows = (page: Page): Locator => page.locator('.action-widget .monaco-list-row');

/**
 * Opens the list of actions at the cursor, which shows what is known when it opens, and runs the one of a title, by
 * keyboard as the list asks for.
 */
export const applyAction = (page: Page, title: string): Promise<void> =>
  retry(`the action ${title} is run`, async (patience) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Period');
    await actAtList(page, title, patience);
  });

/** Runs an action of the list that is open; resolves when the list has gone. */
export async function actAtList(page: Page, title: string, patience: number): Promise<void> {
  await actionRows(page).filter({ hasText: title }).first().waitFor({ timeout: patience });
  const focused = async (): Promise<string> =>
    (await page.locator('.action-widget .monaco-list-row.focused').allTextContents()).join();
  for (let at = await focused(), steps = 0; !at.includes(title); at = await focused()) {
    if (steps++ === 40) throw new Error(`${title} cannot be reached`);
    await page.keyboard.press('ArrowDown');
    await waitUntil('the next action has the keyboard', patience, async () => (await focused()) !== at);
  }
  await page.keyboard.press('Enter');
  await page.locator('.action-widget').waitFor({ state: 'hidden', timeout: patience });
}

/** Clicks a row of the list that asks for a choice, until the list has gone. */
export async function pick(page: Page, text: string): Promise<void> {
  const widget = page.locator('.quick-input-widget');
  const row = widget.locator('.monaco-list-row', { hasText: text }).first();
  await row.waitFor();
  await retry(`${text} is picked`, async (patience) => {
    if (await widget.isVisible()) await row.click({ timeout: patience });
    await widget.waitFor({ state: 'hidden', timeout: patience });
  });
}

/** Waits for a notification that says something, and resolves with its words; it may go again by itself. */
export async function notification(page: Page, text: RegExp): Promise<string> {
  let said = '';
  await expect
    .poll(
      async () => {
        const all = await page.locator('.notification-toast').allTextContents();
        said = all.map(spaced).find((each) => text.test(each)) ?? '';
        return said;
      },
      { timeout: 180_000 },
    )
    .toMatch(text);
  return said;
}

export const clearNotifications = async (host: HostWindow): Promise<void> => {
  await host.runCommand('Notifications: Clear All Notifications');
  await expect.poll(() => host.page.locator('.notification-toast').count()).toBe(0);
};

/** What the status bar says about the document in view. */
export const verdictsOf = async (page: Page): Promise<string> =>
  (await page
    .locator('.statusbar-item[id="nabla.nabla.nabla.verdicts"]')
    .getAttribute('aria-label', { timeout: 500 })
    .catch(() => null)) ?? '';

const themeClasses: Readonly<Record<string, string>> = {
  'Default Dark Modern': 'vs-dark',
  'Default Light Modern': 'vs',
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
};

/** Chooses a colour theme by its title. */
export async function setTheme(host: HostWindow, title: string): Promise<void> {
  const { page } = host;
  const shown = title.replace('Default ', '');
  await retry(`the theme is ${title}`, async (patience) => {
    await host.runCommand('Preferences: Color Theme');
    const input = page.locator('.quick-input-widget input.input');
    await input.fill(shown, { timeout: patience });
    await pick(page, shown);
    await page.locator(`.monaco-workbench.${themeClasses[title]}`).waitFor({ timeout: patience });
  });
}

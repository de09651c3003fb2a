import type { Locator, Page } from 'playwright-core';
import { retry, waitUntil } from './retry';

const widget = (page: Page): Locator => page.locator('.quick-input-widget');
const inputOf = (page: Page): Locator => widget(page).locator('input.input');

/** A row by the beginning of what screen readers say about it: its label, then a comma before anything else. */
export const rowLabelled = (page: Page, label: string): Locator => {
  const text = JSON.stringify(label);
  const more = JSON.stringify(`${label},`);
  const row = '.quick-input-list .monaco-list-row';
  return page.locator(`${row}[aria-label=${text}], ${row}[aria-label^=${more}]`).first();
};

/** Opens the widget by a key, with a text in it. What was open in it before is closed. */
export async function openQuickInput(page: Page, key: string, text: string, patience: number): Promise<void> {
  await closeQuickInput(page, patience);
  await page.keyboard.press(key);
  const input = inputOf(page);
  await input.waitFor({ timeout: patience });
  await input.fill(text, { timeout: patience });
}

export async function closeQuickInput(page: Page, patience: number): Promise<void> {
  if (!(await widget(page).isVisible())) return;
  await page.keyboard.press('Escape');
  await widget(page).waitFor({ state: 'hidden', timeout: patience });
}

/** Chooses a row; resolves when the widget has gone or asks for something else. */
async function choose(page: Page, label: string, typed: string, patience: number): Promise<void> {
  await rowLabelled(page, label).click({ timeout: patience });
  await waitUntil(`${label} is chosen`, patience, async () => {
    // The window may be loaded anew by what was chosen.
    const shown = await inputOf(page)
      .inputValue({ timeout: 500 })
      .catch(() => undefined);
    return shown !== typed || !(await widget(page).isVisible());
  });
}

/** Runs a command by its title in the palette, which may not know it yet. */
export const runPaletteCommand = (page: Page, title: string): Promise<void> =>
  retry(`the palette runs ${title}`, async (patience) => {
    const typed = `>${title}`;
    await openQuickInput(page, 'F1', typed, patience);
    await choose(page, title, typed, patience);
  });

/** Opens a file by its path. */
export const openByPath = (page: Page, file: string): Promise<void> =>
  retry(`${file} is open`, async (patience) => {
    const name = file.split('/').at(-1)!;
    await openQuickInput(page, 'ControlOrMeta+P', file, patience);
    await choose(page, name, file, patience);
    await page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor({ timeout: patience });
    await page.locator('.editor-instance .view-lines').first().waitFor({ timeout: patience });
  });

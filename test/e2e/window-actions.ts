import type { Page } from 'playwright-core';
import type { HostWindow } from './host';

/** Puts the keyboard into the first editor. */
export async function focusEditor(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+1');
  await page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
}

/** Puts the cursor at a place, counted from 1. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget input');
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
  await focusEditor(page);
}

/** Shows the hover at a place, by keyboard as a person without a mouse does. */
export async function showHover(page: Page, line: number, column: number): Promise<void> {
  await goTo(page, line, column);
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.press('ControlOrMeta+I');
  await page.locator('.monaco-hover:not(.hidden)').first().waitFor();
}

const themeClasses: Readonly<Record<string, string>> = {
  'Default Dark Modern': 'vs-dark',
  'Default Light Modern': 'vs',
  'Dark High Contrast': 'hc-black',
  'Light High Contrast': 'hc-light',
};

/** Chooses a colour theme by its title. */
export async function setTheme(host: HostWindow, title: string): Promise<void> {
  const { page } = host;
  await host.runCommand('Preferences: Color Theme');
  const input = page.locator('.quick-input-widget input');
  await input.fill(title.replace('Default ', ''));
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: title.replace('Default ', '') })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator(`.monaco-workbench.${themeClasses[title]}`).waitFor();
}

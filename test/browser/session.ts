import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchChromium } from '../e2e/host/chromium';
import { openPanel, type Panel } from './page';

let browser: Browser;
let panel: Panel;

/** Starts a browser for the tests of a file, and closes each test's panel. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(() => panel.close());
}

/** Opens the panel that the functions below look at. */
export async function open(options?: Parameters<typeof openPanel>[1]): Promise<Panel> {
  panel = await openPanel(browser, options);
  return panel;
}

/** The selector of the node with a name. */
export const node = (name: string): string => `.node[data-name=${JSON.stringify(name)}]`;

/** The name of the node that has the focus. */
export const focused = (): Promise<string | undefined> =>
  panel.page.evaluate(() => (document.activeElement as HTMLElement | SVGElement).dataset.name);

/** Where the drawing is moved to, and how large it is. */
export const transform = (): Promise<string> =>
  panel.page.evaluate(() => document.querySelector<SVGGElement>('.world')!.style.transform);

export const texts = (selector: string): Promise<readonly string[]> =>
  panel.page.$$eval(selector, (elements) => elements.map((element) => element.textContent ?? ''));

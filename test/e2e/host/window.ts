import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { launchChromium } from './chromium';
import { openByPath, runPaletteCommand } from './quick-input';
import { type HostOptions, type Server, startServer } from './server';

export interface WindowOptions extends HostOptions {
  /** Size of the window in CSS pixels; 1280 by 800 when absent. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Device pixels per CSS pixel; 2 makes sharp screenshots. */
  readonly scale?: number;
}

export interface HostWindow {
  readonly page: Page;
  /** The copy of the workspace that is open. */
  readonly workspace: string;
  /** Opens a file of the workspace by its path in it. */
  openFile(file: string): Promise<void>;
  /** Runs a command by its title in the palette, such as `Nabla: Show Graph`. */
  runCommand(title: string): Promise<void>;
  /** The document inside the webview whose body has an element that fits the selector; waits for it. */
  webview(selector: string): Promise<FrameLocator>;
  /** What the server and the page's console printed so far. */
  output(): string;
  close(): Promise<void>;
}

/** Milliseconds that a window on a busy machine may take for anything. */
const PATIENCE = 120_000;

/** Opens the page and closes the browser with the server, whichever way it goes. */
export async function openWindow(
  server: Server,
  options: WindowOptions,
  beforeLoad: (page: Page) => Promise<string>,
): Promise<{ page: Page; output(): string; close(): Promise<void> }> {
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server.close();
  };
  try {
    browser = await launchChromium();
    const context = await browser.newContext({
      viewport: options.size ?? { width: 1280, height: 800 },
      deviceScaleFactor: options.scale ?? 1,
    });
    context.setDefaultTimeout(PATIENCE);
    context.setDefaultNavigationTimeout(PATIENCE);
    const page = await context.newPage();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    page.on('pageerror', (error) => lines.push(String(error)));
    await page.goto(await beforeLoad(page));
    return { page, output: () => `${server.output()}\n${lines.join('\n')}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts VS Code on a copy of the workspace and opens its window. The caller closes it. */
export async function startHost(options: WindowOptions): Promise<HostWindow> {
  const server = await startServer(options);
  const window = await openWindow(server, options, async () => server.url);
  const { page } = window;
  try {
    await page.locator('.monaco-workbench .statusbar').waitFor();
  } catch (error) {
    const { output, close } = window;
    await close();
    throw new Error(`The window did not open: ${String(error)}\n${output()}`);
  }
  return {
    ...window,
    workspace: server.workspace,
    openFile: (file) => openByPath(page, path.resolve(server.workspace, file)),
    runCommand: (title) => runPaletteCommand(page, title),
    async webview(selector) {
      const frames = page.locator('iframe.webview.ready');
      for (let attempt = 0; attempt < 1200; attempt++) {
        for (let index = 0; index < (await frames.count()); index++) {
          const inner = frames.nth(index).contentFrame().frameLocator('#active-frame');
          // A frame may go while it is looked at.
          const found = await inner
            .locator(selector)
            .count()
            .catch(() => 0);
          if (found > 0) return inner;
        }
        await page.waitForTimeout(100);
      }
      throw new Error(`No webview shows ${selector}`);
    },
  };
}

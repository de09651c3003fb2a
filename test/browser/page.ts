import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { GraphView } from '../../src/protocol/graph-view';
import type { FromPanel, PanelState, ToPanel } from '../../src/protocol/panel';
import { panelHtml } from '../../src/protocol/panel-html';
import { type Theme, themes } from './themes';

const root = path.resolve(import.meta.dirname, '..', '..');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** The extension's files at an origin other than the page's, as in the editor. */
function fileServer(): Server {
  return createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://files').pathname;
    const file = path.join(root, name);
    const type = types[path.extname(file)];
    if (!/^\/(dist|media)\/[\w./-]+$/.test(name) || type === undefined) {
      response.writeHead(404).end();
      return;
    }
    readFile(file).then(
      (content) =>
        response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
}

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });

interface Options {
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  readonly state?: PanelState;
  readonly reducedMotion?: boolean;
  /** Where the page looks for the layout program. */
  readonly worker?: string;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
}

export interface Panel {
  readonly page: Page;
  send(message: ToPanel): Promise<void>;
  /** Sends a graph and waits until it is drawn. */
  draw(view: GraphView): Promise<void>;
  /** What the panel sent so far. */
  sent(): Promise<readonly FromPanel[]>;
  state(): Promise<PanelState | undefined>;
  /** Violations of the content security policy, errors of scripts and errors on the console. */
  troubles(): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface Stub {
  sent: FromPanel[];
  state: PanelState | undefined;
  violations: string[];
}

declare global {
  interface Window {
    stub: Stub;
  }
}

/** Opens the built panel in a page like the editor's webview: its policy, its theme, its interface for messages. */
export async function openPanel(browser: Browser, options: Options = {}): Promise<Panel> {
  const files = fileServer();
  const filesOrigin = await listen(files);
  const content = panelHtml({
    scriptUri: `${filesOrigin}/dist/webview.js`,
    workerUri: `${filesOrigin}/dist/${options.worker ?? 'worker.js'}`,
    styleUri: `${filesOrigin}/media/panel.css`,
    nonce: 'r4nd0m',
    cspSource: filesOrigin,
  });
  const pages = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(content),
  );
  const origin = await listen(pages);
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1100, height: 720 },
    deviceScaleFactor: options.scale ?? 1,
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
  });
  const theme = options.theme ?? 'dark';
  await page.addInitScript(
    ({ variables, className, state }) => {
      const stub: Stub = { sent: [], state, violations: [] };
      window.stub = stub;
      window.addEventListener('securitypolicyviolation', (event) => {
        stub.violations.push(`${event.violatedDirective} blocked ${event.blockedURI}`);
      });
      Object.assign(window, {
        acquireVsCodeApi: () => ({
          postMessage: (message: FromPanel) => stub.sent.push(message),
          getState: () => stub.state,
          setState: (next: PanelState) => {
            stub.state = next;
          },
        }),
      });
      new MutationObserver((_, observer) => {
        if (document.body === null) return;
        document.body.className = className;
        for (const [name, value] of Object.entries(variables)) {
          document.documentElement.style.setProperty(name, value);
        }
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    },
    {
      variables: themes[theme],
      className:
        theme === 'high-contrast-light'
          ? 'vscode-high-contrast vscode-high-contrast-light'
          : `vscode-${theme}`,
      state: options.state,
    },
  );
  await page.goto(origin);
  await page.waitForFunction(() => window.stub.sent.some(({ type }) => type === 'ready'));
  let drawn = 0;
  const send = (message: ToPanel): Promise<void> =>
    page.evaluate((data) => window.postMessage(data, '*'), message);
  return {
    page,
    send,
    async draw(view) {
      // The number on the scene says which view is shown.
      drawn++;
      await send({ type: 'graph', view: { ...view, version: drawn } });
      await page.waitForSelector(`#nabla-panel[data-version="${drawn}"] .world`, { state: 'attached' });
    },
    sent: () => page.evaluate(() => window.stub.sent),
    async state() {
      // The panel saves with a short delay.
      await page.waitForTimeout(200);
      return page.evaluate(() => window.stub.state);
    },
    troubles: async () => [...errors, ...(await page.evaluate(() => window.stub.violations))],
    async close() {
      await context.close();
      files.close();
      pages.close();
    },
  };
}

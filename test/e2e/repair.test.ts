import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { builtVsix, type HostWindow, startHost, usesElectron } from './host';
import { cachePath } from './host/paths';
import { seenIn } from './seen';
import { applyAction, goTo, linesOf, showFile, showHover, verdictsOf } from './window-actions';

/** A right derivative, what somebody makes of it, and what the editor says then. */
interface Break {
  readonly file: string;
  readonly text: string;
  readonly right: string;
  readonly wrong: string;
  readonly message: RegExp;
}

const breaks: readonly Break[] = [
  {
    file: 'neuron.nabla',
    text: 'w, x, t : R\ny = sigmoid(w*x)\nL = (y - t)^2\ndL/dw = 2*(y - t)*y*(1 - y)*x\n',
    right: 'dL/dw = 2*(y - t)*y*(1 - y)*x',
    wrong: 'dL/dw = 2*(y - t)*(1 - y)*x',
    message: /dL\/dw is wrong\. At .*: \S+ is right, \S+ is claimed\..*y.? is missing/,
  },
  {
    file: 'product.md',
    text: '# A product\n\nIts slope has two terms:\n\n```nabla\ny = x^2*sin(x)\ndy/dx = 2*x*sin(x) + x^2*cos(x)\n```\n',
    right: 'dy/dx = 2*x*sin(x) + x^2*cos(x)',
    wrong: 'dy/dx = 2*x*sin(x) + x^2*sin(x)',
    message: /dy\/dx is wrong\. At x = \S+: \S+ is right, \S+ is claimed\..*sin\(x\).? should be .*cos\(x\)/,
  },
  {
    file: 'layer.py',
    text: "def backward(W, x):\n    # @grad a layer\n    # W : 2x3\n    # z = W*x\n    # h = tanh(z)\n    # L = sum(h)\n    # dL/dW = (1 - h.^2)*x'\n    return outer(1 - tanh(W @ x) ** 2, x)\n",
    right: "# dL/dW = (1 - h.^2)*x'",
    wrong: "# dL/dW = (1 - z.^2)*x'",
    message: /dL\/dW is wrong\. .* is right, .* is claimed .*z.? should be .?h/,
  },
];

const folder = cachePath('e2e', 'repair-workspace');
let host: HostWindow;
let page: Page;

/** A derivative is broken by typing, its message read and its repair chosen by keyboard. */
const seen = seenIn(() => page);

beforeAll(async () => {
  if (usesElectron) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { file, text } of breaks) await writeFile(path.join(folder, file), text);
  host = await startHost({
    vsix: builtVsix,
    workspace: folder,
    settings: {
      'workbench.colorTheme': 'Default Dark Modern',
      'nabla.hints.adjoints': false,
      'nabla.hints.values': false,
      'nabla.hints.shapes': false,
      'editor.quickSuggestions': { comments: 'off', strings: 'off', other: 'off' },
      // What is read is in the document, and not drawn beside it.
      'testing.gutterEnabled': false,
    },
  });
  page = host.page;
});
afterAll(() => host?.close());

const squiggleCount = (): Promise<number> => page.locator('.squiggly-error').count();

/** The columns, counted from 0, that the first squiggle spans on a line of text; undefined where there is none. */
const squiggleOn = (line: string): Promise<{ start: number; end: number } | undefined> =>
  page.evaluate((wanted) => {
    const spans = [...document.querySelectorAll('.editor-group-container.active .view-line > span')];
    const span = spans.find((each) => each.textContent?.replaceAll('\u00a0', ' ').trim() === wanted);
    const squiggle = document.querySelector('.editor-group-container.active .squiggly-error');
    if (span === undefined || squiggle === null) return undefined;
    const box = span.getBoundingClientRect();
    const mark = squiggle.getBoundingClientRect();
    const column = (x: number): number =>
      Math.round(((x - box.left) / box.width) * span.textContent!.length) -
      (span.textContent!.length - wanted.length);
    return { start: column(mark.left), end: column(mark.right) };
  }, line);

/** The place where two texts begin to differ. */
const firstDifference = (a: string, b: string): number => [...a].findIndex((letter, i) => letter !== b[i]);

for (const { file, text, right, wrong, message } of breaks) {
  seen(`a derivative in ${file} is broken, explained and repaired`, async () => {
    const lines = text.split('\n');
    const index = lines.findIndex((line) => line.trim() === right);
    const [line, indent] = [index + 1, lines[index]!.length - right.length];
    const at = firstDifference(right, wrong);

    await showFile(host, file);
    await expect.poll(() => verdictsOf(page)).toMatch(/1 agrees?\b/);
    expect(await squiggleCount()).toBe(0);

    await goTo(page, line, indent + 1);
    await page.keyboard.press('Shift+End');
    await page.keyboard.type(wrong);
    await expect.poll(async () => (await linesOf(page))[index]).toBe(wrong);
    await expect.poll(squiggleCount).toBe(1);
    await expect.poll(() => verdictsOf(page)).toMatch(/1 disagrees?\b/);
    const side = wrong.indexOf('= ') + 2;
    await expect
      .poll(async () => {
        const found = await squiggleOn(wrong);
        return found !== undefined && side <= found.start && found.start <= at && at < found.end;
      })
      .toBe(true);

    await showHover(page, line, indent + at + 1, message);
    await applyAction(page, 'Replace by');
    await expect.poll(squiggleCount).toBe(0);
    await expect.poll(() => verdictsOf(page)).toMatch(/1 agrees?\b/);
    await expect.poll(async () => (await linesOf(page))[index]).not.toBe(wrong);
    // Nothing but the claim's line has changed.
    const rest = (all: readonly string[]): string[] =>
      all.map((each) => each.trim()).filter((_, i) => i !== index);
    expect(rest(await linesOf(page))).toEqual(rest(lines));
  });
}

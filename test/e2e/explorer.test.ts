import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtVsix, type HostWindow, startHost, usesElectron } from './host';
import { cachePath } from './host/paths';
import { goTo } from './window-actions';

/** The Test Explorer as a person sees and uses it. */
const seen = (title: string, run: () => Promise<void>): void =>
  test.skipIf(usesElectron)(title, async ({ onTestFailed }) => {
    onTestFailed(async () => {
      const picture = cachePath('e2e', `${title.replaceAll(/\W+/g, '-')}.png`);
      await page.screenshot({ path: picture });
      console.log(`The window at the failure: ${picture}`);
    });
    await run();
  });

const WRONG = 'wrong.nabla';
const folder = cachePath('e2e', 'explorer-workspace');
const files: Readonly<Record<string, string>> = {
  [WRONG]:
    '# one path\ny = x^2\ndy/dx = 3*x\ndy/dx = 2*x\n---\n# no claim that can be judged\nz = w*q\ndu/dw = q\n',
  'right.md': '# Notes\n\n```nabla\ny = sin(x)\ndy/dx = cos(x)\n```\n',
  'code.py': '# @grad a loss\n# L = (y - t)^2\n# dL/dy = 2*(y - t)\n\ny = 3\n',
  'other.py': 'print("no sheet")\n',
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
    settings: { 'workbench.colorTheme': 'Default Dark Modern' },
  });
  page = host.page;
});
afterAll(() => host?.close());

/** The rows of the explorer as screen readers tell them: name, description and state. */
const rows = (): Promise<string[]> =>
  page
    .locator('.test-explorer .monaco-list-row')
    .evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
const row = (name: string): Locator =>
  page.locator('.test-explorer .monaco-list-row').filter({ hasText: name }).first();

/** Opens what an item holds. */
async function unfold(name: string): Promise<void> {
  const item = row(name);
  if ((await item.getAttribute('aria-expanded')) === 'true') return;
  await item.locator('.monaco-tl-twistie').click();
  await expect.poll(() => item.getAttribute('aria-expanded')).toBe('true');
}

const banner = (): Locator => page.locator('.test-error-content-widget');

seen('an open document has its verdicts beside the lines, and no message in between', async () => {
  await host.openFile(WRONG);
  await page.locator('.testing-run-glyph.codicon-testing-failed-icon').first().waitFor();
  await page.locator('.testing-run-glyph.codicon-testing-passed-icon').first().waitFor();
  expect(await banner().count()).toBe(0);
});

seen('the explorer lists the files with sheets, and what they claim when they are unfolded', async () => {
  await page.locator('.activitybar .action-label[aria-label="Testing"]').click();
  await expect
    .poll(rows)
    .toEqual(['code.py (Not yet run)', 'right.md (Not yet run)', 'wrong.nabla (Failed)']);
  await unfold('code.py');
  await unfold('a loss');
  await expect.poll(rows).toContain('dL/dy = 2*(y - t) (Not yet run)');
});

seen('all claims are run', async () => {
  await host.runCommand('Test: Run All Tests');
  await expect.poll(rows).toContain('dL/dy = 2*(y - t) (Passed)');
  await expect.poll(rows).toContain('right.md (Passed)');
  await unfold(WRONG);
  await unfold('one path');
  await unfold('no claim that can be judged');
  await expect.poll(rows).toContain('dy/dx = 2*x (Passed)');
  expect((await rows()).at(-1)).toMatch(/u is not defined in this sheet.*\(Skipped\)/);
  expect(await row('du/dw = q').textContent()).toContain('u is not defined');
});

seen('a failure shows what is expected and what is claimed', async () => {
  await expect.poll(() => banner().first().textContent()).toContain('3*x != 2*x');
  await row('dy/dx = 3*x').dblclick();
  const peek = page.locator('.test-output-peek, .zone-widget').first();
  await peek.waitFor();
  await expect
    .poll(() => peek.textContent())
    .toMatch(/dy\/dx is wrong\. At x = .*2\*x.*Expected.*3\*x.*Actual/);
  await page.keyboard.press('Escape');
});

seen('results follow edits', async () => {
  await goTo(page, 3, 11);
  await page.keyboard.press('End');
  await page.keyboard.type('^2');
  await expect.poll(async () => (await rows()).some((label) => /3\*x\^2.*\(Failed\)/.test(label))).toBe(true);
  for (let i = 0; i < 5; i++) await page.keyboard.press('Backspace');
  await page.keyboard.type('2*x');
  await expect.poll(rows).toContain('wrong.nabla (Passed)');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
  await page.keyboard.type('7*x');
  await expect.poll(rows).toContain('wrong.nabla (Failed)');
});

seen('failed claims are run again', async () => {
  await host.runCommand('Test: Rerun Failed Tests');
  const tree = page.locator('.test-output-peek-tree .monaco-list-row');
  await expect.poll(() => tree.allTextContents().then((all) => all.join())).toMatch(/dy\/dx = 7\*x/);
});

seen('files that come and go are listed', async () => {
  await writeFile(`${host.workspace}/new.nabla`, 'y = x^3\ndy/dx = 3*x^2\n');
  await expect.poll(rows, { timeout: 10_000 }).toContain('new.nabla (Not yet run)');
  await rm(`${host.workspace}/new.nabla`);
  await expect.poll(rows, { timeout: 10_000 }).not.toContain('new.nabla (Not yet run)');
});

seen('a run can be cancelled', async () => {
  // All files together take minutes, so that the run is far from its end when it is cancelled, however slow the window is.
  const sheet = `W : 60x40\nx : R^40\nh = tanh(W*x)\nL = sum(h.^2)\n${"dL/dW = h*x'\n".repeat(4)}`;
  const names = Array.from({ length: 1500 }, (_, i) => `copy-${i}.nabla`);
  await Promise.all(names.map((name) => writeFile(`${host.workspace}/${name}`, sheet)));
  await host.runCommand('Test: Refresh Tests');
  await expect.poll(rows, { timeout: 30_000 }).toContain('copy-0.nabla (Not yet run)');
  await host.runCommand('Test: Run All Tests');
  await expect.poll(rows, { timeout: 30_000 }).toContain('copy-0.nabla (Failed)');
  await page.keyboard.press('Control+;');
  await page.keyboard.press('Control+X');
  await page.locator('.action-label[aria-label="Run Tests"]').first().waitFor();
  // Files are checked in the order of their names, this one as the last but a hundred; the rows follow a moment after the run.
  await expect.poll(rows, { timeout: 30_000 }).toContain('copy-9.nabla (Not yet run)');
});

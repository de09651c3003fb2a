import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { builtVsix, type HostWindow, retry, startHost, usesElectron } from './host';
import { cachePath } from './host/paths';
import { seenIn } from './seen';
import { goTo, linesOf } from './window-actions';

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

/** The Test Explorer as a person sees and uses it. */
const seen = seenIn(() => page);

beforeAll(async () => {
  if (usesElectron) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  host = await startHost({
    vsix: builtVsix,
    workspace: folder,
    settings: {
      'workbench.colorTheme': 'Default Dark Modern',
      // The rows stay where they are while claims are checked.
      'testing.followRunningTest': false,
    },
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

/** Opens what an item holds. The row is drawn anew with every result. */
const unfold = (name: string): Promise<void> =>
  retry(`${name} is unfolded`, async (patience) => {
    const item = row(name);
    if ((await item.getAttribute('aria-expanded', { timeout: patience })) === 'true') return;
    await item.locator('.monaco-tl-twistie').click({ timeout: patience });
    await expect
      .poll(() => item.getAttribute('aria-expanded', { timeout: patience }), { timeout: patience })
      .toBe('true');
  });

/** The text of the claim's line, typed anew. */
async function claim(text: string): Promise<void> {
  await goTo(page, 3, 1);
  await page.keyboard.press('Shift+End');
  await page.keyboard.type(text);
  await expect.poll(async () => (await linesOf(page))[2]).toContain(text);
}

const banner = (): Locator => page.locator('.test-error-content-widget');

seen('an open document has its verdicts beside the lines, and no message in between', async () => {
  await host.openFile(WRONG);
  await page.locator('.testing-run-glyph.codicon-testing-failed-icon').first().waitFor();
  await page.locator('.testing-run-glyph.codicon-testing-passed-icon').first().waitFor();
  expect(await banner().count()).toBe(0);
});

seen('the explorer lists the files with sheets, and what they claim when they are unfolded', async () => {
  await host.runCommand('View: Show Testing');
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
  await expect.poll(async () => (await rows()).at(-1)).toMatch(/u is not defined in this sheet.*\(Skipped\)/);
  await expect.poll(() => row('du/dw = q').textContent()).toContain('u is not defined');
});

seen('a failure shows what is expected and what is claimed', async () => {
  await expect.poll(() => banner().first().textContent()).toContain('3*x != 2*x');
  const peek = page
    .locator('.test-output-peek, .zone-widget')
    .filter({ hasText: /dy\/dx is wrong\. At x = .*2\*x.*Expected.*3\*x.*Actual/ })
    .first();
  await retry('the failure is shown', async (patience) => {
    await row('dy/dx = 3*x').dblclick({ timeout: patience });
    await peek.waitFor({ timeout: patience });
  });
  await retry('the failure is closed', async (patience) => {
    if (await peek.isVisible()) await peek.locator('.codicon-close').first().click({ timeout: patience });
    await peek.waitFor({ state: 'hidden', timeout: patience });
  });
});

seen('results follow edits', async () => {
  await claim('dy/dx = 3*x^2');
  await expect.poll(async () => (await rows()).some((label) => /3\*x\^2.*\(Failed\)/.test(label))).toBe(true);
  await claim('dy/dx = 2*x');
  await expect.poll(rows).toContain('wrong.nabla (Passed)');
  await claim('dy/dx = 7*x');
  await expect.poll(rows).toContain('wrong.nabla (Failed)');
});

seen('failed claims are run again', async () => {
  await host.runCommand('Test: Rerun Failed Tests');
  const tree = page.locator('.test-output-peek-tree .monaco-list-row');
  await expect.poll(() => tree.allTextContents().then((all) => all.join())).toMatch(/dy\/dx = 7\*x/);
});

seen('files that come and go are listed', async () => {
  await writeFile(`${host.workspace}/new.nabla`, 'y = x^3\ndy/dx = 3*x^2\n');
  await expect.poll(rows).toContain('new.nabla (Not yet run)');
  await rm(`${host.workspace}/new.nabla`);
  await expect.poll(rows).not.toContain('new.nabla (Not yet run)');
});

seen('a run can be cancelled', async () => {
  // The first file is checked at once, each other one takes seconds: the run is far from its end when it is cancelled.
  const sheet = 'W : 60x40\nx : R^40\nh = tanh(W*x)\nL = sum(h.^2)\n';
  const names = Array.from({ length: 20 }, (_, i) => `a-${String(i).padStart(2, '0')}.nabla`);
  for (const [i, name] of names.entries()) {
    await writeFile(`${host.workspace}/${name}`, sheet + "dL/dW = h*x'\n".repeat(i === 0 ? 1 : 20));
  }
  await host.runCommand('Test: Refresh Tests');
  await expect.poll(rows).toEqual(expect.arrayContaining(names.map((name) => `${name} (Not yet run)`)));
  await host.runCommand('Test: Run All Tests');
  await expect.poll(rows).toContain('a-00.nabla (Failed)');
  await retry('the run is cancelled', async (patience) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+;');
    await page.keyboard.press('Control+X');
    await page
      .locator('.action-label[aria-label="Run Tests"]')
      .first()
      .waitFor({ timeout: patience * 3 });
  });
  // Files are checked in the order of their names.
  await expect.poll(rows).toContain('a-19.nabla (Not yet run)');
  await expect.poll(rows).toContain('wrong.nabla (Failed)');
});

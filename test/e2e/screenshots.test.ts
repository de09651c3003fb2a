import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { builtVsix, projectRoot, retry, startHost, usesElectron } from './host';
import { cachePath } from './host/paths';
import { goTo, showHover, verdictsOf } from './window-actions';

/** The README's pictures. Drawn only by `npm run screenshots`, for a picture differs a little on every machine. */
const wanted = process.env.NABLA_SCREENSHOTS !== undefined && !usesElectron;

/** High contrast is drawn into the cache folder, to be looked at; the README shows the others. */
const themes = [
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
  ['high-contrast', 'Default High Contrast'],
] as const;

const NEURON = `# A logistic neuron
x = 2
w = 0.5
t = 0

z = w*x
y = sigmoid(z)
L = (y - t)^2

dL/dy = 2*(y - t)
dL/dz = dL/dy*(1 - y)
dL/dw = dL/dz*x
dL/dt = ?
`;

const files: Readonly<Record<string, string>> = {
  'neuron.nabla': NEURON,
  'attention.md':
    '# One query\n\n```nabla\ns = q*k\np = sigmoid(s)\nv : R\no = p*v\ndo/dv = p\ndo/dk = p*(1 - p)*v*q\n```\n',
  'layer.py': `def backward(W, x):
    # @grad a layer of two units
    # W = [[0.5, 0, 0.5], [0, 1, 1]]
    # x = [1, 0, 1]
    # z = W*x
    # h = tanh(z)
    # L = sum(h)
    # dL/dh = ones(2)
    # dL/dW = (1 - z.^2)*x'
    h = np.tanh(W @ x)
    return np.outer(1 - h**2, x)
`,
};

const folder = cachePath('e2e', 'screenshots-workspace');
const pictureOf = (name: string): string =>
  name.endsWith('high-contrast')
    ? cachePath('e2e', `${name}.png`)
    : path.join(projectRoot, 'media', 'screenshots', `${name}.png`);

const settings = {
  'workbench.layoutControl.enabled': false,
  'breadcrumbs.enabled': false,
  'editor.fontSize': 15,
  'editor.hover.above': false,
  'editor.lightbulb.enabled': 'off',
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.renderLineHighlight': 'none',
  'editor.scrollbar.horizontal': 'hidden',
  'testing.automaticallyOpenTestResults': 'neverOpen',
  'testing.followRunningTest': false,
};

beforeAll(async () => {
  if (!wanted) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await mkdir(path.dirname(pictureOf('dark')), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
});

test.skipIf(!wanted).each(themes)(
  'a mistake with its message, beside the graph, in %s',
  async (name, theme) => {
    const host = await startHost({
      vsix: builtVsix,
      workspace: folder,
      // Room for the message beside the graph.
      size: { width: 1680, height: 640 },
      scale: 1.5,
      settings: {
        ...settings,
        'workbench.colorTheme': theme,
        'workbench.activityBar.location': 'hidden',
        'testing.gutterEnabled': false,
      },
    });
    try {
      const { page } = host;
      await host.runCommand('View: Close Primary Side Bar');
      await host.openFile('neuron.nabla');
      await expect.poll(() => verdictsOf(page)).toMatch(/1 disagrees?/);
      await host.runCommand('Nabla: Show Graph');
      const panel = await host.webview('.node');
      await panel.locator('.node[data-name="L"]').waitFor();
      await showHover(page, 11, 9, 'is missing');
      await page.locator('.monaco-hover:not(.hidden) img').first().waitFor();
      // Pictures are decoded, and animations come to an end.
      await page.waitForTimeout(2000);
      await page.screenshot({ path: pictureOf(name) });
    } finally {
      await host.close();
    }
  },
);

test.skipIf(!wanted).each(themes)('the Test Explorer in %s', async (name, theme) => {
  const host = await startHost({
    vsix: builtVsix,
    workspace: folder,
    size: { width: 1200, height: 560 },
    scale: 1.5,
    settings: { ...settings, 'workbench.colorTheme': theme, 'editor.inlayHints.enabled': 'off' },
  });
  try {
    const { page } = host;
    await host.openFile('layer.py');
    await expect.poll(() => verdictsOf(page)).toMatch(/1 disagrees?/);
    await host.runCommand('View: Show Testing');
    const row = (text: string) =>
      page.locator('.test-explorer .monaco-list-row').filter({ hasText: text }).first();
    await row('neuron.nabla').waitFor();
    await host.runCommand('Test: Run All Tests');
    for (const item of [
      'neuron.nabla',
      'A logistic neuron',
      'layer.py',
      'a layer of two',
      'attention.md',
      'One query',
    ]) {
      await retry(`${item} is unfolded`, async (patience) => {
        if ((await row(item).getAttribute('aria-expanded', { timeout: patience })) !== 'true') {
          await row(item).locator('.monaco-tl-twistie').click({ timeout: patience });
        }
        await expect
          .poll(() => row(item).getAttribute('aria-expanded', { timeout: patience }), { timeout: patience })
          .toBe('true');
      });
    }
    await retry('the failure is shown', async (patience) => {
      await row('dL/dW').dblclick({ timeout: patience });
      await page.locator('.zone-widget', { hasText: 'Expected' }).first().waitFor({ timeout: patience });
    });
    await goTo(page, 1, 1);
    await page.mouse.move(1, 1);
    await page.waitForTimeout(2000);
    await page.screenshot({ path: pictureOf(`tests-${name}`) });
  } finally {
    await host.close();
  }
});

import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import vsce from '@vscode/vsce';
import { beforeAll, expect, test } from 'vitest';
import { runInHost, startHost, usesElectron } from './host';
import { cachePath, harnessPath } from './host/paths';

const vsix = cachePath('e2e', 'probe.vsix');
const workspace = harnessPath('self-test', 'workspace');

beforeAll(async () => {
  await mkdir(path.dirname(vsix), { recursive: true });
  await vsce.createVSIX({
    cwd: harnessPath('self-test', 'extension'),
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
});

test('a suite runs inside the extension host and tells what failed', async () => {
  const { tests } = await runInHost('test/e2e/host/self-test/suite.ts', {
    vsix,
    workspace,
    env: { PROBE: 'left' },
  });
  expect(tests.map(({ state }) => state)).toEqual(['passed', 'failed']);
  expect(tests[1]?.error).toContain('left');
});

test.skipIf(usesElectron)(
  'the window shows squiggles, settings and webviews, and edits stay in the copy',
  async () => {
    const host = await startHost({
      vsix,
      workspace,
      settings: { 'workbench.colorTheme': 'Default High Contrast' },
    });
    try {
      await host.openFile('note.txt');
      await host.page.locator('.squiggly-error').waitFor();
      await host.page.locator('.monaco-workbench.hc-black').waitFor();
      await host.runCommand('Probe: Panel');
      const panel = await host.webview('#probe');
      await expect.poll(() => panel.locator('#probe').textContent()).toBe('seen');
      expect(host.workspace).not.toBe(workspace);
      expect(await readFile(`${host.workspace}/note.txt`, 'utf8')).toContain('wrong');
    } finally {
      await host.close();
    }
  },
);

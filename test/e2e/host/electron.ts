import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { runCommand, runNpm } from './command';
import { cachePath, harnessPath } from './paths';
import { type HostOptions, prepareRun } from './server';

/** The last version that runs on Node 20. It is fetched on demand, for only few contributors need it. */
const testElectron = '@vscode/test-electron@2.5.2';

/** What is used of `@vscode/test-electron`. */
interface TestElectron {
  downloadAndUnzipVSCode(options: { version: string; cachePath: string }): Promise<string>;
  resolveCliArgsFromVSCodeExecutablePath(executable: string): string[];
  runTests(options: {
    vscodeExecutablePath: string;
    extensionDevelopmentPath: string;
    extensionTestsPath: string;
    extensionTestsEnv: Readonly<Record<string, string | undefined>>;
    launchArgs: readonly string[];
  }): Promise<number>;
}

async function getTestElectron(): Promise<TestElectron> {
  const folder = cachePath('test-electron');
  if (!existsSync(path.join(folder, 'node_modules', '@vscode', 'test-electron'))) {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'package.json'), '{"private":true}\n');
    await runNpm(['install', '--no-audit', '--no-fund', testElectron], folder);
  }
  return createRequire(path.join(folder, 'package.json'))('@vscode/test-electron') as TestElectron;
}

/** Runs the suite in a desktop VS Code, downloaded into the cache folder. Its output goes to the terminal. */
export async function runInElectron(options: HostOptions): Promise<string> {
  const electron = await getTestElectron();
  const vscodeExecutablePath = await electron.downloadAndUnzipVSCode({
    version: process.env.VSCODE_E2E_VERSION ?? 'stable',
    cachePath: cachePath('test-electron', 'vscode'),
  });
  const { folder, workspace } = await prepareRun(options);
  const folders = [
    `--user-data-dir=${path.join(folder, 'data')}`,
    `--extensions-dir=${path.join(folder, 'extensions')}`,
  ];
  try {
    if (options.vsix !== undefined) {
      const [cli, ...args] = electron.resolveCliArgsFromVSCodeExecutablePath(vscodeExecutablePath);
      await runCommand(cli!, [...args, ...folders, '--install-extension', options.vsix, '--force'], {
        cwd: folder,
      });
    }
    await electron.runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: harnessPath('extension'),
      extensionTestsPath: harnessPath('runner.cjs'),
      extensionTestsEnv: options.env ?? {},
      launchArgs: [workspace, ...folders, ...(options.untrusted ? [] : ['--disable-workspace-trust'])],
    });
  } catch (error) {
    // A failed test rejects, too; its results are on the disk, and what is missing there is told by the caller.
    return String(error);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
  return '';
}

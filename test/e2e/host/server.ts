import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from './command';
import { getServer } from './get-server';
import { harnessPath, projectRoot } from './paths';

export interface HostOptions {
  /** The absolute path of the package to install; none when absent. */
  readonly vsix?: string;
  /** A folder, seen from the project's; the host opens a copy of it, so that tests may edit and delete. */
  readonly workspace: string;
  /** User settings beside those that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Opens the folder in restricted mode. */
  readonly untrusted?: boolean;
  /** Environment variables for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Server {
  /** The address of the window. */
  readonly url: string;
  /** The host and port that `vscode-remote:` URIs name. */
  readonly authority: string;
  /** The copy of the workspace that is open. */
  readonly workspace: string;
  /** What the server printed so far. */
  output(): string;
  /** Ends the server with all it started and removes its files. */
  close(): Promise<void>;
}

/** Settings without which the window opens tips and asks questions. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'window.commandCenter': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'editor.minimap.enabled': false,
  'git.enabled': false,
};

/** A fresh folder for one run, with a copy of the workspace and the user's settings. */
export async function prepareRun(options: HostOptions): Promise<{ folder: string; workspace: string }> {
  const folder = await mkdtemp(path.join(await realpath(tmpdir()), 'nabla-host-'));
  const source = path.resolve(projectRoot, options.workspace);
  const workspace = path.join(folder, path.basename(source));
  await cp(source, workspace, { recursive: true });
  await mkdir(path.join(folder, 'data', 'User'), { recursive: true });
  await mkdir(path.join(folder, 'data', 'data', 'User'), { recursive: true });
  const settings = JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2);
  // The desktop application reads the first, the server the second.
  await writeFile(path.join(folder, 'data', 'User', 'settings.json'), settings);
  await writeFile(path.join(folder, 'data', 'data', 'User', 'settings.json'), settings);
  return { folder, workspace };
}

/** Starts the VS Code server with the workspace, and resolves when it answers. */
export async function startServer(options: HostOptions): Promise<Server> {
  const main = await getServer();
  const { folder, workspace } = await prepareRun(options);
  const folders = [
    '--server-data-dir',
    path.join(folder, 'data'),
    '--extensions-dir',
    path.join(folder, 'extensions'),
    '--accept-server-license-terms',
  ];
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', ...options.env };
  if (options.vsix !== undefined) {
    const args = [main, ...folders, '--install-extension', options.vsix, '--force'];
    try {
      await runCommand(process.execPath, args, { cwd: folder, env, timeout: 300_000 });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  const args = [
    main,
    ...folders,
    '--host',
    '127.0.0.1',
    '--port',
    '0',
    '--without-connection-token',
    '--telemetry-level',
    'off',
    // Newer versions run no suite inside the extension host without it.
    '--enable-smoke-test-driver',
    ...(options.untrusted ? [] : ['--disable-workspace-trust']),
  ];
  const guard = spawn(process.execPath, [harnessPath('guard.cjs'), folder, process.execPath, ...args], {
    cwd: folder,
    env,
    // The guard ends the server when its standard input closes; Ctrl-C in a terminal must not reach it before that.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<void>((resolve) => guard.once('close', () => resolve()));
  const close = async (): Promise<void> => {
    guard.stdin.end();
    await ended;
  };

  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`The VS Code server did not start:\n${output}`)),
      180_000,
    );
    const collect = (data: Buffer): void => {
      output += data.toString();
      const match = /Extension host agent listening on (\d+)/.exec(output);
      if (match === null) return;
      clearTimeout(timer);
      resolve(Number(match[1]));
    };
    guard.stdout.on('data', collect);
    guard.stderr.on('data', collect);
    void ended.then(() => {
      clearTimeout(timer);
      reject(new Error(`The VS Code server ended at once:\n${output}`));
    });
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });

  const authority = `127.0.0.1:${port}`;
  return {
    url: `http://${authority}/?folder=${encodeURIComponent(workspace)}`,
    authority,
    workspace,
    output: () => output,
    close,
  };
}

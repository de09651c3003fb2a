import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand, runNpm } from './command';
import { withLock } from './lock';
import { cachePath } from './paths';

/** The newest package of the VS Code server that runs on Node 20; it carries VS Code 1.100.3. */
const server = {
  name: 'code-server',
  version: '4.100.3',
  integrity:
    'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
};
/** The search behind `workspace.findFiles`; the server's own package downloads it from elsewhere. */
const ripgrep = { name: `@vscode/ripgrep-${process.platform}-${process.arch}`, version: '1.18.0' };

/** Downloads a package, checks it when its digest is known, and returns the archive's path. */
async function pack(
  wanted: { readonly name: string; readonly version: string; readonly integrity?: string },
  folder: string,
): Promise<string> {
  await runNpm(['pack', `${wanted.name}@${wanted.version}`, '--pack-destination', folder], folder);
  const file = `${wanted.name.replace('@', '').replace('/', '-')}-${wanted.version}.tgz`;
  const archive = path.join(folder, file);
  if (wanted.integrity !== undefined) {
    const digest = `sha512-${createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')}`;
    if (digest !== wanted.integrity)
      throw new Error(`${archive} has the digest ${digest}, not ${wanted.integrity}`);
  }
  return archive;
}

/** The work in the order it is done. Each step leaves a whole result, so that a run that was cut off goes on after its last one. */
const steps: readonly { readonly name: string; run(folder: string): Promise<void> }[] = [
  {
    name: 'unpack',
    async run(folder) {
      const archive = await pack(server, folder);
      await rm(path.join(folder, 'vscode'), { recursive: true, force: true });
      await mkdir(path.join(folder, 'vscode'));
      const args = [
        '-xzf',
        archive,
        '-C',
        path.join(folder, 'vscode'),
        '--strip-components=3',
        'package/lib/vscode',
      ];
      await runCommand('tar', args, { cwd: folder });
      await rm(archive);
    },
  },
  {
    // `npm ci` refuses: the package's shrinkwrap is out of step. The install scripts compile parts that tests do without.
    name: 'dependencies',
    run: (folder) => installDependencies(path.join(folder, 'vscode')),
  },
  {
    name: 'extensions',
    run: (folder) => installDependencies(path.join(folder, 'vscode', 'extensions')),
  },
  {
    name: 'ripgrep',
    async run(folder) {
      const archive = await pack(ripgrep, folder);
      const unpacked = path.join(folder, 'ripgrep');
      await mkdir(unpacked, { recursive: true });
      await runCommand('tar', ['-xzf', archive, '-C', unpacked, '--strip-components=1'], { cwd: folder });
      const bin = path.join(folder, 'vscode', 'node_modules', '@vscode', 'ripgrep', 'bin');
      await mkdir(bin, { recursive: true });
      await copyFile(path.join(unpacked, 'bin', 'rg'), path.join(bin, 'rg'));
      await rm(unpacked, { recursive: true });
      await rm(archive);
    },
  },
  {
    name: 'link',
    async run(folder) {
      const link = path.join(folder, 'vscode', 'node_modules.asar');
      await rm(link, { force: true });
      await symlink('node_modules', link);
    },
  },
];

async function installDependencies(folder: string): Promise<void> {
  await runNpm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'], folder);
}

/**
 * Makes sure that the VS Code server is in the cache folder: 300 MB, half a minute the first time, nothing later.
 * @returns the path of its `server-main.js`
 */
export async function getServer(log: (line: string) => void = () => {}): Promise<string> {
  const finished = cachePath('vscode-server', server.version);
  const main = path.join(finished, 'out', 'server-main.js');
  if (existsSync(main)) return main;
  if (process.platform === 'win32') {
    throw new Error('The VS Code server does not run on Windows. Set VSCODE_E2E=electron.');
  }
  await mkdir(cachePath('vscode-server'), { recursive: true });
  await withLock(cachePath('vscode-server', 'lock'), async () => {
    if (existsSync(main)) return;
    const partial = `${finished}.partial`;
    await mkdir(partial, { recursive: true });
    for (const step of steps) {
      const done = path.join(partial, `${step.name}.done`);
      if (existsSync(done)) continue;
      log(`VS Code server ${server.version}: ${step.name} …`);
      await step.run(partial);
      await writeFile(done, '');
    }
    await rename(path.join(partial, 'vscode'), finished);
    await rm(partial, { recursive: true });
  });
  return main;
}

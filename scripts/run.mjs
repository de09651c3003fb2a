/** What the scripts share: the project's folder, and starting a program in it. */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** A path inside the project. */
export const inProject = (...parts) => path.join(root, ...parts);

/** The words `npm`, `code` and others stand for a script on Windows, which only a shell can start. */
const shell = process.platform === 'win32';

/**
 * Runs a program in the project's folder and shows its output.
 * @param {string} command @param {string[]} args @param {{env?: NodeJS.ProcessEnv}} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: shell && command !== process.execPath,
      env: { ...process.env, ...options.env },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a Node program and ends this process with its exit code unless that is 0. */
export async function mustRunNode(...args) {
  const code = await run(process.execPath, args);
  if (code !== 0) process.exit(code);
}

/** Whether a command can be started. */
export function exists(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore', shell }).status === 0;
}

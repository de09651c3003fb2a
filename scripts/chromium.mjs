/**
 * Prints the path of a Chromium that tests can drive. Looked for in this order: NABLA_CHROMIUM, the system's, the one
 * that Playwright keeps, and, for root on a Debian, a new one from apt.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
}

const system = () => onPath(['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']);
const kept = () => (isExecutable(chromium.executablePath()) ? chromium.executablePath() : undefined);

function fromApt() {
  if (process.getuid?.() !== 0 || onPath(['apt-get']) === undefined) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const commands = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ];
  for (const args of commands) {
    console.error(`apt-get ${args.join(' ')}`);
    // Standard output is for the path alone.
    if (spawnSync('apt-get', args, { env, stdio: ['ignore', process.stderr, process.stderr] }).status !== 0)
      return undefined;
  }
  return system();
}

const named = process.env.NABLA_CHROMIUM;
if (named !== undefined && !isExecutable(named)) {
  console.error(`NABLA_CHROMIUM is "${named}", which is not a program.`);
  process.exit(1);
}
const found = named ?? system() ?? kept() ?? fromApt();
if (found === undefined) {
  console.error(
    'The window tests need a Chromium. Install one with your system\'s packages, or run "npx playwright-core install chromium",\n' +
      'or set NABLA_CHROMIUM to the path of one.',
  );
  process.exit(1);
}
console.log(found);

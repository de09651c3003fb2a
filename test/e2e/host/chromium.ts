import { type Browser, chromium } from 'playwright-core';
import { runCommand } from './command';
import { projectRoot } from './paths';

/** The path of a Chromium, installed first where that is possible. */
export async function getChromium(): Promise<string> {
  const output = await runCommand(process.execPath, ['scripts/chromium.mjs'], { cwd: projectRoot });
  return output.trim().split('\n').at(-1)!;
}

/** Starts a Chromium without a window. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await getChromium(),
    args: [
      // Containers have no user namespaces; every page is ours.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

import { existsSync } from 'node:fs';
import { getChromium } from './chromium';
import { getServer } from './get-server';
import { builtVsix } from './paths';
import { usesElectron } from './uses-electron';

/** Gets what the tests in VS Code need, once, before any of their clocks start. */
export default async function setup(): Promise<void> {
  if (!existsSync(builtVsix)) throw new Error(`${builtVsix} is missing. Run "npm run package" first.`);
  if (usesElectron) return;
  await getChromium();
  await getServer((line) => console.log(line));
}

/** Draws media/icon.png, which the list of extensions shows, from media/icon.svg. */
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { inProject } from './run.mjs';

const size = 128;
const executablePath = execFileSync(process.execPath, [inProject('scripts', 'chromium.mjs')], {
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .at(-1);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const svg = await readFile(inProject('media', 'icon.svg'), 'utf8');
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: inProject('media', 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}

import { getChromium } from './chromium';

/** Gets the browser once, before the tests' clocks start. */
export default async function setup(): Promise<void> {
  await getChromium();
}

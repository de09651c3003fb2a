/** Starts a real VS Code with the package installed, and runs suites inside it or drives its window. */
export { launchChromium } from './chromium';
export { builtVsix, projectRoot } from './paths';
export { closeQuickInput, openQuickInput } from './quick-input';
export { retry, waitUntil } from './retry';
export type { HostOptions } from './server';
export { type HostTest, hostSuite, runInHost, type SuiteOptions, type SuiteResult } from './suite';
export { usesElectron } from './uses-electron';
export { type HostWindow, startHost, type WindowOptions } from './window';

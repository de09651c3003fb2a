import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { test } from 'vitest';
import { runInElectron } from './electron';
import { cachePath, harnessPath, projectRoot } from './paths';
import { type HostOptions, startServer } from './server';
import { usesElectron } from './uses-electron';
import { openWindow } from './window';

export interface HostTest {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly error?: string;
}

export interface SuiteOptions extends HostOptions {
  /** Milliseconds for the whole suite; 600 000 when absent. */
  readonly timeout?: number;
}

export interface SuiteResult {
  readonly tests: readonly HostTest[];
  /** What the server and the extension host printed. */
  readonly output: string;
}

/** mocha loads the suite by `require`, so it is bundled like an extension. */
async function bundleSuite(file: string): Promise<string> {
  const outfile = cachePath('e2e', `${path.basename(file).replace(/\.ts$/, '')}.cjs`);
  await build({
    entryPoints: [path.resolve(projectRoot, file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/** Runs the suite in the VS Code server's extension host and resolves with what was printed. */
async function runInServer(options: SuiteOptions): Promise<string> {
  const server = await startServer(options);
  let exited: (code: number) => void;
  const exit = new Promise<number>((resolve) => {
    exited = resolve;
  });
  const lines: string[] = [];
  const window = await openWindow(server, options, async (page) => {
    await page.exposeFunction('codeAutomationExit', (code: number) => exited(code));
    await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
      lines.push(args.map(String).join(' '));
    });
    const remote = (file: string): string => `vscode-remote://${server.authority}${file}`;
    const payload = JSON.stringify([
      ['skipWelcome', 'true'],
      ['extensionDevelopmentPath', remote(harnessPath('extension'))],
      ['extensionTestsPath', remote(harnessPath('runner.cjs'))],
    ]);
    return `${server.url}&payload=${encodeURIComponent(payload)}`;
  });
  const limit = options.timeout ?? 600_000;
  let timer: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      exit,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          reject(
            new Error(`The suite did not end within ${limit} ms:\n${lines.join('\n')}\n${window.output()}`),
          );
        }, limit);
      }),
    ]);
    return `${window.output()}\n${lines.join('\n')}`;
  } finally {
    clearTimeout(timer);
    await window.close();
  }
}

/**
 * Runs a mocha suite (a TypeScript file, seen from the project's folder) inside the extension host of a VS Code that
 * has the package installed and a copy of the workspace open.
 */
export async function runInHost(suite: string, options: SuiteOptions): Promise<SuiteResult> {
  const results = cachePath('e2e', `${path.basename(suite)}.json`);
  await mkdir(cachePath('e2e'), { recursive: true });
  await rm(results, { force: true });
  const env = { ...options.env, NABLA_E2E_SUITE: await bundleSuite(suite), NABLA_E2E_RESULTS: results };
  const run = usesElectron ? runInElectron : runInServer;
  const output = await run({ ...options, env });
  const text = await readFile(results, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`The suite ${suite} left no results:\n${output}`);
  return { tests: JSON.parse(text) as readonly HostTest[], output };
}

/** Where `npm test` looks for the outcome of each test inside the host; see scripts/test.mjs. */
const countedResults = (title: string): string =>
  cachePath('results', 'host', `${title.replaceAll(/[^\w-]+/g, '-')}.json`);

/**
 * Registers one vitest test that runs a mocha suite inside the host and fails with the errors of its failed tests.
 * The count at the end of `npm test` is of the tests inside.
 */
export function hostSuite(title: string, suite: string, options: SuiteOptions): void {
  test(title, { timeout: (options.timeout ?? 600_000) + 60_000 }, async () => {
    const { tests, output } = await runInHost(suite, options);
    await mkdir(cachePath('results', 'host'), { recursive: true });
    await writeFile(countedResults(title), JSON.stringify({ title, tests }));
    if (tests.length === 0) throw new Error(`${suite} has no tests.\n${output}`);
    for (const { title: name, state } of tests) console.log(`${state.padEnd(7)} ${name}`);
    const failed = tests.filter((each) => each.state === 'failed');
    if (failed.length > 0) throw new Error(failed.map((each) => `${each.title}\n${each.error}`).join('\n\n'));
  });
}

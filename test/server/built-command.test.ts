import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command as it is shipped. */
function nabla(
  args: readonly string[],
  { input = '', cwd = root }: { input?: string; cwd?: string } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), ...args], { cwd });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.once('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nabla-command-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SHEET = 'x = 3\nL = x^2\ndL/dx = 2*x\n';

describe('exit codes', () => {
  test('0 without a disagreement', async () => {
    expect(await nabla(['check', '-'], { input: SHEET })).toMatchObject({ code: 0, err: '' });
  });
  test('1 with one', async () => {
    expect(await nabla(['check', '-'], { input: SHEET.replace('2*x', '3*x') })).toMatchObject({ code: 1 });
  });
  test('2 with a file that cannot be read', async () => {
    expect(await nabla(['check', 'gone.nabla'], { cwd: folder })).toMatchObject({ code: 2 });
  });
  test('2 with wrong arguments', async () => {
    const { code, out, err } = await nabla(['check', '--format', 'xml']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('--format takes');
  });
});

test('the whole page for one wrong claim', async () => {
  const { out } = await nabla(['check', '-', '--color', 'never'], { input: SHEET.replace('2*x', '-2*x') });
  expect(out).toContain(' 3 │ dL/dx = -2*x\n');
  expect(out).toMatch(/ {3}│ {9}\^{4}\n/);
  expect(out).toContain('At the given values: 6 is right, -6 is claimed.\n');
  expect(out).toMatch(/fix {7}Replace by 2\*x\n/);
  expect(out).toContain('1 claim in 1 file  ✗ 1 disagree\n');
});

test('JSON has the promised form', async () => {
  await writeFile(
    path.join(folder, 'a.nabla'),
    `\ufeff# 😀\r\n${SHEET.replace('2*x', '-2*x').replaceAll('\n', '\r\n')}`,
  );
  const { out, code } = await nabla(['check', '--format', 'json', 'a.nabla'], { cwd: folder });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    files: [
      {
        path: 'a.nabla',
        claims: [
          {
            line: 4,
            column: 1,
            endLine: 4,
            endColumn: 13,
            text: 'dL/dx = -2*x',
            kind: 'derivative',
            verdict: 'disagree',
            code: expect.stringMatching(/^[a-z-]+$/),
            message: expect.stringContaining('6'),
            expected: '2*x',
            counterexample: { x: 3 },
            fixes: [expect.stringContaining('2*x')],
          },
        ],
      },
    ],
    summary: { agree: 0, disagree: 1, inconclusive: 0, unread: 0 },
  });
});

test('every example is checked, and parts of them add up to all', async () => {
  const summary = async (...args: string[]): Promise<Record<string, number>> =>
    JSON.parse((await nabla(['check', '-f', 'json', ...args, 'examples'])).out).summary;
  const [all, first, second] = await Promise.all([
    summary(),
    summary('--shard', '1/2'),
    summary('--shard', '2/2'),
  ]);
  expect(all.agree).toBeGreaterThan(100);
  expect(all.disagree).toBeGreaterThan(50);
  for (const kind of Object.keys(all)) expect(first[kind]! + second[kind]!).toBe(all[kind]);
});

test('the same input gives the same output', async () => {
  const run = async (): Promise<string> => (await nabla(['check', '-f', 'json', 'examples'])).out;
  const [first, second] = await Promise.all([run(), run()]);
  expect(first).toBe(second);
});

test('a reader that goes away is no error', async () => {
  await writeFile(path.join(folder, 'long.nabla'), `L = x^2\n${'dL/dx = 3*x\n'.repeat(500)}`);
  const script = `"${process.execPath}" "${path.join(root, 'dist', 'cli.js')}" check long.nabla | head -1`;
  const child = spawn('sh', ['-c', script], { cwd: folder });
  let err = '';
  child.stderr.on('data', (data) => {
    err += data;
  });
  await new Promise((resolve) => child.once('close', resolve));
  expect(err).toBe('');
});

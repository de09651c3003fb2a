import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Checker } from '../../../src/cli/check';
import type { Io } from '../../../src/cli/io';
import { run } from '../../../src/cli/run';
import type { ClaimReport, Counts } from '../../../src/service/model';
import { MAX_BYTES } from '../../../src/service/read-document';

/** Finds the words `right` and `wrong`; what counts here is which texts it gets and what becomes of its verdicts. */
const checker: Checker = {
  coverage: () => ({ formulas: [], read: 0 }),
  mayHoldSheets: ({ text }) => text.includes('@grad'),
  async checkDocument(document) {
    if (document.text.includes('crash')) throw new Error('a defect');
    const claims = [...document.text.matchAll(/right|wrong/g)].map((match): ClaimReport => {
      const kind = match[0] === 'right' ? 'agree' : 'disagree';
      return {
        span: { start: match.index, end: match.index + 5 },
        text: match[0],
        kind: 'derivative',
        sheet: 0,
        verdict: {
          kind,
          code: kind === 'agree' ? 'agree' : 'wrong-derivative',
          message: `This is ${match[0]}.`,
          notes: [],
        },
        fixes: [],
      };
    });
    const count = (kind: string): number => claims.filter(({ verdict }) => verdict.kind === kind).length;
    const counts: Counts = {
      agree: count('agree'),
      disagree: count('disagree'),
      inconclusive: 0,
      unread: 0,
    };
    return { document, sheets: [], claims, diagnostics: [], counts };
  },
};

let folder: string;

const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'right.nabla': '@grad right',
  'wrong.md': '@grad right wrong',
  'src/deep/a.py': '# @grad right',
  'src/b.py': 'print("no sheet")',
  'node_modules/p/i.js': '// @grad wrong',
  '.git/x.nabla': '@grad wrong',
  '.hidden.nabla': '@grad wrong',
  'picture.png': new Uint8Array([0x89, 0x50, 0, 1]),
  'utf16.nabla': new Uint8Array([
    0xff,
    0xfe,
    ...new Uint8Array(new Uint16Array([...'@grad wrong'].map((c) => c.charCodeAt(0))).buffer),
  ]),
  'bom.nabla': '\ufeff@grad wrong',
  'crash.nabla': '@grad crash',
  'odd [name].nabla': '@grad right',
  '-dash.nabla': '@grad right',
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nabla-cli-'));
  for (const [name, content] of Object.entries(FILES)) {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  await writeFile(path.join(folder, 'large.txt'), Buffer.alloc(MAX_BYTES + 1, 'a'));
  await mkdir(path.join(folder, 'loop'));
  await symlink('..', path.join(folder, 'loop', 'again'));
  await mkdir(path.join(folder, '.odd', 'links'), { recursive: true });
  await symlink('../../right.nabla', path.join(folder, '.odd', 'links', 'right.nabla'));
  await symlink('nowhere', path.join(folder, '.odd', 'links', 'gone.nabla'));
  await mkdir(path.join(folder, '.odd', 'lines'));
  await writeFile(path.join(folder, '.odd', 'lines', 'two\nlines.nabla'), '@grad right');
  await mkdir(path.join(folder, '.odd', 'closed', 'inner'), { recursive: true });
  await writeFile(path.join(folder, '.odd', 'closed', 'wrong.nabla'), '@grad wrong');
  await chmod(path.join(folder, '.odd', 'closed', 'inner'), 0);
});
afterAll(async () => {
  await chmod(path.join(folder, '.odd', 'closed', 'inner'), 0o700);
  await rm(folder, { recursive: true, force: true });
});

interface Outcome {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

async function nabla(args: readonly string[], overrides: Partial<Io> = {}): Promise<Outcome> {
  let out = '';
  let err = '';
  const io: Io = {
    cwd: folder,
    env: {},
    terminal: false,
    columns: 80,
    write: async (text) => {
      out += text;
      return true;
    },
    writeError: (text) => {
      err += text;
    },
    readInput: async () => new TextEncoder().encode('@grad wrong'),
    ...overrides,
  };
  const code = await run(args, { checker, version: '1.2.3', runServer: () => {} }, io);
  return { code, out, err };
}

/** The paths and verdicts of a run, from its JSON. */
async function verdicts(args: readonly string[]): Promise<{ code: number | undefined; files: unknown }> {
  const { code, out } = await nabla(['check', '--format', 'json', ...args]);
  const { files } = JSON.parse(out);
  return {
    code,
    files: Object.fromEntries(
      files.map((file: { path: string; error?: string; claims: { verdict: string }[] }) => [
        file.path,
        file.error ?? file.claims.map(({ verdict }) => verdict).join(' '),
      ]),
    ),
  };
}

describe('which files are checked, and the exit code', () => {
  const cases: readonly (readonly [args: readonly string[], code: number, files: Record<string, string>])[] =
    [
      [['right.nabla'], 0, { 'right.nabla': 'agree' }],
      [['wrong.md', './wrong.md'], 1, { 'wrong.md': 'agree disagree' }],
      [['bom.nabla', 'utf16.nabla'], 1, { 'bom.nabla': 'disagree', 'utf16.nabla': 'disagree' }],
      [['src'], 0, { 'src/deep/a.py': 'agree' }],
      [['src/b.py'], 0, { 'src/b.py': '' }],
      [['*.md'], 1, { 'wrong.md': 'agree disagree' }],
      [['**/*.py'], 0, { 'src/deep/a.py': 'agree' }],
      [['odd [name].nabla'], 0, { 'odd [name].nabla': 'agree' }],
      [['gone.md', 'wrong.md'], 2, { 'gone.md': 'The file does not exist.', 'wrong.md': 'agree disagree' }],
      [['*.rs'], 2, { '*.rs': 'The pattern matches no file.' }],
      [['picture.png'], 2, { 'picture.png': 'This is a binary file; only text can be checked.' }],
      [['large.txt'], 2, { 'large.txt': 'The file has 20.0 MB; files above 20 MB are not read.' }],
      [['loop'], 0, {}],
      [['.odd/links'], 0, { '.odd/links/right.nabla': 'agree' }],
      [['.odd/links/gone.nabla'], 2, { '.odd/links/gone.nabla': 'The file does not exist.' }],
      [['.odd/lines'], 0, { '.odd/lines/two\nlines.nabla': 'agree' }],
      [[''], 2, { '': 'The file does not exist.' }],
      [['--', '-dash.nabla'], 0, { '-dash.nabla': 'agree' }],
      [['--shard', '1/2', 'right.nabla', 'wrong.md'], 0, { 'right.nabla': 'agree' }],
      [['--shard', '2/2', 'right.nabla', 'wrong.md'], 1, { 'wrong.md': 'agree disagree' }],
      [['-'], 1, { 'stdin.nabla': 'disagree' }],
      [['-', '--stdin-path', 'x.py'], 1, { 'x.py': 'disagree' }],
      [
        ['crash.nabla'],
        2,
        { 'crash.nabla': 'Nabla failed on this file, which is a defect of Nabla: a defect' },
      ],
    ];
  test.each(cases)('nabla check %j', async (args, code, files) => {
    expect(await verdicts(args)).toEqual({ code, files });
  });

  test('no argument means the current folder without packages, hidden files and pictures', async () => {
    const { files } = await verdicts([]);
    expect(files).toEqual({
      '-dash.nabla': 'agree',
      'bom.nabla': 'disagree',
      'crash.nabla': 'Nabla failed on this file, which is a defect of Nabla: a defect',
      'large.txt': 'The file has 20.0 MB; files above 20 MB are not read.',
      'odd [name].nabla': 'agree',
      'right.nabla': 'agree',
      'src/deep/a.py': 'agree',
      'utf16.nabla': 'disagree',
      'wrong.md': 'agree disagree',
    });
  });

  // Nothing is closed to the superuser.
  test.skipIf(process.getuid?.() === 0)('a folder without permission is an error', async () => {
    expect(await verdicts(['.odd/closed'])).toEqual({
      code: 2,
      files: {
        '.odd/closed/inner': 'The folder may not be read: permission denied.',
        '.odd/closed/wrong.nabla': 'disagree',
      },
    });
    expect(await verdicts(['.odd/closed/inner/x.nabla'])).toEqual({
      code: 2,
      files: { '.odd/closed/inner/x.nabla': 'The file may not be read: permission denied.' },
    });
  });

  test('a file outside the folder keeps its whole path', async () => {
    const { files } = await verdicts([path.join(folder, 'src', 'deep', 'a.py')]);
    expect(files).toEqual({ 'src/deep/a.py': 'agree' });
    const { out } = await nabla(['check', '-f', 'json', '../wrong.md'], { cwd: path.join(folder, 'src') });
    expect(JSON.parse(out).files[0].path).toBe(`${folder.replaceAll(path.sep, '/')}/wrong.md`);
  });
});

test.each([
  [{}, false, false],
  [{}, true, true],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ TERM: 'dumb' }, true, false],
])('colours with %j, terminal %j: %j', async (env, terminal, colored) => {
  const { out } = await nabla(['check', 'wrong.md'], { env, terminal });
  expect(out.includes('\u001b[')).toBe(colored);
});

test('--color wins over the environment', async () => {
  const { out } = await nabla(['check', '--color', 'always', 'wrong.md'], { env: { NO_COLOR: '1' } });
  expect(out).toContain('\u001b[');
});

test('a run ends when nobody reads it any more', async () => {
  let writes = 0;
  const { code } = await nabla(['check'], {
    write: async () => {
      writes++;
      return writes < 2;
    },
  });
  expect(writes).toBeLessThanOrEqual(3);
  // What was not checked any more is no agreement.
  expect(code).toBe(2);
});

test('help and version', async () => {
  expect(await nabla(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  expect((await nabla(['--help'])).out).toContain('Usage: nabla <command>');
  expect((await nabla(['check', '--help'])).out).toContain('--shard');
});

test('wrong arguments', async () => {
  expect(await nabla(['chekc'])).toEqual({
    code: 2,
    out: '',
    err: 'nabla: There is no command "chekc".\nTry "nabla --help".\n',
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CancellationTokenSource,
  type WorkDoneProgressBegin,
  type WorkDoneProgressEnd,
  type WorkDoneProgressReport,
} from 'vscode-languageserver-protocol/node';
import type { CheckFilesResult, DocumentClaims, FindSheetsResult } from '../../src/protocol/requests';
import { MAX_BYTES } from '../../src/service/read-document';
import { startServerWith, type TestClient } from './client';
import { type ScriptedService, scriptedService } from './scripted-service';

let folder: string;
let client: TestClient;
let service: ScriptedService;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nabla files ü-'));
  service = scriptedService();
  client = await startServerWith(service, { initializationOptions: { settings: { delay: 0 } } });
});
afterEach(async () => {
  service.go();
  await client.stop();
  await rm(folder, { recursive: true, force: true });
});

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;

const write = (name: string, content: string | Uint8Array): Promise<void> =>
  writeFile(path.join(folder, name), content);

const checkFiles = (names: readonly string[]): Promise<CheckFilesResult> =>
  client.request('nabla/checkFiles', { uris: names.map(uriOf) });

const problems = (name: string): number | undefined => client.published(uriOf(name))?.diagnostics.length;

test('files are read, checked and counted; what cannot be read is told', async () => {
  await write('a.py', '# @grad right wrong');
  await write('b.py', 'no sheet');
  await write('c.png', new Uint8Array([1, 0, 2]));
  await write('d.txt', Buffer.alloc(MAX_BYTES + 1, 'a'));
  const uris = [...['a.py', 'b.py', 'c.png', 'd.txt', 'gone.py', '.'].map(uriOf), 'https://example.org/a.py'];
  const result = await client.request<CheckFilesResult>('nabla/checkFiles', { uris });
  expect(result).toEqual({
    files: 2,
    counts: { agree: 1, disagree: 1, inconclusive: 0, unread: 0 },
    cancelled: false,
    failures: [
      { uri: uris[2], message: 'This is a binary file; only text can be checked.' },
      { uri: uris[3], message: 'The file has 20.0 MB; files above 20 MB are not read.' },
      { uri: uris[4], message: 'The file does not exist.' },
      { uri: uris[5], message: 'This is a folder, not a file.' },
      { uri: uris[6], message: 'Only files on this machine can be read.' },
    ],
  });
  await settle();
  expect(problems('a.py')).toBe(1);
  expect(problems('b.py')).toBeUndefined();
});

test('a file that disappears while others are checked', async () => {
  await write('a.py', '# @grad wait');
  await write('b.py', '# @grad wrong');
  const result = checkFiles(['a.py', 'b.py']);
  await settle();
  await rm(path.join(folder, 'b.py'));
  service.go();
  expect(await result).toMatchObject({
    files: 1,
    failures: [{ uri: uriOf('b.py'), message: 'The file does not exist.' }],
  });
});

test('an open document counts with the text on the screen', async () => {
  await write('a.py', '# @grad wrong');
  await client.open(uriOf('a.py'), 'python', '# @grad right');
  expect((await checkFiles(['a.py'])).counts).toMatchObject({ agree: 1, disagree: 0 });
  await settle();
  expect(problems('a.py')).toBe(0);
});

test('a failing check does not end the run', async () => {
  await write('a.py', '# @grad throw');
  await write('b.py', '# @grad right');
  const { files, counts, failures } = await checkFiles(['a.py', 'b.py']);
  expect([files, counts.agree]).toEqual([2, 1]);
  expect(failures.map(({ uri }) => uri)).toEqual([uriOf('a.py')]);
});

test('a run is cancelled between files and tells what it has', async () => {
  await write('a.py', '# @grad right');
  await write('b.py', '# @grad wait');
  await write('c.py', '# @grad wrong');
  const source = new CancellationTokenSource();
  const params = { uris: ['a.py', 'b.py', 'c.py'].map(uriOf) };
  const result = client.connection.sendRequest<CheckFilesResult>('nabla/checkFiles', params, source.token);
  await settle();
  source.cancel();
  await settle();
  service.go();
  expect(await result).toMatchObject({ files: 1, cancelled: true, counts: { agree: 1, disagree: 0 } });
  expect(service.begun).not.toContain('# @grad wrong');
});

test('progress names each file', async () => {
  await write('a.py', '# @grad right');
  await write('b.py', '# @grad right');
  const seen: (WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd)[] = [];
  client.connection.onNotification('$/progress', ({ token, value }) => {
    if (token === 't') seen.push(value);
  });
  await client.request('nabla/checkFiles', { uris: ['a.py', 'b.py'].map(uriOf), workDoneToken: 't' });
  await settle();
  expect(seen).toEqual([
    { kind: 'begin', title: 'Checking derivatives', percentage: 0, cancellable: true },
    { kind: 'report', percentage: 0, message: '1 of 2: a.py' },
    { kind: 'report', percentage: 50, message: '2 of 2: b.py' },
    { kind: 'end' },
  ]);
});

test('the problems of a file follow the file', async () => {
  const changed = (name: string): Promise<void> =>
    client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf(name), type: 2 }],
    });
  await write('a.py', '# @grad wrong');
  await write('b.py', '# @grad wrong');
  await checkFiles(['a.py', 'b.py']);
  await write('a.py', '# @grad right');
  await changed('a.py');
  await rm(path.join(folder, 'b.py'));
  await changed('b.py');
  await changed('never-checked.py');
  await settle();
  expect([problems('a.py'), problems('b.py')]).toEqual([0, 0]);
});

test('an editor takes a file over and gives it back', async () => {
  await write('a.py', '# @grad wrong wrong');
  await checkFiles(['a.py']);
  await settle();
  expect(problems('a.py')).toBe(2);
  await client.open(uriOf('a.py'), 'python', '# @grad wrong');
  await settle();
  expect(problems('a.py')).toBe(1);
  await client.close(uriOf('a.py'));
  await settle();
  expect(problems('a.py')).toBe(2);
});

test('a second run forgets the problems of files that are not in it', async () => {
  await write('a.py', '# @grad wrong');
  await write('b.py', '# @grad wrong');
  await checkFiles(['a.py', 'b.py']);
  await checkFiles(['b.py']);
  await settle();
  expect([problems('a.py'), problems('b.py')]).toEqual([0, 1]);
});

describe('claims', () => {
  /** What the server told about the claims of documents, in order: the file, and a word a claim. */
  const listen = (): [string, string][] => {
    const told: [string, string][] = [];
    client.connection.onNotification('nabla/claims', ({ uri, sheets }: DocumentClaims) => {
      told.push([path.basename(uri), words(sheets)]);
    });
    return told;
  };
  const words = (sheets: DocumentClaims['sheets']): string =>
    sheets.flatMap(({ claims }) => claims.map(({ text, verdict }) => `${text} ${verdict}`)).join(', ');

  beforeEach(async () => {
    await client.stop();
    client = await startServerWith(service, {
      initializationOptions: { settings: { delay: 0 }, claims: true },
    });
  });

  test('are told for open documents after each check, and for files that are checked', async () => {
    const told = listen();
    await write('b.py', '# @grad right wrong');
    await client.open(uriOf('a.py'), 'python', '# @grad right');
    await client.diagnostics(uriOf('a.py'));
    await client.change(uriOf('a.py'), '# @grad wrong');
    await client.diagnostics(uriOf('a.py'));
    await checkFiles(['b.py']);
    await settle();
    expect(told).toEqual([
      ['a.py', 'right agree'],
      ['a.py', 'wrong disagree'],
      ['b.py', 'right agree, wrong disagree'],
    ]);
  });

  test('go with their document or file', async () => {
    const told = listen();
    await write('b.py', '# @grad right');
    await client.open('untitled:Untitled-1', 'python', '# @grad right');
    await client.diagnostics('untitled:Untitled-1');
    await client.close('untitled:Untitled-1');
    await checkFiles(['b.py']);
    await rm(path.join(folder, 'b.py'));
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('b.py'), type: 3 }],
    });
    await settle();
    expect(told.map(([, found]) => found)).toEqual(['right agree', '', 'right agree', '']);
  });

  test('of a closed document are those of its file', async () => {
    const told = listen();
    await write('a.py', '# @grad right');
    await client.open(uriOf('a.py'), 'python', '# @grad wrong');
    await client.diagnostics(uriOf('a.py'));
    await client.close(uriOf('a.py'));
    await settle();
    expect(told.at(-1)).toEqual(['a.py', 'right agree']);
    expect(problems('a.py')).toBe(0);
  });

  test('are read on request without showing problems', async () => {
    const told = listen();
    await write('a.py', '# @grad\n# wrong');
    const { sheets } = await client.request<DocumentClaims>('nabla/readClaims', { uri: uriOf('a.py') });
    expect(sheets).toEqual([
      {
        title: 'scripted',
        place: { start: { line: 0, character: 0 }, end: { line: 1, character: 7 } },
        claims: [
          {
            text: 'wrong',
            verdict: 'disagree',
            code: 'wrong-derivative',
            message: 'This is wrong.',
            notes: [],
            place: { start: { line: 1, character: 2 }, end: { line: 1, character: 7 } },
          },
        ],
      },
    ]);
    await expect(client.request('nabla/readClaims', { uri: uriOf('gone.py') })).rejects.toThrow(
      'The file does not exist.',
    );
    expect([told, problems('a.py')]).toEqual([[], undefined]);
  });

  test('files that hold sheets are found without checking them', async () => {
    await write('a.py', '# @grad right');
    await write('b.py', 'right');
    await client.open(uriOf('b.py'), 'python', '# @grad wait');
    await settle();
    const uris = ['a.py', 'b.py', 'gone.py'].map(uriOf);
    const found = await client.request<FindSheetsResult>('nabla/findSheets', { uris });
    expect(found.uris.map((uri) => path.basename(uri))).toEqual(['a.py', 'b.py']);
    expect(service.begun).toEqual(['# @grad wait']);
  });

  test('a partial check keeps the problems of other files', async () => {
    await write('a.py', '# @grad wrong');
    await write('b.py', '# @grad wrong');
    await checkFiles(['a.py']);
    await client.request('nabla/checkFiles', { uris: [uriOf('b.py')], partial: true });
    await settle();
    expect([problems('a.py'), problems('b.py')]).toEqual([1, 1]);
    await checkFiles(['b.py']);
    await settle();
    expect([problems('a.py'), problems('b.py')]).toEqual([0, 1]);
  });
});

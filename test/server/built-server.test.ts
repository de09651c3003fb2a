import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodeAction, CodeLens, Hover, InlayHint, Range } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CheckFilesResult, CheckResult, GraphResult } from '../../src/protocol/requests';
import { startBuiltServer, type TestClient } from './client';

/** The server as it is shipped, with the real service behind it. */
let client: TestClient;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'nabla-server-'));
  client = await startBuiltServer({
    initializationOptions: { dark: true, commands: true, settings: { delay: 0 } },
  });
});
afterAll(async () => {
  await client.stop();
  await rm(folder, { recursive: true, force: true });
});

let documents = 0;

/** Opens a document of the text and returns its address. */
async function open(text: string, language = 'nabla', ending = 'nabla'): Promise<string> {
  const uri = `untitled:${++documents}.${ending}`;
  await client.open(uri, language, text);
  return uri;
}

/** The pieces of the text that are errors. */
async function errorsIn(uri: string, text: string): Promise<string[]> {
  const { diagnostics } = await client.diagnostics(uri);
  const document = TextDocument.create(uri, '', 0, text);
  return diagnostics.filter(({ severity }) => severity === 1).map(({ range }) => document.getText(range));
}

const whole: Range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

const SHEET = 'x = 3\nL = x^2\ndL/dx = 2*x\n';
const WRONG = SHEET.replace('2*x', '-2*x');

const cases: readonly (readonly [
  name: string,
  text: string,
  language: string,
  ending: string,
  errors: string[],
])[] = [
  ['right', SHEET, 'nabla', 'nabla', []],
  ['wrong', WRONG, 'nabla', 'nabla', ['-2*x']],
  ['CRLF', WRONG.replaceAll('\n', '\r\n'), 'nabla', 'nabla', ['-2*x']],
  ['a lone CR', WRONG.replaceAll('\n', '\r'), 'nabla', 'nabla', ['-2*x']],
  ['a byte order mark', `\ufeff${WRONG}`, 'nabla', 'nabla', ['-2*x']],
  ['surrogate pairs before the claim', '# 𝛼😀\r\nL = x^2; dL/dx = 3*x # 😀\r\n', 'nabla', 'nabla', ['3']],
  ['Markdown', `# 😀\n\n\`\`\`nabla\n${WRONG}\`\`\`\n`, 'markdown', 'md', ['-2*x']],
  ['Python', '# @grad\n# L = x^2\n# dL/dx = 3*x\nprint(1)\n', 'python', 'py', ['3']],
  ['C', '/* @grad\n * L = x^2\n * dL/dx = 3*x\n */\n', 'c', 'c', ['3']],
];

test.each(cases)('%s', async (_name, text, language, ending, errors) => {
  expect(await errorsIn(await open(text, language, ending), text)).toEqual(errors);
});

test('a diagnostic explains itself', async () => {
  const { diagnostics } = await client.diagnostics(await open(WRONG));
  expect(diagnostics).toHaveLength(1);
  const [diagnostic] = diagnostics;
  expect(diagnostic).toMatchObject({ source: 'nabla', severity: 1 });
  expect(diagnostic!.code).toMatch(/^[a-z-]+$/);
  expect(diagnostic!.relatedInformation?.map(({ location }) => location.range.start.line)).toContain(1);
});

test('hints, lenses, hover, fix and graph of one sheet', async () => {
  const uri = await open(WRONG);
  const textDocument = { uri };
  const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument, range: whole });
  const labels = hints.map(({ label }) => String(label));
  expect(labels.some((label) => label.includes('= 9'))).toBe(true);

  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument });
  expect(lenses.map(({ command }) => command?.command)).toEqual(['nabla.checkDerivative', 'nabla.showGraph']);

  const position = { line: 2, character: 2 };
  const hover = await client.request<Hover>('textDocument/hover', { textDocument, position });
  expect((hover.contents as { value: string }).value).toContain('data:image/svg+xml;base64,');

  const { diagnostics } = await client.diagnostics(uri);
  const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument,
    range: diagnostics[0]!.range,
    context: { diagnostics },
  });
  const document = TextDocument.create(uri, '', 0, WRONG);
  const repaired = TextDocument.applyEdits(document, actions[0]!.edit!.changes![uri]!);
  await client.change(uri, repaired);
  expect((await client.diagnostics(uri)).diagnostics).toEqual([]);

  const graph = await client.request<GraphResult>('nabla/graph', { uri, position });
  expect(graph?.nodes.map(({ label }) => label)).toEqual(expect.arrayContaining(['x', 'L']));
  expect(graph?.nodes.find(({ label }) => label === 'L')?.place?.start.line).toBe(1);
});

test('pictures in hovers have the colour of the theme', async () => {
  const uri = await open(SHEET);
  const hover = async (): Promise<string> => {
    const params = { textDocument: { uri }, position: { line: 2, character: 2 } };
    return JSON.stringify(await client.request('textDocument/hover', params));
  };
  const dark = await hover();
  await client.connection.sendNotification('nabla/theme', { dark: false });
  const light = await hover();
  await client.connection.sendNotification('nabla/theme', { dark: true });
  expect(light).not.toBe(dark);
  expect(await hover()).toBe(dark);
});

test('a derivative is broken and repaired by edits', async () => {
  const uri = await open(SHEET);
  const at = (character: number, length: number, text: string) => ({
    range: { start: { line: 2, character }, end: { line: 2, character: character + length } },
    text,
  });
  expect((await client.diagnostics(uri)).diagnostics).toEqual([]);
  await client.change(uri, [at(8, 1, '3')]);
  expect((await client.diagnostics(uri)).diagnostics).toHaveLength(1);
  await client.change(uri, [at(8, 1, ''), at(8, 0, '2')]);
  expect((await client.diagnostics(uri)).diagnostics).toEqual([]);
});

test('the check of a claim and of the document', async () => {
  const uri = await open(`${WRONG}dL/dx = 2*x\n`);
  const claim = await client.request<CheckResult>('nabla/check', {
    uri,
    position: { line: 3, character: 4 },
  });
  expect(claim).toMatchObject({ scope: 'claim', claims: [{ text: 'dL/dx = 2*x', verdict: 'agree' }] });
  const all = await client.request<CheckResult>('nabla/check', { uri });
  expect(all).toMatchObject({ scope: 'document', counts: { agree: 1, disagree: 1 } });
});

test('files of the workspace', async () => {
  const write = async (name: string, text: string): Promise<string> => {
    await writeFile(path.join(folder, name), text);
    return pathToFileURL(path.join(folder, name)).href;
  };
  const uris = [
    await write('a.nabla', WRONG),
    await write('b.py', '# @grad\n# L = x^2; dL/dx = 2*x\n'),
    pathToFileURL(path.join(folder, 'gone.md')).href,
  ];
  expect(await client.request<CheckFilesResult>('nabla/checkFiles', { uris })).toMatchObject({
    files: 2,
    counts: { agree: 1, disagree: 1 },
    failures: [{ uri: uris[2] }],
  });
});

test('texts that are cut anywhere are answered', async () => {
  const uri = await open(WRONG);
  for (let end = WRONG.length; end >= 0; end--) {
    await client.change(uri, WRONG.slice(0, end));
    await client.diagnostics(uri);
    const params = { textDocument: { uri }, position: { line: 2, character: 3 } };
    await client.request('textDocument/hover', params);
    await client.request('textDocument/inlayHint', { textDocument: { uri }, range: whole });
    await client.request('nabla/graph', { uri });
  }
  await client.change(uri, WRONG);
  expect(await errorsIn(uri, WRONG)).toEqual(['-2*x']);
});

const hostile: readonly (readonly [name: string, text: string])[] = [
  ['a line of a million characters', `L = ${'x + '.repeat(250_000)}x\n---\n${WRONG}`],
  ['ten thousand open brackets', `L = ${'('.repeat(10_000)}x\n---\n${WRONG}`],
  ['ten thousand nested brackets', `L = ${'('.repeat(10_000)}x${')'.repeat(10_000)}\n---\n${WRONG}`],
  ['zero bytes in a line', `L = x\u0001\u0002\n---\n${WRONG}`],
  ['halves of surrogate pairs', `\ud83d = \ude00\n---\n${WRONG}`],
  ['a definition in a circle', `a = b + 1\nb = a\n---\n${WRONG}`],
];

test.each(hostile)('%s: the rest of the document is still checked', async (_name, text) => {
  const uri = await open(text);
  expect(await errorsIn(uri, text)).toContain('-2*x');
  expect(await client.request('nabla/health', undefined)).toBe(true);
});

test('bytes that are no messages end nothing but themselves', async () => {
  const server = path.resolve(import.meta.dirname, '..', '..', 'dist', 'server.js');
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    const send = (body: string): boolean =>
      child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    send('this is not JSON');
    send('{"jsonrpc":"2.0","id":7,"method":3}');
    send('{"jsonrpc":"2.0","id":8,"method":"nabla/health"}');
    await expect.poll(() => output, { timeout: 20_000 }).toMatch(/"id":8,"result":true/);
  } finally {
    child.kill();
  }
});

test('the server ends with its client', async () => {
  const server = path.resolve(import.meta.dirname, '..', '..', 'dist', 'server.js');
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.stdin.end();
  await ended;
});

test('nabla lsp is the same server', async () => {
  const cli = path.resolve(import.meta.dirname, '..', '..', 'dist', 'cli.js');
  const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  try {
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    const body =
      '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}';
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    const { version } = JSON.parse(await readFile(path.resolve(cli, '..', '..', 'package.json'), 'utf8'));
    await expect
      .poll(() => output, { timeout: 20_000 })
      .toContain(`"serverInfo":{"name":"nabla","version":"${version}"}`);
  } finally {
    child.kill();
  }
});

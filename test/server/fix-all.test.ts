import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver-protocol/node';
import type { FixAllResult, StepsResult } from '../../src/protocol/requests';
import * as service from '../../src/service/service';
import { type ClientOptions, startServerWith, type TestClient } from './client';

const URI = 'file:///a.nabla';
const TEXT = 'y = x^2\ndy/dx = 3*x\ndy/dx = 2*x\n---\nh = x^2\nL = sin(h)\ndL/dx = ?\n';

let client: TestClient | undefined;
afterEach(() => client?.stop());

async function open(options: ClientOptions = {}, text = TEXT): Promise<TestClient> {
  client = await startServerWith(service, options);
  await client.open(URI, 'nabla', text);
  await client.diagnostics(URI);
  return client;
}

const actions = ({ connection }: TestClient, only?: string[], line = 0): Promise<CodeAction[]> =>
  connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: URI },
    range: { start: { line, character: 0 }, end: { line, character: 0 } },
    context: { diagnostics: [], ...(only === undefined ? {} : { only }) },
  });

describe('fix all', () => {
  test('lists the changes of a version, and those that are chosen', async () => {
    const server = await open();
    const all = await server.request<FixAllResult>('nabla/fixAll', { uri: URI });
    expect(all).toEqual({
      version: 1,
      fixes: [
        {
          before: 'dy/dx = 3*x',
          after: 'dy/dx = 2*x',
          claim: { start: { line: 1, character: 0 }, end: { line: 1, character: 11 } },
          place: { start: { line: 1, character: 8 }, end: { line: 1, character: expect.any(Number) } },
          text: expect.stringMatching(/^2/),
        },
        expect.objectContaining({ before: 'dL/dx = ?', after: 'dL/dx = 2*cos(h)*x' }),
      ],
    });
    const chosen = await server.request<FixAllResult>('nabla/fixAll', { uri: URI, chosen: [1] });
    expect(chosen.fixes).toEqual([all.fixes[1]]);
    await server.change(URI, 'y = x^2\ndy/dx = 2*x\n');
    expect(await server.request('nabla/fixAll', { uri: URI })).toEqual({ version: 2, fixes: [] });
  });

  test('is a source action that runs the command where there is one', async () => {
    const server = await open({ initializationOptions: { commands: true } });
    expect(server.initialized.capabilities.codeActionProvider).toMatchObject({
      codeActionKinds: expect.arrayContaining(['source.fixAll.nabla']),
    });
    for (const kind of ['source', 'source.fixAll', 'source.fixAll.nabla']) {
      expect(await actions(server, [kind])).toMatchObject([
        { kind: 'source.fixAll.nabla', command: { command: 'nabla.fixAll' } },
      ]);
    }
    expect(await actions(server, ['source.organizeImports'])).toEqual([]);
    expect((await actions(server)).map(({ kind }) => kind)).not.toContain('source.fixAll.nabla');
  });

  test('is an edit of one version that is to be confirmed elsewhere', async () => {
    const server = await open({
      capabilities: {
        workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
      },
    });
    const [action] = await actions(server, ['source.fixAll']);
    expect(action?.edit?.documentChanges).toMatchObject([
      { textDocument: { uri: URI, version: 1 }, edits: [{ annotationId: '0' }, { annotationId: '1' }] },
    ]);
    expect(action?.edit?.changeAnnotations?.['0']).toEqual({
      label: 'dy/dx = 2*x',
      description: 'instead of dy/dx = 3*x',
      needsConfirmation: true,
    });
  });

  test('is not offered where nothing is wrong', async () => {
    const server = await open({ initializationOptions: { commands: true } }, 'y = x^2\ndy/dx = 2*x\n');
    expect(await actions(server, ['source.fixAll'])).toEqual([]);
  });
});

describe('steps', () => {
  test('stand below their claim', async () => {
    const server = await open();
    const params = { uri: URI, position: { line: 6, character: 3 } };
    expect(await server.request<StepsResult>('nabla/steps', params)).toMatchObject({
      version: 1,
      title: 'dL/dx',
      insertion: {
        position: { line: 6, character: 9 },
        text: '\ndL/dx = dL/dh*dh/dx\ndL/dh = cos(h)\ndL/dx = 2*dL/dh*x\ndL/dx = 2*cos(h)*x',
      },
    });
    const nowhere = { uri: URI, position: { line: 3, character: 0 } };
    expect(await server.request<StepsResult>('nabla/steps', nowhere)).toEqual({
      message: expect.stringContaining('no derivative here'),
    });
  });

  test('are an action on a derivative where the client has the command', async () => {
    const server = await open({ initializationOptions: { commands: true } });
    const titles = async (line: number): Promise<string[]> =>
      (await actions(server, undefined, line)).map(({ title }) => title);
    expect(await titles(1)).toContain('Show the steps to this derivative');
    expect(await titles(6)).toContain('Show the steps to this derivative');
    expect(await titles(0)).not.toContain('Show the steps to this derivative');
  });
});

import { describe, expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { type ClientOptions, startServerWith, type TestClient } from './client';
import { type ScriptedService, scriptedService } from './scripted-service';

const URI = 'file:///folder/a.py';

async function withServer(
  run: (client: TestClient, service: ScriptedService) => Promise<void>,
  options: ClientOptions = {},
  overrides: Parameters<typeof scriptedService>[0] = {},
): Promise<void> {
  const service = scriptedService(overrides);
  const client = await startServerWith(service, options);
  try {
    await run(client, service);
  } finally {
    service.go();
    await client.stop();
  }
}

/** Lets everything happen that can happen without the test. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

const NO_DELAY: ClientOptions = { initializationOptions: { settings: { delay: 0 } } };

describe('edits', () => {
  test('a newer edit cancels an older check', () =>
    withServer(async (client, service) => {
      await client.open(URI, 'python', '# @grad wait wrong');
      await settle();
      await client.change(URI, '# @grad right');
      const { diagnostics, version } = await client.diagnostics(URI);
      expect({ diagnostics, version }).toEqual({ diagnostics: [], version: 2 });
      service.go();
      await settle();
      expect(service.finished).toEqual(['# @grad right']);
      expect(client.published(URI)?.version).toBe(2);
      expect(client.verdicts.map(({ version: of }) => of)).toEqual([2]);
    }, NO_DELAY));

  test('edits in quick succession are checked once', () =>
    withServer(
      async (client, service) => {
        await client.open(URI, 'python', '# @grad right');
        await client.diagnostics(URI);
        for (const text of ['w', 'wr', 'wro', 'wron', 'wrong']) await client.change(URI, `# @grad ${text}`);
        await client.diagnostics(URI);
        expect(service.begun).toEqual(['# @grad right', '# @grad wrong']);
      },
      { initializationOptions: { settings: { delay: 100 } } },
    ));

  test('a request is answered for the newest text', () =>
    withServer(async (client, service) => {
      await client.open(URI, 'python', '# @grad wait');
      await settle();
      const hover = client.request<{ contents: { value: string } } | null>('textDocument/hover', {
        textDocument: { uri: URI },
        position: { line: 0, character: 10 },
      });
      await settle();
      await client.change(URI, '# @grad wrong');
      expect((await hover)?.contents.value).toBe('wrong light 4');
      service.go();
    }, NO_DELAY));

  test('a closed document has no problems and answers nothing', () =>
    withServer(async (client, service) => {
      await client.open(URI, 'python', '# @grad wrong');
      expect((await client.diagnostics(URI)).diagnostics).toHaveLength(1);
      await client.close(URI);
      await settle();
      expect(client.published(URI)?.diagnostics).toEqual([]);
      expect(client.verdicts.at(-1)?.counts.disagree).toBe(0);
      expect(await client.request('textDocument/codeLens', { textDocument: { uri: URI } })).toEqual([]);
      expect(service.finished).toHaveLength(1);
    }));

  test('a document is closed while it is checked', () =>
    withServer(async (client, service) => {
      await client.open(URI, 'python', '# @grad wait wrong');
      await settle();
      const lenses = client.request('textDocument/codeLens', { textDocument: { uri: URI } });
      await client.close(URI);
      expect(await lenses).toEqual([]);
      service.go();
      await settle();
      expect(client.published(URI)).toBeUndefined();
    }));

  test('nothing is said about documents without sheets', () =>
    withServer(async (client, service) => {
      await client.open(URI, 'python', 'wrong');
      expect(await client.request('textDocument/codeLens', { textDocument: { uri: URI } })).toEqual([]);
      expect(service.begun).toEqual([]);
      expect(client.published(URI)).toBeUndefined();
      expect(client.verdicts).toEqual([]);
    }));

  test('the problems go when the sheet goes', () =>
    withServer(async (client) => {
      await client.open(URI, 'python', '# @grad wrong');
      await client.diagnostics(URI);
      await client.change(URI, '# wrong');
      expect((await client.diagnostics(URI)).diagnostics).toEqual([]);
      await settle();
      expect(client.verdicts.at(-1)?.counts.disagree).toBe(0);
    }, NO_DELAY));
});

describe('requests', () => {
  test('a cancelled request is answered while its document is still checked', () =>
    withServer(async (client) => {
      await client.open(URI, 'python', '# @grad wait');
      await settle();
      const source = new CancellationTokenSource();
      const params = { textDocument: { uri: URI }, position: { line: 0, character: 10 } };
      const answer = client.connection.sendRequest('textDocument/hover', params, source.token);
      await settle();
      source.cancel();
      await expect(answer).rejects.toMatchObject({ code: -32800 });
    }));

  test('a failing request is logged and answered with nothing', () =>
    withServer(
      async (client) => {
        await client.open(URI, 'python', '# @grad wrong');
        const textDocument = { uri: URI };
        const position = { line: 0, character: 10 };
        const range = { start: position, end: position };
        expect(await client.request('textDocument/hover', { textDocument, position })).toBeNull();
        expect(await client.request('textDocument/inlayHint', { textDocument, range })).toEqual([]);
        expect(await client.request('textDocument/codeLens', { textDocument })).toEqual([]);
        expect(await client.request('nabla/graph', { uri: URI, position })).toBeNull();
        expect(client.log.filter((line) => line.includes('a defect of the test'))).toHaveLength(4);
        expect(await client.request('nabla/health', undefined)).toBe(true);
      },
      {},
      { hover: fail, hints: fail, lenses: fail, graphView: fail },
    ));

  test('a check that fails is told at the document, and others go on', () =>
    withServer(async (client) => {
      await client.open(URI, 'python', '# @grad throw');
      const { diagnostics } = await client.diagnostics(URI);
      expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['internal', 2]]);
      expect(client.log.join('\n')).toContain('a defect');
      await expect(client.request('nabla/check', { uri: URI })).rejects.toThrow(
        'Nabla failed on this document',
      );
      await client.open('file:///b.py', 'python', '# @grad wrong');
      expect((await client.diagnostics('file:///b.py')).diagnostics).toHaveLength(1);
      await client.change(URI, '# @grad right');
      expect((await client.diagnostics(URI)).diagnostics).toEqual([]);
    }, NO_DELAY));

  test.each([
    ['textDocument/hover', {}],
    ['textDocument/hover', { textDocument: { uri: URI } }],
    ['textDocument/hover', { textDocument: { uri: URI }, position: { line: -1, character: 1e300 } }],
    ['textDocument/inlayHint', { textDocument: { uri: URI }, range: { start: {}, end: null } }],
    ['textDocument/codeAction', { textDocument: { uri: URI }, range: 7, context: { diagnostics: [] } }],
    ['nabla/graph', { uri: 7, position: 'x' }],
    ['nabla/check', null],
    ['nabla/checkFiles', { uris: 'x' }],
    ['nabla/unknown', {}],
  ])('malformed parameters of %s leave the server alive: %j', (method, params) =>
    withServer(async (client) => {
      await client.open(URI, 'python', '# @grad wrong');
      await client.request(method, params).catch(() => {});
      expect(await client.request('nabla/health', undefined)).toBe(true);
      expect((await client.diagnostics(URI)).diagnostics).toHaveLength(1);
    }),
  );

  test('malformed notifications leave the server alive', () =>
    withServer(async (client) => {
      await client.open(URI, 'python', '# @grad wrong');
      await client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: 'file:///never' },
      });
      await client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: URI, version: 2 },
        contentChanges: [{ range: null, text: 3 }],
      });
      await client.connection.sendNotification('workspace/didChangeWatchedFiles', {});
      await client.connection.sendNotification('nabla/theme', null);
      await client.connection.sendNotification('workspace/didChangeConfiguration', null);
      expect(await client.request('nabla/health', undefined)).toBe(true);
    }));
});

const fail = (): never => {
  throw new Error('a defect of the test');
};

describe('settings', () => {
  test('each folder has its own', () =>
    withServer(
      async (client) => {
        await client.open('file:///on/a.py', 'python', '# @grad wrong');
        await client.open('file:///off/a.py', 'python', '# @grad wrong');
        expect((await client.diagnostics('file:///on/a.py')).diagnostics).toHaveLength(1);
        expect(await client.request('nabla/check', { uri: 'file:///off/a.py' })).toMatchObject({
          claims: [],
        });
        expect(client.published('file:///off/a.py')).toBeUndefined();
      },
      { settings: (uri) => ({ enable: uri?.includes('/on/') }) },
    ));

  test('a change is followed by a new check', async () => {
    let digits = 4;
    await withServer(
      async (client) => {
        await client.open(URI, 'python', '# @grad wrong');
        const hover = async (): Promise<string | undefined> => {
          const params = { textDocument: { uri: URI }, position: { line: 0, character: 10 } };
          const answer = await client.request<{ contents: { value: string } } | null>(
            'textDocument/hover',
            params,
          );
          return answer?.contents.value;
        };
        expect(await hover()).toBe('wrong light 4');
        digits = 9;
        await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
        expect(await hover()).toBe('wrong light 9');
        await client.connection.sendNotification('nabla/theme', { dark: true });
        expect(await hover()).toBe('wrong dark 9');
      },
      { settings: () => ({ digits }) },
    );
  });

  test('a client that cannot be asked sends them', () =>
    withServer(async (client) => {
      await client.open(URI, 'python', '# @grad wrong');
      await client.diagnostics(URI);
      await client.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { nabla: { enable: false } },
      });
      await settle();
      expect(client.published(URI)?.diagnostics).toEqual([]);
    }));

  test('a client that answers with an error gets the defaults', () =>
    withServer(
      async (client) => {
        await client.open(URI, 'python', '# @grad wrong');
        expect((await client.diagnostics(URI)).diagnostics).toHaveLength(1);
      },
      {
        settings: () => {
          throw new Error('no settings here');
        },
      },
    ));
});

describe('what is sent', () => {
  test('a diagnostic has its source, its code and a link to the explanation', () =>
    withServer(async (client) => {
      await client.open(URI, 'python', '# @grad\r\n# 𝛼 wrong');
      const { diagnostics } = await client.diagnostics(URI);
      expect(diagnostics).toEqual([
        {
          range: { start: { line: 1, character: 5 }, end: { line: 1, character: 10 } },
          severity: 1,
          code: 'wrong-derivative',
          codeDescription: { href: 'file:///verdicts.md#wrong-derivative' },
          source: 'nabla',
          message: 'This is wrong.',
          relatedInformation: [],
        },
      ]);
    }));

  const quickFix = async (client: TestClient): Promise<unknown> => {
    await client.open(URI, 'python', '# @grad wrong');
    const { diagnostics } = await client.diagnostics(URI);
    const range = diagnostics[0]!.range;
    return client.request('textDocument/codeAction', {
      textDocument: { uri: URI },
      range,
      context: { diagnostics },
    });
  };
  const edits = [
    { range: { start: { line: 0, character: 8 }, end: { line: 0, character: 13 } }, newText: 'right' },
  ];

  test('a fix names the version that it is for', () =>
    withServer(
      async (client) => {
        expect(await quickFix(client)).toMatchObject([
          {
            title: 'Make it right',
            kind: 'quickfix',
            isPreferred: true,
            diagnostics: [{ code: 'wrong-derivative' }],
            edit: { documentChanges: [{ textDocument: { uri: URI, version: 1 }, edits }] },
          },
        ]);
      },
      { capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } },
    ));

  test('a fix for a client that knows no versions', () =>
    withServer(async (client) => {
      expect(await quickFix(client)).toMatchObject([{ edit: { changes: { [URI]: edits } } }]);
    }));

  const lens = async (client: TestClient): Promise<unknown> => {
    await client.open(URI, 'python', '# @grad wrong');
    return client.request('textDocument/codeLens', { textDocument: { uri: URI } });
  };

  test('a code lens runs a command at its place', () =>
    withServer(
      async (client) => {
        const target = { uri: URI, position: { line: 0, character: 8 } };
        expect(await lens(client)).toMatchObject([
          { command: { title: 'Check', command: 'nabla.checkDerivative', arguments: [target] } },
        ]);
      },
      { initializationOptions: { commands: true } },
    ));

  test('a code lens only tells where the client has no such command', () =>
    withServer(async (client) => {
      expect(await lens(client)).toMatchObject([{ command: { title: 'Check', command: '' } }]);
    }));

  test('the check of a claim, of its line, of the document', () =>
    withServer(async (client) => {
      await client.open(URI, 'python', '# @grad\n# right wrong\n#');
      const at = (line: number, character: number): Promise<{ scope: string; claims: { text: string }[] }> =>
        client.request('nabla/check', { uri: URI, position: { line, character } });
      const words = async (line: number, character: number): Promise<string> => {
        const { scope, claims } = await at(line, character);
        return `${scope}: ${claims.map(({ text }) => text).join(' ')}`;
      };
      expect(await words(1, 10)).toBe('claim: wrong');
      expect(await words(1, 0)).toBe('claim: right');
      expect(await words(2, 0)).toBe('document: right wrong');
    }));

  test('an explicit check does not wait for the delay', () =>
    withServer(
      async (client) => {
        await client.open(URI, 'python', '# @grad right');
        await client.diagnostics(URI);
        await client.change(URI, '# @grad wrong');
        expect(await client.request('nabla/check', { uri: URI })).toMatchObject({ counts: { disagree: 1 } });
      },
      { initializationOptions: { settings: { delay: 10_000 } } },
    ));
});

import { spawn } from 'node:child_process';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type InitializeResult,
  type MessageReader,
  type MessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
} from 'vscode-languageserver-protocol/node';
import type { InitializationOptions, VerdictsParams } from '../../src/protocol/requests';
import { type ServerOptions, startServer } from '../../src/server/server';

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  /** Answers `workspace/configuration`; the client says that it can be asked when this is there. */
  readonly settings?: (scopeUri: string | undefined) => unknown;
}

/** An editor reduced to what it says to a language server. */
export interface TestClient {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** All that the server logged. */
  readonly log: readonly string[];
  readonly verdicts: readonly VerdictsParams[];
  open(uri: string, language: string, text: string): Promise<void>;
  /** Replaces the whole text, or makes the edits. */
  change(uri: string, edits: string | readonly TextDocumentContentChangeEvent[]): Promise<void>;
  close(uri: string): Promise<void>;
  /** What was published last for a document, once it is about its newest text. */
  diagnostics(uri: string): Promise<PublishDiagnosticsParams>;
  /** The same without waiting. */
  published(uri: string): PublishDiagnosticsParams | undefined;
  request<R>(method: string, params: unknown): Promise<R>;
  stop(): Promise<void>;
}

/** The built server in a process of its own, over its standard input and output. */
export async function startBuiltServer(
  options: ClientOptions = {},
): Promise<TestClient & { readonly pid: number }> {
  const server = path.resolve(import.meta.dirname, '..', '..', 'dist', 'server.js');
  const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const client = await connect(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
    options,
  );
  return {
    ...client,
    pid: child.pid!,
    async stop() {
      await client.connection.sendRequest('shutdown');
      await client.connection.sendNotification('exit');
      await exited;
      client.connection.dispose();
    },
  };
}

/** The server's code in this process, with a service of the test's own. */
export async function startServerWith(
  service: ServerOptions['service'],
  options: ClientOptions = {},
): Promise<TestClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(server, { service, version: '1.2.3', explanations: 'file:///verdicts.md' });
  const client = await connect(new StreamMessageReader(toClient), new StreamMessageWriter(toServer), options);
  return {
    ...client,
    async stop() {
      await client.connection.sendRequest('shutdown');
      client.connection.dispose();
      server.dispose();
    },
  };
}

async function connect(
  reader: MessageReader,
  writer: MessageWriter,
  { capabilities = {}, initializationOptions, settings }: ClientOptions,
): Promise<TestClient> {
  const connection = createProtocolConnection(reader, writer);
  const log: string[] = [];
  const verdicts: VerdictsParams[] = [];
  const published = new Map<string, PublishDiagnosticsParams>();
  const versions = new Map<string, number>();
  const waiting = new Set<() => void>();

  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.onNotification('nabla/verdicts', (params: VerdictsParams) => {
    verdicts.push(params);
  });
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(params.uri, params);
    for (const wake of waiting) wake();
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri?: string }[] }) =>
    items.map(({ scopeUri }) => settings?.(scopeUri) ?? null),
  );
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      ...capabilities,
      workspace: {
        configuration: settings !== undefined,
        ...capabilities.workspace,
      },
    },
    initializationOptions,
  });
  await connection.sendNotification('initialized', {});

  return {
    connection,
    initialized,
    log,
    verdicts,
    async open(uri, languageId, text) {
      versions.set(uri, 1);
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    async change(uri, edits) {
      const version = versions.get(uri)! + 1;
      versions.set(uri, version);
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: typeof edits === 'string' ? [{ text: edits }] : edits,
      });
    },
    async close(uri) {
      versions.delete(uri);
      await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    },
    diagnostics(uri) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = published.get(uri);
          if (found?.version !== versions.get(uri)) return;
          waiting.delete(look);
          resolve(found!);
        };
        waiting.add(look);
        look();
      });
    },
    published: (uri) => published.get(uri),
    request: (method, params) => connection.sendRequest(method, params),
    stop: async () => connection.dispose(),
  };
}

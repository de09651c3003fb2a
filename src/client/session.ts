import {
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  window,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { CLAIMS, type DocumentClaims, HEALTH, VERDICTS, type VerdictsParams } from '../protocol/requests';

/** The server as the features see it: there when they need it, whatever happened to the process behind it. */
export interface Session extends Disposable {
  /** The running client; starts the server when there is none. Rejects when it cannot be started. */
  client(): Promise<LanguageClient>;
  /** The client when the server runs already. */
  running(): LanguageClient | undefined;
  /** Starts the server for a document that may hold a sheet; not when it has been given up. */
  startQuietly(): void;
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** The verdicts of a document have changed. */
  readonly onVerdicts: Event<VerdictsParams>;
  /** A document or file was checked, and this is what it claims now. */
  readonly onClaims: Event<DocumentClaims>;
  /** The server has gone, and with it all verdicts. */
  readonly onStopped: Event<void>;
}

/** A server that dies this often within the time below is not started again. */
const MAX_DEATHS = 4;
const DEATHS_WITHIN = 3 * 60_000;

/** How often the server is asked whether it answers, and how many questions may stay open. */
const ASK_EVERY = 5_000;
const MAX_SILENCE = 3;

export function createSession(context: ExtensionContext, log: LogOutputChannel): Session {
  const verdicts = new EventEmitter<VerdictsParams>();
  const claims = new EventEmitter<DocumentClaims>();
  const stopped = new EventEmitter<void>();
  let started: Promise<LanguageClient> | undefined;
  let current: LanguageClient | undefined;
  let heart: NodeJS.Timeout | undefined;
  let deaths: number[] = [];
  let told = false;
  let givenUp = false;

  const tell = async (message: string, ...actions: readonly string[]): Promise<void> => {
    const SHOW = 'Show Log';
    const chosen = await window.showWarningMessage(message, ...actions, SHOW);
    if (chosen === SHOW) log.show();
    else if (chosen !== undefined) await session.restart();
  };

  const onDied = (): boolean => {
    stopped.fire();
    const now = Date.now();
    deaths = [...deaths.filter((time) => now - time < DEATHS_WITHIN), now];
    if (deaths.length > MAX_DEATHS) {
      void tell('The Nabla server keeps stopping, so it was not started again.', 'Restart Server');
      clearInterval(heart);
      started = undefined;
      current = undefined;
      givenUp = true;
      return false;
    }
    log.warn('The server stopped and is started again.');
    if (!told) void tell('The Nabla server had stopped working and was restarted.');
    told = true;
    return true;
  };

  const start = async (): Promise<LanguageClient> => {
    // Loaded with the first document that needs it: most windows never do.
    const { createLanguageClient } = await import('./language-client');
    const client = createLanguageClient(context, { log, onDied });
    current = client;
    client.onNotification(VERDICTS, (params: VerdictsParams) => verdicts.fire(params));
    client.onNotification(CLAIMS, (params: DocumentClaims) => claims.fire(params));
    heart = setInterval(watchOver(client, log), ASK_EVERY);
    await client.start();
    return client;
  };

  const session: Session = {
    onVerdicts: verdicts.event,
    onClaims: claims.event,
    onStopped: stopped.event,
    client() {
      started ??= start().catch((error: unknown) => {
        started = undefined;
        clearInterval(heart);
        log.error(`The server could not be started: ${String(error)}`);
        throw error;
      });
      return started;
    },
    running: () => (current?.isRunning() ? current : undefined),
    startQuietly() {
      if (givenUp || started !== undefined) return;
      session.client().catch(() => {
        givenUp = true;
        void tell('The Nabla server could not be started.', 'Restart Server');
      });
    },
    async restart() {
      await session.stop();
      deaths = [];
      givenUp = false;
      await session.client();
    },
    async stop() {
      clearInterval(heart);
      const client = current;
      const { serverProcess } = client ?? {};
      current = undefined;
      started = undefined;
      try {
        await client?.dispose();
      } catch (error) {
        log.warn(`The server did not end by itself: ${String(error)}`);
        serverProcess?.kill('SIGKILL');
      }
      stopped.fire();
    },
    dispose() {
      void session.stop();
      verdicts.dispose();
      claims.dispose();
      stopped.dispose();
    },
  };
  return session;
}

/**
 * Asks the server at every call whether it answers, and ends its process when it has not for several calls. Calls are
 * counted, not seconds, for a machine that slept has answered nothing for hours.
 */
function watchOver(client: LanguageClient, log: LogOutputChannel): () => void {
  let open = 0;
  let asked: object | undefined;
  return () => {
    const { serverProcess } = client;
    if (serverProcess === undefined) return;
    if (asked !== serverProcess) {
      asked = serverProcess;
      open = 0;
    }
    if (open >= MAX_SILENCE) {
      log.error('The server does not answer and is ended.');
      open = 0;
      serverProcess.kill('SIGKILL');
      return;
    }
    open++;
    if (!client.isRunning()) return;
    client.sendRequest(HEALTH).then(
      () => {
        if (asked === serverProcess) open = 0;
      },
      () => {},
    );
  };
}

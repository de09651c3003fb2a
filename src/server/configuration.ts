import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol/requests';
import { describe } from './guard';
import { readSettings, type ServerSettings } from './settings';

const SECTION = 'nabla';

/** The client's settings: asked for where the client can be asked, else as it sends them. */
export interface Configuration {
  /** Resolves once the client may be asked, and told, something. */
  readonly initialized: Promise<void>;
  /** The settings of a document; they may differ between folders. Never rejects. */
  of(uri: string): Promise<ServerSettings>;
  /** The same as far as they are known already. */
  known(uri: string): ServerSettings;
  forget(uri: string): void;
}

/** To be called once, before the client says `initialized`. */
export function createConfiguration(
  connection: Connection,
  { capabilities, initializationOptions }: InitializeParams,
  onChange: () => void,
): Configuration {
  const options: InitializationOptions | undefined = initializationOptions;
  const canBeAsked = capabilities.workspace?.configuration === true;
  const registers = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
  let general = readSettings(options?.settings);
  const asked = new Map<string, Promise<ServerSettings>>();
  const answered = new Map<string, ServerSettings>();

  // A client is to be asked only after it has said `initialized`.
  const initialized = new Promise<void>((resolve) => {
    connection.onInitialized(async () => {
      resolve();
      if (canBeAsked && registers) {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
      }
    });
  });

  const ask = async (uri: string): Promise<ServerSettings> => {
    await initialized;
    if (!canBeAsked) return general;
    try {
      const settings = readSettings(
        await connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }),
      );
      if (asked.has(uri)) answered.set(uri, settings);
      return settings;
    } catch (error) {
      connection.console.error(`The settings of ${uri} could not be read: ${describe(error)}`);
      return general;
    }
  };

  connection.onDidChangeConfiguration(({ settings }) => {
    asked.clear();
    answered.clear();
    if (!canBeAsked) general = readSettings(settings?.[SECTION]);
    onChange();
  });

  return {
    initialized,
    of(uri) {
      const before = asked.get(uri);
      if (before !== undefined) return before;
      const settings = ask(uri);
      asked.set(uri, settings);
      return settings;
    },
    known: (uri) => answered.get(uri) ?? general,
    forget(uri) {
      asked.delete(uri);
      answered.delete(uri);
    },
  };
}

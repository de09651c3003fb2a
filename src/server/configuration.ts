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
  current(): ServerSettings;
  /** Resolves when the client's settings have been read for the first time. */
  readonly ready: Promise<void>;
}

/** To be called once, before the client says `initialized`. */
export function createConfiguration(
  connection: Connection,
  { capabilities, initializationOptions }: InitializeParams,
  onChange: (now: ServerSettings, before: ServerSettings) => void,
): Configuration {
  const options: InitializationOptions | undefined = initializationOptions;
  const canBeAsked = capabilities.workspace?.configuration === true;
  const registers = capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true;
  let current = readSettings(options?.settings);

  const use = (section: unknown): void => {
    const before = current;
    current = readSettings(section);
    if (JSON.stringify(before) !== JSON.stringify(current)) onChange(current, before);
  };

  const ask = async (): Promise<void> => {
    try {
      use(await connection.workspace.getConfiguration(SECTION));
    } catch (error) {
      connection.console.error(`The settings could not be read: ${describe(error)}`);
    }
  };

  let setReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    setReady = resolve;
  });

  connection.onInitialized(async () => {
    if (canBeAsked) await ask();
    setReady();
    if (canBeAsked && registers) {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
    }
  });
  connection.onDidChangeConfiguration(async ({ settings }) => {
    if (canBeAsked) await ask();
    else use(settings?.[SECTION]);
  });
  return { current: () => current, ready };
}

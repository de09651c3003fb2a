import type { CheckedDocument, Service } from '../service/facade';
import { type Checked, checkText, type DocumentText } from './documents';
import type { ServerSettings } from './settings';

/** The checks of the open documents: at most one a document, started a little after the last edit. */
export interface Checks {
  /** The document has a new text: check it after a delay in milliseconds; what runs for an older text is cancelled. */
  schedule(text: DocumentText, delay: number): void;
  /** Starts a check that still waits for its delay. */
  flush(uri: string): void;
  /** Resolves with the verdicts of the newest text; undefined when the document is not open. */
  settled(uri: string): Promise<Checked | undefined>;
  has(uri: string): boolean;
  close(uri: string): void;
  closeAll(): void;
  /** The newest texts of all open documents. */
  texts(): readonly DocumentText[];
}

interface Entry {
  readonly text: DocumentText;
  readonly checked: Promise<Checked | undefined>;
  readonly resolve: (checked: Checked | undefined | Promise<Checked | undefined>) => void;
  timer?: NodeJS.Timeout | undefined;
  /** A newer text has come, or the document was closed. */
  stale: boolean;
}

export interface ChecksOptions {
  readonly service: Service;
  readonly settings: (uri: string) => Promise<ServerSettings>;
  /** Called for each text whose check was not overtaken by a newer one. */
  readonly onChecked: (checked: Checked) => void;
}

export function createChecks({ service, settings, onChecked }: ChecksOptions): Checks {
  const open = new Map<string, Entry>();
  /** What each open document was found to be the last time. */
  const latest = new Map<string, CheckedDocument>();

  const start = async (entry: Entry): Promise<void> => {
    clearTimeout(entry.timer);
    entry.timer = undefined;
    const cancelled = (): boolean => entry.stale;
    const chosen = await settings(entry.text.uri);
    const { uri } = entry.text;
    const checked = await checkText(service, entry.text, chosen, cancelled, latest.get(uri));
    if (entry.stale || checked === undefined) return;
    if (checked.result !== undefined) latest.set(uri, checked.result);
    entry.resolve(checked);
    onChecked(checked);
  };

  const retire = (entry: Entry): void => {
    entry.stale = true;
    clearTimeout(entry.timer);
  };

  const close = (uri: string): void => {
    const entry = open.get(uri);
    if (entry === undefined) return;
    open.delete(uri);
    latest.delete(uri);
    retire(entry);
    entry.resolve(undefined);
  };

  return {
    schedule(text, delay) {
      const older = open.get(text.uri);
      const entry = newEntry(text);
      open.set(text.uri, entry);
      if (older !== undefined) {
        retire(older);
        // Whoever waits for the older text gets the newer verdicts: theirs are the positions on the screen.
        older.resolve(entry.checked);
      }
      entry.timer = setTimeout(() => void start(entry), delay);
    },
    flush(uri) {
      const entry = open.get(uri);
      if (entry?.timer !== undefined) void start(entry);
    },
    async settled(uri) {
      return open.get(uri)?.checked;
    },
    has: (uri) => open.has(uri),
    close,
    closeAll() {
      for (const uri of [...open.keys()]) close(uri);
    },
    texts: () => [...open.values()].map((entry) => entry.text),
  };
}

function newEntry(text: DocumentText): Entry {
  let resolve: Entry['resolve'] = () => {};
  const checked = new Promise<Checked | undefined>((settle) => {
    resolve = settle;
  });
  return { text, checked, resolve, stale: false };
}

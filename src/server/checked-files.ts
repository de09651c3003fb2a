import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { CheckFilesParams, CheckFilesResult } from '../protocol/requests';
import type { Checked } from './documents';
import { type CheckFilesOptions, checkFile, checkFiles } from './features/check-files';
import { describe } from './guard';
import type { Publisher } from './publisher';

/** Files that are not open but whose problems are shown since the workspace was checked. */
export interface CheckedFiles {
  check(
    params: CheckFilesParams,
    token: CancellationToken,
    progress: WorkDoneProgressReporter,
  ): Promise<CheckFilesResult>;
  /** The file may have another text, or may be gone: its problems and claims are brought up to date, if any are shown. */
  refresh(uri: string): Promise<void>;
  /** Asks the client to tell about changed files, once. */
  watch(): void;
}

export interface CheckedFilesOptions {
  readonly connection: Connection;
  readonly publisher: Publisher;
  readonly watches: boolean;
  readonly isOpen: (uri: string) => boolean;
  readonly sources: Pick<CheckFilesOptions, 'service' | 'settings' | 'ofOpenDocument'>;
}

export function createCheckedFiles(given: CheckedFilesOptions): CheckedFiles {
  const { connection, publisher, isOpen, sources } = given;
  let shown = new Set<string>();
  let watching = false;

  const watch = (): void => {
    if (watching || !given.watches) return;
    watching = true;
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: '**/*' }] })
      .catch((error) => connection.console.error(`Files cannot be watched: ${describe(error)}`));
  };

  const show = (checked: Checked): void => {
    if (isOpen(checked.uri)) return;
    publisher.publish(checked, false);
    shown.add(checked.uri);
  };

  return {
    watch,
    async check(params, token, progress) {
      const before = params.partial === true ? new Set<string>() : shown;
      if (params.partial !== true) shown = new Set();
      // A file may be changed or deleted while others are still being checked.
      watch();
      const onChecked = (checked: Checked): void => {
        if (checked.result !== undefined || checked.failure !== undefined) show(checked);
        publisher.list(checked);
      };
      const result = await checkFiles(params, { ...sources, token, progress, onChecked });
      for (const uri of before) {
        if (!shown.has(uri) && !isOpen(uri)) publisher.clear(uri);
      }
      return result;
    },
    async refresh(uri) {
      if (isOpen(uri) || !(shown.has(uri) || publisher.lists(uri))) return;
      const token = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose() {} }) };
      const outcome = await checkFile(uri, { ...sources, token });
      if (outcome === undefined || isOpen(uri)) return;
      if ('uri' in outcome) {
        if (shown.has(uri)) show(outcome);
        publisher.list(outcome);
        return;
      }
      shown.delete(uri);
      publisher.clear(uri);
      publisher.unlist(uri);
    },
  };
}

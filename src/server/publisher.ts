import type { Connection } from 'vscode-languageserver';
import { VERDICTS, type VerdictsParams } from '../protocol/requests';
import type { Checked } from './documents';
import { NO_CLAIMS } from './features/check';
import { diagnostics } from './features/diagnostics';

/** Sends what a check found to the client, and nothing about documents that never had anything to show. */
export interface Publisher {
  /** @param open whether the counts are of interest, too: only open documents show them */
  publish(checked: Checked, open: boolean): void;
  clear(uri: string): void;
}

export function createPublisher(connection: Connection, explanations: string | undefined): Publisher {
  const shown = new Set<string>();

  const sendVerdicts = (uri: string, version: number, counts: VerdictsParams['counts']): void => {
    const params: VerdictsParams = { uri, version, counts };
    void connection.sendNotification(VERDICTS, params);
  };

  return {
    publish(checked, open) {
      const { uri, version, result, failure } = checked;
      if (failure !== undefined) connection.console.error(`The check of ${uri} failed: ${failure}`);
      const found = diagnostics(checked, explanations);
      if (result === undefined && found.length === 0 && !shown.has(uri)) return;
      if (result === undefined && found.length === 0) shown.delete(uri);
      else shown.add(uri);
      void connection.sendDiagnostics({ uri, diagnostics: found, ...(open ? { version } : {}) });
      if (open) sendVerdicts(uri, version, result?.counts ?? NO_CLAIMS);
    },
    clear(uri) {
      if (!shown.delete(uri)) return;
      void connection.sendDiagnostics({ uri, diagnostics: [] });
      sendVerdicts(uri, 0, NO_CLAIMS);
    },
  };
}

import type { Connection } from 'vscode-languageserver';
import { CLAIMS, type DocumentClaims, VERDICTS, type VerdictsParams } from '../protocol/requests';
import type { Checked } from './documents';
import { NO_CLAIMS } from './features/check';
import { documentClaims } from './features/claims';
import { diagnostics } from './features/diagnostics';

/** Sends what a check found to the client, and nothing about documents that never had anything to show. */
export interface Publisher {
  /** @param open whether the counts are of interest, too: only open documents show them */
  publish(checked: Checked, open: boolean): void;
  /** The problems of a document that is shown no more. */
  clear(uri: string): void;
  /** Tells the claims of a document to clients that asked for them. */
  list(checked: Checked): void;
  /** The client has been given the claims of the document, and is to hear when they change. */
  listed(claims: DocumentClaims): void;
  /** The document is gone, and with it the claims that were listed. */
  unlist(uri: string): void;
  /** Whether claims of the document are listed. */
  lists(uri: string): boolean;
}

export interface PublisherOptions {
  /** The address of the page with a heading for every code. */
  readonly explanations: string | undefined;
  /** Whether the client wants to hear the claims of documents. */
  readonly claims: boolean;
}

export function createPublisher(
  connection: Connection,
  { explanations, claims }: PublisherOptions,
): Publisher {
  const shown = new Set<string>();
  const listed = new Set<string>();

  const sendVerdicts = (uri: string, version: number, counts: VerdictsParams['counts']): void => {
    const params: VerdictsParams = { uri, version, counts };
    void connection.sendNotification(VERDICTS, params);
  };

  const sendClaims = (found: DocumentClaims): void => {
    if (found.sheets.length > 0) listed.add(found.uri);
    else if (!listed.delete(found.uri)) return;
    void connection.sendNotification(CLAIMS, found);
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
    list(checked) {
      if (claims && checked.failure === undefined) sendClaims(documentClaims(checked));
    },
    listed({ uri, sheets }) {
      if (claims && sheets.length > 0) listed.add(uri);
    },
    unlist: (uri) => sendClaims({ uri, sheets: [] }),
    lists: (uri) => listed.has(uri),
  };
}

import { fileURLToPath } from 'node:url';
import type { SourceDocument } from '../core/extract/sheet-source';
import type { CheckedDocument, Service } from '../service/facade';
import type { Settings } from '../service/model';
import { type PositionMap, positionMap } from './positions';
import type { ServerSettings } from './settings';

/** One text of a document, as it was at one version. */
export interface DocumentText {
  readonly uri: string;
  readonly version: number;
  readonly source: SourceDocument;
}

/** A text after its check. */
export interface Checked {
  readonly uri: string;
  readonly version: number;
  readonly settings: Settings;
  readonly positions: PositionMap;
  /** Absent where the text holds no sheet, where the settings switch Nabla off, and where the check failed. */
  readonly result?: CheckedDocument;
  /** Why the check broke off: a defect of ours, never of the text. */
  readonly failure?: string;
}

/**
 * Checks a text; undefined when the check was cancelled. Never rejects.
 *
 * @param before an earlier version: what has not changed since keeps its verdicts
 */
export async function checkText(
  service: Service,
  { uri, version, source }: DocumentText,
  settings: ServerSettings,
  cancelled: () => boolean,
  before?: CheckedDocument,
): Promise<Checked | undefined> {
  const base = { uri, version, settings: settings.service, positions: positionMap(source.text) };
  try {
    if (!settings.enable || !service.mayHoldSheets(source)) return base;
    const result = await service.checkDocument(source, {
      settings: settings.service,
      cancelled,
      ...(before && { before }),
    });
    return result && { ...base, result };
  } catch (error) {
    return { ...base, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** The path of a `file:` URI on this machine; undefined for any other URI. */
export function filePath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** A name for messages and for the choice of a reader; the document may live anywhere. */
export function documentPath(uri: string): string {
  const path = filePath(uri);
  if (path !== undefined) return path;
  try {
    return decodeURIComponent(new URL(uri).pathname);
  } catch {
    return uri;
  }
}

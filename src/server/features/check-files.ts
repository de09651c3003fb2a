import path from 'node:path';
import type { CancellationToken, WorkDoneProgressReporter } from 'vscode-languageserver';
import type { SourceDocument } from '../../core/extract/sheet-source';
import type {
  CheckFilesParams,
  CheckFilesResult,
  FindSheetsParams,
  FindSheetsResult,
} from '../../protocol/requests';
import type { Service } from '../../service/facade';
import type { Counts } from '../../service/model';
import { readDocument } from '../../service/read-document';
import { type Checked, checkText, documentPath, filePath } from '../documents';
import type { ServerSettings } from '../settings';
import { NO_CLAIMS } from './check';

export interface CheckFilesOptions {
  readonly service: Service;
  readonly settings: (uri: string) => Promise<ServerSettings>;
  /** The verdicts of an open document, whose text may not be saved yet; undefined when it is not open. */
  readonly ofOpenDocument: (uri: string) => Promise<Checked | undefined>;
  /** Called for every file that could be read. */
  readonly onChecked: (checked: Checked) => void;
  readonly progress: WorkDoneProgressReporter;
  readonly token: CancellationToken;
}

/** Reads and checks files one after another. */
export async function checkFiles(
  { uris }: CheckFilesParams,
  options: CheckFilesOptions,
): Promise<CheckFilesResult> {
  const { token, progress, onChecked } = options;
  const failures: { uri: string; message: string }[] = [];
  let counts = NO_CLAIMS;
  let files = 0;
  progress.begin('Checking derivatives', 0, undefined, true);
  try {
    for (const [index, uri] of uris.entries()) {
      if (token.isCancellationRequested) break;
      const name = path.basename(documentPath(uri));
      progress.report(Math.floor((100 * index) / uris.length), `${index + 1} of ${uris.length}: ${name}`);
      const outcome = await checkFile(uri, options);
      if (outcome === undefined) break;
      if ('message' in outcome) {
        failures.push({ uri, message: outcome.message });
        continue;
      }
      files++;
      if (outcome.failure !== undefined) {
        failures.push({
          uri,
          message: 'Nabla failed on this file; the output channel "Nabla Server" shows where.',
        });
      }
      counts = add(counts, outcome.result?.counts ?? NO_CLAIMS);
      onChecked(outcome);
    }
  } finally {
    progress.done();
  }
  return { files, counts, cancelled: token.isCancellationRequested, failures };
}

/** The files that hold sheets, among those that can be read; those before it when cancelled. */
export async function findSheets(
  { uris }: FindSheetsParams,
  {
    service,
    settings,
    texts,
    token,
  }: Pick<CheckFilesOptions, 'service' | 'settings' | 'token'> & {
    /** The texts of open documents by address; they need not be saved. */
    readonly texts: ReadonlyMap<string, SourceDocument>;
  },
): Promise<FindSheetsResult> {
  const found: string[] = [];
  for (const uri of uris) {
    if (token.isCancellationRequested) break;
    if (!(await settings(uri)).enable) continue;
    const source = texts.get(uri) ?? (await sourceOf(uri));
    if ('text' in source && service.mayHoldSheets(source)) found.push(uri);
  }
  return { uris: found };
}

/** The verdicts of one file or why it could not be read; undefined when cancelled. */
export async function checkFile(
  uri: string,
  options: Pick<CheckFilesOptions, 'service' | 'settings' | 'ofOpenDocument' | 'token'>,
): Promise<Checked | { readonly message: string } | undefined> {
  const { service, settings, ofOpenDocument, token } = options;
  const open = await ofOpenDocument(uri);
  if (open !== undefined) return open;
  const source = await sourceOf(uri);
  if ('message' in source) return source;
  const cancelled = (): boolean => token.isCancellationRequested;
  return checkText(service, { uri, version: 0, source }, await settings(uri), cancelled);
}

async function sourceOf(uri: string): Promise<SourceDocument | { readonly message: string }> {
  const file = filePath(uri);
  if (file === undefined) return { message: 'Only files on this machine can be read.' };
  const read = await readDocument(file);
  if (read.kind === 'failure') return { message: read.message };
  return { path: file, language: '', text: read.text };
}

const add = (a: Counts, b: Counts): Counts => ({
  agree: a.agree + b.agree,
  disagree: a.disagree + b.disagree,
  inconclusive: a.inconclusive + b.inconclusive,
  unread: a.unread + b.unread,
});

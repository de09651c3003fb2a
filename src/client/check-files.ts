import { type CancellationToken, type Uri, workspace } from 'vscode';
import {
  CHECK_FILES,
  type CheckFilesParams,
  type CheckFilesResult,
  type ServerCapability,
} from '../protocol/requests';
import type { Session } from './session';

/** What is checked at the moment: text such as `3 of 20: a.md`, and how far the check is since the last call, in per cent. */
export type OnProgress = (progress: { message?: string; increment: number }) => void;

let checks = 0;

/** Has the server check files, one after another. Problems show up as with any check. */
export async function checkFiles(
  session: Session,
  request: Pick<CheckFilesParams, 'uris' | 'partial'>,
  onProgress: OnProgress,
  token: CancellationToken,
): Promise<CheckFilesResult> {
  const client = await session.client();
  const { WorkDoneProgress } = await import('vscode-languageclient/node');
  const workDoneToken = `nabla-${++checks}`;
  let before = 0;
  const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind !== 'report') return;
    const percentage = value.percentage ?? before;
    onProgress({
      increment: percentage - before,
      ...(value.message === undefined ? {} : { message: value.message }),
    });
    before = percentage;
  });
  const params: CheckFilesParams = { ...request, workDoneToken };
  try {
    return await client.sendRequest<CheckFilesResult>(CHECK_FILES, params, token);
  } finally {
    listener.dispose();
  }
}

/** A glob pattern of the files that may hold sheets. */
export async function filePattern(session: Session): Promise<string> {
  const client = await session.client();
  const capability: ServerCapability | undefined = client.initializeResult?.capabilities.experimental;
  return capability?.filePattern ?? '**/*.{nabla,md}';
}

/**
 * The files of the workspace that may hold sheets, apart from those that the editor's settings hide or leave out of
 * searches.
 */
export async function findFiles(session: Session, token: CancellationToken): Promise<readonly Uri[]> {
  const hidden = ['files', 'search'].flatMap((section) =>
    Object.entries(workspace.getConfiguration(section).get<Record<string, unknown>>('exclude', {}))
      .filter(([, active]) => active === true)
      .map(([glob]) => glob),
  );
  const exclude = [...new Set([...hidden, '**/node_modules', '**/.git'])];
  const files = await workspace.findFiles(
    await filePattern(session),
    `{${exclude.join(',')}}`,
    undefined,
    token,
  );
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

import {
  type CancellationToken,
  commands,
  type Disposable,
  type OutputChannel,
  type Progress,
  ProgressLocation,
  type Uri,
  window,
  workspace,
} from 'vscode';
import {
  CHECK_FILES,
  type CheckFilesParams,
  type CheckFilesResult,
  type ServerCapability,
} from '../protocol/requests';
import { messageOf } from './check-derivative';
import { describeCounts, plural } from './counts';
import type { Session } from './session';

/** "Nabla: Check Workspace": every file that may hold a sheet, also those that are not open. */
export function registerCheckWorkspace(session: Session, output: OutputChannel): Disposable {
  let running = false;
  return commands.registerCommand('nabla.checkWorkspace', async () => {
    if (workspace.workspaceFolders === undefined) {
      void window.showInformationMessage('Open a folder to check the derivatives in it.');
      return;
    }
    if (running) return;
    running = true;
    try {
      const result = await window.withProgress(
        { location: ProgressLocation.Notification, title: 'Checking derivatives', cancellable: true },
        (progress, token) => checkWorkspace(session, progress, token),
      );
      await show(result, output);
    } catch (error) {
      void window.showErrorMessage(`Nabla could not check the workspace: ${messageOf(error)}`);
    } finally {
      running = false;
    }
  });
}

async function checkWorkspace(
  session: Session,
  progress: Progress<{ message?: string; increment?: number }>,
  token: CancellationToken,
): Promise<CheckFilesResult> {
  const client = await session.client();
  const { WorkDoneProgress } = await import('vscode-languageclient/node');
  const capability: ServerCapability | undefined = client.initializeResult?.capabilities.experimental;
  const files = await findFiles(capability?.filePattern ?? '**/*.{nabla,md}', token);
  const workDoneToken = `nabla-${Date.now()}`;
  let before = 0;
  const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
    if (value.kind !== 'report') return;
    const percentage = value.percentage ?? before;
    progress.report({
      increment: percentage - before,
      ...(value.message === undefined ? {} : { message: value.message }),
    });
    before = percentage;
  });
  const params: CheckFilesParams = { uris: files.map((file) => file.toString()), workDoneToken };
  try {
    return await client.sendRequest<CheckFilesResult>(CHECK_FILES, params, token);
  } finally {
    listener.dispose();
  }
}

/** The files of the workspace apart from those that the editor's settings hide or leave out of searches. */
async function findFiles(pattern: string, token: CancellationToken): Promise<readonly Uri[]> {
  const hidden = ['files', 'search'].flatMap((section) =>
    Object.entries(workspace.getConfiguration(section).get<Record<string, unknown>>('exclude', {}))
      .filter(([, active]) => active === true)
      .map(([glob]) => glob),
  );
  const exclude = [...new Set([...hidden, '**/node_modules', '**/.git'])];
  const files = await workspace.findFiles(pattern, `{${exclude.join(',')}}`, undefined, token);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function show(
  { files, counts, cancelled, failures }: CheckFilesResult,
  output: OutputChannel,
): Promise<void> {
  const PROBLEMS = 'Show Problems';
  const DETAILS = 'Show Details';
  const failed = failures.length === 0 ? '' : ` ${plural(failures.length, 'file')} could not be checked.`;
  const summary = `${plural(files, 'file')} checked: ${describeCounts(counts)}.${failed}`;
  const text = cancelled ? `Cancelled. ${summary}` : summary;
  output.appendLine(`Check of the workspace: ${text}`);
  for (const { uri, message } of failures) output.appendLine(`    ${uri}: ${message}`);
  output.appendLine('');
  const actions = [counts.disagree > 0 ? PROBLEMS : '', failures.length > 0 ? DETAILS : ''];
  const notify =
    counts.disagree + failures.length > 0 ? window.showWarningMessage : window.showInformationMessage;
  const chosen = await notify(text, ...actions.filter((action) => action !== ''));
  if (chosen === PROBLEMS) await commands.executeCommand('workbench.actions.view.problems');
  if (chosen === DETAILS) output.show(true);
}

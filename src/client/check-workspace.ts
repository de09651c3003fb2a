import { commands, type Disposable, type OutputChannel, ProgressLocation, window, workspace } from 'vscode';
import type { CheckFilesResult } from '../protocol/requests';
import { messageOf } from './check-derivative';
import { checkFiles, findFiles } from './check-files';
import type { ClaimTests } from './claim-tests';
import { describeCounts, plural } from './counts';
import type { Session } from './session';

/** "Nabla: Check Workspace": every file that may hold a sheet, also those that are not open. */
export function registerCheckWorkspace(
  session: Session,
  tests: ClaimTests,
  output: OutputChannel,
): Disposable {
  let running = false;
  return commands.registerCommand('nabla.checkWorkspace', async () => {
    if (workspace.workspaceFolders === undefined) {
      void window.showInformationMessage('Open a folder to check the derivatives in it.');
      return;
    }
    if (running) return;
    running = true;
    const results = tests.collect('Check Workspace');
    try {
      const result = await window.withProgress(
        { location: ProgressLocation.Notification, title: 'Checking derivatives', cancellable: true },
        async (progress, token) => {
          const uris = (await findFiles(session, token)).map(String);
          return checkFiles(session, { uris }, (step) => progress.report(step), token);
        },
      );
      results.end();
      await show(result, output);
    } catch (error) {
      void window.showErrorMessage(`Nabla could not check the workspace: ${messageOf(error)}`);
    } finally {
      results.end();
      running = false;
    }
  });
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

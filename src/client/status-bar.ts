import { commands, type Disposable, StatusBarAlignment, ThemeColor, type Uri, window } from 'vscode';
import { CHECK_COMMAND } from '../protocol/commands';
import type { VerdictCounts } from '../protocol/requests';
import { describeCounts, statusText, total } from './counts';
import { disposeAll } from './disposables';
import type { Session } from './session';

/** The counts of the active document's verdicts; not there for documents without claims. */
export function createStatusBar(session: Session): Disposable {
  const item = window.createStatusBarItem('nabla.verdicts', StatusBarAlignment.Right, 90);
  item.name = 'Nabla: verdicts';
  const counts = new Map<string, VerdictCounts>();

  const show = (): void => {
    const uri: Uri | undefined = window.activeTextEditor?.document.uri;
    const shown = uri && counts.get(uri.toString());
    const claims = shown === undefined ? 0 : total(shown);
    void commands.executeCommand('setContext', 'nabla.hasClaims', claims > 0);
    if (shown === undefined || claims === 0) {
      item.hide();
      return;
    }
    item.text = statusText(shown);
    const text = `Nabla: ${describeCounts(shown)}`;
    item.tooltip = text;
    item.accessibilityInformation = { label: text, role: 'button' };
    const wrong = shown.disagree > 0;
    item.backgroundColor = wrong ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    item.command = wrong
      ? { title: 'Show Problems', command: 'workbench.actions.view.problems' }
      : { title: 'Check Derivative', command: CHECK_COMMAND };
    item.show();
  };

  return disposeAll([
    item,
    window.onDidChangeActiveTextEditor(show),
    session.onVerdicts(({ uri, counts: found }) => {
      counts.set(uri, found);
      show();
    }),
    session.onStopped(() => {
      counts.clear();
      show();
    }),
  ]);
}

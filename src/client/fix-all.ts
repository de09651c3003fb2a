import {
  commands,
  type Disposable,
  type QuickPickItem,
  type TextDocument,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { FIX_ALL_COMMAND } from '../protocol/commands';
import { FIX_ALL, type FixAllParams, type FixAllResult, type FixView } from '../protocol/requests';
import { messageOf } from './check-derivative';
import { plural } from './counts';
import type { Session } from './session';
import { commandTarget, openDocument, toRange } from './target';

/** "Nabla: Fix All in This File": lists what would change, and changes what is left chosen, all at once. */
export function registerFixAll(session: Session): Disposable {
  return commands.registerCommand(FIX_ALL_COMMAND, async (argument: unknown) => {
    const target = commandTarget(argument);
    if (target === undefined) {
      void window.showInformationMessage('Open a document to fix the derivatives in it.');
      return;
    }
    try {
      await fixAll(session, await openDocument(target.uri));
    } catch (error) {
      void window.showErrorMessage(`Nabla could not fix this document: ${messageOf(error)}`);
    }
  });
}

async function fixAll(session: Session, document: TextDocument): Promise<void> {
  const uri = document.uri.toString();
  const ask = async (params: FixAllParams): Promise<FixAllResult> =>
    (await session.client()).sendRequest<FixAllResult>(FIX_ALL, params);
  const offered = await ask({ uri });
  if (offered.fixes.length === 0) {
    void window.showInformationMessage(
      'There is nothing to fix: no claim is wrong with a repair that passes the check.',
    );
    return;
  }
  const chosen = await choose(offered.fixes);
  if (chosen === undefined || chosen.length === 0) return;
  const isAll = chosen.length === offered.fixes.length;
  // Some of them are checked together once more: one repair may rest on another.
  const checked = isAll ? offered : await ask({ uri, chosen });
  if (document.isClosed || document.version !== offered.version || checked.version !== offered.version) {
    void window.showWarningMessage(
      'Nothing was changed, because the document has changed meanwhile. Run the command again.',
    );
    return;
  }
  const edit = new WorkspaceEdit();
  for (const { place, text } of checked.fixes) edit.replace(document.uri, toRange(place), text);
  if (!(await workspace.applyEdit(edit))) {
    void window.showWarningMessage('The editor refused the changes. Run the command again.');
    return;
  }
  const left = chosen.length - checked.fixes.length;
  const also = left === 0 ? '' : ` ${plural(left, 'claim')} would not agree without the others.`;
  void window.setStatusBarMessage(`Nabla: ${plural(checked.fixes.length, 'claim')} changed.${also}`, 5000);
}

interface FixItem extends QuickPickItem {
  readonly index: number;
}

/** The indices of what is to be changed; undefined when the list was closed. */
async function choose(fixes: readonly FixView[]): Promise<readonly number[] | undefined> {
  const items = fixes.map(
    ({ before, after, claim }, index): FixItem => ({
      index,
      label: after,
      description: `line ${claim.start.line + 1}`,
      detail: `instead of ${before}`,
      picked: true,
    }),
  );
  const picked = await window.showQuickPick(items, {
    title: `Fix All: ${plural(fixes.length, 'change')}, each passes the check`,
    placeHolder: 'Leave out what should stay as it is',
    canPickMany: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ index }) => index);
}

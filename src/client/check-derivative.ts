import { commands, type Disposable, type OutputChannel, ProgressLocation, window, workspace } from 'vscode';
import { CHECK_COMMAND } from '../protocol/commands';
import { CHECK, type CheckParams, type CheckResult } from '../protocol/requests';
import { describeCounts, plural } from './counts';
import { report, symbol } from './report';
import type { Session } from './session';
import { commandTarget, openDocument, reveal } from './target';

/** Longer texts are cut in notifications; the output channel has them whole. */
const NOTIFIED = 280;

/** "Nabla: Check Derivative": the claim at the cursor, else every claim of the document. */
export function registerCheckDerivative(session: Session, output: OutputChannel): Disposable {
  return commands.registerCommand(CHECK_COMMAND, async (argument: unknown) => {
    const target = commandTarget(argument);
    if (target === undefined) {
      void window.showInformationMessage('Open a document to check its derivatives.');
      return;
    }
    try {
      const { uri, position } = target;
      await openDocument(uri);
      const result = await check(session, { uri, position });
      const path = workspace.asRelativePath((await openDocument(uri)).uri);
      output.appendLine(`Check of ${path}: ${describeCounts(result.counts)}`);
      report(output, path, result.claims);
      output.appendLine('');
      await show(result, uri, output);
    } catch (error) {
      void window.showErrorMessage(`Nabla could not check this document: ${messageOf(error)}`);
    }
  });
}

const check = (session: Session, params: CheckParams): Thenable<CheckResult> =>
  window.withProgress({ location: ProgressLocation.Window, title: 'Checking derivatives' }, async () => {
    const client = await session.client();
    return client.sendRequest<CheckResult>(CHECK, params);
  });

async function show(
  { scope, claims, counts }: CheckResult,
  uri: string,
  output: OutputChannel,
): Promise<void> {
  const DETAILS = 'Show Details';
  const GO = 'Go to Claim';
  const [claim] = claims;
  if (claim === undefined) {
    void window.showInformationMessage(
      'There is no claim in this document. Write one such as "dL/dx = 2*x" in a sheet, or below a comment "@grad".',
    );
    return;
  }
  const wrong = claims.find(({ verdict }) => verdict === 'disagree');
  const text =
    scope === 'claim'
      ? `${symbol(claim)} ${claim.text}: ${claim.message}`
      : `${plural(claims.length, 'claim')}: ${describeCounts(counts)}.`;
  const message = text.length > NOTIFIED ? `${text.slice(0, NOTIFIED - 1)}…` : text;
  const actions = wrong === undefined || scope === 'claim' ? [DETAILS] : [GO, DETAILS];
  const notify = wrong === undefined ? window.showInformationMessage : window.showWarningMessage;
  const chosen = await notify(message, ...actions);
  if (chosen === DETAILS) output.show(true);
  if (chosen === GO && wrong !== undefined) await reveal(uri, wrong.place);
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

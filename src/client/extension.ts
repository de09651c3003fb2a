import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { THEME, type ThemeParams } from '../protocol/requests';
import { registerCheckDerivative } from './check-derivative';
import { registerCheckWorkspace } from './check-workspace';
import { createClaimTests } from './claim-tests';
import { documentMayHoldSheets, SCHEMES } from './documents';
import { registerExplain } from './explain';
import { registerFixAll } from './fix-all';
import { registerGraphPanel } from './graph-panel';
import { mentionsSheet } from './need';
import { registerNewSheet } from './new-sheet';
import { createSession, type Session } from './session';
import { registerShowCoverage } from './show-coverage';
import { registerShowSteps } from './show-steps';
import { createStatusBar } from './status-bar';
import { isDark } from './theme';
import { registerWalkthrough } from './walkthrough';

let active: Session | undefined;

export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Nabla Server', { log: true });
  const output = window.createOutputChannel('Nabla');
  const session = createSession(context, log);
  const tests = createClaimTests(session);
  active = session;
  context.subscriptions.push(
    log,
    output,
    session,
    tests,
    createStatusBar(session),
    registerCheckDerivative(session, output),
    registerCheckWorkspace(session, tests, output),
    registerGraphPanel(context, session),
    registerFixAll(session),
    registerShowSteps(session),
    registerShowCoverage(session),
    registerWalkthrough(session),
    registerExplain(context),
    registerNewSheet(),
    commands.registerCommand('nabla.restartServer', () => session.restart()),
    window.onDidChangeActiveColorTheme(() => {
      const theme: ThemeParams = { dark: isDark() };
      void session.running()?.sendNotification(THEME, theme);
    }),
  );
  startWhenNeeded(context, session);
}

export async function deactivate(): Promise<void> {
  await active?.stop();
}

/** Starts the server with the first document that may hold a sheet. */
function startWhenNeeded(context: ExtensionContext, session: Session): void {
  const start = (): void => session.startQuietly();
  if (workspace.textDocuments.some(documentMayHoldSheets)) start();
  context.subscriptions.push(
    workspace.onDidOpenTextDocument((document) => {
      if (documentMayHoldSheets(document)) start();
    }),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (session.running() !== undefined || !SCHEMES.includes(document.uri.scheme)) return;
      const edited = contentChanges.some(({ range, text }) => {
        const { line } = range.start;
        const path = document.uri.path;
        const mentions = (part: string): boolean =>
          mentionsSheet({ language: document.languageId, path, text: part });
        // A marker may have been typed letter by letter, so the line around the edit counts as well.
        return mentions(text) || (line < document.lineCount && mentions(document.lineAt(line).text));
      });
      if (edited) start();
    }),
  );
}

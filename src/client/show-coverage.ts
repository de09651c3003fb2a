import {
  commands,
  Disposable,
  EventEmitter,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import { COVERAGE, type CoverageParams, type CoverageResult } from '../protocol/requests';
import { messageOf } from './check-derivative';
import type { Session } from './session';

const SCHEME = 'nabla-read';

/** "Nabla: What Was Read": how the formulas of a document's prose were understood, as a page beside it. */
export function registerShowCoverage(session: Session): Disposable {
  const changed = new EventEmitter<Uri>();
  const pages = new Map<string, string>();
  const provider: TextDocumentContentProvider = {
    onDidChange: changed.event,
    provideTextDocumentContent: (uri) => pages.get(uri.toString()) ?? '',
  };
  const command = commands.registerCommand('nabla.whatWasRead', async () => {
    const editor = window.activeTextEditor;
    if (editor === undefined) {
      void window.showInformationMessage('Open a document to see what Nabla reads of it.');
      return;
    }
    const { uri } = editor.document;
    try {
      const client = await session.client();
      const params: CoverageParams = { uri: uri.toString() };
      const { markdown } = await client.sendRequest<CoverageResult>(COVERAGE, params);
      // The name of the tab is the last part of the path.
      const name = `What was read of ${uri.path.split('/').at(-1) ?? 'this document'}.md`;
      const page = Uri.from({ scheme: SCHEME, path: `/${name}`, query: uri.toString() });
      pages.set(page.toString(), markdown);
      changed.fire(page);
      await commands.executeCommand('markdown.showPreviewToSide', page);
    } catch (error) {
      void window.showErrorMessage(`What was read could not be shown: ${messageOf(error)}`);
    }
  });
  const closed = workspace.onDidCloseTextDocument(({ uri }) => {
    if (uri.scheme === SCHEME) pages.delete(uri.toString());
  });
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(SCHEME, provider),
    command,
    closed,
    changed,
  );
}

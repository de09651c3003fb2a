import { commands, type Disposable, type ExtensionContext, Uri } from 'vscode';

const EXPLAIN_COMMAND = 'nabla.explain';

/** A link to the explanation of a diagnostic's code. */
export const explainLink = (code: string): Uri =>
  Uri.parse(`command:${EXPLAIN_COMMAND}?${encodeURIComponent(JSON.stringify([code]))}`);

/** Shows the page of all codes at one of them. */
export function registerExplain(context: ExtensionContext): Disposable {
  return commands.registerCommand(EXPLAIN_COMMAND, async (code: unknown) => {
    const page = Uri.joinPath(context.extensionUri, 'docs', 'verdicts.md');
    const fragment = typeof code === 'string' ? code : '';
    await commands.executeCommand('markdown.showPreview', page.with({ fragment }));
  });
}
